// Attributes, items, slices and lengths, with the sandbox's view of what may be touched.
#include "text/jinja/builtin.h"
#include "text/jinja/iter.h"
#include "text/jinja/objects.h"
#include "text/jinja/ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

/// How messages name an object: 'dict object', 'None'.
std::string object_name(const Value& v) {
  if (v.is(Kind::none)) return "None";
  if (v.kind() == Kind::name_space || v.kind() >= Kind::macro) return "jinja2 " + type_name(v) + " object";
  return type_name(v) + " object";
}

Value no_such(Runtime& rt, const Value& v, const Value& key) {
  if (key.is(Kind::string))
    return rt.undefined("'" + object_name(v) + "' has no attribute " +
                        repr_of_string(key.text().substr(0, 200)));
  Text text(rt);
  if (!append_repr(rt, text, key)) return {};
  return rt.undefined(object_name(v) + " has no element " + text.take().substr(0, 200));
}

Value loop_attr(Runtime& rt, LoopObj& loop, std::string_view name) {
  if (name == "index") return Value::integer(loop.index0 + 1);
  if (name == "index0") return Value::integer(loop.index0);
  if (name == "first") return Value::boolean(loop.index0 == 0);
  if (name == "depth") return Value::integer(loop.depth0 + 1);
  if (name == "depth0") return Value::integer(loop.depth0);
  if (name == "last") {
    const Value next = loop.peek(rt);
    return rt.failed() ? Value() : Value::boolean(next.is_missing());
  }
  if (name == "previtem") return loop.index0 == 0 ? rt.undefined("there is no previous item") : loop.before;
  if (name == "nextitem") {
    Value next = loop.peek(rt);
    if (rt.failed()) return {};
    return next.is_missing() ? rt.undefined("there is no next item") : next;
  }
  const bool counts = name == "length" || name == "revindex" || name == "revindex0";
  if (!counts) return {};
  const int64_t n = loop.length(rt);
  if (rt.failed()) return {};
  return Value::integer(name == "length" ? n : name == "revindex" ? n - loop.index0 : n - loop.index0 - 1);
}

Value macro_attr(Runtime& rt, const MacroObj& macro, std::string_view name) {
  const MacroStmt& node = *macro.node;
  if (name == "name") return node.kind == StmtKind::macro ? rt.string(node.name) : Value::none();
  if (name == "catch_kwargs") return Value::boolean(node.uses_kwargs);
  if (name == "catch_varargs") return Value::boolean(node.uses_varargs);
  if (name == "caller") return Value::boolean(node.uses_caller);
  if (name != "arguments") return {};
  Values names;
  for (const NameExpr* param : node.params) names.push_back(rt.string(param->name));
  return rt.tuple(std::move(names));
}

/// Data attributes (not methods) of v; missing when there is none.
Value data_attr(Runtime& rt, const Value& v, std::string_view name) {
  switch (v.kind()) {
    case Kind::loop:
      return loop_attr(rt, v.as<LoopObj>(), name);
    case Kind::macro:
      return macro_attr(rt, v.as<MacroObj>(), name);
    case Kind::name_space: {
      const Value* found = v.as<NamespaceObj>().attrs.as<DictObj>().find(name);
      return found != nullptr ? *found : Value();
    }
    case Kind::tuple: {
      const auto& pair = v.as<SequenceObj>();
      if (!pair.is_group) return {};
      return name == "grouper" ? pair.items[0] : name == "list" ? pair.items[1] : Value();
    }
    case Kind::cycler: {
      const auto& cycler = v.as<CyclerObj>();
      if (name == "current") return cycler.items[cycler.position];
      if (name == "items") return rt.tuple(cycler.items);
      return name == "pos" ? Value::integer(static_cast<int64_t>(cycler.position)) : Value();
    }
    case Kind::joiner:
      return name == "sep"    ? v.as<JoinerObj>().separator
             : name == "used" ? Value::boolean(v.as<JoinerObj>().used)
                              : Value();
    case Kind::range: {
      const auto& range = v.as<RangeObj>();
      if (name == "start") return Value::integer(range.start);
      if (name == "stop") return Value::integer(range.stop);
      return name == "step" ? Value::integer(range.step) : Value();
    }
    case Kind::boolean:
    case Kind::integer:
      if (name == "real" || name == "numerator") return Value::integer(v.as_int());
      return name == "imag" ? Value::integer(0) : name == "denominator" ? Value::integer(1) : Value();
    case Kind::real:
      return name == "real" ? v : name == "imag" ? Value::real(0) : Value();
    case Kind::function: {
      const bool is_dict = v.as<FunctionObj>().row == find_global("dict");
      return is_dict && name == "fromkeys"
                 ? Value::object(rt.make<FunctionObj>(0, find_global("dict.fromkeys"), Value()))
                 : Value();
    }
    case Kind::self_ref: {
      const auto& blocks = v.as<SelfObj>().ast->blocks;
      const auto at = blocks.find(name);
      return at == blocks.end() ? Value() : Value::object(rt.make<BlockRefObj>(0, at->second));
    }
    default:
      return {};
  }
}

