#include "fit/probe/rates.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/try.h"
#include "fit/probe/kernel_bench.h"

namespace ondol::fit {
namespace {

enum class Kind { read, decode, cached, prefill, narrow, short_prefill, attend, attend_prompt };

struct Key {
  Kind kind;
  DType type;
  int threads;
};

std::string label(const Key& key) {
  constexpr const char* kNames[] = {"reading memory", "decode",           "decode, in the cache",
                                    "prompt",         "prompt, narrow",   "short prompt",
                                    "attention",      "attention, prompt"};
  const std::string threads =
      ", " + std::to_string(key.threads) + (key.threads == 1 ? " thread" : " threads");
  const std::string what = kNames[static_cast<size_t>(key.kind)];
  return key.kind == Kind::read ? what + threads : std::string(traits(key.type).name) + " " + what + threads;
}

KvType cache_type(DType type) { return type == DType::f16 ? KvType::f16 : KvType::q8_0; }

double measure(KernelBench& bench, const Key& key, uint64_t cached_bytes, double seconds) {
  constexpr double kGiga = 1e9;
  const double row_gb = static_cast<double>(row_bytes(key.type, kCols)) / kGiga;
  const double row_gop = 2.0 * kCols / kGiga;  // for each token
  const uint64_t all = bench.buffer_bytes();
  switch (key.kind) {
    case Kind::read:
      return bench.read_bytes_s(key.threads, seconds) / kGiga;
    case Kind::decode:
      return row_gb * bench.rows_s(key.type, key.threads, {1, kCols, all}, seconds);
    case Kind::cached:
      return row_gb * bench.rows_s(key.type, key.threads, {1, kCols, cached_bytes}, seconds);
    case Kind::prefill:
      return row_gop * kLongPrompt * bench.rows_s(key.type, key.threads, {kLongPrompt, kCols, all}, seconds);
    case Kind::narrow:
      return 2.0 * kNarrowCols / kGiga * kLongPrompt *
             bench.rows_s(key.type, key.threads, {kLongPrompt, kNarrowCols, all}, seconds);
    case Kind::short_prefill:
      return row_gop * kShortPrompt *
             bench.rows_s(key.type, key.threads, {kShortPrompt, kCols, all}, seconds);
    case Kind::attend: {
      const double head_gb =
          2.0 * kCachedTokens * static_cast<double>(kv_row_bytes(cache_type(key.type), kHeadDim));
      return head_gb / kGiga * bench.heads_s(cache_type(key.type), key.threads, 1, seconds);
    }
    case Kind::attend_prompt: {
      // Token t of the chunk sees one position more than token t - 1, the last one all; q·k and p·v are a
      // multiplication and an addition each.
      const double pairs = kPromptChunk * (kCachedTokens - (kPromptChunk - 1) / 2.0);
      return pairs * kGroup * kHeadDim * 4 / kGiga *
             bench.heads_s(cache_type(key.type), key.threads, kPromptChunk, seconds);
    }
  }
  return 0;
}

void set_figure(const Key& key, Figure figure, DeviceProfile& device) {
  switch (key.kind) {
    case Kind::read:
      device.read.push_back({key.threads, std::move(figure)});
      break;
    case Kind::decode:
      device.engine.push_back({key.type, key.threads, std::move(figure), {}, {}, {}, {}});
      break;
    case Kind::cached:
      device.engine.back().cached_gb_s = std::move(figure);
      break;
    case Kind::prefill:
      device.engine.back().prefill_gop_s = std::move(figure);
      break;
    case Kind::narrow:
      device.engine.back().narrow_gop_s = std::move(figure);
      break;
    case Kind::short_prefill:
      device.engine.back().short_gop_s = std::move(figure);
      break;
    case Kind::attend:
      device.attention.push_back({key.type, key.threads, std::move(figure), {}});
      break;
    case Kind::attend_prompt:
      device.attention.back().prefill_gop_s = std::move(figure);
      break;
  }
}

}  // namespace

struct RateBench::State {
  const Kernels& kernels;
  RateOptions options;
  std::unique_ptr<KernelBench> bench = {};
  std::vector<Key> keys = {};  ///< of the measurements, in their order

  void add(std::vector<Measurement>& out, std::initializer_list<Kind> kinds, DType type) {
    for (const int threads : options.threads)
      for (const Kind kind : kinds) {
        if (kind == Kind::cached && options.cached_bytes == 0) continue;
        const Key key{kind, type, threads};
        keys.push_back(key);
        out.push_back(
            {label(key), [this, key](double s) { return measure(*bench, key, options.cached_bytes, s); }});
      }
  }
};

RateBench::RateBench(std::unique_ptr<State> state) : state_(std::move(state)) {}
RateBench::~RateBench() = default;

Result<std::unique_ptr<RateBench>> RateBench::create(const Kernels& kernels, RateOptions options) {
  std::unique_ptr<State> state(new State{.kernels = kernels, .options = std::move(options)});
  const RateOptions& o = state->options;
  ONDOL_ASSIGN(state->bench, KernelBench::create(kernels, o.threads, o.buffer_bytes, o.folder, o.types));
  return std::unique_ptr<RateBench>(new RateBench(std::move(state)));
}

std::vector<Measurement> RateBench::measurements() {
  State& s = *state_;
  s.keys.clear();
  std::vector<Measurement> out;
  s.add(out, {Kind::read}, DType::f32);
  for (const DType type : s.options.types)
    s.add(out, {Kind::decode, Kind::cached, Kind::prefill, Kind::narrow, Kind::short_prefill}, type);
  for (const DType type : {DType::f16, DType::q8_0}) s.add(out, {Kind::attend, Kind::attend_prompt}, type);
  return out;
}

void RateBench::report(const std::vector<Measurement>& measured, DeviceProfile& device) const {
  auto key = state_->keys.begin();
  for (const Measurement& measurement : measured)
    set_figure(*key++, measured_figure(measurement.values, "ondol probe"), device);
  device.kernel_target = state_->kernels.target;
  device.best_threads = best_threads(device.engine);
}

Figure best_threads(const std::vector<EngineRate>& rates) {
  std::map<int64_t, double> sums;  // over all types: each has all numbers of threads
  for (const EngineRate& rate : rates) sums[rate.threads] += rate.decode_gb_s.value;
  double most = 0;
  for (const auto& [threads, sum] : sums) most = std::max(most, sum);
  for (const auto& [threads, sum] : sums)
    if (sum >= 0.97 * most)
      return {static_cast<double>(threads), FigureSource::measured,
              "the fewest threads that decode within 3 % of the fastest, over all types", 0};
  return {1, FigureSource::estimated, "nothing was measured", 0};
}

std::vector<DType> weight_types(const Kernels& kernels) {
  std::vector<DType> out;
  for (uint32_t id = 0; id < 64; ++id)
    if (const DTypeTraits* type = find_dtype(id); type != nullptr && kernels.matmul(type->dtype) != nullptr)
      out.push_back(type->dtype);
  return out;
}

std::vector<int> thread_counts(int n_cpus, int n_big) {
  std::set<int> counts{n_cpus};
  for (int n = 1; n < n_cpus; n *= 2) counts.insert(n);
  if (n_big > 0 && n_big < n_cpus) counts.insert(n_big);
  return {counts.begin(), counts.end()};
}

}  // namespace ondol::fit
