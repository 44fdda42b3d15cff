// Each repair is small and stands alone; see korean_repair.h.
#include "home/korean_repair.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_verbs.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/named.h"
#include "home/values/number.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool says(std::string_view said, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return said.find(word) != std::string_view::npos; });
}
bool starts(std::string_view word, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return word.starts_with(beginning); });
}

bool is_covered(const std::vector<Placed>& placed, const PlacedWord& word) {
  return std::any_of(placed.begin(), placed.end(),
                     [&](const Placed& span) { return span.begin < word.end && word.begin < span.end; });
}

bool is_kind_word(std::string_view word) {
  const auto ways = without_particles(normalise(word));
  return std::any_of(ways.begin(), ways.end(),
                     [](const std::string& way) { return kind_words().kinds.contains(compact(way)); });
}

bool acts_on_things(Intent intent) {
  return (intent >= Intent::turn_on && intent <= Intent::vacuum_return) || intent == Intent::repeat;
}

bool sets_a_number(const Frame& frame) {
  switch (frame.intent) {
    case Intent::light_set:
    case Intent::set_position:
    case Intent::fan_set_speed:
    case Intent::humidifier_set:
    case Intent::climate_set_temperature:
    case Intent::set_volume:
    case Intent::set_volume_relative:
      return frame.attribute != Attribute::color && frame.attribute != Attribute::color_temperature;
    default:
      return false;
  }
}

// ---- spans ------------------------------------------------------------------------------------------------

/// A word of a value may be cut too: "스물|다섯", "오|도만".
bool goes_on(std::string_view rest, SpanRole role) {
  if (is_particle(rest) || is_kind_word(rest)) return false;
  if (role == SpanRole::item) return true;
  if (rest == "네" || rest == "거" || rest == "건") return false;
  if (role != SpanRole::value && role != SpanRole::condition) return true;
  return read_number(rest).has_value() || starts(rest, {"도", "단", "칸", "퍼", "프로"});
}

/// "주|전자", "염|소": a name ends where its word does, or before a particle.
void finish_cut_spans(const std::vector<Mention>& mentions, Frame& frame) {
  const auto placed = place_spans(frame);
  for (const Placed& span : placed) {
    Span& cut = frame.spans[span.index];
    if (!has_hangul(cut.text) || cut.role == SpanRole::kind || cut.role == SpanRole::media_class) continue;
    const size_t end = std::min(frame.said.find_first_of(" ,.!?", span.end), frame.said.size());
    if (end == span.end) continue;
    const bool next_begins = std::any_of(placed.begin(), placed.end(), [&](const Placed& other) {
      return other.begin >= span.end && other.begin < end;
    });
    const bool is_whole = std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
      return mention.begin == span.begin && mention.end == span.end;
    });
    const std::string rest = frame.said.substr(span.end, end - span.end);
    if (!next_begins && !is_whole && goes_on(rest, cut.role)) cut.text += rest;
  }
  // "이 | 단에": the unit is the next word.
  for (const Placed& span : place_spans(frame)) {
    Span& value = frame.spans[span.index];
    if (value.role != SpanRole::value || span.end >= frame.said.size() || frame.said[span.end] != ' ')
      continue;
    const QuantityRead read = read_quantity(value.text);
    const std::string_view behind = std::string_view(frame.said).substr(span.end + 1);
    if (read.unit != Unit::none || !starts(behind, {"단", "도", "퍼센트", "프로", "칸"})) continue;
    if (starts(behind, {"도어", "단지"}) || !read_number(value.text)) continue;
    value.text += " " + std::string(behind.substr(0, behind.find(' ')));
  }
}

/// "파랑 2번은 핑크": a colour that was taken into the name behind it.
void free_color(Frame& frame) {
  if (frame.attribute != Attribute::color) return;
  for (size_t i = 1; i < frame.spans.size(); ++i) {
    const std::string name = frame.spans[i].text;
    const size_t space = name.find(' ');
    if (frame.spans[i].role != SpanRole::name || space == std::string::npos ||
        read_color(name.substr(0, space)) == nullptr)
      continue;
    frame.spans[i].text = name.substr(space + 1);
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(i),
                       {SpanRole::value, name.substr(0, space)});
    return;
  }
}

