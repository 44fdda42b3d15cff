// Reads a recipe: TOML into the table's slots, then what one key asks of another.
#include "train/recipe.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "base/nearest.h"
#include "base/toml.h"
#include "base/toml_text.h"
#include "base/try.h"
#include "tensor/quant_mix.h"
#include "train/recipe_keys.h"

namespace ondol::train {
namespace {

namespace fs = std::filesystem;

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) { recipe_.path = path; }

  Result<Recipe> read(const toml::table& root) {
    ONDOL_TRY(read_table(root, ""));
    ONDOL_TRY(check_only_with());
    ONDOL_TRY(fill_top());
    ONDOL_TRY(fill_model());
    ONDOL_TRY(check_tokenizer());
    ONDOL_TRY(check_data());
    ONDOL_TRY(check_train());
    return std::move(recipe_);
  }

 private:
  Error at(uint32_t line, const std::string& what) const {
    return Error{ErrorCode::bad_format, path_ + ":" + std::to_string(std::max(line, 1U)) + ": " + what};
  }
  /// At the key's line, or at its section's where it is not given.
  Error wrong(const std::string& name, const std::string& what) const {
    auto found = lines_.find(name);
    if (found == lines_.end()) found = lines_.find(name.substr(0, name.find('.')));
    return at(found == lines_.end() ? 1 : found->second, name + ": " + what);
  }
  bool has(const std::string& name) const { return lines_.count(name) != 0; }

  Status read_table(const toml::table& table, const std::string& section) {
    for (const auto& [key, node] : table) {
      const std::string part(key.str());
      const uint32_t line = key.source().begin.line;
      const std::string name = section.empty() ? part : section + "." + part;
      if (section.empty() && is_recipe_section(part)) {
        if (!node.is_table()) return at(line, name + ": expected a section, got " + describe_toml(node));
        lines_[name] = node.source().begin.line;
        ONDOL_TRY(read_table(*node.as_table(), part));
        continue;
      }
      const RecipeKey* row = find_recipe_key(name);
      // A quoted key may hold a dot of its own ("model.d_model" at the top): not the section's key.
      if (row == nullptr || part.find('.') != std::string::npos) {
        return at(line, on_one_line(name) + ": unknown key" + suggestion(section, on_one_line(part)));
      }
      lines_[name] = line;
      if (!store(*row, node))
        return at(line, name + ": expected " + expected_value(*row) + ", got " + describe_toml(node));
    }
    return {};
  }

  static bool store_text(const toml::node& node, std::string& out) {
    const auto* text = node.as_string();
    if (text == nullptr || text->get().empty()) return false;
    out = text->get();
    return true;
  }

  bool store(const RecipeKey& row, const toml::node& node) {
    return std::visit([&](auto* slot) { return store_in(row, node, *slot); }, row.slot(recipe_));
  }
  static bool store_in(const RecipeKey& row, const toml::node& node, int64_t& out) {
    const auto* value = node.as_integer();
    if (value == nullptr || static_cast<double>(value->get()) < row.min ||
        static_cast<double>(value->get()) > row.max)
      return false;
    out = value->get();
    return true;
  }
  static bool store_in(const RecipeKey& row, const toml::node& node, double& out) {
    const std::optional<double> value = node.is_number() ? node.value<double>() : std::optional<double>();
    if (!value || !(*value >= row.min && *value <= row.max)) return false;
    out = *value;
    return true;
  }
  static bool store_in(const RecipeKey&, const toml::node& node, bool& out) {
    const auto* value = node.as_boolean();
    if (value == nullptr) return false;
    out = value->get();
    return true;
  }
  bool store_in(const RecipeKey& row, const toml::node& node, std::string& out) const {
    if (!store_text(node, out)) return false;
    if (row.role == KeyRole::path) out = resolve(out);
    return true;
  }
  bool store_in(const RecipeKey& row, const toml::node& node, std::vector<std::string>& out) const {
    out.clear();
    std::string one;
    if (store_in(row, node, one)) {
      out.push_back(one);
      return true;
    }
    const toml::array* list = node.as_array();
    if (list == nullptr) return false;
    for (const toml::node& item : *list) {
      if (!store_in(row, item, one)) return false;
      out.push_back(one);
    }
    return row.role != KeyRole::path || !out.empty();
  }
  template <class E>
  requires std::is_enum_v<E>
  static bool store_in(const RecipeKey& row, const toml::node& node, E& out) {
    const auto* text = node.as_string();
    if (text == nullptr) return false;
    for (size_t i = 0; i < row.words.size(); ++i) {
      if (text->get() != row.words[i]) continue;
      out = static_cast<E>(i);
      return true;
    }
    return false;
  }

