// Labels that the words settle; each repair is small and stands alone. See korean_repair.h.
#include "home/korean_repair.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_places.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/read_repair.h"
#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

// ---- labels -----------------------------------------------------------------------------------------------

/// "Down a lot" is no minimum unless the words say so.
void settle_extremes(Frame& frame) {
  const bool minimum = frame.operation == Operation::minimum;
  if (!minimum && frame.operation != Operation::maximum) return;
  if (says(frame.said,
           {"최", "제일", "가장", "젤", "끝까지", "완전", "맨", "바닥", "풀", "만땅", "맥스", "다 "}))
    return;
  if (minimum && says(frame.said, {"낮춰", "낮추", "줄여", "줄이", "내려"}))
    frame.operation = Operation::lower;
  if (!minimum && says(frame.said, {"높여", "높이", "올려", "키워"})) frame.operation = Operation::raise;
}

/// The state that a question or condition says: "켜져 있으면", "열려 있나".
void read_state_asked(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.attribute != Attribute::none ||
      frame.comparison != Comparison::none)
    return;
  if (says(frame.said, {"안 ", "않", "못"})) return;
  const KoreanState* only = nullptr;
  for (const KoreanState& state : kKoreanStates)
    if (frame.said.find(state.words) != std::string::npos) {
      if (only != nullptr) return;
      only = &state;
    }
  if (only != nullptr && (frame.asked == Asked::none || frame.asked == opposite_of(only->asked)))
    frame.asked = only->asked;
}

/// "영하로 떨어졌으면": below nought.
void read_below_zero(Frame& frame) {
  if (frame.intent != Intent::get_state && frame.intent != Intent::get_weather) return;
  const size_t at = frame.said.find("영하");
  if (at == std::string::npos || frame.comparison != Comparison::none || frame.has(SpanRole::value) ||
      read_number(frame.said.substr(at + std::string_view("영하").size())))
    return;
  frame.comparison = Comparison::below;
  if (frame.kind == Kind::any) frame.kind = Kind::temperature;
  frame.spans.push_back({SpanRole::value, "0도"});
  if (frame.question == Question::none && frame.role == ClauseRole::main) frame.question = Question::yes_no;
}

/// "몇 개", "에어컨 몇 대야", "불 켜진 방 몇 군데".
void read_count(Frame& frame) {
  if (frame.intent != Intent::timer_status && frame.intent != Intent::get_state) return;
  if (says(frame.said, {"몇 개", "몇개", "몇 가지", "몇가지", "몇 대", "몇대", "몇 군데", "몇군데", "몇 곳",
                        "몇 명", "몇명"}) &&
      frame.comparison == Comparison::none && frame.attribute == Attribute::none)
    frame.question = Question::count;
}

/// "무슨 노래야", "뭐 나와".
void read_what_plays(Frame& frame) {
  if (frame.intent == Intent::get_state && frame.attribute == Attribute::none && frame.asked == Asked::none &&
      says(frame.said, {"무슨 노래", "무슨 곡", "어떤 노래", "노래 뭐", "뭐 나오", "뭐 나와", "뭐 틀",
                        "뭐가 나오", "뭐가 나와"}))
    frame.attribute = Attribute::media;
}

/// "청소 그만": what cleans is to stop.
void stop_cleaning(Frame& frame) {
  if (frame.intent == Intent::stop && frame.kind == Kind::any && !has_target(frame) &&
      frame.reference == Reference::none && says(frame.said, {"청소"}))
    frame.kind = Kind::vacuum;
}

/// "로봇청소기 충전 얼마나 됨": how full its battery is.
void read_charge(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.question != Question::value || !has_target(frame) ||
      !says(frame.said, {"충전 얼마", "충전 몇", "충전은 얼마", "충전은 몇", "충전이 얼마"}))
    return;
  std::erase_if(frame.spans, [](const Span& span) { return span.text.starts_with("충전"); });
  for (Span& span : frame.spans)
    if (span.role == SpanRole::kind) span.role = SpanRole::name;
  frame.kind = Kind::battery;
}

