// Recipes: what is read, what is refused, and in which words.
#include "train/recipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "train/recipe_keys.h"

namespace ondol::train {
namespace {

using testing::HasSubstr;

/// Line 1 is `seed`, line 2 [model] … : tests count on it.
const std::string kGood = R"(seed = 7
[model]
d_model = 96
n_layer = 2
n_head = 4
n_ctx = 64
[data]
train = "a.txt"
dev_fraction = 0.1
[train]
batch_tokens = 512
steps = 10
)";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kGood;
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& text) {
  const auto recipe = parse_recipe(text, "dir/r.toml");
  EXPECT_FALSE(recipe.ok()) << text;
  return recipe.ok() ? "" : recipe.error().message;
}

TEST(Recipe, Good_FillsDefaultsValues) {
  const auto recipe = parse_recipe(kGood, "dir/r.toml");
  ASSERT_TRUE(recipe.ok()) << recipe.error().message;
  EXPECT_EQ(recipe->name, "r");
  EXPECT_EQ(recipe->out, "out/r.gguf");
  EXPECT_EQ(recipe->seed, 7);
  EXPECT_EQ(recipe->model.n_kv_head, 4);
  EXPECT_EQ(recipe->model.d_head, 24);
  EXPECT_EQ(recipe->model.d_ff, 256);
  EXPECT_EQ(recipe->data.kind, DataKind::text);
  EXPECT_THAT(recipe->data.train.at(0), testing::EndsWith("/dir/a.txt"));
  EXPECT_EQ(recipe->train.steps, 10);
}

TEST(Recipe, EveryKind_OfValueIsRead) {
  const auto recipe = parse_recipe(with("[data]\n",
                                        "tied = false\nrope_theta = 500\n[data]\nkind = \"intent\"\n"
                                        "label_weight = 2\nlong_documents = \"drop\"\n"),
                                   "r.toml");
  ASSERT_TRUE(recipe.ok()) << recipe.error().message;
  EXPECT_FALSE(recipe->model.tied);
  EXPECT_EQ(recipe->model.rope_theta, 500);
  EXPECT_EQ(recipe->data.kind, DataKind::intent);
  EXPECT_EQ(recipe->data.long_documents, LongPolicy::drop);
  EXPECT_EQ(recipe->data.label_weight, 2);
}

TEST(Recipe, ListOfPaths_AreFromItsFolderAbsoluteStays) {
  const auto recipe = parse_recipe(with("\"a.txt\"", "[\"b.txt\", \"/c.txt\", \"../d.txt\"]"), "/x/y/r.toml");
  ASSERT_TRUE(recipe.ok()) << recipe.error().message;
  EXPECT_EQ(recipe->data.train, (std::vector<std::string>{"/x/y/b.txt", "/c.txt", "/x/d.txt"}));
}

TEST(Recipe, KnownRoles_AreNamesAndNoPaths) {
  const auto read = [](const std::string& value) {
    return parse_recipe(
        with("[data]\n", "causal = false\n[data]\nkind = \"clauses\"\nknown_roles = " + value + "\n"),
        "r.toml");
  };
  EXPECT_EQ(read("[\"name\", \"area\"]")->data.known_roles, (std::vector<std::string>{"name", "area"}));
  EXPECT_EQ(read("\"name\"")->data.known_roles, (std::vector<std::string>{"name"}));
  EXPECT_TRUE(read("[]")->data.known_roles.empty());
  EXPECT_THAT(read("[1]").error().message,
              HasSubstr("data.known_roles: expected a string or a list of strings"));
}

TEST(Recipe, SharedVariable_IsExpandedFromTheEnvironment) {
  const char* before = std::getenv("ONDOL_SHARED");
  const std::string kept = before != nullptr ? before : "";
  setenv("ONDOL_SHARED", "/some/where", 1);
  const auto recipe = parse_recipe(with("a.txt", "$ONDOL_SHARED/data/t.txt"), "r.toml");
  unsetenv("ONDOL_SHARED");
  const auto beside = parse_recipe(with("a.txt", "$ONDOL_SHARED/data/t.txt"), "/no/tree/recipes/r.toml");
  if (before != nullptr) setenv("ONDOL_SHARED", kept.c_str(), 1);
  ASSERT_TRUE(recipe.ok() && beside.ok());
  EXPECT_EQ(recipe->data.train.at(0), "/some/where/data/t.txt");
  EXPECT_THAT(beside->data.train.at(0), testing::EndsWith("/shared/data/t.txt"));
}

