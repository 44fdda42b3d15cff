// A tiny decoder with everything a pass needs, for the tests of passes: parameters, packed weights, one lane.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "kernels/kernels.h"
#include "train/lane.h"
#include "train/random.h"

namespace ondol::train::test {

struct TinyRows {
  int64_t n_seq, n_tok;
  std::vector<int32_t> tokens, targets, doc_start;
  std::vector<int32_t> doc_end{};
  int64_t n_head = 1;
  MicroBatch micro() const {
    MicroBatch batch;
    batch.n_seq = n_seq;
    batch.n_tok = n_tok;
    batch.tokens = tokens.data();
    batch.targets = targets.data();
    batch.doc_start = doc_start.data();
    if (!doc_end.empty()) batch.doc_end = doc_end.data();
    batch.n_head = n_head;
    return batch;
  }
};

/// Random tokens; a third of the targets missing; two documents a row where split.
inline TinyRows random_rows(int64_t n_seq, int64_t n_tok, int64_t n_vocab, bool split, uint64_t seed = 5) {
  Random random(seed);
  TinyRows rows{n_seq, n_tok, {}, {}, {}};
  for (int64_t i = 0; i < n_seq * n_tok; ++i) {
    const int64_t t = i % n_tok;
    rows.tokens.push_back(static_cast<int32_t>(random.bits() % static_cast<uint64_t>(n_vocab)));
    rows.targets.push_back(
        random.uniform() < 0.3 ? -1 : static_cast<int32_t>(random.bits() % static_cast<uint64_t>(n_vocab)));
    const int64_t second = n_tok * 2 / 5;
    rows.doc_start.push_back(split && t >= second ? static_cast<int32_t>(second) : 0);
    rows.doc_end.push_back(static_cast<int32_t>(split && t < second ? second : n_tok));
  }
  return rows;
}

class TinyNetwork {
 public:
  explicit TinyNetwork(const ModelShape& shape, bool bf16 = false, int64_t max_seq = 4)
      : TinyNetwork(shape, *select_kernels(nullptr, nullptr), bf16, max_seq) {}
  TinyNetwork(const ModelShape& shape, const Kernels& kernels, bool bf16, int64_t max_seq)
      : TinyNetwork(shape, kernels, bf16 ? kernels.train->bf16 : kernels.train->f32, max_seq) {}
  /// gemm: for the linear layers, of these kernels or not.
  TinyNetwork(const ModelShape& shape, const Kernels& kernels, const TrainGemm& gemm, int64_t max_seq)
      : shape_(shape),
        layout_(shape),
        kernels_(kernels),
        gemm_(gemm),
        params_(static_cast<size_t>(layout_.n_floats())),
        cos_(static_cast<size_t>(shape.n_ctx * shape.d_head / 2)),
        sin_(cos_.size()) {
    fill_rope_tables(shape, cos_.data(), sin_.data());
    Arena measure;
    lay_out(measure, max_seq);
    auto arena = Arena::create(measure.used_bytes());
    EXPECT_TRUE(arena.ok());
    arena_ = std::move(*arena);
    lay_out(arena_, max_seq);
    ModelRecipe recipe;
    recipe.init_std = 0.2;  // large enough that every derivative is far from rounding
    recipe.embedding_init_std = 0.5;
    initialise(layout_, shape, recipe, 7, params_.data());
    Random random(3);
    for (const Param& p : layout_.params()) {
      if (p.kind != ParamKind::norm) continue;
      for (int64_t i = 0; i < p.n(); ++i)
        params_[static_cast<size_t>(p.offset + i)] += static_cast<float>(0.2 * random.normal());
    }
  }

  Network network() {
    return {shape_, layout_,     *weights_,   params_.data(), kernels_,
            gemm_,  cos_.data(), sin_.data(), token_table(),  heads_};
  }
  const float* token_table() const { return params_.data() + layout_.at(layout_.embedding()).offset; }
  void pack() { weights_->pack(params_.data(), token_table(), 0, 1); }
  double loss(const TinyRows& rows) {
    pack();
    return lane_->forward(network(), rows.micro()).nll;
  }
  LossSum gradients(const TinyRows& rows, const LossOptions& options) {
    pack();
    std::fill_n(lane_->gradients(), layout_.n_floats(), 0.0f);
    return lane_->forward_backward(network(), rows.micro(), options);
  }

  const ModelShape shape_;
  const ParamLayout layout_;
  const Kernels& kernels_;
  const TrainGemm& gemm_;
  std::vector<float> params_, cos_, sin_;
  std::vector<LabelRange> heads_;
  Arena arena_;
  std::unique_ptr<PackedWeights> weights_;
  std::unique_ptr<Lane> lane_;

 private:
  void lay_out(Arena& arena, int64_t max_seq) {
    weights_ = std::make_unique<PackedWeights>(layout_, gemm_, 0, shape_.n_vocab, arena);
    lane_ = std::make_unique<Lane>(shape_, layout_, gemm_, max_seq, shape_.n_vocab, true, arena);
  }
};

inline ModelShape tiny_shape() {
  return {.d_model = 24,
          .n_layer = 2,
          .n_head = 4,
          .n_kv_head = 2,
          .d_head = 8,
          .d_ff = 40,
          .n_vocab = 50,
          .n_ctx = 90};
}

}  // namespace ondol::train::test
