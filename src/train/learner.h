// A model that learns: parameters, optimiser and one lane a thread, in memory that was planned before step 1.
// A step takes a batch and changes the parameters; what a batch is made of, and how often, is for others.
//
// Threads take different rows of the batch and meet four times a step. The same batch, threads and processes
// give the same bits.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/arena.h"
#include "base/thread_pool.h"
#include "kernels/kernels.h"
#include "ondol/result.h"
#include "train/communicator.h"
#include "train/dataset.h"
#include "train/lane.h"
#include "train/optimizer.h"
#include "train/token_ngrams.h"

namespace ondol::train {

struct LearnerOptions {
  uint64_t memory_bytes = 0;            ///< all memory that the process may use; 0: no limit
  uint64_t used_bytes = 0;              ///< what it uses already (data, program)
  Communicator* others = nullptr;       ///< null: this process alone
  int64_t first_output = 0;             ///< tokens [first_output, first_output + n_output) are predicted
  int64_t n_output = 0;                 ///< 0: all
  std::span<const LabelRange> heads;    ///< what each prediction of a token chooses from; empty: one, of all
  std::span<const float> label_weight;  ///< [n_output] in the loss, by target; empty: 1
  const TokenNgrams* ngrams = nullptr;  ///< of the vocabulary, where the shape has buckets
};

/// What training will take, by part.
struct LearnerPlan {
  uint64_t parameters_bytes = 0;  ///< with averages
  uint64_t packed_bytes = 0;      ///< the matrices as the products read them
  uint64_t optimizer_bytes = 0;
  uint64_t lanes_bytes = 0;  ///< gradients and activations, one lane a thread
  int64_t micro_batch_tokens = 0;
  uint64_t total_bytes() const { return parameters_bytes + packed_bytes + optimizer_bytes + lanes_bytes; }
};

struct StepInput {
  const Batch* batch = nullptr;
  const float* teacher = nullptr;  ///< [tokens with a target][n_output] probabilities, or null
  int64_t step = 0;                ///< from 1
  float schedule = 1.0f;           ///< multiplies every learning rate
  uint64_t seed = 0;               ///< of dropout
};

struct StepReport {
  LossSum loss;
  double grad_norm = 0.0;  ///< before clipping
  bool finite() const;     ///< false: the parameters were left as they were
};

class Learner {
 public:
  /// Errors: over_budget (the plan, part by part, and what would fit), unsupported.
  static Result<std::unique_ptr<Learner>> create(const Recipe& recipe, const ModelShape& shape,
                                                 const Kernels& kernels, ThreadPool& pool,
                                                 const LearnerOptions& options);
  static LearnerPlan plan(const Recipe& recipe, const ModelShape& shape, const Kernels& kernels,
                          int n_threads, const LearnerOptions& options);

  const ModelShape& shape() const { return shape_; }
  const ParamLayout& layout() const { return layout_; }
  const LearnerPlan& memory() const { return plan_; }
  float* params() { return params_; }
  float* average() { return average_; }  ///< null without ema
  Optimizer& optimizer() { return *optimizer_; }
  int64_t n_output() const { return n_output_; }

  /// Random parameters.
  void initialise(uint64_t seed);
  StepReport step(const StepInput& input);
  /// Loss over all rows, with the averaged parameters if there are any.
  LossSum evaluate(const Dataset& data);
  /// [n_vocab][d_model], what a model file of these parameters holds: n-grams folded in. Valid until the next
  /// call.
  const float* token_table(const float* params);
  /// out[tokens with a target][n_output] += factor · what another model of this shape (its params) gives
  /// each output there.
  void add_probabilities(const float* params, const Batch& batch, float factor, float temperature,
                         float* out);

 private:
  Learner(const Recipe& recipe, const ModelShape& shape, const Kernels& kernels, ThreadPool& pool,
          const LearnerOptions& options);
  LearnerPlan lay_out(Arena& arena);
  Network network(const float* params) const;
  /// On all threads: the passes that follow read these parameters.
  void use(const float* params, int thread);
  std::pair<int64_t, int64_t> columns(int thread) const;
  MicroBatch rows(const Batch& batch, int64_t first, int64_t n_seq) const;
  void accumulate(const StepInput& input, float weight, int thread);
  void reduce_gradients(int thread);

  const Recipe& recipe_;
  const ModelShape shape_;
  const ParamLayout layout_;
  const Kernels& kernels_;
  const TrainGemm& gemm_;
  ThreadPool& pool_;
  Communicator* others_;
  const TokenNgrams* ngrams_;
  std::vector<LabelRange> heads_;
  std::span<const float> label_weight_;
  int64_t first_output_, n_output_, max_seq_;
  Arena arena_;
  LearnerPlan plan_;
  float* params_ = nullptr;
  float* average_ = nullptr;
  float* table_ = nullptr;  // the token table with what its letters add; null without n-grams
  float* cos_ = nullptr;
  float* sin_ = nullptr;
  std::unique_ptr<PackedWeights> weights_;
  std::unique_ptr<Optimizer> optimizer_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::vector<LossSum> sums_;    // by thread
  std::vector<double> squares_;  // by thread, of the gradients
  const float* used_ = nullptr;  // parameters that weights_ and table_ hold; null: none any more
};

}  // namespace ondol::train