TEST(Recipe, UnknownKey_IsRefusedWithTheNearestKnown) {
  EXPECT_EQ(error_of(with("d_model", "d_modle")),
            "dir/r.toml:3: model.d_modle: unknown key; did you mean d_model?");
  EXPECT_EQ(error_of(with("[train]", "[trian]")), "dir/r.toml:10: trian: unknown key; did you mean [train]?");
  EXPECT_EQ(error_of(with("n_layer = 2", "n_layer = 2\nlr = 0.1")),
            "dir/r.toml:5: model.lr: unknown key; did you mean train.lr?");
  EXPECT_THAT(error_of(with("seed", "wholly_other")), HasSubstr("expected one of name, out, seed, [model]"));
  EXPECT_THAT(error_of("\"model.d_model\" = 3\n" + kGood), HasSubstr("unknown key"));
}

TEST(Recipe, WrongValue_IsRefusedNamingWhatWasExpected) {
  EXPECT_EQ(error_of(with("d_model = 96", "d_model = \"96\"")),
            "dir/r.toml:3: model.d_model: expected an integer from 8 to 65536, got \"96\"");
  EXPECT_EQ(error_of(with("d_model = 96", "d_model = 96.0")),
            "dir/r.toml:3: model.d_model: expected an integer from 8 to 65536, got 96");
  EXPECT_THAT(error_of(with("d_model = 96", "d_model = 7")), HasSubstr("got 7"));
  EXPECT_THAT(error_of(with("steps = 10", "steps = 10\nlr = nan")),
              HasSubstr("expected a number from 1e-08 to 10"));
  EXPECT_THAT(error_of(with("steps = 10", "steps = 10\nlr = inf")), HasSubstr("train.lr"));
  EXPECT_THAT(error_of(with("steps = 10", "steps = 10\nprecision = \"f16\"")),
              HasSubstr("train.precision: expected \"f32\" or \"bf16\", got \"f16\""));
  EXPECT_THAT(error_of(with("\"a.txt\"", "[]")),
              HasSubstr("data.train: expected a path or a list of paths, got a list"));
  EXPECT_THAT(error_of(with("\"a.txt\"", "[1]")), HasSubstr("data.train"));
  EXPECT_THAT(error_of(with("\"a.txt\"", "\"\"")), HasSubstr("data.train"));
  EXPECT_THAT(error_of("train = 3\n"), HasSubstr("r.toml:1: train: expected a section, got 3"));
  EXPECT_THAT(error_of(with("n_ctx = 64", "n_ctx = 64\ntied = 1")),
              HasSubstr("model.tied: expected true or false"));
}

TEST(Recipe, KeysThatContradict_AreRefusedNamingBoth) {
  EXPECT_EQ(error_of(with("n_head = 4", "n_head = 5")),
            "dir/r.toml:5: model.n_head: expected a divisor of d_model 96 (or a d_head), got 5");
  EXPECT_THAT(error_of(with("n_head = 4", "n_head = 4\nn_kv_head = 3")),
              HasSubstr("expected a divisor of n_head 4"));
  EXPECT_THAT(error_of(with("n_head = 4", "n_head = 32")),
              HasSubstr("model.d_head: expected an even number"));
  EXPECT_THAT(error_of(with("= 512", "= 500")),
              HasSubstr("train.batch_tokens: expected a multiple of model.n_ctx 64"));
  EXPECT_THAT(error_of(with("= 512", "= 512\nmicro_batch_tokens = 192")),
              HasSubstr("that divides batch_tokens 512"));
  EXPECT_THAT(error_of(with("steps = 10", "")),
              HasSubstr("exactly one of steps, epochs and minutes, got none"));
  EXPECT_THAT(error_of(with("steps = 10", "steps = 10\nepochs = 1")), HasSubstr("got more than one"));
  EXPECT_THAT(error_of(with("steps = 10", "steps = 10\nwarmup_steps = 11")), HasSubstr("train.warmup_steps"));
  EXPECT_THAT(error_of(with("dev_fraction = 0.1", "")), HasSubstr("without a dev part"));
  EXPECT_THAT(error_of(with("dev_fraction = 0.1", "dev_fraction = 0.1\ndev = \"b\"")),
              HasSubstr("data.dev_fraction"));
  EXPECT_THAT(error_of(with("train = \"a.txt\"", "")), HasSubstr("data.train: expected a path"));
  EXPECT_THAT(error_of(with("[data]", "[data]\nlabel_weight = 2")),
              HasSubstr("data.label_weight: has a meaning only with data.kind = \"intent\" or \"clauses\""));
  EXPECT_THAT(error_of(with("[data]", "causal = false\n[data]")), HasSubstr("model.causal: expected true"));
  EXPECT_THAT(error_of(with("[data]", "[tokenizer]\nkind = \"gguf\"\n[data]")), HasSubstr("tokenizer.path"));
  EXPECT_THAT(error_of(with("[data]", "[tokenizer]\nkind = \"gguf\"\npath = \"m\"\nn_vocab = 300\n[data]")),
              HasSubstr("tokenizer.n_vocab: has a meaning only with"));
  EXPECT_THAT(error_of(with("[data]", "[data]\nkind = \"intent\"\nlong_documents = \"split\"")),
              HasSubstr("split"));
  EXPECT_THAT(error_of("[export]\ntype = \"Q9\"\n" + kGood.substr(kGood.find("[model]"))),
              HasSubstr("export.type: expected one of F32"));
  EXPECT_THAT(error_of(with("seed", "name = \"../up\"\nseed")),
              HasSubstr("name: expected a name without slashes"));
}

