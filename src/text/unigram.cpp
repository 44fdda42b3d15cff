// Viterbi over the pieces that begin at each character (Kudo 2018, "Subword Regularization").
// Knows nothing of merges.
#include "text/unigram.h"

#include <algorithm>
#include <limits>

#include "base/try.h"
#include "text/utf8.h"

namespace ondol {
namespace {

constexpr size_t kMaxPieceBytes = 1024;  // bounds the work at each character
constexpr float kUnknownPenalty = 10;    // as SentencePiece: below the worst piece

struct Step {
  double score = -std::numeric_limits<double>::infinity();
  size_t begin = 0;
  TokenId id = -1;
};

}  // namespace

Status UnigramTokenizer::build() {
  ONDOL_ASSIGN(charsmap_, CharsMap::create(spec().charsmap));
  bytes_ = ByteFallback(spec(), index());
  scores_ = spec().scores;
  std::vector<TokenId> ids;
  float lowest = std::numeric_limits<float>::max(), highest = std::numeric_limits<float>::lowest();
  for (TokenId id = 0; id < n_vocab(); ++id) {
    if (type(id) == TokenType::normal) {
      lowest = std::min(lowest, scores_[id]);
      highest = std::max(highest, scores_[id]);
    }
    const bool plain = type(id) == TokenType::normal || type(id) == TokenType::user_defined;
    if (plain) ids.push_back(id);
    if (plain && spec().tokens[id].size() > kMaxPieceBytes) {
      return Error{ErrorCode::bad_format, "tokenizer token " + std::to_string(id) + ": expected at most " +
                                              std::to_string(kMaxPieceBytes) + " bytes, got " +
                                              std::to_string(spec().tokens[id].size())};
    }
  }
  for (TokenId id : ids) {
    // SentencePiece gives a user-defined piece more than any cutting of it could score.
    if (type(id) != TokenType::user_defined) continue;
    scores_[id] = static_cast<float>(spec().tokens[id].size()) * highest - 0.1f;
  }
  unknown_score_ = lowest - kUnknownPenalty;
  pieces_ = PrefixIndex(spec().tokens, ids, kMaxPieceBytes);
  return {};
}

void UnigramTokenizer::encode_plain(std::string_view text, bool after_special,
                                    std::vector<TokenId>& out) const {
  const SpmNormalizerOptions options{spec().add_space_prefix && after_special,
                                     spec().remove_extra_whitespaces};
  const std::string marked = spm_normalize(text, charsmap_, options);
  const std::string_view view = marked;
  std::vector<Step> best(view.size() + 1);  // best[end]: the last piece of the best way to end there
  best[0].score = 0;
  for (size_t pos = 0; pos < view.size();) {
    const size_t next = pos + utf8::decode(view, pos).len;
    const double here = best[pos].score;
    bool has_single = false;
    const auto consider = [&](size_t end, double score, TokenId id) {
      if (here + score > best[end].score) best[end] = {here + score, pos, id};
    };
    pieces_.visit_tokens_at(view, pos, [&](size_t end, TokenId id) {
      consider(end, scores_[id], id);
      has_single = has_single || end == next;
    });
    if (!has_single) consider(next, unknown_score_, -1);
    pos = next;
  }
  std::vector<Step> path;
  for (size_t end = view.size(); end > 0; end = path.back().begin) path.push_back(best[end]);
  size_t begin = 0;
  for (size_t i = path.size(); i-- > 0;) {
    const size_t end = i == 0 ? view.size() : path[i - 1].begin;
    if (path[i].id >= 0) {
      out.push_back(path[i].id);
    } else {
      bytes_.encode(view.substr(begin, end - begin), out);
    }
    begin = end;
  }
}

Result<std::unique_ptr<Tokenizer>> create_unigram_tokenizer(TokenizerSpec spec) {
  if (spec.scores.empty()) {
    return Error{ErrorCode::bad_format, "tokenizer scores: expected one for each token, got none"};
  }
  auto tokenizer = std::make_unique<UnigramTokenizer>(std::move(spec));
  ONDOL_TRY(tokenizer->build());
  return std::unique_ptr<Tokenizer>(std::move(tokenizer));
}

}  // namespace ondol
