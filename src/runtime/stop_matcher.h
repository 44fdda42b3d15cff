// Finds stop strings in streamed text: text that may be the start of one is held back until it is not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ondol {

class StopMatcher {
 public:
  explicit StopMatcher(std::vector<std::string> stops);

  /// Text that is certainly before any stop string. After a match: the text before it, and stopped() is true.
  std::string push(std::string_view text);
  /// What was held back, when no more text comes.
  std::string finish();
  bool stopped() const { return stopped_; }

 private:
  std::vector<std::string> stops_;
  std::string held_;
  bool stopped_ = false;
};

}  // namespace ondol
