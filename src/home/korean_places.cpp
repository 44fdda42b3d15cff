// Each repair is small and stands alone; see korean_places.h.
#include "home/korean_places.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool says_where(const Frame& frame) {
  return frame.place != Place::unsaid || frame.has(SpanRole::area) || frame.has(SpanRole::floor);
}

/// "우리 집 전기": all of the home, where nothing in it is called so.
void read_own_home(const std::vector<Mention>& mentions, Frame& frame) {
  constexpr std::string_view kHomes[] = {"우리 집", "우리집", "집 전체", "온 집", "온집", "집 안", "집안"};
  for (const Placed& each : place_spans(frame)) {
    const Span& span = frame.spans[each.index];
    const bool is_place = span.role == SpanRole::area || span.role == SpanRole::floor;
    if (!is_place || !is_one_of(span.text, kHomes) || is_mentioned(mentions, each.begin, each.end)) continue;
    erase_spans(frame, {each.index});
    if (frame.place == Place::unsaid) frame.place = Place::whole_house;
    return;
  }
  const bool of_all = frame.quantity == Quantity::all && acts_on_things(frame.intent);
  if (of_all && !says_where(frame) && says(frame.said, {"집에 있는 ", "집 안에 있는 ", "집안에 있는 "}))
    frame.place = Place::whole_house;
}

/// "1층 2층 난방", of which the second floor was read as a name.
void free_floor(const std::vector<Mention>& mentions, Frame& frame) {
  if (!frame.has(SpanRole::floor)) return;
  constexpr std::string_view kFloor = "층 ";
  for (const Placed& each : place_spans(frame)) {
    const Span& span = frame.spans[each.index];
    const size_t at = span.text.find(kFloor);
    if (span.role != SpanRole::name || at == std::string::npos) continue;
    const std::string noun = span.text.substr(at + kFloor.size());
    const auto kinds = kinds_of(noun);
    const bool named = std::ranges::any_of(
        mentions, [&](const Mention& m) { return m.begin <= each.begin && each.end <= m.end; });
    if (kinds.empty()) continue;
    if (named) {
      // "1층 난방", "2층 난방" are what they are called.
      for (Span& other : frame.spans)
        if (other.role == SpanRole::floor && other.text.ends_with("층") &&
            frame.said.find(other.text + " " + span.text) != std::string::npos)
          other = {SpanRole::name, other.text + " " + noun};
      continue;
    }
    const Span floor{SpanRole::floor, span.text.substr(0, at + kFloor.size() - 1)};
    frame.kind = kinds[0];
    frame.spans[each.index] = floor;
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(each.index) + 1,
                       {SpanRole::kind, noun});
    return;
  }
}

/// "걍 에어컨 꺼", of which "걍" was read as part of a name.
void drop_filler(Frame& frame) {
  for (Span& span : frame.spans)
    for (const std::string_view filler : {"걍 ", "그냥 ", "암튼 ", "일단 "}) {
      if (span.role != SpanRole::name || !span.text.starts_with(filler)) continue;
      span.text.erase(0, filler.size());
      if (const auto kinds = kinds_of(span.text); !kinds.empty()) {
        span.role = SpanRole::kind;
        frame.kind = kinds[0];
      }
    }
}

/// "엄마가 자래 방 불", of which "자래 방" was read as a room.
void free_bare_room(const std::vector<Mention>& mentions, Frame& frame) {
  for (const Placed& each : place_spans(frame)) {
    const Span& span = frame.spans[each.index];
    const size_t at = span.text.rfind(" 방");
    if (span.role != SpanRole::area || at == std::string::npos || at + 4 != span.text.size() ||
        is_mentioned(mentions, each.begin, each.end) ||
        !ends(span.text.substr(0, at), {"래", "니까", "는데", "잔대", "간대", "온대"}))
      continue;
    erase_spans(frame, {each.index});
    frame.place = Place::here;
    return;
  }
}

/// "추울라 히터 틀고", read as a name: why, and the noun of a kind.
void free_noun(const std::vector<Mention>& mentions, Frame& frame) {
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    const size_t at = span.text.rfind(' ');
    if (span.role != SpanRole::name || at == std::string::npos ||
        is_mentioned(mentions, each.begin, each.end))
      continue;
    const std::string noun = span.text.substr(at + 1);
    const auto kinds = kinds_of(noun);
    if (kinds.empty() || !ends(span.text.substr(0, at), {"니까", "울라", "길래", "는데"})) continue;
    span = {SpanRole::kind, noun};
    frame.kind = kinds[0];
    return;
  }
}