/// "방등": the light of the room that is spoken of.
void drop_bare_room(Frame& frame) {
  if (frame.texts(SpanRole::kind).size() == 2)
    std::erase_if(frame.spans,
                  [](const Span& span) { return span.role == SpanRole::kind && span.text == "방"; });
}

/// "아이고", read as a room.
void drop_exclamations(Frame& frame) {
  constexpr std::string_view kExclamations[] = {"아이고", "아이구", "에구",   "어머", "아유",
                                                "아휴",   "저기",   "굿모닝", "안녕"};
  std::erase_if(frame.spans, [&](const Span& span) {
    return is_target(span.role) && std::ranges::find(kExclamations, span.text) != std::end(kExclamations);
  });
}

/// What a command never has: an item or a list is a thing's name.
void rename_odd_spans(Frame& frame) {
  if (!acts_on_things(frame.intent) || frame.intent == Intent::media_play || frame.intent == Intent::repeat)
    return;
  for (Span& span : frame.spans)
    if (span.role == SpanRole::item || span.role == SpanRole::list) span.role = SpanRole::name;
}

/// "할머니네 불 다 꺼": a floor or a room of the home that no span covers, in a clause that has none.
void add_lost_place(const std::vector<Mention>& mentions, Frame& frame) {
  if (!acts_on_things(frame.intent) && frame.intent != Intent::get_state) return;
  for (const Span& span : frame.spans)
    if (span.role == SpanRole::name || span.role == SpanRole::area || span.role == SpanRole::floor) return;
  const auto placed = place_spans(frame);
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::floor && mention.role != SpanRole::area) continue;
    if (is_covered(placed, {mention.begin, mention.end, {}})) continue;
    frame.spans.insert(frame.spans.begin(),
                       {mention.role, frame.said.substr(mention.begin, mention.end - mention.begin)});
    return;
  }
}

/// Words that are a number by themselves: "천", "이십", "15", "삼십오로", and not "이 방" or "한 번".
bool is_number_word(std::string_view word) {
  const std::string text = prepare_value(word);
  const auto number = read_number(text);
  if (!number) return false;
  const bool digits = text[0] >= '0' && text[0] <= '9';
  constexpr size_t kSyllable = 3;  // bytes
  constexpr std::string_view kTens[] = {"십", "백", "천"};
  const bool alone = number->end >= 2 * kSyllable || digits ||
                     std::ranges::any_of(kTens, [&](auto ten) { return text.starts_with(ten); });
  const std::string_view rest = std::string_view(text).substr(number->end);
  const bool has_unit = read_quantity(text).unit != Unit::none && !rest.empty();
  return has_unit || (alone && (rest.empty() || is_particle(rest) || rest == "정도" || rest == "쯤"));
}

/// A number that is set or compared with, and that no span covers: "이산화탄소 천 넘었으면".
void read_lost_value(Frame& frame) {
  if (frame.intent == Intent::get_state && frame.comparison == Comparison::none &&
      frame.asked == Asked::none && frame.kind != Kind::any) {
    if (says(frame.said, {"넘으", "넘었", "넘어", "넘거", "초과"})) frame.comparison = Comparison::above;
    if (says(frame.said, {"밑으로", "아래로", "미만"})) frame.comparison = Comparison::below;
    const size_t than = frame.said.find("보다 ");
    if (than != std::string::npos && frame.has(SpanRole::value)) {
      const std::string_view behind = std::string_view(frame.said).substr(than);
      if (says(behind, {"추우", "추워", "춥", "낮", "적", "건조"})) frame.comparison = Comparison::below;
      if (says(behind, {"더우", "더워", "덥", "높", "따뜻", "많", "습"}))
        frame.comparison = Comparison::above;
    }
  }
  const bool compares = frame.intent == Intent::get_state && frame.comparison != Comparison::none &&
                        frame.comparison != Comparison::highest && frame.comparison != Comparison::lowest;
  if ((!compares && !sets_a_number(frame)) || frame.has(SpanRole::value) || frame.has(SpanRole::condition) ||
      frame.operation == Operation::maximum || frame.operation == Operation::minimum)
    return;
  const auto placed = place_spans(frame);
  const auto words = placed_words(frame.said);
  for (size_t i = 0; i < words.size(); ++i) {
    if (is_covered(placed, words[i])) continue;
    if (is_number_word(words[i].text)) {
      frame.spans.push_back({SpanRole::value, std::string(words[i].text)});
      return;
    }
    if (compares) continue;
    if (starts(words[i].text, {"최고", "최대", "맥스"})) frame.operation = Operation::maximum;
    if (starts(words[i].text, {"최저", "최소"})) frame.operation = Operation::minimum;
  }
}

