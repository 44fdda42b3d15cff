// Result<T>: the value, or the one error that says why there is none.
// For everything that a file, a user or a network can cause. Programmer errors are asserts;
// no exception crosses this API.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace ondol {

enum class ErrorCode {
  invalid_argument,  ///< a value that the caller gave
  not_found,         ///< a file, a name, a tensor, a key
  io,                ///< the operating system refused
  bad_format,        ///< bytes that are not what they claim to be
  unsupported,       ///< well-formed, but not something Ondol does
  over_budget,       ///< would exceed the memory (or step, or output) budget
  cancelled,         ///< stopped on request
  internal,          ///< a bug in Ondol
};

/// One line for a person: names the file, the field and the offset, and what to do next.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;

  /// Puts "prefix: " before the message; for adding the file or field on the way up.
  Error within(const std::string& prefix) && {
    message.insert(0, prefix + ": ");
    return std::move(*this);
  }
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<std::monostate, Error> state_;
};

using Status = Result<void>;

}  // namespace ondol
