// Korean questions that were read as a command or as being about something else; see korean_repair.h.
#include <algorithm>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// Words before "몇 시" that are no event.
constexpr std::string_view kNow[] = {"지금", "현재",   "오늘", "내일", "거기",
                                     "대체", "도대체", "그게", "벌써"};

bool is_read_as_command(const Frame& frame) {
  return acts_on_things(frame.intent) && frame.role == ClauseRole::main && has_target(frame) &&
         korean_verbs(frame.said).empty();
}

void ask(Frame& frame, Question question) {
  frame.intent = Intent::get_state;
  frame.question = question;
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
}

/// "빗물 탱크 반 넘게 찼어?", read as a command: whether something has happened is asked.
void ask_what_happened(Frame& frame) {
  if (!is_read_as_command(frame) || !trim_spaces(frame.said).ends_with("?")) return;
  const auto words = placed_words(frame.said);
  if (words.empty()) return;
  const std::string_view stem =
      without_ending(words.back().text, {"어요", "나요", "을까", "어", "나", "니", "냐", "지", "죠"});
  // "켜 줄 수 있어?", "켜 주시겠어요?" are wishes.
  if (stem == words.back().text || !is_past(stem)) return;
  struct Row {
    std::string_view begins;
    Asked asked;
  };
  constexpr Row kDone[] = {{"켜", Asked::on},    {"켰", Asked::on},   {"꺼", Asked::off},
                           {"껐", Asked::off},   {"열", Asked::open}, {"닫", Asked::closed},
                           {"잠", Asked::locked}};
  ask(frame, Question::value);
  for (const Row& row : kDone)
    if (stem.starts_with(row.begins)) frame.asked = row.asked;
  if (frame.asked != Asked::none) frame.question = Question::yes_no;
  if (frame.has(SpanRole::value) && says(frame.said, {"넘게", "넘어", "이상"})) {
    frame.comparison = Comparison::above;
    frame.question = Question::yes_no;
  }
}

/// "물 줄 때가 됐나 화분 수분 좀 알려줄래요": who wants to be told asks, about what was said last.
void ask_to_be_told(Frame& frame) {
  const bool times_nothing =
      frame.intent == Intent::timer_start && frame.has(SpanRole::name) && !frame.has(SpanRole::duration);
  if (!times_nothing && !is_read_as_command(frame)) return;
  const auto words = placed_words(frame.said);
  if (words.empty() || !starts(words.back().text, {"알려줘", "알려줄", "알려주", "말해줘", "말해줄"})) return;
  const auto thing = std::find_if(frame.spans.rbegin(), frame.spans.rend(), [](const Span& span) {
    return span.role == SpanRole::name || span.role == SpanRole::kind;
  });
  if (thing == frame.spans.rend()) return;
  const Span last = *thing;
  std::erase_if(frame.spans, [&](const Span& span) {
    return (span.role == SpanRole::name || span.role == SpanRole::kind) && span != last;
  });
  const auto kinds = last.role == SpanRole::kind ? kinds_of(last.text) : std::vector<Kind>{};
  frame.kind = kinds.empty() ? Kind::any : kinds[0];
  ask(frame, Question::value);
}

/// "이번 달 전기 얼마 썼어" is about the home.
void read_energy(Frame& frame) {
  if (frame.intent != Intent::none || !says(frame.said, {"전기", "전력", "에너지"}) ||
      !says(frame.said, {"썼", "쓴", "쓰고", "사용"}) || !says(frame.said, {"얼마", "몇", "어느 정도"}))
    return;
  frame = Frame{
      .intent = Intent::get_state, .kind = Kind::energy, .question = Question::value, .said = frame.said};
}

/// "길 안전해": a few words that ask what a sensor says.
void read_safety(Frame& frame) {
  constexpr size_t kFew = 3;
  constexpr std::string_view kNouns[] = {"안전", "위험"};
  const bool of_safety = frame.kind == Kind::safety || is_one_of(frame.text(SpanRole::kind), kNouns);
  const bool safe = says(frame.said, {"안전해", "안전한"});
  if (frame.intent != Intent::none || !of_safety || placed_words(frame.said).size() > kFew ||
      (!safe && !says(frame.said, {"위험해", "위험한"})))
    return;
  frame.intent = Intent::get_state;
  frame.kind = Kind::safety;
  frame.question = Question::yes_no;
  frame.asked = safe ? Asked::off : Asked::on;
}

