// States and numbers of what a question is about; see facts.h.
#include "home/facts.h"

#include <algorithm>

#include "home/values/quantity.h"

namespace ondol::home {

Facts::Facts(const View& view, const Frame& frame)
    : view_(view), frame_(frame), targets_(resolve(frame, view.situation, view.memory)) {}

std::optional<Reading> Facts::reading(int32_t i) const {
  return reading_of(view_.home, entity(i), frame_.attribute, targets_.kind);
}

bool Facts::ranks() const {
  return frame_.comparison == Comparison::highest || frame_.comparison == Comparison::lowest;
}
bool Facts::compares() const { return frame_.comparison != Comparison::none && !ranks(); }

std::optional<double> Facts::compared_with(const Reading& reading) const {
  const QuantityRead with = read_quantity(frame_.text(SpanRole::value));
  if (!with.number) return std::nullopt;
  if (with.unit == Unit::fahrenheit && reading.unit == "°C") return (*with.number - 32) / 1.8;
  if (with.unit == Unit::celsius && reading.unit == "°F") return *with.number * 1.8 + 32;
  return with.number;
}

bool Facts::is_so(int32_t i) const {
  if (frame_.asked != Asked::none) return holds(entity(i), frame_.asked).value_or(false);
  const auto value = reading(i);
  if (!value) return false;
  const auto with = compared_with(*value);
  return with && compare(value->value, frame_.comparison, *with);
}

std::vector<int32_t> Facts::those(bool so) const {
  std::vector<int32_t> out;
  std::ranges::copy_if(targets_.entities, std::back_inserter(out), [&](int32_t i) { return is_so(i) == so; });
  return out;
}

int32_t Facts::most() const {
  int32_t best = kNowhere;
  double best_value = 0;
  for (const int32_t i : targets_.entities) {
    const auto value = reading(i);
    if (!value) continue;
    const bool better =
        best == kNowhere ||
        (frame_.comparison == Comparison::highest ? value->value > best_value : value->value < best_value);
    if (better) best = i, best_value = value->value;
  }
  return best;
}

std::optional<bool> Facts::truth() const {
  if (targets_.missing != Missing::nothing || targets_.entities.empty()) return std::nullopt;
  if (frame_.asked == Asked::none && !compares()) return std::nullopt;
  if (frame_.asked == Asked::none && std::ranges::none_of(targets_.entities, [&](int32_t i) {
        const auto value = reading(i);
        return value && compared_with(*value);
      }))
    return std::nullopt;
  // Several rooms, and nothing says which is meant: only what is so in all of them, or in none, is known.
  if (compares() && targets_.whole_home && frame_.quantity == Quantity::unsaid && !targets_.by_name) {
    const size_t n_so = those(true).size();
    if (n_so != 0 && n_so != targets_.entities.size()) return std::nullopt;
  }
  // "if the windows are closed" means all of them; "if a window is open", "if the light is on": any.
  constexpr Asked kOfAll[] = {Asked::off, Asked::closed, Asked::locked, Asked::away, Asked::idle};
  const bool all = frame_.quantity != Quantity::any && frame_.question != Question::any &&
                   (frame_.question == Question::all || frame_.quantity == Quantity::all ||
                    std::ranges::find(kOfAll, frame_.asked) != std::end(kOfAll));
  const auto so = [&](int32_t i) { return is_so(i); };
  return all ? std::ranges::all_of(targets_.entities, so) : std::ranges::any_of(targets_.entities, so);
}

}  // namespace ondol::home
