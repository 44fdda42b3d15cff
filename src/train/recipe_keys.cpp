// The rows of the table, and what can be said of a key from its row alone.
#include "train/recipe_keys.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <limits>
#include <numeric>

namespace ondol::train {
namespace {

constexpr const char* kTokenizerKinds[] = {"bpe", "gguf"};
constexpr const char* kDataKinds[] = {"text", "intent"};
constexpr const char* kSamplings[] = {"shuffle", "random"};
constexpr const char* kLongPolicies[] = {"split", "drop", "error"};
constexpr const char* kPrecisions[] = {"f32", "bf16"};
constexpr const char* kOptimizers[] = {"adamw", "muon"};

// Floats of a file name are integers where they can be exact: 2^53.
constexpr double kMaxSeed = 9007199254740992.0;

#define ONDOL_SLOT(member) [](Recipe& r) -> RecipeSlot { return &r.member; }

const RecipeKey kKeys[] = {
    {"name", ONDOL_SLOT(name), .role = KeyRole::outside},
    {"out", ONDOL_SLOT(out), .role = KeyRole::outside},
    {"seed", ONDOL_SLOT(seed), 0, kMaxSeed},

    {"model.d_model", ONDOL_SLOT(model.d_model), 8, 65536},
    {"model.n_layer", ONDOL_SLOT(model.n_layer), 1, 1024},
    {"model.n_head", ONDOL_SLOT(model.n_head), 1, 4096},
    {"model.n_kv_head", ONDOL_SLOT(model.n_kv_head), 1, 4096},
    {"model.d_head", ONDOL_SLOT(model.d_head), 2, 1024},
    {"model.d_ff", ONDOL_SLOT(model.d_ff), 8, 262144},
    {"model.n_ctx", ONDOL_SLOT(model.n_ctx), 8, 131072},
    {"model.tied", ONDOL_SLOT(model.tied)},
    {"model.qk_norm", ONDOL_SLOT(model.qk_norm)},
    {"model.rope_theta", ONDOL_SLOT(model.rope_theta), 1, 1e9},
    {"model.norm_eps", ONDOL_SLOT(model.norm_eps), 1e-12, 1e-2},
    {"model.dropout", ONDOL_SLOT(model.dropout), 0, 0.9},
    {"model.init_std", ONDOL_SLOT(model.init_std), 1e-6, 10},
    {"model.embedding_init_std", ONDOL_SLOT(model.embedding_init_std), 1e-6, 10},

    {"tokenizer.kind", ONDOL_SLOT(tokenizer.kind), .words = kTokenizerKinds},
    {"tokenizer.path", ONDOL_SLOT(tokenizer.path), .role = KeyRole::path, .only_with = "tokenizer.kind=gguf"},
    {"tokenizer.n_vocab", ONDOL_SLOT(tokenizer.n_vocab), 257, 1 << 20, .only_with = "tokenizer.kind=bpe"},
    {"tokenizer.min_frequency", ONDOL_SLOT(tokenizer.min_frequency), 1, 1e9,
     .only_with = "tokenizer.kind=bpe"},
    {"tokenizer.max_token_bytes", ONDOL_SLOT(tokenizer.max_token_bytes), 1, 255,
     .only_with = "tokenizer.kind=bpe"},

    {"data.kind", ONDOL_SLOT(data.kind), .words = kDataKinds},
    {"data.train", ONDOL_SLOT(data.train), .role = KeyRole::path},
    {"data.dev", ONDOL_SLOT(data.dev), .role = KeyRole::path},
    {"data.dev_fraction", ONDOL_SLOT(data.dev_fraction), 0.0001, 0.5},
    {"data.sampling", ONDOL_SLOT(data.sampling), .words = kSamplings, .only_with = "data.kind=text"},
    {"data.long_documents", ONDOL_SLOT(data.long_documents), .words = kLongPolicies},
    {"data.lm_loss", ONDOL_SLOT(data.lm_loss), .only_with = "data.kind=intent"},

    {"train.precision", ONDOL_SLOT(train.precision), .words = kPrecisions},
    {"train.batch_tokens", ONDOL_SLOT(train.batch_tokens), 8, 1 << 26},
    {"train.micro_batch_tokens", ONDOL_SLOT(train.micro_batch_tokens), 8, 1 << 26},
    {"train.steps", ONDOL_SLOT(train.steps), 1, 1e9},
    {"train.epochs", ONDOL_SLOT(train.epochs), 0.001, 1e6},
    {"train.minutes", ONDOL_SLOT(train.minutes), 0.01, 1e6},
    {"train.optimizer", ONDOL_SLOT(train.optimizer), .words = kOptimizers},
    {"train.lr", ONDOL_SLOT(train.lr), 1e-8, 10},
    {"train.muon_lr", ONDOL_SLOT(train.muon_lr), 1e-8, 10},
    {"train.embedding_lr", ONDOL_SLOT(train.embedding_lr), 1e-8, 10},
    {"train.weight_decay", ONDOL_SLOT(train.weight_decay), 0, 10},
    {"train.beta1", ONDOL_SLOT(train.beta1), 0, 0.99999},
    {"train.beta2", ONDOL_SLOT(train.beta2), 0, 0.999999},
    {"train.eps", ONDOL_SLOT(train.eps), 1e-16, 1e-2},
    {"train.clip", ONDOL_SLOT(train.clip), 0, 1e6},
    {"train.warmup_steps", ONDOL_SLOT(train.warmup_steps), 0, 1e9},
    {"train.decay_fraction", ONDOL_SLOT(train.decay_fraction), 0, 1},
    {"train.label_smoothing", ONDOL_SLOT(train.label_smoothing), 0, 0.9},
    {"train.ema", ONDOL_SLOT(train.ema), 0, 0.999999},
    {"train.eval_every_steps", ONDOL_SLOT(train.eval_every_steps), 1, 1e9, .role = KeyRole::outside},
    {"train.checkpoint_minutes", ONDOL_SLOT(train.checkpoint_minutes), 0.01, 1e6, .role = KeyRole::outside},

    {"export.type", ONDOL_SLOT(exported.type), .role = KeyRole::outside},

    {"ensemble.teachers", ONDOL_SLOT(ensemble.teachers), 0, 64},
    {"ensemble.distill_weight", ONDOL_SLOT(ensemble.distill_weight), 0, 1},
    {"ensemble.temperature", ONDOL_SLOT(ensemble.temperature), 0.01, 100},
};

#undef ONDOL_SLOT

/// Levenshtein distance.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] != b[j])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string_view section_of(std::string_view name) {
  const size_t dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
}

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

/// What the person may have meant: a name, and how far it is from what was typed.
struct Nearest {
  std::string name;
  size_t steps = std::numeric_limits<size_t>::max();
  void offer(std::string_view typed, std::string_view compared, std::string shown) {
    const size_t n = distance(typed, compared);
    if (n < steps) *this = {std::move(shown), n};
  }
};

std::string number_text(double value) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::span<const RecipeKey> recipe_keys() { return kKeys; }

const RecipeKey* find_recipe_key(std::string_view name) {
  for (const RecipeKey& key : kKeys)
    if (name == key.name) return &key;
  return nullptr;
}

bool is_recipe_section(std::string_view name) {
  return !name.empty() &&
         std::ranges::any_of(kKeys, [&](const RecipeKey& key) { return section_of(key.name) == name; });
}

std::string expected_value(const RecipeKey& key) {
  Recipe recipe;
  const auto range = [&] { return " from " + number_text(key.min) + " to " + number_text(key.max); };
  const RecipeSlot slot = key.slot(recipe);
  if (std::holds_alternative<int64_t*>(slot)) {
    return "an integer from " + std::to_string(static_cast<int64_t>(key.min)) + " to " +
           std::to_string(static_cast<int64_t>(key.max));
  }
  if (std::holds_alternative<double*>(slot)) return "a number" + range();
  if (std::holds_alternative<bool*>(slot)) return "true or false";
  if (std::holds_alternative<std::string*>(slot)) return "a string that is not empty";
  if (std::holds_alternative<std::vector<std::string>*>(slot)) return "a path or a list of paths";
  std::string words;
  for (const char* word : key.words) words += (words.empty() ? "\"" : " or \"") + std::string(word) + "\"";
  return words;
}

std::string value_text(const RecipeKey& key, const Recipe& recipe) {
  // The slot is not written through.
  const RecipeSlot slot = key.slot(const_cast<Recipe&>(recipe));
  return std::visit(
      [&](auto* value) -> std::string {
        using T = std::remove_pointer_t<decltype(value)>;
        if constexpr (std::is_same_v<T, bool>) {
          return *value ? "true" : "false";
        } else if constexpr (std::is_same_v<T, int64_t>) {
          return std::to_string(*value);
        } else if constexpr (std::is_same_v<T, double>) {
          return number_text(*value);
        } else if constexpr (std::is_same_v<T, std::string>) {
          return quoted(*value);
        } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
          std::string list;
          for (const std::string& item : *value) list += (list.empty() ? "" : ", ") + quoted(item);
          return "[" + list + "]";
        } else {
          return quoted(key.words[static_cast<size_t>(*value)]);
        }
      },
      slot);
}

std::string suggestion(std::string_view section, std::string_view unknown) {
  Nearest here, elsewhere;
  std::string list, last_section;
  for (const RecipeKey& key : kKeys) {
    const std::string_view in = section_of(key.name), part = last_part(key.name);
    if (in == section) {
      here.offer(unknown, part, std::string(part));
      list += (list.empty() ? "" : ", ") + std::string(part);
    } else {
      elsewhere.offer(unknown, part, key.name);
    }
    if (section.empty() && !in.empty() && in != last_section) {
      here.offer(unknown, in, "[" + std::string(in) + "]");
      list += ", [" + std::string(in) + "]";
      last_section = in;
    }
  }
  const size_t near = std::max<size_t>(2, unknown.size() / 3);
  // The very name in another section is a likelier mistake than a misspelt one here.
  if (elsewhere.steps == 0) return "; did you mean " + elsewhere.name + "?";
  if (here.steps <= near) return "; did you mean " + here.name + "?";
  if (elsewhere.steps <= 1) return "; did you mean " + elsewhere.name + "?";
  return ", expected one of " + list;
}

}  // namespace ondol::train
