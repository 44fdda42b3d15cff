// The functions that templates can call by name: jinja2's and transformers'.
#include "text/jinja/builtin.h"
#include "text/jinja/iter.h"
#include "text/jinja/ops.h"
#include "text/jinja/strftime.h"

namespace ondol::jinja {

namespace {

constexpr int64_t kMaxRange = 100000;  ///< jinja2's sandbox allows no more

Value range(Runtime& rt, const Value&, Args& args) {
  if (!args.kw.empty()) return rt.fail("range() takes no keyword arguments");
  if (args.pos.empty() || args.pos.size() > 3)
    return rt.fail("range expected 1 to 3 arguments, got " + std::to_string(args.pos.size()));
  int64_t parts[3] = {0, 0, 1};
  for (size_t i = 0; i < args.pos.size(); ++i) {
    if (!int_arg(rt, args, i, parts[args.pos.size() == 1 ? 1 : i], "range argument")) return {};
  }
  const auto [start, stop, step] = parts;
  if (step == 0) return rt.fail("range() arg 3 must not be zero");
  uint64_t n = 0;
  const uint64_t stride = step > 0 ? static_cast<uint64_t>(step) : 0 - static_cast<uint64_t>(step);
  if (step > 0 && start < stop)
    n = (static_cast<uint64_t>(stop) - static_cast<uint64_t>(start) - 1) / stride + 1;
  if (step < 0 && stop < start)
    n = (static_cast<uint64_t>(start) - static_cast<uint64_t>(stop) - 1) / stride + 1;
  if (n > kMaxRange)
    return rt.fail("range too big: the sandbox allows " + std::to_string(kMaxRange) + " items");
  RangeObj* out = rt.make<RangeObj>(0, start, step, static_cast<int64_t>(n));
  out->stop = stop;
  return Value::object(out);
}

/// dict(mapping or pairs, **named)
Value make_dict(Runtime& rt, const Value&, Args& args) {
  if (args.pos.size() > 1)
    return rt.fail("dict expected at most 1 argument, got " + std::to_string(args.pos.size()));
  DictObj* dict = rt.new_dict();
  Value result = Value::object(dict);
  if (!args.pos.empty() && args.pos[0].is(Kind::dict)) {
    for (const auto& [key, value] : args.pos[0].as<DictObj>().entries) rt.dict_set(*dict, key, value);
  } else if (!args.pos.empty()) {
    const Value it = iterate(rt, args.pos[0]);
    Value pair;
    while (!it.is_missing() && iter_next(rt, it, pair)) {
      Values parts;
      if (!collect(rt, pair, parts)) return {};
      if (parts.size() != 2) return rt.fail("dict: every element must be a pair");
      if (!is_hashable(parts[0])) return rt.fail("unhashable type: '" + type_name(parts[0]) + "'");
      rt.dict_set(*dict, parts[0], parts[1]);
    }
  }
  for (const auto& [key, value] : args.kw) rt.dict_set(*dict, key, value);
  return rt.failed() ? Value() : result;
}

Value dict_fromkeys(Runtime& rt, const Value&, Args& args) {
  DictObj* dict = rt.new_dict();
  Value result = Value::object(dict);
  const Value it = iterate(rt, args[0]);
  Value key;
  while (!it.is_missing() && iter_next(rt, it, key)) {
    if (!is_hashable(key)) return rt.fail("unhashable type: '" + type_name(key) + "'");
    rt.dict_set(*dict, key, args.given(1) ? args[1] : Value::none());
  }
  return rt.failed() ? Value() : result;
}

Value make_namespace(Runtime& rt, const Value& self, Args& args) {
  const Value attrs = make_dict(rt, self, args);
  if (attrs.is_missing()) return {};
  for (const auto& [key, value] : attrs.as<DictObj>().entries) {
    if (key.is(Kind::string) && key.text().starts_with('_'))
      return rt.fail("a namespace takes no names that start with an underscore");
  }
  return Value::object(rt.make<NamespaceObj>(0, attrs));
}

Value make_cycler(Runtime& rt, const Value&, Args& args) {
  if (!args.kw.empty()) return rt.fail("cycler() takes no keyword arguments");
  if (args.pos.empty()) return rt.fail("at least one item has to be provided");
  const size_t bytes = args.pos.size() * sizeof(Value);
  return Value::object(rt.make<CyclerObj>(bytes, std::move(args.pos)));
}

Value make_joiner(Runtime& rt, const Value&, Args& args) {
  return Value::object(rt.make<JoinerObj>(0, args.given(0) ? args[0] : rt.string(", ")));
}

Value raise_exception(Runtime& rt, const Value&, Args& args) {
  constexpr size_t kLongest = 400;
  const Value message = to_str(rt, args[0]);
  if (message.is_missing()) return {};
  std::string line;  // errors are one line
  for (char c : message.text().substr(0, kLongest)) line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return rt.fail("the template refuses: " + line);
}

Value strftime_now(Runtime& rt, const Value&, Args& args) {
  std::string_view format;
  Text out(rt);
  if (!text_arg(rt, args, 0, format, "format") || !append_strftime(rt, out, format, rt.now_unix_s)) return {};
  return out.value();
}

Value refused(Runtime& rt, const Value&, Args&) {
  return rt.fail(ErrorCode::unsupported, "this function is not supported");
}

constexpr Builtin kGlobals[] = {
    {"cycler", make_cycler, "*"},
    {"dict", make_dict, "*"},
    {"dict.fromkeys", dict_fromkeys, "/iterable =/value"},
    {"joiner", make_joiner, "=sep"},
    {"lipsum", refused, "*"},
    {"namespace", make_namespace, "*"},
    {"raise_exception", raise_exception, "message"},
    {"range", range, "*"},
    {"strftime_now", strftime_now, "format"},
};

}  // namespace

const Builtin* find_global(std::string_view name) { return find_row(kGlobals, name); }

}  // namespace ondol::jinja
