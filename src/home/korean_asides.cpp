// What stands beside the wish in a Korean clause: what is let be, a leave to do it, the speaker's own plans,
// words that were taken for names; see korean_repair.h.
#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "home/forbidding_words.h"
#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/reply/josa.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "삼성 티비는 켜지 말고 사운드바만 틀어", "뽀모도로는 그대로 두고 계란만 취소해": what is let be is no
/// target, and the verb behind it is the clause's.
void let_be(Frame& frame) {
  size_t cut = std::string::npos;
  for (const std::string_view words : {"지 말고 ", "지말고 ", "그대로 두고 ", "그대로 두시고 ", "그냥 두고 ",
                                       "그냥 두시고 ", "냅두고 ", "놔두고 ", "놔두시고 ", "내버려 두고 "})
    if (const size_t at = frame.said.find(words); at != std::string::npos)
      cut = std::min(cut, at + words.size());
  if (cut == std::string::npos || frame.has(SpanRole::except)) return;
  std::vector<size_t> before;
  bool behind = false;
  for (const Placed& each : place_spans(frame)) {
    const SpanRole role = frame.spans[each.index].role;
    if (!is_target(role)) continue;
    if (each.end <= cut) before.push_back(each.index);
    behind = behind || each.begin >= cut;
  }
  if (!behind) return;
  erase_spans(frame, before);
  const auto verbs = korean_verbs(std::string_view(frame.said).substr(cut));
  const bool switches = frame.intent == Intent::turn_on || frame.intent == Intent::turn_off ||
                        frame.intent == Intent::open || frame.intent == Intent::close;
  if (switches && !verbs.empty() && intent_of(verbs.back().sense) != Intent::none)
    frame.intent = intent_of(verbs.back().sense);
}

/// "2층은 소등하되 1층은 건드리지 말아 주세요": what is not to be touched is no target.
void leave_untouched(Frame& frame) {
  std::vector<size_t> untouched;
  size_t n_target = 0;
  for (const Placed& each : place_spans(frame)) {
    if (!is_target(frame.spans[each.index].role)) continue;
    ++n_target;
    if (starts(std::string_view(frame.said).substr(each.end),
               {"은 건드리지", "는 건드리지", "건드리지", " 건드리지", "을 건드리지", "를 건드리지"}))
      untouched.push_back(each.index);
  }
  if (acts_on_things(frame.intent) && untouched.size() < n_target) erase_spans(frame, untouched);
}

/// "이제 꺼도 돼", of a thing that was named: it is no longer wanted.
void take_leave(const std::vector<Mention>& mentions, Frame& frame) {
  if (frame.intent != Intent::nevermind && frame.intent != Intent::none) return;
  const std::string said = compact(frame.said);
  const bool off = says(said, {"꺼도돼", "꺼도된", "꺼도되", "꺼도됩", "끄셔도", "꺼두돼"});
  if (!off || mentions.size() != 1 || mentions[0].role != SpanRole::name || says(said, {"?", "까", "나요"}))
    return;
  frame = {.intent = Intent::turn_off, .said = frame.said};
  frame.spans = {{SpanRole::name, words_of(frame, mentions[0])}};
}

/// "삼십까지만 내려": where it ends, not that it shuts.
void end_at_value(Frame& frame) {
  const bool moves = frame.intent == Intent::close || frame.intent == Intent::open;
  const std::string value(frame.text(SpanRole::value));
  if (!moves || value.empty() || !read_quantity(value).number) return;
  const size_t at = frame.said.find(value);
  if (at == std::string::npos) return;
  const std::string_view behind = std::string_view(frame.said).substr(at);
  const std::string_view word = behind.substr(0, behind.find_first_of(",.", 0));
  if (!says(word.substr(0, value.size() + 30), {"까지", "으로 ", "로 "})) return;
  frame.intent = Intent::set_position;
  frame.attribute = Attribute::position;
  frame.operation = Operation::set;
}

