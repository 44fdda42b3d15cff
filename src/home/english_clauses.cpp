// Verbs before things, and "on" or "off" behind them; see english_clauses.h.
#include "home/english_clauses.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "home/kind_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

struct Sense {
  std::string_view words;
  Intent intent;
};
constexpr Sense kBefore[] = {
    {" turn off ", Intent::turn_off}, {" switch off ", Intent::turn_off}, {" shut off ", Intent::turn_off},
    {" kill ", Intent::turn_off},     {" turn on ", Intent::turn_on},     {" switch on ", Intent::turn_on},
    {" put on ", Intent::turn_on},    {" start ", Intent::turn_on},       {" lock ", Intent::lock},
    {" close ", Intent::close},       {" shut ", Intent::close},          {" open ", Intent::open},
};
constexpr Sense kBehind[] = {
    {" off ", Intent::turn_off}, {" on ", Intent::turn_on}, {" shut ", Intent::close},
    {" closed ", Intent::close}, {" open ", Intent::open},  {" up ", Intent::open},
    {" down ", Intent::close},   {" in ", Intent::close},
};

/// A thing that the clause is about: its spans, and what its own words say of it.
struct Part {
  std::vector<size_t> spans;
  size_t begin = 0, end = 0;  ///< bytes of the clause
  std::optional<Intent> own;
};

/// Its words, each between two spaces.
std::string text_between(const Frame& frame, size_t begin, size_t end) {
  const std::string text = plain_words(std::string_view(frame.said).substr(begin, end - begin));
  std::string out = " ";
  for (const std::string_view word : split_words(text)) out += std::string(word) + " ";
  return out;
}

bool can_be_split(const Frame& frame) {
  constexpr Intent kIntents[] = {Intent::turn_on, Intent::turn_off, Intent::open, Intent::close,
                                 Intent::lock};
  return std::ranges::find(kIntents, frame.intent) != std::end(kIntents) && frame.role == ClauseRole::main &&
         frame.reference == Reference::none && frame.quantity == Quantity::unsaid &&
         !has_hangul(frame.said) &&
         std::ranges::all_of(frame.spans, [](const Span& span) { return is_target(span.role); });
}

std::vector<Part> parts_of(const Frame& frame) {
  std::vector<Part> out;
  std::vector<size_t> rooms;
  size_t from = 0;
  bool begun = false;
  for (const Placed& each : place_spans(frame)) {
    const SpanRole role = frame.spans[each.index].role;
    if (!begun) from = each.begin, begun = true;
    rooms.push_back(each.index);
    if (role != SpanRole::name && role != SpanRole::kind) continue;
    out.push_back({rooms, from, each.end, std::nullopt});
    rooms.clear();
    begun = false;
  }
  if (!rooms.empty() && !out.empty())
    out.back().spans.insert(out.back().spans.end(), rooms.begin(), rooms.end());
  return out;
}

void find_own_words(const Frame& frame, std::vector<Part>& parts) {
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string behind =
        text_between(frame, parts[i].end, i + 1 < parts.size() ? parts[i + 1].begin : frame.said.size());
    for (const Sense& sense : kBehind)
      if (behind.starts_with(sense.words)) parts[i].own = sense.intent;
    if (i == 0 || parts[i].own) continue;
    const std::string before = text_between(frame, parts[i - 1].end, parts[i].begin);
    for (const Sense& sense : kBefore)
      if (before.find(sense.words) != std::string::npos) parts[i].own = sense.intent;
  }
}

}  // namespace

std::vector<Frame> split_english_clause(Frame frame) {
  std::vector<Part> parts = can_be_split(frame) ? parts_of(frame) : std::vector<Part>{};
  size_t n_span = 0;
  for (const Part& part : parts) n_span += part.spans.size();
  if (parts.size() < 2 || n_span != frame.spans.size()) return {std::move(frame)};
  find_own_words(frame, parts);
  // "The lamp and the fan off": a thing without a word of its own goes with the one behind it, but what
  // begins the clause is what the clause was read as.
  if (!parts[0].own && parts[0].begin > 0) parts[0].own = frame.intent;
  for (size_t i = parts.size(); i-- > 0;)
    if (!parts[i].own) parts[i].own = i + 1 < parts.size() ? parts[i + 1].own : frame.intent;
  if (std::ranges::all_of(parts, [&](const Part& part) { return part.own == parts[0].own; }))
    return {std::move(frame)};
  std::vector<Frame> out;
  for (size_t i = 0; i < parts.size(); ++i) {
    const size_t begin = i == 0 ? 0 : parts[i - 1].end;
    const size_t end = i + 1 < parts.size() ? parts[i + 1].begin : frame.said.size();
    Frame one = frame;
    one.intent = *parts[i].own;
    one.said = frame.said.substr(begin, end - begin);
    one.kind = Kind::any;
    one.mended = true;
    one.spans.clear();
    for (const size_t at : parts[i].spans) {
      one.spans.push_back(frame.spans[at]);
      if (frame.spans[at].role != SpanRole::kind) continue;
      const auto kinds = kind_words().kinds.find(compact(normalise(frame.spans[at].text)));
      if (kinds != kind_words().kinds.end()) one.kind = kinds->second[0];
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace ondol::home
