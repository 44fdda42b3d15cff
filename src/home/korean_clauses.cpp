// What is only seen across the verbs and clauses of a Korean utterance; see korean_repair.h.
#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/read_repair.h"
#include "home/values/named.h"
#include "home/values/number.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool is_thing(SpanRole role) { return role == SpanRole::name || role == SpanRole::kind; }

// ---- what is spared ---------------------------------------------------------------------------------------

struct Spared {
  size_t begin, end;
  std::string text;
};

/// "고래만 남기고", "침실은 빼고", "식탁등하고 책상등은 두게".
std::optional<Spared> find_spared(const Frame& frame, const std::vector<Mention>& mentions) {
  const auto words = placed_words(frame.said);
  const auto placed = place_spans(frame);
  const auto is_name_or_room = [&](const PlacedWord& word) {
    return std::ranges::any_of(mentions,
                               [&](const Mention& m) { return m.end > word.begin && m.end <= word.end; });
  };
  // Where the name or room that ends in this word begins.
  const auto beginning = [&](const PlacedWord& word) {
    size_t begin = word.begin;
    for (const Mention& mention : mentions)
      if (mention.end > word.begin && mention.end <= word.end) begin = std::min(begin, mention.begin);
    for (const Placed& span : placed)
      if (is_target(frame.spans[span.index].role) && span.end > word.begin && span.end <= word.end)
        begin = std::min(begin, span.begin);
    for (const Placed& span : placed)  // "안방 불만 빼고"
      if (frame.spans[span.index].role == SpanRole::area && span.end + 1 == begin) begin = span.begin;
    for (const Mention& mention : mentions)
      if (mention.role == SpanRole::area && mention.end + 1 == begin) begin = mention.begin;
    return begin;
  };
  for (size_t k = 1; k < words.size(); ++k) {
    const bool leaves_out = starts(words[k].text, {"빼고", "빼놓", "제외"});
    const bool leaves = starts(words[k].text, {"놔두", "놔둬", "놔둘", "냅두", "냅둬", "나두", "나둬", "남기",
                                               "남겨", "남게", "두고", "두게", "둬"});
    // "쿠쿠는 그냥 놔둬"
    const bool simply = k > 1 && (words[k - 1].text == "그냥" || words[k - 1].text == "그대로");
    // "준호 방 것만 빼고"
    constexpr std::string_view kOnes[] = {"것만", "거만", "꺼만", "것은", "거는", "건"};
    const bool one = k > 1 && is_one_of(words[k - 1].text, kOnes);
    const PlacedWord& thing = words[(simply && leaves) || one ? k - 2 : k - 1];
    std::string_view last = thing.text;
    const bool leaves_this = leaves && ends(last, {"만", "은", "는", "를", "을"});
    const bool known = is_name_or_room(thing);
    if (!korean_verbs(last).empty() || (read_number(last) && !known)) continue;
    last = without_ending(last, {"만", "은", "는", "를", "을", "도"});
    // "고래 말고 하준이 방 불 꺼": of many, and a thing that may be one of them.
    const bool is_one = words[k].text == "말고" && (known || !kinds_of(last).empty());
    const bool rather = is_one && (frame.quantity == Quantity::all || frame.has(SpanRole::area));
    if (!leaves_out && !leaves_this && !rather) continue;
    const size_t end = thing.begin + last.size();
    size_t begin = beginning(thing);
    for (size_t i = static_cast<size_t>(&thing - words.data()); i-- > 0;)
      if (words[i].end + 1 == begin && ends(words[i].text, {"하고", "이랑", "랑", "과", "와"}))
        begin = beginning(words[i]);
    return Spared{begin, end, frame.said.substr(begin, end - begin)};
  }
  return std::nullopt;
}

bool is_of_many(const Frame& frame) {
  if (!acts_on_things(frame.intent) || frame.has(SpanRole::name)) return false;
  return frame.quantity == Quantity::all || frame.kind != Kind::any || frame.has(SpanRole::area) ||
         frame.has(SpanRole::floor) || frame.has(SpanRole::kind);
}

/// Of many, these are left as they are.
void leave_out(Frame& frame, const std::string& text) {
  // "Leave the air conditioner and turn the fan off" speaks of one fan still.
  for (const std::string& way : without_particles(normalise(text)))
    if (const auto known = kind_words().kinds.find(compact(way));
        known != kind_words().kinds.end() && frame.kind != Kind::any && frame.quantity == Quantity::unsaid &&
        std::ranges::find(known->second, frame.kind) == known->second.end())
      return;
  for (const std::string& one : split_conjunction(text)) frame.spans.push_back({SpanRole::except, one});
}

