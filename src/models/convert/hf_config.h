// config.json of a Hugging Face checkpoint: the dimensions every decoder has, checked, and its RoPE
// parameters in one spelling. What only some architectures have is read in hf_architectures.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/convert/json_file.h"

namespace ondol {

struct HfArchitecture;  // a row of hf_architectures.h

/// From rope_parameters (transformers 5) or rope_theta and rope_scaling (before).
struct HfRope {
  double theta = 10000.0;
  std::optional<double> theta_local;  ///< Gemma 3: base of the sliding-window layers
  std::string type = "default";       ///< default, linear, dynamic, llama3, yarn, longrope
  JsonFile params{"", nlohmann::json::object()};
};

struct HfConfig {
  const HfArchitecture* arch = nullptr;
  JsonFile json{"", nlohmann::json::object()};
  /// Before the tensor names, in checkpoints that wrap a language model ("language_model.").
  bool wrapped = false;
  uint64_t n_layer = 0, d_model = 0, d_ff = 0, n_head = 0, n_kv_head = 0, d_head = 0, n_ctx = 0;
  bool d_head_given = false;
  double norm_eps = 0;
  HfRope rope;

  uint64_t n_q() const { return n_head * d_head; }
  uint64_t n_kv() const { return n_kv_head * d_head; }

  /// Reads DIR/config.json. Errors: not_found, bad_format, unsupported (architecture, quantised checkpoint).
  static Result<HfConfig> load(const std::string& dir);
};

}  // namespace ondol
