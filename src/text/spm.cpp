// SentencePiece BPE. Knows nothing of byte alphabets.
#include "text/spm.h"

#include <bit>

#include "base/try.h"
#include "text/utf8.h"

namespace ondol {
namespace {

// Scores in merge order: a smaller number for a higher score, never MergeResult::kNever (a finite score).
uint32_t priority_of(float score) {
  const auto bits = std::bit_cast<uint32_t>(score + 0.0f);  // -0 is 0
  const uint32_t ascending = (bits >> 31) != 0 ? ~bits : bits | 0x80000000;
  return ~ascending;
}

// Whether a mark follows another character, so that a word boundary could lie inside the token.
bool has_inner_boundary(std::string_view token) {
  for (size_t pos = token.find(kSpaceMark, 1); pos != std::string_view::npos;
       pos = token.find(kSpaceMark, pos + 1)) {
    if (!token.substr(0, pos).ends_with(kSpaceMark)) return true;
  }
  return false;
}

// Text can only be cut where no token lies across, so a boundary is a mark after another character.
size_t word_end(std::string_view text, size_t pos) {
  bool after_other = false;
  while (pos < text.size()) {
    const bool mark = text.substr(pos).starts_with(kSpaceMark);
    if (mark && after_other) break;
    after_other = !mark;
    pos += mark ? kSpaceMark.size() : 1;
  }
  return pos;
}

}  // namespace

ByteFallback::ByteFallback(const TokenizerSpec& spec, const TokenIndex& index) : unk_(spec.unk) {
  ids_.fill(-1);
  constexpr char kHex[] = "0123456789ABCDEF";
  for (int byte = 0; byte < 256; ++byte) {
    const char name[] = {'<', '0', 'x', kHex[byte >> 4], kHex[byte & 15], '>'};
    const TokenId id = index.find({name, sizeof name});
    if (id < 0) continue;
    if (spec.types.empty() || spec.types[id] == TokenType::byte) ids_[byte] = id;
  }
}

void ByteFallback::encode(std::string_view text, std::vector<TokenId>& out) const {
  for (char c : text) {
    const TokenId id = ids_[static_cast<uint8_t>(c)];
    if (id >= 0) {
      out.push_back(id);
    } else if (unk_ >= 0 && (out.empty() || out.back() != unk_)) {
      out.push_back(unk_);
    }
  }
}

std::string spm_plain_piece(const std::string& token) {
  std::string out;
  out.reserve(token.size());
  for (size_t pos = 0; pos < token.size();) {
    if (std::string_view(token).substr(pos).starts_with(kSpaceMark)) {
      out += ' ';
      pos += kSpaceMark.size();
    } else {
      out += token[pos++];
    }
  }
  return out;
}

Status SpmTokenizer::build() {
  ONDOL_ASSIGN(charsmap_, CharsMap::create(spec().charsmap));
  bytes_ = ByteFallback(spec(), index());
  has_merges_ = !spec().merges.empty();
  if (has_merges_) {
    ONDOL_ASSIGN(merges_, MergeTable::create(spec().merges, spec().tokens, index()));
    release_merges();
  }
  words_are_separate_ =
      std::ranges::none_of(spec().tokens, [](const std::string& t) { return has_inner_boundary(t); });
  return {};
}

// Plain text never becomes a control, unknown or byte token, however it is spelt.
TokenId SpmTokenizer::find_plain(std::string_view text) const {
  const TokenId id = index().find(text);
  if (id < 0) return -1;
  const TokenType t = type(id);
  return t == TokenType::normal || t == TokenType::user_defined || t == TokenType::unused ? id : -1;
}

MergeResult SpmTokenizer::find_merge(std::string_view word, const MergeSymbol& left,
                                     const MergeSymbol& right) const {
  if (has_merges_) return merges_.find(left.id, right.id);
  const TokenId id = find_plain(word.substr(left.begin, left.len + right.len));
  return id < 0 ? MergeResult{} : MergeResult{priority_of(spec().scores[id]), id};
}

void SpmTokenizer::encode_word(std::string_view word, MergeScratch& scratch,
                               std::vector<TokenId>& out) const {
  scratch.symbols.clear();
  for (uint32_t pos = 0; pos < word.size();) {
    const uint32_t len = utf8::decode(word, pos).len;
    scratch.symbols.push_back({pos, len, find_plain(word.substr(pos, len)), -1, -1});
    pos += len;
  }
  merge_symbols(scratch, [&](const MergeSymbol& a, const MergeSymbol& b) { return find_merge(word, a, b); });
  for (const MergeSymbol& symbol : scratch.symbols) {
    if (symbol.id >= 0) {
      out.push_back(symbol.id);
    } else {
      bytes_.encode(word.substr(symbol.begin, symbol.len), out);
    }
  }
}

void SpmTokenizer::encode_plain(std::string_view text, bool after_special, std::vector<TokenId>& out) const {
  const SpmNormalizerOptions options{spec().add_space_prefix && after_special,
                                     spec().remove_extra_whitespaces};
  const std::string marked = spm_normalize(text, charsmap_, options);
  const std::string_view view = marked;
  MergeScratch scratch;
  for (size_t pos = 0; pos < view.size();) {
    const size_t end = words_are_separate_ ? word_end(view, pos) : view.size();
    encode_word(view.substr(pos, end - pos), scratch, out);
    pos = end;
  }
}

Result<std::unique_ptr<Tokenizer>> create_spm_tokenizer(TokenizerSpec spec) {
  if (spec.scores.empty()) {
    return Error{ErrorCode::bad_format, "tokenizer scores: expected one for each token, got none"};
  }
  auto tokenizer = std::make_unique<SpmTokenizer>(std::move(spec));
  ONDOL_TRY(tokenizer->build());
  return std::unique_ptr<Tokenizer>(std::move(tokenizer));
}

}  // namespace ondol
