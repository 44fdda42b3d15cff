// Tokenizer metadata of GGUF. Knows nothing of encoding.
#include "models/tokenizer_from_gguf.h"

#include <algorithm>
#include <cctype>

#include "base/try.h"
#include "text/pretokenizer.h"

namespace ondol {
namespace {

std::string key(const char* name) { return std::string("tokenizer.ggml.") + name; }
std::string own_key(const char* name) { return std::string("tokenizer.ondol.") + name; }

Result<std::vector<TokenId>> read_ids(const GgufFile& file, const std::string& name, size_t n_vocab) {
  std::vector<TokenId> ids;
  if (!file.has(name)) return ids;
  ONDOL_ASSIGN(const std::vector<int64_t> values, file.get_ints(name));
  for (int64_t value : values) {
    if (value < 0 || static_cast<uint64_t>(value) >= n_vocab) {
      return Error{ErrorCode::bad_format, file.path() + ": " + name + ": expected token ids below " +
                                              std::to_string(n_vocab) + ", got " + std::to_string(value)};
    }
    ids.push_back(static_cast<TokenId>(value));
  }
  return ids;
}

// A special id that the file names lies in the vocabulary; the fallback is dropped where it does not.
Status read_id(const GgufFile& file, const char* name, TokenId fallback, size_t n_vocab, TokenId& id) {
  id = fallback >= 0 && static_cast<size_t>(fallback) < n_vocab ? fallback : -1;
  if (!file.has(key(name))) return {};
  ONDOL_ASSIGN(const uint64_t value, file.get_uint(key(name), n_vocab - 1));
  id = static_cast<TokenId>(value);
  return {};
}

Status read_vocabulary(const GgufFile& file, TokenizerSpec& spec) {
  ONDOL_ASSIGN(const auto tokens, file.get_string_views(key("tokens")));
  if (tokens.empty()) {
    return Error{ErrorCode::bad_format,
                 file.path() + ": " + key("tokens") + ": expected at least one token, got none"};
  }
  spec.tokens.assign(tokens.begin(), tokens.end());
  if (file.has(key("scores"))) {
    ONDOL_ASSIGN(const std::vector<double> scores, file.get_floats(key("scores")));
    spec.scores.assign(scores.begin(), scores.end());
  }
  if (file.has(key("token_type"))) {
    ONDOL_ASSIGN(const std::vector<int64_t> types, file.get_ints(key("token_type")));
    spec.types.reserve(types.size());
    for (size_t id = 0; id < types.size(); ++id) {
      // 0 is "undefined", which some files hold for ordinary tokens.
      const int64_t type = types[id] == 0 ? 1 : types[id];
      if (type < 1 || type > 6) {
        return Error{ErrorCode::bad_format, file.path() + ": " + key("token_type") + "[" +
                                                std::to_string(id) + "]: expected 0 to 6, got " +
                                                std::to_string(type)};
      }
      spec.types.push_back(static_cast<TokenType>(type));
    }
  }
  if (file.has(key("merges"))) {
    ONDOL_ASSIGN(const auto merges, file.get_string_views(key("merges")));
    spec.merges.assign(merges.begin(), merges.end());
  }
  return {};
}

struct DefaultIds {
  TokenId bos = -1, eos = -1, unk = -1, pad = -1;
};

DefaultIds default_ids(const std::string& model) {
  if (model == "llama") return {1, 2, 0, -1};
  if (model == "t5") return {-1, 1, 2, 0};
  return {};
}

Status read_special_ids(const GgufFile& file, TokenizerSpec& spec) {
  const size_t n_vocab = spec.tokens.size();
  const DefaultIds ids = default_ids(spec.model);
  ONDOL_TRY(read_id(file, "bos_token_id", ids.bos, n_vocab, spec.bos));
  ONDOL_TRY(read_id(file, "eos_token_id", ids.eos, n_vocab, spec.eos));
  ONDOL_TRY(read_id(file, "unknown_token_id", ids.unk, n_vocab, spec.unk));
  ONDOL_TRY(read_id(file, "padding_token_id", ids.pad, n_vocab, spec.pad));
  ONDOL_TRY(read_id(file, "eot_token_id", -1, n_vocab, spec.eot));
  for (const char* name : {"eom_token_id", "fim_pad_token_id", "fim_rep_token_id", "fim_sep_token_id"}) {
    TokenId id = -1;
    ONDOL_TRY(read_id(file, name, -1, n_vocab, id));
    if (id >= 0) spec.eog.push_back(id);
  }
  ONDOL_ASSIGN(const std::vector<TokenId> eog, read_ids(file, own_key("eog_token_ids"), n_vocab));
  spec.eog.insert(spec.eog.end(), eog.begin(), eog.end());
  ONDOL_ASSIGN(spec.lstrip, read_ids(file, own_key("lstrip_token_ids"), n_vocab));
  ONDOL_ASSIGN(spec.rstrip, read_ids(file, own_key("rstrip_token_ids"), n_vocab));
  return {};
}

Status read_flags(const GgufFile& file, TokenizerSpec& spec) {
  const PreTokenizer* row = spec.model == "gpt2" ? find_pretokenizer(spec.pre) : nullptr;
  const bool sentencepiece_bpe = spec.model == "llama", unigram = spec.model == "t5";
  ONDOL_ASSIGN(spec.add_bos, file.bool_or(key("add_bos_token"), sentencepiece_bpe || (row && row->add_bos)));
  ONDOL_ASSIGN(spec.add_eos, file.bool_or(key("add_eos_token"), unigram));
  ONDOL_ASSIGN(spec.add_space_prefix, file.bool_or(key("add_space_prefix"), sentencepiece_bpe || unigram));
  ONDOL_ASSIGN(spec.remove_extra_whitespaces, file.bool_or(key("remove_extra_whitespaces"), false));
  ONDOL_ASSIGN(spec.ignore_merges, file.bool_or(own_key("ignore_merges"), row && row->ignore_merges));
  ONDOL_ASSIGN(spec.nfc, file.bool_or(own_key("nfc"), row && row->nfc));
  return {};
}

Status read_charsmap(const GgufFile& file, TokenizerSpec& spec) {
  if (!file.has(key("precompiled_charsmap"))) return {};
  ONDOL_ASSIGN(const std::vector<int64_t> bytes, file.get_ints(key("precompiled_charsmap")));
  spec.charsmap.reserve(bytes.size());
  for (int64_t byte : bytes) {
    if (byte < -128 || byte > 255) {
      return Error{ErrorCode::bad_format, file.path() + ": " + key("precompiled_charsmap") +
                                              ": expected bytes, got " + std::to_string(byte)};
    }
    spec.charsmap += static_cast<char>(byte);
  }
  return {};
}

// Phi-3's special tokens swallow the white space after them; GGUF has no key that says so, and its readers go
// by the model's name.
Status add_phi3_rstrip(const GgufFile& file, TokenizerSpec& spec) {
  ONDOL_ASSIGN(std::string name, file.string_or("general.name", ""));
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (!spec.rstrip.empty() ||
      (name.find("phi-3") == std::string::npos && name.find("phi3") == std::string::npos)) {
    return {};
  }
  for (size_t id = 0; id < spec.types.size(); ++id) {
    const TokenType type = spec.types[id];
    const bool special =
        type == TokenType::control || type == TokenType::unknown || type == TokenType::user_defined;
    const std::string& text = spec.tokens[id];
    const bool exempt = text == "<unk>" || text == "<s>" || text == "<|endoftext|>";
    if ((special || text == "</s>") && !exempt) spec.rstrip.push_back(static_cast<TokenId>(id));
  }
  return {};
}

}  // namespace

Result<TokenizerSpec> tokenizer_spec_from_gguf(const GgufFile& file) {
  TokenizerSpec spec;
  ONDOL_ASSIGN(spec.model, file.get_string(key("model")));
  ONDOL_ASSIGN(spec.pre, file.string_or(key("pre"), ""));
  ONDOL_TRY(read_vocabulary(file, spec));
  ONDOL_TRY(read_special_ids(file, spec));
  ONDOL_TRY(read_flags(file, spec));
  ONDOL_TRY(read_charsmap(file, spec));
  ONDOL_TRY(add_phi3_rstrip(file, spec));
  return spec;
}

namespace {

void write_id(GgufWriter& writer, const char* name, TokenId id) {
  if (id >= 0) writer.set_uint(key(name), static_cast<uint32_t>(id));
}

void write_ids(GgufWriter& writer, const char* name, const std::vector<TokenId>& ids) {
  if (!ids.empty()) writer.set_ints(own_key(name), ids);
}

}  // namespace

void tokenizer_spec_to_gguf(const TokenizerSpec& spec, GgufWriter& writer) {
  writer.set_string(key("model"), spec.model);
  writer.set_string(key("pre"), spec.pre.empty() ? "default" : spec.pre);
  writer.set_strings(key("tokens"), spec.tokens);
  if (!spec.scores.empty()) writer.set_floats(key("scores"), spec.scores);
  if (!spec.types.empty()) {
    std::vector<int32_t> types;
    for (TokenType type : spec.types) types.push_back(static_cast<int32_t>(type));
    writer.set_ints(key("token_type"), types);
  }
  if (!spec.merges.empty()) writer.set_strings(key("merges"), spec.merges);
  write_id(writer, "bos_token_id", spec.bos);
  write_id(writer, "eos_token_id", spec.eos);
  write_id(writer, "unknown_token_id", spec.unk);
  write_id(writer, "padding_token_id", spec.pad);
  write_id(writer, "eot_token_id", spec.eot);
  writer.set_bool(key("add_bos_token"), spec.add_bos);
  writer.set_bool(key("add_eos_token"), spec.add_eos);
  const PreTokenizer* row = spec.model == "gpt2" ? find_pretokenizer(spec.pre) : nullptr;
  if (row == nullptr) {
    writer.set_bool(key("add_space_prefix"), spec.add_space_prefix);
    writer.set_bool(key("remove_extra_whitespaces"), spec.remove_extra_whitespaces);
  }
  if (!spec.charsmap.empty()) {
    GgufArray bytes;
    bytes.elem_type = GgufType::u8;
    bytes.count = spec.charsmap.size();
    bytes.elems = reinterpret_cast<const std::byte*>(spec.charsmap.data());
    GgufValue value;
    value.type = GgufType::array;
    value.data = std::move(bytes);
    writer.set(key("precompiled_charsmap"), value);
  }
  if (spec.ignore_merges != (row && row->ignore_merges))
    writer.set_bool(own_key("ignore_merges"), spec.ignore_merges);
  if (spec.nfc != (row && row->nfc)) writer.set_bool(own_key("nfc"), spec.nfc);
  write_ids(writer, "eog_token_ids", spec.eog);
  write_ids(writer, "lstrip_token_ids", spec.lstrip);
  write_ids(writer, "rstrip_token_ids", spec.rstrip);
}

}  // namespace ondol