/// "온도 얼마로 맞춰져 있어": what was set, not what is measured.
void read_target(Frame& frame) {
  const bool warmth = frame.kind == Kind::temperature || frame.kind == Kind::climate ||
                      frame.kind == Kind::heater || frame.kind == Kind::air_conditioner;
  if (frame.intent == Intent::get_state && warmth && frame.comparison == Comparison::none &&
      (frame.attribute == Attribute::none || frame.attribute == Attribute::temperature) &&
      says(frame.said, {"맞춰", "설정", "세팅"}))
    frame.attribute = Attribute::target_temperature;
}

/// "김치냉장고 온도 몇 도로 나와", read as what was set: what shows is measured.
void read_measured(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.attribute != Attribute::target_temperature ||
      frame.kind != Kind::temperature || !says(frame.said, {"도로 나와", "도로 나오", "도로 찍"}))
    return;
  frame.attribute = Attribute::none;
  constexpr std::string_view kNoun = " 온도";
  for (Span& span : frame.spans)
    if (span.role == SpanRole::name && span.text.ends_with(kNoun))
      span.text.resize(span.text.size() - kNoun.size());
}

/// "불 빼고 전부": the kind that is left out is not the kind that is meant.
void read_all_but_a_kind(Frame& frame) {
  // "주방 불만 남기고 다 꺼", "아래층 불 다 꺼 주방 불만 빼고": the room is that of what is left.
  for (size_t i = 0; i + 1 < frame.spans.size(); ++i) {
    const Span& room = frame.spans[i];
    Span& left = frame.spans[i + 1];
    const bool is_told =
        std::any_of(frame.spans.begin(), frame.spans.begin() + static_cast<std::ptrdiff_t>(i),
                    [](const Span& span) { return is_target(span.role); }) ||
        // "거실 간접등만 남기고 거실 불 다 꺼"
        std::any_of(frame.spans.begin() + static_cast<std::ptrdiff_t>(i) + 1, frame.spans.end(),
                    [](const Span& span) { return span.role == SpanRole::area; });
    if (room.role != SpanRole::area || left.role != SpanRole::except ||
        (frame.has(SpanRole::kind) && !is_told) ||
        frame.said.find(room.text + " " + left.text) == std::string::npos)
      continue;
    left.text = room.text + " " + left.text;
    frame.spans.erase(frame.spans.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
  if (frame.kind == Kind::any || frame.has(SpanRole::kind)) return;
  for (const std::string_view text : frame.texts(SpanRole::except))
    for (const std::string& way : without_particles(normalise(text)))
      if (const auto known = kind_words().kinds.find(compact(way));
          known != kind_words().kinds.end() &&
          std::ranges::find(known->second, frame.kind) != known->second.end()) {
        frame.kind = Kind::any;
        if (frame.quantity == Quantity::unsaid) frame.quantity = Quantity::all;
      }
}

/// A list is asked about by its name: "밭일 몇 가지 남았어".
void read_list_asked(const std::vector<Mention>& mentions, Frame& frame) {
  const bool asks = frame.intent == Intent::get_state ||
                    (frame.intent == Intent::none && says(frame.said, {"몇", "뭐", "뭔"}));
  if (!asks || (frame.kind != Kind::any && frame.kind != Kind::calendar)) return;
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::list) continue;
    const std::string name = words_of(frame, mention);
    if (frame.text(SpanRole::list) == name) {
      frame.kind = Kind::todo_list;
      return;
    }
    // "집안|일", read as a list and a kind
    std::vector<size_t> within;
    for (const Placed& each : place_spans(frame))
      if (mention.begin <= each.begin && each.end <= mention.end) within.push_back(each.index);
    erase_spans(frame, within);
    if (!frame.spans.empty()) return;
    if (frame.intent == Intent::none) frame.question = Question::value;
    frame.intent = Intent::get_state;
    frame.kind = Kind::todo_list;
    frame.spans.push_back({SpanRole::list, name});
    return;
  }
}

