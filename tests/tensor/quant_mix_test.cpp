// Mixes: which type each tensor gets, on shapes of real models.
#include "tensor/quant_mix.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace ondol {
namespace {

using enum DType;

const MixModel llama_8b{32, 4, false};    // 32 layers, 32 heads on 8
const MixModel smollm_135m{30, 3, true};  // rows of 576 take no 256-blocks, ffn_down's 1536 do

DType chosen(const char* mix, const MixModel& model, const std::string& name, uint64_t n_cols = 4096,
             uint64_t n_rows = 4096) {
  const QuantMix* row = find_quant_mix(mix);
  EXPECT_NE(row, nullptr) << mix;
  return row->choose(model, {name, n_cols, n_rows}).dtype;
}

/// In how many layers a tensor gets a type.
int layers_with(DType dtype, const char* mix, const MixModel& model, const std::string& tensor) {
  int n = 0;
  for (int layer = 0; layer < model.n_layer; ++layer) {
    n += chosen(mix, model, "blk." + std::to_string(layer) + "." + tensor) == dtype ? 1 : 0;
  }
  return n;
}

TEST(QuantMix, Table_NamesAndFileTypesUnique) {
  std::set<std::string> names;
  std::set<uint32_t> ids;
  for (const QuantMix& mix : quant_mixes()) {
    EXPECT_TRUE(names.insert(mix.name).second) << mix.name;
    EXPECT_TRUE(ids.insert(mix.file_type).second) << mix.name;
    EXPECT_EQ(find_quant_mix(mix.name), &mix);
  }
  for (const char* name : {"Q4_K_M", "Q4_K_S", "Q5_K_M", "Q3_K_M", "Q2_K", "Q6_K", "Q8_0", "Q4_0", "Q4_1",
                           "Q5_0", "Q5_1", "IQ4_NL", "IQ4_XS", "F16", "BF16", "F32"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
}

TEST(QuantMix, Names_AnyCaseAndNothingElse) {
  EXPECT_EQ(find_quant_mix("q4_k_m"), find_quant_mix("Q4_K_M"));
  for (const char* wrong : {"", "Q4_K", "Q4_K_M ", "Q9_0", "I32"})
    EXPECT_EQ(find_quant_mix(wrong), nullptr) << wrong;
}

TEST(QuantMix, NormsVectorsAndRouters_StayF32) {
  for (const QuantMix& mix : quant_mixes()) {
    for (const MixTensor& tensor : {MixTensor{"blk.0.attn_norm.weight", 4096, 1},
                                    {"output_norm.weight", 4096, 1},
                                    {"blk.0.attn_q.bias", 4096, 1},
                                    {"rope_freqs.weight", 64, 1},
                                    {"blk.0.attn_q_norm.weight", 128, 32},
                                    {"blk.0.ffn_gate_inp.weight", 4096, 8}}) {
      EXPECT_EQ(mix.choose(llama_8b, tensor).dtype, f32) << mix.name << " " << tensor.name;
      EXPECT_FALSE(mix.choose(llama_8b, tensor).fell_back());
    }
  }
}

TEST(QuantMix, PlainTypes_SameForEveryMatrixButTheOutput) {
  const std::map<std::string, DType> plain = {{"F32", f32},   {"F16", f16},   {"BF16", bf16},
                                              {"Q8_0", q8_0}, {"Q4_0", q4_0}, {"Q4_1", q4_1},
                                              {"Q5_0", q5_0}, {"Q5_1", q5_1}, {"Q6_K", q6_k}};
  for (const auto& [name, dtype] : plain) {
    for (const char* tensor : {"blk.0.attn_q.weight", "blk.0.attn_v.weight", "blk.31.ffn_down.weight",
                               "blk.7.attn_output.weight", "token_embd.weight"}) {
      EXPECT_EQ(chosen(name.c_str(), llama_8b, tensor), dtype) << name << " " << tensor;
    }
    const bool precise = dtype == f32 || dtype == f16 || dtype == bf16 || dtype == q8_0;
    EXPECT_EQ(chosen(name.c_str(), llama_8b, "output.weight"), precise ? dtype : q6_k) << name;
  }
}

TEST(QuantMix, TiedEmbeddings_GetTheOutputsType) {
  EXPECT_EQ(chosen("Q4_0", llama_8b, "token_embd.weight"), q4_0);
  EXPECT_EQ(chosen("Q4_0", MixModel{32, 4, true}, "token_embd.weight"), q6_k);
  EXPECT_EQ(chosen("Q4_0", smollm_135m, "token_embd.weight", 576, 49152), q8_0);
}

TEST(QuantMix, Q4KM_MoreBitsInASpreadOfLayers) {
  // 4 first, 4 last, and every third of the 24 between them.
  EXPECT_EQ(layers_with(q6_k, "Q4_K_M", llama_8b, "attn_v.weight"), 16);
  EXPECT_EQ(layers_with(q6_k, "Q4_K_M", llama_8b, "ffn_down.weight"), 16);
  EXPECT_EQ(layers_with(q4_k, "Q4_K_M", llama_8b, "attn_q.weight"), 32);
  EXPECT_EQ(layers_with(q5_k, "Q4_K_M", llama_8b, "attn_qkv.weight"), 32);
  EXPECT_EQ(chosen("Q4_K_M", llama_8b, "blk.4.attn_v.weight"), q4_k);
  EXPECT_EQ(chosen("Q4_K_M", llama_8b, "blk.6.attn_v.weight"), q6_k);
  EXPECT_EQ(chosen("Q4_K_M", llama_8b, "output.weight"), q6_k);
}

TEST(QuantMix, OtherMixes_AsTheirTableSays) {
  EXPECT_EQ(layers_with(q5_k, "Q4_K_S", llama_8b, "attn_v.weight"), 4);
  EXPECT_EQ(layers_with(q5_k, "Q4_K_S", llama_8b, "ffn_down.weight"), 4);
  EXPECT_EQ(layers_with(q6_k, "Q5_K_M", llama_8b, "ffn_down.weight"), 16);
  EXPECT_EQ(layers_with(q5_k, "Q3_K_M", llama_8b, "attn_v.weight"), 2);
  EXPECT_EQ(layers_with(q5_k, "Q3_K_M", llama_8b, "ffn_down.weight"), 2);
  EXPECT_EQ(layers_with(q4_k, "Q3_K_M", llama_8b, "attn_output.weight"), 32);
  EXPECT_EQ(layers_with(q3_k, "Q3_K_M", llama_8b, "ffn_up.weight"), 32);
  EXPECT_EQ(layers_with(q4_k, "Q2_K", llama_8b, "attn_v.weight"), 32);
  EXPECT_EQ(layers_with(q3_k, "Q2_K", MixModel{32, 1, false}, "attn_v.weight"), 32);
  EXPECT_EQ(layers_with(q5_k, "IQ4_XS", llama_8b, "attn_v.weight"), 32);
  EXPECT_EQ(layers_with(q5_k, "IQ4_XS", llama_8b, "ffn_down.weight"), 4);
}

TEST(QuantMix, RowsThatBlocksDoNotDivide_FallBackAndSaySo) {
  const std::map<std::string, DType> rows_of_576 = {{"Q2_K", iq4_nl}, {"Q3_K_S", iq4_nl}, {"IQ4_XS", iq4_nl},
                                                    {"Q4_K_M", q5_0}, {"Q5_K_M", q5_1},   {"Q6_K", q8_0},
                                                    {"Q4_0", q4_0},   {"F16", f16}};
  for (const auto& [mix, dtype] : rows_of_576) {
    const MixChoice choice = find_quant_mix(mix)->choose(smollm_135m, {"blk.5.attn_q.weight", 576, 576});
    EXPECT_EQ(choice.dtype, dtype) << mix;
    EXPECT_EQ(choice.fell_back(), mix != "Q4_0" && mix != "F16") << mix;
  }
  EXPECT_EQ(chosen("Q4_K_M", smollm_135m, "blk.0.ffn_down.weight", 1536, 576), q6_k);
  EXPECT_EQ(chosen("Q4_K_M", smollm_135m, "blk.5.attn_q.weight", 40, 40), f16);
  EXPECT_EQ(chosen("Q8_0", smollm_135m, "blk.5.attn_q.weight", 40, 40), f16);
}

TEST(QuantMix, EveryChoice_DividesItsRow) {
  for (const QuantMix& mix : quant_mixes()) {
    for (uint64_t n_cols : {1, 8, 31, 32, 64, 96, 256, 288, 576, 1536, 4096}) {
      for (const char* name :
           {"token_embd.weight", "output.weight", "blk.0.attn_v.weight", "blk.9.ffn_down.weight"}) {
        for (bool pure : {false, true}) {
          const DType dtype = mix.choose(smollm_135m, {name, n_cols, 7}, pure).dtype;
          EXPECT_GT(row_bytes(dtype, n_cols), 0u) << mix.name << " " << n_cols;
        }
      }
    }
  }
}

TEST(QuantMix, Pure_BaseTypeEverywhere) {
  const QuantMix& mix = *find_quant_mix("Q4_K_M");
  for (const char* name :
       {"output.weight", "blk.0.attn_v.weight", "blk.0.ffn_down.weight", "token_embd.weight"}) {
    EXPECT_EQ(mix.choose(llama_8b, {name, 4096, 4096}, true).dtype, q4_k) << name;
  }
  EXPECT_EQ(mix.choose(llama_8b, {"output_norm.weight", 4096, 1}, true).dtype, f32);
}

TEST(QuantMix, LayerNumbers_ReadFromNames) {
  EXPECT_EQ(layer_of_tensor("blk.0.attn_q.weight"), 0);
  EXPECT_EQ(layer_of_tensor("blk.123.ffn_down.weight"), 123);
  for (const char* name :
       {"output.weight", "blk.", "blk.x.attn_q", "blk.-1.attn_q", "blk.3", "blk.99999999999.x", ""}) {
    EXPECT_EQ(layer_of_tensor(name), -1) << name;
  }
}

}  // namespace
}  // namespace ondol
