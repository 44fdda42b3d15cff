// Methods of everything but strings, and the list of those that the sandbox refuses.
#include "text/jinja/methods.h"

#include <algorithm>
#include <cmath>

#include "text/jinja/iter.h"
#include "text/jinja/objects.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

namespace {

Value dict_get(Runtime& rt, const Value& self, Args& args) {
  if (!is_hashable(args[0])) return rt.fail("unhashable type: '" + type_name(args[0]) + "'");
  const Value* found = self.as<DictObj>().find(args[0]);
  if (found != nullptr) return *found;
  return args.given(1) ? args[1] : Value::none();
}

template <ViewKind kView>
Value dict_view(Runtime& rt, const Value& self, Args&) {
  return Value::object(rt.make<DictViewObj>(0, self, kView));
}

Value dict_copy(Runtime& rt, const Value& self, Args&) {
  DictObj* copy = rt.new_dict();
  Value result = Value::object(copy);
  for (const auto& [key, value] : self.as<DictObj>().entries) {
    if (!rt.dict_set(*copy, key, value)) return {};
  }
  return result;
}

Value sequence_copy(Runtime& rt, const Value& self, Args&) {
  Values items;
  return collect(rt, self, items) ? rt.list(std::move(items)) : Value();
}

Value sequence_count(Runtime& rt, const Value& self, Args& args) {
  const Value it = iterate(rt, self);
  Value item;
  int64_t n = 0;
  while (iter_next(rt, it, item)) {
    bool same = false;
    if (!equals(rt, item, args[0], same)) return {};
    n += same;
  }
  return rt.failed() ? Value() : Value::integer(n);
}

Value sequence_index(Runtime& rt, const Value& self, Args& args) {
  const int64_t n = *length(rt, self);
  int64_t start = 0, stop = n;
  if (!optional_int(rt, args, 1, start, "start") || !optional_int(rt, args, 2, stop, "stop")) return {};
  if (start < 0) start = std::max<int64_t>(start + n, 0);
  if (stop < 0) stop += n;
  const Value it = iterate(rt, self);
  Value item;
  for (int64_t i = 0; i < stop && iter_next(rt, it, item); ++i) {
    bool same = false;
    if (!equals(rt, item, args[0], same)) return {};
    if (same && i >= start) return Value::integer(i);
  }
  return rt.fail("the value is not in the " + type_name(self));
}

Value int_bit_length(Runtime&, const Value& self, Args&) {
  const int64_t i = self.as_int();
  uint64_t magnitude = i < 0 ? 0 - static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
  int64_t bits = 0;
  for (; magnitude != 0; magnitude >>= 1) ++bits;
  return Value::integer(bits);
}

Value itself(Runtime&, const Value& self, Args&) {
  return self.is(Kind::boolean) ? Value::integer(self.as_int()) : self;
}

Value real_is_integer(Runtime&, const Value& self, Args&) {
  const double d = self.as_real();
  return Value::boolean(std::isfinite(d) && d == std::floor(d));
}

Value loop_cycle(Runtime& rt, const Value& self, Args& args) {
  if (args.pos.empty()) return rt.fail("no items for cycling given");
  return args.pos[static_cast<size_t>(self.as<LoopObj>().index0) % args.pos.size()];
}

Value loop_changed(Runtime& rt, const Value& self, Args& args) {
  auto& loop = self.as<LoopObj>();
  bool same = loop.has_changed && loop.last_changed.size() == args.pos.size();
  for (size_t i = 0; same && i < args.pos.size(); ++i) {
    if (!equals(rt, loop.last_changed[i], args.pos[i], same)) return {};
  }
  loop.has_changed = true;
  if (!same) loop.last_changed = args.pos;
  return Value::boolean(!same);
}

Value cycler_next(Runtime&, const Value& self, Args&) {
  auto& cycler = self.as<CyclerObj>();
  Value item = cycler.items[cycler.position];
  cycler.position = (cycler.position + 1) % cycler.items.size();
  return item;
}

Value cycler_reset(Runtime&, const Value& self, Args&) {
  self.as<CyclerObj>().position = 0;
  return Value::none();
}

constexpr Builtin kDictRows[] = {
    {"copy", dict_copy},
    {"get", dict_get, "/key =/default"},
    {"items", dict_view<ViewKind::items>},
    {"keys", dict_view<ViewKind::keys>},
    {"values", dict_view<ViewKind::values>},
};
constexpr Builtin kListRows[] = {
    {"copy", sequence_copy},
    {"count", sequence_count, "/value"},
    {"index", sequence_index, "/value =/start /stop"},
};
constexpr Builtin kTupleRows[] = {
    {"count", sequence_count, "/value"},
    {"index", sequence_index, "/value =/start /stop"},
};
constexpr Builtin kRangeRows[] = {
    {"count", sequence_count, "/value"},
    {"index", sequence_index, "/value"},
};
constexpr Builtin kIntRows[] = {
    {"bit_length", int_bit_length},
    {"conjugate", itself},
};
constexpr Builtin kRealRows[] = {
    {"conjugate", itself},
    {"is_integer", real_is_integer},
};
constexpr Builtin kLoopRows[] = {
    {"changed", loop_changed, "*"},
    {"cycle", loop_cycle, "*"},
};
constexpr Builtin kCyclerRows[] = {
    {"next", cycler_next},
    {"reset", cycler_reset},
};

constexpr std::string_view kRefusedDict[] = {"clear", "pop", "popitem", "setdefault", "update"};
constexpr std::string_view kRefusedList[] = {"append", "clear", "pop",    "reverse",
                                             "insert", "sort",  "extend", "remove"};

}  // namespace

const Builtin* find_method(Kind kind, std::string_view name) {
  switch (kind) {
    case Kind::string:
      return find_string_method(name);
    case Kind::dict:
      return find_row(kDictRows, name);
    case Kind::list:
      return find_row(kListRows, name);
    case Kind::tuple:
      return find_row(kTupleRows, name);
    case Kind::range:
      return find_row(kRangeRows, name);
    case Kind::boolean:
    case Kind::integer:
      return find_row(kIntRows, name);
    case Kind::real:
      return find_row(kRealRows, name);
    case Kind::loop:
      return find_row(kLoopRows, name);
    case Kind::cycler:
      return find_row(kCyclerRows, name);
    default:
      return nullptr;
  }
}

bool is_refused_method(Kind kind, std::string_view name) {
  const auto in = [name](const auto& names) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
  };
  return kind == Kind::dict ? in(kRefusedDict) : kind == Kind::list && in(kRefusedList);
}

}  // namespace ondol::jinja
