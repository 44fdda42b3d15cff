// Tokens a second of training steps on random tokens, for the shapes that docs/benchmarks.md compares with
// PyTorch: train_speed [1M|5M|15M] [f32|bf16] [threads] [reps]. Prints one JSON line.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "train/learner.h"
#include "train/random.h"

namespace {

using namespace ondol;
using namespace ondol::train;

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string size = argc > 1 ? argv[1] : "1M", precision = argc > 2 ? argv[2] : "f32";
  const int n_threads = argc > 3 ? std::atoi(argv[3]) : 2, reps = argc > 4 ? std::atoi(argv[4]) : 5;
  Recipe recipe;
  ModelRecipe& m = recipe.model;
  m.d_model = size == "1M" ? 128 : size == "5M" ? 256 : 288;
  m.n_layer = size == "1M" ? 4 : 6;
  m.n_head = m.n_kv_head = size == "1M" ? 4 : size == "5M" ? 8 : 6;
  m.d_head = m.d_model / m.n_head;
  m.d_ff = size == "1M" ? 352 : size == "5M" ? 704 : 768;
  m.n_ctx = 256;
  m.qk_norm = false;
  recipe.train.precision = precision == "bf16" ? Precision::bf16 : Precision::f32;
  if (const char* micro = std::getenv("MICRO")) recipe.train.micro_batch_tokens = std::atoi(micro);
  if (const char* muon = std::getenv("MUON"); muon != nullptr) recipe.train.optimizer = OptimizerKind::muon;
  const int64_t n_vocab = size == "15M" ? 32000 : 4096, n_seq = 32;
  ThreadPool pool(n_threads);
  const Kernels* kernels = select_kernels(nullptr, nullptr);
  auto made = Learner::create(recipe, ModelShape::of(m, n_vocab), *kernels, pool, {});
  if (!made.ok()) {
    std::fprintf(stderr, "%s\n", made.error().message.c_str());
    return 1;
  }
  Learner& learner = **made;
  learner.initialise(1);
  Batch batch{n_seq, m.n_ctx, {}, {}, std::vector<int32_t>(static_cast<size_t>(n_seq * m.n_ctx), 0)};
  Random random(1);
  for (int64_t i = 0; i < n_seq * m.n_ctx; ++i) {
    batch.tokens.push_back(static_cast<int32_t>(random.bits() % static_cast<uint64_t>(n_vocab)));
    batch.targets.push_back(static_cast<int32_t>(random.bits() % static_cast<uint64_t>(n_vocab)));
  }
  std::vector<double> rates;
  double loss = 0.0;
  for (int64_t step = 1; step <= reps + 1; ++step) {
    const double begin = seconds_now();
    const StepReport report = learner.step({&batch, nullptr, step, 1.0f, 0});
    const double elapsed = seconds_now() - begin;
    loss = report.loss.nll / static_cast<double>(report.loss.n_target);
    if (step > 1) rates.push_back(static_cast<double>(n_seq * m.n_ctx) / elapsed);
  }
  std::sort(rates.begin(), rates.end());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  // 6 a parameter that is multiplied, and attention's 12·n_layer·n_ctx·d_model, half of it under the causal
  // mask.
  const ParamLayout& layout = learner.layout();
  int64_t multiplied = n_vocab * m.d_model;
  for (const Param& p : layout.params()) multiplied += p.kind == ParamKind::matrix ? p.n() : 0;
  const double flops =
      6.0 * static_cast<double>(multiplied) + 6.0 * static_cast<double>(m.n_layer * m.n_ctx * m.d_model);
  const double median = rates[rates.size() / 2];
  std::printf(
      "{\"size\":\"%s\",\"precision\":\"%s\",\"threads\":%d,\"target\":\"%s\",\"n_params\":%lld,\"tok_s\":{"
      "\"median\":%.0f,"
      "\"min\":%.0f,\"max\":%.0f},\"gflops\":%.1f,\"peak_rss_mib\":%.0f,\"loss\":%.3f}\n",
      size.c_str(), precision.c_str(), n_threads, kernels->target, static_cast<long long>(layout.n_params()),
      median, rates.front(), rates.back(), median * flops / 1e9, static_cast<double>(usage.ru_maxrss) / 1024,
      loss);
}