bool is_a_setting(Intent intent) {
  return intent >= Intent::light_set && intent <= Intent::set_volume_relative;
}

bool fits(VerbSense sense, Intent intent) {
  const auto is_one = [&](std::initializer_list<Intent> intents) {
    return std::find(intents.begin(), intents.end(), intent) != intents.end();
  };
  switch (sense) {
    case VerbSense::on:
      return !is_one({Intent::turn_off, Intent::close, Intent::stop, Intent::lock, Intent::unlock,
                      Intent::media_pause, Intent::vacuum_return, Intent::mute});
    case VerbSense::off:
      return is_one({Intent::turn_off, Intent::close, Intent::stop, Intent::media_pause,
                     Intent::vacuum_return, Intent::mute, Intent::climate_set_mode, Intent::toggle});
    case VerbSense::open:
      return !is_one({Intent::close, Intent::turn_off, Intent::lock});
    case VerbSense::close:
      return !is_one({Intent::open, Intent::turn_on, Intent::unlock});
    case VerbSense::lock:
      return is_one({Intent::lock, Intent::close, Intent::turn_off});
    case VerbSense::pause:
      return !is_one({Intent::turn_on, Intent::open, Intent::vacuum_start, Intent::media_play});
    default:
      return true;
  }
}

void take_sense(Frame& frame, VerbSense sense) {
  frame.intent = intent_of(sense);
  frame.question = Question::none;
  frame.asked = Asked::none;
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
}

bool is_asked(std::string_view said) {
  return says(said, {"?", "몇", "얼마", "뭐", "무슨", "어디", "어데", "누구", "언제", "있", "나요", "까요",
                     "어때", "는지", "니까"});
}

/// "어닝 접어줘", of which no more than the noun was read: a few words, and the last before the verb is a
/// kind's.
void take_noun_before(Frame& frame, const KoreanVerb& verb) {
  constexpr size_t kFew = 3;
  auto words = placed_words(std::string_view(frame.said).substr(0, verb.begin));
  // "에어컨 시원하게 켜놔줘": how, or what for.
  if (words.size() > 1 && words.back().text.ends_with("하게")) words.pop_back();
  // "비 오는디 어닝 접고": why stands before it, and may have been taken for a name.
  const auto why = std::find_if(words.rbegin(), words.rend(), [](const PlacedWord& word) {
    return ends(word.text, {"는데", "는디", "니까", "니께", "길래", "는께"});
  });
  if (why != words.rbegin() && why != words.rend()) {
    const size_t end = why->end;
    const auto placed = place_spans(frame);
    if (frame.spans.size() == 1 && frame.spans[0].role == SpanRole::name && placed.size() == 1 &&
        placed[0].end <= end)
      frame.spans.clear();
    words.erase(words.begin(), why.base());
  }
  const bool only_noun = frame.spans.size() == 1 && frame.spans[0].role == SpanRole::kind;
  if ((!frame.spans.empty() && !only_noun) || words.empty() || words.size() >= kFew) return;
  for (const std::string& way : without_particles(normalise(words.back().text)))
    if (const auto kinds = kinds_of(way); !kinds.empty()) {
      frame.kind = kinds[0];
      frame.spans = {{SpanRole::kind, way}};
      return;
    }
}

