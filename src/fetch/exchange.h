// One request, the redirections it meets, and what the answers mean. What is done with a good answer is its
// children's; waiting and trying again is patience.h's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "fetch/curl.h"

namespace ondol::fetch {

/// Whom to ask, and on whose behalf.
struct Asking {
  std::string url;
  std::string token;             ///< sent to the host of url and to no other; empty: none
  std::string denied_hint;       ///< what a person can do where the server says 401 or 403
  int64_t timeout_s = 30;        ///< without a byte
  int64_t longest_wait_s = 120;  ///< between two attempts
  /// One line about a wait or a new start.
  std::function<void(const std::string& line)> note;
  /// Asked often; false stops.
  std::function<bool()> go_on;
};

class Exchange {
 public:
  explicit Exchange(const Asking& asking) : asking_(asking) {}
  virtual ~Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  /// Ends well when a good answer came whole, or when another attempt may do better: then why() says what
  /// went wrong.
  Status run();

  const std::string& why() const { return why_; }
  /// What the server asked to wait before the next one.
  std::optional<int64_t> wait_s() const { return wait_s_; }

 protected:
  /// Adds to a request that has address and token.
  virtual void prepare(HttpRequest&) const {}
  /// The head of every answer, redirections too.
  virtual Status on_any_head(const HttpHead&) { return {}; }
  /// The head of one that is the thing asked for.
  virtual Status on_good_head(const HttpHead& head) = 0;
  virtual Status on_good_body(std::span<const std::byte> bytes) = 0;
  /// An answer that is neither good, nor a redirection, nor a mood.
  virtual Status on_other_head(const HttpHead& head);
  /// Whether all of the body came that was announced.
  virtual bool is_whole() const = 0;

  /// The answer's body is of no use, and the next attempt will do better.
  void give_up(std::string why) { why_ = std::move(why); }

 private:
  Status hop(const std::string& url, std::string& next_url);
  Status on_head(const HttpHead& head);
  Status on_body(std::span<const std::byte> bytes);

  const Asking& asking_;
  std::string why_;
  std::optional<int64_t> wait_s_;
  std::string url_;  ///< of the hop
  bool good_ = false, redirected_ = false;
  uint64_t n_ignored_bytes_ = 0;
};

/// Of the server, not of this program.
Error contradiction(const std::string& what);

}  // namespace ondol::fetch
