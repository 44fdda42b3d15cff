// Which type each tensor of a model gets when the whole is quantised to, say, Q4_K_M: a table of mixes, after
// llama.cpp's of the same names, so that sizes and quality compare. Pure: names and shapes in, types out.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "tensor/dtype.h"

namespace ondol {

/// What a mix needs to know of the model as a whole.
struct MixModel {
  int n_layer = 0;
  int n_gqa = 1;             ///< query heads a KV head: few KV heads make attn_v small, and worth more bits
  bool tied_output = false;  ///< no output.weight: token_embd.weight is the output matrix too
};

struct MixTensor {
  std::string_view name;  ///< as in GGUF: "blk.3.attn_v.weight"
  uint64_t n_cols = 0;    ///< elements of a row
  uint64_t n_rows = 1;    ///< of all further dimensions together; 1: a vector
};

struct MixChoice {
  DType dtype;   ///< what the tensor gets
  DType wanted;  ///< what the mix meant; another type when its blocks do not divide the row
  bool fell_back() const { return dtype != wanted; }
};

enum class MixLayers : uint8_t {
  none,
  all,
  first_2,
  first_4,
  first_sixteenth,
  first_eighth,
  spread,       ///< the first and last eighth and every third between them
  shared_heads  ///< every layer, where four or more query heads share a KV head
};

/// One kind of tensor in a mix: `more` in those layers, else `usual`.
struct MixRule {
  DType usual;
  DType more;
  MixLayers layers = MixLayers::none;
};

struct QuantMix {
  const char* name;    ///< "Q4_K_M"
  uint32_t file_type;  ///< GGUF's general.file_type
  DType base;          ///< every matrix without a rule of its own
  DType output;
  MixRule attn_v, attn_qkv, attn_output, ffn_down;

  /// pure: the base type for every matrix, the output too.
  MixChoice choose(const MixModel& model, const MixTensor& tensor, bool pure = false) const;
};

/// Any case; nullptr for a name that is no mix.
const QuantMix* find_quant_mix(std::string_view name);
/// All of them, from most bits to least.
std::span<const QuantMix> quant_mixes();

/// 3 for "blk.3.attn_v.weight", -1 for tensors outside the layers.
int layer_of_tensor(std::string_view name);

}  // namespace ondol