void spare_within(const std::vector<Mention>& mentions, Frame& frame) {
  if (!acts_on_things(frame.intent)) return;
  const auto spared = find_spared(frame, mentions);
  if (!spared) return;
  const auto placed = place_spans(frame);
  if (frame.has(SpanRole::except)) {  // "별채 | 작은등 말고"
    for (const Placed& span : placed)
      if (frame.spans[span.index].role == SpanRole::except && span.begin == spared->begin &&
          span.end < spared->end)
        frame.spans[span.index].text = spared->text;
    return;
  }
  Frame rest = frame;
  for (auto span = placed.rbegin(); span != placed.rend(); ++span)
    if (span->begin < spared->end && spared->begin < span->end)
      rest.spans.erase(rest.spans.begin() + static_cast<std::ptrdiff_t>(span->index));
  if (!is_of_many(rest)) return;
  leave_out(rest, spared->text);
  frame = std::move(rest);
}

/// "…끄고 정지만 놔둬라": a clause that only spares belongs to the one before it.
bool spare_behind(const std::vector<Mention>& mentions, Frame& all, Frame& next) {
  if (next.intent == Intent::get_state || is_timer_intent(next.intent) || next.role != ClauseRole::main)
    return false;
  const auto spared = find_spared(next, mentions);
  if (!spared || !korean_verbs(next.said.substr(0, spared->begin)).empty() ||
      !korean_verbs(next.said.substr(spared->end)).empty())
    return false;
  // "큰방등 낮추고 옥장판은 그냥 놔둬": what is simply let be is none of those.
  const bool is_apart = all.quantity == Quantity::unsaid && says(next.said, {" 그냥 ", " 그대로 "});
  if (is_of_many(all) && !is_apart) {
    leave_out(all, spared->text);
    return true;
  }
  next.intent = Intent::nevermind;
  return false;
}

/// "일층 불 전부 꺼줘, | 할머니 방은 말고": an exception that comes after.
bool spare_afterthought(Frame& all, const Frame& next) {
  const std::string_view said = trim_spaces(next.said);
  const bool excepts = ends(said, {"은 말고", "는 말고", "만 말고", "은 빼고", "는 빼고", "만 빼고",
                                   "은 제외하고", "는 제외하고", "만 제외"});
  if (!excepts || !is_of_many(all) || next.spans.size() != 1 || !is_target(next.spans[0].role)) return false;
  leave_out(all, next.spans[0].text);
  return true;
}

/// "다 끄는데 | 고래만 켜 둬": all goes off but one.
bool all_but_one(Frame& all, const Frame& next) {
  if (!says(all.said, {"끄는데", "끄되", "끄지만"}) || all.intent != Intent::turn_on || !is_of_many(all) ||
      next.intent != Intent::turn_on || next.spans.size() != 1)
    return false;
  all.intent = Intent::turn_off;
  leave_out(all, next.spans[0].text);
  return true;
}

/// "2층 불 다 끄고 | 복도등만 켜 둬", read as everything but that: it alone is on.
void keep_one_on(Frame& all, Frame& next) {
  if (all.intent != Intent::turn_off || !is_of_many(all) || next.intent != Intent::turn_on ||
      next.spans.size() != 1 || next.spans[0].role != SpanRole::except || next.quantity == Quantity::all)
    return;
  next.spans[0].role = SpanRole::name;
  next.kind = Kind::any;
  leave_out(all, next.spans[0].text);
}

/// "잠겨 있는 곳이 있으면 | 전부 열어": what is locked is unlocked, or not, and no blind goes up.
void open_what_is_locked(const Frame& condition, Frame& next) {
  if (condition.role != ClauseRole::condition || condition.asked != Asked::locked || has_target(condition) ||
      next.intent != Intent::open || has_target(next))
    return;
  next.intent = Intent::unlock;
  next.kind = Kind::lock;
}

// ---- clauses ----------------------------------------------------------------------------------------------

