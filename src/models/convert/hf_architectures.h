// The table of checkpoint architectures: one row each, naming what differs in tensors and metadata.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "format/gguf.h"
#include "models/convert/hf_config.h"

namespace ondol {

struct HfArchitecture {
  const char* hf_name;    ///< config.json: architectures[0]
  const char* gguf_name;  ///< general.architecture
  const char* activation;
  /// Q and K rows reordered so that RoPE pairs lie side by side (2i, 2i+1), where HF has (i, i + d/2):
  /// the runtimes of this architecture rotate neighbours. Wrong either way gives fluent nonsense.
  bool permute_qk;
  bool norm_plus_one;   ///< HF stores norm weights minus one
  bool sandwich_norms;  ///< post_attention_layernorm follows the attention block, it does not precede the MLP
  /// Metadata that only this architecture has; appends notes.
  Status (*describe)(const HfConfig& config, GgufWriter& writer, std::vector<std::string>& notes);
};

const HfArchitecture* find_hf_architecture(std::string_view hf_name);
std::string known_hf_architectures();  ///< "A, B, C"

/// All of ARCH.* metadata: the common keys, RoPE, and the row's own.
Status describe_model(const HfConfig& config, uint64_t n_vocab, GgufWriter& writer,
                      std::vector<std::string>& notes);

}  // namespace ondol
