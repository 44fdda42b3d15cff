// What a Korean clause takes from the one before it, and clauses that say nothing beside another; see
// korean_repair.h.
#include <algorithm>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool is_bare(const Frame& frame) {
  return frame.spans.empty() && frame.reference == Reference::none && frame.kind == Kind::any &&
         frame.quantity == Quantity::unsaid && frame.role == ClauseRole::main;
}

/// A few words that were read as a clause of their own: "…가고 | 곰탕은 십 분 더", "계란 삶아야 되는데 | 구
/// 분만 재줘".
bool is_cut_off_timer(const Frame& frame, const Frame& next) {
  if (!is_bare(frame) || frame.intent != next.intent || frame.role != next.role) return false;
  if (frame.intent == Intent::timer_start) return next.has(SpanRole::duration);
  return !next.spans.empty() &&
         (frame.intent == Intent::timer_increase || frame.intent == Intent::timer_decrease);
}

/// "오늘은 여기까지 하자 | 마감 모드 시작해줘": no wish for more of what was before.
bool repeats_nothing(const Frame& frame, const Frame& next) {
  return frame.intent == Intent::repeat && is_bare(frame) && acts_on_things(next.intent) &&
         has_target(next) &&
         says(frame.said, {"여기까지", "이만 하", "이만하", "그만 하", "그만하", "끝내자", "마치자"});
}

/// "20도는 추워 | 한 도만": a complaint, and how far or where to.
bool is_complaint_before_step(const Frame& frame, Frame& next) {
  if (!is_relative(frame) || !sets_a_number(frame) || frame.has(SpanRole::value) ||
      !korean_verbs(frame.said).empty() || has_target(next) || next.role != ClauseRole::main ||
      frame.role != ClauseRole::main)
    return false;
  const std::string value(next.text(SpanRole::value));
  if ((next.intent != Intent::repeat && next.intent != frame.intent) || value.empty()) return false;
  const size_t at = next.said.find(value);
  if (at == std::string::npos) return false;
  const std::string_view behind = std::string_view(next.said).substr(at + value.size());
  const bool to = behind.starts_with("로") || behind.starts_with("으로");
  if (!to && !behind.starts_with("만") && !says(next.said, {"더"})) return false;
  next.intent = frame.intent;
  next.attribute = frame.attribute;
  next.operation = to ? Operation::set : frame.operation;
  next.kind = frame.kind;
  for (const Span& span : frame.spans)
    if (is_target(span.role)) next.spans.insert(next.spans.begin(), span);
  return true;
}

/// "집이 썰렁하네 | 마루 난방 23도", "아이방 습도 낮은데 | 가습기 십 올려": a complaint before what is to be
/// done about it.
bool is_met_by_next(const Frame& frame, Frame& next) {
  if (frame.operation != Operation::raise && frame.operation != Operation::lower) return false;
  if (!sets_a_number(frame) || frame.has(SpanRole::value) || frame.has(SpanRole::name) ||
      !korean_verbs(frame.said).empty() || frame.role != ClauseRole::main || next.intent != frame.intent ||
      next.attribute != frame.attribute || next.role != ClauseRole::main || !next.has(SpanRole::value) ||
      !has_target(next) ||
      !ends(trim_spaces(frame.said), {"네", "네.", "네,", "는데", "은데", "은데,", "네요"}))
    return false;
  if (next.has(SpanRole::area) || next.has(SpanRole::floor) || next.has(SpanRole::name)) return true;
  for (const Span& span : frame.spans)
    if (span.role == SpanRole::area) next.spans.insert(next.spans.begin(), span);
  return true;
}

/// "환기 좀 시킬까 하는데 | 지금 미세먼지 어때": what is only thought of before a question.
bool wonders_before(const Frame& frame, const Frame& next) {
  return acts_on_things(frame.intent) && frame.role == ClauseRole::main && next.intent == Intent::get_state &&
         next.role == ClauseRole::main && next.question != Question::none &&
         korean_verbs(frame.said).empty() &&
         ends(trim_spaces(frame.said), {"까 하는데", "까 하는데요", "까 싶은데", "때가 됐나", "때 됐나",
                                        "때가 됐나?", "때 됐나?", "때가 됐는데"});
}

