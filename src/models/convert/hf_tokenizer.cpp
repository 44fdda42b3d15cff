// See hf_tokenizer.h.
#include "models/convert/hf_tokenizer.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "base/mapped_file.h"
#include "base/try.h"
#include "format/byte_cursor.h"
#include "text/sentencepiece_model.h"
#include "text/tokenizer_json.h"

namespace ondol {
namespace {

namespace fs = std::filesystem;
constexpr uint64_t max_tokenizer_bytes = 256 << 20;
constexpr float added_score = -1000.0F;

bool is_there(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

Result<std::unique_ptr<MappedFile>> map_text(const std::string& path) {
  ONDOL_ASSIGN(auto file, MappedFile::open(path));
  if (file->bytes().size() > max_tokenizer_bytes) {
    return Error{ErrorCode::bad_format,
                 path + ": expected at most 256 MiB, got " + std::to_string(file->bytes().size()) + " bytes"};
  }
  return file;
}

std::string_view text_of(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

Result<TokenizerSpec> from_tokenizer_json(const std::string& dir) {
  const std::string path = dir + "/tokenizer.json";
  ONDOL_ASSIGN(const auto json, map_text(path));
  std::unique_ptr<MappedFile> config;
  if (is_there(dir + "/tokenizer_config.json")) {
    ONDOL_ASSIGN(config, map_text(dir + "/tokenizer_config.json"));
  }
  auto spec = tokenizer_spec_from_json(text_of(*json), config ? text_of(*config) : std::string_view("{}"));
  if (!spec.ok()) return std::move(spec).error().within(path);
  ONDOL_TRY(json->check_intact());
  return spec;
}

/// Puts an added token in its place; tokens between the end and it become unused ones.
Status add_token(TokenizerSpec& spec, const std::string& where, int64_t id, const std::string& text,
                 bool special) {
  constexpr int64_t max_id = 1 << 24;
  if (id < 0 || id >= max_id) {
    return Error{ErrorCode::bad_format,
                 where + ": expected a token id below 2^24, got " + std::to_string(id)};
  }
  const auto at = static_cast<size_t>(id);
  while (spec.tokens.size() <= at) {
    spec.tokens.push_back("[PAD" + std::to_string(spec.tokens.size()) + "]");
    spec.scores.push_back(added_score);
    spec.types.push_back(TokenType::unused);
  }
  spec.tokens[at] = text;
  spec.scores[at] = added_score;
  if (spec.types[at] != TokenType::unknown)
    spec.types[at] = special ? TokenType::control : TokenType::user_defined;
  return {};
}

Status add_tokens_of_config(const JsonFile& config, TokenizerSpec& spec) {
  ONDOL_ASSIGN(const JsonFile added, config.object("added_tokens_decoder"));
  for (const auto& [id_text, token] : added.root().items()) {
    int64_t id = -1;
    const auto [end, error] = std::from_chars(id_text.data(), id_text.data() + id_text.size(), id);
    if (error != std::errc() || end != id_text.data() + id_text.size() || !token.is_object()) {
      return added.wrong(id_text.c_str(), "a token id and an object");
    }
    const JsonFile one(added.path() + ": " + std::to_string(id), token);
    ONDOL_ASSIGN(const std::string text, one.string_or("content", ""));
    ONDOL_ASSIGN(const bool special, one.bool_or("special", false));
    ONDOL_TRY(add_token(spec, one.path(), id, text, special));
  }
  return {};
}

/// "eos_token": "</s>", or {"content": "</s>", …}.
Status read_named_token(const JsonFile& config, const char* key, TokenizerSpec& spec, TokenId& id) {
  if (!config.has(key)) return {};
  std::string text;
  if (config.root().at(key).is_object()) {
    ONDOL_ASSIGN(const JsonFile token, config.object(key));
    ONDOL_ASSIGN(text, token.string_or("content", ""));
  } else {
    ONDOL_ASSIGN(text, config.string_or(key, ""));
  }
  const auto it = std::find(spec.tokens.begin(), spec.tokens.end(), text);
  if (it == spec.tokens.end()) return config.wrong(key, "a token of the vocabulary");
  id = static_cast<TokenId>(it - spec.tokens.begin());
  return {};
}

Result<TokenizerSpec> from_sentencepiece(const std::string& dir) {
  const std::string path = dir + "/tokenizer.model";
  ONDOL_ASSIGN(const auto file, map_text(path));
  auto read = tokenizer_spec_from_sentencepiece(text_of(*file));
  if (!read.ok()) return std::move(read).error().within(path);
  TokenizerSpec spec = std::move(read).value();
  ONDOL_ASSIGN(const auto added, JsonFile::load_if_there(dir + "/added_tokens.json"));
  if (added.has_value()) {
    for (const auto& [text, id] : added->root().items()) {
      if (!id.is_number_unsigned()) return added->wrong(text.c_str(), "a token id");
      ONDOL_TRY(
          add_token(spec, added->path() + ": " + quoted_for_error(text), id.get<int64_t>(), text, false));
    }
  }
  spec.add_bos = spec.bos >= 0;  // as the models that come this way (Llama 2 and its kin) are used
  ONDOL_ASSIGN(const auto config, JsonFile::load_if_there(dir + "/tokenizer_config.json"));
  if (!config.has_value()) return spec;
  ONDOL_TRY(add_tokens_of_config(*config, spec));
  ONDOL_TRY(read_named_token(*config, "bos_token", spec, spec.bos));
  ONDOL_TRY(read_named_token(*config, "eos_token", spec, spec.eos));
  ONDOL_TRY(read_named_token(*config, "unk_token", spec, spec.unk));
  ONDOL_TRY(read_named_token(*config, "pad_token", spec, spec.pad));
  ONDOL_ASSIGN(spec.add_bos, config->bool_or("add_bos_token", spec.add_bos));
  ONDOL_ASSIGN(spec.add_eos, config->bool_or("add_eos_token", spec.add_eos));
  return spec;
}

Status fit_to_rows(TokenizerSpec& spec, uint64_t n_vocab, std::vector<std::string>& notes) {
  const size_t n = spec.tokens.size();
  if (n > n_vocab) {
    notes.push_back("the last " + std::to_string(n - n_vocab) + " of " + std::to_string(n) +
                    " tokens have no row in the model: left out");
    spec.tokens.resize(n_vocab);
    if (!spec.scores.empty()) spec.scores.resize(n_vocab);
    if (!spec.types.empty()) spec.types.resize(n_vocab);
    for (auto* ids : {&spec.lstrip, &spec.rstrip, &spec.eog}) {
      std::erase_if(*ids, [&](TokenId id) { return static_cast<uint64_t>(id) >= n_vocab; });
    }
  }
  if (n < n_vocab && spec.types.empty()) spec.types.assign(n, TokenType::normal);
  for (size_t id = n; id < n_vocab; ++id) {
    spec.tokens.push_back("[PAD" + std::to_string(id) + "]");
    if (!spec.scores.empty()) spec.scores.push_back(added_score);
    spec.types.push_back(TokenType::unused);
  }
  for (TokenId* id : {&spec.bos, &spec.eos, &spec.unk, &spec.pad, &spec.eot}) {
    if (*id >= 0 && static_cast<uint64_t>(*id) >= n_vocab) *id = -1;
  }
  return {};
}

/// Ids that config.json and generation_config.json name: fill what the tokenizer files leave open, and more
/// ends of generation.
Status add_model_ids(const std::string& dir, const HfConfig& config, uint64_t n_vocab, TokenizerSpec& spec) {
  ONDOL_ASSIGN(const auto generation, JsonFile::load_if_there(dir + "/generation_config.json"));
  std::vector<const JsonFile*> files{&config.json};
  if (generation.has_value()) files.insert(files.begin(), &*generation);
  for (const JsonFile* file : files) {
    ONDOL_ASSIGN(const auto bos, file->ids("bos_token_id"));
    ONDOL_ASSIGN(const auto eos, file->ids("eos_token_id"));
    ONDOL_ASSIGN(const auto pad, file->ids("pad_token_id"));
    const auto inside = [&](int64_t id) { return static_cast<uint64_t>(id) < n_vocab; };
    if (spec.bos < 0 && !bos.empty() && inside(bos[0])) spec.bos = static_cast<TokenId>(bos[0]);
    if (spec.pad < 0 && !pad.empty() && inside(pad[0])) spec.pad = static_cast<TokenId>(pad[0]);
    for (const int64_t id : eos) {
      if (!inside(id)) return file->wrong("eos_token_id", "ids below " + std::to_string(n_vocab));
      const auto token = static_cast<TokenId>(id);
      if (spec.eos < 0) spec.eos = token;
      const bool known = token == spec.eos || token == spec.eot ||
                         std::find(spec.eog.begin(), spec.eog.end(), token) != spec.eog.end();
      if (!known) spec.eog.push_back(token);
    }
  }
  return {};
}

}  // namespace

Result<TokenizerSpec> load_hf_tokenizer(const std::string& dir, const HfConfig& config, uint64_t n_vocab,
                                        std::vector<std::string>& notes) {
  TokenizerSpec spec;
  if (is_there(dir + "/tokenizer.json")) {
    ONDOL_ASSIGN(spec, from_tokenizer_json(dir));
  } else if (is_there(dir + "/tokenizer.model")) {
    ONDOL_ASSIGN(spec, from_sentencepiece(dir));
  } else {
    return Error{ErrorCode::not_found, dir + ": expected tokenizer.json or tokenizer.model, got neither"};
  }
  if (spec.tokens.empty())
    return Error{ErrorCode::bad_format, dir + ": tokenizer: expected tokens, got none"};
  ONDOL_TRY(fit_to_rows(spec, n_vocab, notes));
  ONDOL_TRY(add_model_ids(dir, config, n_vocab, spec));
  return spec;
}

Result<std::vector<std::pair<std::string, std::string>>> load_chat_templates(const std::string& dir) {
  std::vector<std::pair<std::string, std::string>> out;
  if (is_there(dir + "/chat_template.jinja")) {
    ONDOL_ASSIGN(const auto file, map_text(dir + "/chat_template.jinja"));
    out.emplace_back("default", std::string(text_of(*file)));
    return out;
  }
  for (const char* name : {"/chat_template.json", "/tokenizer_config.json"}) {
    ONDOL_ASSIGN(const auto config, JsonFile::load_if_there(dir + name));
    if (!config.has_value() || !config->has("chat_template")) continue;
    const auto& value = config->root().at("chat_template");
    if (!value.is_array()) {
      ONDOL_ASSIGN(auto source, config->string_or("chat_template", ""));
      out.emplace_back("default", std::move(source));
      return out;
    }
    for (const auto& item : value) {
      if (!item.is_object())
        return config->wrong("chat_template", "a string, or an array of {name, template}");
      const JsonFile one(config->path() + ": chat_template", item);
      ONDOL_ASSIGN(auto label, one.string_or("name", "default"));
      ONDOL_ASSIGN(auto source, one.string_or("template", ""));
      out.emplace_back(std::move(label), std::move(source));
    }
    return out;
  }
  return out;
}

}  // namespace ondol
