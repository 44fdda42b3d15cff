// From the fields of tokenizer.json to a spec. Knows nothing of model files.
#include "text/tokenizer_json.h"

#include <algorithm>
#include <unordered_map>

#include "base/try.h"
#include "text/spm.h"
#include "text/tokenizer_base.h"
#include "text/tokenizer_json_pre.h"
#include "text/tokenizer_json_reader.h"

namespace ondol {
namespace {

using nlohmann::json;

Error bad(const std::string& what) { return {ErrorCode::bad_format, what}; }

const json& field(const json& object, const char* name) {
  static const json null;
  if (!object.is_object()) return null;
  const auto found = object.find(name);
  return found == object.end() ? null : *found;
}

bool flag(const json& object, const char* name) {
  const json& value = field(object, name);
  return value.is_boolean() && value.get<bool>();
}

std::string text_of(const json& value) { return value.is_string() ? value.get<std::string>() : ""; }

// Ids may leave holes, but not so many that a short file would ask for much memory.
Status check_id(int64_t id, size_t n_entries, const std::string& where) {
  const size_t limit = 2 * n_entries + 65536;
  if (id >= 0 && static_cast<uint64_t>(id) < limit) return {};
  return bad(where + ": expected an id below " + std::to_string(limit) + ", got " + std::to_string(id));
}

class Builder {
 public:
  Builder(TokenizerJson file, const json& config) : file_(std::move(file)), config_(config) {}
  Result<TokenizerSpec> build();

 private:
  Status read_model();
  Status read_vocab();
  Status read_added_tokens();
  Status read_added_token(const json& token, size_t i);
  void name_byte_tokens();
  void derive_scores();
  Status read_special_ids();
  Status read_post_processor();
  void read_template(const json& processor);

  Status put(int64_t id, std::string text, TokenType type, const std::string& where);
  TokenId find(const std::string& text) const {
    const auto found = ids_.find(text);
    return found == ids_.end() ? -1 : found->second;
  }

