// Korean wishes that were read as another command, or as none; see korean_repair.h.
#include <algorithm>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool is_known(const std::vector<Mention>& mentions, const Placed& span) {
  return std::ranges::any_of(mentions,
                             [&](const Mention& m) { return m.begin <= span.begin && span.end <= m.end; });
}

/// "난방 각각 1도씩", "보라색으로 은은하게 십 프로": how, read as a name or as the end of one.
void drop_how(const std::vector<Mention>& mentions, Frame& frame) {
  if (!acts_on_things(frame.intent)) return;
  std::vector<size_t> only_how;
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    const auto words = placed_words(span.text);
    if (span.role != SpanRole::name || words.empty() || is_known(mentions, each)) continue;
    const std::string_view last = words.back().text;
    if (last.ends_with("하게") && kinds_of(span.text).empty()) {
      only_how.push_back(each.index);
    } else if (last == "각각" && words.size() > 1) {
      span.text.resize(words[words.size() - 2].end);
      const auto kinds = kinds_of(span.text);
      if (!kinds.empty() && frame.kind == Kind::any) span.role = SpanRole::kind, frame.kind = kinds[0];
    }
  }
  erase_spans(frame, only_how);
}

/// "눈 아|파 방 불 꺼": a room's name begins with its word, "방" alone is no other room.
void begin_room_with_its_word(const std::vector<Mention>& mentions, Frame& frame) {
  constexpr std::string_view kGoing[] = {"가요", "간다", "가는데", "갑니다", "가는", "가"};
  constexpr std::string_view kTelling[] = {"아파",   "더워",   "추워",     "졸려",   "어두워", "피곤해",
                                           "힘들어", "무서워", "시끄러워", "눈부셔", "답답해"};
  std::vector<size_t> none;
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    if (span.role != SpanRole::area || is_known(mentions, each)) continue;
    const size_t end = std::min(frame.said.find_first_of(" ,.!?", each.end), frame.said.size());
    // "학교에 가요"
    if (span.text == "가" && is_one_of(frame.said.substr(each.begin, end - each.begin), kGoing))
      none.push_back(each.index);
    const size_t space = span.text.find(' ');
    const bool begins_a_word = each.begin == 0 || frame.said[each.begin - 1] == ' ';
    if (space == std::string::npos || (begins_a_word && !is_one_of(span.text.substr(0, space), kTelling)))
      continue;
    const std::string rest = span.text.substr(space + 1);
    if (rest == "방") none.push_back(each.index);
    if (rest.ends_with("방") && rest != "방") span.text = rest;
  }
  erase_spans(frame, none);
}

/// "제 방에 있는 것 모두 꺼": the room from which it is said, and none that sounds like it.
void be_in_my_room(const std::vector<Mention>& mentions, Frame& frame) {
  constexpr std::string_view kMine[] = {"제 방", "내 방", "제방", "내방"};
  for (const Placed& each : place_spans(frame)) {
    std::string text = frame.spans[each.index].text;
    if (std::string_view(frame.said).substr(each.end).starts_with(" 방")) text += " 방";
    if (frame.spans[each.index].role != SpanRole::area || !is_one_of(text, kMine) ||
        is_known(mentions, each) || frame.place != Place::unsaid)
      continue;
    frame.place = Place::here;
    return erase_spans(frame, {each.index});
  }
}

/// "아이고 뜨거워라 장판 꺼라", "라디오도 꺼", read as one kind's noun: a name that is said at its end.
void narrow_to_name(const std::vector<Mention>& mentions, Frame& frame) {
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    if (span.role != SpanRole::kind || !kinds_of(span.text).empty()) continue;
    const bool one_word = span.text.find(' ') == std::string::npos;
    const auto name = std::ranges::find_if(mentions, [&](const Mention& m) {
      return m.role == SpanRole::name && !m.owns && m.end == each.end &&
             (one_word ? m.begin == each.begin : m.begin > each.begin);
    });
    if (name == mentions.end()) continue;
    span = {SpanRole::name, words_of(frame, *name)};
    frame.kind = Kind::any;
  }
}

