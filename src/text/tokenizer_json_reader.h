// Reads a Hugging Face tokenizer.json in one pass: the vocabulary and the merges, which are most of it, go
// straight into vectors; the small rest becomes a JSON value. Knows nothing of what the fields mean.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol {

struct TokenizerJson {  // NOLINT(bugprone-exception-escape): the library's json promises more than it can
  struct Entry {
    std::string text;
    int64_t id = 0;
    double score = 0;
  };
  std::vector<Entry> vocab;         ///< BPE: text and id; Unigram: text and score, in order of ids
  std::vector<std::string> merges;  ///< "left right", whichever way the file writes them
  nlohmann::json rest;              ///< everything but model.vocab and model.merges
};

/// Errors: bad_format (not JSON, wrong shape), over_budget (depth, number of values, size).
Result<TokenizerJson> read_tokenizer_json(std::string_view text);

/// A small JSON document under the same limits.
Result<nlohmann::json> read_bounded_json(std::string_view text, const std::string& name);

}  // namespace ondol
