// What is refused, and in which words: a list of texts, each with the exact message.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fit/built_in.h"
#include "fit/catalogue.h"
#include "fit/data_folder.h"
#include "fit/device_profile.h"
#include "fit/task_profile.h"

namespace ondol::fit {
namespace {

struct Case {
  std::string from, to;  ///< what is replaced in a good text; an empty `to` takes it away
  std::string message;
};

std::string seed(const std::string& name) {
  std::ifstream file(std::string(ONDOL_SOURCE_DIR) + "/tests/fuzz/corpus/fit_data/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

template <class Parse>
void check(const std::string& good, const std::vector<Case>& cases, Parse parse) {
  ASSERT_EQ(parse(good), "");
  for (const Case& c : cases) {
    std::string text = good;
    const size_t at = text.find(c.from);
    ASSERT_NE(at, std::string::npos) << c.from;
    text.replace(at, c.from.size(), c.to);
    EXPECT_EQ(parse(text), c.message) << c.from << " -> " << c.to;
  }
}

template <class T>
std::string message_of(const Result<T>& result) {
  return result.ok() ? "" : result.error().message;
}

TEST(CatalogueErrors, Each_NamesFileLineKeyAndWhatWasExpected) {
  check(
      seed("catalogue.toml"),
      {
          {"maker", "mkaer", "c.toml:2: family.mkaer: unknown key; did you mean maker?"},
          {"[family]", "[famly]", "c.toml:1: famly: unknown key; did you mean family?"},
          {"maker = \"M\"", "", "c.toml:1: family.maker: expected a string that is not empty, got nothing"},
          {"\"MIT\"", "3", "c.toml:3: family.licence: expected a string that is not empty, got 3"},
          {"licence_source = \"a\"", "licence_source = \"b\"",
           "c.toml:4: family.licence_source: expected a key of [sources], got \"b\"; did you mean a?"},
          {"\"conditions\"", "\"perhaps\"",
           "c.toml:5: family.commercial_use: expected \"yes\" or \"no\" or \"conditions\" or \"unknown\", "
           "got \"perhaps\""},
          {"commercial_note = \"ask\"", "",
           "c.toml:1: family.commercial_note: expected a string that is not empty, got nothing"},
          {"[\"en\", \"multilingual\"]", "[\"english\"]",
           "c.toml:7: family.languages: expected two-letter codes or \"multilingual\", got \"english\""},
          {"[\"en\", \"multilingual\"]", "[]",
           "c.toml:7: family.languages: expected a list of strings, got a list"},
          {"https://a.b/c", "my memory", "c.toml:9: sources.a: expected an address, got \"my memory\""},
          {"name = \"m-1b\"", "name = \"M 1B\"",
           "c.toml:11: model.name: expected small letters, digits, dots and hyphens, got \"M 1B\""},
          {"class = \"sLM\"", "class = \"sLLM\"",
           "c.toml:13: model.class: expected \"sLM\" for 1000 parameters, got \"sLLM\""},
          {"parameters = 1_000", "parameters = 0",
           "c.toml:14: model.parameters: expected an integer from 1 to 1000000000000, got 0"},
          {"runs_on_ondol = false", "runs_on_ondol = \"no\"",
           "c.toml:17: model.runs_on_ondol: expected true or false, got \"no\""},
          {"original = \"o/m\"", "original = \"https://o/m\"",
           "c.toml:18: model.original: expected OWNER/REPOSITORY or \"unknown\", got \"https://o/m\""},
          {"value = 50", "value = 101",
           "c.toml:22: model.scores.value: expected a number from 0 to 100, got 101"},
          {"value = 50", "value = nan",
           "c.toml:22: model.scores.value: expected a number from 0 to 100, got nan"},
          {"value = 6.5", "value = 65",
           "c.toml:23: model.scores.value: expected a number from 0 to 10, got 65"},
          {"\"MMLU\"", "\"MMLUU\"",
           "c.toml:22: model.scores.benchmark: expected a benchmark of src/fit/benchmarks.cpp, got "
           "\"MMLUU\"; did you mean "
           "MMLU?"},
          {"setting = \"5-shot\", ", "",
           "c.toml:22: model.scores.setting: expected a string that is not empty, got nothing"},
          {", source = \"a\" },\n  {", " },\n  {",
           "c.toml:22: model.scores.source: expected a string that is not empty, got nothing"},
          {"\"KoMT-Bench\", value = 6.5, variant = \"thinking\"", "\"MMLU\", value = 6.5, variant = \"base\"",
           "c.toml:23: model.scores.benchmark: expected one score of MMLU for \"base\", got a second"},
          {"n_layer = 4", "n_layer = 0",
           "c.toml:27: model.shape.n_layer: expected an integer from 1 to 1024, got 0"},
          {"n_kv_head = 1", "n_kv_head = 3",
           "c.toml:30: model.shape.n_kv_head: expected a divisor of n_head 2, got 3"},
          {"window = 16\n", "", "c.toml:41: model.shape.window_pattern: expected nothing without a window"},
          {"n_expert = 2\n", "", "c.toml:36: model.shape.n_expert_used: expected nothing without n_expert"},
          {"\"mamba2\"", "\"attention\"",
           "c.toml:44: model.shape.n_attention_layer: has a meaning only with a mixer of other layers, "
           "\"short_conv\" or "
           "\"mamba2\""},
          {"n_attention_layer = 1", "n_attention_layer = 9",
           "c.toml:44: model.shape.n_attention_layer: expected an integer from 0 to 4, got 9"},
          {"tokenizer = \"spm\"", "tokenizer = \"bytes\"",
           "c.toml:68: model.tokenizer: expected \"bpe\" or \"spm\", got \"bytes\""},
          {"only_quant = \"Q8_0\"", "only_quant = \"Q9\"",
           "c.toml:69: model.only_quant: expected a type that `ondol quantize` knows, got \"Q9\""},
          {"context_tokens = 128", "context_tokens = 20",
           "c.toml:73: model.request.context_tokens: expected an integer from 26 to 16777216, got 20"},
          {"shape_unknown = \"nobody says\"", "",
           "c.toml:50: model.shape: expected a section, or shape_unknown with the reason, got nothing"},
          {"[model.shape]", "shape_unknown = \"why\"\n[model.shape]",
           "c.toml:25: model.shape_unknown: expected nothing beside a shape"},
          {"[[model]]", "[model]",
           "c.toml:50: expected TOML: Error while parsing table header: cannot redefine existing table "
           "'model' as array-of-tables"},
      },
      [](const std::string& text) { return message_of(parse_catalogue_file(text, "c.toml")); });
}

TEST(DeviceErrors, Each_NamesFileLineKeyAndWhatWasExpected) {
  check(seed("device.toml"),
        {
            {"count = 4", "count = 0", "d.toml:8: cores.count: expected an integer from 1 to 1024, got 0"},
            {"value = 2.4", "value = -2.4",
             "d.toml:10: cores.clock_ghz.value: expected a number from 0.01 to 10, got -2.4"},
            {"[[cores]]", "[[core]]", "d.toml:6: core: unknown key; did you mean cores?"},
            {"\"estimated\"", "\"guessed\"",
             "d.toml:11: cores.f32_gflop_s.source: expected \"measured\" or \"published\" or \"estimated\", "
             "got \"guessed\""},
            {"from = \"https://github.com/ThomasKaiser", "from = \"a forum, ThomasKaiser",
             "d.toml:10: cores.clock_ghz.from: expected the address where the figure was published, got \"a "
             "forum, "
             "ThomasKaiser/sbc-bench/blob/master/results/8-NK.txt…\""},
            {"available_bytes = { value = 7838315315", "available_bytes = { value = 9e9",
             "d.toml:16: memory.available_bytes: expected at most total_bytes 8482560409, got 9000000000"},
            {"threads = 1", "threads = 2",
             "d.toml:19: memory.read.threads: expected 1 in the first row, got 2"},
            {"threads = 4", "threads = 1", "d.toml:23: memory.read.threads: expected more than 1, got 1"},
            {"threads = 4", "threads = 8",
             "d.toml:23: memory.read.threads: expected at most the 4 cores of the device, got 8"},
            {"idle_watt = { value = 2.8", "idle_watt = { value = 28",
             "d.toml:32: power.load_watt: expected at least idle_watt 28, got 9.7"},
            {"idle_watt = { value = 2.8, source = \"published\"", "idle_watt = 2.8 #",
             "d.toml:31: power.idle_watt: expected a section, got 2.8"},
            {"sustained_fraction", "sustained",
             "d.toml:35: thermal.sustained: unknown key, expected one of sustained_fraction"},
            {"sustained_fraction = { value = 0.95, source = \"estimated\"",
             "sustained_fraction = { spread = 0.1, value = 0.95, source = \"estimated\"",
             "d.toml:35: thermal.sustained_fraction.spread: has a meaning only for a measured figure"},
        },
        [](const std::string& text) { return message_of(parse_device(text, "d.toml")); });
}

TEST(DeviceErrors, EngineRates_NameFileLineKeyAndWhatWasExpected) {
  const std::string base = seed("device.toml");
  const auto line = [&](int64_t after) {
    return "d.toml:" + std::to_string(std::count(base.begin(), base.end(), '\n') + after) + ": ";
  };
  const std::string rates =
      "[[engine]]\ntype = \"Q4_0\"\nthreads = 1\n"
      "decode_gb_s = { value = 8, source = \"measured\", from = \"x\", spread = 0.1 }\n"
      "prefill_gop_s = { value = 50, source = \"measured\", from = \"x\" }\n"
      "[[engine]]\ntype = \"Q8_0\"\nthreads = 1\n"
      "decode_gb_s = { value = 9, source = \"measured\", from = \"x\" }\n"
      "prefill_gop_s = { value = 51, source = \"measured\", from = \"x\" }\n"
      "[[attention]]\ncache = \"F16\"\nthreads = 4\n"
      "decode_gb_s = { value = 7, source = \"measured\", from = \"x\" }\n"
      "prefill_gop_s = { value = 12, source = \"measured\", from = \"x\" }\n";
  const auto message = [&](const std::string& text) {
    return message_of(parse_device(base + text, "d.toml"));
  };
  check(rates,
        {
            {"\"Q8_0\"", "\"Q4_0\"",
             line(8) + "engine.threads: expected one row of Q4_0 for 1 threads, got a second"},
            {"\"Q8_0\"", "\"Q8_1\"",
             line(7) + "engine.type: expected a type of weights, got \"Q8_1\"; did you mean Q4_1?"},
            {"\"Q8_0\"", "\"I8\"",
             line(7) + "engine.type: expected a type of weights, got \"I8\"; did you mean F32?"},
            {"threads = 1", "threads = 0",
             line(3) + "engine.threads: expected an integer from 1 to 1024, got 0"},
            {"threads = 1", "threads = 5",
             line(3) + "engine.threads: expected at most the 4 cores of the device, got 5"},
            {"decode_gb_s = { value = 8", "decode_gb_s = { value = 0",
             line(4) + "engine.decode_gb_s.value: expected a number from 1e-06 to 10000000, got 0"},
            {"prefill_gop_s", "prefil_gop_s",
             line(5) + "engine.prefil_gop_s: unknown key; did you mean prefill_gop_s?"},
            {"\"F16\"", "\"F32\"", line(12) + "attention.cache: expected \"F16\" or \"Q8_0\", got \"F32\""},
            {"threads = 4", "threads = 9",
             line(13) + "attention.threads: expected at most the 4 cores of the device, got 9"},
        },
        message);
  EXPECT_EQ(message_of(parse_device(
                "best_threads = { value = 5, source = \"measured\", from = \"x\" }\n" + base, "d.toml")),
            "d.toml:1: best_threads.value: expected a number from 1 to 4, got 5");
}

TEST(TaskErrors, Each_NamesFileLineKeyAndWhatWasExpected) {
  check(
      seed("task.toml"),
      {
          {"offline = true", "offline = 1", "t.toml:4: offline: expected true or false, got 1"},
          {"[\"en\", \"ko\"]", "[\"en\", \"kor\"]",
           "t.toml:3: languages: expected two-letter codes, got \"kor\""},
          {"\"IFEval\"", "\"IFEvil\"",
           "t.toml:10: needs.any.benchmark: expected a benchmark of src/fit/benchmarks.cpp, got \"IFEvil\"; "
           "did you mean "
           "IFEval?"},
          {"at_least = 50", "at_least = 500",
           "t.toml:10: needs.any.at_least: expected a number from 0 to 100, got 500"},
          {"context_tokens = 4096", "context_tokens = 0",
           "t.toml:26: load.context_tokens: expected an integer from 1 to 16777216, got 0"},
          {"context_tokens = 4096", "context_tokens = 3000",
           "t.toml:26: load.context_tokens: expected at least prompt_tokens + answer_tokens, 3120, got 3000"},
          {"shared_prompt_tokens = 2900", "shared_prompt_tokens = 3001",
           "t.toml:24: load.shared_prompt_tokens: expected at most prompt_tokens 3000, got 3001"},
          {"max_ttft_ms = 2000", "max_ttft_s = 2",
           "t.toml:31: limits.max_ttft_s: unknown key; did you mean max_ttft_ms?"},
          {"max_ttft_ms = 2000", "",
           "t.toml:30: limits.max_ttft_ms: expected a number from 1 to 10000000, got nothing"},
      },
      [](const std::string& text) { return message_of(parse_task(text, "t.toml")); });
}

TEST(DataFiles, UnknownName_IsAnsweredWithTheNearest) {
  EXPECT_EQ(find_device("raspberry-pi-5")->name, "raspberry-pi-5");
  EXPECT_EQ(message_of(find_device("rasberry-pi-5")),
            "no device \"rasberry-pi-5\"; did you mean raspberry-pi-5?");
  EXPECT_THAT(
      message_of(find_device("toaster")),
      testing::StartsWith("no device \"toaster\", expected a .toml file or one of home-robot-16gb, "));
  EXPECT_EQ(message_of(find_task("home-comands")), "no task \"home-comands\"; did you mean home-commands?");
  EXPECT_THAT(message_of(find_task("my/own.toml")), testing::HasSubstr("my/own.toml"));
  EXPECT_THAT(message_of(data_files("/nowhere")),
              testing::StartsWith("/nowhere: expected a folder with .toml files"));
}

TEST(DataFiles, ThatAreMissing_AreNamed) {
  EXPECT_THAT(message_of(read_device("/nowhere/d.toml")), testing::HasSubstr("/nowhere/d.toml"));
  EXPECT_THAT(message_of(read_task("/nowhere/t.toml")), testing::HasSubstr("/nowhere/t.toml"));
}

}  // namespace
}  // namespace ondol::fit
