// What a Korean clause sets, beside another verb: "끄고 … 약하게", "사십으로 맞추고 돌려줘"; see
// korean_repair.h.
#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/placed_spans.h"
#include "home/value_sorts.h"
#include "home/values/named.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// By the noun of its one thing, also where that is the end of a name.
const Setting* setting_of(const Frame& frame) {
  if (const Setting* own = setting_of(frame.kind); own != nullptr) return own;
  std::string_view noun = frame.text(SpanRole::kind);
  if (noun.empty()) noun = frame.text(SpanRole::name);
  const auto kinds = kinds_of(noun.substr(noun.rfind(' ') + 1));
  if (!kinds.empty()) return setting_of(kinds[0]);
  return is_called_a_light(noun) ? setting_of(Kind::light) : nullptr;
}

/// How it is to be, in words that are no number: up, down, or nothing of that.
Operation way_said(std::string_view said, Attribute attribute) {
  struct Row {
    std::string_view words[2];
    Attribute attribute;
    Operation operation;
  };
  constexpr Row kRows[] = {{{"밝게", "환하게"}, Attribute::brightness, Operation::raise},
                           {{"어둡게", "은은하게"}, Attribute::brightness, Operation::lower},
                           {{"크게", "키워"}, Attribute::volume, Operation::raise},
                           {{"작게", "줄여"}, Attribute::volume, Operation::lower},
                           {{"따뜻하게", "따듯하게"}, Attribute::temperature, Operation::raise},
                           {{"시원하게", "시원히"}, Attribute::temperature, Operation::lower}};
  for (const Row& row : kRows)
    if (row.attribute == attribute && says(said, {row.words[0], row.words[1]})) return row.operation;
  return Operation::none;
}

/// Makes a setting of a clause with one thing and what it is to be; false where nothing of it is known to be
/// set.
bool become_a_setting(Frame& frame) {
  const Setting* setting = setting_of(frame);
  const std::string value(frame.text(SpanRole::value));
  if (setting == nullptr || frame.texts(SpanRole::value).size() > 1) return false;
  const QuantityRead quantity = read_quantity(value);
  const bool degrees = quantity.unit == Unit::degrees || quantity.unit == Unit::celsius;
  if (quantity.number && degrees && setting->attribute != Attribute::temperature) return false;
  const Operation way = way_said(frame.said, setting->attribute);
  const bool strength = setting->attribute == Attribute::speed && ends(value, {"게", "풍", "강", "약", "중"});
  const bool plain = quantity.number && korean_verbs(frame.said).empty();
  if (!plain && !strength && way == Operation::none) return false;
  frame.intent = setting->intent;
  frame.attribute = setting->attribute;
  frame.operation = plain || strength ? Operation::set : way;
  if (setting->intent == Intent::set_volume && is_relative(frame)) frame.intent = Intent::set_volume_relative;
  if (is_relative(frame) && way_said(value, setting->attribute) != Operation::none)
    std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::value; });
  if (frame.kind == Kind::any && frame.has(SpanRole::kind)) frame.kind = setting->kind;
  return true;
}

bool is_a_switch(Intent intent) {
  constexpr Intent kSwitches[] = {Intent::turn_on, Intent::turn_off, Intent::open, Intent::close};
  return is_one_of(intent, kSwitches);
}

}  // namespace

bool split_before_setting(const Frame& frame, std::vector<Frame>& out) {
  const auto verbs = korean_verbs(frame.said);
  if (!is_a_switch(frame.intent) || frame.role != ClauseRole::main || frame.has(SpanRole::except) ||
      verbs.size() != 1 || !verbs[0].leads_on || intent_of(verbs[0].sense) != frame.intent)
    return false;
  Frame first = part_of(frame, 0, verbs[0].end);
  Frame second = part_of(frame, verbs[0].end, frame.said.size());
  const auto n_thing = [](const Frame& part) {
    return part.texts(SpanRole::name).size() + part.texts(SpanRole::kind).size();
  };
  const bool whole = first.spans.size() + second.spans.size() == frame.spans.size();
  if (!whole || n_thing(first) == 0 || n_thing(second) != 1 || first.has(SpanRole::value)) return false;
  second.kind = Kind::any;
  second.quantity = Quantity::unsaid;
  second.reference = Reference::none;
  if (!become_a_setting(second)) return false;
  out.push_back(std::move(first));
  out.push_back(std::move(second));
  return true;
}