/// "오늘 전기 지금 얼마 쓰고 있어", read as the calendar's: what is asked about is what its noun says.
void ask_by_the_noun(Frame& frame) {
  const auto kinds = kinds_of(frame.text(SpanRole::kind));
  if (frame.intent != Intent::get_state || frame.kind != Kind::calendar || kinds.empty() ||
      is_one_of(Kind::calendar, kinds) || says(frame.said, {"일정", "약속", "스케줄"}))
    return;
  frame.kind = kinds[0];
}

/// "어떤 기기가 재실이야", read as being about people: what a sensor says.
void ask_for_presence(Frame& frame) {
  if (frame.intent == Intent::get_state && frame.kind == Kind::person && says(frame.said, {"재실"}) &&
      says(frame.said, {"기기", "센서"}) && !has_target(frame))
    frame.kind = Kind::presence;
}

/// "헛간이 안방보다 더 눅눅하나 습도가": what is compared, said once more at the end.
void drop_kind_said_last(Frame& frame) {
  const auto placed = place_spans(frame);
  const auto words = placed_words(frame.said);
  if (frame.intent != Intent::get_state || frame.texts(SpanRole::area).size() != 2 || placed.size() != 3 ||
      frame.said.find("보다 ") == std::string::npos ||
      frame.spans[placed.back().index].role != SpanRole::kind || placed.back().begin != words.back().begin ||
      !is_one_of(frame.kind, kinds_of(frame.text(SpanRole::kind))))
    return;
  frame.said.resize(placed.back().begin);
  erase_spans(frame, {placed.back().index});
}

/// "내 폰 배터리": whoever asks has one, and it has no name.
void ask_for_my_phone(const std::vector<Mention>& mentions, Frame& frame) {
  constexpr std::string_view kPhones[] = {"폰", "핸드폰", "휴대폰", "내 폰", "내 핸드폰", "내 휴대폰"};
  if (frame.intent == Intent::get_state && frame.kind == Kind::battery && frame.spans.size() <= 2 &&
      is_one_of(frame.text(SpanRole::name), kPhones) && says(" " + frame.said, {" 내 ", " 제 "}) &&
      std::ranges::none_of(mentions, [](const Mention& m) { return m.role == SpanRole::name; }))
    std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::name; });
}

/// "전기 지금 얼마 쓰고 있어": what is being used is power, what was used is energy.
void ask_for_power(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.kind != Kind::energy ||
      !says(frame.said, {"지금", "현재", "실시간"}) ||
      !says(frame.said, {"쓰고 있", "먹고 있", "쓰는 중", "쓰는 거", "나가고 있"}) ||
      says(frame.said, {"까지", "이번 달", "이번달"}))
    return;
  frame.kind = Kind::power;
  std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::date; });
}

/// "먼지 많아 오늘?", "이산화탄소 얼마야", read as the weather: it says nothing of dust or gas.
void ask_for_air(Frame& frame) {
  if (frame.intent != Intent::get_weather) return;
  const auto kinds = kinds_of(frame.text(SpanRole::kind));
  if (kinds.empty()) return;
  const bool is_measured = is_one_of(Kind::particles, kinds) || kinds[0] == Kind::carbon_dioxide;
  if (!is_measured) return;
  std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::date; });
  ask(frame, Question::value);
  frame.kind = is_one_of(Kind::particles, kinds) ? Kind::particles : kinds[0];
}

/// "할머니 방 공기 건조하니": how damp it is, not how clean.
void ask_for_damp(Frame& frame) {
  if (frame.intent == Intent::get_state && frame.kind == Kind::air_quality &&
      says(frame.said, {"건조", "눅눅", "습하", "촉촉"}))
    frame.kind = Kind::humidity;
}

/// "할머니 방에 계셔?": whether someone is in the room.
void ask_who_is_in(Frame& frame) {
  const bool cleans = frame.intent == Intent::vacuum_start && !says(frame.said, {"청소"});
  const bool at_home = frame.asked == Asked::home && (frame.kind == Kind::presence ||
                                                      frame.kind == Kind::person || frame.kind == Kind::any);
  const bool plain = (frame.intent == Intent::get_state || cleans) && frame.attribute == Attribute::none &&
                     (at_home || (frame.kind == Kind::any && frame.asked == Asked::none));
  if (!plain || frame.spans.size() != 1 || frame.spans[0].role != SpanRole::area) return;
  const size_t at = frame.said.find(frame.spans[0].text);
  if (at == std::string::npos) return;
  const std::string_view behind = std::string_view(frame.said).substr(at + frame.spans[0].text.size());
  if (!starts(behind, {"에 계", "에 아직 계", "에 지금 계", "에 누구 있", "에 누가 있"})) return;
  frame.intent = Intent::get_state;
  frame.kind = Kind::occupancy;
  frame.asked = Asked::on;
  frame.question = Question::yes_no;
}

