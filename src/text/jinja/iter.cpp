// Iterators over the built-in types. The lazy filters add theirs in filters_lazy.cpp.
#include "text/jinja/iter.h"

#include <algorithm>

#include "text/jinja/objects.h"
#include "text/jinja/ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

class SequenceIter : public IterObj {
 public:
  SequenceIter(Value sequence, bool backwards)
      : IterObj(backwards ? "list_reverseiterator" : "list_iterator"),
        sequence_(std::move(sequence)),
        backwards_(backwards) {}
  void clear() override { sequence_ = Value(); }
  bool next_item(Runtime&, Value& out) override {
    const Values& items = sequence_.as<SequenceObj>().items;
    if (at_ >= items.size()) return false;
    out = items[backwards_ ? items.size() - 1 - at_ : at_];
    ++at_;
    return true;
  }

 private:
  Value sequence_;
  const bool backwards_;
  size_t at_ = 0;
};

class DictIter : public IterObj {
 public:
  DictIter(Value dict, ViewKind view, bool backwards)
      : IterObj("dict_keyiterator"), dict_(std::move(dict)), view_(view), backwards_(backwards) {}
  void clear() override { dict_ = Value(); }
  bool next_item(Runtime& rt, Value& out) override {
    const DictObj& dict = dict_.as<DictObj>();
    if (at_ >= dict.entries.size()) return false;
    out = view_item(rt, dict, view_, backwards_ ? dict.entries.size() - 1 - at_ : at_);
    ++at_;
    return !rt.failed();
  }

 private:
  Value dict_;
  const ViewKind view_;
  const bool backwards_;
  size_t at_ = 0;
};

class StringIter : public IterObj {
 public:
  explicit StringIter(Value text) : IterObj("str_iterator"), text_(std::move(text)) {}
  void clear() override { text_ = Value(); }
  bool next_item(Runtime& rt, Value& out) override {
    const std::string_view text = text_.text();
    if (at_ >= text.size()) return false;
    const size_t n = utf8_length(static_cast<unsigned char>(text[at_]));
    out = rt.string(text.substr(at_, n));
    at_ += n;
    return !rt.failed();
  }

 private:
  Value text_;
  size_t at_ = 0;
};

class RangeIter : public IterObj {
 public:
  RangeIter(const RangeObj& range, bool backwards)
      : IterObj("range_iterator"),
        first_(range.at(backwards ? range.size - 1 : 0)),
        step_(backwards ? -range.step : range.step),
        left_(range.size) {}
  bool next_item(Runtime&, Value& out) override {
    if (left_ <= 0) return false;
    out = Value::integer(first_);
    --left_;
    if (left_ > 0) first_ += step_;
    return true;
  }

 private:
  int64_t first_;
  const int64_t step_;
  int64_t left_;
};

/// Stepping a loop from inside moves the loop itself on, and gives its items with it.
class LoopIter : public IterObj {
 public:
  explicit LoopIter(Value loop) : IterObj("LoopContext"), loop_(std::move(loop)) {}
  void clear() override { loop_ = Value(); }
  bool next_item(Runtime& rt, Value& out) override {
    if (!loop_.as<LoopObj>().advance(rt)) return false;
    out = rt.tuple({loop_.as<LoopObj>().current, loop_});
    return !rt.failed();
  }

 private:
  Value loop_;
};

class NothingIter : public IterObj {
 public:
  NothingIter() : IterObj("generator") {}
  bool next_item(Runtime&, Value&) override { return false; }
};

Value make_iterator(Runtime& rt, const Value& v, bool backwards) {
  switch (v.kind()) {
    case Kind::list:
    case Kind::tuple:
      return Value::object(rt.make<SequenceIter>(0, v, backwards));
    case Kind::dict:
      return Value::object(rt.make<DictIter>(0, v, ViewKind::keys, backwards));
    case Kind::dict_view:
      return Value::object(
          rt.make<DictIter>(0, v.as<DictViewObj>().dict, v.as<DictViewObj>().view, backwards));
    case Kind::range:
      return Value::object(rt.make<RangeIter>(0, v.as<RangeObj>(), backwards));
    default:
      return {};
  }
}

}  // namespace

Value view_item(Runtime& rt, const DictObj& dict, ViewKind view, size_t i) {
  const auto& [key, value] = dict.entries[i];
  if (view == ViewKind::keys) return key;
  if (view == ViewKind::values) return value;
  return rt.tuple({key, value});
}

bool is_iterable(const Value& v) {
  switch (v.kind()) {
    case Kind::string:
    case Kind::list:
    case Kind::tuple:
    case Kind::dict:
    case Kind::dict_view:
    case Kind::range:
    case Kind::undefined:
    case Kind::iterator:
    case Kind::loop:
      return true;
    default:
      return false;
  }
}

Value iterate(Runtime& rt, const Value& v) {
  if (v.is(Kind::iterator)) return v;
  if (v.is(Kind::string)) return Value::object(rt.make<StringIter>(0, v));
  if (v.is(Kind::loop)) return Value::object(rt.make<LoopIter>(0, v));
  if (v.is_undefined()) return Value::object(rt.make<NothingIter>(0));
  Value it = make_iterator(rt, v, false);
  if (it.is_missing()) rt.fail("'" + type_name(v) + "' object is not iterable");
  return it;
}

Value iterate_reversed(Runtime& rt, const Value& v) { return make_iterator(rt, v, true); }

bool iter_next(Runtime& rt, const Value& iterator, Value& out) {
  Deeper level(rt);
  if (!level.ok() || !rt.spend(1)) {
    out = Value();
    return false;
  }
  if (iterator.as<IterObj>().next_item(rt, out) && !rt.failed()) return true;
  out = Value();  // an item that a filter saw last and did not want must not be left there
  return false;
}

bool collect(Runtime& rt, const Value& v, Values& out) {
  if (v.is(Kind::list) || v.is(Kind::tuple)) {
    const Values& items = v.as<SequenceObj>().items;
    if (!rt.has_room((out.size() + items.size()) * sizeof(Value)) || !rt.spend(items.size() / 4 + 1))
      return false;
    out.insert(out.end(), items.begin(), items.end());
    return true;
  }
  const Value it = iterate(rt, v);
  if (it.is_missing()) return false;
  Value item;
  while (iter_next(rt, it, item)) {
    // A vector under construction is not charged yet; look before it doubles.
    if (out.size() == out.capacity() && !rt.has_room(2 * out.size() * sizeof(Value))) return false;
    out.push_back(std::move(item));
  }
  return !rt.failed();
}

bool LoopObj::advance(Runtime& rt) {
  Value item = std::move(after);
  if (item.is_missing() && !iter_next(rt, iterator, item)) return false;
  ++index0;
  before = std::move(current);
  current = std::move(item);
  return true;
}

Value LoopObj::peek(Runtime& rt) {
  if (after.is_missing()) iter_next(rt, iterator, after);
  return after;
}

int64_t LoopObj::length(Runtime& rt) {
  if (n >= 0) return n;
  Values rest;
  if (!collect(rt, iterator, rest)) return 0;
  n = static_cast<int64_t>(rest.size()) + index0 + 1 + (after.is_missing() ? 0 : 1);
  const Value list = rt.list(std::move(rest));
  if (!list.is_missing()) iterator = iterate(rt, list);
  return n;
}

}  // namespace ondol::jinja