/// "십 줄여 | 아니 십오 줄여": the value of what was just said is another one.
bool takes_value_back(Frame& before, const Frame& frame) {
  if (!starts(trim_spaces(frame.said), {"아니 ", "아니다 ", "아이다 ", "아녀 ", "아니야 ", "아니지 "}))
    return false;
  const bool sets = before.intent >= Intent::light_set && before.intent <= Intent::set_volume_relative;
  if (!sets || !frame.has(SpanRole::value) || frame.has(SpanRole::name) || frame.has(SpanRole::kind) ||
      frame.has(SpanRole::area))
    return false;
  std::erase_if(before.spans, [](const Span& span) { return span.role == SpanRole::value; });
  before.spans.push_back({SpanRole::value, std::string(frame.text(SpanRole::value))});
  return true;
}

/// How many words stand before those that take a wish back ("…내려줘 아니다 그냥 둬"), if they end the
/// clause.
std::optional<size_t> words_taken_back(std::string_view said) {
  constexpr std::string_view kBack[] = {"아니", "아니다",   "아이다",   "아녀", "아니야",
                                        "아냐", "아니에요", "아니예요", "아뇨", "아닙니다"};
  constexpr std::string_view kLet[] = {
      "둬",       "두자",     "놔둬",   "냅둬",       "나둬",     "됐어",     "됐다",       "됐어요",
      "하지마",   "하지말자", "취소",   "취소해",     "그만둬",   "관둬",     "괜찮아",     "놔두자",
      "안해도돼", "취소해줘", "놔둬라", "괜찮습니다", "괜찮아요", "됐습니다", "안해도돼요", "하지마세요"};
  const auto words = placed_words(said);
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    if (!is_one_of(words[i].text, kBack)) continue;
    size_t from = words[i].end;
    // "부엌등 꺼 아니다 부엌등은 놔둬": what was spoken of is said once more.
    if (i + 2 < words.size()) {
      const std::string_view thing = without_ending(words[i + 1].text, {"은", "는", "을", "를"}, 3);
      if (said.substr(0, words[i].begin).find(thing) != std::string_view::npos) from = words[i + 1].end;
    }
    std::string rest = compact(normalise(said.substr(from)));
    for (const std::string_view only : {"그냥", "그대로"})
      if (rest.starts_with(only)) rest.erase(0, only.size());
    if (is_one_of(rest, kLet)) return i;
  }
  return std::nullopt;
}

bool take_wish_back(Frame& before, Frame& frame) {
  const auto n_word = words_taken_back(frame.said);
  if (!n_word || frame.role == ClauseRole::condition) return false;
  Frame& wish = *n_word == 0 ? before : frame;
  if (wish.intent != Intent::get_state) wish = {.intent = Intent::nevermind, .said = wish.said};
  return *n_word == 0;
}

/// "일층은 22도, 이층은 19도로 난방 맞춰": a clause that says only where is about what the one beside it
/// says.
void share_noun(Frame& frame, const Frame& beside) {
  const auto says_where_and_how = [](const Span& span) {
    return span.role == SpanRole::area || span.role == SpanRole::floor || span.role == SpanRole::value;
  };
  const bool says_only_where = frame.kind == Kind::any && frame.reference == Reference::none &&
                               (frame.has(SpanRole::area) || frame.has(SpanRole::floor)) &&
                               std::ranges::all_of(frame.spans, says_where_and_how);
  // "큰방 난방 24, 마루는 22로", the second read as a light's.
  const bool says_no_more = (frame.intent == Intent::light_set || frame.intent == Intent::repeat) &&
                            frame.attribute == Attribute::none && sets_a_number(beside) &&
                            frame.has(SpanRole::value);
  if (!says_only_where || (!sets_a_number(frame) && !says_no_more) ||
      (frame.intent != beside.intent && !says_no_more))
    return;
  auto nouns = beside.texts(SpanRole::kind);
  for (const std::string_view name : beside.texts(SpanRole::name))
    nouns.push_back(name.substr(name.rfind(' ') + 1));
  const auto kinds = nouns.size() == 1 ? kinds_of(nouns[0]) : std::vector<Kind>{};
  if (kinds.empty()) return;
  frame.kind = beside.kind != Kind::any ? beside.kind : kinds[0];
  frame.spans.push_back({SpanRole::kind, std::string(nouns[0])});
  if (frame.intent == beside.intent) return;
  frame.intent = beside.intent;
  frame.attribute = beside.attribute;
}

