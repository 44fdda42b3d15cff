#include "fetch/patience.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace ondol::fetch {
namespace {

constexpr int kMaxTries = 6;  // half a minute of waiting

}  // namespace

Status Patience::wait(const Exchange& failed) {
  const std::string& why = failed.why();
  if (++n_failed_ >= kMaxTries)
    return Error{ErrorCode::io, why + " (tried " + std::to_string(kMaxTries) + " times)"};
  const int64_t unasked = std::min(int64_t{1} << (n_failed_ - 1), asking_.longest_wait_s);
  const int64_t seconds = failed.wait_s().value_or(unasked);
  if (seconds > asking_.longest_wait_s)
    return Error{ErrorCode::io, why + " and asks to wait " + std::to_string(seconds) + " s"};
  if (asking_.note) asking_.note(why + "; again in " + std::to_string(seconds) + " s");
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (std::chrono::steady_clock::now() < until) {
    if (!asking_.go_on()) return Error{ErrorCode::cancelled, "interrupted"};
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return {};
}

}  // namespace ondol::fetch
