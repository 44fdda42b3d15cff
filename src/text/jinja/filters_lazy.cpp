// The filters that are generators in jinja2: nothing happens until somebody steps through them, which
// templates can see (errors come late, a second walk finds nothing, the result is always true).
#include <algorithm>

#include "text/jinja/filters.h"
#include "text/jinja/iter.h"
#include "text/jinja/objects.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

namespace {

/// A generator over `source`, which is asked for its iterator only at the first step.
class Generator : public IterObj {
 public:
  explicit Generator(Value source) : IterObj("generator"), source_(std::move(source)) {}
  void clear() override { source_ = iterator_ = Value(); }

 protected:
  bool next_source(Runtime& rt, Value& out) {
    if (iterator_.is_missing()) {
      iterator_ = iterate(rt, source_);
      if (iterator_.is_missing()) return false;
    }
    return iter_next(rt, iterator_, out);
  }
  Value source_, iterator_;
};

Value call_named(Runtime& rt, const Builtin* (*find)(std::string_view), const char* what, const Value& name,
                 const Value& item, const Args& args) {
  const Builtin* row = name.is(Kind::string) ? find(name.text()) : nullptr;
  if (row == nullptr)
    return rt.fail(std::string("no ") + what + " named " +
                   (name.is(Kind::string) ? repr_of_string(name.text().substr(0, 100)) : type_name(name)));
  Args copy = args;
  return call_builtin(rt, *row, item, copy);
}

/// Takes the first positional argument off.
bool shift(Args& args, Value& out) {
  if (args.pos.empty()) return false;
  out = args.pos.front();
  args.pos.erase(args.pos.begin());
  return true;
}

class MapIter : public Generator {
 public:
  MapIter(Value source, Args args) : Generator(std::move(source)), args_(std::move(args)) {}
  void clear() override {
    Generator::clear();
    args_ = {};
    name_ = attribute_ = fallback_ = Value();
  }
  bool next_item(Runtime& rt, Value& out) override {
    if (!truthy(source_) || (!prepared_ && !prepare(rt)) || !next_source(rt, out)) return false;
    out = name_.is_missing() ? get_path(rt, out, attribute_, fallback_)
                             : call_named(rt, find_filter, "filter", name_, out, args_);
    return !rt.failed();
  }

 private:
  bool prepare(Runtime& rt) {
    prepared_ = true;
    if (shift(args_, name_)) return true;
    for (const auto& [key, value] : args_.kw) {
      if (key.text() == "attribute") {
        attribute_ = value;
      } else if (key.text() == "default") {
        fallback_ = value;
      }
    }
    const size_t known =
        static_cast<size_t>(!attribute_.is_missing()) + static_cast<size_t>(!fallback_.is_missing());
    if (!attribute_.is_missing() && known == args_.kw.size()) return true;
    rt.fail(attribute_.is_missing() ? "map requires a filter argument"
                                    : "map got an unexpected keyword argument");
    return false;
  }

  Args args_;
  Value name_, attribute_, fallback_;
  bool prepared_ = false;
};

class SelectIter : public Generator {
 public:
  SelectIter(Value source, Args args, bool wanted, bool by_attribute)
      : Generator(std::move(source)), args_(std::move(args)), wanted_(wanted), by_attribute_(by_attribute) {}
  void clear() override {
    Generator::clear();
    args_ = {};
    attribute_ = test_ = Value();
  }
  bool next_item(Runtime& rt, Value& out) override {
    if (!truthy(source_) || (!prepared_ && !prepare(rt))) return false;
    while (next_source(rt, out)) {
      const Value looked_at = by_attribute_ ? get_path(rt, out, attribute_, {}) : out;
      if (rt.failed()) return false;
      const Value verdict =
          test_.is_missing() ? looked_at : call_named(rt, find_test, "test", test_, looked_at, args_);
      if (rt.failed()) return false;
      if (truthy(verdict) == wanted_) return true;
    }
    return false;
  }

 private:
  bool prepare(Runtime& rt) {
    prepared_ = true;
    if (by_attribute_ && !shift(args_, attribute_)) {
      rt.fail("missing parameter for attribute name");
      return false;
    }
    shift(args_, test_);
    return true;
  }

  Args args_;
  const bool wanted_, by_attribute_;
  Value attribute_, test_;
  bool prepared_ = false;
};

class UniqueIter : public Generator {
 public:
  UniqueIter(Value source, bool case_sensitive, Value attribute)
      : Generator(std::move(source)), case_sensitive_(case_sensitive), attribute_(std::move(attribute)) {}
  void clear() override {
    Generator::clear();
    attribute_ = seen_ = Value();
  }
  bool next_item(Runtime& rt, Value& out) override {
    if (seen_.is_missing()) seen_ = Value::object(rt.new_dict());
    while (next_source(rt, out)) {
      Value key = get_path(rt, out, attribute_, {});
      if (!rt.failed() && !case_sensitive_) key = without_case(rt, key);
      if (rt.failed()) return false;
      if (!is_hashable(key)) {
        rt.fail("unhashable type: '" + type_name(key) + "'");
        return false;
      }
      auto& seen = seen_.as<DictObj>();
      if (seen.find(key) == nullptr) return rt.dict_set(seen, key, Value::none());
    }
    return false;
  }

