// The table of tests (x is …).
#include "text/jinja/iter.h"
#include "text/jinja/methods.h"
#include "text/jinja/objects.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

namespace {

template <Op kOp>
Value compares(Runtime& rt, const Value& self, Args& args) {
  bool out = false;
  return compare(rt, kOp, self, args[0], out) ? Value::boolean(out) : Value();
}

Value remainder_is(Runtime& rt, const Value& self, const Value& by, int64_t wanted) {
  const Value rest = binary(rt, Op::mod, self, by);
  bool out = false;
  if (rest.is_missing() || !equals(rt, rest, Value::integer(wanted), out)) return {};
  return Value::boolean(out);
}

Value is_odd(Runtime& rt, const Value& self, Args&) { return remainder_is(rt, self, Value::integer(2), 1); }
Value is_even(Runtime& rt, const Value& self, Args&) { return remainder_is(rt, self, Value::integer(2), 0); }
Value is_divisible(Runtime& rt, const Value& self, Args& args) { return remainder_is(rt, self, args[0], 0); }

template <bool (*Fn)(const Value&)>
Value simple(Runtime&, const Value& self, Args&) {
  return Value::boolean(Fn(self));
}

bool defined(const Value& v) { return !v.is_undefined(); }
bool undefined(const Value& v) { return v.is_undefined(); }
bool none(const Value& v) { return v.is(Kind::none); }
bool boolean(const Value& v) { return v.is(Kind::boolean); }
bool is_true(const Value& v) { return v.is(Kind::boolean) && v.as_bool(); }
bool is_false(const Value& v) { return v.is(Kind::boolean) && !v.as_bool(); }
bool integer(const Value& v) { return v.is(Kind::integer) || v.is(Kind::big); }
bool real(const Value& v) { return v.is(Kind::real); }
bool string(const Value& v) { return v.is(Kind::string); }
bool mapping(const Value& v) { return v.is(Kind::dict); }
bool number(const Value& v) { return v.is_number() || v.is(Kind::big); }
bool escaped(const Value& v) { return v.is_markup(); }

bool sequence(const Value& v) {
  return v.is(Kind::string) || v.is(Kind::list) || v.is(Kind::tuple) || v.is(Kind::dict) ||
         v.is(Kind::range) || v.is_undefined();
}

bool callable(const Value& v) {
  return v.is(Kind::function) || v.is(Kind::macro) || v.is(Kind::loop) || v.is(Kind::joiner) ||
         v.is(Kind::block_ref) || v.is_undefined();
}

template <bool (*Fn)(std::string_view)>
Value text_is(Runtime& rt, const Value& self, Args&) {
  const Value text = to_str(rt, self);
  return text.is_missing() || !rt.spend_bytes(4 * text.text().size()) ? Value()
                                                                      : Value::boolean(Fn(text.text()));
}

Value same_as(Runtime&, const Value& self, Args& args) {
  const Value& other = args[0];
  if (self.kind() != other.kind()) return Value::boolean(false);
  switch (self.kind()) {
    case Kind::none:
      return Value::boolean(true);
    case Kind::boolean:
    case Kind::integer:
      return Value::boolean(self.as_int() == other.as_int());
    case Kind::real:
      return Value::boolean(self.as_real() == other.as_real());
    default:
      return Value::boolean(self.obj() == other.obj() ||
                            (self.is(Kind::string) && self.text() == other.text()));
  }
}

template <const Builtin* (*Find)(std::string_view)>
Value is_known(Runtime& rt, const Value& self, Args&) {
  if (!is_hashable(self)) return rt.fail("unhashable type: '" + type_name(self) + "'");
  return Value::boolean(self.is(Kind::string) && Find(self.text()) != nullptr);
}

constexpr Builtin kTests[] = {
    {"!=", compares<Op::ne>, "/b"},
    {"<", compares<Op::lt>, "/b"},
    {"<=", compares<Op::lteq>, "/b"},
    {"==", compares<Op::eq>, "/b"},
    {">", compares<Op::gt>, "/b"},
    {">=", compares<Op::gteq>, "/b"},
    {"boolean", simple<boolean>},
    {"callable", simple<callable>},
    {"defined", simple<defined>},
    {"divisibleby", is_divisible, "num"},
    {"eq", compares<Op::eq>, "/b"},
    {"equalto", compares<Op::eq>, "/b"},
    {"escaped", simple<escaped>},
    {"even", is_even},
    {"false", simple<is_false>},
    {"filter", is_known<find_filter>},
    {"float", simple<real>},
    {"ge", compares<Op::gteq>, "/b"},
    {"greaterthan", compares<Op::gt>, "/b"},
    {"gt", compares<Op::gt>, "/b"},
    {"in", compares<Op::in>, "seq"},
    {"integer", simple<integer>},
    {"iterable", simple<is_iterable>},
    {"le", compares<Op::lteq>, "/b"},
    {"lessthan", compares<Op::lt>, "/b"},
    {"lower", text_is<is_lower_text>},
    {"lt", compares<Op::lt>, "/b"},
    {"mapping", simple<mapping>},
    {"ne", compares<Op::ne>, "/b"},
    {"none", simple<none>},
    {"number", simple<number>},
    {"odd", is_odd},
    {"sameas", same_as, "other"},
    {"sequence", simple<sequence>},
    {"string", simple<string>},
    {"test", is_known<find_test>},
    {"true", simple<is_true>},
    {"undefined", simple<undefined>},
    {"upper", text_is<is_upper_text>},
};

}  // namespace

const Builtin* find_test(std::string_view name) { return find_row(kTests, name); }

}  // namespace ondol::jinja
