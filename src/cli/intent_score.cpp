// Counts; see intent_score.h.
#include "cli/intent_score.h"

#include <algorithm>

namespace ondol::cli {

void IntentScore::add_intent(const std::string& gold, const std::string& predicted) {
  n_intents += 1;
  n_right_intents += gold == predicted ? 1 : 0;
}

void IntentScore::add_slots(const std::vector<SlotSpan>& gold, const std::vector<SlotSpan>& predicted) {
  n_gold += static_cast<int64_t>(gold.size());
  n_predicted += static_cast<int64_t>(predicted.size());
  n_right += std::ranges::count_if(
      predicted, [&](const SlotSpan& slot) { return std::ranges::find(gold, slot) != gold.end(); });
}

void IntentScore::add_whole(bool right) {
  n_whole += 1;
  n_right_whole += right ? 1 : 0;
}

}  // namespace ondol::cli
