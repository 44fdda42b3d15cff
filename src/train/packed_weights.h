// The matrices once more, packed for the products of one step: W·x wants them one way, its derivative by x
// the other. Made again after every update of the parameters.
#pragma once

#include <vector>

#include "base/arena.h"
#include "kernels/train_kernels.h"
#include "train/parameters.h"

namespace ondol::train {

/// One right-hand operand, as TrainGemm::pack made it.
struct Panels {
  void* data = nullptr;
  int64_t n_k = 0, n_cols = 0;
};

class PackedWeights {
 public:
  /// Output rows [first_output, first_output + n_output) of the output matrix are packed: those that have
  /// logits.
  PackedWeights(const ParamLayout& layout, const TrainGemm& gemm, int64_t first_output, int64_t n_output,
                Arena& arena);

  /// This thread's share of the packing. token_table takes the place of the embedding's parameters.
  void pack(const float* params, const float* token_table, int thread, int n_threads);

  const Panels& forward(int param) const { return rows_[static_cast<size_t>(param)].forward; }    ///< x·Wᵀ
  const Panels& backward(int param) const { return rows_[static_cast<size_t>(param)].backward; }  ///< dy·W
  int64_t first_output() const { return first_output_; }
  int64_t n_output() const { return n_output_; }

 private:
  struct Row {
    Panels forward, backward;
    int64_t offset = 0, d_out = 0, d_in = 0;  // of what is packed, in its parameter
  };
  const TrainGemm& gemm_;
  const ParamLayout& layout_;
  int64_t first_output_, n_output_;
  std::vector<Row> rows_;  // as ParamLayout's; empty where nothing multiplies by it
};

}  // namespace ondol::train
