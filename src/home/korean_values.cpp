// The value of a Korean setting where its span was cut, or where other words say what it means; see
// korean_repair.h.
#include <algorithm>
#include <string_view>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/placed_spans.h"
#include "home/values/named.h"
#include "home/values/number.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// Where the word ends that holds this byte.
size_t end_of_word(const std::string& said, size_t at) {
  return std::min(said.find_first_of(" ,.!?", at), said.size());
}

bool begins_within_a_word(const std::string& said, size_t at) {
  return at > 0 && std::string_view(" ,.!?").find(said[at - 1]) == std::string_view::npos;
}

/// "보|라색은 별로다": a colour ends with its word.
void finish_cut_color(Frame& frame) {
  if (frame.intent != Intent::light_set) return;
  for (const Placed& each : place_spans(frame)) {
    Span& value = frame.spans[each.index];
    const size_t end = end_of_word(frame.said, each.end);
    if (value.role != SpanRole::value || end == each.end || begins_within_a_word(frame.said, each.begin) ||
        read_color(value.text) != nullptr || read_number(value.text))
      continue;
    const std::string_view word = std::string_view(frame.said).substr(each.begin, end - each.begin);
    const std::string_view color = without_ending(word, {"으로", "로", "은", "는", "이", "도"}, 6);
    if (read_color(color) != nullptr && color.ends_with("색")) value.text = std::string(color);
  }
}

/// "보라색은 별로다 하늘색": of two colours, the one that nothing is said against.
void drop_color_disliked(Frame& frame) {
  if (frame.intent != Intent::light_set || frame.texts(SpanRole::value).size() != 2) return;
  std::vector<size_t> disliked;
  for (const Placed& each : place_spans(frame)) {
    const Span& value = frame.spans[each.index];
    if (value.role != SpanRole::value) continue;
    if (read_color(value.text) == nullptr) return;
    if (starts(std::string_view(frame.said).substr(each.end),
               {"은 별로", "는 별로", " 별로", "은 싫", "는 싫", " 싫", " 말고", "은 말고", "은 아니"}))
      disliked.push_back(each.index);
  }
  if (disliked.size() == 1) erase_spans(frame, disliked);
}

/// "대낮 같|구|만 확 낮춰", "확 낮춰": a syllable within a word is no number, and 확 is how far.
void read_no_number_in_a_word(Frame& frame) {
  if (!is_relative(frame) || !sets_a_number(frame)) return;
  constexpr size_t kSyllable = 3;  // bytes
  std::vector<size_t> none;
  for (const Placed& each : place_spans(frame)) {
    const Span& value = frame.spans[each.index];
    if (value.role != SpanRole::value || value.text.size() != kSyllable || !has_hangul(value.text) ||
        !read_number(value.text) || !begins_within_a_word(frame.said, each.begin))
      continue;
    const size_t begin = frame.said.find_last_of(" ,.!?", each.begin) + 1;
    const std::string before = frame.said.substr(begin, each.begin - begin);
    const std::string behind = frame.said.substr(each.end, end_of_word(frame.said, each.end) - each.end);
    const bool has_unit = starts(behind, {"도", "단", "칸", "퍼", "프로"});
    if (kinds_of(before).empty() && !has_unit && !ends(before, {"음", "량", "기", "도"}))
      none.push_back(each.index);
  }
  erase_spans(frame, none);
  const auto words = placed_words(frame.said);
  if (!frame.has(SpanRole::value) &&
      std::ranges::any_of(words, [](const PlacedWord& word) { return word.text == "확"; }))
    frame.spans.push_back({SpanRole::value, "확"});
}

/// "젤로 씨게 돌려라": the most there is.
void set_the_most(Frame& frame) {
  constexpr std::string_view kMost[] = {"젤", "젤로", "제일", "제일로", "가장"};
  if (!sets_a_number(frame)) return;
  const auto words = placed_words(frame.said);
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    if (!is_one_of(words[i].text, kMost)) continue;
    const bool most =
        starts(words[i + 1].text, {"씨게", "쎄게", "세게", "강하게", "밝게", "환하게", "크게", "높게"});
    const bool least = starts(words[i + 1].text, {"약하게", "살살", "어둡게", "작게", "낮게"});
    if (!most && !least) continue;
    frame.operation = most ? Operation::maximum : Operation::minimum;
    std::erase_if(frame.spans, [](const Span& span) {
      return span.role == SpanRole::value && !read_quantity(span.text).number;
    });
    return;
  }
}

