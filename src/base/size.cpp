// See size.h. Parses by hand: strtod would follow the locale and accept "nan" and hexadecimal.
#include "base/size.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace ondol {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

Error bad_size(std::string_view text) {
  constexpr size_t shown = 40;
  std::string quoted;
  for (char c : text.substr(0, shown)) quoted += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  if (text.size() > shown) quoted += "…";
  return Error{ErrorCode::invalid_argument,
               "size \"" + quoted + "\": expected a number with an optional K, M, G or T, as in 64M or 1.5G"};
}

}  // namespace

Result<uint64_t> parse_size(std::string_view text) {
  size_t i = 0;
  // 19 digits always fit uint64_t; more than that is no memory size anyway.
  constexpr size_t max_digits = 18;
  uint64_t whole = 0;
  size_t n_whole = 0;
  for (; i < text.size() && is_digit(text[i]); ++i) {
    if (++n_whole > max_digits) return bad_size(text);
    whole = whole * 10 + static_cast<uint64_t>(text[i] - '0');
  }
  uint64_t fraction = 0;
  uint64_t fraction_scale = 1;
  size_t n_fraction = 0;
  if (i < text.size() && text[i] == '.') {
    for (++i; i < text.size() && is_digit(text[i]); ++i) {
      if (++n_fraction > 9) return bad_size(text);
      fraction = fraction * 10 + static_cast<uint64_t>(text[i] - '0');
      fraction_scale *= 10;
    }
    if (n_fraction == 0) return bad_size(text);
  }
  if (n_whole == 0) return bad_size(text);

  std::string unit;
  if (i + 1 < text.size() && text[i] == ' ') ++i;
  for (; i < text.size(); ++i) unit += lower(text[i]);
  int shift = 0;
  if (!unit.empty() && unit != "b") {
    constexpr std::string_view letters = "kmgt";
    const size_t at = letters.find(unit[0]);
    const std::string rest = unit.substr(1);
    if (at == std::string_view::npos || !(rest.empty() || rest == "b" || rest == "ib")) return bad_size(text);
    shift = static_cast<int>(at + 1) * 10;
  } else if (n_fraction > 0) {
    return bad_size(text);  // half a byte
  }
  if (whole > (UINT64_MAX >> shift) - 1) return bad_size(text);
  // fraction < 10^9 and shift ≤ 40: split the product so that it stays inside 64 bits.
  const uint64_t unit_bytes = uint64_t{1} << shift;
  const uint64_t part =
      shift <= 30 ? fraction * unit_bytes / fraction_scale
                  : static_cast<uint64_t>(std::ldexp(
                        static_cast<double>(fraction) / static_cast<double>(fraction_scale), shift));
  return (whole << shift) + part;
}

std::string format_bytes(uint64_t bytes) {
  static constexpr std::array<const char*, 6> units{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  if (bytes < 1024) return std::to_string(bytes) + " B";
  double value = static_cast<double>(bytes) / 1024;
  size_t unit = 0;
  while (value >= 999.5 && unit + 1 < units.size()) {
    value /= 1024;
    ++unit;
  }
  std::array<char, 32> out{};
  const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  std::snprintf(out.data(), out.size(), "%.*f %s", decimals, value, units[unit]);
  return out.data();
}

}  // namespace ondol
