// See unknown_words.h.
#include "home/unknown_words.h"

#include <algorithm>
#include <string_view>

#include "home/placed_spans.h"
#include "home/room_words.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "수영장 조명 켜줘", of a home without one: one word, read as a place or a name, before the noun of a kind.
bool says_where(const Frame& frame, const Placed& place) {
  constexpr size_t kSyllable = 3;  // bytes
  constexpr std::string_view kWhen[] = {"금방", "당장", "지금", "바로", "빨리", "얼른", "어서",
                                        "그냥", "이제", "일단", "혹시", "다시", "제발", "잠깐",
                                        "오늘", "아까", "방금", "계속", "그럼", "사실", "확실"};
  const Span& span = frame.spans[place.index];
  const size_t next = place.index + 1;
  const bool is_place = span.role == SpanRole::area || span.role == SpanRole::floor;
  return (is_place || span.role == SpanRole::name) && span.text.size() > kSyllable &&
         span.text.find(' ') == std::string::npos && !is_one_of(span.text, kWhen) &&
         next < frame.spans.size() && frame.spans[next].role == SpanRole::kind &&
         std::string_view(frame.said).substr(place.end).starts_with(" " + frame.spans[next].text);
}

}  // namespace

std::optional<Frame> without_unknown(const Frame& frame, const Targets& targets) {
  if (!has_hangul(frame.said) || frame.spans.size() < 2 ||
      (targets.missing != Missing::name && targets.missing != Missing::area))
    return {};
  constexpr std::string_view kJoins[] = {"랑", "이랑", "하고", "과", "와", ",", "도"};
  Frame out = frame;
  for (const Placed& each : place_spans(frame)) {
    const Span& span = frame.spans[each.index];
    if (span.text != targets.missing_text) continue;
    // "지하 창고 불": no such place, and none of this room's.
    const std::string noun = span.text.substr(span.text.rfind(' ') + 1);
    const bool is_room = is_room_word(span.text) || (span.role == SpanRole::area && is_room_word(noun));
    if (is_room || says_where(frame, each)) return {};
    const std::string_view behind = std::string_view(frame.said).substr(each.end);
    if (std::ranges::any_of(kJoins, [&](std::string_view join) { return behind.starts_with(join); }))
      return {};
    erase_spans(out, {each.index});
    return out;
  }
  return {};
}

}  // namespace ondol::home