/// "후드 켜라 고등어 굽는다", of which only the verb was read: what stands right before it.
void take_lost_thing(const std::vector<Mention>& mentions, Frame& frame) {
  const auto verbs = korean_verbs(frame.said);
  if (!switches(frame) || !frame.spans.empty() || verbs.size() != 1 || frame.kind != Kind::any ||
      frame.quantity != Quantity::unsaid || frame.place != Place::unsaid ||
      frame.reference != Reference::none)
    return;
  const auto words = placed_words(std::string_view(frame.said).substr(0, verbs[0].begin));
  if (words.empty()) return;
  for (const Mention& mention : mentions)
    if (mention.role == SpanRole::name && mention.end > words.back().begin &&
        mention.end <= words.back().end) {
      frame.spans = {{SpanRole::name, words_of(frame, mention)}};
      return;
    }
  take_noun_before(frame, verbs[0]);
}

/// "어 맞다 가스 안 잠갔다", read as the contrary: what was forgotten is to be done.
void do_what_was_forgotten(Frame& frame) {
  const auto words = placed_words(frame.said);
  const bool contrary = frame.intent == Intent::open || frame.intent == Intent::unlock ||
                        frame.intent == Intent::turn_on || frame.intent == Intent::none;
  if (!contrary || !has_target(frame) || words.size() < 2 || words[words.size() - 2].text != "안" ||
      frame.role != ClauseRole::main || says(frame.said, {"?", "누가", "왜"}))
    return;
  const std::string_view stem = without_ending(words.back().text, {"네요", "는데", "구나", "다", "네", "음"});
  if (stem == "잠갔" || stem == "잠궜") take_sense(frame, VerbSense::lock);
  if (stem == "닫았") take_sense(frame, VerbSense::close);
  if (stem == "껐") take_sense(frame, VerbSense::off);
}

/// "트리 반짝반짝 켜주세요": how it is to be on, and nothing to play.
void drop_manner(Frame& frame) {
  constexpr size_t kFourSyllables = 12;  // bytes
  const std::string manner(frame.text(SpanRole::media));
  const bool is_doubled = manner.size() == kFourSyllables &&
                          manner.substr(0, kFourSyllables / 2) == manner.substr(kFourSyllables / 2);
  const auto verbs = korean_verbs(frame.said);
  if (frame.intent != Intent::media_play || !is_doubled || !frame.has(SpanRole::name) || verbs.empty() ||
      !frame.said.substr(verbs.back().begin).starts_with("켜"))
    return;
  frame.intent = Intent::turn_on;
  std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::media; });
}

/// "음악 틀어줘 트로트로": what to play stands behind the verb.
void take_media_behind(const std::vector<Mention>& mentions, Frame& frame) {
  const bool plays = frame.intent == Intent::media_unpause || frame.intent == Intent::media_play ||
                     frame.intent == Intent::turn_on;
  const auto words = placed_words(frame.said);
  const auto verbs = korean_verbs(frame.said);
  if (!plays || frame.has(SpanRole::media) || verbs.size() != 1 || words.size() < 3 ||
      verbs[0].begin != words[words.size() - 2].begin || !starts(words[words.size() - 2].text, {"틀"}) ||
      !says(frame.said, {"음악", "노래"}))
    return;
  constexpr std::string_view kNoMusic[] = {"바로", "그대로", "새로",   "따로", "별로",    "제대로",
                                           "걸로", "거로",   "이대로", "절로", "랜덤으로"};
  const PlacedWord& last = words.back();
  const std::string_view media = without_ending(last.text, {"으로", "로"}, 6);
  if (media == last.text || is_one_of(last.text, kNoMusic) || read_number(media) ||
      !kinds_of(media).empty() || is_mentioned(mentions, last.begin, last.end) ||
      is_covered(place_spans(frame), last.begin, last.end))
    return;
  frame.intent = Intent::media_play;
  frame.spans.push_back({SpanRole::media, std::string(media)});
}

/// "제습기 그만 돌려": no more of what the verb says.
bool is_enough(const Frame& frame, const KoreanVerb& verb) {
  return verb.sense == VerbSense::on &&
         ends(trim_spaces(std::string_view(frame.said).substr(0, verb.begin)), {" 그만", " 고만"});
}