TEST(Recipe, MissingKey_IsRefusedAtItsSection) {
  EXPECT_EQ(error_of(with("d_model = 96", "")),
            "dir/r.toml:2: model.d_model: expected an integer from 8 to 65536, got nothing");
  EXPECT_THAT(error_of("seed = 1"), HasSubstr("dir/r.toml:1: model.d_model"));
  EXPECT_THAT(error_of(""), HasSubstr("model.d_model"));
}

TEST(Recipe, NoToml_IsRefusedWithTheLine) {
  EXPECT_THAT(error_of(with("n_layer = 2", "n_layer = ")), HasSubstr("dir/r.toml:4: expected TOML: "));
  EXPECT_THAT(error_of(with("n_layer = 2", "n_layer = 2\nn_layer = 3")),
              HasSubstr("dir/r.toml:5: expected TOML: "));
  EXPECT_EQ(error_of(with("n_layer = 2", "n_layer = \"\x01\"")).find('\n'), std::string::npos);
  EXPECT_THAT(error_of("\xFF"), HasSubstr("expected TOML"));
  EXPECT_THAT(error_of(with("[train]", "[%train]")),
              HasSubstr("dir/r.toml:10: expected TOML: "));  // fuzz findings
  EXPECT_THAT(error_of(with("[train]", "é = 1\n[train]")), HasSubstr("dir/r.toml:10: expected TOML: "));
  EXPECT_THAT(error_of("\xEF\xBB\xBF?["), HasSubstr("dir/r.toml:1: expected TOML: "));
}

TEST(Recipe, NoFile_IsRefusedByName) {
  const auto recipe = read_recipe("/nowhere/r.toml");
  ASSERT_FALSE(recipe.ok());
  EXPECT_THAT(recipe.error().message, HasSubstr("/nowhere/r.toml"));
}

TEST(RecipeText, OfEveryKey_IsReadBackTheSameText) {
  // Every key of the table is printed; what is printed is TOML that means the same.
  const auto recipe = parse_recipe(kGood, "/x/r.toml");
  ASSERT_TRUE(recipe.ok());
  const std::string text = recipe_text(*recipe);
  EXPECT_EQ(static_cast<size_t>(std::ranges::count(text, '\n')), recipe_keys().size());
  for (const RecipeKey& key : recipe_keys()) EXPECT_THAT(text, HasSubstr(std::string(key.name) + " = "));
  EXPECT_THAT(text, HasSubstr("model.d_head = 24\n"));
  EXPECT_THAT(text, HasSubstr("train.optimizer = \"adamw\"\n"));
  EXPECT_THAT(text, HasSubstr("data.train = [\"/x/a.txt\"]\n"));
}

TEST(RecipeIdentity, OfAnotherPlace_IsTheSameButNotOfAnotherModel) {
  const auto here = parse_recipe(kGood, "/x/r.toml"), there = parse_recipe(kGood, "/y/other.toml");
  const auto larger = parse_recipe(with("96", "128"), "/x/r.toml");
  ASSERT_TRUE(here.ok() && there.ok() && larger.ok());
  EXPECT_EQ(recipe_identity(*here), recipe_identity(*there));
  EXPECT_NE(recipe_identity(*here), recipe_identity(*larger));
}

TEST(RecipeKeys, Each_StandsInItsPage) {
  std::ifstream file(ONDOL_SOURCE_DIR "/docs/recipe.md");
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  for (const RecipeKey& key : recipe_keys()) EXPECT_THAT(page, HasSubstr("`" + std::string(key.name) + "`"));
}

TEST(Recipe, OfTheRepository_IsGoodEach) {
  for (const char* name : {"tiny-shakespeare", "massive-en"}) {
    const auto recipe = read_recipe(std::string(ONDOL_SOURCE_DIR "/recipes/") + name + ".toml");
    EXPECT_TRUE(recipe.ok()) << recipe.error().message;
  }
}

}  // namespace
}  // namespace ondol::train
