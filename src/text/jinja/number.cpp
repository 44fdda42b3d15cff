// Python's number syntax and rounding.
#include <charconv>
#include <cmath>
#include <limits>

#include "text/jinja/ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Without '_' between digits; false when one stands anywhere else.
bool without_underscores(std::string_view text, std::string& out) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      out += text[i];
    } else if (i == 0 || i + 1 == text.size() || !is_alnum(text[i - 1]) || !is_alnum(text[i + 1])) {
      return false;
    }
  }
  return !out.empty();
}

int64_t base_of_prefix(std::string_view digits) {
  if (digits.size() < 2 || digits[0] != '0') return 0;
  const char c = static_cast<char>(digits[1] | 32);
  return c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
}

}  // namespace

std::optional<int64_t> parse_int(Runtime& rt, std::string_view text, int64_t base) {
  text = strip(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const int64_t prefix = base_of_prefix(text);
  if (prefix != 0 && (base == 0 || base == prefix)) {
    base = prefix;
    text.remove_prefix(2);
    if (text.starts_with('_')) text.remove_prefix(1);
  }
  std::string digits;
  if (!without_underscores(text, digits)) return std::nullopt;
  if (base == 0) {  // as a literal: no leading zeros
    if (digits[0] == '0' && digits.find_first_not_of('0') != std::string::npos) return std::nullopt;
    base = 10;
  }
  if (base < 2 || base > 36 || !is_alnum(digits[0])) return std::nullopt;
  if (negative) digits.insert(digits.begin(), '-');
  int64_t value = 0;
  const auto [end, status] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, static_cast<int>(base));
  if (end != digits.data() + digits.size()) return std::nullopt;
  if (status == std::errc::result_out_of_range) rt.fail("an integer beyond 64 bits");
  return value;
}

std::optional<double> parse_real(std::string_view text) {
  text = strip(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::string digits;
  if (!without_underscores(text, digits)) return std::nullopt;
  const std::string lower = to_lower(digits);
  double value = 0;
  if (lower == "inf" || lower == "infinity") {
    value = std::numeric_limits<double>::infinity();
  } else if (lower == "nan") {
    value = std::numeric_limits<double>::quiet_NaN();
  } else {
    if (!(digits[0] >= '0' && digits[0] <= '9') && digits[0] != '.') return std::nullopt;
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (end != digits.data() + digits.size() || status == std::errc::invalid_argument) return std::nullopt;
    if (status == std::errc::result_out_of_range) {
      value = lower.find("e-") != std::string::npos ? 0.0 : std::numeric_limits<double>::infinity();
    }
  }
  return negative ? -value : value;
}

Value int_of_real(Runtime& rt, double d) {
  if (std::isnan(d)) return rt.fail("cannot convert float NaN to integer");
  if (std::isinf(d)) return rt.fail("cannot convert float infinity to integer");
  if (d >= 0x1p63 || d < -0x1p63) return rt.fail("an integer beyond 64 bits");
  return Value::integer(static_cast<int64_t>(d));
}

double round_half_even(double value, int64_t digits) {
  if (!std::isfinite(value) || digits > 323) return value;
  if (digits < -308) return 0.0 * value;
  if (digits < 0) {
    const double unit = std::pow(10.0, static_cast<double>(-digits));
    return std::nearbyint(value / unit) * unit;
  }
  // The exact decimal expansion, rounded once: what printf would show is what Python's round gives.
  char buffer[1024];
  const auto [end, status] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed,
                                           static_cast<int>(digits));
  double rounded = value;
  if (status == std::errc{}) std::from_chars(buffer, end, rounded);
  return rounded;
}

}  // namespace ondol::jinja