/// "지우 오면 말고 | 지금 현관등 켜": no condition for what comes.
bool is_no_condition(const Frame& frame, const Frame& next) {
  const bool ends_in_if = trim_spaces(frame.said).ends_with("면");
  return frame.role == ClauseRole::condition && (says(frame.said + " ", {"면 말고 ", "면 말고, "}) ||
                                                 (ends_in_if && trim_spaces(next.said).starts_with("말고 ")));
}

/// "습도가 팔십 넘어 | 불믄 | 측창 다 열고": an ending that was read as a clause of its own.
bool is_cut_off_ending(const Frame& frame, const Frame& next) {
  const auto words = placed_words(frame.said);
  return words.size() == 1 && ends(words[0].text, {"믄", "면", "모", "거든"}) && frame.spans.empty() &&
         frame.reference == Reference::none && frame.role == ClauseRole::main &&
         frame.intent == next.intent && acts_on_things(next.intent) && has_target(next) &&
         korean_verbs(frame.said).empty();
}

/// "요금이 과다하게 청구되었으므로 | 충전기를 차단하고": a reason, read as a command without a thing.
bool is_reason(const Frame& frame, const Frame& next) {
  return is_bare(frame) && acts_on_things(frame.intent) && acts_on_things(next.intent) && has_target(next) &&
         korean_verbs(frame.said).empty() &&
         ends(trim_spaces(frame.said), {"었으므로", "았으므로", "했으므로"});
}

/// "거실까지 가기 힘들어… | 티비랑 다이슨 꺼줘": how it is for who speaks, read as a command.
bool is_excuse(const Frame& frame, const Frame& next) {
  return acts_on_things(frame.intent) && frame.role == ClauseRole::main && acts_on_things(next.intent) &&
         has_target(next) && !frame.has(SpanRole::value) && korean_verbs(frame.said).empty() &&
         says(frame.said, {"기 힘들", "기 힘드", "기 귀찮", "기 싫", "기 무서"});
}

/// "벽걸이 틀어 | 냉방 최저 온도로", read as something to play: what is then set to cool is a thing.
void switch_what_is_set_next(Frame& frame, const Frame& next) {
  const auto verbs = korean_verbs(frame.said);
  const bool sets = next.intent == Intent::climate_set_temperature || next.intent == Intent::climate_set_mode;
  const std::string_view noun = next.text(SpanRole::kind);
  const bool is_mode = noun.empty() || noun == "냉방" || noun == "난방" || noun == "제습" || noun == "송풍";
  if (frame.intent != Intent::media_play || frame.spans.size() != 1 || frame.role != ClauseRole::main ||
      frame.spans[0].role != SpanRole::media || verbs.size() != 1 || verbs[0].sense != VerbSense::on ||
      !sets || !is_mode || next.has(SpanRole::name) || next.has(SpanRole::area) ||
      next.has(SpanRole::floor) || says(frame.said, {"음악", "노래"}))
    return;
  frame.intent = Intent::turn_on;
  frame.spans[0].role = SpanRole::name;
}

/// "곰돌이 켜고 방 불은 꺼", "토끼 램프만 켜고 방등 꺼줘": what was named a moment ago is none of those that
/// go the other way.
void spare_what_was_named(const Frame& before, Frame& frame) {
  const auto names = before.texts(SpanRole::name);
  if (names.size() != 1 || before.has(SpanRole::kind) || frame.has(SpanRole::name) ||
      frame.kind == Kind::any || before.role != ClauseRole::main || frame.role != ClauseRole::main)
    return;
  const bool on = before.intent == Intent::turn_on ||
                  (before.intent == Intent::light_set && before.operation == Operation::set);
  const bool opposite = (on && frame.intent == Intent::turn_off) ||
                        (before.intent == Intent::turn_off && frame.intent == Intent::turn_on);
  const bool only = before.said.find(std::string(names[0]) + "만 ") != std::string::npos;
  const bool of_room = frame.said.find("방 불") != std::string::npos;
  const bool of_many = frame.quantity == Quantity::all || frame.has(SpanRole::area) || only || of_room;
  if (opposite && of_many) frame.spans.push_back({SpanRole::except, std::string(names[0])});
}