/// "바람 이 단에": of two values of a number, the one that is a number.
void choose_value(Frame& frame) {
  if (!sets_a_number(frame) || frame.texts(SpanRole::value).size() < 2) return;
  const auto has_number = [](const Span& span) { return read_quantity(span.text).number.has_value(); };
  const auto is_value = [](const Span& span) { return span.role == SpanRole::value; };
  if (std::any_of(frame.spans.begin(), frame.spans.end(),
                  [&](const Span& span) { return is_value(span) && has_number(span); }))
    std::erase_if(frame.spans, [&](const Span& span) { return is_value(span) && !has_number(span); });
}

/// "스물다섯 아이다 스물셋으로": the number behind the words that take one back.
void take_number_back(Frame& frame) {
  if (!sets_a_number(frame) || frame.texts(SpanRole::value).size() != 1) return;
  const auto words = placed_words(frame.said);
  const auto placed = place_spans(frame);
  bool back = false;
  for (size_t i = 1; i < words.size(); ++i) {
    constexpr std::string_view kBack[] = {"아니", "아니다", "아이다", "아녀", "아니야", "아니지", "말고"};
    if (std::ranges::find(kBack, words[i].text) != std::end(kBack)) back = true;
    if (!back || is_covered(placed, words[i]) || !is_number_word(words[i].text)) continue;
    for (Span& span : frame.spans)
      if (span.role == SpanRole::value) span.text = words[i].text;
    return;
  }
}

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
  struct Row {
    std::string_view words;
    Asked asked, opposite;
  };
  constexpr Row kRows[] = {{"켜져", Asked::on, Asked::off},
                           {"꺼져", Asked::off, Asked::on},
                           {"열려", Asked::open, Asked::closed},
                           {"닫혀", Asked::closed, Asked::open},
                           {"잠겨", Asked::locked, Asked::unlocked}};
  if (says(frame.said, {"안 ", "않", "못"})) return;
  const Row* only = nullptr;
  for (const Row& row : kRows)
    if (frame.said.find(row.words) != std::string::npos) {
      if (only != nullptr) return;
      only = &row;
    }
  if (only != nullptr && (frame.asked == Asked::none || frame.asked == only->opposite))
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

/// "몇 개", "몇 가지".
void read_count(Frame& frame) {
  if (frame.intent != Intent::timer_status && frame.intent != Intent::get_state) return;
  if (says(frame.said, {"몇 개", "몇개", "몇 가지", "몇가지"}) && frame.comparison == Comparison::none)
    frame.question = Question::count;
}

/// "무슨 노래야", "뭐 나와".
void read_what_plays(Frame& frame) {
  if (frame.intent == Intent::get_state && frame.attribute == Attribute::none && frame.asked == Asked::none &&
      says(frame.said, {"무슨 노래", "무슨 곡", "어떤 노래", "노래 뭐", "뭐 나오", "뭐 틀", "뭐가 나오"}))
    frame.attribute = Attribute::media;
}