/// "…더 눅눅하나 | 습도가": what was asked about, said once more.
bool repeats_the_kind(const Frame& before, const Frame& frame) {
  return frame.intent == Intent::get_state && before.intent == Intent::get_state && frame.spans.size() == 1 &&
         frame.spans[0].role == SpanRole::kind && frame.kind == before.kind && before.has(SpanRole::area) &&
         placed_words(frame.said).size() == 1;
}

/// "사운드바 소리가 | 민재 스피커보다 크게 돼 있나": two things are compared, and nothing is to be done.
bool compares_with(Frame& before, const Frame& frame) {
  const std::string_view said = trim_spaces(frame.said);
  const bool asks = before.intent == Intent::get_state ||
                    (before.intent == Intent::set_volume_relative && !before.has(SpanRole::value) &&
                     korean_verbs(before.said).empty());
  if (!asks || frame.spans.size() != 1 || frame.spans[0].role != SpanRole::name ||
      frame.said.find(frame.spans[0].text + "보다 ") == std::string::npos ||
      !ends(said, {"나", "냐", "니", "까", "?", "요", "노", "가"}) || !korean_verbs(said).empty())
    return false;
  for (Span& span : before.spans)
    if (span.role == SpanRole::kind) span.role = SpanRole::name;
  before.intent = Intent::get_state;
  if (before.question == Question::none) before.question = Question::value;
  before.kind = Kind::any;
  before.operation = Operation::none;
  before.spans.push_back(frame.spans[0]);
  before.said += frame.said;
  return true;
}

const KoreanState* state_said(std::string_view said) {
  const auto row = std::ranges::find_if(kKoreanStates, [&](const KoreanState& state) {
    return said.find(state.words) != std::string_view::npos;
  });
  return row == std::end(kKoreanStates) ? nullptr : &*row;
}

/// "마당 불들이 왜 안 켜져 있어 | 얼른 다 켜": all of those that were just asked about.
void switch_what_was_asked_about(const Frame& before, Frame& frame) {
  const bool asks =
      before.intent == Intent::get_state ||
      (before.intent == frame.intent && before.asked != Asked::none && says(before.said, {"왜 "}));
  if (!asks || before.kind == Kind::any || !switches(frame) || !frame.spans.empty() ||
      frame.quantity != Quantity::all || frame.kind != Kind::any || frame.place != Place::unsaid ||
      says(frame.said, {"집", "모든"}))
    return;
  frame.kind = before.kind;
  frame.place = before.place;
  for (const Span& span : before.spans)
    if (is_target(span.role)) frame.spans.push_back(span);
}

/// "켜져 있으면 끄고 꺼져 있으면 켜고": the second is what else; asked again it would see what the first did.
void join_opposite_conditions(std::vector<Frame>& frames) {
  for (Frame& frame : frames) {
    if (frame.role != ClauseRole::main || !trim_spaces(frame.said).ends_with("있으면")) continue;
    const KoreanState* state = state_said(frame.said);
    if (state == nullptr) continue;
    frame.role = ClauseRole::condition;
    frame.intent = Intent::get_state;
    frame.asked = state->asked;
  }
  do_else_by_opposite(frames);
  size_t first = frames.size();
  for (size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].role != ClauseRole::condition) continue;
    const bool same_thing = first < i && frames[i].spans.empty() && frames[i].asked != Asked::none &&
                            opposite_of(frames[first].asked) == frames[i].asked && i + 1 < frames.size();
    if (!same_thing) {
      first = i;
      continue;
    }
    for (size_t j = i + 1; j < frames.size() && frames[j].role == ClauseRole::main; ++j)
      frames[j].role = ClauseRole::alternative;
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

// ---- two in one -------------------------------------------------------------------------------------------

/// "치고 티비": a verb that was taken into the name behind it.
void cut_verbs_off_names(Frame& frame) {
  for (Span& span : frame.spans) {
    if (span.role != SpanRole::name) continue;
    const auto verbs = korean_verbs(span.text);
    if (verbs.empty() || verbs[0].begin != 0 || !verbs[0].leads_on) continue;
    const std::string_view rest = trim_spaces(std::string_view(span.text).substr(verbs[0].end));
    if (!rest.empty()) span.text = std::string(rest);
  }
}

