// + - * / // % ** with Python's meaning; integers are 64 bits, and leaving them is an error.
#include <algorithm>
#include <cmath>

#include "text/jinja/iter.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

namespace {

const char* symbol(Op op) {
  switch (op) {
    case Op::add:
      return "+";
    case Op::sub:
      return "-";
    case Op::mul:
      return "*";
    case Op::div:
      return "/";
    case Op::floordiv:
      return "//";
    case Op::mod:
      return "%";
    default:
      return "**";
  }
}

Value unsupported(Runtime& rt, Op op, const Value& a, const Value& b) {
  if (a.is_undefined()) return raise_use(rt, a, {});
  if (b.is_undefined()) return raise_use(rt, b, {});
  if (a.is(Kind::big) || b.is(Kind::big)) return rt.fail("an integer beyond 64 bits");
  return rt.fail(std::string("unsupported operand types for ") + symbol(op) + ": '" + type_name(a) +
                 "' and '" + type_name(b) + "'");
}

Value overflow(Runtime& rt) { return rt.fail("an integer beyond 64 bits"); }

Value power_of_ints(Runtime& rt, int64_t base, int64_t exponent) {
  if (exponent < 0) {
    if (base == 0) return rt.fail("0.0 cannot be raised to a negative power");
    return Value::real(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
  }
  int64_t result = 1;
  while (true) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) return overflow(rt);
    exponent >>= 1;
    if (exponent == 0) return Value::integer(result);
    if (__builtin_mul_overflow(base, base, &base)) return overflow(rt);
  }
}

Value int_arith(Runtime& rt, Op op, int64_t a, int64_t b) {
  int64_t out = 0;
  switch (op) {
    case Op::add:
      return __builtin_add_overflow(a, b, &out) ? overflow(rt) : Value::integer(out);
    case Op::sub:
      return __builtin_sub_overflow(a, b, &out) ? overflow(rt) : Value::integer(out);
    case Op::mul:
      return __builtin_mul_overflow(a, b, &out) ? overflow(rt) : Value::integer(out);
    case Op::div:
      if (b == 0) return rt.fail("division by zero");
      return Value::real(static_cast<double>(static_cast<long double>(a) / static_cast<long double>(b)));
    case Op::floordiv:
    case Op::mod: {
      if (b == 0) return rt.fail("integer division or modulo by zero");
      if (b == -1) return op == Op::mod ? Value::integer(0) : int_arith(rt, Op::sub, 0, a);
      int64_t quotient = a / b, rest = a % b;
      if (rest != 0 && (rest < 0) != (b < 0)) {  // towards minus infinity
        --quotient;
        rest += b;
      }
      return Value::integer(op == Op::mod ? rest : quotient);
    }
    default:
      return power_of_ints(rt, a, b);
  }
}

Value real_arith(Runtime& rt, Op op, double a, double b) {
  switch (op) {
    case Op::add:
      return Value::real(a + b);
    case Op::sub:
      return Value::real(a - b);
    case Op::mul:
      return Value::real(a * b);
    case Op::div:
      if (b == 0) return rt.fail("float division by zero");
      return Value::real(a / b);
    case Op::floordiv:
    case Op::mod: {
      if (b == 0) return rt.fail("float floor division or modulo by zero");
      double rest = std::fmod(a, b);
      double quotient = (a - rest) / b;
      if (rest != 0) {
        if ((rest < 0) != (b < 0)) {
          rest += b;
          quotient -= 1;
        }
      } else {
        rest = std::copysign(0.0, b);
      }
      if (op == Op::mod) return Value::real(rest);
      if (quotient == 0) return Value::real(std::copysign(0.0, a / b));
      const double floored = std::floor(quotient);
      return Value::real(quotient - floored > 0.5 ? floored + 1 : floored);
    }
    default: {
      if (a == 0 && b < 0) return rt.fail("0.0 cannot be raised to a negative power");
      if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != std::floor(b))
        return rt.fail("complex numbers are not supported");
      const double result = std::pow(a, b);
      if (std::isinf(result) && std::isfinite(a) && std::isfinite(b))
        return rt.fail("numerical result out of range");
      return Value::real(result);
    }
  }
}

Value repeat(Runtime& rt, const Value& v, int64_t times) {
  if (v.is(Kind::string)) {
    Text text(rt);
    return text.repeat(v.text(), times) ? text.value(v.is_markup()) : Value();
  }
  const Values& items = v.as<SequenceObj>().items;
  Values out;
  if (times > 0 && !items.empty()) {
    const uint64_t most = rt.limits.max_live_bytes / sizeof(Value) / items.size() + 1;
    const size_t bytes = static_cast<size_t>(std::min<uint64_t>(static_cast<uint64_t>(times), most)) *
                         items.size() * sizeof(Value);
    if (!rt.has_room(bytes) || !rt.spend(bytes / sizeof(Value))) return {};
    out.reserve(items.size() * static_cast<size_t>(times));
    for (int64_t i = 0; i < times; ++i) out.insert(out.end(), items.begin(), items.end());
  }
  return rt.sequence(v.kind(), std::move(out));
}

Value join_texts(Runtime& rt, const Value& a, const Value& b) {
  const bool markup = a.is_markup() || b.is_markup();
  const Value left = markup ? escape_html(rt, a) : a;
  const Value right = markup ? escape_html(rt, b) : b;
  if (rt.failed() || !rt.fits(left.text().size() + right.text().size())) return {};
  std::string text;
  text.reserve(left.text().size() + right.text().size());
  text.append(left.text());
  text.append(right.text());
  return rt.string(std::move(text), markup);
}

Value join_sequences(Runtime& rt, const Value& a, const Value& b) {
  Values out;
  if (!collect(rt, a, out) || !collect(rt, b, out)) return {};
  return rt.sequence(a.kind(), std::move(out));
}

bool is_sequence(const Value& v) { return v.is(Kind::string) || v.is(Kind::list) || v.is(Kind::tuple); }

}  // namespace

Value binary(Runtime& rt, Op op, const Value& a, const Value& b) {
  if (a.is_int() && b.is_int()) return int_arith(rt, op, a.as_int(), b.as_int());
  if (a.is_number() && b.is_number()) return real_arith(rt, op, a.as_real(), b.as_real());
  if (op == Op::add && a.kind() == b.kind()) {
    if (a.is(Kind::string)) return join_texts(rt, a, b);
    if (a.is(Kind::list) || a.is(Kind::tuple)) return join_sequences(rt, a, b);
  }
  if (op == Op::mul) {
    if (is_sequence(a) && b.is_int()) return repeat(rt, a, b.as_int());
    if (a.is_int() && is_sequence(b)) return repeat(rt, b, a.as_int());
  }
  if (op == Op::mod && a.is(Kind::string)) return percent_format(rt, a, b);
  return unsupported(rt, op, a, b);
}

Value negate(Runtime& rt, const Value& v) {
  if (v.is_int()) return int_arith(rt, Op::sub, 0, v.as_int());
  if (v.is(Kind::real)) return Value::real(-v.as_real());
  return raise_use(rt, v, "bad operand type for unary -: '" + type_name(v) + "'");
}

Value plus(Runtime& rt, const Value& v) {
  if (v.is_int()) return Value::integer(v.as_int());
  if (v.is(Kind::real)) return v;
  return raise_use(rt, v, "bad operand type for unary +: '" + type_name(v) + "'");
}

}  // namespace ondol::jinja