/// "이번 달 전기 얼마 썼어" is about the home.
void read_energy(Frame& frame) {
  if (frame.intent != Intent::none || !says(frame.said, {"전기", "전력", "에너지"}) ||
      !says(frame.said, {"썼", "쓴", "쓰고", "사용"}) || !says(frame.said, {"얼마", "몇", "어느 정도"}))
    return;
  frame = Frame{
      .intent = Intent::get_state, .kind = Kind::energy, .question = Question::value, .said = frame.said};
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

/// "불 빼고 전부": the kind that is left out is not the kind that is meant.
void read_all_but_a_kind(Frame& frame) {
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
  if (!asks || frame.has(SpanRole::list)) return;
  if (frame.kind != Kind::any && frame.kind != Kind::calendar) return;
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::list) continue;
    const std::string name = frame.said.substr(mention.begin, mention.end - mention.begin);
    std::erase_if(frame.spans, [&](const Span& span) { return span.text == name; });
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

Intent intent_of(VerbSense sense) {
  switch (sense) {
    case VerbSense::on:
      return Intent::turn_on;
    case VerbSense::off:
      return Intent::turn_off;
    case VerbSense::open:
      return Intent::open;
    case VerbSense::close:
      return Intent::close;
    case VerbSense::lock:
      return Intent::lock;
    case VerbSense::pause:
      return Intent::media_pause;
    case VerbSense::resume:
      return Intent::media_unpause;
    case VerbSense::go_home:
      return Intent::vacuum_return;
    default:
      return Intent::none;
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

/// The clause's own verb says otherwise than its label: "어닝 접어 둬" read as open.
void take_verb(const std::vector<Mention>& mentions, Intent before, Frame& frame) {
  if (frame.role == ClauseRole::condition) return;
  const auto verbs = korean_verbs(frame.said);
  if (verbs.empty()) return;
  const VerbSense sense = verbs.back().sense;
  if (intent_of(sense) == Intent::none ||
      std::any_of(verbs.begin(), verbs.end(), [&](const KoreanVerb& verb) { return verb.sense != sense; }))
    return;
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
        if (frame.kind != Kind::any) take_sense(frame, sense);
        return;
      }
      take_sense(frame, sense);
      frame.spans.clear();
      for (const Mention& mention : mentions)
        if (is_name(mention))
          frame.spans.push_back(
              {SpanRole::name, frame.said.substr(mention.begin, mention.end - mention.begin)});
      return;
    case Intent::get_state: {
      const bool ends = verbs.back().end + 4 >= frame.said.size();
      if (ends && frame.role == ClauseRole::main && !is_asked(frame.said) && frame.has(SpanRole::name))
        take_sense(frame, sense);
      return;
    }
    case Intent::turn_on:
    case Intent::turn_off:
    case Intent::open:
    case Intent::close:
      if (!fits(sense, frame.intent)) frame.intent = intent_of(sense);
      return;
    default:
      return;
  }
}

/// "라디오 그만 듣고": what was read as to be played is to stop.
void stop_listening(Frame& frame) {
  const bool plays = frame.intent == Intent::media_play || frame.intent == Intent::media_unpause;
  if (!plays || !says(frame.said, {"그만", "고만"})) return;
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

/// "거실 너무 더워": what is complained of is to become less.
void turn_complaint(Frame& frame) {
  const bool relative = frame.operation == Operation::raise || frame.operation == Operation::lower;
  if (!relative || !sets_a_number(frame) || !korean_verbs(frame.said).empty()) return;
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
  finish_cut_spans(mentions, frame);
  rename_odd_spans(frame);
  free_color(frame);
  drop_bare_room(frame);
  drop_exclamations(frame);
  add_lost_place(mentions, frame);
  read_lost_value(frame);
  choose_value(frame);
  take_number_back(frame);
  settle_extremes(frame);
  read_state_asked(frame);
  read_below_zero(frame);
  read_list_asked(mentions, frame);
  read_count(frame);
  read_what_plays(frame);
  read_energy(frame);
  read_target(frame);
  read_all_but_a_kind(frame);
  take_verb(mentions, before, frame);
  take_adverb(frame);
  stop_listening(frame);
  turn_complaint(frame);
  read_warm_color(frame);
}

}  // namespace ondol::home
