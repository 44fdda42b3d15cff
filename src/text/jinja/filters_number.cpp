// Filters that give numbers.
#include <cmath>

#include "text/jinja/filters.h"
#include "text/jinja/format_spec.h"
#include "text/jinja/iter.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

Value filter_abs(Runtime& rt, const Value& self, Args&) {
  if (self.is(Kind::real)) return Value::real(std::fabs(self.as_real()));
  if (!self.is_int()) return rt.fail("bad operand type for abs(): '" + type_name(self) + "'");
  return self.as_int() < 0 ? negate(rt, self) : Value::integer(self.as_int());
}

Value filter_int(Runtime& rt, const Value& self, Args& args) {
  const Value fallback = args.given(0) ? args[0] : Value::integer(0);
  if (self.is_int()) return Value::integer(self.as_int());
  if (self.is(Kind::big)) return self;
  if (self.is(Kind::real)) return std::isnan(self.as_real()) ? fallback : int_of_real(rt, self.as_real());
  if (self.is_undefined()) return raise_use(rt, self, {});
  if (!self.is(Kind::string)) return fallback;
  // A base that is none makes it no integer, and is no error.
  const bool has_base = !args.given(1) || args[1].is_int();
  const auto value =
      has_base ? parse_int(rt, self.text(), args.given(1) ? args[1].as_int() : 10) : std::nullopt;
  if (rt.failed()) return {};
  if (value) return Value::integer(*value);
  const auto real = parse_real(self.text());  // "42.23" is 42
  if (!real || !std::isfinite(*real)) return fallback;
  return int_of_real(rt, *real);
}

Value filter_float(Runtime& rt, const Value& self, Args& args) {
  const Value fallback = args.given(0) ? args[0] : Value::real(0);
  if (self.is_number()) return Value::real(self.as_real());
  if (self.is_undefined()) return raise_use(rt, self, {});
  const auto value = self.is(Kind::string) ? parse_real(self.text()) : std::nullopt;
  return value ? Value::real(*value) : fallback;
}

Value filter_round(Runtime& rt, const Value& self, Args& args) {
  int64_t digits = 0;
  if (!optional_int(rt, args, 0, digits, "precision")) return {};
  const std::string_view method = !args.given(1) ? "common" : args[1].is(Kind::string) ? args[1].text() : "";
  if (method != "common" && method != "ceil" && method != "floor")
    return rt.fail("method must be common, ceil or floor");
  if (!self.is_number()) return rt.fail("type " + type_name(self) + " doesn't define a rounding method");
  if (method == "common") {
    if (self.is(Kind::real)) return Value::real(round_half_even(self.as_real(), digits));
    if (digits >= 0) return Value::integer(self.as_int());
    if (digits < -18) return Value::integer(0);
    const Value unit = binary(rt, Op::pow, Value::integer(10), Value::integer(-digits));
    const int64_t u = unit.as_int(), i = self.as_int();
    const int64_t floor = i - ((i % u) + u) % u, rest = i - floor;
    const bool up = rest > u - rest || (rest == u - rest && (floor / u) % 2 != 0);
    return up ? binary(rt, Op::add, Value::integer(floor), unit) : Value::integer(floor);
  }
  const Value unit = binary(rt, Op::pow, Value::integer(10), Value::integer(digits));
  const Value scaled = rt.failed() ? Value() : binary(rt, Op::mul, self, unit);
  if (rt.failed()) return {};
  if (scaled.is_int()) return binary(rt, Op::div, scaled, unit);
  const Value whole =
      int_of_real(rt, method == "ceil" ? std::ceil(scaled.as_real()) : std::floor(scaled.as_real()));
  return whole.is_missing() ? Value() : binary(rt, Op::div, whole, unit);
}

Value filter_sum(Runtime& rt, const Value& self, Args& args) {
  Value total = args.given(1) ? args[1] : Value::integer(0);
  if (total.is(Kind::string)) return rt.fail("sum() can't sum strings");
  const Value it = iterate(rt, self);
  Value item;
  while (!it.is_missing() && iter_next(rt, it, item)) {
    if (args.has(0)) item = get_path(rt, item, args[0], {});
    if (!rt.failed()) total = binary(rt, Op::add, total, item);
    if (rt.failed()) return {};
  }
  return rt.failed() ? Value() : total;
}

Value filter_filesizeformat(Runtime& rt, const Value& self, Args& args) {
  const bool binary_units = args.given(0) && truthy(args[0]);
  const auto parsed = self.is_number()        ? std::optional<double>(self.as_real())
                      : self.is(Kind::string) ? parse_real(self.text())
                                              : std::nullopt;
  if (!parsed) return raise_use(rt, self, "filesizeformat expects a number");
  const double bytes = *parsed, base = binary_units ? 1024 : 1000;
  if (bytes == 1) return rt.string("1 Byte");
  if (bytes < base) {
    const Value whole = int_of_real(rt, bytes);
    return whole.is_missing() ? Value() : rt.string(std::to_string(whole.as_int()) + " Bytes");
  }
  constexpr const char* kDecimal[] = {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
  constexpr const char* kBinary[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};
  size_t i = 0;
  double unit = base * base;
  for (; i < 7 && bytes >= unit; ++i) unit *= base;
  FormatSpec spec;
  spec.type = 'f';
  spec.precision = 1;
  std::string digits;
  const double shown = base * bytes / unit;
  if (!real_digits(rt, shown, spec, digits)) return {};
  return rt.string((std::signbit(shown) ? "-" : "") + digits + " " +
                   (binary_units ? kBinary[i] : kDecimal[i]));
}

}  // namespace ondol::jinja
