// Truth, equality, order, membership, sorting and text search.
#include <cmath>
#include <cstring>

#include "text/jinja/iter.h"
#include "text/jinja/objects.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

bool truthy(const Value& v) {
  switch (v.kind()) {
    case Kind::missing:
    case Kind::none:
    case Kind::undefined:
      return false;
    case Kind::boolean:
      return v.as_bool();
    case Kind::integer:
      return v.as_int() != 0;
    case Kind::real:
      return v.as_real() != 0;
    case Kind::string:
      return !v.text().empty();
    case Kind::list:
    case Kind::tuple:
      return !v.as<SequenceObj>().items.empty();
    case Kind::dict:
      return !v.as<DictObj>().entries.empty();
    case Kind::dict_view:
      return !v.as<DictViewObj>().dict.as<DictObj>().entries.empty();
    case Kind::range:
      return v.as<RangeObj>().size > 0;
    default:
      return true;
  }
}

namespace {

bool same_object(const Value& a, const Value& b) {
  return a.is_object() && b.is_object() && a.obj() == b.obj();
}

bool equal_sequences(Runtime& rt, const Value& a, const Value& b, bool& out) {
  const Values& x = a.as<SequenceObj>().items;
  const Values& y = b.as<SequenceObj>().items;
  out = x.size() == y.size();
  for (size_t i = 0; out && i < x.size(); ++i) {
    if (!equals(rt, x[i], y[i], out)) return false;
  }
  return true;
}

bool equal_dicts(Runtime& rt, const Value& a, const Value& b, bool& out) {
  const DictObj& x = a.as<DictObj>();
  const DictObj& y = b.as<DictObj>();
  out = x.entries.size() == y.entries.size();
  for (size_t i = 0; out && i < x.entries.size(); ++i) {
    const Value* other = y.find(x.entries[i].first);
    out = other != nullptr;
    if (out && !equals(rt, x.entries[i].second, *other, out)) return false;
  }
  return true;
}

bool equal_ranges(const RangeObj& a, const RangeObj& b) {
  if (a.size != b.size) return false;
  return a.size == 0 || (a.start == b.start && (a.size == 1 || a.step == b.step));
}

/// What order_numbers gives for NaN: no comparison holds.
constexpr int kUnordered = 2;

/// -1, 0, 1 or kUnordered.
int order_numbers(const Value& a, const Value& b) {
  if (a.is_int() && b.is_int()) return a.as_int() < b.as_int() ? -1 : a.as_int() > b.as_int();
  const long double x = a.is_int() ? static_cast<long double>(a.as_int()) : a.as_real();
  const long double y = b.is_int() ? static_cast<long double>(b.as_int()) : b.as_real();
  if (std::isnan(x) || std::isnan(y)) return kUnordered;
  return x < y ? -1 : x > y;
}

bool holds(Op op, int order) {
  if (order == kUnordered) return false;
  return op == Op::lt ? order < 0 : op == Op::lteq ? order <= 0 : op == Op::gt ? order > 0 : order >= 0;
}

const char* symbol(Op op) { return op == Op::lt ? "<" : op == Op::lteq ? "<=" : op == Op::gt ? ">" : ">="; }

bool order(Runtime& rt, Op op, const Value& a, const Value& b, bool& out) {
  Deeper level(rt);
  if (!level.ok() || !rt.spend(1)) return false;
  if (a.is_number() && b.is_number()) {
    out = holds(op, order_numbers(a, b));
    return true;
  }
  if (a.is(Kind::string) && b.is(Kind::string)) {
    // UTF-8 sorts as its code points do.
    const int order = a.text().compare(b.text());
    out = holds(op, order < 0 ? -1 : order > 0);
    return rt.spend_bytes(std::min(a.text().size(), b.text().size()));
  }
  const bool sequences = (a.is(Kind::list) && b.is(Kind::list)) || (a.is(Kind::tuple) && b.is(Kind::tuple));
  if (!sequences) {
    rt.fail(a.is_undefined()   ? a.as<UndefinedObj>().message
            : b.is_undefined() ? b.as<UndefinedObj>().message
                               : "'" + std::string(symbol(op)) + "' not supported between instances of '" +
                                     type_name(a) + "' and '" + type_name(b) + "'");
    return false;
  }
  const Values& x = a.as<SequenceObj>().items;
  const Values& y = b.as<SequenceObj>().items;
  for (size_t i = 0; i < x.size() && i < y.size(); ++i) {
    bool same = false;
    if (!equals(rt, x[i], y[i], same)) return false;
    if (!same) return order(rt, op, x[i], y[i], out);
  }
  out = holds(op, x.size() < y.size() ? -1 : x.size() > y.size());
  return true;
}

}  // namespace

bool equals(Runtime& rt, const Value& a, const Value& b, bool& out) {
  Deeper level(rt);
  if (!level.ok() || !rt.spend(1)) return false;
  out = false;
  if (a.is_number() && b.is_number()) {
    out = order_numbers(a, b) == 0;
    return true;
  }
  if (a.kind() != b.kind()) return true;
  switch (a.kind()) {
    case Kind::none:
    case Kind::undefined:
      out = true;
      return true;
    case Kind::string:
      out = a.text() == b.text();
      return a.text().size() != b.text().size() || rt.spend_bytes(a.text().size());
    case Kind::big:
      out = a.as<BigObj>().digits == b.as<BigObj>().digits;
      return true;
    case Kind::list:
    case Kind::tuple:
      if (same_object(a, b)) return out = true;
      return equal_sequences(rt, a, b, out);
    case Kind::dict:
      if (same_object(a, b)) return out = true;
      return equal_dicts(rt, a, b, out);
    case Kind::range:
      out = equal_ranges(a.as<RangeObj>(), b.as<RangeObj>());
      return true;
    default:
      out = same_object(a, b);
      return true;
  }
}

