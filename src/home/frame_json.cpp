// One key for each label of a frame; see frame_json.h.
#include "home/frame_json.h"

#include <algorithm>
#include <array>

#include "base/try.h"
#include "home/heads.h"
#include "home/labels.h"

namespace ondol::home {
namespace {

/// A frame's keys: its heads, then its spans.
std::span<const std::string_view> keys() {
  static const auto all = [] {
    std::array<std::string_view, kNumHeads + 1> out;
    std::ranges::copy(head_names(), out.begin());
    out.back() = "spans";
    return out;
  }();
  return all;
}

Status take(const Field& field, Head head, Frame& frame) {
  const char* key = head_names()[static_cast<size_t>(head)].data();  // a literal: ends in a zero
  if (!field.has(key)) return {};
  ONDOL_ASSIGN(const std::string text, field.text(key));
  const auto found = find_label(head, text);
  if (!found) return field.at(key).wrong("unknown label" + suggest(text, labels_of(head)));
  set_label(frame, head, *found);
  return {};
}

Result<Span> read_span(const Field& field) {
  ONDOL_TRY(field.expect_array());
  if (field.json().size() != 2) return field.wrong("expected [ROLE, TEXT]");
  ONDOL_ASSIGN(const std::string role, field.at(size_t{0}).text());
  const auto found = find_label<SpanRole>(role);
  if (!found) return field.at(size_t{0}).wrong("unknown role" + suggest(role, labels<SpanRole>()));
  ONDOL_ASSIGN(std::string text, field.at(1).text());
  if (text.empty()) return field.at(1).wrong("expected words of the utterance, got an empty string");
  return Span{*found, std::move(text)};
}

}  // namespace

Json frame_json(const Frame& frame) {
  Json out;
  for (size_t i = 0; i < kNumHeads; ++i) {
    const Head head = static_cast<Head>(i);
    const uint8_t value = label_of(frame, head);
    if (value != 0 || head == Head::intent) out[std::string(head_names()[i])] = labels_of(head)[value];
  }
  if (!frame.spans.empty()) {
    Json& spans = out["spans"] = Json::array();
    for (const Span& span : frame.spans) spans.push_back(Json::array({label(span.role), span.text}));
  }
  return out;
}

Json frames_json(const std::vector<Frame>& frames) {
  Json out = Json::array();
  for (const Frame& frame : frames) out.push_back(frame_json(frame));
  return out;
}

Result<Frame> read_frame(const Field& field) {
  ONDOL_TRY(field.expect_object(keys()));
  Frame frame;
  if (!field.has("intent")) return field.wrong("expected \"intent\"; it is missing");
  for (size_t i = 0; i < kNumHeads; ++i) ONDOL_TRY(take(field, static_cast<Head>(i), frame));
  if (field.has("spans")) {
    const Field spans = field.at("spans");
    ONDOL_TRY(spans.expect_array());
    for (size_t i = 0; i < spans.json().size(); ++i) {
      ONDOL_ASSIGN(Span span, read_span(spans.at(i)));
      frame.spans.push_back(std::move(span));
    }
  }
  return frame;
}

Result<std::vector<Frame>> read_frames(const Field& field) {
  ONDOL_TRY(field.expect_array());
  std::vector<Frame> frames;
  for (size_t i = 0; i < field.json().size(); ++i) {
    ONDOL_ASSIGN(Frame frame, read_frame(field.at(i)));
    frames.push_back(std::move(frame));
  }
  return frames;
}

}  // namespace ondol::home
