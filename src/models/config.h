// What one architecture's forward pass needs to know beyond its weights: shapes, and which of the variants of
// the transformer block apply. Each file in arch/ fills one from GGUF metadata; transformer.cpp reads it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ondol {

enum class Activation : uint8_t { silu, gelu_tanh };

/// Rotary position embedding: angle(pos, i) = pos · inv_freq[i]; cos and sin are multiplied by attn_factor.
/// RoFormer (arXiv 2104.09864); scaling: linear, Llama 3, YaRN (arXiv 2309.00071), LongRoPE (arXiv
/// 2402.13753).
struct RopeConfig {
  int64_t n_rot = 0;  ///< rotated values of each head, even
  bool neox = false;  ///< pairs (i, i+n_rot/2); otherwise (2i, 2i+1). The wrong one gives fluent nonsense.
  std::vector<float> inv_freq;  ///< [n_rot/2]
  float attn_factor = 1.0f;
};

struct LayerConfig {
  int rope = 0;        ///< index into ModelConfig::ropes, −1 = no position encoding in this layer
  int64_t window = 0;  ///< sliding window in tokens, 0 = the whole context
};

struct ModelConfig {
  std::string arch;
  int64_t n_layer = 0, d_model = 0, n_head = 0, n_kv_head = 0, d_head = 0, d_ff = 0, n_vocab = 0;
  int64_t n_ctx_train = 0;
  float norm_eps = 1e-5f;
  Activation activation = Activation::silu;
  float embedding_scale = 1.0f;  ///< multiplies the token embedding
  float residual_scale = 1.0f;   ///< multiplies each block's output before it is added
  float attention_scale = 0.0f;  ///< multiplies q·k
  float logit_scale = 1.0f;      ///< multiplies the logits
  float attention_softcap = 0.0f;
  float logit_softcap = 0.0f;
  bool causal = true;          ///< false: a token sees all of the text, which must be appended in one piece
  bool qk_norm_whole = false;  ///< q/k norm over all heads together (OLMo 2), not per head
  std::vector<RopeConfig> ropes;
  std::vector<LayerConfig> layers;
};

}  // namespace ondol