/// What one of two verbs makes of its part; none for those that need what was read.
Intent intent_for(const KoreanVerb& verb, Intent read) {
  switch (verb.sense) {
    case VerbSense::on:
      return read == Intent::vacuum_start || read == Intent::media_play ? read : Intent::turn_on;
    case VerbSense::lock:  // also of gas and water
      return read == Intent::lock ? read : Intent::close;
    case VerbSense::pause:
      return read == Intent::stop ? read : Intent::media_pause;
    case VerbSense::resume:
    case VerbSense::go_home:
      return Intent::none;
    default:
      return intent_of(verb.sense);
  }
}

/// "환기팬 돌려라 물은 잠그고": a verb between two things is the first one's.
bool split_at_verb(Frame frame, std::vector<Frame>& out) {
  if (frame.role == ClauseRole::condition || !acts_on_things(frame.intent)) return false;
  cut_verbs_off_names(frame);
  const auto placed = place_spans(frame);
  const auto verbs = korean_verbs(frame.said);
  for (const KoreanVerb& verb : verbs) {
    bool before = false, behind = false, covers = false;
    // "복도등 꺼 아 복도는 켜둬": the other way there.
    const bool turns = verb.sense == VerbSense::off && verbs.back().sense == VerbSense::on;
    for (const Placed& span : placed) {
      const bool thing = is_thing(frame.spans[span.index].role);
      const bool is_place = frame.spans[span.index].role == SpanRole::area;
      before = before || (thing && span.end <= verb.begin);
      behind = behind || (span.begin >= verb.end && (thing || (turns && is_place)));
      covers = covers || (span.begin < verb.end && verb.begin < span.end);
    }
    const KoreanVerb& last = verbs.back();
    if (!before || !behind || covers || intent_for(verb, frame.intent) == Intent::none ||
        intent_for(last, frame.intent) == Intent::none || &verb == &last)
      continue;
    Frame first = part_of(frame, 0, verb.end);
    first.intent = intent_for(verb, frame.intent);
    first.attribute = Attribute::none;
    first.operation = Operation::none;
    first.quantity = Quantity::unsaid;
    Frame second = part_of(frame, verb.end, frame.said.size());
    second.intent = intent_for(last, frame.intent);
    second.reference = Reference::none;
    if (turns && !second.has(SpanRole::kind) && !second.has(SpanRole::name)) second.kind = frame.kind;
    // "큰등 켜 아 아니다 작은등을 꺼 줘": what was taken back is not done.
    const size_t back = taken_back_at(frame.said);
    if (back < verb.end || back > last.begin) out.push_back(std::move(first));
    for (Frame& part : split_korean_clause(std::move(second))) out.push_back(std::move(part));
    return true;
  }
  return false;
}

/// "띠조명 파란색 50프로", "사천 켈빈에 밝기는 팔십": a colour and how bright.
bool split_color(const Frame& frame, std::vector<Frame>& out) {
  if (frame.intent != Intent::light_set) return false;
  std::string color, share;
  bool is_white = false;
  for (const std::string_view value : frame.texts(SpanRole::value)) {
    const QuantityRead quantity = read_quantity(value);
    const bool is_kelvin = quantity.number && quantity.unit == Unit::kelvin;
    if (quantity.number && (quantity.unit == Unit::percent || quantity.unit == Unit::none)) share = value;
    if (is_kelvin || (!quantity.number && read_color(value) != nullptr)) color = value, is_white = is_kelvin;
  }
  for (const PlacedWord& word : placed_words(frame.said))
    if (color.empty() && ends(word.text, {"색", "색으로"}) && read_color(word.text) != nullptr)
      color = word.text;
  // "따뜻한 색으로 이십만"
  for (const std::string_view value : frame.texts(SpanRole::value))
    if (color.empty() && !read_number(value) && read_color_temperature(value)) color = value, is_white = true;
  if (color.empty() || share.empty()) return false;
  for (const bool colors : {true, false}) {
    Frame part = frame;
    std::erase_if(part.spans, [](const Span& span) { return span.role == SpanRole::value; });
    part.spans.push_back({SpanRole::value, colors ? color : share});
    part.attribute = !colors    ? Attribute::brightness
                     : is_white ? Attribute::color_temperature
                                : Attribute::color;
    part.operation = Operation::set;
    out.push_back(std::move(part));
  }
  return true;
}

