// How fast a device's cores and memory are for n threads: from the rates that `ondol probe` measured with the
// engine where the profile has them, otherwise from peaks and bandwidth times the shares of
// constants/speed.toml.
#pragma once

#include <vector>

#include "fit/device_profile.h"
#include "fit/plan/constants.h"
#include "kernels/kernels.h"

namespace ondol::fit {

class DeviceRates {
 public:
  /// Both must outlive it.
  DeviceRates(const DeviceProfile& device, const PlanConstants& constants)
      : device_(device), constants_(constants) {}

  /// Numbers of threads worth trying, ascending: all cores of the fastest kinds together, halves below.
  std::vector<int64_t> thread_counts() const;
  /// Bytes a second that n threads read from memory.
  double read_bytes_s(int64_t threads) const;
  /// Bytes of weights of one type a second, for one token.
  double decode_bytes_s(DType type, int64_t threads) const;
  /// The same for a model whose weights stay in the last-level cache; decode_bytes_s where nothing is known.
  double cached_bytes_s(DType type, int64_t threads) const;
  /// Operations a second (a multiplication and an addition are two), n_tok tokens at once.
  double prefill_ops_s(DType type, int64_t n_tok, int64_t threads) const;
  /// Seconds that a matrix of so many weights and rows (results) takes for one token of n_tok. Each result
  /// costs something besides its operations, which narrow rows feel: both follow from the rates of wide and
  /// of narrow rows, where the profile has these.
  double product_s(DType type, double weights, double results, int64_t n_tok, int64_t threads) const;
  double attention_bytes_s(KvType kv, int64_t threads) const;  ///< one token
  double attention_ops_s(KvType kv, int64_t threads) const;    ///< many tokens
  /// Floats a second through norms, gates and the like.
  double elements_s(int64_t threads) const;
  /// Whether figures of this number of threads come from the engine on this device.
  bool measured(int64_t threads) const;

 private:
  const EngineRate* row(DType type, int64_t threads) const;
  const AttentionRate* attention_row(KvType kv, int64_t threads) const;
  /// Rows are dealt out evenly, so the slowest of the n fastest cores sets the pace.
  const CoreKind& slowest_of(int64_t threads) const;
  const InstructionSet& shares_of(const CoreKind& core) const;

  const DeviceProfile& device_;
  const PlanConstants& constants_;
};

}  // namespace ondol::fit
