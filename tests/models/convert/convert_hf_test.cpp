// Hugging Face checkpoint → GGUF: names, row order, metadata, vocabulary, types, and what must hold whatever
// happens to the process. That the numbers are right is proved by tests/runtime/golden_logits_test.cpp.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>

#include "format/gguf.h"
#include "format/safetensors.h"
#include "models/architecture.h"
#include "models/convert/checkpoint_dir.h"
#include "models/convert/convert.h"
#include "tensor/half.h"

namespace ondol {
namespace {

using testing::CheckpointDir;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::golden_checkpoint;
using ::testing::HasSubstr;
using testing::read_text;
using testing::TempDir;

std::shared_ptr<GgufFile> open(const std::string& path) {
  auto file = GgufFile::open(path);
  EXPECT_TRUE(file.ok()) << file.error().message;
  return file.ok() ? *file : nullptr;
}

class ConvertHf_EveryArchitecture : public ::testing::TestWithParam<const char*> {};

TEST_P(ConvertHf_EveryArchitecture, Converted_BindsToTheEngine) {
  const TempDir dir;
  const auto report = convert_hf(golden_checkpoint(GetParam()), dir / "out.gguf", {});
  ASSERT_TRUE(report.ok()) << report.error().message;
  const auto file = open(dir / "out.gguf");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->tensors().size(), static_cast<size_t>(report->n_tensors));
  EXPECT_EQ(file->file_bytes(), report->file_bytes);
  EXPECT_EQ(*file->get_string("general.architecture"), report->architecture);
  const auto bound = bind_model(*file, 64);
  ASSERT_TRUE(bound.ok()) << bound.error().message;
  const auto tokens = file->get_string_views("tokenizer.ggml.tokens");
  ASSERT_TRUE(tokens.ok());
  EXPECT_EQ(static_cast<int64_t>(tokens->size()), bound->config.n_vocab);
}
INSTANTIATE_TEST_SUITE_P(Goldens, ConvertHf_EveryArchitecture,
                         ::testing::Values("exaone", "gemma2", "gemma3", "gemma3_scaled", "granite", "llama",
                                           "llama3", "llama_linear", "mistral", "olmo2", "phi3",
                                           "phi3_longrope", "phi4_mini", "qwen2", "qwen3", "smollm2",
                                           "smollm3"),
                         [](const auto& info) { return std::string(info.param); });

float bf16_at(const void* data, uint64_t i) {
  uint16_t h = 0;
  std::memcpy(&h, static_cast<const char*>(data) + 2 * i, 2);
  return bf16_to_f32(h);
}

TEST(ConvertHf, LlamaQ_RowsPairNeighbours) {
  const TempDir dir;
  ASSERT_TRUE(convert_hf(golden_checkpoint("llama"), dir / "out.gguf", {}).ok());
  const auto file = open(dir / "out.gguf");
  const auto model = SafetensorsModel::open(golden_checkpoint("llama"));
  ASSERT_TRUE(model.ok());
  const TensorView q = file->tensor("blk.1.attn_q.weight")->view;
  const auto* hf = model->find("model.layers.1.self_attn.q_proj.weight")->tensor;
  ASSERT_EQ(q.dtype, DType::bf16);
  // d_head 16: rows 0, 1, 2, 3 of a head are HF's 0, 8, 1, 9.
  const uint64_t d = 64;
  for (const auto& [ours, theirs] : {std::pair{0, 0}, {1, 8}, {2, 1}, {3, 9}, {15, 15}, {16 + 5, 16 + 10}}) {
    for (uint64_t c = 0; c < d; ++c) {
      ASSERT_EQ(bf16_at(q.row(ours), c), bf16_at(hf->data, static_cast<uint64_t>(theirs) * d + c))
          << ours << " " << c;
    }
  }
}

TEST(ConvertHf, BiasesOfLlamaQAndK_AreReorderedToo) {
  CheckpointDir c("llama");
  c.edit_weights([](nlohmann::json& header, std::string& data) {
    for (const char* layer : {"0", "1"}) {
      for (const auto& [part, n] :
           {std::pair{"q_proj", 64}, {"k_proj", 32}, {"v_proj", 32}, {"o_proj", 64}}) {
        const size_t begin = data.size();
        for (int i = 0; i < n; ++i) {
          const auto value = static_cast<float>(i);
          data.append(reinterpret_cast<const char*>(&value), 4);
        }
        header[std::string("model.layers.") + layer + ".self_attn." + part + ".bias"] = {
            {"dtype", "F32"}, {"shape", {n}}, {"data_offsets", {begin, data.size()}}};
      }
    }
  });
  const auto report = convert_hf(c.path(), c.out(), {});
  ASSERT_TRUE(report.ok()) << report.error().message;
  const auto file = open(c.out());
  const auto at = [&](const char* name, int i) {
    return static_cast<const float*>(file->tensor(name)->view.data)[i];
  };
  EXPECT_EQ(at("blk.1.attn_q.bias", 1), 8.0F);
  EXPECT_EQ(at("blk.1.attn_q.bias", 16 + 2), 17.0F);
  EXPECT_EQ(at("blk.0.attn_k.bias", 16 + 3), 25.0F);
  EXPECT_EQ(at("blk.0.attn_v.bias", 1), 1.0F);
  EXPECT_EQ(at("blk.0.attn_output.bias", 1), 1.0F);
}

TEST(ConvertHf, LanguageModelInsideAnImageModel_IsTakenOut) {
  CheckpointDir c("gemma3");
  const auto plain = convert_hf(c.path(), c.dir() / "plain.gguf", {});
  ASSERT_TRUE(plain.ok()) << plain.error().message;
  auto config = nlohmann::json::parse(read_text(c.path() + "/config.json"));
  config.erase("architectures");
  config.erase("tie_word_embeddings");
  const nlohmann::json outer = {{"architectures", {"Gemma3ForConditionalGeneration"}},
                                {"text_config", config}};
  c.replace("config.json", outer.dump());
  c.edit_weights([](nlohmann::json& header, std::string& data) {
    nlohmann::json renamed = {
        {"vision_tower.patch.weight",
         {{"dtype", "U8"}, {"shape", {4}}, {"data_offsets", {data.size(), data.size() + 4}}}}};
    for (const auto& [name, entry] : header.items()) {
      renamed[name == "__metadata__" ? name : "language_model." + name] = entry;
    }
    header = renamed;
    data += "abcd";
  });
  const auto report = convert_hf(c.path(), c.out(), {});
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(report->notes, Contains("1 of its tensors are outside the language model: left out"));
  const auto a = open(c.dir() / "plain.gguf");
  const auto b = open(c.out());
  ASSERT_EQ(a->tensors().size(), b->tensors().size());
  for (const GgufTensor& t : a->tensors()) {
    ASSERT_NE(b->tensor(t.name), nullptr) << t.name;
    EXPECT_EQ(std::memcmp(t.view.data, b->tensor(t.name)->view.data, t.view.size_bytes()), 0) << t.name;
  }
}

TEST(ConvertHf, GemmaNorms_AreStoredPlusOneAsF32) {
  const TempDir dir;
  ASSERT_TRUE(convert_hf(golden_checkpoint("gemma3"), dir / "out.gguf", {}).ok());
  const auto file = open(dir / "out.gguf");
  const auto model = SafetensorsModel::open(golden_checkpoint("gemma3"));
  const TensorView norm = file->tensor("blk.0.attn_k_norm.weight")->view;
  ASSERT_EQ(norm.dtype, DType::f32);
  const auto* hf = model->find("model.layers.0.self_attn.k_norm.weight")->tensor;
  for (uint64_t i = 0; i < 16; ++i) {
    EXPECT_EQ(static_cast<const float*>(norm.data)[i], bf16_at(hf->data, i) + 1.0F);
  }
}

TEST(ConvertHf, Metadata_HasTheKeysOfTheSpecification) {
  const TempDir dir;
  const auto report = convert_hf(golden_checkpoint("llama3"), dir / "out.gguf", {});
  ASSERT_TRUE(report.ok()) << report.error().message;
  const auto file = open(dir / "out.gguf");
  EXPECT_EQ(*file->get_string("general.name"), "llama3");
  EXPECT_EQ(*file->get_uint("general.file_type"), 32U);  // mostly BF16
  EXPECT_EQ(*file->get_uint("llama.block_count"), 2U);
  EXPECT_EQ(*file->get_uint("llama.context_length"), 64U);
  EXPECT_EQ(*file->get_uint("llama.embedding_length"), 32U);
  EXPECT_EQ(*file->get_uint("llama.feed_forward_length"), 64U);
  EXPECT_EQ(*file->get_uint("llama.attention.head_count"), 4U);
  EXPECT_EQ(*file->get_uint("llama.attention.head_count_kv"), 2U);
  EXPECT_EQ(*file->get_uint("llama.attention.key_length"), 32U);
  EXPECT_EQ(*file->get_uint("llama.rope.dimension_count"), 32U);
  EXPECT_EQ(*file->get_uint("llama.vocab_size"), 288U);
  EXPECT_EQ(*file->get_float("llama.rope.freq_base"), 500000.0);
  EXPECT_EQ(*file->get_string("tokenizer.ggml.model"), "gpt2");
  EXPECT_EQ(*file->get_string("tokenizer.ggml.pre"), "llama-bpe");
  EXPECT_EQ(*file->get_uint("tokenizer.ggml.bos_token_id"), 285U);
  EXPECT_TRUE(*file->get_bool("tokenizer.ggml.add_bos_token"));
  const float temp = 0.6F;
  EXPECT_EQ(*file->get_float("general.sampling.temp"), static_cast<double>(temp));
  ASSERT_NE(file->tensor("rope_freqs.weight"), nullptr);
  EXPECT_EQ(file->tensor("output.weight"), nullptr);  // tied
  EXPECT_EQ(report->type, "BF16");
  EXPECT_EQ(report->n_params, 46240U);
}

TEST(ConvertHf, RopeFactorsOfLlama3_BlendBetweenOneAndTheFactor) {
  const TempDir dir;
  ASSERT_TRUE(convert_hf(golden_checkpoint("llama3"), dir / "out.gguf", {}).ok());
  const auto file = open(dir / "out.gguf");
  const auto* f = static_cast<const float*>(file->tensor("rope_freqs.weight")->view.data);
  // Wavelength 2π, original context 16, factors 1 and 4: blend (16/2π − 1)/3 = 0.51549, so that the divisor
  // is 1/((1 − 0.51549)/8 + 0.51549).
  EXPECT_NEAR(f[0], 1.73594, 1e-4);
  EXPECT_EQ(f[15], 8.0F);
  for (int i = 1; i < 16; ++i) EXPECT_GE(f[i], f[i - 1]);
}

TEST(ConvertHf, VocabularyShorterThanTheEmbedding_IsFilledWithUnusedTokens) {
  const TempDir dir;
  CheckpointDir c("llama3");
  auto tokenizer = nlohmann::json::parse(read_text(c.path() + "/tokenizer.json"));
  ASSERT_EQ(tokenizer["added_tokens"].size(), 3U);
  tokenizer["added_tokens"].erase(2);
  c.replace("tokenizer.json", tokenizer.dump());
  auto config = nlohmann::json::parse(read_text(c.path() + "/tokenizer_config.json"));
  config["eos_token"] = "<|end_of_text|>";
  config.erase("added_tokens_decoder");
  c.replace("tokenizer_config.json", config.dump());
  const auto report = convert_hf(c.path(), c.out(), {});
  ASSERT_TRUE(report.ok()) << report.error().message;
  const auto file = open(c.out());
  EXPECT_EQ((*file->get_string_views("tokenizer.ggml.tokens"))[287], "[PAD287]");
  EXPECT_EQ((*file->get_ints("tokenizer.ggml.token_type"))[287], 5);
}

TEST(ConvertHf, ChatTemplates_FromFileOrConfig) {
  CheckpointDir c("smollm2");
  c.edit("tokenizer_config.json", "chat_template",
         {{{"name", "default"}, {"template", "A"}}, {{"name", "tool_use"}, {"template", "B"}}});
  ASSERT_TRUE(convert_hf(c.path(), c.out(), {}).ok());
  EXPECT_EQ(*open(c.out())->get_string("tokenizer.chat_template"), "A");
  EXPECT_EQ(*open(c.out())->get_string("tokenizer.chat_template.tool_use"), "B");
  EXPECT_THAT(*open(c.out())->get_strings("tokenizer.chat_templates"), ElementsAre("tool_use"));
  c.replace("chat_template.jinja", "{{ from the file }}");
  ASSERT_TRUE(convert_hf(c.path(), c.out(), {}).ok());
  EXPECT_EQ(*open(c.out())->get_string("tokenizer.chat_template"), "{{ from the file }}");
}

TEST(ConvertHf, SentencePieceModelAlone_GivesItsPieces) {
  const TempDir dir;
  const std::string golden = std::string(ONDOL_GOLDEN_DIR) + "/format/spm";
  const std::string checkpoint = dir / "checkpoint";
  std::filesystem::copy(golden, checkpoint, std::filesystem::copy_options::recursive);
  std::filesystem::copy(golden_checkpoint("llama") + "/model.safetensors", checkpoint);
  const auto report = convert_hf(checkpoint, dir / "out.gguf", {});
  ASSERT_TRUE(report.ok()) << report.error().message;
  const auto file = open(dir / "out.gguf");
  const auto expected = nlohmann::json::parse(read_text(golden + "/pieces.json"));
  const auto tokens = file->get_strings("tokenizer.ggml.tokens");
  const auto scores = file->get_floats("tokenizer.ggml.scores");
  const auto types = file->get_ints("tokenizer.ggml.token_type");
  ASSERT_TRUE(tokens.ok() && scores.ok() && types.ok());
  ASSERT_EQ(tokens->size(), 320U);
  for (size_t id = 0; id < expected["pieces"].size(); ++id) {
    const auto& piece = expected["pieces"][id];
    EXPECT_EQ((*tokens)[id], piece[0].get<std::string>());
    EXPECT_NEAR((*scores)[id], piece[1].get<double>(), 1e-4);
    EXPECT_EQ((*types)[id], piece[2].get<int64_t>()) << id;
  }
  EXPECT_EQ((*tokens)[317], "<|end|>");
  EXPECT_EQ((*types)[317], 3);
  EXPECT_EQ((*tokens)[319], "[PAD319]");
  EXPECT_EQ(*file->get_string("tokenizer.ggml.model"), "llama");
  EXPECT_EQ(*file->get_uint("tokenizer.ggml.eos_token_id"), 317U);
  EXPECT_TRUE(*file->get_bool("tokenizer.ggml.add_bos_token"));
  EXPECT_THAT(*file->get_ints("tokenizer.ondol.eog_token_ids"), ElementsAre(2));
  EXPECT_EQ(std::get<int64_t>(file->find("general.sampling.top_k")->data), 40);
}

TEST(ConvertHf, Type_QuantisesMatricesAndSaysWhatItCould) {
  const TempDir dir;
  ConvertOptions options;
  options.type = "q4_k_m";
  const auto report = convert_hf(golden_checkpoint("qwen2"), dir / "out.gguf", options);
  ASSERT_TRUE(report.ok()) << report.error().message;
  const auto file = open(dir / "out.gguf");
  EXPECT_EQ(report->type, "Q4_K_M");
  EXPECT_EQ(*file->get_uint("general.file_type"), 15U);
  EXPECT_EQ(file->tensor("blk.0.attn_q.weight")->view.dtype, DType::q5_0);  // rows of 64
  EXPECT_EQ(file->tensor("blk.0.attn_norm.weight")->view.dtype, DType::f32);
  EXPECT_EQ(file->tensor("blk.0.attn_q.bias")->view.dtype, DType::f32);
  EXPECT_THAT(report->notes, Contains(HasSubstr("rows of 64: Q5_0 instead of Q4_K")));
}

TEST(ConvertHf, ThreadsAndRepetition_GiveTheSameFile) {
  const TempDir dir;
  ConvertOptions options;
  options.type = "Q4_0";
  for (const int n : {1, 3, 1}) {
    options.n_threads = n;
    ASSERT_TRUE(convert_hf(golden_checkpoint("qwen3"), dir / std::to_string(n), options).ok());
  }
  EXPECT_EQ(read_text(dir / "1"), read_text(dir / "3"));
  EXPECT_GT(read_text(dir / "1").size(), 10000U);
}

TEST(ConvertHf, Progress_ReachesTheTotal_AndCanStop) {
  const TempDir dir;
  uint64_t last = 0;
  uint64_t total = 0;
  ASSERT_TRUE(convert_hf(golden_checkpoint("llama"), dir / "out.gguf", {}, [&](const ConvertProgress& p) {
                EXPECT_GT(p.done_bytes, last);
                last = p.done_bytes;
                total = p.total_bytes;
                return true;
              }).ok());
  EXPECT_EQ(last, total);
  EXPECT_GT(total, 100000U);
  int calls = 0;
  const auto stopped = convert_hf(golden_checkpoint("llama"), dir / "stopped.gguf", {},
                                  [&](const ConvertProgress&) { return ++calls < 3; });
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::cancelled);
  EXPECT_EQ(calls, 3);
  EXPECT_THAT(dir.files(), ElementsAre("out.gguf"));
}

