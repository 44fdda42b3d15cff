// Rows of tokens: every prediction once an epoch, documents whole, the same rows whatever the batch.
#include "train/rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "train/permutation.h"

namespace ondol::train {
namespace {

/// 0 … n − 1 in files that begin at `starts`.
TokenStream counting_stream(int32_t n, std::vector<int64_t> starts = {0}) {
  TokenStream stream;
  stream.tokens.resize(static_cast<size_t>(n));
  std::iota(stream.tokens.begin(), stream.tokens.end(), 0);
  stream.starts = std::move(starts);
  return stream;
}

/// Documents of these lengths; document d's tokens are 1000 d, 1000 d + 1, …, its targets one more.
Documents counting_documents(const std::vector<int32_t>& lengths) {
  Documents documents;
  int32_t d = 0;
  for (const int32_t n : lengths) {
    for (int32_t i = 0; i < n; ++i) {
      documents.tokens.push_back(1000 * d + i);
      documents.targets.push_back(i == 0 ? -1 : 1000 * d + i + 1);
    }
    documents.ends.push_back(static_cast<int64_t>(documents.tokens.size()));
    ++d;
  }
  return documents;
}

Batch epoch_of(const Dataset& data, int64_t epoch) {
  Batch batch;
  data.fill(epoch, 0, data.n_rows(), batch);
  return batch;
}

std::vector<int32_t> all_targets(const Batch& batch) {
  std::vector<int32_t> targets;
  std::ranges::copy_if(batch.targets, std::back_inserter(targets), [](int32_t t) { return t >= 0; });
  std::ranges::sort(targets);
  return targets;
}

TEST(Permutation, OfAnyLength_HitsEachOnceValues) {
  for (const uint64_t n : {1, 2, 3, 4, 5, 16, 17, 100, 1000, 4096}) {
    for (const uint64_t key : {1, 2}) {
      const Permutation order(n, key);
      std::set<uint64_t> seen;
      for (uint64_t i = 0; i < n; ++i) seen.insert(order(i));
      EXPECT_EQ(seen.size(), n);
      EXPECT_EQ(*seen.rbegin(), n - 1);
    }
  }
}

TEST(Permutation, OfManyKeys_PutsEachEverywhereEvenly) {
  // 4000 keys, 5 elements: each of 25 counts is binomial with mean 800 and deviation 25.
  std::map<std::pair<uint64_t, uint64_t>, int> counts;
  for (uint64_t key = 0; key < 4000; ++key)
    for (uint64_t i = 0; i < 5; ++i) ++counts[{i, Permutation(5, key)(i)}];
  ASSERT_EQ(counts.size(), 25U);
  for (const auto& [where, n] : counts) EXPECT_NEAR(n, 800, 5 * 26);
}

TEST(StreamRows, OneEpoch_PredictsEachTokenOnceInAnyEpoch) {
  for (const int32_t n : {2, 7, 8, 9, 64, 65, 100}) {
    auto data = stream_rows(counting_stream(n), {.n_ctx = 8, .seed = 5});
    ASSERT_TRUE(data.ok());
    EXPECT_EQ((*data)->n_rows(), (n + 7) / 8);
    EXPECT_EQ((*data)->n_target_tokens(), n - 1);
    std::vector<int32_t> expected(static_cast<size_t>(n) - 1);
    std::iota(expected.begin(), expected.end(), 1);
    for (const int64_t epoch : {0, 1, 2}) EXPECT_EQ(all_targets(epoch_of(**data, epoch)), expected) << n;
  }
}

TEST(StreamRows, Files_DoNotSeeEachOtherBoundaries) {
  auto data = stream_rows(counting_stream(30, {0, 11, 20}), {.n_ctx = 8, .seed = 5});
  ASSERT_TRUE(data.ok());
  EXPECT_EQ((*data)->n_target_tokens(), 27);
  const auto file_of = [](int32_t token) { return token < 11 ? 0 : token < 20 ? 1 : 2; };
  for (const int64_t epoch : {0, 1, 2, 3}) {
    const Batch batch = epoch_of(**data, epoch);
    EXPECT_EQ(all_targets(batch).size(), 27U);
    for (size_t i = 0; i < batch.tokens.size(); ++i) {
      const size_t t = i % 8, start = static_cast<size_t>(batch.doc_start[i]);
      ASSERT_LE(start, t);
      if (batch.targets[i] >= 0) {
        EXPECT_EQ(batch.targets[i], batch.tokens[i] + 1);
        EXPECT_EQ(file_of(batch.targets[i]), file_of(batch.tokens[i]));
      }
      // Everything back to doc_start is the same file's, without a gap.
      for (size_t k = start; k < t; ++k)
        EXPECT_EQ(batch.tokens[i - t + k], batch.tokens[i] - static_cast<int32_t>(t - k));
    }
  }
}

TEST(StreamRows, Dev_IsTheTextInOrderEveryEpoch) {
  auto data = stream_rows(counting_stream(20), {.n_ctx = 8, .seed = 5, .shuffled = false});
  const Batch batch = epoch_of(**data, 0);
  for (size_t i = 0; i < 20; ++i) EXPECT_EQ(batch.tokens[i], static_cast<int32_t>(i));
  EXPECT_EQ(batch.targets[18], 19);
  EXPECT_EQ(batch.targets[19], -1);
  EXPECT_EQ(batch.targets[20], -1);
  EXPECT_EQ(batch.doc_start[21], 5) << "padding is a document of its own";
  EXPECT_EQ(epoch_of(**data, 3).tokens, batch.tokens);
}

TEST(StreamRows, Random_DrawsWholeWindowsDifferentOnes) {
  auto data = stream_rows(counting_stream(100), {.n_ctx = 8, .seed = 5, .sampling = Sampling::random});
  ASSERT_TRUE(data.ok());
  EXPECT_EQ((*data)->n_target_tokens(), (*data)->n_rows() * 8);
  std::set<int32_t> firsts;
  for (const int64_t epoch : {0, 1, 2, 3}) {
    const Batch batch = epoch_of(**data, epoch);
    for (size_t i = 0; i < batch.tokens.size(); ++i) EXPECT_EQ(batch.targets[i], batch.tokens[i] + 1);
    for (size_t i = 0; i < batch.tokens.size(); i += 8) firsts.insert(batch.tokens[i]);
  }
  EXPECT_GT(firsts.size(), 20U);
  EXPECT_FALSE(stream_rows(counting_stream(8), {.n_ctx = 8, .sampling = Sampling::random}).ok());
}

TEST(StreamRows, TooShort_IsRefusedWithTheCount) {
  const auto data = stream_rows(counting_stream(1), {.n_ctx = 8});
  ASSERT_FALSE(data.ok());
  EXPECT_EQ(data.error().message, "expected at least 2 tokens, got 1");
}

TEST(PackedRows, OneEpoch_HoldsEachDocumentWholeWithItsTargets) {
  const std::vector<int32_t> lengths{3, 5, 8, 2, 2, 6, 1, 3, 4, 4};
  auto data = packed_rows(counting_documents(lengths), {.n_ctx = 8, .seed = 1});
  ASSERT_TRUE(data.ok());
  EXPECT_EQ((*data)->n_rows(), 5) << "38 tokens fit into five rows of 8";
  EXPECT_EQ((*data)->n_tokens(), 38);
  EXPECT_EQ((*data)->n_target_tokens(), 28);
  for (const int64_t epoch : {0, 1, 2}) {
    const Batch batch = epoch_of(**data, epoch);
    std::vector<int> n_seen(lengths.size());
    for (size_t i = 0; i < batch.tokens.size();) {
      const size_t t = i % 8;
      ASSERT_EQ(batch.doc_start[i], static_cast<int32_t>(t));
      if (batch.tokens[i] == 0 && (t + 1 == 8 || batch.tokens[i + 1] != 1)) {
        EXPECT_EQ(batch.targets[i++], -1);  // padding
        continue;
      }
      const auto d = static_cast<size_t>(batch.tokens[i] / 1000);
      ++n_seen[d];
      for (int32_t k = 0; k < lengths[d]; ++k, ++i) {
        EXPECT_EQ(batch.tokens[i], static_cast<int32_t>(1000 * d) + k);
        EXPECT_EQ(batch.targets[i], k == 0 ? -1 : batch.tokens[i] + 1);
        EXPECT_EQ(batch.doc_start[i], static_cast<int32_t>(t));
      }
    }
    EXPECT_EQ(n_seen, std::vector<int>(lengths.size(), 1));
  }
}

TEST(PackedRows, AnotherEpochOrSeed_IsAnotherOrderOfTheSame) {
  const std::vector<int32_t> lengths(100, 4);
  auto data = packed_rows(counting_documents(lengths), {.n_ctx = 8, .seed = 1});
  auto other = packed_rows(counting_documents(lengths), {.n_ctx = 8, .seed = 2});
  const Batch a = epoch_of(**data, 0), b = epoch_of(**data, 1), c = epoch_of(**other, 0);
  EXPECT_NE(a.tokens, b.tokens);
  EXPECT_NE(a.tokens, c.tokens);
  EXPECT_EQ(a.tokens, epoch_of(**data, 0).tokens);
  EXPECT_EQ(all_targets(a), all_targets(b));
  EXPECT_EQ((*data)->fingerprint(), (*other)->fingerprint());
  // Company changes too: who shares a row with document 0.
  const auto neighbour = [](const Batch& batch) {
    const auto at = static_cast<size_t>(std::ranges::find(batch.tokens, 1) - batch.tokens.begin()) - 1;
    return batch.tokens[at % 8 == 0 ? at + 4 : at - 4];
  };
  std::set<int32_t> neighbours;
  for (int64_t epoch = 0; epoch < 8; ++epoch) neighbours.insert(neighbour(epoch_of(**data, epoch)));
  EXPECT_GT(neighbours.size(), 4U);
}

TEST(Rows, Noise_ReplacesWhatItMayByWhatMayBeReplacedOtherwiseEachEpoch) {
  Documents documents = counting_documents(std::vector<int32_t>(100, 8));
  for (const int32_t token : documents.tokens) documents.replaceable.push_back(token % 1000 >= 4);
  auto clean = packed_rows(documents, {.n_ctx = 8, .seed = 1});
  auto noisy = packed_rows(std::move(documents), {.n_ctx = 8, .seed = 1, .token_noise = 0.25});
  const Batch before = epoch_of(**clean, 0), after = epoch_of(**noisy, 0);
  EXPECT_EQ(before.targets, after.targets);
  int n_replaced = 0;
  for (size_t t = 0; t < before.tokens.size(); ++t) {
    if (before.tokens[t] == after.tokens[t]) continue;
    ++n_replaced;
    EXPECT_GE(before.tokens[t] % 1000, 4);
    EXPECT_GE(after.tokens[t] % 1000, 4);
  }
  // A quarter of 400; half of what is drawn in their place may not be.
  EXPECT_NEAR(n_replaced, 50, 5 * 6.6);
  EXPECT_EQ(after.tokens, epoch_of(**noisy, 0).tokens);
  std::set<std::vector<int32_t>> kinds;
  for (int64_t epoch = 0; epoch < 3; ++epoch) {
    std::vector<int32_t> sorted = epoch_of(**noisy, epoch).tokens;
    std::ranges::sort(sorted);
    kinds.insert(sorted);
  }
  EXPECT_EQ(kinds.size(), 3U);
}

TEST(Rows, BatchSize_DoesNotMatterEitherKind) {
  std::vector<std::unique_ptr<Dataset>> all;
  all.push_back(*stream_rows(counting_stream(200), {.n_ctx = 8, .seed = 9}));
  all.push_back(*stream_rows(counting_stream(200), {.n_ctx = 8, .seed = 9, .sampling = Sampling::random}));
  all.push_back(*packed_rows(counting_documents({3, 5, 8, 2, 2, 6, 1, 3, 4, 4}), {.n_ctx = 8, .seed = 9}));
  for (const auto& data : all) {
    const Batch whole = epoch_of(*data, 2);
    Batch one;
    for (int64_t row = 0; row < data->n_rows(); ++row) {
      data->fill(2, row, 1, one);
      for (size_t t = 0; t < 8; ++t) {
        const size_t at = static_cast<size_t>(row) * 8 + t;
        EXPECT_EQ(one.tokens[t], whole.tokens[at]);
        EXPECT_EQ(one.targets[t], whole.targets[at]);
        EXPECT_EQ(one.doc_start[t], whole.doc_start[at]);
      }
    }
  }
}

}  // namespace
}  // namespace ondol::train
