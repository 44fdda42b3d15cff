// See hf_rope.h. Llama 3's scaling: Meta's reference implementation of Llama 3.1; LongRoPE:
// arXiv 2402.13753; YaRN: arXiv 2309.00071.
#include "models/convert/hf_rope.h"

#include <cmath>
#include <numbers>

#include "base/try.h"
#include "models/convert/hf_architectures.h"

namespace ondol {
namespace {

std::string key(const HfConfig& c, const char* suffix) {
  return std::string(c.arch->gguf_name) + ".rope." + suffix;
}

Result<double> positive(const JsonFile& json, const char* name, double fallback) {
  ONDOL_ASSIGN(const double value, json.number_or(name, fallback));
  if (!(value > 0)) return json.wrong(name, "a number above 0");
  return value;
}

/// Rotated values of each head.
Result<uint64_t> n_rot(const HfConfig& c) {
  const JsonFile& holder = c.rope.params.has("partial_rotary_factor") ? c.rope.params : c.json;
  ONDOL_ASSIGN(const double part, positive(holder, "partial_rotary_factor", 1.0));
  const auto rotated = static_cast<uint64_t>(part * static_cast<double>(c.d_head));
  if (part > 1.0 || rotated < 2 || rotated % 2 != 0) {
    return holder.wrong("partial_rotary_factor",
                        "an even number of rotated values of " + std::to_string(c.d_head));
  }
  return rotated;
}

/// Where the context of pre-training is written: inside the scaling, or beside it (Phi-3).
Result<double> original_context(const HfConfig& c, double fallback) {
  constexpr const char* name = "original_max_position_embeddings";
  const JsonFile& holder = c.rope.params.has(name) ? c.rope.params : c.json;
  return positive(holder, name, fallback);
}

Status describe_yarn(const HfConfig& c, GgufWriter& w) {
  const JsonFile& params = c.rope.params;
  ONDOL_ASSIGN(const double factor, positive(params, "factor", 1.0));
  ONDOL_ASSIGN(const double original, original_context(c, static_cast<double>(c.n_ctx)));
  w.set_string(key(c, "scaling.type"), "yarn");
  w.set_float(key(c, "scaling.factor"), static_cast<float>(factor));
  w.set_uint(key(c, "scaling.original_context_length"), static_cast<uint32_t>(original));
  for (const char* name : {"beta_fast", "beta_slow"}) {
    if (!params.has(name)) continue;
    ONDOL_ASSIGN(const double beta, positive(params, name, 1.0));
    w.set_float(key(c, "scaling.yarn_") + name, static_cast<float>(beta));
  }
  if (params.has("mscale") || params.has("mscale_all_dim")) {
    return params.wrong("mscale", "no mscale", ErrorCode::unsupported);
  }
  if (params.has("attention_factor")) {
    // Readers multiply by YaRN's own 0.1·ln(factor) + 1; the key holds what is left of a given factor.
    ONDOL_ASSIGN(const double given, positive(params, "attention_factor", 1.0));
    const double usual = factor > 1 ? 0.1 * std::log(factor) + 1.0 : 1.0;
    w.set_float(key(c, "scaling.attn_factor"), static_cast<float>(given / usual));
  }
  return {};
}

Status describe_longrope(const HfConfig& c, GgufWriter& w) {
  ONDOL_ASSIGN(const double original, original_context(c, static_cast<double>(c.n_ctx)));
  if (!(original > 1)) return c.json.wrong("original_max_position_embeddings", "a number above 1");
  w.set_uint(key(c, "scaling.original_context_length"), static_cast<uint32_t>(original));
  const double scale = static_cast<double>(c.n_ctx) / original;
  const double usual = scale > 1 ? std::sqrt(1 + std::log(scale) / std::log(original)) : 1.0;
  ONDOL_ASSIGN(const double factor, positive(c.rope.params, "attention_factor", usual));
  w.set_float(key(c, "scaling.attn_factor"), static_cast<float>(factor));
  return {};
}

/// Divisors of the frequencies: none for short wavelengths, `factor` for those longer than the original
/// context, blended between.
Result<std::vector<float>> llama3_factors(const HfConfig& c) {
  const JsonFile& params = c.rope.params;
  ONDOL_ASSIGN(const double factor, positive(params, "factor", 8.0));
  ONDOL_ASSIGN(const double low, positive(params, "low_freq_factor", 1.0));
  ONDOL_ASSIGN(const double high, positive(params, "high_freq_factor", 4.0));
  ONDOL_ASSIGN(const double original, original_context(c, 8192));
  if (!(high > low)) return params.wrong("high_freq_factor", "more than low_freq_factor");
  ONDOL_ASSIGN(const uint64_t rotated, n_rot(c));
  std::vector<float> factors;
  for (uint64_t i = 0; i < rotated; i += 2) {
    // Float steps as in the reference implementation, so that its rounding is ours.
    const float exponent = static_cast<float>(i) / static_cast<float>(rotated);
    const float freq = 1.0F / std::pow(static_cast<float>(c.rope.theta), exponent);
    const double wavelength = 2 * std::numbers::pi / static_cast<double>(freq);
    double divisor = 1;
    if (wavelength > original / low) {
      divisor = factor;
    } else if (wavelength >= original / high) {
      const double smooth = (original / wavelength - low) / (high - low);
      divisor = 1 / ((1 - smooth) / factor + smooth);
    }
    factors.push_back(static_cast<float>(divisor));
  }
  return factors;
}

Result<std::vector<float>> longrope_factors(const HfConfig& c, const char* name) {
  ONDOL_ASSIGN(const auto values, c.rope.params.numbers(name));
  ONDOL_ASSIGN(const uint64_t rotated, n_rot(c));
  if (values.size() != rotated / 2) {
    return c.rope.params.wrong(name, std::to_string(rotated / 2) + " numbers");
  }
  std::vector<float> out;
  for (const double value : values) {
    if (!(value > 0)) return c.rope.params.wrong(name, "numbers above 0");
    out.push_back(static_cast<float>(value));
  }
  return out;
}

}  // namespace

Status describe_rope(const HfConfig& c, GgufWriter& w, std::vector<std::string>& notes) {
  ONDOL_ASSIGN(const uint64_t rotated, n_rot(c));
  w.set_uint(key(c, "dimension_count"), static_cast<uint32_t>(rotated));
  w.set_float(key(c, "freq_base"), static_cast<float>(c.rope.theta));
  if (c.rope.theta_local.has_value())
    w.set_float(key(c, "freq_base_swa"), static_cast<float>(*c.rope.theta_local));
  if (c.rope.type == "linear") {
    ONDOL_ASSIGN(const double factor, positive(c.rope.params, "factor", 1.0));
    w.set_string(key(c, "scaling.type"), "linear");
    w.set_float(key(c, "scaling.factor"), static_cast<float>(factor));
    return {};
  }
  if (c.rope.type == "yarn") return describe_yarn(c, w);
  if (c.rope.type == "longrope") return describe_longrope(c, w);
  if (c.rope.type == "dynamic") {
    notes.push_back("rope_scaling \"dynamic\": left out; it changes nothing up to " +
                    std::to_string(c.n_ctx) + " tokens, beyond them the model is worse than with it");
  }
  if (c.rope.type != "longrope" && std::string_view(c.arch->gguf_name) == "phi3") {
    // phi3's readers want the key in any case.
    ONDOL_ASSIGN(const double original, original_context(c, static_cast<double>(c.n_ctx)));
    w.set_uint(key(c, "scaling.original_context_length"), static_cast<uint32_t>(original));
  }
  return {};
}

Result<std::vector<PlannedTensor>> rope_tensors(const HfConfig& c) {
  std::vector<PlannedTensor> out;
  if (c.rope.type == "llama3") {
    ONDOL_ASSIGN(auto factors, llama3_factors(c));
    out.push_back(planned_floats("rope_freqs.weight", std::move(factors)));
  } else if (c.rope.type == "longrope") {
    ONDOL_ASSIGN(auto longs, longrope_factors(c, "long_factor"));
    ONDOL_ASSIGN(auto shorts, longrope_factors(c, "short_factor"));
    out.push_back(planned_floats("rope_factors_long.weight", std::move(longs)));
    out.push_back(planned_floats("rope_factors_short.weight", std::move(shorts)));
  }
  return out;
}

}  // namespace ondol