/// "아래층 청소기만 돌리고 | 위층 건 멈춰": one of the kind that was just spoken of, where it says.
void take_kind_of_one(const Frame& before, Frame& frame) {
  const std::string noun(before.text(SpanRole::kind));
  const auto kinds = kinds_of(noun);
  if (kinds.empty() || before.texts(SpanRole::kind).size() != 1 || frame.kind != Kind::any ||
      !acts_on_things(frame.intent) || frame.has(SpanRole::name) || frame.has(SpanRole::kind))
    return;
  constexpr std::string_view kOne[] = {"건",   "거",   "것",   "거는", "것은",
                                       "거만", "것만", "거도", "것도", "걸"};
  const auto is_place_of_one = [&](const Placed& each) {
    const SpanRole role = frame.spans[each.index].role;
    const auto behind = placed_words(std::string_view(frame.said).substr(each.end));
    return (role == SpanRole::area || role == SpanRole::floor) && !behind.empty() && behind[0].begin == 1 &&
           is_one_of(behind[0].text, kOne);
  };
  if (std::ranges::none_of(place_spans(frame), is_place_of_one)) return;
  frame.kind = before.kind != Kind::any ? before.kind : kinds[0];
  frame.spans.push_back({SpanRole::kind, noun});
}

/// "마루 커튼 반만 열고 | 어닝도 반만", read as the same there: an awning is in no room.
void take_out_of_doors(const Frame& before, Frame& frame) {
  if (frame.intent != Intent::repeat || before.intent != Intent::set_position || frame.kind != Kind::awning ||
      !frame.has(SpanRole::value))
    return;
  frame.intent = before.intent;
  frame.attribute = before.attribute;
  frame.operation = before.operation;
}

/// "아홉 시에 …", "열 시가 되면 …": a time of the day.
bool says_a_time(const std::string& said) {
  constexpr std::string_view kAt[] = {"에", "쯤", "쯤에", "정각에", "반에"}, kOpen[] = {"", "가"};
  const auto words = placed_words(said);
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].text;
    const size_t at = word.find("시");
    if (at == std::string_view::npos) continue;
    const std::string_view behind = word.substr(at + std::string_view("시").size());
    const std::string_view next = i + 1 < words.size() ? words[i + 1].text : std::string_view();
    const bool when = is_one_of(behind, kAt) ||
                      (is_one_of(behind, kOpen) && starts(next, {"되면", "돼면", "반에", "정각에", "쯤"}));
    const std::string_view hour = at > 0 ? word.substr(0, at) : i > 0 ? words[i - 1].text : word;
    const auto number = read_number(hour);
    if (when && number && number->end == hour.size() && number->value <= 24) return true;
  }
  return false;
}

/// "집안일에 … 추가하고 | 필터 청소는 했어", read as a question: beside a list, what is told to be done is
/// ticked off.
void tick_off_beside(const Frame& before, Frame& frame) {
  const bool beside = before.intent == Intent::list_add || before.intent == Intent::list_remove ||
                      before.intent == Intent::list_complete;
  const bool read = frame.intent == Intent::get_state || frame.intent == Intent::none;
  const auto words = placed_words(frame.said);
  if (!beside || !read || frame.role != ClauseRole::main || frame.spans.size() != 1 ||
      frame.spans[0].role != SpanRole::item || words.size() < 2 || frame.said.find('?') != std::string::npos)
    return;
  const std::string_view last = words.back().text;
  const std::string_view stem = without_ending(last, {"어요", "어", "다", "음"});
  if (stem == last || !is_past(stem)) return;
  frame.intent = Intent::list_complete;
  frame.question = Question::none;
  frame.asked = Asked::none;
  frame.kind = before.kind;
  if (before.has(SpanRole::list))
    frame.spans.insert(frame.spans.begin(), {SpanRole::list, std::string(before.text(SpanRole::list))});
}

/// "삼십 분이 경과하면 | 스타일러를 정지시켜 주십시오", read as a timer: what is done after a while waits for
/// it.
bool waits_for(const Frame& frame, Frame& next) {
  if (frame.intent != Intent::timer_start || frame.spans.size() != 1 || frame.role != ClauseRole::main ||
      frame.spans[0].role != SpanRole::duration || !acts_on_things(next.intent) || !has_target(next) ||
      next.role != ClauseRole::main || next.has(SpanRole::delay))
    return false;
  const std::string_view said = trim_spaces(frame.said);
  const std::string_view length = frame.spans[0].text;
  const size_t at = said.find(length);
  if (at != 0) return false;
  const std::string behind = compact(plain_words(said.substr(length.size())));
  constexpr std::string_view kAfter[] = {"경과하면", "경과하거든", "경과되면", "경과후", "경과후에",
                                         "지나면",   "지나거든",   "지나고",   "되면",   "후에",
                                         "후",       "뒤에",       "있다가",   "이따가"};
  if (!is_one_of(behind, kAfter) &&
      !(starts(behind, {"이", "가"}) && is_one_of(std::string_view(behind).substr(3), kAfter)))
    return false;
  next.spans.insert(next.spans.begin(), {SpanRole::delay, frame.spans[0].text});
  return true;
}

}  // namespace

