// The nouns; see attribute_words.h.
#include "home/attribute_words.h"

#include <algorithm>

#include "home/words.h"

namespace ondol::home {
namespace {

struct Row {
  Attribute attribute;
  std::string_view english, korean;
};
constexpr Row kRows[] = {
    {Attribute::brightness, "brightness", "밝기"},      {Attribute::temperature, "temperature,temp", "온도"},
    {Attribute::volume, "volume", "볼륨,음량"},         {Attribute::humidity, "humidity", "습도"},
    {Attribute::speed, "speed", "풍속,풍량,바람 세기"},
};

}  // namespace

bool names_attribute(std::string_view said, Attribute attribute) {
  const auto* row = std::ranges::find(kRows, attribute, &Row::attribute);
  if (row == std::end(kRows)) return false;
  const std::string text = " " + normalise(said) + " ";
  for (const std::string_view noun : split_commas(row->english))
    if (text.find(" " + std::string(noun) + " ") != std::string::npos) return true;
  return std::ranges::any_of(split_commas(row->korean),
                             [&](std::string_view noun) { return text.find(noun) != std::string::npos; });
}

}  // namespace ondol::home
