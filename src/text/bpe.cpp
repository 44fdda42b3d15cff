// Byte-level BPE over ids: text is never copied into strings on the way. Knows nothing of scores.
#include "text/bpe.h"

#include <algorithm>
#include <bit>

#include "base/try.h"
#include "text/utf8.h"

namespace ondol {
namespace {

// Printable Latin-1 bytes stand for themselves; the other 68 are U+0100 onwards, in order.
bool stands_for_itself(int byte) {
  return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

std::array<std::string, 256> make_byte_alphabet() {
  std::array<std::string, 256> alphabet;
  char32_t next = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    utf8::append(alphabet[byte], stands_for_itself(byte) ? static_cast<char32_t>(byte) : next++);
  }
  return alphabet;
}

constexpr char32_t kAlphabetEnd = 0x144;

std::array<int16_t, kAlphabetEnd> make_byte_of() {
  std::array<int16_t, kAlphabetEnd> byte_of;
  byte_of.fill(-1);
  char32_t next = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    byte_of[stands_for_itself(byte) ? static_cast<char32_t>(byte) : next++] = static_cast<int16_t>(byte);
  }
  return byte_of;
}

uint64_t pair_of(TokenId left, TokenId right) {
  return static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
}

// The merged token of merge i is usually the one after that of merge i - 1, because vocabularies list them
// in training order: comparing strings is cheaper than a look-up.
TokenId merged_token(const std::string& left, const std::string& right, TokenId guess,
                     const std::vector<std::string>& tokens, const TokenIndex& index, std::string& joined) {
  joined.assign(left).append(right);
  if (static_cast<size_t>(guess) < tokens.size() && tokens[guess] == joined) return guess;
  return index.find(joined);
}

// Cuts merges in two, some ahead of their use, so that the memory of the look-ups is on its way: half of the
// time of building a tokenizer was waiting for it.
class MergeParser {
 public:
  struct Parts {
    std::string_view left, right;  // right empty: the merge is malformed
    uint64_t left_hash = 0, right_hash = 0;
  };

  MergeParser(const std::vector<std::string>& merges, const TokenIndex& index)
      : merges_(merges), index_(index) {
    for (size_t i = 0; i < kAhead; ++i) advance(i);
  }

  Parts next() {
    const Parts parts = ring_[pos_ % kRing];
    advance(pos_ + kAhead);
    ++pos_;
    return parts;
  }

 private:
  static constexpr size_t kAhead = 16, kSlotAhead = 8, kRing = 32;

  void advance(size_t rank) {
    if (rank < merges_.size()) {
      Parts& parts = ring_[rank % kRing] = parse(merges_[rank]);
      index_.prefetch_slot(parts.left_hash);
      index_.prefetch_slot(parts.right_hash);
    }
    if (rank < kSlotAhead || rank - kSlotAhead >= merges_.size()) return;
    const Parts& parts = ring_[(rank - kSlotAhead) % kRing];
    index_.prefetch_token(parts.left_hash);
    index_.prefetch_token(parts.right_hash);
  }

  static Parts parse(std::string_view merge) {
    const size_t space = merge.find(' ', 1);  // from 1: a part may itself begin with a space
    if (space == std::string_view::npos) return {};
    const std::string_view left = merge.substr(0, space), right = merge.substr(space + 1);
    return {left, right, hash_bytes(left), hash_bytes(right)};
  }

  const std::vector<std::string>& merges_;
  const TokenIndex& index_;
  std::array<Parts, kRing> ring_;
  size_t pos_ = 0;
};

}  // namespace

const std::array<std::string, 256>& byte_alphabet() {
  static const std::array<std::string, 256> alphabet = make_byte_alphabet();
  return alphabet;
}

std::string from_byte_alphabet(std::string_view text) {
  static const auto byte_of = make_byte_of();
  std::string out;
  out.reserve(text.size());
  for (size_t pos = 0; pos < text.size();) {
    const utf8::Char c = utf8::decode(text, pos);
    if (c.valid && c.cp < kAlphabetEnd && byte_of[c.cp] >= 0) {
      out += static_cast<char>(byte_of[c.cp]);
    } else {
      out.append(text, pos, c.len);
    }
    pos += c.len;
  }
  return out;
}

size_t MergeTable::slot_of(uint64_t pair) const {
  size_t slot = hash_u64(pair) & mask_;
  while (slots_[slot].pair != kEmpty && slots_[slot].pair != pair) slot = (slot + 1) & mask_;
  return slot;
}

