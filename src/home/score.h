// Judges answers by expectations and adds them up: by language, domain and phenomenon, with a confusion
// table. Knows nothing of who answered.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "home/assistant.h"
#include "home/cases.h"

namespace ondol::home {

/// "" where the outcome is as expected, or what is wrong in one line. home: as it was before.
std::string judge(const Home& home, const Expectation& expected, const Outcome& outcome);

struct Tally {
  int64_t n = 0, n_right = 0;
  void add(bool right) {
    ++n;
    n_right += right ? 1 : 0;
  }
  double share() const { return n > 0 ? static_cast<double>(n_right) / static_cast<double>(n) : 0; }
};

class HomeScore {
 public:
  struct Wrong {
    std::string id, text, why, reply;
  };

  void add(const Case& item, const Expectation& expected, const Outcome& outcome, const std::string& why);

  const Tally& all() const { return all_; }
  const std::vector<Wrong>& wrong() const { return wrong_; }
  Json json() const;
  /// Tables for a person.
  std::string text() const;

 private:
  Tally all_;
  std::map<std::string, Tally> languages_, domains_, tags_;
  std::map<std::string, std::map<std::string, int64_t>> confusion_;  ///< expected intent, then the answer's
  std::vector<Wrong> wrong_;
};

}  // namespace ondol::home