/// "마루등만 켜고 나머지는 다 꺼", read as everything on but that: it alone goes on, the others of its kind
/// off.
bool split_rest(const Frame& frame, std::vector<Frame>& out) {
  const auto verbs = korean_verbs(frame.said);
  if (frame.intent != Intent::turn_on || !frame.has(SpanRole::except) || verbs.empty() ||
      verbs.back().sense != VerbSense::off || frame.said.find("나머지") == std::string::npos)
    return false;
  Frame on = frame, off = frame;
  on.quantity = Quantity::unsaid;
  on.kind = Kind::any;
  on.spans.clear();
  for (const std::string_view name : frame.texts(SpanRole::except))
    on.spans.push_back({SpanRole::name, std::string(name)});
  off.intent = Intent::turn_off;
  off.quantity = Quantity::all;
  if (off.kind == Kind::any) off.kind = Kind::light;
  out.push_back(std::move(on));
  out.push_back(std::move(off));
  return true;
}

}  // namespace

Frame part_of(const Frame& frame, size_t begin, size_t end) {
  Frame out = frame;
  out.spans.clear();
  out.said = frame.said.substr(begin, end - begin);
  for (const Placed& span : place_spans(frame))
    if (span.begin >= begin && span.end <= end) out.spans.push_back(frame.spans[span.index]);
  if (!out.has(SpanRole::kind)) out.kind = Kind::any;
  // "환기팬 돌려라 | 물은 잠그고": of two kinds, each part has its own.
  const auto kinds = kinds_of(out.text(SpanRole::kind));
  if (out.kind != Kind::any && frame.texts(SpanRole::kind).size() > out.texts(SpanRole::kind).size() &&
      !kinds.empty() && !is_one_of(out.kind, kinds))
    out.kind = kinds[0];
  return out;
}

void repair_korean_clauses(std::vector<std::vector<Mention>>& mentions_of, std::vector<Frame>& frames) {
  const auto erase = [&](size_t at) {
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(at));
    mentions_of.erase(mentions_of.begin() + static_cast<std::ptrdiff_t>(at));
  };
  for (size_t i = 0; i < frames.size(); ++i) spare_within(mentions_of[i], frames[i]);
  for (size_t i = frames.size(); i-- > 0;)
    if (has_hangul(frames[i].said) && take_wish_back(frames[i > 0 ? i - 1 : 0], frames[i]) && i > 0) erase(i);
  for (size_t i = 0; i + 1 < frames.size();) {
    Frame& frame = frames[i];
    Frame& next = frames[i + 1];
    if (!has_hangul(next.said)) {
      ++i;
    } else if (spare_afterthought(frame, next) || all_but_one(frame, next) ||
               spare_behind(mentions_of[i + 1], frame, next) || takes_value_back(frame, next) ||
               repeats_the_kind(frame, next) || compares_with(frame, next) || only_asks_politely(next) ||
               only_tells(frame, next) || says_what_plays(frame, next)) {
      erase(i + 1);
    } else if (says_nothing_before(frame, next)) {
      erase(i);
    } else {
      ++i;
    }
  }
  for (size_t i = 0; i + 1 < frames.size(); ++i) {
    if (!has_hangul(frames[i].said) || !has_hangul(frames[i + 1].said)) continue;
    share_noun(frames[i], frames[i + 1]);
    share_noun(frames[i + 1], frames[i]);
    take_from_before(frames[i], frames[i + 1]);
    keep_one_on(frames[i], frames[i + 1]);
    open_what_is_locked(frames[i], frames[i + 1]);
    set_what_repeats_no_switch(frames[i], frames[i + 1]);
    set_another_sort(frames[i], frames[i + 1]);
    start_what_was_set(frames[i], frames[i + 1]);
    switch_what_was_asked_about(frames[i], frames[i + 1]);
  }
  join_opposite_conditions(frames);
  leave_what_waits_for_a_time(frames);
  mentions_of.resize(frames.size());
}

std::vector<Frame> split_korean_clause(Frame frame) {
  std::vector<Frame> out;
  if (has_hangul(frame.said) &&
      (split_korean_condition(frame, out) || split_stop_and_play(frame, out) || split_rest(frame, out) ||
       split_at_korean_row(frame, out) || split_at_verb(frame, out) || split_before_setting(frame, out) ||
       split_set_and_start(frame, out) || split_lock_and_valve(frame, out) ||
       split_at_korean_pairs(frame, out) || split_color(frame, out) || split_off_forbidden(frame, out) ||
       split_korean_timers(frame, out)))
    return out;
  out.push_back(std::move(frame));
  return out;
}

}  // namespace ondol::home