/// "2층 불 다 끄는데 고래만 켜둬": the verb is that of what is left out.
bool is_of_the_exception(const Frame& frame, const KoreanVerb& verb) {
  const std::string_view before = trim_spaces(std::string_view(frame.said).substr(0, verb.begin));
  return std::ranges::any_of(frame.texts(SpanRole::except),
                             [&](std::string_view but) { return before.ends_with(std::string(but) + "만"); });
}

/// The clause's own verb says otherwise than its label: "어닝 접어 둬" read as open.
void take_verb(const std::vector<Mention>& mentions, Intent before, Frame& frame) {
  if (frame.role == ClauseRole::condition) return;
  auto verbs = korean_verbs(frame.said);
  if (verbs.empty()) return;
  // "불 켜 아니 끄라고": what was taken back says nothing.
  if (const size_t back = taken_back_at(frame.said); back < verbs.back().begin)
    std::erase_if(verbs, [&](const KoreanVerb& verb) { return verb.end <= back; });
  VerbSense sense = verbs.back().sense;
  if (intent_of(sense) == Intent::none ||
      std::any_of(verbs.begin(), verbs.end(), [&](const KoreanVerb& verb) { return verb.sense != sense; }))
    return;
  if (is_enough(frame, verbs.back())) sense = VerbSense::off;
  const auto is_name = [](const Mention& mention) { return mention.role == SpanRole::name; };
  switch (frame.intent) {
    case Intent::repeat:
      // "…and the amp, play it again" is no repetition of what moved a curtain.
      if (before != Intent::none && before != Intent::repeat &&
          (!fits(sense, before) || is_a_setting(before)) &&
          (frame.has(SpanRole::name) || frame.kind != Kind::any))
        take_sense(frame, sense);
      return;
    case Intent::none:
      if (is_asked(frame.said)) return;
      if (std::count_if(mentions.begin(), mentions.end(), is_name) != 1) {
        if (frame.kind == Kind::any) take_noun_before(frame, verbs.back());
        if (frame.kind != Kind::any) take_sense(frame, sense);
        return;
      }
      take_sense(frame, sense);
      frame.spans.clear();
      for (const Mention& mention : mentions)
        if (is_name(mention)) frame.spans.push_back({SpanRole::name, words_of(frame, mention)});
      return;
    case Intent::get_state: {
      const bool ends = verbs.back().end + 4 >= frame.said.size();
      const bool leads_on = frame.has(SpanRole::kind) && verbs.back().leads_on;
      // "잠긴 문 전부 열어"
      const bool of_all =
          frame.has(SpanRole::kind) && (frame.quantity == Quantity::all || frame.quantity == Quantity::both);
      // "어닝 접어"
      const bool shuts = frame.has(SpanRole::kind) && placed_words(frame.said).size() == 2 &&
                         (sense == VerbSense::close || sense == VerbSense::off || sense == VerbSense::lock);
      // "집안 소리 나는 거 전부 멈춰"
      const bool silences = sense == VerbSense::pause && says(frame.said, {"소리", "음악", "노래"});
      // "건조기 돌아가" asks whether it runs; "집으로 돌아가" sends home.
      const bool runs = frame.said.substr(verbs.back().begin).starts_with("돌아가") &&
                        verbs.back().end == verbs.back().begin + std::string_view("돌아가").size() &&
                        !says(frame.said, {"로 돌아가"});
      if (ends && !runs && frame.role == ClauseRole::main && !is_asked(frame.said) &&
          (frame.has(SpanRole::name) || leads_on || of_all || shuts || silences))
        take_sense(frame, sense);
      return;
    }
    case Intent::vacuum_return:
      // "로보락은 돌리고"
      if (sense == VerbSense::on && frame.said.find("보내", verbs.back().end) == std::string::npos)
        take_sense(frame, sense), frame.intent = Intent::vacuum_start;
      return;
    case Intent::vacuum_start:
      if (sense == VerbSense::off) frame.intent = Intent::stop;
      return;
    case Intent::turn_on:
    case Intent::turn_off:
    case Intent::open:
    case Intent::close:
      if (is_of_the_exception(frame, verbs.back())) return;
      if (!fits(sense, frame.intent)) frame.intent = intent_of(sense);
      return;
    default:
      return;
  }
}