/// "엄마가 자래 방 불 다 끄고": a room without a name is this one.
void read_bare_room(Frame& frame) {
  if (says_where(frame) || frame.has(SpanRole::name) || !acts_on_things(frame.intent) ||
      frame.has(SpanRole::except))
    return;
  if (says(frame.said, {"내 방에 있는 "})) frame.place = Place::here;
  const auto words = placed_words(frame.said);
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const bool is_noun = std::ranges::any_of(without_particles(normalise(words[i + 1].text)),
                                             [](const std::string& way) { return !kinds_of(way).empty(); });
    if ((words[i].text != "방" && words[i].text != "방의") || !is_noun) continue;
    frame.place = Place::here;
    std::erase_if(frame.spans,
                  [](const Span& span) { return span.role == SpanRole::kind && span.text == "방"; });
    return;
  }
}

/// "불도 다 꺼 줘 여기만": the place behind it all.
void read_place_behind(Frame& frame) {
  const auto words = placed_words(frame.said);
  constexpr std::string_view kHere[] = {"여기만", "여기", "이방만", "여기만요"};
  if (says_where(frame) || words.size() < 3 || !acts_on_things(frame.intent)) return;
  const bool two = words[words.size() - 2].text == "이" && words.back().text == "방만";
  if (two || is_one_of(words.back().text, kHere)) frame.place = Place::here;
}

/// "조리실 등은 놔두고 나머지 불만 꺼": the room is that of what is left, not of the rest.
void leave_with_its_room(Frame& frame) {
  if (frame.intent != Intent::turn_off || !says(frame.said, {"나머지"})) return;
  for (size_t i = 0; i + 1 < frame.spans.size(); ++i) {
    const Span& room = frame.spans[i];
    Span& left = frame.spans[i + 1];
    if (room.role != SpanRole::area || left.role != SpanRole::except ||
        frame.said.find(room.text + " " + left.text) == std::string::npos)
      continue;
    left.text = room.text + " " + left.text;
    frame.spans.erase(frame.spans.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

/// "서연이 방 준우 방 불 둘 다": both rooms, and not two lights.
void take_both_rooms(Frame& frame) {
  if (frame.quantity == Quantity::both && acts_on_things(frame.intent) && frame.has(SpanRole::kind) &&
      !frame.has(SpanRole::name) &&
      frame.texts(SpanRole::area).size() + frame.texts(SpanRole::floor).size() == 2)
    frame.quantity = Quantity::all;
}

/// "화장실 불 … 두 군데 다 꺼"
void count_places(Frame& frame) {
  if (frame.quantity == Quantity::unsaid && acts_on_things(frame.intent) &&
      says(frame.said, {"두 군데 다", "두군데 다", "두 곳 다", "양쪽 다"}))
    frame.quantity = Quantity::both;
}

}  // namespace

void repair_korean_place(const std::vector<Mention>& mentions, Frame& frame) {
  read_own_home(mentions, frame);
  free_floor(mentions, frame);
  drop_filler(frame);
  free_noun(mentions, frame);
  free_bare_room(mentions, frame);
  read_bare_room(frame);
  read_place_behind(frame);
  leave_with_its_room(frame);
  take_both_rooms(frame);
  count_places(frame);
}

std::vector<Frame> split_named_and_here(Frame frame) {
  const bool both = frame.place == Place::here && frame.texts(SpanRole::area).size() == 1 &&
                    (frame.intent == Intent::turn_on || frame.intent == Intent::turn_off) &&
                    frame.has(SpanRole::kind) && !frame.has(SpanRole::name) && !frame.has(SpanRole::except);
  if (!both || !has_hangul(frame.said)) return {std::move(frame)};
  bool joined = false;
  for (const PlacedWord& word : placed_words(frame.said))
    joined = joined || ends(word.text, {"이랑", "하고", "랑", "과", "와"});
  if (!joined) return {std::move(frame)};
  if (frame.quantity == Quantity::both) frame.quantity = Quantity::all;
  std::erase_if(frame.spans, [seen = false](const Span& span) mutable {
    return span.role == SpanRole::kind && std::exchange(seen, true);
  });
  Frame here = frame;
  frame.place = Place::unsaid;
  std::erase_if(here.spans, [](const Span& span) { return span.role == SpanRole::area; });
  return {std::move(frame), std::move(here)};
}

}  // namespace ondol::home
