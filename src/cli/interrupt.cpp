// Ctrl-C while something long runs; see interrupt.h.
#include "cli/interrupt.h"

#include <signal.h>

#include <atomic>

namespace ondol::cli {

namespace {

// A signal handler has no context argument; Session::cancel() is one lock-free store.
std::atomic<Session*> running_session{nullptr};
std::atomic<bool> was_interrupted{false};
struct sigaction previous_action;

void on_interrupt(int) {
  was_interrupted = true;
  if (Session* session = running_session) session->cancel();
}

}  // namespace

InterruptScope::InterruptScope(Session* session) {
  was_interrupted = false;
  running_session = session;
  struct sigaction action = {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, &previous_action);
}

InterruptScope::~InterruptScope() {
  sigaction(SIGINT, &previous_action, nullptr);
  running_session = nullptr;
}

bool InterruptScope::interrupted() { return was_interrupted; }

}  // namespace ondol::cli
