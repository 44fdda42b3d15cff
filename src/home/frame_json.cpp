// One key for each label of a frame; see frame_json.h.
#include "home/frame_json.h"

#include "base/try.h"
#include "home/labels.h"

namespace ondol::home {
namespace {

constexpr std::string_view kKeys[] = {"intent",   "role",      "kind",       "quantity",
                                      "place",    "reference", "attribute",  "operation",
                                      "question", "asked",     "comparison", "spans"};

template <class Label>
void put(Json& out, const char* key, Label value) {
  if (value != Label{}) out[key] = label(value);
}

template <class Label>
Status take(const Field& field, const char* key, Label& out) {
  if (!field.has(key)) return {};
  ONDOL_ASSIGN(const std::string text, field.text(key));
  const auto found = find_label<Label>(text);
  if (!found) return field.at(key).wrong("unknown label" + suggest(text, labels<Label>()));
  out = *found;
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
  out["intent"] = label(frame.intent);
  put(out, "role", frame.role);
  put(out, "kind", frame.kind);
  put(out, "quantity", frame.quantity);
  put(out, "place", frame.place);
  put(out, "reference", frame.reference);
  put(out, "attribute", frame.attribute);
  put(out, "operation", frame.operation);
  put(out, "question", frame.question);
  put(out, "asked", frame.asked);
  put(out, "comparison", frame.comparison);
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
  ONDOL_TRY(field.expect_object(kKeys));
  Frame frame;
  if (!field.has("intent")) return field.wrong("expected \"intent\"; it is missing");
  ONDOL_TRY(take(field, "intent", frame.intent));
  ONDOL_TRY(take(field, "role", frame.role));
  ONDOL_TRY(take(field, "kind", frame.kind));
  ONDOL_TRY(take(field, "quantity", frame.quantity));
  ONDOL_TRY(take(field, "place", frame.place));
  ONDOL_TRY(take(field, "reference", frame.reference));
  ONDOL_TRY(take(field, "attribute", frame.attribute));
  ONDOL_TRY(take(field, "operation", frame.operation));
  ONDOL_TRY(take(field, "question", frame.question));
  ONDOL_TRY(take(field, "asked", frame.asked));
  ONDOL_TRY(take(field, "comparison", frame.comparison));
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