/// "좀 줄여주세요, 이십이 도로": where to, and not by how much.
void end_where_it_is_said(Frame& frame) {
  if (!is_relative(frame) || !sets_a_number(frame) || frame.texts(SpanRole::value).size() != 1) return;
  for (const Placed& each : place_spans(frame)) {
    const Span& value = frame.spans[each.index];
    if (value.role != SpanRole::value) continue;
    const QuantityRead quantity = read_quantity(value.text);
    const bool measured = quantity.unit != Unit::steps;
    const std::string behind = frame.said.substr(each.end, end_of_word(frame.said, each.end) - each.end);
    // "반으로" is by half.
    if (quantity.number && measured && !starts(value.text, {"반", "절반"}) &&
        (behind == "로" || behind == "으로"))
      frame.operation = Operation::set;
  }
}

/// "20도는 추워 한 도만": a complaint says which way, what stands behind it how far.
void step_against_complaint(Frame& frame) {
  if (frame.intent != Intent::climate_set_temperature || is_relative(frame) ||
      frame.texts(SpanRole::value).size() != 1)
    return;
  const std::string value(frame.text(SpanRole::value));
  const size_t at = frame.said.rfind(value);
  if (at == std::string::npos || !starts(std::string_view(frame.said).substr(at + value.size()), {"만"}))
    return;
  const std::string_view before = std::string_view(frame.said).substr(0, at);
  const bool cold = says(before, {"추워", "추운", "춥", "썰렁", "쌀쌀"});
  const bool hot = says(before, {"더워", "더운", "덥"});
  if (cold == hot) return;
  frame.attribute = Attribute::temperature;
  frame.operation = cold ? Operation::raise : Operation::lower;
}

/// "에어컨 냉방으로 이십사 도 틀어줘" read as a mode, "난방 켜줘, 이십일 도로" as a switch: degrees are
/// what it is set to.
void set_degrees(Frame& frame) {
  constexpr Kind kWarmth[] = {Kind::air_conditioner, Kind::heater, Kind::climate, Kind::water_heater};
  const bool other = frame.intent == Intent::climate_set_mode || frame.intent == Intent::turn_on;
  if (!other || frame.role != ClauseRole::main || !is_one_of(frame.kind, kWarmth) ||
      frame.texts(SpanRole::value).size() != 1)
    return;
  const QuantityRead quantity = read_quantity(frame.text(SpanRole::value));
  if (!quantity.number || (quantity.unit != Unit::degrees && quantity.unit != Unit::celsius)) return;
  frame.intent = Intent::climate_set_temperature;
  frame.attribute = Attribute::temperature;
  frame.operation = Operation::set;
}

/// "좀 더 세게", read as louder: where nothing is named, that is of what blows.
void blow_and_sound_not(Frame& frame) {
  const bool sounds = frame.intent == Intent::set_volume_relative || frame.intent == Intent::set_volume;
  if (!sounds || says(frame.said, {"소리", "볼륨", "음량", "음악", "노래"})) return;
  const bool blows = !has_target(frame) && frame.kind == Kind::any && is_relative(frame) &&
                     says(frame.said, {"세게", "쎄게", "씨게"});
  if (frame.attribute != Attribute::speed && !blows) return;
  frame.intent = Intent::fan_set_speed;
  frame.attribute = Attribute::speed;
}

}  // namespace

void repair_korean_value(Frame& frame) {
  finish_cut_color(frame);
  drop_color_disliked(frame);
  read_no_number_in_a_word(frame);
  set_the_most(frame);
  end_where_it_is_said(frame);
  step_against_complaint(frame);
  set_degrees(frame);
  blow_and_sound_not(frame);
}

}  // namespace ondol::home
