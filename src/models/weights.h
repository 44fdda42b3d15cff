// The weights of a decoder, by role. Views into the model file's mapping; absent parts are empty views.
#pragma once

#include <vector>

#include "tensor/tensor_view.h"

namespace ondol {

struct LayerWeights {
  TensorView attn_norm, ffn_norm;            ///< f32 [d_model]; before the block
  TensorView attn_post_norm, ffn_post_norm;  ///< f32 [d_model]; after the block (Gemma, OLMo 2)
  TensorView q, k, v, attn_out;              ///< [n_head·d_head, d_model], …, [d_model, n_head·d_head]
  TensorView q_bias, k_bias, v_bias, attn_out_bias;
  TensorView q_norm, k_norm;  ///< f32 [d_head], or over all heads
  TensorView gate, up, down;  ///< [d_ff, d_model] ×2, [d_model, d_ff]
};

struct ModelWeights {
  TensorView token_embedding;  ///< [n_vocab, d_model]
  TensorView output;           ///< [n_vocab, d_model]; the embedding again when tied
  TensorView output_norm;
  std::vector<LayerWeights> layers;
};

}  // namespace ondol
