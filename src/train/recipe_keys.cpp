// The rows of the table, and what can be said of a key from its row alone.
#include "train/recipe_keys.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/nearest.h"
#include "base/toml_table.h"

namespace ondol::train {
namespace {

constexpr const char* kTokenizerKinds[] = {"bpe", "gguf"};
constexpr const char* kDataKinds[] = {"text", "intent", "clauses"};
constexpr const char* kSamplings[] = {"shuffle", "random"};
constexpr const char* kLongPolicies[] = {"split", "drop", "error"};
constexpr const char* kPrecisions[] = {"f32", "bf16"};
constexpr const char* kOptimizers[] = {"adamw", "muon"};

// Floats of a file name are integers where they can be exact: 2^53.
constexpr double kMaxSeed = 9007199254740992.0;

// A row's name and where its value lives.
#define ONDOL_AT(member) .slot = [](Recipe& r) -> RecipeSlot { return &r.member; }
#define ONDOL_TOP(key) .name = #key, ONDOL_AT(key)
#define ONDOL_KEY(section, key) .name = #section "." #key, ONDOL_AT(section.key)

const RecipeKey kKeys[] = {
    {ONDOL_TOP(name), .role = KeyRole::outside},
    {ONDOL_TOP(out), .role = KeyRole::outside},
    {ONDOL_TOP(seed), .min = 0, .max = kMaxSeed},

    {ONDOL_KEY(model, d_model), .min = 8, .max = 65536},
    {ONDOL_KEY(model, n_layer), .min = 1, .max = 1024},
    {ONDOL_KEY(model, n_head), .min = 1, .max = 4096},
    {ONDOL_KEY(model, n_kv_head), .min = 1, .max = 4096},
    {ONDOL_KEY(model, d_head), .min = 2, .max = 1024},
    {ONDOL_KEY(model, d_ff), .min = 8, .max = 262144},
    {ONDOL_KEY(model, n_ctx), .min = 8, .max = 131072},
    {ONDOL_KEY(model, tied)},
    {ONDOL_KEY(model, qk_norm)},
    {ONDOL_KEY(model, causal)},
    {ONDOL_KEY(model, rope_theta), .min = 1, .max = 1e9},
    {ONDOL_KEY(model, norm_eps), .min = 1e-12, .max = 1e-2},
    {ONDOL_KEY(model, dropout), .min = 0, .max = 0.9},
    {ONDOL_KEY(model, init_std), .min = 1e-6, .max = 10},
    {ONDOL_KEY(model, embedding_init_std), .min = 1e-6, .max = 10},
    {ONDOL_KEY(model, ngram_buckets), .min = 0, .max = 1 << 24},

    {ONDOL_KEY(tokenizer, kind), .words = kTokenizerKinds},
    {ONDOL_KEY(tokenizer, path), .role = KeyRole::path, .only_with = "tokenizer.kind=gguf"},
    {ONDOL_KEY(tokenizer, n_vocab), .min = 257, .max = 1 << 20, .only_with = "tokenizer.kind=bpe"},
    {ONDOL_KEY(tokenizer, min_frequency), .min = 1, .max = 1e9, .only_with = "tokenizer.kind=bpe"},
    {ONDOL_KEY(tokenizer, max_token_bytes), .min = 1, .max = 255, .only_with = "tokenizer.kind=bpe"},
    {ONDOL_KEY(tokenizer, max_token_syllables), .min = 0, .max = 85, .only_with = "tokenizer.kind=bpe"},

    {ONDOL_KEY(data, kind), .words = kDataKinds},
    {ONDOL_KEY(data, train), .role = KeyRole::path},
    {ONDOL_KEY(data, dev), .role = KeyRole::path},
    {ONDOL_KEY(data, dev_fraction), .min = 0.0001, .max = 0.5},
    {ONDOL_KEY(data, sampling), .words = kSamplings, .only_with = "data.kind=text"},
    {ONDOL_KEY(data, long_documents), .words = kLongPolicies},
    {ONDOL_KEY(data, known_roles), .only_with = "data.kind=clauses"},
    {ONDOL_KEY(data, token_noise), .min = 0, .max = 0.5},
    {ONDOL_KEY(data, label_weight), .min = 0, .max = 1000},

    {ONDOL_KEY(train, precision), .words = kPrecisions},
    {ONDOL_KEY(train, batch_tokens), .min = 8, .max = 1 << 26},
    {ONDOL_KEY(train, micro_batch_tokens), .min = 8, .max = 1 << 26},
    {ONDOL_KEY(train, steps), .min = 1, .max = 1e9},
    {ONDOL_KEY(train, epochs), .min = 0.001, .max = 1e6},
    {ONDOL_KEY(train, minutes), .min = 0.01, .max = 1e6},
    {ONDOL_KEY(train, optimizer), .words = kOptimizers},
    {ONDOL_KEY(train, lr), .min = 1e-8, .max = 10},
    {ONDOL_KEY(train, muon_lr), .min = 1e-8, .max = 10},
    {ONDOL_KEY(train, embedding_lr), .min = 1e-8, .max = 10},
    {ONDOL_KEY(train, weight_decay), .min = 0, .max = 10},
    {ONDOL_KEY(train, beta1), .min = 0, .max = 0.99999},
    {ONDOL_KEY(train, beta2), .min = 0, .max = 0.999999},
    {ONDOL_KEY(train, eps), .min = 1e-16, .max = 1e-2},
    {ONDOL_KEY(train, clip), .min = 0, .max = 1e6},
    {ONDOL_KEY(train, warmup_steps), .min = 0, .max = 1e9},
    {ONDOL_KEY(train, decay_fraction), .min = 0, .max = 1},
    {ONDOL_KEY(train, label_smoothing), .min = 0, .max = 0.9},
    {ONDOL_KEY(train, ema), .min = 0, .max = 0.999999},
    {ONDOL_KEY(train, eval_every_steps), .min = 1, .max = 1e9, .role = KeyRole::outside},
    {ONDOL_KEY(train, checkpoint_minutes), .min = 0.01, .max = 1e6, .role = KeyRole::outside},

    {.name = "export.type", ONDOL_AT(exported.type), .role = KeyRole::outside},

    {ONDOL_KEY(ensemble, teachers), .min = 0, .max = 64},
    {ONDOL_KEY(ensemble, teacher_epochs), .min = 0, .max = 1e6},
    {ONDOL_KEY(ensemble, bag_weight), .min = 0, .max = 1, .only_with = "data.kind=intent"},
    {ONDOL_KEY(ensemble, distill_weight), .min = 0, .max = 1},
    {ONDOL_KEY(ensemble, temperature), .min = 0.01, .max = 100},
};

#undef ONDOL_KEY
#undef ONDOL_TOP
#undef ONDOL_AT

std::string_view section_of(std::string_view name) {
  const size_t dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
}

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

std::string number_text(double value) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
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
  if (std::holds_alternative<std::vector<std::string>*>(slot))
    return key.role == KeyRole::path ? "a path or a list of paths" : "a string or a list of strings";
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
          return toml_string(*value);
        } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
          std::string list;
          for (const std::string& item : *value) list += (list.empty() ? "" : ", ") + toml_string(item);
          return "[" + list + "]";
        } else {
          return toml_string(key.words[static_cast<size_t>(*value)]);
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
  const size_t near = misspelling_steps(unknown);
  // The very name in another section is a likelier mistake than a misspelt one here.
  if (elsewhere.steps == 0) return "; did you mean " + elsewhere.name + "?";
  if (here.steps <= near) return "; did you mean " + here.name + "?";
  if (elsewhere.steps <= 1) return "; did you mean " + elsewhere.name + "?";
  return ", expected one of " + list;
}

}  // namespace ondol::train
