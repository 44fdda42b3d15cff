// The one entrance: checks a spec and hands it to the algorithm that its model names.
// Knows nothing of how any of them works.
#include "text/tokenizer.h"

#include <cmath>

#include "base/try.h"
#include "text/tokenizer_base.h"

namespace ondol {
namespace {

Error bad(std::string message) { return {ErrorCode::bad_format, std::move(message)}; }

Status check_count(const char* field, size_t n, size_t n_tokens) {
  if (n == 0 || n == n_tokens) return {};
  return bad(std::string("tokenizer ") + field + ": expected " + std::to_string(n_tokens) +
             " entries, one for each token, got " + std::to_string(n));
}

Status check_id(const char* field, TokenId id, size_t n_tokens, bool may_be_absent) {
  if (id >= 0 && static_cast<size_t>(id) < n_tokens) return {};
  if (id == -1 && may_be_absent) return {};
  return bad(std::string("tokenizer ") + field + ": expected a token id below " + std::to_string(n_tokens) +
             ", got " + std::to_string(id));
}

Status check_ids(const char* field, const std::vector<TokenId>& ids, size_t n_tokens) {
  for (TokenId id : ids) ONDOL_TRY(check_id(field, id, n_tokens, false));
  return {};
}

Status check_types(const TokenizerSpec& spec) {
  for (size_t id = 0; id < spec.types.size(); ++id) {
    const auto type = static_cast<int>(spec.types[id]);
    if (type < 1 || type > 6) {
      return bad("tokenizer token_type of token " + std::to_string(id) + ": expected 1 to 6, got " +
                 std::to_string(type));
    }
    if (spec.types[id] == TokenType::byte && byte_token_value(spec.tokens[id]) < 0) {
      return bad("tokenizer token " + std::to_string(id) + ": expected a byte token <0x00> to <0xFF>, got '" +
                 spec.tokens[id].substr(0, 40) + "'");
    }
  }
  return {};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

int byte_token_value(std::string_view text) {
  if (text.size() != 6 || !text.starts_with("<0x") || text[5] != '>') return -1;
  const int high = hex_digit(text[3]), low = hex_digit(text[4]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

Status check_tokenizer_spec(const TokenizerSpec& spec) {
  const size_t n = spec.tokens.size();
  if (n == 0) return bad("tokenizer tokens: expected at least one token, got none");
  if (n > INT32_MAX)
    return bad("tokenizer tokens: expected fewer than 2^31 tokens, got " + std::to_string(n));
  ONDOL_TRY(check_count("scores", spec.scores.size(), n));
  ONDOL_TRY(check_count("token_type", spec.types.size(), n));
  ONDOL_TRY(check_id("bos_token_id", spec.bos, n, true));
  ONDOL_TRY(check_id("eos_token_id", spec.eos, n, true));
  ONDOL_TRY(check_id("unknown_token_id", spec.unk, n, true));
  ONDOL_TRY(check_id("padding_token_id", spec.pad, n, true));
  ONDOL_TRY(check_id("eot_token_id", spec.eot, n, true));
  ONDOL_TRY(check_ids("end-of-generation ids", spec.eog, n));
  ONDOL_TRY(check_ids("lstrip ids", spec.lstrip, n));
  ONDOL_TRY(check_ids("rstrip ids", spec.rstrip, n));
  for (size_t id = 0; id < spec.scores.size(); ++id) {
    if (!std::isfinite(spec.scores[id])) {
      return bad("tokenizer score of token " + std::to_string(id) + ": expected a finite number");
    }
  }
  return check_types(spec);
}

Result<std::unique_ptr<Tokenizer>> Tokenizer::create(TokenizerSpec spec) {
  ONDOL_TRY(check_tokenizer_spec(spec));
  if (spec.model == "gpt2") return create_bpe_tokenizer(std::move(spec));
  if (spec.model == "llama") return create_spm_tokenizer(std::move(spec));
  if (spec.model == "t5") return create_unigram_tokenizer(std::move(spec));
  return Error{ErrorCode::unsupported,
               "tokenizer model: expected gpt2, llama or t5, got '" + spec.model.substr(0, 40) + "'"};
}

}  // namespace ondol
