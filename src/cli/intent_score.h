// Counts right intents and slots. A slot is right when its name and all its words are (conlleval's exact
// match, micro averaged, as MASSIVE's own figures). Knows nothing of models or files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/intent_format.h"

namespace ondol::cli {

struct IntentScore {
  int64_t n_intents = 0, n_right_intents = 0;
  int64_t n_gold = 0, n_predicted = 0, n_right = 0;  ///< slots
  int64_t n_whole = 0, n_right_whole = 0;            ///< utterances with both kinds of truth; all of it right

  void add_intent(const std::string& gold, const std::string& predicted);
  /// Spans are of the same text.
  void add_slots(const std::vector<SlotSpan>& gold, const std::vector<SlotSpan>& predicted);
  void add_whole(bool right);

  double intent_accuracy() const { return share(n_right_intents, n_intents); }
  double precision() const { return share(n_right, n_predicted); }
  double recall() const { return share(n_right, n_gold); }
  double f1() const { return share(2 * n_right, n_gold + n_predicted); }
  double exact_match() const { return share(n_right_whole, n_whole); }

 private:
  static double share(int64_t part, int64_t of) {
    return of > 0 ? static_cast<double>(part) / static_cast<double>(of) : 0;
  }
};

}  // namespace ondol::cli