/// Python's getattr: a method or a data attribute; missing when there is none.
Value attribute(Runtime& rt, const Value& v, std::string_view name) {
  Value data = data_attr(rt, v, name);
  if (!data.is_missing() || rt.failed()) return data;
  if (const Builtin* row = find_method(v.kind(), name)) return Value::object(rt.make<FunctionObj>(0, row, v));
  if (is_refused_method(v.kind(), name)) {
    return rt.undefined("access to attribute '" + std::string(name) + "' of '" + type_name(v) +
                        "' object is refused: values cannot be changed");
  }
  return {};
}

/// Python's v[key]; missing (without failure) where Python raises TypeError, KeyError or IndexError.
Value element(Runtime& rt, const Value& v, const Value& key) {
  switch (v.kind()) {
    case Kind::dict: {
      if (!is_hashable(key)) return {};
      const Value* found = v.as<DictObj>().find(key);
      return found != nullptr ? *found : Value();
    }
    case Kind::string:
    case Kind::list:
    case Kind::tuple:
    case Kind::range: {
      if (!key.is_int()) return {};
      const int64_t n = *length(rt, v);
      int64_t i = key.as_int();
      if (i < 0) i += n;
      if (i < 0 || i >= n) return {};
      if (v.is(Kind::range)) return Value::integer(v.as<RangeObj>().at(i));
      if (!v.is(Kind::string)) return v.as<SequenceObj>().items[static_cast<size_t>(i)];
      const auto& text = v.as<StringObj>();
      if (text.is_ascii())
        return rt.string(std::string_view(text.text).substr(static_cast<size_t>(i), 1), text.markup);
      if (!rt.spend_bytes(text.text.size())) return {};
      const size_t at = utf8_offset(text.text, static_cast<size_t>(i));
      return rt.string(
          std::string_view(text.text).substr(at, utf8_length(static_cast<unsigned char>(text.text[at]))),
          text.markup);
    }
    case Kind::self_ref:
      return key.is(Kind::string) ? data_attr(rt, v, key.text()) : Value();
    default:
      return {};
  }
}

bool slice_index(Runtime& rt, const Value& v, int64_t& out, bool& given) {
  given = !v.is_missing() && !v.is(Kind::none);
  if (!given) return true;
  if (v.is_int()) {
    out = v.as_int();
    return true;
  }
  raise_use(rt, v, "slice indices must be integers or None");
  return false;
}

struct Span {
  int64_t start = 0, stop = 0, step = 1, count = 0;
};

/// Python's slice.indices.
bool resolve_slice(Runtime& rt, int64_t n, const Value& from, const Value& to, const Value& by, Span& out) {
  bool has_start = false, has_stop = false, has_step = false;
  int64_t start = 0, stop = 0, step = 1;
  if (!slice_index(rt, from, start, has_start) || !slice_index(rt, to, stop, has_stop) ||
      !slice_index(rt, by, step, has_step))
    return false;
  if (has_step && step == 0) {
    rt.fail("slice step cannot be zero");
    return false;
  }
  const int64_t lowest = step < 0 ? -1 : 0, highest = step < 0 ? n - 1 : n;
  const auto clamp = [&](int64_t i) {
    return i < 0 ? (i + n < lowest ? lowest : i + n) : (i > highest ? highest : i);
  };
  start = has_start ? clamp(start) : step < 0 ? highest : lowest;
  stop = has_stop ? clamp(stop) : step < 0 ? lowest : highest;
  out.start = start;
  out.stop = stop;
  out.step = step;
  if (step > 0 && start < stop) out.count = (stop - start - 1) / step + 1;
  if (step < 0 && stop < start) out.count = step == INT64_MIN ? 1 : (start - stop - 1) / -step + 1;
  return true;
}

Value slice_text(Runtime& rt, const StringObj& text, const Span& span) {
  const std::string_view all = text.text;
  if (!rt.spend_bytes(all.size())) return {};
  if (span.count == 0) return rt.string("", text.markup);
  if (span.step == 1) {
    const size_t begin =
        text.is_ascii() ? static_cast<size_t>(span.start) : utf8_offset(all, static_cast<size_t>(span.start));
    const std::string_view rest = all.substr(begin);
    const size_t n = text.is_ascii() ? static_cast<size_t>(span.count)
                                     : utf8_offset(rest, static_cast<size_t>(span.count));
    return rt.string(rest.substr(0, n), text.markup);
  }
  if (!rt.has_room(text.n_chars * sizeof(uint32_t))) return {};
  std::vector<uint32_t> offsets;
  offsets.reserve(text.n_chars);
  for (size_t pos = 0; pos < all.size(); pos += utf8_length(static_cast<unsigned char>(all[pos])))
    offsets.push_back(static_cast<uint32_t>(pos));
  std::string out;
  for (int64_t k = 0, i = span.start; k < span.count; ++k) {
    const size_t at = offsets[static_cast<size_t>(i)];
    out += all.substr(at, utf8_length(static_cast<unsigned char>(all[at])));
    if (k + 1 < span.count) i += span.step;
  }
  return rt.string(std::move(out), text.markup);
}

}  // namespace

