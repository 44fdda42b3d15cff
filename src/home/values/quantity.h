// What a value span means: a number with its unit, a share, "a bit", "as far as it goes". Knows nothing of
// what is set by it.
#pragma once

#include <optional>
#include <string_view>

namespace ondol::home {

enum class Unit : uint8_t { none, percent, celsius, fahrenheit, degrees, kelvin, steps };
enum class Amount : uint8_t { unsaid, little, much };
enum class Extreme : uint8_t { none, maximum, minimum, middle };

struct QuantityRead {
  std::optional<double> number;  ///< a share is given in percent
  Unit unit = Unit::none;
  Amount amount = Amount::unsaid;
  Extreme extreme = Extreme::none;
  bool empty() const { return !number && amount == Amount::unsaid && extreme == Extreme::none; }
};

QuantityRead read_quantity(std::string_view text);

}  // namespace ondol::home
