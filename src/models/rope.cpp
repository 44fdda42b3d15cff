// RoPE tables from GGUF metadata: the frequencies, and the scalings that stretch them over longer contexts.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/try.h"
#include "models/binder.h"

namespace ondol {
namespace {

struct Scaling {
  std::string type;
  double factor = 1.0;
  int64_t n_ctx_original = 0;
};

Result<Scaling> read_scaling(const Binder& binder, const ModelConfig& config) {
  Scaling scaling;
  ONDOL_ASSIGN(scaling.type, binder.file().string_or(binder.key("rope.scaling.type"), "none"));
  ONDOL_ASSIGN(scaling.factor, binder.positive_or("rope.scaling.factor", 1.0));
  ONDOL_ASSIGN(uint64_t original,
               binder.uint_or("rope.scaling.original_context_length",
                              static_cast<uint64_t>(config.n_ctx_train), uint64_t{1} << 31));
  scaling.n_ctx_original = static_cast<int64_t>(original);
  if (scaling.type != "none" && scaling.type != "linear" && scaling.type != "yarn" &&
      scaling.type != "longrope")
    return Error{ErrorCode::unsupported, binder.file().path() + ": " + binder.key("rope.scaling.type") +
                                             ": expected none, linear, yarn or longrope, got \"" +
                                             scaling.type + "\""};
  return scaling;
}

// YaRN (arXiv 2309.00071, section 3.2): dimensions that turn often keep their frequency, those that turn less
// than once in the original context are interpolated, between them a ramp (beta_fast = 32, beta_slow = 1
// turns).
void apply_yarn(RopeConfig& rope, const Scaling& scaling, double theta, double beta_fast, double beta_slow) {
  const auto n_rot = static_cast<double>(rope.n_rot);
  const auto dim_of_turns = [&](double turns) {
    return n_rot * std::log(static_cast<double>(scaling.n_ctx_original) / (turns * 2 * std::numbers::pi)) /
           (2 * std::log(theta));
  };
  const double low = std::max(std::floor(dim_of_turns(beta_fast)), 0.0);
  double high = std::min(std::ceil(dim_of_turns(beta_slow)), n_rot - 1);
  if (high <= low) high = low + 0.001;
  for (size_t i = 0; i < rope.inv_freq.size(); ++i) {
    const double ramp = std::clamp((static_cast<double>(i) - low) / (high - low), 0.0, 1.0);
    rope.inv_freq[i] = static_cast<float>(rope.inv_freq[i] * ((1 - ramp) + ramp / scaling.factor));
  }
}

// Per-dimension divisors stored as a tensor: Llama 3's rope_freqs, Phi-3's LongRoPE factors.
Status apply_factors(const Binder& binder, RopeConfig& rope, const char* name, bool optional) {
  TensorView factors;
  ONDOL_TRY(binder.vector(factors, name, rope.n_rot / 2, optional));
  if (factors.empty()) return {};
  const auto* values = static_cast<const float*>(factors.data);
  for (size_t i = 0; i < rope.inv_freq.size(); ++i) {
    if (!(values[i] > 0))
      return Error{ErrorCode::bad_format, binder.file().path() + ": tensor " + name + ": element " +
                                              std::to_string(i) + ": expected a factor above 0, got " +
                                              std::to_string(values[i])};
    rope.inv_freq[i] /= values[i];
  }
  return {};
}

}  // namespace

Result<RopeConfig> Binder::read_rope(const ModelConfig& config, const RopeOptions& options) const {
  RopeConfig rope;
  rope.neox = options.neox;
  const int64_t n_rot_default = options.n_rot_default > 0 ? options.n_rot_default : config.d_head;
  ONDOL_ASSIGN(uint64_t n_rot, uint_or("rope.dimension_count", static_cast<uint64_t>(n_rot_default), 1024));
  rope.n_rot = static_cast<int64_t>(n_rot);
  if (n_rot == 0 || n_rot % 2 != 0 || rope.n_rot > config.d_head)
    return bad(key("rope.dimension_count") + ": expected an even number up to the head length " +
               std::to_string(config.d_head) + ", got " + std::to_string(n_rot));
  ONDOL_ASSIGN(double theta, positive_or(options.theta_key, options.theta_default));

  // float32 steps as in the reference implementations: pow in double would differ in the last bits of the
  // angle.
  rope.inv_freq.resize(n_rot / 2);
  for (size_t i = 0; i < rope.inv_freq.size(); ++i) {
    const float exponent = static_cast<float>(2 * i) / static_cast<float>(n_rot);
    rope.inv_freq[i] = 1.0f / std::pow(static_cast<float>(theta), exponent);
  }
  if (options.ignore_scaling) return rope;

  ONDOL_ASSIGN(const Scaling scaling, read_scaling(*this, config));
  ONDOL_ASSIGN(double attn_factor, positive_or("rope.scaling.attn_factor", 1.0));
  if (scaling.type == "linear") {
    for (float& f : rope.inv_freq) f = static_cast<float>(f / scaling.factor);
  } else if (scaling.type == "yarn") {
    ONDOL_ASSIGN(double beta_fast, positive_or("rope.scaling.yarn_beta_fast", 32.0));
    ONDOL_ASSIGN(double beta_slow, positive_or("rope.scaling.yarn_beta_slow", 1.0));
    apply_yarn(rope, scaling, theta, beta_fast, beta_slow);
    attn_factor *= 0.1 * std::log(scaling.factor) + 1.0;
  }
  rope.attn_factor = static_cast<float>(attn_factor);
  ONDOL_TRY(apply_factors(*this, rope, "rope_freqs.weight", true));
  if (file_.tensor("rope_factors_long.weight") != nullptr ||
      file_.tensor("rope_factors_short.weight") != nullptr) {
    const bool is_long = options.n_ctx > scaling.n_ctx_original;
    ONDOL_TRY(apply_factors(*this, rope, is_long ? "rope_factors_long.weight" : "rope_factors_short.weight",
                            false));
  }
  return rope;
}

}  // namespace ondol