bool split_set_and_start(const Frame& frame, std::vector<Frame>& out) {
  const auto verbs = korean_verbs(frame.said);
  const auto words = placed_words(frame.said);
  if (!sets_a_number(frame) || frame.role != ClauseRole::main || !has_target(frame) || verbs.size() != 1 ||
      verbs[0].sense != VerbSense::on || verbs[0].leads_on)
    return false;
  constexpr std::string_view kSet[] = {"맞추고",   "맞춰서",   "맞춰놓고", "맞춰두고", "놓고",
                                       "설정하고", "설정해서", "세팅하고", "세팅해서"};
  for (size_t i = 1; i < words.size(); ++i) {
    if (words[i].begin != verbs[0].begin || !is_one_of(words[i - 1].text, kSet)) continue;
    Frame set = frame;
    set.said.resize(verbs[0].begin);
    out.push_back(std::move(set));
    out.push_back(
        {.intent = Intent::turn_on, .reference = Reference::same, .said = frame.said.substr(verbs[0].begin)});
    return true;
  }
  return false;
}

void set_what_repeats_no_switch(const Frame& before, Frame& frame) {
  const bool one_thing = frame.texts(SpanRole::name).size() + frame.texts(SpanRole::kind).size() == 1;
  if (frame.intent != Intent::repeat || frame.role != ClauseRole::main || !is_a_switch(before.intent) ||
      !one_thing || !read_quantity(frame.text(SpanRole::value)).number)
    return;
  if (become_a_setting(frame)) return;
  // What a bare name can be set to, the thing that is called so says.
  const QuantityRead value = read_quantity(frame.text(SpanRole::value));
  const bool is_share = value.unit == Unit::none || value.unit == Unit::percent;
  if (!frame.has(SpanRole::name) || !is_share || !korean_verbs(frame.said).empty()) return;
  frame.intent = Intent::light_set;
  frame.attribute = Attribute::brightness;
  frame.operation = Operation::set;
}

void set_another_sort(const Frame& before, Frame& frame) {
  const std::string value(frame.text(SpanRole::value));
  if (frame.intent != Intent::repeat || frame.role != ClauseRole::main || !acts_on_things(before.intent) ||
      frame.texts(SpanRole::value).size() != 1)
    return;
  const bool colored =
      before.attribute == Attribute::color || before.attribute == Attribute::color_temperature;
  const QuantityRead quantity = read_quantity(value);
  const bool is_color =
      !quantity.number && read_color(value) != nullptr && before.attribute != Attribute::color;
  const bool is_share = quantity.number && before.intent == Intent::light_set && colored &&
                        (quantity.unit == Unit::percent || quantity.unit == Unit::none);
  if ((is_color && !has_target(frame)) || (!is_color && !is_share)) return;
  frame.intent = Intent::light_set;
  frame.attribute = is_color ? Attribute::color : Attribute::brightness;
  frame.operation = Operation::set;
  if (!has_target(frame)) frame.reference = Reference::same;
}

void start_what_was_set(const Frame& before, Frame& frame) {
  const auto verbs = korean_verbs(frame.said);
  const bool alone = frame.spans.empty() && frame.kind == Kind::any && frame.reference == Reference::none &&
                     frame.quantity == Quantity::unsaid && frame.place == Place::unsaid;
  // "제습기 사십으로 맞추고 | 돌려줘": what is no cleaner runs.
  const bool runs = frame.intent == Intent::vacuum_start && says(frame.said, {"돌려", "돌리"});
  if (runs && alone && sets_a_number(before) && verbs.size() == 1) frame.intent = Intent::turn_on;
  if (frame.intent == Intent::turn_on && alone && frame.role == ClauseRole::main && sets_a_number(before) &&
      before.role == ClauseRole::main && has_target(before) && verbs.size() == 1 &&
      placed_words(frame.said)[0].begin == verbs[0].begin)
    frame.reference = Reference::same;
}

}  // namespace ondol::home
