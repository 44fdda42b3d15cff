// Reads what arch/ files need from a GGUF file, with every value and shape checked on the way.
// Knows nothing of any one architecture.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "format/gguf.h"
#include "models/config.h"
#include "models/weights.h"
#include "ondol/result.h"

namespace ondol {

/// How a scaled RoPE table is made from the metadata; arch files set what differs from the default.
struct RopeOptions {
  bool neox = false;
  double theta_default = 10000.0;
  int64_t n_rot_default = 0;    ///< 0 = d_head
  bool ignore_scaling = false;  ///< the local layers of Gemma 3
  const char* theta_key = "rope.freq_base";
  int64_t n_ctx = 0;  ///< decides between LongRoPE's short and long factors
};

class Binder {
 public:
  Binder(const GgufFile& file, std::string arch) : file_(file), arch_(std::move(arch)) {}

  const GgufFile& file() const { return file_; }
  /// "llama.block_count" from "block_count".
  std::string key(std::string_view suffix) const { return arch_ + "." + std::string(suffix); }

  /// The shapes every architecture has, checked against each other. Fills everything but ropes and layers.
  Status read_shapes(ModelConfig& config) const;
  Result<RopeConfig> read_rope(const ModelConfig& config, const RopeOptions& options) const;
  /// A positive, finite metadata number.
  Result<double> positive_or(std::string_view suffix, double fallback) const;
  /// A finite metadata number.
  Result<double> finite_or(std::string_view suffix, double fallback) const;
  Result<uint64_t> uint_or(std::string_view suffix, uint64_t fallback, uint64_t max) const;

  /// A weight matrix of exactly [n_rows, n_cols]; absent: an error, or an empty view if optional.
  Status matrix(TensorView& out, const std::string& name, int64_t n_rows, int64_t n_cols,
                bool optional = false) const;
  /// An f32 vector of exactly n finite values (norm weights, biases, factors).
  Status vector(TensorView& out, const std::string& name, int64_t n, bool optional = false) const;

  /// Token embedding, output (tied when absent), output norm.
  Status bind_ends(const ModelConfig& config, ModelWeights& weights) const;
  /// Names as most architectures have them; parts that the file lacks and that are optional stay empty.
  Status bind_layers(const ModelConfig& config, ModelWeights& weights) const;

 private:
  Status bind_layer(const ModelConfig& config, int64_t i, LayerWeights& layer) const;
  Status bind_qkv(const ModelConfig& config, const std::string& prefix, LayerWeights& layer) const;
  Status bind_ffn(const ModelConfig& config, const std::string& prefix, LayerWeights& layer) const;
  Error bad(const std::string& what) const;

  const GgufFile& file_;
  std::string arch_;
};

}  // namespace ondol