/// "소리 절반으로 줄여": half of what it is, where half of all would often be louder.
void halve(Frame& frame) {
  const std::string value = compact(frame.text(SpanRole::value));
  const bool half = starts(value, {"절반", "반"}) && frame.operation == Operation::set;
  if (!half || frame.attribute != Attribute::volume || !says(frame.said, {"줄여", "줄이", "낮춰", "낮추"}))
    return;
  frame.operation = Operation::lower;
  for (Span& span : frame.spans)
    if (span.role == SpanRole::value) span.text = "절반";
}

/// "할머니네 불 부엌만 빼고 다": what nothing spares is where the rest is.
void read_scope_of_exception(const std::vector<Mention>& mentions, Frame& frame) {
  const auto placed = place_spans(frame);
  if (frame.has(SpanRole::area) || frame.has(SpanRole::floor) || frame.has(SpanRole::name)) return;
  for (const Placed& each : placed) {
    if (frame.spans[each.index].role != SpanRole::except) continue;
    const std::string_view behind = std::string_view(frame.said).substr(each.end);
    if (!behind.starts_with(" ") || starts(behind, {" 빼", " 말", " 제외", " 남", " 두고", " 놔", " 하고"}))
      return;
    const auto place = std::ranges::find_if(mentions, [&](const Mention& m) {
      return (m.role == SpanRole::area || m.role == SpanRole::floor) && m.begin == each.begin &&
             m.end < each.end;
    });
    if (place == mentions.end()) return;
    const std::string noun(
        trim_spaces(std::string_view(frame.said).substr(place->end, each.end - place->end)));
    const auto kinds = kinds_of(noun);
    if (kinds.empty()) return;
    frame.kind = kinds[0];
    frame.spans[each.index] = {place->role, words_of(frame, *place)};
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(each.index) + 1,
                       {SpanRole::kind, noun});
    return;
  }
}

/// "먹깨비 집에 가", "동글이 이제 들어가라 그래", "잔디깎이 들어오라 해": who cleans is sent home.
void go_home(Frame& frame) {
  const bool cleans = frame.kind == Kind::vacuum || frame.kind == Kind::mower;
  if (!frame.has(SpanRole::name) && !cleans) return;
  if (frame.intent == Intent::none) {
    if (says(frame.said, {"집에 가", "집으로 가", "들어가", "충전하러 가"}))
      frame.intent = Intent::vacuum_return;
    return;
  }
  // Into a room is not home; how somebody got home is asked.
  const bool other = frame.intent == Intent::get_state || frame.intent == Intent::turn_on ||
                     frame.intent == Intent::vacuum_start || frame.intent == Intent::repeat ||
                     frame.intent == Intent::open;
  if (!other || frame.role != ClauseRole::main || frame.has(SpanRole::area) || frame.has(SpanRole::floor) ||
      (frame.kind != Kind::any && !cleans))
    return;
  const std::string said = compact(plain_words(frame.said));
  const std::string_view wish = without_ending(
      said, {"고해줘", "고그래", "고전해", "고해", "그래라", "그래", "해줘", "해라", "해", "고"});
  const bool is_told = wish != said;
  const bool goes = ends(wish, {"들어가라", "들어오라", "집에가라", "집으로가라", "돌아가라", "돌아오라"}) ||
                    (!is_told && ends(wish, {"들어가", "집에가", "집으로가", "충전하러가"})) ||
                    // "물방개 이제 집으로 보내"
                    ends(without_ending(said, {"줘라", "줘요", "줘", "라"}),
                         {"집으로보내", "집에보내", "충전하러보내", "충전대로보내"});
  // "할머니 선풍기 들어가": of what is no cleaner.
  const std::string name(frame.text(SpanRole::name));
  const auto kinds = kinds_of(name.substr(name.rfind(' ') + 1));
  const bool is_other =
      !cleans && ((!kinds.empty() && !is_one_of(Kind::vacuum, kinds)) || is_called_a_light(name));
  if (!goes || is_other || frame.said.find('?') != std::string::npos) return;
  frame.intent = Intent::vacuum_return;
  frame.reference = Reference::none;
  frame.question = Question::none;
  frame.asked = Asked::none;
}

/// "나간다. 외출 실행", read as a yes.
void run_what_was_confirmed(Frame& frame) {
  if (frame.intent == Intent::confirm && frame.has(SpanRole::name) &&
      says(frame.said, {"실행", "시작", "켜"}))
    frame.intent = Intent::turn_on;
}