/// "라디오 그만 듣고": what was read as to be played is to stop.
void stop_listening(Frame& frame) {
  const bool plays = frame.intent == Intent::media_play || frame.intent == Intent::media_unpause;
  const auto verbs = korean_verbs(frame.said);
  const bool enough = verbs.size() == 1 && is_enough(frame, verbs[0]);
  if (!plays || !says(frame.said, {"그만", "고만"}) || (says(frame.said, {"틀어", "재생"}) && !enough))
    return;
  frame.intent = Intent::media_pause;
  for (Span& span : frame.spans)
    if (span.role == SpanRole::media || span.role == SpanRole::media_class) span.role = SpanRole::name;
}

/// "한 단계만 더 세게" read as a question.
void take_adverb(Frame& frame) {
  if ((frame.intent != Intent::get_state && frame.intent != Intent::none) || frame.role != ClauseRole::main ||
      !frame.has(SpanRole::name))
    return;
  struct Row {
    std::string_view words;
    Intent intent;
    Attribute attribute;
    Operation operation;
  };
  constexpr Row kRows[] = {
      {"세게", Intent::fan_set_speed, Attribute::speed, Operation::raise},
      {"약하게", Intent::fan_set_speed, Attribute::speed, Operation::lower},
      {"밝게", Intent::light_set, Attribute::brightness, Operation::raise},
      {"어둡게", Intent::light_set, Attribute::brightness, Operation::lower},
      {"크게", Intent::set_volume_relative, Attribute::volume, Operation::raise},
      {"작게", Intent::set_volume_relative, Attribute::volume, Operation::lower},
      {"따뜻하게", Intent::climate_set_temperature, Attribute::temperature, Operation::raise},
      {"시원하게", Intent::climate_set_temperature, Attribute::temperature, Operation::lower}};
  for (const Row& row : kRows) {
    const auto words = placed_words(frame.said);
    if (words.empty() || words.back().text != row.words) continue;
    frame.question = Question::none;
    frame.asked = Asked::none;
    frame.intent = row.intent;
    frame.attribute = row.attribute;
    frame.operation = row.operation;
    return;
  }
}

/// "벽걸이 좀 더 시원하게", read as the white of a light: none gets cooler.
void cool_what_is_no_light(Frame& frame) {
  const std::string name(frame.text(SpanRole::name));
  if (frame.intent != Intent::light_set || frame.attribute != Attribute::color_temperature ||
      frame.kind == Kind::light || frame.kind == Kind::lamp || !says(frame.said, {"시원하게", "시원히"}) ||
      is_called_a_light(name))
    return;
  frame.intent = Intent::climate_set_temperature;
  frame.attribute = Attribute::temperature;
  frame.operation = Operation::lower;
}

/// "에어컨 더 세게", read as warmer: more of what cools is colder.
void cool_more(Frame& frame) {
  if (frame.intent != Intent::climate_set_temperature || frame.kind != Kind::air_conditioner ||
      !is_relative(frame) || read_number(frame.text(SpanRole::value)))
    return;
  const bool more = says(frame.said, {"세게", "쎄게", "강하게", "빵빵"});
  const bool less = says(frame.said, {"약하게", "살살"});
  if (more != less) frame.operation = more ? Operation::lower : Operation::raise;
}

/// "스피커 소리 완전 작게 5로", read as muting: a value is how loud.
void set_what_was_muted(Frame& frame) {
  if (frame.intent != Intent::mute || !read_number(frame.text(SpanRole::value))) return;
  frame.intent = Intent::set_volume;
  frame.attribute = Attribute::volume;
  frame.operation = Operation::set;
}

