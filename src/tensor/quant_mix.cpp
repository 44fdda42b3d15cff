// The table of mixes and the few rules that hold for all of them.
#include "tensor/quant_mix.h"

#include <charconv>

#include "tensor/same_name.h"

namespace ondol {
namespace {

using enum DType;
using enum MixLayers;

constexpr MixRule always(DType dtype) { return {dtype, dtype, none}; }

/// One type throughout; quantised ones keep the output matrix at the given type, which every logit depends
/// on.
constexpr QuantMix plain(const char* name, uint32_t file_type, DType base, DType output) {
  return {name, file_type, base, output, always(base), always(base), always(base), always(base)};
}

// attn_v and ffn_down carry most of the damage of quantisation, so these get more bits where a mix has some
// to spend.
constexpr QuantMix table[] = {
    plain("F32", 0, f32, f32),
    plain("BF16", 32, bf16, bf16),
    plain("F16", 1, f16, f16),
    plain("Q8_0", 7, q8_0, q8_0),
    plain("Q6_K", 18, q6_k, q6_k),
    {"Q5_K_M", 17, q5_k, q6_k, {q5_k, q6_k, spread}, always(q6_k), always(q5_k), {q5_k, q6_k, spread}},
    plain("Q5_K_S", 16, q5_k, q6_k),
    plain("Q5_1", 9, q5_1, q6_k),
    plain("Q5_0", 8, q5_0, q6_k),
    {"Q4_K_M", 15, q4_k, q6_k, {q4_k, q6_k, spread}, always(q5_k), always(q4_k), {q4_k, q6_k, spread}},
    {"Q4_K_S", 14, q4_k, q6_k, {q4_k, q5_k, first_4}, always(q4_k), always(q4_k), {q4_k, q5_k, first_eighth}},
    plain("Q4_1", 3, q4_1, q6_k),
    plain("Q4_0", 2, q4_0, q6_k),
    {"IQ4_NL",
     25,
     iq4_nl,
     q6_k,
     {iq4_nl, q5_k, shared_heads},
     always(iq4_nl),
     always(iq4_nl),
     {iq4_nl, q5_k, first_eighth}},
    {"IQ4_XS",
     30,
     iq4_xs,
     q6_k,
     {iq4_xs, q5_k, shared_heads},
     always(iq4_xs),
     always(iq4_xs),
     {iq4_xs, q5_k, first_eighth}},
    {"Q3_K_L", 13, q3_k, q6_k, always(q5_k), always(q4_k), always(q5_k), always(q5_k)},
    {"Q3_K_M",
     12,
     q3_k,
     q6_k,
     {q4_k, q5_k, first_2},
     always(q4_k),
     always(q4_k),
     {q4_k, q5_k, first_sixteenth}},
    plain("Q3_K_S", 11, q3_k, q6_k),
    {"Q2_K", 10, q2_k, q6_k, {q3_k, q4_k, shared_heads}, always(q2_k), always(q3_k), always(q3_k)},
};

bool in_layers(MixLayers layers, int layer, const MixModel& model) {
  const int n = model.n_layer;
  switch (layers) {
    case none:
      return false;
    case all:
      return true;
    case first_2:
      return layer < 2;
    case first_4:
      return layer < 4;
    case first_sixteenth:
      return layer < n / 16;
    case first_eighth:
      return layer < n / 8;
    case spread:
      return layer < n / 8 || layer >= 7 * n / 8 || (layer - n / 8) % 3 == 2;
    case shared_heads:
      return model.n_gqa >= 4;
  }
  return false;
}

bool contains(std::string_view name, std::string_view part) {
  return name.find(part) != std::string_view::npos;
}

/// Vectors, and the few matrices that are small and steer the rest.
bool stays_f32(const MixTensor& tensor) {
  return tensor.n_rows <= 1 || !tensor.name.ends_with(".weight") || contains(tensor.name, "_norm.") ||
         contains(tensor.name, "ffn_gate_inp.") || tensor.name == "position_embd.weight" ||
         tensor.name == "token_types.weight";
}

/// Of 32-element types about as good as the 256-element one, for rows that its blocks do not divide. IQ4_NL
/// rather than llama.cpp's Q4_0 for the smallest: the same bits, 6 % less error
/// (tests/golden/quant/rmse_bounds.txt).
DType smaller_blocks(DType dtype) {
  switch (dtype) {
    case q2_k:
    case q3_k:
    case iq4_xs:
      return iq4_nl;
    case q4_k:
      return q5_0;
    case q5_k:
      return q5_1;
    case q6_k:
      return q8_0;
    default:
      return dtype;
  }
}

}  // namespace

MixChoice QuantMix::choose(const MixModel& model, const MixTensor& tensor, bool pure) const {
  if (stays_f32(tensor)) return {f32, f32};
  DType wanted = base;
  const bool is_output =
      tensor.name == "output.weight" || (model.tied_output && tensor.name == "token_embd.weight");
  if (is_output && !pure) {
    wanted = output;
  } else if (!pure) {
    const MixRule* rule = nullptr;
    if (contains(tensor.name, ".attn_v.")) rule = &attn_v;
    if (contains(tensor.name, ".attn_qkv.")) rule = &attn_qkv;
    if (contains(tensor.name, ".attn_output.")) rule = &attn_output;
    if (contains(tensor.name, ".ffn_down")) rule = &ffn_down;  // and ffn_down_exps
    const int layer = layer_of_tensor(tensor.name);
    if (rule != nullptr && layer >= 0) {
      wanted = in_layers(rule->layers, layer, model) ? rule->more : rule->usual;
    }
  }
  DType dtype = wanted;
  if (tensor.n_cols % traits(dtype).block_elems != 0) dtype = smaller_blocks(dtype);
  if (tensor.n_cols % traits(dtype).block_elems != 0) dtype = f16;
  return {dtype, wanted};
}

const QuantMix* find_quant_mix(std::string_view name) {
  for (const QuantMix& mix : table) {
    if (same_name(mix.name, name)) return &mix;
  }
  return nullptr;
}

std::span<const QuantMix> quant_mixes() { return table; }

int layer_of_tensor(std::string_view name) {
  constexpr std::string_view prefix = "blk.";
  if (!name.starts_with(prefix)) return -1;
  const char* end = name.data() + name.size();
  int layer = -1;
  const auto [rest, error] = std::from_chars(name.data() + prefix.size(), end, layer);
  return error == std::errc() && layer >= 0 && rest != end && *rest == '.' ? layer : -1;
}

}  // namespace ondol
