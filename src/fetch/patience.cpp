#include "fetch/patience.h"

#include <chrono>
#include <thread>

namespace ondol::fetch {
namespace {

constexpr int kMaxTries = 6;  // half a minute of waiting
constexpr int64_t kLongestWait_s = 120;

}  // namespace

Status Patience::wait(const Exchange& failed) {
  const std::string& why = failed.why();
  if (++n_failed_ >= kMaxTries)
    return Error{ErrorCode::io, why + " (tried " + std::to_string(kMaxTries) + " times)"};
  const int64_t seconds = failed.wait_s().value_or(int64_t{1} << (n_failed_ - 1));
  if (seconds > kLongestWait_s)
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