  fs::path shared_folder() const {
    if (const char* given = std::getenv("ONDOL_SHARED"); given != nullptr && *given != '\0') return given;
    // recipes/NAME.toml of a working tree: the folder beside the tree.
    std::error_code ignored;
    const fs::path beside = folder() / ".." / ".." / "shared";
    return fs::exists(beside, ignored) ? beside : fs::path("../shared");
  }
  fs::path folder() const {
    const fs::path parent = fs::path(path_).parent_path();
    return parent.empty() ? fs::path(".") : parent;
  }
  std::string resolve(const std::string& text) const {
    constexpr std::string_view variable = "$ONDOL_SHARED";
    std::error_code error;
    fs::path out;
    if (text == variable || text.starts_with(std::string(variable) + "/")) {
      out = shared_folder() / fs::path(text.substr(std::min(text.size(), variable.size() + 1)));
    } else {
      out = folder() / fs::path(text);  // an absolute path stays as it is
    }
    const fs::path absolute = fs::absolute(out, error);
    return (error ? out : absolute).lexically_normal().string();
  }

  Status check_only_with() const {
    for (const RecipeKey& row : recipe_keys()) {
      if (row.only_with == nullptr || !has(row.name)) continue;
      const std::string_view condition = row.only_with;
      const size_t equals = condition.find('=');
      const std::string other(condition.substr(0, equals)), word(condition.substr(equals + 1));
      const std::string now = value_text(*find_recipe_key(other), recipe_);
      if (now != "\"" + word + "\"")
        return wrong(row.name, "has a meaning only with " + other + " = \"" + word + "\", which is " + now);
    }
    return {};
  }

  Status fill_top() {
    if (recipe_.name.empty()) recipe_.name = fs::path(path_).stem().string();
    // The name becomes a file's name and a model's.
    if (recipe_.name.find('/') != std::string::npos || recipe_.name.starts_with('.'))
      return wrong("name", "expected a name without slashes that does not begin with a dot, got \"" +
                               on_one_line(recipe_.name) + "\"");
    if (recipe_.out.empty()) recipe_.out = "out/" + recipe_.name + ".gguf";
    if (find_quant_mix(recipe_.exported.type) == nullptr) {
      std::string names;
      for (const QuantMix& mix : quant_mixes()) names += (names.empty() ? "" : ", ") + std::string(mix.name);
      return wrong("export.type",
                   "expected one of " + names + ", got \"" + on_one_line(recipe_.exported.type) + "\"");
    }
    return {};
  }

  Status fill_model() {
    ModelRecipe& m = recipe_.model;
    for (const char* name : {"model.d_model", "model.n_layer", "model.n_head"})
      if (!has(name))
        return wrong(name, "expected " + expected_value(*find_recipe_key(name)) + ", got nothing");
    if (!has("model.n_kv_head")) m.n_kv_head = m.n_head;
    if (!has("model.d_head")) {
      if (m.d_model % m.n_head != 0)
        return wrong("model.n_head", "expected a divisor of d_model " + std::to_string(m.d_model) +
                                         " (or a d_head), got " + std::to_string(m.n_head));
      m.d_head = m.d_model / m.n_head;
    }
    if (m.d_head % 2 != 0)
      return wrong("model.d_head",
                   "expected an even number, since RoPE turns pairs, got " + std::to_string(m.d_head));
    if (m.n_head % m.n_kv_head != 0)
      return wrong("model.n_kv_head", "expected a divisor of n_head " + std::to_string(m.n_head) + ", got " +
                                          std::to_string(m.n_kv_head));
    if (!has("model.d_ff")) m.d_ff = (8 * m.d_model / 3 + 31) / 32 * 32;
    return {};
  }