/// "캠핑 모드에 옥상 전구 50": a scene goes off by a word that says so.
void begin_scene(Frame& frame) {
  if (frame.intent == Intent::turn_off && frame.kind == Kind::scene && frame.role == ClauseRole::main &&
      frame.has(SpanRole::name) && korean_verbs(frame.said).empty() &&
      ends(trim_spaces(frame.said), {"모드에", "모드로", "모드", "분위기로", "모드 하고", "모드로 하고"}))
    frame.intent = Intent::turn_on;
}

/// "현관문 안 잠겼으면 잠가", read as one clause: what is locked already stays so.
void lock_what_is_not(Frame& frame) {
  if (frame.intent != Intent::lock || !says(frame.said, {"안 잠겼", "안 잠겨", "안 잠궜"})) return;
  frame.role = ClauseRole::main;
  frame.asked = Asked::none;
  if (has_target(frame)) return;
  const auto words = placed_words(frame.said);
  for (size_t i = 1; i < words.size(); ++i)
    if (words[i].text == "안") {
      frame.reference = Reference::none;
      frame.spans = {{SpanRole::name, std::string(words[i - 1].text)}};
      return;
    }
}

/// "다들 밥 먹으라고 방송해줘", read as two messages: all of it.
void join_message(Frame& frame) {
  if (frame.intent != Intent::broadcast || frame.texts(SpanRole::message).size() < 2) return;
  size_t begin = frame.said.size(), end = 0;
  for (const Placed& each : place_spans(frame))
    if (frame.spans[each.index].role == SpanRole::message)
      begin = std::min(begin, each.begin), end = std::max(end, each.end);
  if (begin < end) frame.spans = {{SpanRole::message, frame.said.substr(begin, end - begin)}};
}

/// "복도등만 켜 둬", read as everything on but that.
void switch_only_that(Frame& frame) {
  if (frame.intent != Intent::turn_on || frame.quantity != Quantity::all || frame.spans.size() != 1 ||
      !frame.has(SpanRole::except) || says(frame.said, {"나머지", "빼", "말고", "제외"}))
    return;
  if (!says(frame.said, {frame.spans[0].text + "만 켜", frame.spans[0].text + " 하나만 켜"})) return;
  frame.spans[0].role = SpanRole::name;
  frame.quantity = Quantity::unsaid;
  frame.kind = Kind::any;
}

/// "온 집 난방 다 꺼", read as lights: the noun says of what kind.
void take_kind_of_the_noun(Frame& frame) {
  if (!switches(frame) || frame.texts(SpanRole::kind).size() != 1 || frame.kind == Kind::any) return;
  const auto kinds = kinds_of(frame.text(SpanRole::kind));
  if (!kinds.empty() && !is_one_of(frame.kind, kinds)) frame.kind = kinds[0];
}

/// "로봇 둘 다 들여보내", read as starting: who is sent in goes home.
void send_in(Frame& frame) {
  if (frame.intent == Intent::vacuum_start &&
      says(frame.said, {"들여보내", "들여 보내", "집으로 보내", "집에 보내", "복귀시"}))
    frame.intent = Intent::vacuum_return;
}

/// "스피커 전부 일시정지": all of them, where no label says so.
void count_all(Frame& frame) {
  if (frame.quantity == Quantity::unsaid && acts_on_things(frame.intent) && frame.has(SpanRole::kind) &&
      !frame.has(SpanRole::name) && says(frame.said, {" 전부 ", " 모두 ", "모든 "}))
    frame.quantity = Quantity::all;
}

/// "은우 잔다 블라인드 내리고": who sleeps is why, and nothing that is moved.
void drop_who_is_why(Frame& frame) {
  if (!acts_on_things(frame.intent) || !frame.has(SpanRole::kind)) return;
  constexpr std::string_view kWhy[] = {"잔다", "잔대", "자네", "자니까", "자고",
                                       "온다", "온대", "왔다", "나간다", "간다"};
  const auto words = placed_words(frame.said);
  std::vector<size_t> who;
  for (const Placed& each : place_spans(frame))
    for (size_t i = 0; i + 1 < words.size(); ++i)
      if (frame.spans[each.index].role == SpanRole::name && words[i].begin == each.begin &&
          is_one_of(words[i + 1].text, kWhy))
        who.push_back(each.index);
  erase_spans(frame, who);
}

