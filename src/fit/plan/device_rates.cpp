#include "fit/plan/device_rates.h"

#include <algorithm>

#include "ops/linear.h"

namespace ondol::fit {
namespace {

constexpr double kGiga = 1e9;
/// Short prompts are multiplied in two terms, twice the work (docs/decisions/0009).
constexpr double kShortTerms = 2;

DType cache_type(KvType kv) { return kv == KvType::q8_0 ? DType::q8_0 : DType::f16; }

}  // namespace

std::vector<int64_t> DeviceRates::thread_counts() const {
  std::vector<int64_t> counts;
  if (!device_.engine.empty()) {
    for (const EngineRate& rate : device_.engine) counts.push_back(rate.threads);
  } else {
    counts.push_back(1);
    int64_t sum = 0;
    for (const CoreKind& core : device_.cores) {
      if (core.count > 3) counts.push_back(sum + core.count / 2);
      counts.push_back(sum += core.count);
    }
  }
  std::ranges::sort(counts);
  counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
  return counts;
}

double DeviceRates::read_bytes_s(int64_t threads) const {
  const ReadBandwidth* below = &device_.read.front();
  for (const ReadBandwidth& row : device_.read) {
    if (row.threads == threads) return row.gb_s.value * kGiga;
    if (row.threads > threads) {
      const double part =
          static_cast<double>(threads - below->threads) / static_cast<double>(row.threads - below->threads);
      return (below->gb_s.value + part * (row.gb_s.value - below->gb_s.value)) * kGiga;
    }
    below = &row;
  }
  return below->gb_s.value * kGiga;
}

const EngineRate* DeviceRates::row(DType type, int64_t threads) const {
  for (const EngineRate& rate : device_.engine)
    if (rate.type == type && rate.threads == threads) return &rate;
  return nullptr;
}

const AttentionRate* DeviceRates::attention_row(KvType kv, int64_t threads) const {
  for (const AttentionRate& rate : device_.attention)
    if (rate.cache == cache_type(kv) && rate.threads == threads) return &rate;
  return nullptr;
}

const CoreKind& DeviceRates::slowest_of(int64_t threads) const {
  for (const CoreKind& core : device_.cores) {
    if (threads <= core.count) return core;
    threads -= core.count;
  }
  return device_.cores.back();
}

const InstructionSet& DeviceRates::shares_of(const CoreKind& core) const {
  for (const InstructionSet& set : constants_.instruction_sets)
    if (std::ranges::find(core.isa, set.isa) != core.isa.end()) return set;
  return constants_.instruction_sets.back();
}

double DeviceRates::decode_bytes_s(DType type, int64_t threads) const {
  if (const EngineRate* rate = row(type, threads)) return rate->decode_gb_s.value * kGiga;
  const CoreKind& core = slowest_of(threads);
  const double share = core.decode_share.value_or(shares_of(core).decode_share).value;
  const double ops_s = static_cast<double>(threads) * core.int8_gop_s.value * kGiga * share;
  const double bytes_an_op = traits(type).bits_per_elem() / 8 / 2;
  return std::min(read_bytes_s(threads) * constants_.bandwidth_share.value, ops_s * bytes_an_op);
}

double DeviceRates::cached_bytes_s(DType type, int64_t threads) const {
  const EngineRate* rate = row(type, threads);
  return rate != nullptr && rate->cached_gb_s ? rate->cached_gb_s->value * kGiga
                                              : decode_bytes_s(type, threads);
}

double DeviceRates::prefill_ops_s(DType type, int64_t n_tok, int64_t threads) const {
  const bool is_short = n_tok <= kResidualMaxTok;
  if (const EngineRate* rate = row(type, threads)) {
    if (is_short && rate->short_gop_s) return rate->short_gop_s->value * kGiga;
    return rate->prefill_gop_s.value * kGiga;
  }
  const CoreKind& core = slowest_of(threads);
  const double share = core.prefill_share.value_or(shares_of(core).prefill_share).value;
  return static_cast<double>(threads) * core.int8_gop_s.value * kGiga * share / (is_short ? kShortTerms : 1);
}

double DeviceRates::product_s(DType type, double weights, double results, int64_t n_tok,
                              int64_t threads) const {
  double op_s = 1 / prefill_ops_s(type, n_tok, threads), result_s = 0;
  const EngineRate* rate = row(type, threads);
  if (rate != nullptr && rate->narrow_gop_s && n_tok > kResidualMaxTok) {
    const double wide_s = 2 * kWideRow * op_s;
    const double narrow_s = 2 * kNarrowRow / (rate->narrow_gop_s->value * kGiga);
    const double slope_s = (wide_s - narrow_s) / (2 * (kWideRow - kNarrowRow));
    if (slope_s > 0 && narrow_s > slope_s * 2 * kNarrowRow) {
      op_s = slope_s;
      result_s = narrow_s - slope_s * 2 * kNarrowRow;
    }
  }
  return 2 * weights * op_s + results * result_s;
}

double DeviceRates::attention_bytes_s(KvType kv, int64_t threads) const {
  if (const AttentionRate* rate = attention_row(kv, threads)) return rate->decode_gb_s.value * kGiga;
  return read_bytes_s(threads) * constants_.bandwidth_share.value;
}

double DeviceRates::attention_ops_s(KvType kv, int64_t threads) const {
  if (const AttentionRate* rate = attention_row(kv, threads)) return rate->prefill_gop_s.value * kGiga;
  const CoreKind& core = slowest_of(threads);
  return static_cast<double>(threads) * core.f32_gflop_s.value * kGiga *
         shares_of(core).attention_share.value;
}

double DeviceRates::elements_s(int64_t threads) const {
  return static_cast<double>(threads) * slowest_of(threads).clock_ghz.value * kGiga /
         std::max(constants_.cycles_an_element.value, 1e-3);
}

bool DeviceRates::measured(int64_t threads) const {
  return std::ranges::any_of(device_.engine, [&](const EngineRate& rate) {
    return rate.threads == threads && rate.decode_gb_s.source == FigureSource::measured;
  });
}

}  // namespace ondol::fit