  Status check_tokenizer() const {
    if (recipe_.tokenizer.kind == TokenizerKind::gguf && recipe_.tokenizer.path.empty())
      return wrong("tokenizer.path", "expected the model file to take the vocabulary from, got nothing");
    return {};
  }

  Status check_data() const {
    if (recipe_.data.train.empty())
      return wrong("data.train", "expected a path or a list of paths, got nothing");
    if (!has("data.dev") && !has("data.dev_fraction"))
      return wrong("data.dev", "expected a path, or dev_fraction: a run without a dev part cannot be judged");
    const bool labels = recipe_.data.kind != DataKind::text;
    if (labels && recipe_.data.long_documents == LongPolicy::split)
      return wrong("data.long_documents", "expected \"drop\" or \"error\": an utterance cannot be split");
    if (!labels && has("data.label_weight"))
      return wrong("data.label_weight", "has a meaning only with data.kind = \"intent\" or \"clauses\"");
    if (!labels && has("data.token_noise"))
      return wrong("data.token_noise", "has a meaning only with data.kind = \"intent\" or \"clauses\"");
    if (recipe_.data.kind == DataKind::intent && recipe_.model.causal && recipe_.data.token_noise > 0)
      return wrong("data.token_noise",
                   "expected 0, or model.causal = false: an utterance that is there twice "
                   "would say what was replaced");
    if (recipe_.ensemble.bag_weight > 0 && recipe_.ensemble.teachers == 0)
      return wrong("ensemble.teachers",
                   "expected at least 1 beside ensemble.bag_weight: a bag of words knows no slots");
    if (!labels && !recipe_.model.causal)
      return wrong("model.causal", "expected true: what predicts the next token must not see it");
    if (has("data.dev") && has("data.dev_fraction"))
      return wrong("data.dev_fraction", "expected nothing, since data.dev names the dev part");
    return {};
  }

  Status check_train() const {
    const TrainRecipe& t = recipe_.train;
    const int64_t n_ctx = recipe_.model.n_ctx;
    const int n_lengths = int{has("train.steps")} + int{has("train.epochs")} + int{has("train.minutes")};
    if (n_lengths != 1)
      return wrong("train.steps", "expected exactly one of steps, epochs and minutes, got " +
                                      std::string(n_lengths == 0 ? "none" : "more than one"));
    if (t.batch_tokens % n_ctx != 0)
      return wrong("train.batch_tokens", "expected a multiple of model.n_ctx " + std::to_string(n_ctx) +
                                             ", got " + std::to_string(t.batch_tokens));
    if (has("train.micro_batch_tokens") &&
        (t.micro_batch_tokens % n_ctx != 0 || t.batch_tokens % t.micro_batch_tokens != 0))
      return wrong("train.micro_batch_tokens", "expected a multiple of model.n_ctx " + std::to_string(n_ctx) +
                                                   " that divides batch_tokens " +
                                                   std::to_string(t.batch_tokens) + ", got " +
                                                   std::to_string(t.micro_batch_tokens));
    if (has("train.steps") && t.warmup_steps > t.steps)
      return wrong("train.warmup_steps", "expected at most the steps of the run, " + std::to_string(t.steps) +
                                             ", got " + std::to_string(t.warmup_steps));
    return {};
  }

  const std::string& path_;
  Recipe recipe_;
  std::map<std::string, uint32_t> lines_;  ///< of the keys and sections that are given
};

std::string text_of(const Recipe& recipe, bool only_identity) {
  std::string out;
  for (const RecipeKey& key : recipe_keys()) {
    if (only_identity && key.role != KeyRole::identity) continue;
    out += std::string(key.name) + " = " + value_text(key, recipe) + "\n";
  }
  return out;
}

}  // namespace

Result<Recipe> parse_recipe(const std::string& text, const std::string& path) {
  ONDOL_ASSIGN(const toml::table root, parse_toml(text, path));
  return Reader(path).read(root);
}

Result<Recipe> read_recipe(const std::string& path) {
  ONDOL_ASSIGN(const std::string text, read_toml_file(path, "a recipe"));
  return parse_recipe(text, path);
}

std::string recipe_text(const Recipe& recipe) { return text_of(recipe, false); }
std::string recipe_identity(const Recipe& recipe) { return text_of(recipe, true); }

}  // namespace ondol::train
