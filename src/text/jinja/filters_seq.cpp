// Filters that look at a whole sequence at once.
#include "text/jinja/filters.h"
#include "text/jinja/iter.h"
#include "text/jinja/objects.h"
#include "text/jinja/ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

Value without_case(Runtime& rt, const Value& v) {
  if (!v.is(Kind::string) || !rt.spend_bytes(v.text().size())) return v;
  return rt.string(to_lower(v.text()));
}

namespace {

bool flag(const Args& args, size_t i) { return args.given(i) && truthy(args[i]); }

Value key_of(Runtime& rt, const Value& item, const Value& attribute, const Value& fallback,
             bool case_sensitive) {
  const Value found = get_path(rt, item, attribute, fallback);
  return found.is_missing() || case_sensitive ? found : without_case(rt, found);
}

/// "a.b,c": one key per comma-separated path.
Value keys_of(Runtime& rt, const Value& item, const Value& attribute, bool case_sensitive) {
  if (!attribute.is(Kind::string) || attribute.text().find(',') == std::string_view::npos) {
    return key_of(rt, item, attribute, {}, case_sensitive);
  }
  Values keys;
  for (std::string_view rest = attribute.text(); !rt.failed();) {
    const size_t comma = rest.find(',');
    keys.push_back(key_of(rt, item, rt.string(rest.substr(0, comma)), {}, case_sensitive));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  return rt.failed() ? Value() : rt.list(std::move(keys));
}

Value extreme(Runtime& rt, const Value& self, Args& args, bool want_max) {
  const Value it = iterate(rt, self);
  Value best, best_key, item;
  while (!it.is_missing() && iter_next(rt, it, item)) {
    const Value key = key_of(rt, item, args[1], {}, flag(args, 0));
    bool better = best.is_missing();
    if (rt.failed() || (!better && !compare(rt, want_max ? Op::gt : Op::lt, key, best_key, better)))
      return {};
    if (better) {
      best = item;
      best_key = key;
    }
  }
  if (rt.failed()) return {};
  return best.is_missing() ? rt.undefined("No aggregated item, sequence was empty.") : best;
}

}  // namespace

Value filter_max(Runtime& rt, const Value& self, Args& args) { return extreme(rt, self, args, true); }
Value filter_min(Runtime& rt, const Value& self, Args& args) { return extreme(rt, self, args, false); }

Value filter_attr(Runtime& rt, const Value& self, Args& args) {
  std::string_view name;
  if (!text_arg(rt, args, 0, name, "name")) return {};
  if (self.is_undefined()) return raise_use(rt, self, {});
  return get_attr_only(rt, self, args[0]);
}

Value filter_default(Runtime& rt, const Value& self, Args& args) {
  const bool replaced = self.is_undefined() || (flag(args, 1) && !truthy(self));
  if (!replaced) return self;
  return args.given(0) ? args[0] : rt.string("");
}

Value filter_length(Runtime& rt, const Value& self, Args&) {
  const auto n = length(rt, self);
  if (n) return Value::integer(*n);
  return rt.fail("object of type '" + type_name(self) + "' has no len()");
}

Value filter_list(Runtime& rt, const Value& self, Args&) {
  Values items;
  return collect(rt, self, items) ? rt.list(std::move(items)) : Value();
}

Value filter_first(Runtime& rt, const Value& self, Args&) {
  const Value it = iterate(rt, self);
  Value item;
  if (!it.is_missing() && iter_next(rt, it, item)) return item;
  return rt.failed() ? Value() : rt.undefined("No first item, sequence was empty.");
}

Value filter_last(Runtime& rt, const Value& self, Args&) {
  const auto nothing = [&] { return rt.undefined("No last item, sequence was empty."); };
  if (self.is_undefined()) return nothing();
  if (self.is(Kind::string)) {
    if (self.text().empty()) return nothing();
    size_t start = self.text().size();
    utf8_previous(self.text(), start);
    return rt.string(self.text().substr(start));
  }
  const Value it = iterate_reversed(rt, self);
  if (it.is_missing()) return rt.fail("'" + type_name(self) + "' object is not reversible");
  Value item;
  if (iter_next(rt, it, item)) return item;
  return rt.failed() ? Value() : nothing();
}

Value filter_reverse(Runtime& rt, const Value& self, Args&) {
  if (self.is(Kind::string)) return get_slice(rt, self, {}, {}, Value::integer(-1));
  if (self.is_undefined()) return iterate(rt, self);
  Value it = iterate_reversed(rt, self);
  if (!it.is_missing() || rt.failed()) return it;
  Values items;
  if (!collect(rt, self, items)) return {};
  return rt.list(Values(items.rbegin(), items.rend()));
}

Value filter_sort(Runtime& rt, const Value& self, Args& args) {
  int64_t reverse = 0;
  if (!optional_int(rt, args, 0, reverse, "reverse")) return {};
  Values items, keys;
  if (!collect(rt, self, items)) return {};
  for (const Value& item : items) {
    keys.push_back(keys_of(rt, item, args[2], flag(args, 1)));
    if (rt.failed()) return {};
  }
  // jinja2 sorts by lists of keys, where equal keys need no order.
  return sort_by_keys(rt, items, keys, reverse != 0, true) ? rt.list(std::move(items)) : Value();
}

Value filter_dictsort(Runtime& rt, const Value& self, Args& args) {
  if (!self.is(Kind::dict))
    return raise_use(rt, self, "'" + type_name(self) + "' object has no attribute 'items'");
  const std::string_view by = !args.given(1) ? "key" : args[1].is(Kind::string) ? args[1].text() : "";
  if (by != "key" && by != "value") return rt.fail("You can only sort by either \"key\" or \"value\"");
  int64_t reverse = 0;
  if (!optional_int(rt, args, 2, reverse, "reverse")) return {};
  Values items, keys;
  for (const auto& [key, value] : self.as<DictObj>().entries) {
    items.push_back(rt.tuple({key, value}));
    const Value& sorted_by = by == "key" ? key : value;
    keys.push_back(flag(args, 0) ? sorted_by : without_case(rt, sorted_by));
    if (rt.failed()) return {};
  }
  return sort_by_keys(rt, items, keys, reverse != 0, false) ? rt.list(std::move(items)) : Value();
}

Value filter_groupby(Runtime& rt, const Value& self, Args& args) {
  const bool case_sensitive = flag(args, 2);
  Values items, keys;
  if (!collect(rt, self, items)) return {};
  for (const Value& item : items) {
    keys.push_back(key_of(rt, item, args[0], args[1], case_sensitive));
    if (rt.failed()) return {};
  }
  Values sorted_keys = keys;
  if (!sort_by_keys(rt, items, keys, false, false) || !sort_by_keys(rt, sorted_keys, keys, false, false))
    return {};
  Values groups;
  for (size_t begin = 0; begin < items.size();) {
    size_t end = begin + 1;
    for (bool same = true; end < items.size(); ++end) {
      if (!equals(rt, sorted_keys[begin], sorted_keys[end], same)) return {};
      if (!same) break;
    }
    Value label = case_sensitive ? sorted_keys[begin] : get_path(rt, items[begin], args[0], args[1]);
    const Value members = rt.list(
        Values(items.begin() + static_cast<ptrdiff_t>(begin), items.begin() + static_cast<ptrdiff_t>(end)));
    const Value group = rt.failed() ? Value() : rt.tuple({std::move(label), members});
    if (group.is_missing()) return {};
    group.as<SequenceObj>().is_group = true;
    groups.push_back(group);
    begin = end;
  }
  return rt.list(std::move(groups));
}

}  // namespace ondol::jinja
