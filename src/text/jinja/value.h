// Values of the template language, with Python's types: small ones inline, the others reference-counted
// objects that belong to one render (Runtime). Objects die through a worklist, so chains of any length free
// without recursion. Knows nothing of the AST; operations live in ops.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ondol::jinja {

class Runtime;

enum class Kind : uint8_t {
  missing,  ///< no value: an unset slot, an argument not given, or "failed" (Runtime::failed says why)
  none,
  boolean,
  integer,
  real,
  // objects from here on
  string,
  big,  ///< an integer literal beyond 64 bits: prints and compares, does not calculate
  list,
  tuple,
  dict,
  dict_view,
  range,
  undefined,
  name_space,
  iterator,
  function,  ///< a builtin, or a builtin method bound to its object
  macro,
  loop,
  cycler,
  joiner,
  self_ref,
  block_ref,
  scope,
};

class Obj {
 public:
  explicit Obj(Kind kind) : kind(kind) {}
  virtual ~Obj() = default;
  Obj(const Obj&) = delete;
  Obj& operator=(const Obj&) = delete;
  /// Lets go of every Value inside; called before the final sweep, where cycles may exist.
  virtual void clear() {}

  const Kind kind;
  uint32_t refs = 0;
  Runtime* owner = nullptr;  ///< null: a constant of the template, shared by threads and never counted
  size_t bytes = 0;          ///< charged to the owner's budget
  Obj* previous = nullptr;
  Obj* next = nullptr;
};

void reap(Obj* object);  ///< the last reference went away

class Value {
 public:
  Value() = default;
  static Value none() { return Value(Kind::none); }
  static Value boolean(bool b) {
    Value v(Kind::boolean);
    v.bits_.b = b;
    return v;
  }
  static Value integer(int64_t i) {
    Value v(Kind::integer);
    v.bits_.i = i;
    return v;
  }
  static Value real(double d) {
    Value v(Kind::real);
    v.bits_.d = d;
    return v;
  }
  static Value object(Obj* o) {
    Value v(o->kind);
    v.bits_.o = o;
    v.retain();
    return v;
  }

  Value(const Value& other) : kind_(other.kind_), bits_(other.bits_) { retain(); }
  Value(Value&& other) noexcept : kind_(other.kind_), bits_(other.bits_) { other.kind_ = Kind::missing; }
  Value& operator=(Value other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(bits_, other.bits_);
    return *this;
  }
  ~Value() {
    if (is_object() && bits_.o->owner != nullptr && --bits_.o->refs == 0) reap(bits_.o);
  }

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  bool is_missing() const { return kind_ == Kind::missing; }
  bool is_object() const { return kind_ >= Kind::string; }
  bool is_undefined() const { return kind_ == Kind::undefined; }
  /// Booleans are integers, as in Python.
  bool is_int() const { return kind_ == Kind::integer || kind_ == Kind::boolean; }
  bool is_number() const { return is_int() || kind_ == Kind::real; }

  bool as_bool() const { return bits_.b; }
  int64_t as_int() const { return kind_ == Kind::boolean ? (bits_.b ? 1 : 0) : bits_.i; }
  double as_real() const { return kind_ == Kind::real ? bits_.d : static_cast<double>(as_int()); }
  Obj* obj() const { return bits_.o; }
  template <class T>
  T& as() const {
    return static_cast<T&>(*bits_.o);
  }
  std::string_view text() const;  ///< of a string
  bool is_markup() const;

 private:
  explicit Value(Kind kind) : kind_(kind) {}
  void retain() {
    if (is_object() && bits_.o->owner != nullptr) ++bits_.o->refs;
  }

  Kind kind_ = Kind::missing;
  union {
    bool b;
    int64_t i;
    double d;
    Obj* o;
  } bits_ = {};
};

using Values = std::vector<Value>;

class StringObj : public Obj {
 public:
  explicit StringObj(std::string s, bool is_markup = false);
  const std::string text;  ///< valid UTF-8
  const size_t n_chars;
  const bool markup;  ///< marked safe for HTML; some operations then escape their other side
  bool is_ascii() const { return n_chars == text.size(); }
};