/// What the one verb at the end of the clause says, behind which no more than its auxiliary stands.
VerbSense sense_at_the_end(const Frame& frame) {
  const auto verbs = korean_verbs(frame.said);
  if (verbs.empty()) return VerbSense::none;
  const KoreanVerb& last = verbs.back();
  const auto rest = placed_words(std::string_view(frame.said).substr(last.end));
  const bool at_the_end =
      rest.empty() || (rest.size() == 1 && starts(rest[0].text, {"주", "줘", "줄", "두", "둬", "놔", "버"}));
  const bool agree =
      std::ranges::all_of(verbs, [&](const KoreanVerb& verb) { return verb.sense == last.sense; });
  return at_the_end && agree ? last.sense : VerbSense::none;
}

/// "돌침대 뜨뜻하게 켜줘라", "다락등이랑 별자리 켜 주시고", "암막 치고", read as a setting: nothing says to
/// what.
void switch_what_was_set(Frame& frame) {
  if (frame.intent != Intent::light_set || frame.role == ClauseRole::condition ||
      frame.has(SpanRole::value) || !has_target(frame))
    return;
  const VerbSense sense = sense_at_the_end(frame);
  const bool on = sense == VerbSense::on;
  if (!on && sense != VerbSense::off && sense != VerbSense::close) return;
  // "스탠드 어둡게 켜줘", "스탠드 따뜻하게 켜줘" say how.
  const bool is_light = frame.kind != Kind::any || is_called_a_light(frame.text(SpanRole::name));
  const bool says_how = frame.operation != Operation::none && frame.operation != Operation::set;
  if (on && (says_how || (is_light && frame.attribute != Attribute::none))) return;
  frame.intent = intent_of(sense);
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
}

/// "라바만 켜둬", read as all but that: it alone goes on.
void name_what_alone_goes_on(Frame& frame) {
  if (frame.intent != Intent::turn_on || frame.spans.size() != 1 || frame.kind != Kind::any ||
      frame.spans[0].role != SpanRole::except)
    return;
  const auto verbs = korean_verbs(frame.said);
  const std::string only = frame.spans[0].text + "만 ";
  const size_t at = frame.said.find(only);
  if (verbs.size() != 1 || verbs[0].sense != VerbSense::on || at == std::string::npos ||
      at + only.size() != verbs[0].begin)
    return;
  frame.spans[0].role = SpanRole::name;
  frame.quantity = Quantity::unsaid;
}

/// "커튼이랑 블라인드 다 닫아", read as "but the curtains": what is joined to a thing is meant like it.
void join_what_was_excepted(Frame& frame) {
  if (!acts_on_things(frame.intent)) return;
  const auto placed = place_spans(frame);
  for (size_t i = 0; i + 1 < placed.size(); ++i) {
    Span& first = frame.spans[placed[i].index];
    const Span& second = frame.spans[placed[i + 1].index];
    if (first.role != SpanRole::except || second.role != SpanRole::kind || kinds_of(first.text).empty())
      continue;
    const std::string join = frame.said.substr(placed[i].end, placed[i + 1].begin - placed[i].end);
    if (is_one_of(join, kKoreanJoins)) first.role = SpanRole::kind;
  }
}

/// "어닝 펼쳐", read as the weather: what is moved is a thing.
void move_no_weather(Frame& frame) {
  constexpr Kind kMoving[] = {Kind::blind, Kind::curtain, Kind::shade, Kind::shutter, Kind::awning};
  const VerbSense sense = sense_at_the_end(frame);
  const auto kinds = kinds_of(frame.text(SpanRole::kind));
  const bool moves = sense == VerbSense::open || sense == VerbSense::close;
  if (frame.intent != Intent::get_weather || frame.role != ClauseRole::main || !moves || kinds.empty() ||
      !is_one_of(kinds[0], kMoving) || says(frame.said, {"?", "까", "나요"}))
    return;
  frame.intent = intent_of(sense);
  frame.kind = kinds[0];
  frame.question = Question::none;
}

