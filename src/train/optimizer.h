// AdamW, and Muon for the matrices: from the summed gradients to new parameters, every thread its share.
// Knows nothing of where the gradients came from.
//
// Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon): the momentum of each matrix is made
// orthogonal by five Newton–Schulz steps, so that every direction of it moves equally far.
#pragma once

#include <cstdint>
#include <vector>

#include "base/arena.h"
#include "kernels/kernels.h"
#include "kernels/train_kernels.h"
#include "train/parameters.h"
#include "train/recipe.h"

namespace ondol::train {

/// What one update needs besides gradients.
struct UpdateRates {
  int64_t step = 0;         ///< from 1
  float schedule = 1.0f;    ///< multiplies every learning rate
  float grad_scale = 1.0f;  ///< of clipping
};

class Optimizer {
 public:
  Optimizer(const ParamLayout& layout, const TrainRecipe& recipe, const Kernels& kernels, int n_threads,
            Arena& arena);

  /// This thread's share of the update; no two threads touch the same parameter.
  void update(float* params, const float* gradients, const UpdateRates& rates, int thread);

  /// State that a checkpoint keeps, by parameter: the first moment or momentum, and the second or null.
  float* first(int param) const { return m_ + layout_.at(param).offset; }
  float* second(int param) const;

 private:
  struct Share {
    int param;
    int64_t begin, end;  // floats of the parameter
  };
  struct MuonPart {
    int param;
    int64_t first_row, rows, cols;
    double cost() const;
  };
  struct MuonScratch {
    float *x, *product, *gram, *gram2;
    void* panels;
    void* gemm;
  };

  bool uses_muon(const Param& param) const;
  void share_out(int n_threads);
  MuonScratch take_scratch(int thread, Arena& arena) const;
  void adam(const Share& share, float* params, const float* gradients, const UpdateRates& rates) const;
  void muon(const MuonPart& part, const MuonScratch& scratch, float* params, const float* gradients,
            const UpdateRates& rates) const;
  void orthogonalise(const MuonPart& part, const MuonScratch& scratch) const;

  const ParamLayout& layout_;
  const TrainRecipe& recipe_;
  const Kernels& kernels_;
  float* m_;
  float* v_ = nullptr;
  std::vector<int64_t> v_offset_;           // −1: has none
  std::vector<std::vector<Share>> shares_;  // by thread
  std::vector<std::vector<MuonPart>> parts_;
  std::vector<MuonScratch> scratch_;
};

}  // namespace ondol::train
