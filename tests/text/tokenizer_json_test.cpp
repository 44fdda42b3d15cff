// tokenizer.json and SentencePiece model files: what is read, and what is refused.
#include "text/tokenizer_json.h"

#include "text/sentencepiece_model.h"
#include "tokenizer_test_util.h"

namespace ondol {
namespace {

using nlohmann::json;

// A byte-level file with two merges, as small as they come.
json tiny_file() {
  return json::parse(R"({
    "added_tokens": [{"id": 5, "content": "<s>", "special": true, "rstrip": true},
                     {"id": 6, "content": "<tool>", "special": false, "lstrip": true}],
    "normalizer": null,
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true},
    "post_processor": null,
    "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "c": 2, "ab": 3, "abc": 4}, "merges": ["a b", ["ab", "c"]]}})");
}

TEST(TokenizerJson, ByteLevelBpe_IsReadInFull) {
  const auto spec = tokenizer_spec_from_json(tiny_file().dump(),
                                             R"({"bos_token": {"content": "<s>"}, "eos_token": "<s>"})");
  ASSERT_TRUE(spec.ok()) << spec.error().message;
  EXPECT_EQ(spec->model, "gpt2");
  EXPECT_EQ(spec->pre, "gpt-2");
  EXPECT_EQ(spec->tokens, (std::vector<std::string>{"a", "b", "c", "ab", "abc", "<s>", "<tool>"}));
  EXPECT_EQ(spec->merges, (std::vector<std::string>{"a b", "ab c"}));
  EXPECT_EQ(spec->types[4], TokenType::normal);
  EXPECT_EQ(spec->types[5], TokenType::control);
  EXPECT_EQ(spec->types[6], TokenType::user_defined);
  EXPECT_EQ(spec->rstrip, std::vector<TokenId>{5});
  EXPECT_EQ(spec->lstrip, std::vector<TokenId>{6});
  EXPECT_EQ(spec->bos, 5);
  EXPECT_EQ(spec->eos, 5);
  EXPECT_FALSE(spec->add_bos);
  EXPECT_FALSE(spec->nfc);
}

TEST(TokenizerJson, PostProcessorAndConfig_SayWhatIsAdded) {
  auto file = tiny_file();
  file["post_processor"] = json::parse(R"({"type": "Sequence", "processors": [{"type": "ByteLevel"},
      {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>"}}, {"Sequence": {"id": "A"}}]}]})");
  const auto from_template = tokenizer_spec_from_json(file.dump(), "");
  ASSERT_TRUE(from_template.ok());
  EXPECT_TRUE(from_template->add_bos);
  EXPECT_FALSE(from_template->add_eos);
  EXPECT_EQ(from_template->bos, 5);
  const auto overridden = tokenizer_spec_from_json(
      file.dump(), R"({"add_bos_token": false, "add_eos_token": true, "eos_token": "<s>"})");
  ASSERT_TRUE(overridden.ok());
  EXPECT_FALSE(overridden->add_bos);
  EXPECT_TRUE(overridden->add_eos);
}

TEST(TokenizerJson, Normalizer_NfcIsKept) {
  auto file = tiny_file();
  file["normalizer"] = json::parse(R"({"type": "Sequence", "normalizers": [{"type": "NFC"}]})");
  const auto spec = tokenizer_spec_from_json(file.dump(), "");
  ASSERT_TRUE(spec.ok());
  EXPECT_TRUE(spec->nfc);
}

TEST(TokenizerJson, PreTokenizers_AreRecognisedByStructure) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false}]})",
       "smollm"},
      {R"re({"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]})re",
       "llama-bpe"},
      {R"re({"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]})re",
       "qwen2"},
      {R"({"type":"Sequence","pretokenizers":[{"type":"Punctuation","behavior":"Contiguous"},{"type":"ByteLevel","add_prefix_space":false,"use_regex":true},{"type":"Digits","individual_digits":false},{"type":"Split","pattern":{"Regex":"[0-9][0-9][0-9]"},"behavior":"Isolated","invert":false}]})",
       "falcon"},
      {R"({"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"[\r\n]"},"behavior":"Isolated"},{"type":"Split","pattern":{"Regex":"\\s?\\p{L}+"},"behavior":"Isolated"},{"type":"Split","pattern":{"Regex":"\\s?\\p{P}+"},"behavior":"Isolated"},{"type":"Split","pattern":{"Regex":"[一-龥ࠀ-一가-퟿]+"},"behavior":"Isolated"},{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]})",
       "deepseek-coder"},
  };
  for (const auto& [pre, name] : cases) {
    auto file = tiny_file();
    file["pre_tokenizer"] = json::parse(pre);
    const auto spec = tokenizer_spec_from_json(file.dump(), "");
    ASSERT_TRUE(spec.ok()) << name << ": " << spec.error().message;
    EXPECT_EQ(spec->pre, name);
  }
}

TEST(TokenizerJson, HolesInTheIds_BecomeUnusedTokens) {
  auto file = tiny_file();
  file["added_tokens"][0]["id"] = 9;
  const auto spec = tokenizer_spec_from_json(file.dump(), "");
  ASSERT_TRUE(spec.ok()) << spec.error().message;
  ASSERT_EQ(spec->tokens.size(), 10u);
  EXPECT_EQ(spec->tokens[7], "[PAD7]");
  EXPECT_EQ(spec->types[7], TokenType::unused);
}

struct Spoiled {
  const char* name;
  void (*spoil)(json&);
  const char* message;
};