int status_of_child(const std::function<void()>& body) {
  const pid_t pid = fork();
  if (pid == 0) {
    body();
    _exit(0);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  return status;
}

TEST(ConvertHf, Killed_LeavesNothingUnderTheName) {
  const TempDir dir;
  const int status = status_of_child([&] {
    (void)convert_hf(golden_checkpoint("llama"), dir / "out.gguf", {}, [](const ConvertProgress& p) {
      if (p.done_bytes * 2 > p.total_bytes) kill(getpid(), SIGKILL);
      return true;
    });
  });
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_FALSE(std::filesystem::exists(dir / "out.gguf"));
  EXPECT_TRUE(convert_hf(golden_checkpoint("llama"), dir / "out.gguf", {}).ok());
  EXPECT_THAT(dir.files(), ElementsAre("out.gguf"));  // the left-over was taken over
}

TEST(ConvertHf, DiskFull_OneErrorAndNothingLeft) {
  const TempDir dir;
  const int status = status_of_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{60'000, 60'000};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(2);
    const auto report = convert_hf(golden_checkpoint("llama"), dir / "out.gguf", {});
    if (report.ok()) _exit(3);
    if (report.error().code != ErrorCode::io) _exit(4);
    if (report.error().message.find("out.gguf: cannot write") == std::string::npos) _exit(5);
  });
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_TRUE(dir.files().empty());
}

}  // namespace
}  // namespace ondol
