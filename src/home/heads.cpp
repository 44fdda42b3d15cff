// The table of heads; see heads.h.
#include "home/heads.h"

#include <algorithm>

#include "home/labels.h"

namespace ondol::home {
namespace {

constexpr std::string_view kNames[] = {"intent",   "role",      "kind",      "quantity",
                                       "place",    "reference", "attribute", "operation",
                                       "question", "asked",     "comparison"};
static_assert(std::size(kNames) == kNumHeads);

/// One place that knows which member a head is.
template <class F, class Visit>
void visit_head(F& frame, Head head, const Visit& visit) {
  switch (head) {
    case Head::intent:
      return visit(frame.intent);
    case Head::role:
      return visit(frame.role);
    case Head::kind:
      return visit(frame.kind);
    case Head::quantity:
      return visit(frame.quantity);
    case Head::place:
      return visit(frame.place);
    case Head::reference:
      return visit(frame.reference);
    case Head::attribute:
      return visit(frame.attribute);
    case Head::operation:
      return visit(frame.operation);
    case Head::question:
      return visit(frame.question);
    case Head::asked:
      return visit(frame.asked);
    case Head::comparison:
      return visit(frame.comparison);
  }
}

std::optional<uint8_t> index_in(std::span<const std::string_view> names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<uint8_t>(found - names.begin());
}

}  // namespace

std::span<const std::string_view> head_names() { return kNames; }

std::optional<Head> find_head(std::string_view name) {
  const auto found = index_in(kNames, name);
  if (!found) return std::nullopt;
  return static_cast<Head>(*found);
}

std::optional<uint8_t> find_label(Head head, std::string_view label) {
  return index_in(labels_of(head), label);
}

std::span<const std::string_view> labels_of(Head head) {
  static const Frame any;
  std::span<const std::string_view> out;
  visit_head(any, head, [&]<class Label>(const Label&) { out = labels<Label>(); });
  return out;
}

void set_label(Frame& frame, Head head, uint8_t value) {
  visit_head(frame, head, [&]<class Label>(Label& label) { label = static_cast<Label>(value); });
}

uint8_t label_of(const Frame& frame, Head head) {
  uint8_t out = 0;
  visit_head(frame, head, [&](const auto& label) { out = static_cast<uint8_t>(label); });
  return out;
}

}  // namespace ondol::home
