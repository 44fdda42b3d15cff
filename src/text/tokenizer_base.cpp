// Special tokens cut the text into plain fragments; everything else is the subclass's.
// Knows nothing of merges or scores.
#include "text/tokenizer_base.h"

#include <algorithm>

#include "text/pretokenizer_scan.h"
#include "text/unicode.h"

namespace ondol {
namespace {

constexpr size_t kMaxTextBytes = size_t{1} << 30;  // positions inside a piece are 32-bit

std::vector<TokenId> ids_of_types(const TokenizerSpec& spec, std::initializer_list<TokenType> wanted) {
  std::vector<TokenId> ids;
  for (size_t id = 0; id < spec.types.size(); ++id) {
    if (std::ranges::find(wanted, spec.types[id]) != wanted.end()) ids.push_back(static_cast<TokenId>(id));
  }
  return ids;
}

bool contains(const std::vector<TokenId>& ids, TokenId id) { return std::ranges::find(ids, id) != ids.end(); }

}  // namespace

TokenizerBase::TokenizerBase(TokenizerSpec spec) : spec_(std::move(spec)), index_(spec_.tokens) {
  spec_.eog = end_of_generation_ids(spec_, index_);
  all_specials_ = SpecialTokens(
      spec_.tokens, ids_of_types(spec_, {TokenType::control, TokenType::unknown, TokenType::user_defined}));
  user_defined_ = SpecialTokens(spec_.tokens, ids_of_types(spec_, {TokenType::user_defined}));
}

Result<std::vector<TokenId>> TokenizerBase::encode(std::string_view text, EncodeOptions options) const {
  if (text.size() > kMaxTextBytes) {
    return Error{ErrorCode::invalid_argument,
                 "text to tokenize: expected at most 1 GiB, got " + std::to_string(text.size()) + " bytes"};
  }
  std::vector<TokenId> out;
  if (options.add_special && spec_.add_bos && spec_.bos >= 0) out.push_back(spec_.bos);
  const SpecialTokens& specials = options.parse_special ? all_specials_ : user_defined_;
  bool after_special = true;
  for (size_t pos = 0; pos < text.size();) {
    const SpecialTokens::Found found = specials.find(text, pos);
    std::string_view plain = text.substr(pos, found.begin - pos);
    if (found.id >= 0 && contains(spec_.lstrip, found.id)) plain = scan::without_trailing_space(plain);
    if (!plain.empty()) {
      const bool composed = !spec_.nfc || unicode::is_surely_nfc(plain);
      if (composed) {
        encode_plain(plain, after_special, out);
      } else {
        encode_plain(unicode::nfc(plain), after_special, out);
      }
      after_special = false;
    }
    pos = found.end;
    if (found.id < 0) continue;
    out.push_back(found.id);
    after_special = true;
    if (contains(spec_.rstrip, found.id)) pos = scan::run(text, pos, scan::kWhiteSpace);
  }
  if (options.add_special && spec_.add_eos && spec_.eos >= 0) out.push_back(spec_.eos);
  return out;
}

std::string TokenizerBase::piece(TokenId id, bool special) const {
  if (id < 0 || static_cast<size_t>(id) >= spec_.tokens.size()) return "";
  switch (type(id)) {
    case TokenType::control:
    case TokenType::unknown:
      return special ? spec_.tokens[id] : "";
    case TokenType::user_defined:
      return spec_.tokens[id];
    case TokenType::unused:
      return "";
    case TokenType::byte:
      return std::string(1, static_cast<char>(byte_token_value(spec_.tokens[id])));
    case TokenType::normal:
      break;
  }
  return plain_piece(id);
}

std::string TokenizerBase::decode(std::span<const TokenId> ids, bool special) const {
  std::string out;
  bool dummy_prefix = has_dummy_prefix();
  for (TokenId id : ids) {
    const std::string bytes = piece(id, special);
    const bool is_text = !bytes.empty() && type(id) != TokenType::control && type(id) != TokenType::unknown;
    const bool drop = dummy_prefix && is_text && bytes[0] == ' ' && type(id) == TokenType::normal;
    out.append(bytes, drop ? 1 : 0);
    if (is_text) dummy_prefix = false;
  }
  return out;
}

bool TokenizerBase::is_end_of_generation(TokenId id) const {
  return std::ranges::binary_search(spec_.eog, id);
}

}  // namespace ondol
