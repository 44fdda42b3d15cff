// The data itself: every file of catalogue/, devices/ and tasks/ loads, its numbers agree with each other,
// and the names that design and documents promise exist.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "fit/built_in.h"
#include "fit/catalogue.h"
#include "fit/data_folder.h"
#include "fit/device_profile.h"
#include "fit/task_profile.h"
#include "models/architecture.h"

namespace ondol::fit {
namespace {

const std::string kRoot = ONDOL_SOURCE_DIR;

std::vector<CatalogueModel> catalogue() {
  auto models = read_catalogue(kRoot + "/catalogue");
  EXPECT_TRUE(models.ok()) << models.error().message;
  return models.ok() ? *models : std::vector<CatalogueModel>();
}

std::vector<TaskProfile> tasks() {
  std::vector<TaskProfile> out;
  const auto files = data_files(kRoot + "/tasks");
  EXPECT_TRUE(files.ok());
  for (const std::string& path : files.ok() ? *files : std::vector<std::string>()) {
    auto task = read_task(path);
    EXPECT_TRUE(task.ok()) << task.error().message;
    if (task.ok()) out.push_back(*task);
  }
  return out;
}

TEST(Catalogue, Holds_FortyModelsAndTheNamedOnes) {
  std::set<std::string> names;
  for (const CatalogueModel& model : catalogue()) names.insert(model.name);
  EXPECT_GE(names.size(), 40U);
  for (const char* name : {"home",
                           "smollm2-135m",
                           "smollm2-360m",
                           "smollm2-1.7b",
                           "smollm3-3b",
                           "qwen2.5-0.5b",
                           "qwen2.5-7b",
                           "qwen3-0.6b",
                           "qwen3-1.7b",
                           "qwen3-4b",
                           "qwen3-8b",
                           "gemma-3-270m",
                           "gemma-3-1b",
                           "gemma-3-4b",
                           "llama-3.2-1b",
                           "llama-3.2-3b",
                           "llama-3.1-8b",
                           "phi-4-mini",
                           "exaone-3.5-2.4b",
                           "exaone-4.0-1.2b",
                           "kanana-1.5-2.1b",
                           "midm-2.0-mini",
                           "hyperclovax-seed-0.5b",
                           "granite-4.0-micro",
                           "lfm2-350m",
                           "hammer2.1-1.5b",
                           "xlam-2-1b",
                           "functionary-small-v3.2",
                           "stories260k",
                           "stories15m",
                           "stories110m",
                           "tinyllama-1.1b",
                           "olmo2-1b",
                           "olmo2-7b",
                           "danube3-4b",
                           "stablelm-2-1.6b"})
    EXPECT_TRUE(names.count(name)) << name;
}

TEST(Catalogue, ParameterCountOfEachShape_IsWithinOnePercentOfThePublished) {
  int n_shapes = 0;
  for (const CatalogueModel& model : catalogue()) {
    if (!model.shape) {
      EXPECT_FALSE(model.shape_source.empty()) << model.name;
      continue;
    }
    ++n_shapes;
    const auto counted = static_cast<double>(count_parameters(*model.shape));
    const auto published = static_cast<double>(model.parameters);
    EXPECT_LE(std::abs(counted - published), 0.01 * published)
        << model.name << ": " << counted << " counted, " << published << " published";
  }
  EXPECT_GE(n_shapes, 40);
}

TEST(Catalogue, WhatRunsOnOndol_IsWhatTheEngineHas) {
  for (const CatalogueModel& model : catalogue()) {
    const bool known = std::ranges::any_of(architectures(), [&](const Architecture& architecture) {
      return model.architecture == architecture.name;
    });
    EXPECT_EQ(model.runs_on_ondol, known) << model.name << ": " << model.architecture;
    if (known && model.shape) {
      EXPECT_EQ(model.shape->mixer, Mixer::attention) << model.name;
      EXPECT_EQ(model.shape->n_expert, 0) << model.name;
    }
  }
}

TEST(Catalogue, EveryScore_HasAnAddress) {
  int n_scores = 0;
  for (const CatalogueModel& model : catalogue()) {
    for (const Score& score : model.scores) {
      EXPECT_TRUE(is_address(score.source)) << model.name << " " << score.benchmark->name;
      ++n_scores;
    }
    EXPECT_FALSE(model.licence_source.empty()) << model.name;
  }
  EXPECT_GE(n_scores, 200);
}

TEST(Catalogue, TheHomeModel_IsThereAndSaysWhatARequestIs) {
  for (const CatalogueModel& model : catalogue()) {
    EXPECT_FALSE(model.placeholder) << model.name;
    EXPECT_EQ(model.request.has_value(), model.name == "home") << model.name;
    EXPECT_EQ(model.only_quant, model.name == "home" ? "Q8_0" : "") << model.name;
  }
}

TEST(BuiltIn, DataIsTheRepositorys) {
  size_t n = 0;
  for (const BuiltInFile& file : built_in_files()) {
    std::ifstream in(kRoot + "/" + std::string(file.path));
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(file.text, text) << file.path;
    ++n;
  }
  EXPECT_GE(n, 40u);
  EXPECT_EQ(built_in_catalogue()->size(), catalogue().size());
  EXPECT_TRUE(built_in_constants().ok());
}

TEST(Devices, OfTheDesign_AllLoad) {
  std::set<std::string> names;
  const auto files = data_files(kRoot + "/devices");
  ASSERT_TRUE(files.ok());
  for (const std::string& path : *files) {
    const auto device = read_device(path);
    ASSERT_TRUE(device.ok()) << device.error().message;
    EXPECT_EQ(device->read.back().threads <= core_count(*device), true) << path;
    names.insert(device->name);
  }
  for (const char* name :
       {"smart-speaker", "smart-speaker-1gb", "set-top-box", "set-top-box-4gb", "home-robot-8gb",
        "home-robot-16gb", "raspberry-pi-zero-2w", "raspberry-pi-3", "raspberry-pi-4", "raspberry-pi-5",
        "mini-pc-n100", "jetson-orin-nano-cpu", "laptop"})
    EXPECT_TRUE(names.count(name)) << name;
  EXPECT_FALSE(names.count("this")) << "the name means the machine itself";
}

TEST(Tasks, OfTheDesign_AllLoad) {
  std::set<std::string> names;
  for (const TaskProfile& task : tasks()) names.insert(task.name);
  for (const char* name : {"home-commands", "timers-and-lists", "faq", "summarise", "chat-ko",
                           "robot-planning", "complex-reasoning", "code"})
    EXPECT_TRUE(names.count(name)) << name;
}

TEST(Tasks, EveryNeed_IsMetByAModelThatRuns) {
  // A need that nothing in the catalogue meets would reject every model for lack of data, not of ability.
  const auto models = catalogue();
  for (const TaskProfile& task : tasks()) {
    for (const Need& need : task.needs) {
      const bool met = std::ranges::any_of(models, [&](const CatalogueModel& model) {
        return model.runs_on_ondol && model.shape &&
               std::ranges::any_of(model.scores, [&](const Score& score) {
                 return std::ranges::any_of(need.any, [&](const Requirement& requirement) {
                   return score.benchmark == requirement.benchmark && score.value >= requirement.at_least;
                 });
               });
      });
      EXPECT_TRUE(met) << task.name << ": " << need.ability;
    }
  }
}

TEST(Benchmarks, EachName_StandsOnce) {
  std::set<std::string> names;
  for (const Benchmark& benchmark : benchmarks())
    EXPECT_TRUE(names.insert(benchmark.name).second) << benchmark.name;
}

}  // namespace
}  // namespace ondol::fit
