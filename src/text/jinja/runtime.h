// One render's budgets, memory and error. Everything that computes takes a Runtime&; the first failure
// sticks, and a function that failed returns a missing Value (or false) after telling the Runtime why. Knows
// nothing of the AST.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ondol/result.h"
#include "text/chat_template.h"
#include "text/jinja/value.h"

namespace ondol::jinja {

class Runtime {
 public:
  Runtime(const TemplateLimits& limits, int64_t now_unix_s) : limits(limits), now_unix_s(now_unix_s) {}
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  bool failed() const { return failed_; }
  /// Records the error at the current line (the first one wins) and returns a missing value.
  Value fail(std::string message) { return fail(ErrorCode::bad_format, std::move(message)); }
  Value fail(ErrorCode code, std::string message);
  Error take_error() { return std::move(error_); }

  /// Counts work; false once the budget is spent.
  bool spend(uint64_t steps) {
    steps_ += steps;
    return steps_ <= limits.max_steps || out_of_steps();
  }
  bool spend_bytes(size_t bytes) { return spend(bytes / 64 + 1); }

  /// Whether a string of that size may exist; false is a failure already recorded.
  bool fits(size_t string_bytes);
  /// Charges memory; false once the budget is exceeded.
  bool take(size_t bytes);
  void give(size_t bytes) { live_bytes_ -= bytes; }
  /// Whether that much more could be taken now; false is a failure already recorded.
  bool has_room(size_t bytes);

  template <class T, class... Args>
  T* make(size_t payload_bytes, Args&&... args) {
    T* object = new T(std::forward<Args>(args)...);
    adopt(object, sizeof(T) + payload_bytes);
    return object;
  }
  Value string(std::string text, bool markup = false);
  Value string(std::string_view text, bool markup = false);
  Value string(const char* text, bool markup = false) { return string(std::string_view(text), markup); }
  Value list(Values items) { return sequence(Kind::list, std::move(items)); }
  Value tuple(Values items) { return sequence(Kind::tuple, std::move(items)); }
  Value sequence(Kind kind, Values items);
  Value undefined(std::string message);
  DictObj* new_dict() { return make<DictObj>(0); }
  /// Adds an entry and charges it.
  bool dict_set(DictObj& dict, const Value& key, Value value);

  const TemplateLimits limits;
  const int64_t now_unix_s;
  uint32_t line = 0;   ///< of the node being evaluated
  uint32_t depth = 0;  ///< evaluator frames on the native stack

 private:
  friend void reap(Obj* object);
  void adopt(Obj* object, size_t bytes);
  bool out_of_steps();
  void forget(Obj* object);

  bool failed_ = false;
  Error error_;
  uint64_t steps_ = 0;
  size_t live_bytes_ = 0;
  Obj* all_ = nullptr;
  Obj* dying_ = nullptr;
  bool reaping_ = false;
  bool sweeping_ = false;
};

/// Guards native recursion: everything that can nest through values or calls makes one of these.
class Deeper {
 public:
  explicit Deeper(Runtime& rt) : rt_(rt) { ++rt_.depth; }
  ~Deeper() { --rt_.depth; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  /// False (and a failure) when the stack is as deep as it may get.
  bool ok();

 private:
  Runtime& rt_;
};

/// A string under construction that can never outgrow the limits.
class Text {
 public:
  explicit Text(Runtime& rt) : rt_(rt) {}
  ~Text() { rt_.give(charged_); }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  bool add(std::string_view s) {
    if (s.size() > room_ && !extend(s.size())) return false;
    room_ -= s.size();
    text_.append(s);
    return true;
  }
  bool add(char c) { return add(std::string_view(&c, 1)); }
  bool repeat(std::string_view s, int64_t times);
  size_t size() const { return text_.size(); }
  std::string take() { return std::move(text_); }
  Value value(bool markup = false) { return rt_.string(std::move(text_), markup); }

 private:
  bool extend(size_t bytes);
  Runtime& rt_;
  std::string text_;
  size_t room_ = 0;     ///< bytes that may still be added without asking
  size_t charged_ = 0;  ///< of the Runtime's memory
};

}  // namespace ondol::jinja