Result<MergeTable> MergeTable::create(const std::vector<std::string>& merges,
                                      const std::vector<std::string>& tokens, const TokenIndex& index) {
  MergeTable table;
  const size_t n_slots = std::bit_ceil(merges.size() + merges.size() / 3 + 1);
  table.slots_.resize(n_slots);
  table.mask_ = n_slots - 1;
  TokenId guess = 0;
  std::string joined;
  MergeParser parser(merges, index);
  for (size_t rank = 0; rank < merges.size(); ++rank) {
    const MergeParser::Parts parts = parser.next();
    if (parts.right.empty()) {
      return Error{ErrorCode::bad_format, "tokenizer merge " + std::to_string(rank) +
                                              ": expected two parts with a space between, got '" +
                                              merges[rank].substr(0, 40) + "'"};
    }
    const TokenId left = index.find(parts.left, parts.left_hash),
                  right = index.find(parts.right, parts.right_hash);
    if (left < 0 || right < 0) continue;
    const TokenId id = merged_token(tokens[left], tokens[right], guess, tokens, index, joined);
    if (id < 0) continue;
    guess = id + 1;
    Slot& slot = table.slots_[table.slot_of(pair_of(left, right))];
    if (slot.pair == kEmpty) slot = {pair_of(left, right), {static_cast<uint32_t>(rank), id}};
  }
  return table;
}

MergeResult MergeTable::find(TokenId left, TokenId right) const {
  if (left < 0 || right < 0) return {};
  const Slot& slot = slots_[slot_of(pair_of(left, right))];
  return slot.pair == kEmpty ? MergeResult{} : slot.result;
}

Status BpeTokenizer::build() {
  for (int byte = 0; byte < 256; ++byte) byte_ids_[byte] = index().find(byte_alphabet()[byte]);
  knows_all_bytes_ = std::ranges::find(byte_ids_, -1) == byte_ids_.end();
  ONDOL_ASSIGN(merges_, MergeTable::create(spec().merges, spec().tokens, index()));
  release_merges();
  return {};
}

void BpeTokenizer::encode_plain(std::string_view text, bool /*after_special*/,
                                std::vector<TokenId>& out) const {
  std::string repaired;
  if (!knows_all_bytes_ && !utf8::is_valid(text)) {
    repaired = without_unknown_bytes(text);
    text = repaired;
  }
  MergeScratch scratch;
  pretokenize(row_, text, [&](std::string_view piece) { encode_piece(piece, scratch, out); });
}

// Many vocabularies lack the bytes that occur in no UTF-8 text; such a byte is read as U+FFFD.
std::string BpeTokenizer::without_unknown_bytes(std::string_view text) const {
  std::string out;
  for (size_t pos = 0; pos < text.size();) {
    const utf8::Char c = utf8::decode(text, pos);
    if (!c.valid && byte_ids_[static_cast<uint8_t>(text[pos])] < 0) {
      utf8::append(out, c.cp);
    } else {
      out.append(text, pos, c.len);
    }
    pos += c.len;
  }
  return out;
}

TokenId BpeTokenizer::whole_piece(std::string_view piece) const {
  if (piece.size() > index().max_token_bytes()) return -1;
  std::string written;
  for (char c : piece) written += byte_alphabet()[static_cast<uint8_t>(c)];
  return index().find(written);
}

void BpeTokenizer::encode_piece(std::string_view piece, MergeScratch& scratch,
                                std::vector<TokenId>& out) const {
  if (piece.size() == 1) {
    if (const TokenId id = byte_ids_[static_cast<uint8_t>(piece[0])]; id >= 0) out.push_back(id);
    return;
  }
  if (spec().ignore_merges) {
    if (const TokenId id = whole_piece(piece); id >= 0) {
      out.push_back(id);
      return;
    }
  }
  scratch.symbols.clear();
  for (uint32_t i = 0; i < piece.size(); ++i) {
    scratch.symbols.push_back({i, 1, byte_ids_[static_cast<uint8_t>(piece[i])], -1, -1});
  }
  merge_symbols(scratch,
                [this](const MergeSymbol& a, const MergeSymbol& b) { return merges_.find(a.id, b.id); });
  for (const MergeSymbol& symbol : scratch.symbols) {
    // A byte that the vocabulary lacks is left out, as the reference implementations do.
    if (symbol.id >= 0) out.push_back(symbol.id);
  }
}

std::string BpeTokenizer::plain_piece(TokenId id) const { return from_byte_alphabet(spec().tokens[id]); }

Result<std::unique_ptr<Tokenizer>> create_bpe_tokenizer(TokenizerSpec spec) {
  const PreTokenizer* row = find_pretokenizer(spec.pre);
  if (row == nullptr) {
    return Error{ErrorCode::unsupported, "tokenizer pre-tokenizer '" + spec.pre.substr(0, 40) +
                                             "': Ondol knows no such split pattern"};
  }
  if (spec.merges.empty()) return Error{ErrorCode::bad_format, "tokenizer merges: expected a list, got none"};
  auto tokenizer = std::make_unique<BpeTokenizer>(std::move(spec), *row);
  ONDOL_TRY(tokenizer->build());
  return std::unique_ptr<Tokenizer>(std::move(tokenizer));
}

}  // namespace ondol