/// "커튼 이십 퍼센트만 더 닫아": by so much, and not to there.
void move_further(Frame& frame) {
  if (frame.intent != Intent::set_position || frame.operation != Operation::set ||
      !frame.has(SpanRole::value))
    return;
  if (says(frame.said, {"더 닫", "더 내려", "더 내리", "더 쳐"})) frame.operation = Operation::lower;
  if (says(frame.said, {"더 열", "더 올려", "더 올리", "더 걷"})) frame.operation = Operation::raise;
}

/// "히터 켜고 이십삼 도 그리고 블라인드": a temperature is of nothing that hangs.
void warm_nothing_that_hangs(Frame& frame) {
  constexpr Kind kHangs[] = {Kind::blind, Kind::curtain, Kind::light, Kind::lamp, Kind::tv};
  if (frame.intent != Intent::climate_set_temperature || frame.has(SpanRole::kind) ||
      !is_one_of(frame.kind, kHangs))
    return;
  frame.kind = Kind::any;
  if (!has_target(frame) && frame.reference == Reference::none) frame.reference = Reference::same;
}

/// "잠긴 거 싹 다 열어": what is locked is unlocked, and asked about first.
void unlock_what_is_locked(Frame& frame) {
  if (frame.intent == Intent::open && !has_target(frame) && frame.kind == Kind::any &&
      says(frame.said, {"잠긴 거", "잠긴 것", "잠긴거", "잠겨 있는 거"}))
    frame.intent = Intent::unlock;
}

/// "냄비 올려놨거든 15분 뒤에 알려줘", read as a condition.
void tell_after(Frame& frame) {
  if (frame.role != ClauseRole::condition || !frame.has(SpanRole::duration) ||
      !says(frame.said, {"뒤에 알려", "후에 알려", "있다 알려", "있다가 알려", "뒤에 깨워"}))
    return;
  frame.role = ClauseRole::main;
  frame.intent = Intent::timer_start;
  frame.kind = Kind::any;
  frame.question = Question::none;
  frame.asked = Asked::none;
  std::erase_if(frame.spans, [](const Span& span) { return span.role != SpanRole::duration; });
}

/// "소리가 안 들린다 좀 키워라", read as nothing of a home or as the same again.
void turn_the_sound(Frame& frame) {
  const bool misread = frame.intent == Intent::none || frame.intent == Intent::repeat;
  if (!misread || frame.role != ClauseRole::main || !says(frame.said, {"소리", "볼륨"}) ||
      says(frame.said, {"?", "얼마", "몇", "뭐"}))
    return;
  const bool up = says(frame.said, {"키워", "키우", "높여", "올려"}),
             down = says(frame.said, {"줄여", "낮춰", "내려"});
  if (up == down) return;
  frame.intent = Intent::set_volume_relative;
  frame.attribute = Attribute::volume;
  frame.operation = up ? Operation::raise : Operation::lower;
}

/// "너무 세다 한 단만 낮춰", read as nothing of a home: of what was spoken of.
void step_what_blows(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || has_target(frame)) return;
  const bool up = says(frame.said, {"올려", "높여"}), down = says(frame.said, {"낮춰", "내려", "줄여"});
  for (const std::string_view step : {"한 단", "두 단"})
    if (frame.said.find(step) != std::string::npos && up != down) {
      frame.intent = Intent::fan_set_speed;
      frame.attribute = Attribute::speed;
      frame.operation = up ? Operation::raise : Operation::lower;
      frame.reference = Reference::it;
      frame.spans = {{SpanRole::value, std::string(step)}};
      return;
    }
}

/// "대문 앞에 움직임 있어", read as a problem: what moves is asked about, and the door says where.
void ask_what_moves(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.kind != Kind::problem || !says(frame.said, {"움직임"}))
    return;
  frame.kind = Kind::motion;
  for (Span& span : frame.spans)
    if (span.role == SpanRole::kind && !says(span.text, {"움직임"})) span.role = SpanRole::name;
}

