// Budgets and object lifetime of one render.
#include "text/jinja/runtime.h"

#include <algorithm>

namespace ondol::jinja {

namespace {

constexpr size_t kAllocationOverhead = 16;
/// Evaluator frames allowed per level of TemplateLimits::max_depth: one macro call or block takes a few.
constexpr uint32_t kFramesPerLevel = 10;
constexpr size_t kTextStep = 4096;

}  // namespace

Runtime::~Runtime() {
  sweeping_ = true;
  for (Obj* o = all_; o != nullptr; o = o->next) o->clear();
  while (all_ != nullptr) delete std::exchange(all_, all_->next);
}

Value Runtime::fail(ErrorCode code, std::string message) {
  if (!failed_) {
    failed_ = true;
    error_.code = code;
    error_.message = "template line " + std::to_string(line) + ": " + std::move(message);
  }
  return {};
}

bool Runtime::out_of_steps() {
  fail(ErrorCode::over_budget, "stopped after " + std::to_string(limits.max_steps) + " steps");
  return false;
}

bool Runtime::fits(size_t string_bytes) {
  if (string_bytes <= limits.max_output_bytes) return has_room(string_bytes);
  fail(ErrorCode::over_budget, "a text of " + std::to_string(string_bytes) + " bytes is over the limit of " +
                                   std::to_string(limits.max_output_bytes));
  return false;
}

bool Runtime::has_room(size_t bytes) {
  if (failed_) return false;
  if (bytes <= limits.max_live_bytes && live_bytes_ <= limits.max_live_bytes - bytes) return true;
  fail(ErrorCode::over_budget,
       "values need more than " + std::to_string(limits.max_live_bytes) + " bytes of memory");
  return false;
}

bool Runtime::take(size_t bytes) {
  const bool ok = has_room(bytes);
  live_bytes_ += bytes;
  return ok;
}

void Runtime::adopt(Obj* object, size_t bytes) {
  object->owner = this;
  object->bytes = bytes + kAllocationOverhead;
  object->next = all_;
  if (all_ != nullptr) all_->previous = object;
  all_ = object;
  take(object->bytes);
}

void Runtime::forget(Obj* object) {
  if (object->previous != nullptr) object->previous->next = object->next;
  if (object->next != nullptr) object->next->previous = object->previous;
  if (all_ == object) all_ = object->next;
  live_bytes_ -= object->bytes;
}

void reap(Obj* object) {
  Runtime& rt = *object->owner;
  if (rt.sweeping_) return;
  rt.forget(object);
  object->next = rt.dying_;
  rt.dying_ = object;
  if (rt.reaping_) return;
  // What a dying object held dies in this loop too, not inside its destructor.
  rt.reaping_ = true;
  while (rt.dying_ != nullptr) delete std::exchange(rt.dying_, rt.dying_->next);
  rt.reaping_ = false;
}

Value Runtime::string(std::string text, bool markup) {
  if (!fits(text.size()) || !spend_bytes(text.size())) return {};
  const size_t n = text.size();
  return Value::object(make<StringObj>(n, std::move(text), markup));
}

Value Runtime::string(std::string_view text, bool markup) {
  if (!fits(text.size())) return {};
  return string(std::string(text), markup);
}

Value Runtime::sequence(Kind kind, Values items) {
  const size_t bytes = items.size() * sizeof(Value);
  if (!has_room(bytes) || !spend(items.size() / 4 + 1)) return {};
  return Value::object(make<SequenceObj>(bytes, kind, std::move(items)));
}

Value Runtime::undefined(std::string message) {
  const size_t n = message.size();
  return Value::object(make<UndefinedObj>(n, std::move(message)));
}

bool Runtime::dict_set(DictObj& dict, const Value& key, Value value) {
  constexpr size_t kEntryBytes = 2 * sizeof(Value) + 64;  // the tree's node included
  const size_t before = dict.entries.size();
  dict.set(key, std::move(value));
  if (dict.entries.size() > before) {
    dict.bytes += kEntryBytes;
    take(kEntryBytes);
  }
  return spend(1);
}

bool Deeper::ok() {
  if (rt_.depth <= rt_.limits.max_depth * kFramesPerLevel) return !rt_.failed();
  rt_.fail(ErrorCode::over_budget, "nested or recursing too deeply");
  return false;
}

bool Text::extend(size_t bytes) {
  // Checked in steps that grow with the text, so that a long text costs few checks.
  const size_t step = std::max({bytes, kTextStep, text_.size() / 2});
  const uint64_t limit = rt_.limits.max_output_bytes;
  const size_t target =
      std::max<size_t>(text_.size() + bytes, std::min<uint64_t>(text_.size() + step, limit));
  if (!rt_.fits(target) || !rt_.spend_bytes(target - text_.size())) return false;
  if (target > charged_) {
    if (!rt_.has_room(target - charged_)) return false;
    rt_.take(target - charged_);
    charged_ = target;
  }
  room_ = target - text_.size();
  return true;
}

bool Text::repeat(std::string_view s, int64_t times) {
  if (times <= 0 || s.empty()) return true;
  if (static_cast<uint64_t>(times) > rt_.limits.max_output_bytes / s.size() + 1) {
    rt_.fail(ErrorCode::over_budget, "a text repeated " + std::to_string(times) +
                                         " times is over the limit of " +
                                         std::to_string(rt_.limits.max_output_bytes) + " bytes");
    return false;
  }
  if (!rt_.fits(text_.size() + s.size() * static_cast<size_t>(times))) return false;
  for (int64_t i = 0; i < times; ++i) {
    if (!add(s)) return false;
  }
  return true;
}

}  // namespace ondol::jinja
