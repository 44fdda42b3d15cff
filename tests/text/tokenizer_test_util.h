// Helpers of the tokenizer tests: golden files, and vocabularies small enough to write down.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "text/tokenizer.h"

namespace ondol::test {

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

inline std::string golden_path(const std::string& name) {
  return std::string(ONDOL_GOLDEN_DIR) + "/tokenizer/" + name;
}

inline nlohmann::json golden_json(const std::string& name) {
  return nlohmann::json::parse(read_file(golden_path(name)));
}

inline std::unique_ptr<Tokenizer> make_tokenizer(TokenizerSpec spec) {
  auto tokenizer = Tokenizer::create(std::move(spec));
  if (!tokenizer.ok()) {
    ADD_FAILURE() << tokenizer.error().message;
    return nullptr;
  }
  return std::move(*tokenizer);
}

inline std::vector<TokenId> encode(const Tokenizer& tokenizer, std::string_view text,
                                   EncodeOptions options = {}) {
  auto ids = tokenizer.encode(text, options);
  EXPECT_TRUE(ids.ok());
  return ids.ok() ? *ids : std::vector<TokenId>{};
}

/// Every case of a golden file: [{"text": …, "ids": […]}, …].
inline void expect_cases(const Tokenizer& tokenizer, const nlohmann::json& cases,
                         EncodeOptions options = {}) {
  ASSERT_FALSE(cases.empty());
  for (const auto& c : cases) {
    const auto text = c["text"].get<std::string>();
    EXPECT_EQ(encode(tokenizer, text, options), c["ids"].get<std::vector<TokenId>>()) << "text: " << text;
  }
}

/// A byte-level vocabulary: the 256 bytes, one token for each merge, then the special tokens.
inline TokenizerSpec byte_level_spec(std::vector<std::string> merges,
                                     const std::vector<std::pair<std::string, TokenType>>& specials = {}) {
  if (merges.empty()) merges = {"q q"};  // a list without any is refused
  TokenizerSpec spec;
  spec.model = "gpt2";
  spec.pre = "gpt-2";
  const auto add = [&spec](std::string text, TokenType type) {
    spec.tokens.push_back(std::move(text));
    spec.types.push_back(type);
  };
  const auto add_char = [&add](uint32_t cp) {
    add(cp < 128 ? std::string(1, static_cast<char>(cp))
                 : std::string{static_cast<char>(0xC0 | cp >> 6), static_cast<char>(0x80 | (cp & 0x3F))},
        TokenType::normal);
  };
  for (uint32_t b = 0; b < 256; ++b) {
    if ((b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b != 0xAD)) add_char(b);
  }
  for (uint32_t cp = 0x100; cp < 0x144; ++cp) add_char(cp);
  for (const std::string& merge : merges) {
    const size_t space = merge.find(' ', 1);
    add(merge.substr(0, space) + merge.substr(space + 1), TokenType::normal);
  }
  spec.merges = merges;
  for (const auto& [text, type] : specials) add(text, type);
  return spec;
}

inline TokenId id_of(const Tokenizer& tokenizer, std::string_view text) {
  const auto& tokens = tokenizer.spec().tokens;
  for (size_t id = 0; id < tokens.size(); ++id) {
    if (tokens[id] == text) return static_cast<TokenId>(id);
  }
  ADD_FAILURE() << "no token " << text;
  return -1;
}

inline std::string random_bytes(std::mt19937& rng, size_t n) {
  std::string out(n, '\0');
  for (char& c : out) c = static_cast<char>(rng());
  return out;
}

}  // namespace ondol::test
