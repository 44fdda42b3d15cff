// The table of a recipe's keys: one row each, read by the parser, by recipe_text() and by the documentation.
// Knows nothing of TOML.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "train/recipe.h"

namespace ondol::train {

/// Where a key's value lives. An enumeration's words are listed in the order of its values.
using RecipeSlot =
    std::variant<int64_t*, double*, bool*, std::string*, std::vector<std::string>*, TokenizerKind*, DataKind*,
                 Sampling*, LongPolicy*, Precision*, OptimizerKind*>;

/// What a key is beyond its type.
enum class KeyRole {
  identity,  ///< two recipes that differ here train different models
  path,      ///< names a file: resolved from the recipe's folder
  outside,   ///< names, places and reporting
};

struct RecipeKey {
  const char* name;  ///< "section.key", or "key" at the top
  RecipeSlot (*slot)(Recipe& recipe);
  double min = 0, max = 0;               ///< of numbers, inclusive
  std::span<const char* const> words{};  ///< of enumerations
  KeyRole role = KeyRole::identity;
  const char* only_with = nullptr;  ///< "section.key=word": an error where that key has another value
};

std::span<const RecipeKey> recipe_keys();
const RecipeKey* find_recipe_key(std::string_view name);
bool is_recipe_section(std::string_view name);

/// "an integer from 1 to 8", "one of adamw, muon" …
std::string expected_value(const RecipeKey& key);
/// The value as TOML writes it.
std::string value_text(const RecipeKey& key, const Recipe& recipe);

/// "; did you mean KEY?" with the nearest of the section's keys (or of all, or of the sections), or a list of
/// what there is. section "" is the top.
std::string suggestion(std::string_view section, std::string_view unknown);

}  // namespace ondol::train