/// "문이 열려 있는 게 있어?": of doors without a name, whatever opens.
void ask_for_openings(Frame& frame) {
  const bool of_some = frame.question == Question::any || frame.question == Question::all;
  if (frame.intent == Intent::get_state && frame.kind == Kind::door && of_some &&
      frame.role == ClauseRole::main && frame.asked == Asked::open && frame.spans.size() == 1 &&
      frame.text(SpanRole::kind) == "문")
    frame.kind = Kind::opening;
}

/// "모레 김장은 몇 시부터 시작이에요": of a day and of nothing else, what the calendar says.
void ask_the_calendar(Frame& frame) {
  if (frame.intent == Intent::get_state && frame.kind == Kind::any && frame.spans.size() == 1 &&
      frame.spans[0].role == SpanRole::date && frame.asked == Asked::none &&
      frame.attribute == Attribute::none && says(frame.said, {"몇 시", "몇시"})) {
    frame.kind = Kind::calendar;
    frame.question = Question::value;
  }
}

/// "서윤이 소아과 몇 시야", "준호 치과가 몇 시더라": what somebody has at a time is in the calendar.
void ask_when_it_is(const std::vector<Mention>& mentions, Frame& frame) {
  if (frame.intent != Intent::get_state || frame.kind != Kind::any || frame.asked != Asked::none ||
      frame.attribute != Attribute::none || frame.role != ClauseRole::main ||
      !says(frame.said, {" 몇 시", " 몇시"}) || says(frame.said, {"몇 시에", "몇시에"}))
    return;
  const auto other = [](const Span& span) {
    return span.role != SpanRole::name && span.role != SpanRole::item;
  };
  if (frame.spans.empty() || std::ranges::any_of(frame.spans, other)) return;
  const auto words = placed_words(frame.said);
  for (size_t i = 1; i < words.size() && !frame.has(SpanRole::item); ++i) {
    if (!starts(words[i].text, {"몇"})) continue;
    const PlacedWord& word = words[i - 1];
    const std::string_view what = without_ending(word.text, {"이", "가", "은", "는"}, 6);
    if (is_covered(place_spans(frame), word.begin, word.end) || !kinds_of(what).empty() ||
        is_mentioned(mentions, word.begin, word.end) || is_one_of(what, kNow))
      return;
    frame.spans.push_back({SpanRole::item, std::string(what)});
  }
  if (!frame.has(SpanRole::item)) return;
  for (Span& span : frame.spans) span.role = SpanRole::item;
  frame.kind = Kind::calendar;
  frame.question = Question::value;
}

/// "마스크팩 얼마나 더 해야 돼": a timer by its name, and of no kind.
void ask_the_timer(Frame& frame) {
  if (frame.intent == Intent::timer_status && frame.has(SpanRole::name) && !frame.has(SpanRole::kind))
    frame.kind = Kind::any;
}

/// "온수 온도 몇 도야", read as that of the room.
void ask_for_hot_water(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.kind != Kind::temperature || frame.has(SpanRole::area) ||
      frame.has(SpanRole::name) || frame.texts(SpanRole::kind).size() != 2 ||
      frame.text(SpanRole::kind) != "온수")
    return;
  frame.kind = Kind::water_heater;
  frame.attribute = Attribute::temperature;
  std::erase_if(frame.spans, [](const Span& span) { return span.text == "온도"; });
}

}  // namespace

void repair_korean_question(const std::vector<Mention>& mentions, Frame& frame) {
  ask_after_look(frame);
  read_energy(frame);
  read_safety(frame);
  ask_what_happened(frame);
  ask_to_be_told(frame);
  ask_by_the_noun(frame);
  ask_for_presence(frame);
  drop_kind_said_last(frame);
  ask_for_my_phone(mentions, frame);
  ask_when_it_is(mentions, frame);
  ask_for_power(frame);
  ask_for_air(frame);
  ask_for_damp(frame);
  ask_who_is_in(frame);
  ask_the_calendar(frame);
  ask_the_timer(frame);
  ask_for_openings(frame);
  ask_for_hot_water(frame);
}

}  // namespace ondol::home
