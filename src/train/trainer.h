// A recipe carried out: data, steps, rates, checkpoints, log, picture, and the model file at the end.
// Knows nothing of terminals.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "kernels/kernels.h"
#include "ondol/result.h"
#include "train/communicator.h"
#include "train/recipe.h"

namespace ondol::train {

struct TrainProgress {
  std::string phase;  ///< "" for the model itself, "teacher 1 of 2"
  int64_t step = 0;
  double fraction = 0.0;   ///< of this phase's run, 0 … 1
  double loss = 0.0;       ///< of the last step, nats a target
  double dev_loss = -1.0;  ///< of the last evaluation; −1: none yet
  double dev_accuracy = -1.0;
  double tok_s = 0.0;
  double left_s = 0.0;
};
/// Called after every step. Returning false ends the run with a checkpoint: error `cancelled`.
using TrainProgressFn = std::function<bool(const TrainProgress&)>;

struct TrainerOptions {
  bool resume = false;  ///< go on from the checkpoint; without it an existing one is refused, not overwritten
  bool restart = false;  ///< an existing checkpoint may be overwritten
  int n_threads = 1;
  uint64_t memory_bytes = 0;       ///< 0: no limit
  Communicator* others = nullptr;  ///< null: this process alone
};

struct TrainSummary {
  std::string model_path, checkpoint_path, log_path, curve_path;
  int64_t steps = 0, n_params = 0, n_vocab = 0, tokens = 0;
  double minutes = 0.0, loss = 0.0, dev_loss = 0.0, dev_accuracy = 0.0, tok_s = 0.0;
  uint64_t memory_plan_bytes = 0, file_bytes = 0;
  std::vector<std::string> notes;
  bool quiet = false;  ///< another process of the run reports
};

/// Where a recipe's files go: the model, and beside it .checkpoint, .log.jsonl, .svg.
std::string checkpoint_path(const Recipe& recipe);

/// Errors: those of the data, over_budget (the plan), bad_format (a checkpoint that does not fit),
/// invalid_argument (a checkpoint is there and neither resume nor restart was asked for), internal numbers
/// that are no longer finite (the step, its rows and the last good checkpoint), cancelled.
Result<TrainSummary> train_model(const Recipe& recipe, const Kernels& kernels, const TrainerOptions& options,
                                 const TrainProgressFn& progress);

}  // namespace ondol::train
