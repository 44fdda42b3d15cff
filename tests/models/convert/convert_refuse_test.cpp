// Checkpoints that lie: every one is refused with one line naming file and field, before or without an
// output.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "models/convert/checkpoint_dir.h"
#include "models/convert/convert.h"

namespace ondol {
namespace {

using nlohmann::json;
using testing::CheckpointDir;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::read_text;

struct Case {
  const char* name;
  const char* golden;
  std::function<void(CheckpointDir&)> spoil;
  std::vector<std::string> expect;
};
void PrintTo(const Case& c, std::ostream* os) { *os << c.name; }

std::function<void(CheckpointDir&)> set(const char* key, const json& value) {
  return [=](CheckpointDir& c) { c.set_config(key, value); };
}
std::function<void(CheckpointDir&)> set_rope(const char* key, const json& value) {
  return [=](CheckpointDir& c) {
    auto rope = json::parse(read_text(c.path() + "/config.json"))["rope_scaling"];
    rope[key] = value;
    c.set_config("rope_scaling", rope);
  };
}
std::function<void(CheckpointDir&)> file(const char* name, const std::string& content) {
  return [=](CheckpointDir& c) { c.replace(name, content); };
}
std::function<void(CheckpointDir&)> without(const char* name) {
  return [=](CheckpointDir& c) { c.remove(name); };
}
std::function<void(CheckpointDir&)> rename(const char* from, const char* to) {
  return [=](CheckpointDir& c) {
    c.edit_weights([&](json& header, std::string&) {
      header[to] = header.at(from);
      header.erase(from);
    });
  };
}

const char* const q0 = "model.layers.0.self_attn.q_proj.weight";

std::vector<Case> config_cases() {
  return {
      {"NoConfig", "llama", without("config.json"), {"config.json: cannot open"}},
      {"ConfigEmpty", "llama", file("config.json", ""), {"config.json: expected some bytes"}},
      {"ConfigNoJson",
       "llama",
       file("config.json", "{\"a\":"),
       {"config.json: expected a JSON object, got no valid"}},
      {"ConfigArray", "llama", file("config.json", "[1, 2]"), {"expected a JSON object, got [1,2]"}},
      {"ConfigDeep", "llama", file("config.json", std::string(500000, '[')), {"expected a JSON object"}},
      {"ConfigHuge",
       "llama",
       file("config.json", std::string(5 << 20, ' ')),
       {"expected at most 4194304 bytes"}},
      {"NoArchitecture",
       "llama",
       set("architectures", nullptr),
       {"architectures: expected an array with one name"}},
      {"UnknownArchitecture",
       "llama",
       set("architectures", {"GPT5"}),
       {"one of LlamaForCausalLM", "got [\"GPT5\"]"}},
      {"Quantised",
       "llama",
       set("quantization_config", {{"quant_method", "gptq"}}),
       {"plain weights", "\"gptq\""}},
      {"NoLayers", "llama", set("num_hidden_layers", 0), {"num_hidden_layers: expected an integer from 1"}},
      {"AbsurdLayers",
       "llama",
       set("num_hidden_layers", 4000000000U),
       {"num_hidden_layers", "got 4000000000"}},
      {"LayersText", "llama", set("num_hidden_layers", "2"), {"num_hidden_layers", "got \"2\""}},
      {"LayersNegative", "llama", set("num_hidden_layers", -2), {"num_hidden_layers", "got -2"}},
      {"FewerLayersThanTensors",
       "llama",
       set("num_hidden_layers", 1),
       {"model.layers.1.", "layers 0 to 0, got 1"}},
      {"MoreLayersThanTensors", "llama", set("num_hidden_layers", 3), {"expected a tensor for blk.2."}},
      {"HiddenSizeOther", "llama", set("hidden_size", 32), {"expected shape [320, 32], got [320, 64]"}},
      {"HeadsDoNotDivide",
       "llama",
       set("num_attention_heads", 5),
       {"num_key_value_heads: expected a divisor of 5"}},
      {"HeadsDoNotDivideWidth",
       "llama",
       set("num_attention_heads", 6),
       {"expected a divisor of hidden_size 64"}},
      {"KvHeadsDoNotDivide", "llama", set("num_key_value_heads", 3), {"a divisor of 4 heads, got 3"}},
      {"KvHeadsZero", "llama", set("num_key_value_heads", 0), {"num_key_value_heads", "got 0"}},
      {"HeadOdd", "qwen3", set("head_dim", 31), {"head_dim: expected an even head length"}},
      {"EpsZero", "llama", set("rms_norm_eps", 0), {"rms_norm_eps: expected a number above 0"}},
      {"EpsNegative", "llama", set("rms_norm_eps", -1e-5), {"rms_norm_eps: expected a number above 0"}},
      {"EpsText",
       "llama",
       set("rms_norm_eps", "nan"),
       {"rms_norm_eps: expected a finite number, got \"nan\""}},
      {"EpsZeroAsF32", "llama", set("rms_norm_eps", 1e-300), {"rms_norm_eps: expected a number above 0"}},
      {"ThetaZero", "llama", set("rope_theta", 0.0), {"rope_theta: expected a number above 0"}},
      {"ThetaZeroAsF32", "llama", set("rope_theta", 1e-300), {"rope_theta: expected a number above 0"}},
      {"ThetaInfiniteAsF32", "llama", set("rope_theta", 1e300), {"rope_theta: expected a number above 0"}},
      {"ThetaNegative",
       "olmo2",
       set("rope_parameters", {{"rope_theta", -1}, {"rope_type", "default"}}),
       {"rope_theta"}},
      {"RopeInterleaved", "smollm2", set("rope_interleaved", true), {"rope_interleaved: expected false"}},
      {"Activation", "llama", set("hidden_act", "relu"), {"hidden_act: expected \"silu\", got \"relu\""}},
      {"RopeUnknown",
       "llama",
       set("rope_scaling", {{"rope_type", "spiral"}}),
       {"rope_type", "got \"spiral\""}},
      {"RopeFactorZero",
       "llama_linear",
       set_rope("factor", 0),
       {"rope_scaling: factor: expected a number above 0"}},
      {"RopeHighBelowLow",
       "llama3",
       set_rope("high_freq_factor", 0.5),
       {"high_freq_factor", "more than low"}},
      {"LongFactorsTooFew",
       "phi3_longrope",
       set_rope("long_factor", {1.0, 2.0}),
       {"long_factor: expected 16 numbers"}},
      {"LongFactorZero",
       "phi3_longrope",
       set_rope("short_factor", std::vector<double>(16, 0.0)),
       {"short_factor"}},
      {"LongFactorMissing",
       "phi3_longrope",
       set_rope("long_factor", nullptr),
       {"long_factor: expected an array"}},
      {"PartialRotary", "phi4_mini", set("partial_rotary_factor", 1.5), {"partial_rotary_factor"}},
      {"PartialRotaryOdd", "phi4_mini", set("partial_rotary_factor", 0.1), {"partial_rotary_factor"}},
      {"SlidingQwen", "qwen2", set("use_sliding_window", true), {"use_sliding_window: expected false"}},
      {"LayerTypes",
       "gemma3",
       set("layer_types", std::vector<std::string>(3, "full_attention")),
       {"an array of 7"}},
      {"LayerTypesIrregular",
       "gemma3_scaled",
       set("layer_types", {"full_attention", "full_attention", "sliding_attention", "full_attention",
                           "full_attention", "full_attention"}),
       {"full_attention in every 1th layer"}},
      {"LayerTypesInLlama",
       "llama",
       set("layer_types", {"full_attention", "sliding_attention"}),
       {"layer_types"}},
      {"SoftcapNegative", "gemma2", set("final_logit_softcapping", -30), {"final_logit_softcapping"}},
      {"ScoreScaleZero", "gemma3", set("query_pre_attn_scalar", 0), {"query_pre_attn_scalar"}},
      {"NoRopeLayersOther", "smollm3", set("no_rope_layers", {0, 0, 0, 0, 0}), {"no_rope_layers"}},
      {"GraniteScaleZero", "granite", set("logits_scaling", 0), {"logits_scaling"}},
      {"TieText", "llama", set("tie_word_embeddings", "no"), {"tie_word_embeddings: expected true or false"}},
  };
}

std::vector<Case> tensor_cases() {
  return {
      {"NoWeights", "llama", without("model.safetensors"), {"expected model.safetensors or", "got neither"}},
      {"WeightsCut",
       "llama",
       [](CheckpointDir& c) {
         c.replace("model.safetensors", read_text(c.path() + "/model.safetensors").substr(0, 5000));
       },
       {"model.safetensors"}},
      {"TensorMissing",
       "llama",
       rename(q0, "model.layers.0.self_attn.rotary_emb.inv_freq"),
       {"expected a tensor for blk.0.attn_q.weight in the checkpoint, got none"}},
      {"TensorUnknown",
       "llama",
       rename(q0, "model.layers.0.block_sparse_moe.gate.weight"),
       {"block_sparse_moe.gate.weight", "a tensor of the llama architecture"}},
      {"TensorNameHuge",
       "llama",
       rename(q0, "model.layers.99999999999999999999.mlp.up_proj.weight"),
       {"99999999"}},
      {"NoEmbedding",
       "llama",
       rename("model.embed_tokens.weight", "model.embed.weight"),
       {"expected a tensor model.embed_tokens.weight"}},
      {"OutputMissing",
       "llama",
       rename("lm_head.weight", "model.layers.0.self_attn.rotary_emb.inv_freq"),
       {"expected a tensor for output.weight"}},
      {"ShapeTransposed",
       "llama",
       [](CheckpointDir& c) {
         c.edit_weights(
             [](json& h, std::string&) { h["model.layers.0.mlp.down_proj.weight"]["shape"] = {4096}; });
       },
       {"down_proj.weight", "expected shape [64, 64], got [4096]"}},
      {"IntegerWeights",
       "llama",
       [](CheckpointDir& c) { c.edit_weights([](json& h, std::string&) { h[q0]["dtype"] = "I16"; }); },
       {"q_proj.weight", "expected F32, F16, BF16 or F64, got I16"}},
      {"NanWeight",
       "llama",
       [](CheckpointDir& c) {
         c.edit_weights([](json& h, std::string& data) {
           const size_t at =
               h[q0]["data_offsets"][0].get<size_t>() + 2 * (64 * 8 + 3);  // row 8 becomes row 1
           data[at] = '\xC0';
           data[at + 1] = '\x7F';
         });
       },
       {"tensor blk.0.attn_q.weight: element 67: expected a finite number, got nan"}},
      {"InfinityInANorm",
       "gemma3",
       [](CheckpointDir& c) {
         c.edit_weights([](json& h, std::string& data) {
           const size_t at = h["model.norm.weight"]["data_offsets"][0].get<size_t>();
           data[at] = '\x80';
           data[at + 1] = '\x7F';
         });
       },
       {"tensor output_norm.weight: element 0: expected a finite number, got inf"}},
  };
}

std::vector<Case> vocabulary_cases() {
  return {
      {"NoTokenizer",
       "llama",
       without("tokenizer.json"),
       {"expected tokenizer.json or tokenizer.model, got neither"}},
      {"TokenizerNoJson", "llama", file("tokenizer.json", "{"), {"tokenizer.json"}},
      {"TokenizerNoModel", "llama", file("tokenizer.json", "{}"), {"tokenizer.json"}},
      {"EosOutside", "llama", set("eos_token_id", 320), {"eos_token_id: expected ids below 320, got 320"}},
      {"EosText", "llama", set("eos_token_id", "</s>"), {"eos_token_id: expected a token id"}},
      {"GenerationConfigBroken", "llama", file("generation_config.json", "nope"), {"generation_config.json"}},
      {"TemplateWrongType",
       "llama",
       [](CheckpointDir& c) { c.edit("tokenizer_config.json", "chat_template", 7); },
       {"chat_template: expected a string, got 7"}},
      {"SentencePieceBroken",
       "llama",
       [](CheckpointDir& c) {
         c.remove("tokenizer.json");
         c.replace("tokenizer.model", "\x0a\xff\xff\xff\xff\x0f");
       },
       {"tokenizer.model"}},
  };
}

class ConvertHf_SpoiltCheckpoint : public ::testing::TestWithParam<Case> {};

TEST_P(ConvertHf_SpoiltCheckpoint, IsRefusedInOneLine) {
  CheckpointDir c(GetParam().golden);
  GetParam().spoil(c);
  const auto report = convert_hf(c.path(), c.out(), {});
  ASSERT_FALSE(report.ok());
  for (const std::string& part : GetParam().expect) EXPECT_THAT(report.error().message, HasSubstr(part));
  EXPECT_THAT(report.error().message, Not(HasSubstr("\n")));
  EXPECT_TRUE(c.dir().files().empty()) << "something was left beside the checkpoint";
}

std::string case_name(const ::testing::TestParamInfo<Case>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Config, ConvertHf_SpoiltCheckpoint, ::testing::ValuesIn(config_cases()), case_name);
INSTANTIATE_TEST_SUITE_P(Tensors, ConvertHf_SpoiltCheckpoint, ::testing::ValuesIn(tensor_cases()), case_name);
INSTANTIATE_TEST_SUITE_P(Vocabulary, ConvertHf_SpoiltCheckpoint, ::testing::ValuesIn(vocabulary_cases()),
                         case_name);

TEST(ConvertHf, WrongCall_OneClearLine) {
  CheckpointDir c("llama");
  ConvertOptions options;
  options.type = "Q9_Z";
  EXPECT_THAT(convert_hf(c.path(), c.out(), options).error().message, HasSubstr("Q4_K_M"));
  EXPECT_EQ(convert_hf(c.path(), c.out(), options).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(convert_hf(c.path() + "/none", c.out(), {}).error().code, ErrorCode::not_found);
  EXPECT_EQ(convert_hf(c.path(), c.path(), {}).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(convert_hf(c.path(), c.path() + "/no/dir/out.gguf", {}).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace ondol
