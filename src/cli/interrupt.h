// Ctrl-C while something long runs: it stops the work, not the program.
#pragma once

#include "ondol/session.h"

namespace ondol::cli {

/// As long as it lives, SIGINT is noted, and cancels the session's running call, instead of ending the
/// process. One at a time.
class InterruptScope {
 public:
  InterruptScope() : InterruptScope(nullptr) {}
  explicit InterruptScope(Session& session) : InterruptScope(&session) {}
  ~InterruptScope();
  InterruptScope(const InterruptScope&) = delete;
  InterruptScope& operator=(const InterruptScope&) = delete;

  /// Whether it was sent since the last scope began.
  static bool interrupted();

 private:
  explicit InterruptScope(Session* session);
};

}  // namespace ondol::cli
