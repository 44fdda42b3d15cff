// Byte-level BPE training: words counted once, then the most frequent pair merged again and again, with only
// the words that hold it touched. Knows nothing of files.
#include "train/bpe_trainer.h"

#include <algorithm>
#include <array>
#include <queue>
#include <unordered_map>

#include "text/bpe.h"
#include "text/pretokenizer.h"
#include "text/utf8.h"

namespace ondol::train {
namespace {

constexpr int64_t kBytes = 256;

struct Word {
  std::vector<TokenId> symbols;
  int64_t count = 0;
};

struct PairStats {
  int64_t count = 0;
  std::vector<uint32_t> words;  ///< those that hold it, or once did; with repeats
};

struct Candidate {
  int64_t count;
  TokenId left, right;
  /// Order of a max-heap: more frequent first, then smaller ids, so that nothing depends on a hash table.
  bool operator<(const Candidate& other) const {
    if (count != other.count) return count < other.count;
    return left != other.left ? left > other.left : right > other.right;
  }
};

uint64_t key_of(TokenId left, TokenId right) {
  return static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
}

/// How the bytes of a token sit in UTF-8.
enum class Shape : uint8_t { characters, beginning, other };

Shape shape_of(std::string_view bytes) {
  if (utf8::is_valid(bytes)) return Shape::characters;
  const uint32_t announced = utf8::announced_length(static_cast<uint8_t>(bytes[0]));
  const bool lead = static_cast<uint8_t>(bytes[0]) >= 0xC0;
  return lead && bytes.size() < announced && utf8::complete_prefix(bytes) == 0 ? Shape::beginning
                                                                               : Shape::other;
}

int64_t count_syllables(std::string_view bytes) {
  int64_t count = 0;
  for (size_t pos = 0; pos < bytes.size();) {
    const utf8::Char c = utf8::decode(bytes, pos);
    pos += c.len;
    count += c.valid && c.cp >= 0xAC00 && c.cp <= 0xD7A3 ? 1 : 0;
  }
  return count;
}

class Merger {
 public:
  Merger(std::vector<Word> words, const BpeTrainerOptions& options)
      : words_(std::move(words)), options_(options) {
    for (int byte = 0; byte < kBytes; ++byte) token_of(std::string(1, static_cast<char>(byte)));
    for (uint32_t w = 0; w < words_.size(); ++w) {
      const auto& symbols = words_[w].symbols;
      for (size_t i = 0; i + 1 < symbols.size(); ++i) add(symbols[i], symbols[i + 1], words_[w].count, w);
    }
    for (const auto& [key, stats] : pairs_) push(key, stats);
  }

  /// The most frequent pair becomes a token. False when no pair is frequent enough.
  bool merge_next(TokenId& left, TokenId& right) {
    while (!heap_.empty()) {
      const Candidate best = heap_.top();
      heap_.pop();
      const auto found = pairs_.find(key_of(best.left, best.right));
      if (found == pairs_.end() || found->second.count != best.count) continue;  // has changed since
      left = best.left;
      right = best.right;
      merge(best, std::move(found->second.words));
      return true;
    }
    return false;
  }

  const std::vector<std::string>& token_bytes() const { return bytes_; }

 private:
  /// A token of ours is whole characters, or the beginning of one: tokens that straddle characters would use
  /// up places and leave syllables in pieces (measured: docs/decisions).
  bool may_merge(TokenId left, TokenId right) const {
    const std::string &a = bytes_[static_cast<size_t>(left)], &b = bytes_[static_cast<size_t>(right)];
    if (static_cast<int64_t>(a.size() + b.size()) > options_.max_token_bytes) return false;
    if (options_.max_token_syllables > 0 && count_syllables(a + b) > options_.max_token_syllables)
      return false;
    if (!options_.whole_characters) return true;
    const Shape x = shapes_[static_cast<size_t>(left)], y = shapes_[static_cast<size_t>(right)];
    if (x == Shape::characters) return y == Shape::characters;
    return x == Shape::beginning && shape_of(a + b) != Shape::other;
  }

  void add(TokenId left, TokenId right, int64_t count, uint32_t word) {
    PairStats& stats = pairs_[key_of(left, right)];
    stats.count += count;
    if (stats.words.empty() || stats.words.back() != word) stats.words.push_back(word);
  }

  void push(uint64_t key, const PairStats& stats) {
    const auto left = static_cast<TokenId>(key >> 32), right = static_cast<TokenId>(key & UINT32_MAX);
    if (stats.count >= options_.min_frequency && may_merge(left, right))
      heap_.push({stats.count, left, right});
  }

  /// The same bytes merged along two ways are one token: an encoder could never reach the second.
  TokenId token_of(const std::string& bytes) {
    const auto [found, is_new] = ids_.try_emplace(bytes, static_cast<TokenId>(bytes_.size()));
    if (is_new) {
      bytes_.push_back(bytes);
      shapes_.push_back(shape_of(bytes));
    }
    return found->second;
  }

  void merge(const Candidate& pair, std::vector<uint32_t> holders) {
    const TokenId id =
        token_of(bytes_[static_cast<size_t>(pair.left)] + bytes_[static_cast<size_t>(pair.right)]);
    pairs_.erase(key_of(pair.left, pair.right));
    std::ranges::sort(holders);
    holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
    changed_.clear();
    for (const uint32_t w : holders) merge_in_word(w, pair, id);
    // Each changed pair once, with its final count.
    std::ranges::sort(changed_);
    changed_.erase(std::unique(changed_.begin(), changed_.end()), changed_.end());
    for (const uint64_t key : changed_) {
      const auto found = pairs_.find(key);
      if (found == pairs_.end()) continue;
      if (found->second.count <= 0) {
        pairs_.erase(found);
      } else {
        push(key, found->second);
      }
    }
  }