/// "20도는 추워": what is complained of is what it is now.
void drop_value_complained_of(Frame& frame) {
  if (frame.intent != Intent::climate_set_temperature || frame.texts(SpanRole::value).size() != 1) return;
  const std::string value(frame.text(SpanRole::value));
  const size_t at = frame.said.find(value);
  if (at == std::string::npos) return;
  const std::string_view behind = std::string_view(frame.said).substr(at + value.size());
  const bool cold = starts(behind, {"는 추", "는 춥", "은 추", "은 춥", "면 추", "면 춥"});
  const bool hot = starts(behind, {"는 더", "는 덥", "은 더", "은 덥", "면 더", "면 덥"}) &&
                   says(behind, {"더워", "더운", "덥"});
  if (cold == hot) return;
  frame.operation = cold ? Operation::raise : Operation::lower;
  std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::value; });
}

/// "거실 너무 더워": what is complained of is to become less.
void turn_complaint(Frame& frame) {
  if (!is_relative(frame) || !sets_a_number(frame) || !korean_verbs(frame.said).empty()) return;
  const bool warmth = frame.attribute == Attribute::temperature;
  const bool light = frame.attribute == Attribute::brightness;
  const bool sound = frame.attribute == Attribute::volume;
  const bool much = (warmth && says(frame.said, {"더워", "덥"})) ||
                    (light && says(frame.said, {"너무 밝", "눈부", "눈 부"})) ||
                    (sound && says(frame.said, {"시끄", "너무 커", "너무 크"}));
  const bool little = (warmth && says(frame.said, {"추워", "춥", "쌀쌀", "썰렁"})) ||
                      (light && says(frame.said, {"너무 어두", "침침", "캄캄"})) ||
                      (sound && says(frame.said, {"안 들", "안들", "너무 작"}));
  if (much != little) frame.operation = much ? Operation::lower : Operation::raise;
}

/// "따뜻한 색으로" is white light, not a colour.
void read_warm_color(Frame& frame) {
  if (frame.intent != Intent::light_set || frame.attribute != Attribute::color) return;
  const bool warm = says(frame.said, {"따뜻한", "따듯한", "따뜻", "포근"});
  if (!warm || says(frame.said, {"빨", "파란", "초록", "노란", "분홍", "보라", "주황"})) return;
  std::string last;
  for (const Span& span : frame.spans)
    if (span.role == SpanRole::value && says(span.text, {"따뜻", "따듯", "포근"})) last = span.text;
  if (last.empty()) return;
  std::erase_if(frame.spans,
                [&](const Span& span) { return span.role == SpanRole::value && span.text != last; });
  frame.attribute = Attribute::color_temperature;
}

}  // namespace

void repair_korean_clause(const std::vector<Mention>& mentions, Intent before, Frame& frame) {
  if (!has_hangul(frame.said)) return;
  repair_korean_spans(mentions, frame);
  settle_extremes(frame);
  read_state_asked(frame);
  read_below_zero(frame);
  read_list_asked(mentions, frame);
  read_count(frame);
  read_what_plays(frame);
  stop_cleaning(frame);
  read_charge(frame);
  read_target(frame);
  read_measured(frame);
  read_all_but_a_kind(frame);
  take_verb(mentions, before, frame);
  take_lost_thing(mentions, frame);
  do_what_was_forgotten(frame);
  drop_manner(frame);
  take_media_behind(mentions, frame);
  repair_korean_wish(mentions, frame);
  repair_korean_value(frame);
  repair_korean_question(mentions, frame);
  repair_korean_asides(mentions, frame);
  repair_korean_place(mentions, frame);
  take_adverb(frame);
  stop_listening(frame);
  cool_what_is_no_light(frame);
  cool_more(frame);
  set_what_was_muted(frame);
  drop_value_complained_of(frame);
  turn_complaint(frame);
  read_warm_color(frame);
}

}  // namespace ondol::home