 private:
  const bool case_sensitive_;
  Value attribute_, seen_;
};

class ItemsIter : public Generator {
 public:
  explicit ItemsIter(Value source) : Generator(std::move(source)) {}
  bool next_item(Runtime& rt, Value& out) override {
    if (source_.is_undefined()) return false;
    if (!source_.is(Kind::dict)) return rt.fail("Can only get item pairs from a mapping."), false;
    if (iterator_.is_missing()) {
      iterator_ = iterate(rt, Value::object(rt.make<DictViewObj>(0, source_, ViewKind::items)));
    }
    return next_source(rt, out);
  }
};

class BatchIter : public Generator {
 public:
  BatchIter(Value source, Value size, Value fill)
      : Generator(std::move(source)), size_(std::move(size)), fill_(std::move(fill)) {}
  void clear() override {
    Generator::clear();
    size_ = fill_ = held_ = Value();
  }
  bool next_item(Runtime& rt, Value& out) override {
    if (done_) return false;
    Values batch;
    if (!held_.is_missing()) batch.push_back(std::exchange(held_, Value()));
    Value item;
    while (next_source(rt, item)) {
      if (size_.is_number() && size_.as_real() == static_cast<double>(batch.size())) {
        held_ = item;
        out = rt.list(std::move(batch));
        return !rt.failed();
      }
      if (batch.size() == batch.capacity() && !rt.has_room(2 * batch.size() * sizeof(Value))) return false;
      batch.push_back(std::move(item));
    }
    done_ = true;
    if (rt.failed() || batch.empty()) return false;
    if (!fill_.is_missing() && !fill_.is(Kind::none)) {
      if (!size_.is_int()) return rt.fail("batch expects an integer"), false;
      const int64_t missing = size_.as_int() - static_cast<int64_t>(batch.size());
      if (missing > 0) {
        if (!rt.has_room(
                static_cast<size_t>(std::min<uint64_t>(static_cast<uint64_t>(missing), SIZE_MAX / 64)) *
                sizeof(Value)))
          return false;
        batch.insert(batch.end(), static_cast<size_t>(missing), fill_);
      }
    }
    out = rt.list(std::move(batch));
    return !rt.failed();
  }

 private:
  Value size_, fill_, held_;
  bool done_ = false;
};

class SliceIter : public Generator {
 public:
  SliceIter(Value source, Value slices, Value fill)
      : Generator(std::move(source)), slices_(std::move(slices)), fill_(std::move(fill)) {}
  void clear() override {
    Generator::clear();
    items_.clear();
    fill_ = Value();
  }
  bool next_item(Runtime& rt, Value& out) override {
    if (!started_) {
      started_ = true;
      if (!collect(rt, source_, items_)) return false;
      if (!slices_.is_int()) return rt.fail("slice expects an integer"), false;
      if (slices_.as_int() == 0) return rt.fail("integer division or modulo by zero"), false;
    }
    const int64_t slices = slices_.as_int(), n = static_cast<int64_t>(items_.size());
    if (number_ >= slices) return false;
    const int64_t per_slice = n / slices, with_extra = n % slices;
    const int64_t begin = offset_ + number_ * per_slice;
    if (number_ < with_extra) ++offset_;
    const int64_t end = offset_ + (number_ + 1) * per_slice;
    Values part(items_.begin() + begin, items_.begin() + end);
    if (!fill_.is_missing() && !fill_.is(Kind::none) && number_ >= with_extra) part.push_back(fill_);
    ++number_;
    out = rt.list(std::move(part));
    return !rt.failed();
  }

 private:
  Value slices_, fill_;
  Values items_;
  int64_t number_ = 0, offset_ = 0;
  bool started_ = false;
};

}  // namespace

Value filter_map(Runtime& rt, const Value& self, Args& args) {
  return Value::object(rt.make<MapIter>(0, self, std::move(args)));
}
Value filter_select(Runtime& rt, const Value& self, Args& args) {
  return Value::object(rt.make<SelectIter>(0, self, std::move(args), true, false));
}
Value filter_reject(Runtime& rt, const Value& self, Args& args) {
  return Value::object(rt.make<SelectIter>(0, self, std::move(args), false, false));
}
Value filter_selectattr(Runtime& rt, const Value& self, Args& args) {
  return Value::object(rt.make<SelectIter>(0, self, std::move(args), true, true));
}
Value filter_rejectattr(Runtime& rt, const Value& self, Args& args) {
  return Value::object(rt.make<SelectIter>(0, self, std::move(args), false, true));
}
Value filter_items(Runtime& rt, const Value& self, Args&) {
  return Value::object(rt.make<ItemsIter>(0, self));
}
Value filter_batch(Runtime& rt, const Value& self, Args& args) {
  return Value::object(rt.make<BatchIter>(0, self, args[0], args[1]));
}
Value filter_slice(Runtime& rt, const Value& self, Args& args) {
  return Value::object(rt.make<SliceIter>(0, self, args[0], args[1]));
}
Value filter_unique(Runtime& rt, const Value& self, Args& args) {
  return Value::object(rt.make<UniqueIter>(0, self, args.given(0) && truthy(args[0]), args[1]));
}

}  // namespace ondol::jinja