/// "A랑 B 중에 누가 더 시끄러워": a question, whatever was read.
void ask_which_more(Frame& frame) {
  if (!acts_on_things(frame.intent) || !says(frame.said, {"누가 더", "뭐가 더", "어디가 더", "어느 게 더",
                                                          "어느게 더", "어느 쪽이 더", "어떤 게 더"}))
    return;
  frame.intent = Intent::get_state;
  frame.question = Question::value;
  frame.operation = Operation::none;
}

}  // namespace

void repair_korean_asides(const std::vector<Mention>& mentions, Frame& frame) {
  // "…", read as a name.
  std::erase_if(frame.spans, [](const Span& span) { return normalise(span.text).empty(); });
  let_be(frame);
  leave_untouched(frame);
  take_leave(mentions, frame);
  ask_which_more(frame);
  end_at_value(frame);
  halve(frame);
  read_scope_of_exception(mentions, frame);
  go_home(frame);
  run_what_was_confirmed(frame);
  begin_scene(frame);
  lock_what_is_not(frame);
  join_message(frame);
  switch_only_that(frame);
  take_kind_of_the_noun(frame);
  send_in(frame);
  count_all(frame);
  drop_who_is_why(frame);
  move_further(frame);
  warm_nothing_that_hangs(frame);
  unlock_what_is_locked(frame);
  tell_after(frame);
  turn_the_sound(frame);
  step_what_blows(frame);
  ask_what_moves(frame);
}

bool split_off_forbidden(const Frame& frame, std::vector<Frame>& out) {
  const auto verbs = korean_verbs(frame.said);
  const bool opens = frame.intent == Intent::open || frame.intent == Intent::unlock;
  if (!acts_on_things(frame.intent) || opens || frame.role != ClauseRole::main || verbs.empty() ||
      !forbids(frame.said))
    return false;
  const size_t at = verbs.back().end;
  const auto placed = place_spans(frame);
  const bool whole = std::ranges::all_of(placed, [&](const Placed& span) { return span.end <= at; });
  const std::string wish = frame.said.substr(0, at), rest = frame.said.substr(at);
  if (!whole || !has_target(frame) || forbids(wish) || !forbids(rest) ||
      says(rest, {"아니", "아이다", "아녀", "아냐", "말고"}))
    return false;
  // Of another thing than what was wished for.
  bool other = false;
  for (const PlacedWord& word : placed_words(rest)) {
    const auto kinds = kinds_of(without_ending(word.text, {"은", "는", "을", "를", "도"}, 3));
    if (kinds.empty()) continue;
    if (frame.kind == Kind::any || is_one_of(frame.kind, kinds)) return false;
    other = true;
  }
  if (!other) return false;
  Frame first = frame;
  first.said = wish;
  out.push_back(std::move(first));
  out.push_back({.intent = Intent::nevermind, .said = rest});
  return true;
}

bool is_korean_plan(std::string_view clause) {
  constexpr std::string_view kPlans[] = {"할게",   "갈게",   "올게",   "볼게",   "잘게",
                                         "먹을게", "잘란다", "갈란다", "할란다", "할라고",
                                         "갈라고", "할래",   "쉴게",   "나갈게", "놀게"};
  constexpr std::string_view kToCome[] = {"거야", "거예", "거에",   "거거든", "거임",
                                          "거다", "건데", "겁니다", "끼다"};
  // "불 끌 거야" may be a wish.
  constexpr std::string_view kOfThings[] = {"켤", "끌", "틀", "열", "닫을", "잠글", "올릴", "내릴"};
  const auto words = placed_words(clause);
  if (words.empty()) return false;
  const std::string_view last = without_ending(words.back().text, {"요"});
  if (std::ranges::any_of(kPlans, [&](std::string_view plan) { return last.ends_with(plan); })) return true;
  if (words.size() < 2 || !is_one_of(last, kToCome)) return false;
  const std::string_view doing = words[words.size() - 2].text;
  return ending_of(doing) == Ending::rieul && !is_one_of(doing, kOfThings) &&
         !says(clause, {"?", "언제", "몇", "어디", "뭐", "누가"});
}

}  // namespace ondol::home