TEST(TokenizerJson, BadFile_IsRefusedNamingTheField) {
  const Spoiled cases[] = {
      {"no vocab", [](json& f) { f["model"].erase("vocab"); }, "model.vocab"},
      {"empty vocab", [](json& f) { f["model"]["vocab"] = json::object(); }, "model.vocab"},
      {"vocab number", [](json& f) { f["model"]["vocab"] = 5; }, "vocab"},
      {"vocab text", [](json& f) { f["model"]["vocab"] = "x"; }, "vocab"},
      {"vocab null", [](json& f) { f["model"]["vocab"] = nullptr; }, "vocab"},
      {"vocab of texts",
       [](json& f) {
         f["model"]["vocab"] = {"a", "b"};
       },
       "vocab"},
      {"nested vocab",
       [](json& f) {
         f["model"]["vocab"]["a"] = {{"x", 1}};
       },
       "vocab"},
      {"negative id", [](json& f) { f["model"]["vocab"]["a"] = -1; }, "model.vocab: expected an id below"},
      {"huge id", [](json& f) { f["model"]["vocab"]["a"] = 4000000000u; },
       "model.vocab: expected an id below"},
      {"fraction", [](json& f) { f["model"]["vocab"]["a"] = 0.5; }, "model.vocab: expected an id below"},
      {"twice an id", [](json& f) { f["model"]["vocab"]["b"] = 0; }, "id 0 is already that of 'a'"},
      {"merge number", [](json& f) { f["model"]["merges"][0] = 7; }, "merges"},
      {"merge of three",
       [](json& f) {
         f["model"]["merges"][0] = {"a", "b", "c"};
       },
       "model.merges[0]"},
      {"merge object",
       [](json& f) {
         f["model"]["merges"] = {{"a", "b"}}, f["model"]["merges"] = json::object({{"a", "b"}});
       },
       "merges"},
      {"added id", [](json& f) { f["added_tokens"][0]["id"] = -3; }, "added_tokens[0]"},
      {"added huge id", [](json& f) { f["added_tokens"][0]["id"] = 1u << 30; }, "added_tokens[0]"},
      {"added clash", [](json& f) { f["added_tokens"][0]["id"] = 1; }, "id 1 is already that of 'b'"},
      {"single word", [](json& f) { f["added_tokens"][0]["single_word"] = true; }, "single_word"},
      {"model type", [](json& f) { f["model"]["type"] = "WordPiece"; }, "model.type"},
      {"prefix", [](json& f) { f["model"]["continuing_subword_prefix"] = "##"; },
       "continuing_subword_prefix"},
      {"pre", [](json& f) { f["pre_tokenizer"]["add_prefix_space"] = true; }, "add_prefix_space"},
      {"normalizer",
       [](json& f) {
         f["normalizer"] = {{"type", "Lowercase"}};
       },
       "Lowercase"},
  };
  for (const Spoiled& c : cases) {
    auto file = tiny_file();
    c.spoil(file);
    const auto spec = tokenizer_spec_from_json(file.dump(), "");
    ASSERT_FALSE(spec.ok()) << c.name;
    EXPECT_NE(spec.error().message.find(c.message), std::string::npos)
        << c.name << ": " << spec.error().message;
  }
}

TEST(TokenizerJson, UnknownPreTokenizer_IsNamedInTheRefusal) {
  auto file = tiny_file();
  file["pre_tokenizer"] = json::parse(
      R"({"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"my own"},"behavior":"Isolated"},{"type":"ByteLevel","add_prefix_space":false}]})");
  const auto spec = tokenizer_spec_from_json(file.dump(), "");
  ASSERT_FALSE(spec.ok());
  EXPECT_EQ(spec.error().code, ErrorCode::unsupported);
  EXPECT_NE(spec.error().message.find("my own"), std::string::npos) << spec.error().message;
}

TEST(TokenizerJson, EveryPrefixOfAFile_IsRefused) {
  const std::string whole = tiny_file().dump();
  for (size_t n = 0; n < whole.size(); ++n)
    EXPECT_FALSE(tokenizer_spec_from_json(whole.substr(0, n), "").ok()) << n;
  EXPECT_FALSE(tokenizer_spec_from_json(whole, "{\"bos_token\":").ok());
}

TEST(TokenizerJson, DeepNesting_IsRefused) {
  const auto spec = tokenizer_spec_from_json(std::string(1'000'000, '['), "");
  ASSERT_FALSE(spec.ok());
  EXPECT_EQ(spec.error().code, ErrorCode::over_budget);
}

TEST(SentencePieceModel, EveryPrefixOfAFile_IsReadOrRefused) {
  const std::string whole = test::read_file(test::golden_path("tiny_spm_bpe.model"));
  size_t refused = 0;
  for (size_t n = 0; n < whole.size(); ++n) {
    const auto spec = tokenizer_spec_from_sentencepiece(std::string_view(whole).substr(0, n));
    refused += !spec.ok();
  }
  EXPECT_GT(refused, whole.size() / 2);
}

TEST(SentencePieceModel, BadFields_AreRefusedWithTheOffset) {
  const auto message = [](std::string_view bytes) {
    const auto spec = tokenizer_spec_from_sentencepiece(bytes);
    return spec.ok() ? std::string("accepted") : spec.error().message;
  };
  EXPECT_NE(message("").find("pieces"), std::string::npos);
  EXPECT_NE(message("\x0A\x7F").find("offset 2"), std::string::npos) << message("\x0A\x7F");
  EXPECT_NE(message("\x0B").find("wire type"), std::string::npos);
  EXPECT_NE(message("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF").find("varint"), std::string::npos);
  EXPECT_NE(message(std::string_view("\x0A\x02\x18\x09", 4)).find("piece type"), std::string::npos);
}

}  // namespace
}  // namespace ondol