  /// Only pairs beside an occurrence change: those with a merged symbol are counted out before and in after.
  void merge_in_word(uint32_t w, const Candidate& pair, TokenId id) {
    Word& word = words_[w];
    auto& symbols = word.symbols;
    touched_.assign(symbols.size(), 0);
    bool holds = false;
    for (size_t i = 0; i + 1 < symbols.size(); ++i) {
      if (symbols[i] != pair.left || symbols[i + 1] != pair.right) continue;
      holds = true;
      touched_[i] = touched_[i + 1] = 1;
      ++i;  // of "aaa", the first two
    }
    if (!holds) return;
    count_touched_pairs(word, w, -1);
    size_t n = 0;
    for (size_t i = 0; i < symbols.size(); ++i) {
      touched_[n] = touched_[i];
      symbols[n++] = touched_[i] ? id : symbols[i];
      i += touched_[n - 1] ? 1 : 0;
    }
    symbols.resize(n);
    touched_.resize(n);
    count_touched_pairs(word, w, 1);
  }

  void count_touched_pairs(const Word& word, uint32_t w, int sign) {
    for (size_t i = 0; i + 1 < word.symbols.size(); ++i) {
      if (!touched_[i] && !touched_[i + 1]) continue;
      const TokenId left = word.symbols[i], right = word.symbols[i + 1];
      changed_.push_back(key_of(left, right));
      if (sign > 0) {
        add(left, right, word.count, w);
      } else if (const auto found = pairs_.find(changed_.back()); found != pairs_.end()) {
        found->second.count -= word.count;
      }
    }
  }

  std::vector<Word> words_;
  const BpeTrainerOptions& options_;
  std::vector<std::string> bytes_;
  std::vector<Shape> shapes_;
  std::unordered_map<std::string, TokenId> ids_;
  std::unordered_map<uint64_t, PairStats> pairs_;
  std::priority_queue<Candidate> heap_;
  std::vector<uint64_t> changed_;  ///< pairs whose count changed in this merge
  std::vector<uint8_t> touched_;   ///< of a word's symbols: part of an occurrence
};

/// The different words of all texts with their counts, in the order of first appearance.
std::vector<Word> count_words(std::span<const std::string_view> texts, const PreTokenizer& row) {
  std::unordered_map<std::string_view, uint32_t> index;
  std::vector<Word> words;
  for (const std::string_view text : texts) {
    pretokenize(row, text, [&](std::string_view piece) {
      const auto [found, is_new] = index.try_emplace(piece, static_cast<uint32_t>(words.size()));
      if (is_new) {
        Word& word = words.emplace_back();
        for (const char c : piece) word.symbols.push_back(static_cast<uint8_t>(c));
      }
      ++words[found->second].count;
    });
  }
  return words;
}

std::string in_byte_alphabet(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += byte_alphabet()[static_cast<uint8_t>(c)];
  return out;
}

Error wrong(const std::string& what) { return Error{ErrorCode::invalid_argument, "tokenizer: " + what}; }

}  // namespace

Result<TokenizerSpec> train_bpe(std::span<const std::string_view> texts, const BpeTrainerOptions& options) {
  const auto n_special = static_cast<int64_t>(options.special_tokens.size());
  // Without a single merge there would be nothing to make a vocabulary of "gpt2" of.
  if (options.n_vocab < kBytes + n_special + 1)
    return wrong("n_vocab: expected at least " + std::to_string(kBytes + n_special + 1) +
                 " (256 bytes, one merge and " + std::to_string(n_special) + " special tokens), got " +
                 std::to_string(options.n_vocab));
  const PreTokenizer* row = find_pretokenizer(options.pre);
  if (row == nullptr) return wrong("pre: expected the name of a pre-tokenizer, got '" + options.pre + "'");

  TokenizerSpec spec;
  spec.model = "gpt2";
  spec.pre = options.pre;
  spec.add_space_prefix = false;
  spec.nfc = row->nfc;
  spec.ignore_merges = row->ignore_merges;
  Merger merger(count_words(texts, *row), options);
  const auto& bytes = merger.token_bytes();
  const auto n_tokens = static_cast<size_t>(options.n_vocab - n_special);
  TokenId left = 0, right = 0;
  while (bytes.size() < n_tokens && merger.merge_next(left, right)) {
    spec.merges.push_back(in_byte_alphabet(bytes[static_cast<size_t>(left)]) + " " +
                          in_byte_alphabet(bytes[static_cast<size_t>(right)]));
  }
  if (spec.merges.empty())
    return wrong("expected text in which some pair of bytes occurs at least " +
                 std::to_string(options.min_frequency) + " times, got none");
  for (const std::string& token : bytes) spec.tokens.push_back(in_byte_alphabet(token));
  spec.types.assign(spec.tokens.size(), TokenType::normal);
  spec.tokens.insert(spec.tokens.end(), options.special_tokens.begin(), options.special_tokens.end());
  spec.types.resize(spec.tokens.size(), TokenType::control);
  return spec;
}

}  // namespace ondol::train