/// "티비의 음량을 이십 퍼센트 수준으로 조정해 주시기 바랍니다", read as a question.
void set_what_was_asked(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.role != ClauseRole::main || !has_target(frame) ||
      !read_quantity(frame.text(SpanRole::value)).number ||
      !says(frame.said, {"조정해", "조절해", "설정해", "맞춰", "변경해"}) ||
      !ends(trim_spaces(frame.said), {"바랍니다", "주세요", "주십시오", "줘", "줘요", "다오"}))
    return;
  struct Row {
    std::string_view words[3];
    Intent intent;
    Attribute attribute;
  };
  constexpr Row kRows[] = {
      {{"음량", "볼륨", "소리"}, Intent::set_volume, Attribute::volume},
      {{"밝기", "조도", "밝기"}, Intent::light_set, Attribute::brightness},
      {{"습도", "습도", "습도"}, Intent::humidifier_set, Attribute::humidity},
      {{"온도", "난방", "냉방"}, Intent::climate_set_temperature, Attribute::temperature}};
  for (const Row& row : kRows) {
    if (!says(frame.said, {row.words[0], row.words[1], row.words[2]})) continue;
    frame.intent = row.intent;
    frame.attribute = row.attribute;
    frame.operation = Operation::set;
    frame.question = Question::none;
    frame.asked = Asked::none;
    frame.comparison = Comparison::none;
    return;
  }
}

/// "어닝 쪼금만 더 펴봐유", read as further in: the verb says which way.
void move_as_the_verb_says(Frame& frame) {
  if (frame.intent != Intent::set_position || frame.role == ClauseRole::condition) return;
  const VerbSense sense = sense_at_the_end(frame);
  if (sense == VerbSense::open && frame.operation == Operation::lower) frame.operation = Operation::raise;
  if (sense == VerbSense::close && frame.operation == Operation::raise) frame.operation = Operation::lower;
}

/// "수도 밸브 토글해": to the other of two states, and to no particular one.
void toggle(Frame& frame) {
  constexpr Intent kOneWay[] = {Intent::turn_on, Intent::turn_off, Intent::open, Intent::close, Intent::stop};
  if (is_one_of(frame.intent, kOneWay) && says(frame.said, {"토글"}) && korean_verbs(frame.said).empty())
    frame.intent = Intent::toggle;
}

/// "양쪽 독서등 켜줘": both.
void take_both_sides(Frame& frame) {
  const auto words = placed_words(frame.said);
  if (acts_on_things(frame.intent) && frame.quantity == Quantity::unsaid && has_target(frame) &&
      std::ranges::any_of(words, [](const PlacedWord& word) { return word.text == "양쪽"; }))
    frame.quantity = Quantity::both;
}

/// "염소야 이제 풀 깎아!": who is told to mow is to begin.
void mow(const std::vector<Mention>& mentions, Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || mentions.size() != 1 ||
      mentions[0].role != SpanRole::name || !says(frame.said, {"풀 깎", "잔디 깎"}))
    return;
  constexpr std::string_view kMow[] = {"깎아", "깎아라", "깎아줘", "깎자", "깎으렴", "깎아줘라"};
  const auto words = placed_words(frame.said);
  if (!is_one_of(words.back().text, kMow) || frame.said.find('?') != std::string::npos) return;
  frame = {.intent = Intent::vacuum_start, .said = frame.said};
  frame.spans = {{SpanRole::name, words_of(frame, mentions[0])}};
}

/// "할머니 약 드시게 30분 뒤에 알려줘": to be told after a while is a timer.
void tell_after_a_while(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || !frame.has(SpanRole::duration))
    return;
  const std::string_view behind =
      std::string_view(frame.said)
          .substr(frame.said.find(frame.text(SpanRole::duration)) + frame.text(SpanRole::duration).size());
  if (!starts(trim_spaces(behind), {"뒤에 알려", "후에 알려", "이따 알려", "있다 알려", "있다가 알려",
                                    "뒤에 말해", "후에 말해", "뒤에 깨워", "후에 깨워"}))
    return;
  frame.intent = Intent::timer_start;
  std::erase_if(frame.spans, [](const Span& span) { return span.role != SpanRole::duration; });
}

/// "팔 분 타이머 재줘", read as cancelling the one of eight minutes.
void start_what_is_measured(Frame& frame) {
  const auto words = placed_words(frame.said);
  if (frame.intent != Intent::timer_cancel || !frame.has(SpanRole::of_duration) || words.empty() ||
      !starts(words.back().text, {"재줘", "재주", "재라", "재봐"}))
    return;
  frame.intent = Intent::timer_start;
  for (Span& span : frame.spans)
    if (span.role == SpanRole::of_duration) span.role = SpanRole::duration;
}

