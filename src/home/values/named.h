// Values that are words: colours, shades of white, modes, classes of media, days. One row each, in both
// languages.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ondol::home {

struct Color {
  std::string_view name;    ///< Home Assistant's (CSS) name
  std::string_view korean;  ///< for replies; "" where people use the English word
  std::array<uint8_t, 3> rgb;
  std::string_view shown(bool in_korean) const { return in_korean && !korean.empty() ? korean : name; }
};
/// "red", "빨간색으로"; nothing for words that are no colour.
const Color* read_color(std::string_view text);
const Color* find_color(std::string_view name);
/// Kelvin of "warm white", "주광색", "4000k", "3000 kelvin".
std::optional<int> read_color_temperature(std::string_view text);

struct Mode {
  std::string_view name;  ///< hvac_mode
  std::string_view english, korean;
};
const Mode* read_hvac_mode(std::string_view text);
const Mode* find_hvac_mode(std::string_view name);

/// "track" for "song", "노래"; "" for words that are none.
std::string_view read_media_class(std::string_view text);

}  // namespace ondol::home
