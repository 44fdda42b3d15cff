// Devices, tasks and models made up for tests of the planner, with round figures.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fit/built_in.h"
#include "fit/plan/verdict.h"

namespace ondol::fit::test {

inline Figure figure(double value) { return {value, FigureSource::estimated, "a test"}; }

/// Four equal cores of 100 Gop/s, 10 GB/s, 4 GB free.
inline DeviceProfile device() {
  DeviceProfile d;
  d.name = d.title = "board";
  d.cores.push_back({"core", 4, {"asimd", "asimddp"}, figure(2), figure(25), figure(100)});
  d.total_bytes = figure(8e9);
  d.available_bytes = figure(4e9);
  d.read = {{1, figure(5)}, {4, figure(10)}};
  d.storage_read_gb_s = figure(0.5);
  d.storage_free_bytes = figure(20e9);
  d.idle_watt = figure(2);
  d.load_watt = figure(6);
  d.sustained_fraction = figure(0.5);
  return d;
}

/// One need, MMLU 50; limits that a small model keeps.
inline TaskProfile task() {
  TaskProfile t;
  t.name = t.title = "task";
  t.languages = {"en"};
  t.needs = {{"knows things", "why", {{find_benchmark("MMLU"), 50}}}};
  t.prompt_tokens = 300;
  t.shared_prompt_tokens = 200;
  t.answer_tokens = 50;
  t.context_tokens = 512;
  t.requests_per_day = 100;
  t.max_ttft_ms = 20000;
  t.min_generate_tok_s = 3;
  t.max_energy_wh_per_day = 100;
  return t;
}

/// A llama of about `billions` of parameters with that score of MMLU.
inline CatalogueModel model(const std::string& name, double billions, double mmlu) {
  CatalogueModel m;
  m.name = m.title = name;
  m.parameters = static_cast<int64_t>(billions * 1e9);
  m.model_class = m.parameters <= kMaxSlmParameters ? ModelClass::slm : ModelClass::sllm;
  m.languages = {"en"};
  m.licence = "MIT";
  m.commercial = Commercial::yes;
  m.architecture = "llama";
  m.runs_on_ondol = true;
  ModelShape s;
  s.d_model = 2048;
  s.n_head = 16;
  s.n_kv_head = 4;
  s.d_head = 128;
  s.d_ff = 8192;
  s.n_vocab = 32000;
  s.n_ctx = 4096;
  s.tied = true;
  // A layer of this shape has 60.8 million parameters.
  s.n_layer = std::max<int64_t>(1, static_cast<int64_t>(billions * 1e9 / 60.8e6));
  s.n_attention_layer = s.n_layer;
  m.shape = s;
  if (mmlu > 0)
    m.scores.push_back({find_benchmark("MMLU"), mmlu, Variant::instruct, "5-shot", "https://a.b"});
  return m;
}

inline Planner planner(std::vector<CatalogueModel> models) {
  return {std::move(models), std::move(built_in_constants()).value()};
}

}  // namespace ondol::fit::test