void leave_what_waits_for_a_time(std::vector<Frame>& frames) {
  for (size_t i = 0; i < frames.size(); ++i) {
    if (!has_hangul(frames[i].said) || !says_a_time(frames[i].said)) continue;
    const bool leads = i + 1 < frames.size() && !acts_on_things(frames[i].intent) &&
                       (frames[i].intent == Intent::none || frames[i].role == ClauseRole::condition);
    Frame& frame = frames[leads ? i + 1 : i];
    if (acts_on_things(frame.intent)) frame = {.intent = Intent::none, .said = frame.said};
  }
}

/// "냄비 올려놨거든 | 15분 뒤에 알려줘": what is past is why, and no condition.
bool is_past_reason(const Frame& frame) {
  const auto words = placed_words(frame.said);
  if (frame.role != ClauseRole::condition || words.empty()) return false;
  const std::string_view stem = without_ending(words.back().text, {"거든요", "거든"}, 3);
  return stem != words.back().text && is_past(stem);
}

bool says_nothing_before(const Frame& frame, Frame& next) {
  return is_past_reason(frame) || is_cut_off_timer(frame, next) || repeats_nothing(frame, next) ||
         is_complaint_before_step(frame, next) || is_met_by_next(frame, next) ||
         wonders_before(frame, next) || is_no_condition(frame, next) || is_cut_off_ending(frame, next) ||
         is_reason(frame, next) || is_excuse(frame, next) || waits_for(frame, next);
}

bool only_tells(const Frame& before, const Frame& frame) {
  return is_bare(frame) && frame.intent == before.intent && acts_on_things(frame.intent) &&
         has_target(before) && ends(trim_spaces(before.said), {" 또한", " 역시", "도"});
}

bool only_asks_politely(const Frame& frame) {
  const auto words = placed_words(frame.said);
  return is_bare(frame) && !words.empty() && std::ranges::all_of(words, [](const PlacedWord& word) {
           return starts(word.text, {"주시기", "바랍니다", "부탁드", "부탁해", "주십시오"});
         });
}

bool says_what_plays(Frame& before, const Frame& frame) {
  const bool plays = before.intent == Intent::media_play || before.intent == Intent::media_unpause;
  const auto words = placed_words(frame.said);
  if (!plays || before.has(SpanRole::media) || frame.intent != Intent::media_play || words.size() != 1 ||
      frame.spans.size() != 1 || frame.spans[0].role != SpanRole::media || !korean_verbs(frame.said).empty())
    return false;
  constexpr std::string_view kNoMusic[] = {"바로", "그대로", "새로", "따로",
                                           "별로", "제대로", "걸로", "거로"};
  const std::string_view media = without_ending(words[0].text, {"으로", "로"}, 6);
  if (media == words[0].text || is_one_of(words[0].text, kNoMusic) || !kinds_of(media).empty()) return false;
  before.intent = Intent::media_play;
  before.spans.push_back({SpanRole::media, std::string(media)});
  before.said += frame.said;
  return true;
}

/// "먹깨비는 그만하고 | 들어가고", the second as one of its own that begins: what was just named goes home.
void send_home_what_was_named(const Frame& before, Frame& frame) {
  const bool stops = before.intent == Intent::stop || before.intent == Intent::turn_off ||
                     before.intent == Intent::media_pause;
  if (stops && before.texts(SpanRole::name).size() == 1 && is_bare(frame) &&
      frame.intent == Intent::vacuum_start &&
      starts(trim_spaces(frame.said), {"들어가", "돌아가", "집에 가", "집으로 가"})) {
    frame.intent = Intent::vacuum_return;
    frame.reference = Reference::same;
  }
}

void take_from_before(Frame& before, Frame& frame) {
  switch_what_is_set_next(before, frame);
  send_home_what_was_named(before, frame);
  spare_what_was_named(before, frame);
  take_kind_of_one(before, frame);
  take_out_of_doors(before, frame);
  tick_off_beside(before, frame);
}

}  // namespace ondol::home