/// "라면 사분 재줘": what the time is measured for.
void name_what_is_timed(Frame& frame) {
  const auto words = placed_words(frame.said);
  if (frame.intent != Intent::timer_start || frame.spans.size() != 1 || words.size() != 3 ||
      frame.spans[0].role != SpanRole::duration || words[1].text != frame.spans[0].text ||
      !starts(words[2].text, {"재"}))
    return;
  constexpr std::string_view kNoName[] = {"지금", "이제", "타이머", "시간", "그럼", "알람", "지금부터",
                                          "딱",   "다시", "그냥",   "자",   "음",   "일단", "나"};
  if (!is_one_of(words[0].text, kNoName) && !read_quantity(words[0].text).number)
    frame.spans.insert(frame.spans.begin(), {SpanRole::name, std::string(words[0].text)});
}

/// "관리비 냈어 체크해 줘", of which nothing was read.
void tick_off_what_is_told(Frame& frame) {
  // "관리비 냈어" may have been read as one item.
  const bool cut = frame.spans.size() == 1 && frame.spans[0].role == SpanRole::item;
  if (frame.intent == Intent::none && (frame.spans.empty() || cut) && frame.role == ClauseRole::main &&
      says(frame.said, {"체크해", "체크 해"}) &&
      says(frame.said, {"냈어", "했어", "샀어", "보냈어", "끝냈어"}) &&
      frame.said.find('?') == std::string::npos) {
    frame.intent = Intent::list_complete;
    frame.spans.clear();  // what was done is found with the words
  }
}

/// "누가 왔나 봐 현관등 켜", read as a question: what is only guessed is why; nothing opens by it.
void do_what_a_guess_is_why(Frame& frame) {
  const auto words = placed_words(frame.said);
  const VerbSense sense = sense_at_the_end(frame);
  if (frame.intent != Intent::get_state || frame.role != ClauseRole::main ||
      intent_of(sense) == Intent::none || sense == VerbSense::open ||
      frame.said.find('?') != std::string::npos)
    return;
  size_t end = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool apart =
        i > 0 && words[i - 1].text.ends_with("나") && starts(words[i].text, {"봐", "보다", "보네"});
    if (apart || ends(words[i].text, {"나봐", "나봐요", "나보다", "나보네"})) end = words[i].end;
  }
  if (end == 0) return;
  const Frame wish = part_of(frame, end, frame.said.size());
  const auto kinds = kinds_of(wish.text(SpanRole::kind));
  if (!has_target(wish) || (kinds.empty() && !wish.has(SpanRole::name))) return;
  frame = {.intent = intent_of(sense), .said = frame.said};
  if (!kinds.empty()) frame.kind = kinds[0];
  frame.spans = wish.spans;
}

/// "벽걸이 틀어", read as something to play: a name of this home is a thing.
void switch_what_is_no_music(const std::vector<Mention>& mentions, Frame& frame) {
  if (frame.intent != Intent::media_play || frame.spans.size() != 1 || frame.role != ClauseRole::main ||
      frame.spans[0].role != SpanRole::media || mentions.size() != 1 || mentions[0].owns ||
      mentions[0].role != SpanRole::name || words_of(frame, mentions[0]) != frame.spans[0].text ||
      sense_at_the_end(frame) != VerbSense::on)
    return;
  frame.intent = Intent::turn_on;
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
  frame.spans[0].role = SpanRole::name;
}

/// "음악 좀 줄이고", read as a pause: what is turned down plays on.
void turn_down_what_was_paused(Frame& frame) {
  const VerbSense sense = sense_at_the_end(frame);
  if (frame.intent != Intent::media_pause || frame.role != ClauseRole::main || !has_target(frame) ||
      (sense != VerbSense::lower && sense != VerbSense::raise))
    return;
  frame.intent = Intent::set_volume_relative;
  frame.attribute = Attribute::volume;
  frame.operation = sense == VerbSense::lower ? Operation::lower : Operation::raise;
}

/// "네모 두 개 다 켜줘", of which no name was read: what there are two of.
void name_what_there_are_two_of(Frame& frame) {
  const auto words = placed_words(frame.said);
  constexpr std::string_view kNoName[] = {"그거", "이거", "저거", "그것", "이것", "저것", "걔네", "얘네",
                                          "그",   "이",   "저",   "거기", "여기", "아까", "이제", "자",
                                          "좀",   "일단", "그럼", "그냥", "아",   "어",   "응"};
  if (frame.quantity != Quantity::both || !frame.spans.empty() || frame.kind != Kind::any ||
      frame.reference != Reference::none || frame.place != Place::unsaid || words.size() < 3 ||
      !(words[1].text == "둘" || (words[1].text == "두" && words[2].text == "개")) ||
      is_one_of(words[0].text, kNoName) || !acts_on_things(frame.intent))
    return;
  frame.spans = {{SpanRole::name, std::string(words[0].text)}};
}