  TokenizerJson file_;
  const json& config_;
  TokenizerSpec spec_;
  std::unordered_map<std::string, TokenId> ids_;
  bool unigram_ = false;
};

Result<TokenizerSpec> Builder::build() {
  ONDOL_TRY(read_model());
  ONDOL_TRY(read_vocab());
  ONDOL_TRY(read_added_tokens());
  if (spec_.model == "gpt2") {
    ONDOL_TRY(read_byte_level_pre_tokenizer(file_.rest, spec_));
    ONDOL_TRY(read_byte_level_normalizer(file_.rest, spec_));
    spec_.add_space_prefix = false;
    spec_.merges = std::move(file_.merges);
  } else {
    ONDOL_TRY(read_sentencepiece_normalizer(file_.rest, spec_));
    name_byte_tokens();
    if (!unigram_) derive_scores();
  }
  ONDOL_TRY(read_special_ids());
  ONDOL_TRY(read_post_processor());
  ONDOL_TRY(check_tokenizer_spec(spec_));
  return std::move(spec_);
}

Status Builder::read_model() {
  const json& model = field(file_.rest, "model");
  const std::string type = text_of(field(model, "type"));
  unigram_ = type == "Unigram";
  // Old files leave the type out; merges tell BPE.
  const bool bpe = type == "BPE" || (type.empty() && !file_.merges.empty());
  if (!unigram_ && !bpe) {
    return Error{ErrorCode::unsupported,
                 "model.type: expected BPE or Unigram, got '" + type.substr(0, 40) + "'"};
  }
  for (const char* name : {"continuing_subword_prefix", "end_of_word_suffix"}) {
    if (!text_of(field(model, name)).empty()) {
      return Error{ErrorCode::unsupported, std::string("model.") + name + ": Ondol has no such thing"};
    }
  }
  spec_.ignore_merges = flag(model, "ignore_merges");
  spec_.model = unigram_ ? "t5" : is_byte_level(file_.rest) ? "gpt2" : "llama";
  return {};
}

Status Builder::put(int64_t id, std::string text, TokenType type, const std::string& where) {
  const auto slot = static_cast<size_t>(id);
  if (slot >= spec_.tokens.size()) {
    spec_.tokens.resize(slot + 1);
    spec_.types.resize(slot + 1, TokenType::unused);
  }
  if (!spec_.tokens[slot].empty() && spec_.tokens[slot] != text) {
    return bad(where + ": id " + std::to_string(id) + " is already that of '" +
               spec_.tokens[slot].substr(0, 40) + "'");
  }
  const auto [known, added] = ids_.try_emplace(text, static_cast<TokenId>(id));
  if (!added && known->second != id) {
    return bad(where + ": '" + text.substr(0, 40) + "' already has the id " + std::to_string(known->second));
  }
  spec_.tokens[slot] = std::move(text);
  spec_.types[slot] = type;
  return {};
}

Status Builder::read_vocab() {
  const size_t n = file_.vocab.size();
  if (n == 0) return bad("model.vocab: expected tokens, got none");
  ids_.reserve(n);
  spec_.tokens.reserve(n);
  spec_.types.reserve(n);
  if (unigram_) spec_.scores.reserve(n);
  for (size_t i = 0; i < n; ++i) {
    TokenizerJson::Entry& entry = file_.vocab[i];
    const int64_t id = unigram_ ? static_cast<int64_t>(i) : entry.id;
    const std::string where = "model.vocab";
    ONDOL_TRY(check_id(id, n, where));
    ONDOL_TRY(put(id, std::move(entry.text), TokenType::normal, where));
    if (unigram_) spec_.scores.push_back(static_cast<float>(entry.score));
  }
  file_.vocab = {};
  return {};
}

Status Builder::read_added_token(const json& token, size_t i) {
  const std::string where = "added_tokens[" + std::to_string(i) + "]";
  const json& id = field(token, "id");
  std::string content = text_of(field(token, "content"));
  if (!id.is_number_unsigned() || content.empty()) return bad(where + ": expected an id and a content");
  if (flag(token, "single_word")) {
    return Error{ErrorCode::unsupported, where + ": single_word tokens"};
  }
  const auto value = id.get<uint64_t>();
  if (value > INT32_MAX) return bad(where + ".id: expected an id below 2^31, got " + std::to_string(value));
  ONDOL_TRY(
      check_id(static_cast<int64_t>(value), ids_.size() + field(file_.rest, "added_tokens").size(), where));
  const auto slot = static_cast<TokenId>(value);
  ONDOL_TRY(put(slot, content, flag(token, "special") ? TokenType::control : TokenType::user_defined, where));
  if (flag(token, "lstrip")) spec_.lstrip.push_back(slot);
  if (flag(token, "rstrip")) spec_.rstrip.push_back(slot);
  return {};
}

Status Builder::read_added_tokens() {
  const json& tokens = field(file_.rest, "added_tokens");
  if (!tokens.is_array()) return {};
  for (size_t i = 0; i < tokens.size(); ++i) ONDOL_TRY(read_added_token(tokens[i], i));
  // Holes get a text of their own, as ids without one cannot be written down.
  for (size_t id = 0; id < spec_.tokens.size(); ++id) {
    if (spec_.tokens[id].empty()) spec_.tokens[id] = "[PAD" + std::to_string(id) + "]";
  }
  if (unigram_) spec_.scores.resize(spec_.tokens.size(), 0.0f);
  return {};
}

// Byte tokens and the unknown token have types of their own in SentencePiece vocabularies, and runs of spaces
// are matched in the raw text.
void Builder::name_byte_tokens() {
  const json& model = field(file_.rest, "model");
  const bool byte_fallback = flag(model, "byte_fallback");
  for (size_t id = 0; id < spec_.tokens.size(); ++id) {
    std::string& text = spec_.tokens[id];
    if (spec_.types[id] == TokenType::normal && byte_fallback && byte_token_value(text) >= 0) {
      spec_.types[id] = TokenType::byte;
    }
    if (spec_.types[id] == TokenType::user_defined) text = spm_plain_piece(text);
  }
  const json& unk = field(model, "unk_token");
  const json& unk_id = field(model, "unk_id");
  if (unk.is_string()) spec_.unk = find(unk.get<std::string>());
  if (unk_id.is_number_unsigned() && unk_id.get<uint64_t>() < spec_.tokens.size()) {
    spec_.unk = static_cast<TokenId>(unk_id.get<uint64_t>());
  }
  if (spec_.unk >= 0) spec_.types[spec_.unk] = TokenType::unknown;
}

// SentencePiece merges by the score of the result. A merge list made from such a vocabulary names every way
// to cut each token, in the order of the scores; then the scores say it all. Otherwise the list stays.
void Builder::derive_scores() {
  std::vector<int64_t> first_rank(spec_.tokens.size(), -1);
  std::vector<uint32_t> n_ways(spec_.tokens.size(), 0);
  bool scores_suffice = true;
  int64_t last_first_rank = -1;
  for (size_t rank = 0; rank < file_.merges.size(); ++rank) {
    const std::string& merge = file_.merges[rank];
    const size_t space = merge.find(' ', 1);
    if (space == std::string::npos) continue;
    const TokenId id = find(merge.substr(0, space) + merge.substr(space + 1));
    if (id < 0) continue;
    if (first_rank[id] < 0) first_rank[id] = static_cast<int64_t>(rank);
    ++n_ways[id];
    // All ways to make one token stand together.
    scores_suffice = scores_suffice && first_rank[id] >= last_first_rank;
    last_first_rank = first_rank[id];
  }
  const auto n_merges = static_cast<float>(file_.merges.size());
  spec_.scores.assign(spec_.tokens.size(), 0.0f);
  for (size_t id = 0; id < spec_.tokens.size(); ++id) {
    if (spec_.types[id] != TokenType::normal) continue;
    const std::string& text = spec_.tokens[id];
    uint32_t possible = 0;
    for (size_t cut = 1; cut < text.size() && text.size() <= 256; ++cut) {
      possible += find(text.substr(0, cut)) >= 0 && find(text.substr(cut)) >= 0;
    }
    scores_suffice = scores_suffice && possible == n_ways[id];
    spec_.scores[id] = first_rank[id] >= 0 ? -static_cast<float>(first_rank[id]) : -n_merges - 1;
  }
  if (!scores_suffice) spec_.merges = std::move(file_.merges);
}

Status Builder::read_special_ids() {
  const auto named = [&](const char* name) -> TokenId {
    const json& value = field(config_, name);
    return find(text_of(value.is_object() ? field(value, "content") : value));
  };
  spec_.bos = named("bos_token");
  spec_.eos = named("eos_token");
  spec_.pad = named("pad_token");
  if (spec_.unk < 0) spec_.unk = named("unk_token");
  return {};
}

void Builder::read_template(const json& processor) {
  const json& single = field(processor, "single");
  if (!single.is_array()) return;
  bool before_text = true;
  for (const json& item : single) {
    if (!field(item, "Sequence").is_null()) {
      before_text = false;
      continue;
    }
    const TokenId id = find(text_of(field(field(item, "SpecialToken"), "id")));
    if (id < 0) continue;
    (before_text ? spec_.add_bos : spec_.add_eos) = true;
    TokenId& special = before_text ? spec_.bos : spec_.eos;
    if (special < 0) special = id;
  }
}

Status Builder::read_post_processor() {
  const json& processor = field(file_.rest, "post_processor");
  std::vector<const json*> all = {&processor};
  const json& members = field(processor, "processors");
  for (size_t i = 0; members.is_array() && i < members.size(); ++i) all.push_back(&members[i]);
  for (const json* p : all) {
    if (text_of(field(*p, "type")) == "TemplateProcessing") read_template(*p);
  }
  // The configuration, where it speaks, has the last word.
  const json& add_bos = field(config_, "add_bos_token");
  const json& add_eos = field(config_, "add_eos_token");
  if (add_bos.is_boolean()) spec_.add_bos = add_bos.get<bool>();
  if (add_eos.is_boolean()) spec_.add_eos = add_eos.get<bool>();
  if (spec_.bos < 0) spec_.add_bos = false;
  if (spec_.eos < 0) spec_.add_eos = false;
  return {};
}

}  // namespace

Result<TokenizerSpec> tokenizer_spec_from_json(std::string_view tokenizer_json,
                                               std::string_view tokenizer_config_json) {
  ONDOL_ASSIGN(TokenizerJson file, read_tokenizer_json(tokenizer_json));
  nlohmann::json config;
  if (!tokenizer_config_json.empty()) {
    ONDOL_ASSIGN(config, read_bounded_json(tokenizer_config_json, "tokenizer_config.json"));
  }
  return Builder(std::move(file), config).build();
}

}  // namespace ondol