bool compare(Runtime& rt, Op op, const Value& a, const Value& b, bool& out) {
  switch (op) {
    case Op::eq:
      return equals(rt, a, b, out);
    case Op::ne:
      if (!equals(rt, a, b, out)) return false;
      out = !out;
      return true;
    case Op::in:
      return contains(rt, b, a, out);
    case Op::notin:
      if (!contains(rt, b, a, out)) return false;
      out = !out;
      return true;
    default:
      return order(rt, op, a, b, out);
  }
}

bool contains(Runtime& rt, const Value& container, const Value& item, bool& out) {
  out = false;
  switch (container.kind()) {
    case Kind::string:
      if (!item.is(Kind::string)) {
        rt.fail("'in <string>' requires string as left operand, not " + type_name(item));
        return false;
      }
      out = find_text(rt, container.text(), item.text()) != std::string_view::npos;
      return !rt.failed();
    case Kind::dict:
    case Kind::dict_view: {
      const bool is_view = container.is(Kind::dict_view);
      if (is_view && container.as<DictViewObj>().view != ViewKind::keys) break;
      if (!is_hashable(item)) {
        rt.fail("unhashable type: '" + type_name(item) + "'");
        return false;
      }
      const Value& dict = is_view ? container.as<DictViewObj>().dict : container;
      out = dict.as<DictObj>().find(item) != nullptr;
      return rt.spend(1);
    }
    default:
      break;
  }
  if (!is_iterable(container)) {
    rt.fail("argument of type '" + type_name(container) + "' is not iterable");
    return false;
  }
  const Value it = iterate(rt, container);
  Value each;
  while (!it.is_missing() && !out && iter_next(rt, it, each)) {
    if (same_object(each, item)) {
      out = true;
    } else if (!equals(rt, each, item, out)) {
      return false;
    }
  }
  return !rt.failed();
}

namespace {

bool sorts_before(Runtime& rt, const Value& a, const Value& b, bool equal_first, bool& out) {
  if (equal_first) {
    bool same = false;
    if (!equals(rt, a, b, same)) return false;
    if (same) {
      out = false;
      return true;
    }
  }
  return order(rt, Op::lt, a, b, out);
}

}  // namespace

bool sort_by_keys(Runtime& rt, Values& items, const Values& keys, bool reverse, bool equal_first) {
  std::vector<uint32_t> from(items.size()), to(items.size());
  for (size_t i = 0; i < from.size(); ++i) from[i] = static_cast<uint32_t>(i);
  // Bottom-up merge sort: stable, and unmoved by an order that contradicts itself (NaN).
  for (size_t width = 1; width < from.size(); width *= 2) {
    for (size_t begin = 0; begin < from.size(); begin += 2 * width) {
      const size_t middle = std::min(begin + width, from.size()),
                   end = std::min(begin + 2 * width, from.size());
      size_t left = begin, right = middle;
      for (size_t k = begin; k < end; ++k) {
        bool take_right = left >= middle;
        if (left < middle && right < end) {
          const Value& a = keys[from[left]];
          const Value& b = keys[from[right]];
          if (!sorts_before(rt, reverse ? a : b, reverse ? b : a, equal_first, take_right)) return false;
        }
        to[k] = take_right ? from[right++] : from[left++];
      }
    }
    from.swap(to);
  }
  Values sorted;
  sorted.reserve(items.size());
  for (uint32_t i : from) sorted.push_back(std::move(items[i]));
  items = std::move(sorted);
  return true;
}

size_t find_text(Runtime& rt, std::string_view text, std::string_view needle, size_t from) {
  if (from > text.size() || !rt.spend(1)) return std::string_view::npos;
  if (needle.empty()) return from;
  // memmem: linear whatever the needle; string_view::find is not.
  const char* start = text.data() + from;
  const size_t n = text.size() - from;
  const void* found =
      needle.size() == 1 ? memchr(start, needle[0], n) : memmem(start, n, needle.data(), needle.size());
  const size_t at = found == nullptr ? std::string_view::npos
                                     : static_cast<size_t>(static_cast<const char*>(found) - text.data());
  if (!rt.spend_bytes((at == std::string_view::npos ? text.size() : at) - from))
    return std::string_view::npos;
  return at;
}

size_t find_text_last(Runtime& rt, std::string_view text, std::string_view needle) {
  if (needle.size() > text.size() || !rt.spend_bytes(2 * text.size())) return std::string_view::npos;
  const std::string reversed_text(text.rbegin(), text.rend());
  const std::string reversed_needle(needle.rbegin(), needle.rend());
  const size_t at = find_text(rt, reversed_text, reversed_needle);
  return at == std::string_view::npos ? at : text.size() - at - needle.size();
}

}  // namespace ondol::jinja