/// "어제 거실에서 넘어졌어 아야", read as a setting: what happened sets nothing.
void set_nothing_by_what_happened(Frame& frame) {
  const auto tells = [](const PlacedWord& word) {
    const std::string_view stem = without_ending(word.text, {"어요", "어", "다", "네"});
    return stem != word.text && is_past(stem);
  };
  const auto only_where = [](const Span& span) {
    return span.role == SpanRole::area || span.role == SpanRole::floor || span.role == SpanRole::date;
  };
  if (sets_a_number(frame) && frame.operation == Operation::none && frame.kind == Kind::any &&
      frame.role == ClauseRole::main && frame.reference == Reference::none &&
      std::ranges::all_of(frame.spans, only_where) && korean_verbs(frame.said).empty() &&
      std::ranges::any_of(placed_words(frame.said), tells))
    frame = {.intent = Intent::none, .said = frame.said};
}

/// "일 더하기 일은", read as the same again: a sum is nothing of the home.
void leave_sums(Frame& frame) {
  if (frame.intent == Intent::repeat && frame.spans.empty() &&
      says(frame.said, {" 더하기 ", " 빼기 ", " 곱하기 ", " 나누기 "}))
    frame = {.intent = Intent::none, .said = frame.said};
}

/// "아까 그거 이어서 재생해줘", read as the one before: it goes on where it was.
void play_on(Frame& frame) {
  if (frame.intent == Intent::media_previous && says(frame.said, {"이어서", "이어 "}) &&
      says(frame.said, {"재생", "틀어", "들려"}))
    frame.intent = Intent::media_unpause;
}

/// "노래 제목 좀 지어줘라", read as a question about nothing: to make something up is not the home's.
void make_nothing_up(Frame& frame) {
  const auto words = placed_words(frame.said);
  if (frame.intent == Intent::get_state && frame.spans.empty() && frame.kind == Kind::any &&
      frame.reference == Reference::none && !words.empty() &&
      starts(words.back().text, {"지어줘", "지어줄", "지어봐", "지어주"}))
    frame = {.intent = Intent::none, .said = frame.said};
}

/// "마이클 없으니까 걔 방에 켜진 거 다 꺼": what is in that one's room, and not the one who is gone.
void take_room_of_who_was_named(const std::vector<Mention>& mentions, Frame& frame) {
  size_t at = frame.said.find(" 걔 방");
  if (at == std::string::npos) at = frame.said.find(" 얘 방");
  if (!switches(frame) || at == std::string::npos || frame.spans.size() != 1 || mentions.size() != 1 ||
      frame.spans[0].role != SpanRole::name || mentions[0].end > at ||
      words_of(frame, mentions[0]) != frame.spans[0].text)
    return;
  frame.spans[0] = {SpanRole::area, frame.spans[0].text + " 방"};
  if (frame.quantity == Quantity::unsaid && frame.kind == Kind::any &&
      says(frame.said.substr(at), {" 다 ", "전부", "모두", "모조리"}))
    frame.quantity = Quantity::all;
}

}  // namespace

void repair_korean_wish(const std::vector<Mention>& mentions, Frame& frame) {
  begin_room_with_its_word(mentions, frame);
  be_in_my_room(mentions, frame);
  narrow_to_name(mentions, frame);
  drop_how(mentions, frame);
  switch_what_was_set(frame);
  name_what_alone_goes_on(frame);
  join_what_was_excepted(frame);
  move_no_weather(frame);
  set_what_was_asked(frame);
  move_as_the_verb_says(frame);
  toggle(frame);
  take_both_sides(frame);
  mow(mentions, frame);
  tell_after_a_while(frame);
  start_what_is_measured(frame);
  name_what_is_timed(frame);
  tick_off_what_is_told(frame);
  make_nothing_up(frame);
  do_what_a_guess_is_why(frame);
  switch_what_is_no_music(mentions, frame);
  turn_down_what_was_paused(frame);
  name_what_there_are_two_of(frame);
  set_nothing_by_what_happened(frame);
  leave_sums(frame);
  play_on(frame);
  take_room_of_who_was_named(mentions, frame);
}

}  // namespace ondol::home