std::optional<int64_t> length(Runtime& rt, const Value& v) {
  switch (v.kind()) {
    case Kind::string:
      return static_cast<int64_t>(v.as<StringObj>().n_chars);
    case Kind::list:
    case Kind::tuple:
      return static_cast<int64_t>(v.as<SequenceObj>().items.size());
    case Kind::dict:
      return static_cast<int64_t>(v.as<DictObj>().entries.size());
    case Kind::dict_view:
      return static_cast<int64_t>(v.as<DictViewObj>().dict.as<DictObj>().entries.size());
    case Kind::range:
      return v.as<RangeObj>().size;
    case Kind::undefined:
      return 0;
    case Kind::loop: {
      const int64_t n = v.as<LoopObj>().length(rt);
      return rt.failed() ? std::nullopt : std::optional<int64_t>(n);
    }
    default:
      return std::nullopt;
  }
}

Value get_attr(Runtime& rt, const Value& v, const Value& name) {
  if (v.is_undefined()) return raise_use(rt, v, {});
  Value found = attribute(rt, v, name.text());
  if (!found.is_missing() || rt.failed()) return found;
  found = element(rt, v, name);
  if (!found.is_missing() || rt.failed()) return found;
  return no_such(rt, v, name);
}

Value get_attr_only(Runtime& rt, const Value& v, const Value& name) {
  Value found = attribute(rt, v, name.text());
  return !found.is_missing() || rt.failed() ? found : no_such(rt, v, name);
}

Value get_item(Runtime& rt, const Value& v, const Value& key) {
  if (v.is_undefined()) return raise_use(rt, v, {});
  Value found = element(rt, v, key);
  if (!found.is_missing() || rt.failed()) return found;
  if (key.is(Kind::string)) {
    found = attribute(rt, v, key.text());
    if (!found.is_missing() || rt.failed()) return found;
  }
  return no_such(rt, v, key);
}

Value get_slice(Runtime& rt, const Value& v, const Value& start, const Value& stop, const Value& step) {
  if (v.is_undefined()) return raise_use(rt, v, {});
  const bool sliceable = v.is(Kind::string) || v.is(Kind::list) || v.is(Kind::tuple) || v.is(Kind::range);
  if (!sliceable)
    return rt.fail(v.is(Kind::dict) ? "unhashable type: 'slice'"
                                    : "'" + type_name(v) + "' object is not subscriptable");
  Span span;
  if (!resolve_slice(rt, *length(rt, v), start, stop, step, span)) return {};
  if (v.is(Kind::string)) return slice_text(rt, v.as<StringObj>(), span);
  if (v.is(Kind::range)) {
    const auto& range = v.as<RangeObj>();
    // A range holds at most 100000 items, but its numbers and the slice's step may be anything.
    int64_t by = 0, stop_at = 0;
    const int64_t first = range.start + span.start * range.step;
    if (__builtin_mul_overflow(range.step, span.step, &by) ||
        __builtin_mul_overflow(span.stop, range.step, &stop_at) ||
        __builtin_add_overflow(stop_at, range.start, &stop_at)) {
      return rt.fail("an integer beyond 64 bits");
    }
    RangeObj* part = rt.make<RangeObj>(0, first, by, span.count);
    part->stop = stop_at;
    return Value::object(part);
  }
  const Values& items = v.as<SequenceObj>().items;
  if (!rt.has_room(static_cast<size_t>(span.count) * sizeof(Value)) ||
      !rt.spend(static_cast<uint64_t>(span.count) / 4 + 1))
    return {};
  Values out;
  out.reserve(static_cast<size_t>(span.count));
  for (int64_t k = 0, i = span.start; k < span.count; ++k) {
    out.push_back(items[static_cast<size_t>(i)]);
    if (k + 1 < span.count) i += span.step;
  }
  return rt.sequence(v.kind(), std::move(out));
}

Value get_path(Runtime& rt, const Value& v, const Value& path, const Value& fallback) {
  if (path.is_missing() || path.is(Kind::none)) return v;
  const auto step = [&](const Value& from, const Value& key) {
    Value next = get_item(rt, from, key);
    const bool use_fallback = next.is_undefined() && !fallback.is_missing() && !fallback.is(Kind::none);
    return use_fallback ? fallback : next;
  };
  if (!path.is(Kind::string)) return step(v, path);
  Value at = v;
  std::string_view rest = path.text();
  while (!rt.failed()) {
    const size_t dot = rest.find('.');
    const std::string_view part = rest.substr(0, dot);
    const bool number =
        !part.empty() && part.size() < 10 && part.find_first_not_of("0123456789") == std::string_view::npos;
    at = step(at, number ? Value::integer(std::stoll(std::string(part))) : rt.string(part));
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return rt.failed() ? Value() : at;
}

}  // namespace ondol::jinja
