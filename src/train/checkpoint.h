// The state of a training run in one file, written so that no kill can lose it: everything that the next step
// needs to give the same bits. It is a GGUF file (`ondol inspect` shows it) whose content is checksummed.
#pragma once

#include <cstdint>
#include <string>

#include "ondol/result.h"
#include "text/tokenizer.h"
#include "train/learner.h"

namespace ondol::train {

struct RunState {
  int64_t step = 0;      ///< done
  double minutes = 0.0;  ///< of training so far
  uint64_t data_fingerprint = 0;
  int n_threads = 0;     ///< another number of threads sums in another order
  std::string identity;  ///< recipe_identity() of the recipe
};

/// The file beside PATH that holds the checkpoint before it.
std::string previous_checkpoint(const std::string& path);

/// The old checkpoint becomes the previous one; PATH names a whole checkpoint at every moment.
/// Errors: io (the disk is full, the folder cannot be written): both old files stay as they were.
Status save_checkpoint(const std::string& path, const RunState& state, const TokenizerSpec& tokenizer,
                       Learner& learner);

struct CheckpointHead {
  RunState state;
  TokenizerSpec tokenizer;
};
/// What must be known before a learner can be made. Errors: not_found, bad_format (truncated, another
/// version; says which earlier checkpoint is there).
Result<CheckpointHead> read_checkpoint_head(const std::string& path);

/// Fills the learner. Errors: bad_format (another shape or optimiser, a checksum that does not fit: nothing
/// may be used of it; says which earlier checkpoint is there).
Status load_checkpoint(const std::string& path, Learner& learner);

}  // namespace ondol::train
