// Tokenizers out of GGUF files: the published vectors (where ../shared is), SmolLM2 against Hugging Face's
// tokenizers, the way through a file and back, and what is refused.
#include "models/tokenizer_from_gguf.h"

#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "text/tokenizer_json.h"
#include "text/tokenizer_test_util.h"

namespace ondol {
namespace {

using test::golden_path, test::read_file;

std::string shared_path(const std::string& name) {
  const char* root = std::getenv("ONDOL_SHARED");
  return (root != nullptr ? std::string(root) : std::string(ONDOL_SOURCE_DIR) + "/../shared") + "/" + name;
}

std::unique_ptr<Tokenizer> tokenizer_of(const std::string& path) {
  auto file = GgufFile::open(path);
  if (!file.ok()) {
    ADD_FAILURE() << file.error().message;
    return nullptr;
  }
  auto spec = tokenizer_spec_from_gguf(**file);
  if (!spec.ok()) {
    ADD_FAILURE() << spec.error().message;
    return nullptr;
  }
  return test::make_tokenizer(std::move(*spec));
}

// Each input ends with a line break and the separator's line.
std::vector<std::string> split_inputs(const std::string& text) {
  const std::string separator = "\n__ggml_vocab_test__\n";
  std::vector<std::string> inputs;
  size_t pos = 0;
  for (size_t end; (end = text.find(separator, pos)) != std::string::npos; pos = end + separator.size()) {
    inputs.push_back(text.substr(pos, end - pos));
  }
  EXPECT_EQ(pos, text.size()) << "text after the last separator";
  return inputs;
}

class TokenizerVectors : public testing::TestWithParam<const char*> {};

TEST_P(TokenizerVectors, EveryInput_EncodesAndDecodesAsPublished) {
  const std::string path =
      shared_path("data/tokenizer_vectors/ggml-vocab-" + std::string(GetParam()) + ".gguf");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no " << path;
  const auto tokenizer = tokenizer_of(path);
  ASSERT_NE(tokenizer, nullptr);
  const auto inputs = split_inputs(read_file(path + ".inp"));
  std::istringstream lines(read_file(path + ".out"));
  size_t n = 0;
  for (std::string line; std::getline(lines, line); ++n) {
    ASSERT_LT(n, inputs.size());
    std::vector<TokenId> want;
    std::istringstream ids(line);
    for (TokenId id; ids >> id;) want.push_back(id);
    EXPECT_EQ(test::encode(*tokenizer, inputs[n]), want) << "input " << n << ": " << inputs[n];
    EXPECT_EQ(tokenizer->decode(want), inputs[n]);
  }
  EXPECT_EQ(n, inputs.size());
}

INSTANTIATE_TEST_SUITE_P(Published, TokenizerVectors,
                         testing::Values("gpt-2", "deepseek-llm", "falcon", "llama-spm", "phi-3"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(TokenizerFromGguf, SmolLm2_EncodesAsHuggingFaceTokenizers) {
  const std::string path = shared_path("models/smollm2-135m-instruct-q4_1.gguf");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no " << path;
  const auto tokenizer = tokenizer_of(path);
  ASSERT_NE(tokenizer, nullptr);
  const auto cases = test::golden_json("smollm2.cases.json");
  test::expect_cases(*tokenizer, cases);
  test::expect_cases(*tokenizer, test::golden_json("smollm2_special.cases.json"), {.parse_special = true});
  for (const auto& c : cases) {
    EXPECT_EQ(tokenizer->decode(c["ids"].get<std::vector<TokenId>>()), c["text"].get<std::string>());
  }
  EXPECT_EQ(tokenizer->piece(tokenizer->spec().bos, true), "<|im_start|>");
  EXPECT_TRUE(tokenizer->is_end_of_generation(tokenizer->spec().eos));
  EXPECT_FALSE(tokenizer->spec().add_bos);
}

TEST(TokenizerFromGguf, SmolLm2TokenizerJson_GivesTheSameVocabulary) {
  const std::string path = shared_path("models/smollm2-135m-instruct-q4_1.gguf");
  const std::string json = shared_path("data/tokenizer_vectors/litert/tokenizer.json");
  if (!std::filesystem::exists(path) || !std::filesystem::exists(json))
    GTEST_SKIP() << "skipped: no " << path;
  auto file = GgufFile::open(path);
  ASSERT_TRUE(file.ok());
  const auto from_gguf = tokenizer_spec_from_gguf(**file);
  const auto from_json = tokenizer_spec_from_json(read_file(json), "");
  ASSERT_TRUE(from_gguf.ok() && from_json.ok());
  EXPECT_EQ(from_json->pre, from_gguf->pre);
  EXPECT_EQ(from_json->tokens, from_gguf->tokens);
  EXPECT_EQ(from_json->merges, from_gguf->merges);
  EXPECT_EQ(from_json->types, from_gguf->types);
}

TEST(TokenizerFromGguf, Phi3_SpecialTokensSwallowTheSpaceAfterThem) {
  const std::string path = shared_path("data/tokenizer_vectors/ggml-vocab-phi-3.gguf");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no " << path;
  const auto t = tokenizer_of(path);
  ASSERT_NE(t, nullptr);
  const auto plain = test::encode(*t, "<|user|>Hi", {.parse_special = true});
  EXPECT_EQ(test::encode(*t, "<|user|>\n  Hi", {.parse_special = true}), plain);
  EXPECT_TRUE(t->is_end_of_generation(test::id_of(*t, "<|end|>")));
  EXPECT_TRUE(t->spec().add_bos);
}

/// A GGUF file of tokenizer metadata alone, removed at the end.
class TokenizerFile {
 public:
  TokenizerFile() : path_(testing::TempDir() + "tokenizer_" + std::to_string(getpid()) + ".gguf") {}
  ~TokenizerFile() { std::filesystem::remove(path_); }

  Result<TokenizerSpec> write_and_read(const std::function<void(GgufWriter&)>& fill) {
    auto writer = GgufWriter::create(path_);
    EXPECT_TRUE(writer.ok());
    (*writer)->set_string("general.architecture", "llama");
    fill(**writer);
    const Status finished = (*writer)->finish();
    EXPECT_TRUE(finished.ok());
    auto file = GgufFile::open(path_);
    if (!file.ok()) return std::move(file).error();
    return tokenizer_spec_from_gguf(**file);
  }

 private:
  std::string path_;
};

TokenizerSpec small_spec() {
  return test::byte_level_spec({"a b"}, {{"<s>", TokenType::control}, {"<x>", TokenType::user_defined}});
}

TEST(TokenizerFromGguf, SpecThroughAFile_ComesBackTheSame) {
  TokenizerSpec spec = small_spec();
  spec.pre = "qwen2";
  spec.nfc = false;  // not what its readers assume for qwen2
  spec.bos = spec.eos = static_cast<TokenId>(spec.tokens.size()) - 2;
  spec.add_bos = true;
  spec.add_space_prefix = false;
  spec.rstrip = {spec.bos};
  spec.eog = {spec.bos + 1};
  const auto back = TokenizerFile().write_and_read([&](GgufWriter& w) { tokenizer_spec_to_gguf(spec, w); });
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->model, spec.model);
  EXPECT_EQ(back->pre, spec.pre);
  EXPECT_EQ(back->tokens, spec.tokens);
  EXPECT_EQ(back->types, spec.types);
  EXPECT_EQ(back->merges, spec.merges);
  EXPECT_EQ(back->bos, spec.bos);
  EXPECT_EQ(back->eos, spec.eos);
  EXPECT_EQ(back->pad, -1);
  EXPECT_EQ(back->add_bos, spec.add_bos);
  EXPECT_EQ(back->nfc, spec.nfc);
  EXPECT_EQ(back->rstrip, spec.rstrip);
  EXPECT_EQ(back->eog, spec.eog);
}

TEST(TokenizerFromGguf, SentencePieceThroughAFile_ComesBackTheSame) {
  TokenizerSpec spec;
  spec.model = "t5";
  spec.tokens = {"<pad>", "</s>", "<unk>", "▁a", "b"};
  spec.scores = {0, 0, 0, -1.5f, -2.25f};
  spec.types = {TokenType::control, TokenType::control, TokenType::unknown, TokenType::normal,
                TokenType::normal};
  spec.eos = 1, spec.unk = 2, spec.pad = 0;
  spec.add_eos = true;
  spec.remove_extra_whitespaces = true;
  spec.charsmap = std::string("\x04\0\0\0\x80\xFF\0\0x\0", 10);
  const auto back = TokenizerFile().write_and_read([&](GgufWriter& w) { tokenizer_spec_to_gguf(spec, w); });
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->scores, spec.scores);
  EXPECT_EQ(back->charsmap, spec.charsmap);
  EXPECT_EQ(back->bos, -1);
  EXPECT_EQ(back->eos, 1);
  EXPECT_TRUE(back->add_eos && back->add_space_prefix && back->remove_extra_whitespaces);
}

TEST(TokenizerFromGguf, WhatTheFileLeavesOut_IsFilledInByModelAndPreTokenizer) {
  const auto llama = TokenizerFile().write_and_read([](GgufWriter& w) {
    w.set_string("tokenizer.ggml.model", "llama");
    w.set_strings("tokenizer.ggml.tokens", std::vector<std::string>{"<unk>", "<s>", "</s>", "▁"});
  });
  ASSERT_TRUE(llama.ok());
  EXPECT_TRUE(llama->bos == 1 && llama->eos == 2 && llama->unk == 0);
  EXPECT_TRUE(llama->add_bos && llama->add_space_prefix && !llama->add_eos);
  const auto llama3 = TokenizerFile().write_and_read([](GgufWriter& w) {
    w.set_string("tokenizer.ggml.model", "gpt2");
    w.set_string("tokenizer.ggml.pre", "llama-bpe");
    w.set_strings("tokenizer.ggml.tokens", std::vector<std::string>{"a"});
  });
  ASSERT_TRUE(llama3.ok());
  EXPECT_TRUE(llama3->add_bos && llama3->ignore_merges && llama3->bos == -1);
  const auto qwen = TokenizerFile().write_and_read([](GgufWriter& w) {
    w.set_string("tokenizer.ggml.model", "gpt2");
    w.set_string("tokenizer.ggml.pre", "qwen2");
    w.set_strings("tokenizer.ggml.tokens", std::vector<std::string>{"a"});
  });
  ASSERT_TRUE(qwen.ok());
  EXPECT_TRUE(qwen->nfc && !qwen->add_bos && !qwen->ignore_merges);
}

struct BadMetadata {
  const char* name;
  void (*spoil)(GgufWriter&);
  const char* message;
};

TEST(TokenizerFromGguf, BadMetadata_IsRefusedNamingTheKey) {
  const BadMetadata cases[] = {
      {"bos", [](GgufWriter& w) { w.set_uint("tokenizer.ggml.bos_token_id", 259); }, "bos_token_id"},
      {"eos -1", [](GgufWriter& w) { w.set_uint("tokenizer.ggml.eos_token_id", UINT32_MAX); },
       "eos_token_id"},
      {"eot text", [](GgufWriter& w) { w.set_string("tokenizer.ggml.eot_token_id", "3"); }, "eot_token_id"},
      {"tokens", [](GgufWriter& w) { w.set_ints("tokenizer.ggml.tokens", std::vector<int32_t>{1}); },
       "tokens"},
      {"no tokens", [](GgufWriter& w) { w.set_strings("tokenizer.ggml.tokens", std::vector<std::string>{}); },
       "tokens"},
      {"type 7", [](GgufWriter& w) { w.set_ints("tokenizer.ggml.token_type", std::vector<int32_t>(259, 7)); },
       "token_type[0]"},
      {"merges", [](GgufWriter& w) { w.set_ints("tokenizer.ggml.merges", std::vector<int32_t>{1}); },
       "merges"},
      {"add_bos", [](GgufWriter& w) { w.set_string("tokenizer.ggml.add_bos_token", "yes"); },
       "add_bos_token"},
      {"model", [](GgufWriter& w) { w.set_uint("tokenizer.ggml.model", 1); }, "tokenizer.ggml.model"},
      {"rstrip",
       [](GgufWriter& w) { w.set_ints("tokenizer.ondol.rstrip_token_ids", std::vector<int32_t>{-1}); },
       "rstrip"},
      {"charsmap",
       [](GgufWriter& w) { w.set_ints("tokenizer.ggml.precompiled_charsmap", std::vector<int32_t>{300}); },
       "charsmap"},
  };
  for (const BadMetadata& c : cases) {
    const auto spec = TokenizerFile().write_and_read([&](GgufWriter& w) {
      tokenizer_spec_to_gguf(small_spec(), w);
      c.spoil(w);
    });
    ASSERT_FALSE(spec.ok()) << c.name;
    EXPECT_NE(spec.error().message.find(c.message), std::string::npos)
        << c.name << ": " << spec.error().message;
  }
}

TEST(TokenizerFromGguf, NoModelKey_IsNotFound) {
  const auto spec = TokenizerFile().write_and_read([](GgufWriter&) {});
  ASSERT_FALSE(spec.ok());
  EXPECT_EQ(spec.error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace ondol
