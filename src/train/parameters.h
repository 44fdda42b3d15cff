// The trainable numbers of a llama-family decoder: their shapes, where each lies in one flat array, how they
// begin. The same layout serves parameters, gradients, moments and averages. Knows nothing of files or of the
// passes.
//
// Dimensions: d_in = length of an input row, d_out = rows of a matrix. Products that share their input are
// one matrix: qkv is [q; k; v], gate_up is [gate; up].
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "train/recipe.h"

namespace ondol::train {

struct ModelShape {
  int64_t d_model = 0, n_layer = 0, n_head = 0, n_kv_head = 0, d_head = 0, d_ff = 0, n_vocab = 0, n_ctx = 0;
  int64_t n_bucket = 0;  ///< rows of token_ngrams.h's table
  bool tied = true;      ///< the output matrix is the embedding
  bool qk_norm = true;   ///< RMSNorm on each head of q and k before RoPE (Qwen 3; arXiv 2010.04245)
  bool causal = true;    ///< a token sees no later ones
  float rope_theta = 10000.0f, norm_eps = 1e-6f, dropout = 0.0f;

  int64_t n_q() const { return n_head * d_head; }
  int64_t n_kv() const { return n_kv_head * d_head; }
  int64_t n_qk() const { return n_q() + n_kv(); }
  int64_t n_qkv() const { return n_q() + 2 * n_kv(); }

  static ModelShape of(const ModelRecipe& recipe, int64_t n_vocab);
};

enum class ParamKind : uint8_t { embedding, matrix, norm };

struct Param {
  std::string name;     ///< in checkpoints
  int64_t d_out, d_in;  ///< norms: 1 × length
  ParamKind kind;
  int64_t offset;                ///< in floats, a multiple of 16
  std::vector<int64_t> parts{};  ///< rows of the matrices that lie in this one, empty: one
  int64_t n() const { return d_out * d_in; }
};

struct LayerParams {
  int attn_norm, qkv, q_norm, k_norm, attn_out, ffn_norm, gate_up, down;  ///< indices; −1: not there
};

class ParamLayout {
 public:
  explicit ParamLayout(const ModelShape& shape);

  std::span<const Param> params() const { return params_; }
  const Param& at(int index) const { return params_[static_cast<size_t>(index)]; }
  const LayerParams& layer(int64_t i) const { return layers_[static_cast<size_t>(i)]; }
  int embedding() const { return embedding_; }
  int output() const { return output_; }  ///< the embedding when tied
  int output_norm() const { return output_norm_; }
  int ngrams() const { return ngrams_; }          ///< −1: not there
  int64_t n_floats() const { return n_floats_; }  ///< with padding
  int64_t n_params() const;                       ///< without

 private:
  int add(std::string name, int64_t d_out, int64_t d_in, ParamKind kind, std::vector<int64_t> parts = {});

  std::vector<Param> params_;
  std::vector<LayerParams> layers_;
  int embedding_ = -1, output_ = -1, output_norm_ = -1, ngrams_ = -1;
  int64_t n_floats_ = 0;
};

/// Norms 1; matrices and embedding normal with the recipe's deviations, those that write to the residual
/// stream divided by √(2·n_layer) (GPT-2). The same numbers for the same seed on every machine.
void initialise(const ParamLayout& layout, const ModelShape& shape, const ModelRecipe& recipe, uint64_t seed,
                float* params);

}  // namespace ondol::train