inline std::string_view Value::text() const { return as<StringObj>().text; }
inline bool Value::is_markup() const { return kind_ == Kind::string && as<StringObj>().markup; }

class BigObj : public Obj {
 public:
  explicit BigObj(std::string d) : Obj(Kind::big), digits(std::move(d)) {}
  const std::string digits;
};

/// Lists and tuples. Never changed once a template can see them.
class SequenceObj : public Obj {
 public:
  SequenceObj(Kind kind, Values v) : Obj(kind), items(std::move(v)) {}
  void clear() override { items.clear(); }
  Values items;
  bool is_group = false;  ///< groupby's pair: a tuple whose parts are also named grouper and list
};

/// Order among values that can be keys; equal numbers of different types are one key.
struct KeyLess {
  bool operator()(const Value& a, const Value& b) const;
};

/// Insertion-ordered. Small ones are searched, larger ones indexed by a tree (no hash to be attacked).
class DictObj : public Obj {
 public:
  DictObj() : Obj(Kind::dict) {}
  void clear() override {
    index_.reset();
    entries.clear();
  }
  const Value* find(const Value& key) const;
  const Value* find(std::string_view key) const;
  void set(const Value& key, Value value);

  std::vector<std::pair<Value, Value>> entries;

 private:
  static constexpr size_t kIndexFrom = 16;
  ptrdiff_t position(const Value& key) const;
  std::unique_ptr<std::map<Value, size_t, KeyLess>> index_;
};

enum class ViewKind : uint8_t { keys, values, items };

class DictViewObj : public Obj {
 public:
  DictViewObj(Value d, ViewKind v) : Obj(Kind::dict_view), dict(std::move(d)), view(v) {}
  void clear() override { dict = Value(); }
  Value dict;
  const ViewKind view;
};

class RangeObj : public Obj {
 public:
  RangeObj(int64_t first, int64_t by, int64_t count)
      : Obj(Kind::range), start(first), step(by), size(count) {}
  const int64_t start, step, size;
  int64_t stop = 0;  ///< as written, for printing
  int64_t at(int64_t i) const { return start + i * step; }
};

/// What a name, attribute or item that is not there evaluates to. Most uses of it raise `message`.
class UndefinedObj : public Obj {
 public:
  explicit UndefinedObj(std::string why) : Obj(Kind::undefined), message(std::move(why)) {}
  const std::string message;
};

class NamespaceObj : public Obj {
 public:
  explicit NamespaceObj(Value attributes) : Obj(Kind::name_space), attrs(std::move(attributes)) {}
  void clear() override { attrs = Value(); }
  Value attrs;  ///< a dict of its own
};

/// Anything that can be stepped through once: Python's iterators and generators.
class IterObj : public Obj {
 public:
  explicit IterObj(const char* type) : Obj(Kind::iterator), python_type(type) {}
  /// False at the end, and on failure (then rt.failed()). Call through iter_next, which guards depth and
  /// steps.
  virtual bool next_item(Runtime& rt, Value& out) = 0;
  const char* const python_type;
};

class CyclerObj : public Obj {
 public:
  explicit CyclerObj(Values v) : Obj(Kind::cycler), items(std::move(v)) {}
  void clear() override { items.clear(); }
  Values items;
  size_t position = 0;
};

class JoinerObj : public Obj {
 public:
  explicit JoinerObj(Value s) : Obj(Kind::joiner), separator(std::move(s)) {}
  void clear() override { separator = Value(); }
  Value separator;
  bool used = false;
};

struct Builtin;

class FunctionObj : public Obj {
 public:
  FunctionObj(const Builtin* r, Value bound) : Obj(Kind::function), row(r), self(std::move(bound)) {}
  void clear() override { self = Value(); }
  const Builtin* const row;
  Value self;  ///< missing for a plain function
};

/// Whether a value can be a dict key (Python: is hashable).
bool is_hashable(const Value& v);

}  // namespace ondol::jinja
