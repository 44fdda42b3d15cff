// Numbers as text for both of Python's formatting languages.
#include "text/jinja/format_spec.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

constexpr int64_t kMostDigits = 1000;

std::string chars(double d, std::chars_format how, int64_t precision) {
  char buffer[1500];
  const auto [end, status] =
      std::to_chars(buffer, buffer + sizeof buffer, d, how, static_cast<int>(precision));
  return status == std::errc{} ? std::string(buffer, end) : std::string();
}

int exponent_of(double d, int64_t digits) {
  const std::string text = chars(d, std::chars_format::scientific, digits - 1);
  const size_t e = text.find('e');
  return e == std::string::npos ? 0 : std::atoi(text.c_str() + e + 1);
}

void drop_trailing_zeros(std::string& text) {
  const size_t e = text.find('e');
  std::string tail = e == std::string::npos ? "" : text.substr(e);
  if (e != std::string::npos) text.resize(e);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  text += tail;
}

/// %g with `precision` significant digits; point_zero: Python's form for a float without a type.
std::string general(double d, int64_t precision, bool alternate, bool point_zero) {
  const int64_t digits = std::max<int64_t>(precision, 1);
  const int exponent = d == 0 ? 0 : exponent_of(d, digits);
  const bool scientific = exponent < -4 || exponent >= digits - (point_zero ? 1 : 0);
  std::string text = scientific
                         ? chars(d, std::chars_format::scientific, digits - 1)
                         : chars(d, std::chars_format::fixed, std::max<int64_t>(digits - 1 - exponent, 0));
  if (!alternate) drop_trailing_zeros(text);
  if (point_zero && !scientific && text.find('.') == std::string::npos) text += ".0";
  return text;
}

void group(std::string& digits, char separator, size_t every) {
  // Only the whole part is grouped.
  const size_t end = std::min(digits.find_first_not_of("0123456789abcdefABCDEF"), digits.size());
  for (size_t at = end; at > every; at -= every) digits.insert(at - every, 1, separator);
}

}  // namespace

bool real_digits(Runtime& rt, double d, const FormatSpec& spec, std::string& out) {
  if (spec.precision > kMostDigits) {
    rt.fail(ErrorCode::over_budget, "a precision of " + std::to_string(spec.precision) + " digits");
    return false;
  }
  const bool upper = spec.type == 'E' || spec.type == 'F' || spec.type == 'G';
  const char type = upper ? static_cast<char>(spec.type | 32) : spec.type;
  d = std::fabs(d);
  if (std::isnan(d) || std::isinf(d)) {
    out = std::isnan(d) ? "nan" : "inf";
  } else {
    const int64_t precision = spec.precision < 0 ? 6 : spec.precision;
    switch (type) {
      case 'e':
        out = chars(d, std::chars_format::scientific, precision);
        break;
      case 'f':
        out = chars(d, std::chars_format::fixed, precision);
        break;
      case '%':
        out = chars(d * 100, std::chars_format::fixed, precision);
        break;
      case 'g':
      case 'n':
        out = general(d, precision, spec.alternate, false);
        break;
      default:
        out = spec.precision < 0 ? repr_of_real(d) : general(d, spec.precision, spec.alternate, true);
    }
    if (spec.alternate && spec.precision == 0 && out.find('.') == std::string::npos) out += '.';
  }
  if (type == '%') out += '%';
  if (upper) out = to_upper(out);
  return true;
}

std::string int_digits(int64_t i, char type) {
  const uint64_t magnitude = i < 0 ? 0 - static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
  char buffer[80];
  const int base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
  const auto [end, status] = std::to_chars(buffer, buffer + sizeof buffer, magnitude, base);
  std::string text(buffer, end);
  return type == 'X' ? to_upper(text) : text;
}

bool append_padded(Text& out, std::string_view text, const FormatSpec& spec, char default_align) {
  const int64_t missing = std::max<int64_t>(spec.width - static_cast<int64_t>(utf8_count(text)), 0);
  const char align = spec.align == '\0' ? default_align : spec.align;
  const int64_t left = align == '>' || align == '=' ? missing : align == '^' ? missing / 2 : 0;
  return out.repeat(spec.fill, left) && out.add(text) && out.repeat(spec.fill, missing - left);
}

bool append_number(Runtime& rt, Text& out, bool negative, std::string_view prefix, std::string digits,
                   const FormatSpec& spec) {
  std::string head = negative ? "-" : spec.sign == '+' ? "+" : spec.sign == ' ' ? " " : "";
  head += prefix;
  const size_t every = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X' ? 4 : 3;
  if (spec.align != '=') {
    if (spec.grouping != '\0') group(digits, spec.grouping, every);
    return append_padded(out, head + digits, spec, '>');
  }
  if (spec.grouping != '\0' && spec.fill == "0") {  // the padding zeros are grouped too
    if (!rt.fits(static_cast<size_t>(std::max<int64_t>(spec.width, 0)))) return false;
    std::string grouped = digits;
    group(grouped, spec.grouping, every);
    while (static_cast<int64_t>(head.size() + grouped.size()) < spec.width) {
      digits.insert(0, 1, '0');
      grouped = digits;
      group(grouped, spec.grouping, every);
      if (!rt.spend_bytes(grouped.size())) return false;
    }
    return out.add(head) && out.add(grouped);
  }
  if (spec.grouping != '\0') group(digits, spec.grouping, every);
  const int64_t missing = spec.width - static_cast<int64_t>(head.size() + digits.size());
  return out.add(head) && out.repeat(spec.fill, missing) && out.add(digits);
}

}  // namespace ondol::jinja
