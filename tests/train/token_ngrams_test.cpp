// Hashed runs of letters: what tokens share, and that the derivative is the sum's transpose.
#include "train/token_ngrams.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "train/random.h"

namespace ondol::train::test {
namespace {

std::unique_ptr<Tokenizer> tokenizer_of(std::vector<std::string> tokens) {
  TokenizerSpec spec;
  spec.model = "gpt2";
  spec.pre = "gpt-2";
  spec.merges = {"a b"};  // names no token: a list must not be empty
  spec.types.assign(tokens.size(), TokenType::normal);
  spec.types.back() = TokenType::control;
  spec.tokens = std::move(tokens);
  auto made = Tokenizer::create(std::move(spec));
  EXPECT_TRUE(made.ok()) << made.error().message;
  return std::move(*made);
}

std::vector<float> random_table(int64_t n, uint64_t seed) {
  Random random(seed);
  std::vector<float> table(static_cast<size_t>(n));
  for (float& x : table) x = static_cast<float>(random.normal());
  return table;
}

TEST(TokenNgrams, SharedLettersShareRows_SpecialTokensHaveNone) {
  const auto tokenizer = tokenizer_of({"kitchen", "kitchens", "zzz", "<|endoftext|>"});
  constexpr int64_t n_bucket = 1 << 16, d = 1;
  const TokenNgrams ngrams(*tokenizer, n_bucket);
  // Each bucket's row is its own number: what a token adds up tells which rows it has.
  const auto rows_of = [&](int64_t token) {
    std::vector<float> one(4, 0.0f), hashed(n_bucket, 0.0f);
    one[static_cast<size_t>(token)] = 1.0f;
    ngrams.fold_backward(hashed.data(), one.data(), d, 0, d);
    std::vector<int64_t> rows;
    for (int64_t i = 0; i < n_bucket; ++i)
      if (hashed[static_cast<size_t>(i)] > 0) rows.push_back(i);
    return rows;
  };
  const auto common = [](const std::vector<int64_t>& a, const std::vector<int64_t>& b) {
    std::vector<int64_t> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both.size();
  };
  // kitchen + end mark: 7 runs of two, 6 of three, 5 of four, 4 of five.
  EXPECT_EQ(rows_of(0).size(), 22u);
  EXPECT_EQ(common(rows_of(0), rows_of(1)), 18u);  // all but the four that reach the end
  EXPECT_EQ(common(rows_of(0), rows_of(2)), 0u);
  EXPECT_TRUE(rows_of(3).empty());
}

TEST(TokenNgrams, VocabularyWithoutTypes_IsAllNormal) {
  TokenizerSpec spec;
  spec.model = "gpt2";
  spec.pre = "gpt-2";
  spec.merges = {"a b"};
  spec.tokens = {"ab", "abc"};
  const auto made = Tokenizer::create(std::move(spec));
  ASSERT_TRUE(made.ok()) << made.error().message;
  const TokenNgrams ngrams(**made, 1);
  std::vector<float> table(2), own(2, 0.0f), hashed(1, 1.0f);
  ngrams.fold(table.data(), own.data(), hashed.data(), 1, 0, 1);
  EXPECT_GT(table[0], 0.0f);
  EXPECT_GT(table[1], table[0]);  // three runs, six
}

TEST(TokenNgrams, FoldBackward_IsTheTransposeOfFold) {
  const auto tokenizer = tokenizer_of({"lamp", "lamps", "a", "damp", "<|endoftext|>"});
  constexpr int64_t n_vocab = 5, n_bucket = 7, d = 6;  // few rows: runs collide
  const TokenNgrams ngrams(*tokenizer, n_bucket);
  const auto own = random_table(n_vocab * d, 1), hashed = random_table(n_bucket * d, 2),
             d_table = random_table(n_vocab * d, 3);
  std::vector<float> table(static_cast<size_t>(n_vocab * d)), halves(table.size());
  ngrams.fold(table.data(), own.data(), hashed.data(), d, 0, d);
  ngrams.fold(halves.data(), own.data(), hashed.data(), d, 0, 2);
  ngrams.fold(halves.data(), own.data(), hashed.data(), d, 2, d);
  EXPECT_EQ(halves, table);
  std::vector<float> d_hashed(static_cast<size_t>(n_bucket * d), 0.0f);
  ngrams.fold_backward(d_hashed.data(), d_table.data(), d, 0, d);
  // <fold(own, hashed) − own, d_table> = <hashed, fold_backward(d_table)>.
  double forward = 0.0, backward = 0.0, size = 0.0;
  for (size_t i = 0; i < table.size(); ++i) {
    forward += (double{table[i]} - own[i]) * d_table[i];
    size += std::fabs((double{table[i]} - own[i]) * d_table[i]);
  }
  for (size_t i = 0; i < hashed.size(); ++i) backward += double{hashed[i]} * d_hashed[i];
  EXPECT_NEAR(forward, backward, 64 * 0x1p-24 * size);  // at most 64 roundings on the way to a value
  EXPECT_GT(size, 1.0);
}

}  // namespace
}  // namespace ondol::train::test
