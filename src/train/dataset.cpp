// From a recipe to rows: read, make or load the tokenizer, lay out. Knows nothing of what either data kind
// holds.
#include "train/dataset.h"

#include <algorithm>
#include <cmath>

#include "base/try.h"
#include "format/gguf.h"
#include "models/tokenizer_from_gguf.h"
#include "text/json_lines.h"
#include "train/bpe_trainer.h"
#include "train/data_source.h"
#include "train/permutation.h"

namespace ondol::train {
namespace {

Error wrong_recipe(const Recipe& recipe, const std::string& what) {
  return Error{ErrorCode::invalid_argument, recipe.path + ": " + what};
}

TokenId id_of(const TokenizerSpec& spec, std::string_view token) {
  const auto found = std::ranges::find(spec.tokens, token);
  return found == spec.tokens.end() ? -1 : static_cast<TokenId>(found - spec.tokens.begin());
}

Result<TokenizerSpec> trained(const Recipe& recipe, const DataSource& source) {
  BpeTrainerOptions options;
  options.n_vocab = recipe.tokenizer.n_vocab;
  options.min_frequency = recipe.tokenizer.min_frequency;
  options.max_token_bytes = recipe.tokenizer.max_token_bytes;
  options.max_token_syllables = recipe.tokenizer.max_token_syllables;
  options.special_tokens = source.special_tokens();
  options.special_tokens.insert(options.special_tokens.begin(), std::string(kEndToken));
  auto made = train_bpe(source.tokenizer_texts(), options);
  if (!made.ok()) return std::move(made).error().within(recipe.path);
  made->eos = id_of(*made, kEndToken);
  if (source.has_documents()) {
    made->bos = made->eos;
    made->add_bos = true;
  }
  return made;
}

/// A model file's vocabulary, with the data's special tokens behind it where it lacks them.
Result<TokenizerSpec> loaded(const Recipe& recipe, const DataSource& source) {
  ONDOL_ASSIGN(const auto file, GgufFile::open(recipe.tokenizer.path));
  auto spec = tokenizer_spec_from_gguf(*file);
  if (!spec.ok()) return std::move(spec).error().within(recipe.tokenizer.path);
  const size_t n = spec->tokens.size();
  for (const std::string& token : source.special_tokens())
    if (id_of(*spec, token) < 0) spec->tokens.push_back(token);
  if (spec->tokens.size() == n) return spec;
  if (spec->types.empty()) spec->types.assign(n, TokenType::normal);
  spec->types.resize(spec->tokens.size(), TokenType::control);
  if (!spec->scores.empty()) spec->scores.resize(spec->tokens.size(), 0.0F);
  return spec;
}

/// A vocabulary that was made earlier serves this data too.
Status check_serves(const Recipe& recipe, const DataSource& source, const TokenizerSpec& spec) {
  for (const std::string& token : source.special_tokens())
    if (id_of(spec, token) < 0)
      return wrong_recipe(
          recipe, "data.train: expected data for the vocabulary at hand, which has no token " + token +
                      " that this data needs");
  if (source.has_documents() && spec.eos < 0)
    return wrong_recipe(recipe,
                        "tokenizer: expected a vocabulary with an end-of-sequence token (eos), which "
                        "parts documents; got none");
  return {};
}

uint64_t spec_fingerprint(const TokenizerSpec& spec) {
  uint64_t sum = 3;
  for (const auto* strings : {&spec.tokens, &spec.merges})
    for (const std::string& text : *strings) sum = fingerprint_of(text, sum);
  return sum;
}

}  // namespace

Result<TrainingData> prepare_data(const Recipe& recipe, const TokenizerSpec* tokenizer) {
  TrainingData data;
  constexpr Result<std::unique_ptr<DataSource>> (*readers[])(const Recipe&) = {
      read_text_data, read_intent_data, read_clause_data};
  ONDOL_ASSIGN(const auto source, readers[static_cast<size_t>(recipe.data.kind)](recipe));
  if (tokenizer != nullptr) {
    data.tokenizer_spec = *tokenizer;
  } else if (recipe.tokenizer.kind == TokenizerKind::gguf) {
    ONDOL_ASSIGN(data.tokenizer_spec, loaded(recipe, *source));
  } else {
    ONDOL_ASSIGN(data.tokenizer_spec, trained(recipe, *source));
  }
  ONDOL_TRY(check_serves(recipe, *source, data.tokenizer_spec));
  ONDOL_ASSIGN(data.tokenizer, Tokenizer::create(data.tokenizer_spec));
  ONDOL_TRY(source->lay_out(*data.tokenizer, data));
  data.fingerprint = fingerprint_of(std::vector<uint64_t>{data.train->fingerprint(), data.dev->fingerprint()},
                                    spec_fingerprint(data.tokenizer_spec));
  return data;
}

bool any_target(const int32_t* targets, int64_t n_head) {
  return std::any_of(targets, targets + n_head, [](int32_t target) { return target >= 0; });
}

int64_t count_with_target(const Batch& batch, int64_t n) {
  int64_t count = 0;
  for (int64_t i = 0; i < n; ++i)
    count += any_target(batch.targets.data() + i * batch.n_head, batch.n_head) ? 1 : 0;
  return count;
}

Result<std::shared_ptr<MappedFile>> open_text(const std::string& path) {
  ONDOL_ASSIGN(std::shared_ptr<MappedFile> file, MappedFile::open(path));
  if (const uint64_t line = first_line_not_utf8(text_of(*file)); line != 0)
    return Error{ErrorCode::bad_format,
                 path + ":" + std::to_string(line) + ": expected UTF-8, got bytes that are no character"};
  ONDOL_TRY(file->check_intact());
  return file;
}

std::string_view text_of(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

Result<std::vector<bool>> choose_dev(size_t n, double fraction, const char* what) {
  const auto n_dev = static_cast<size_t>(std::max(1.0, std::round(static_cast<double>(n) * fraction)));
  if (n_dev >= n)
    return Error{ErrorCode::invalid_argument, std::string("data.dev_fraction: expected at least 2 ") + what +
                                                  " to divide between train and dev, got " +
                                                  std::to_string(n)};
  constexpr uint64_t same_for_all_runs = 0x0FD0;
  const Permutation order(n, same_for_all_runs);
  std::vector<bool> is_dev(n);
  for (size_t i = 0; i < n_dev; ++i) is_dev[order(i)] = true;
  return is_dev;
}

Result<bool> LongSequences::fits(int64_t n_tokens, const std::string& where) {
  if (n_tokens <= n_ctx_) return true;
  if (policy_ == LongPolicy::error)
    return Error{ErrorCode::invalid_argument, where + ": expected at most " + std::to_string(n_ctx_) +
                                                  " tokens (model.n_ctx), got " + std::to_string(n_tokens) +
                                                  "; data.long_documents says what else to do with it"};
  ++n_long_;
  return false;
}

void LongSequences::add_note(const char* part, std::vector<std::string>& notes) const {
  if (n_long_ == 0) return;
  notes.push_back(std::string(part) + ": " + std::to_string(n_long_) + " longer than " +
                  std::to_string(n_ctx_) + " tokens were " +
                  (policy_ == LongPolicy::split ? "split" : "dropped"));
}

RowOptions row_options(const Recipe& recipe, bool is_train) {
  return {.n_ctx = recipe.model.n_ctx,
          .seed = static_cast<uint64_t>(recipe.seed),
          .shuffled = is_train,
          .sampling = recipe.data.sampling,
          .token_noise = is_train ? recipe.data.token_noise : 0};
}

}  // namespace ondol::train
