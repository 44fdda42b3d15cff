// What the engine's own kernels reach here: products with each type of weights and attention, for several
// numbers of threads, on the same code paths as a forward pass (ops/linear.h, ops/attention.h). Knows nothing
// of files or of what the system says about itself.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "fit/device_profile.h"
#include "fit/probe/measure.h"
#include "kernels/kernels.h"

namespace ondol::fit {

struct RateOptions {
  std::vector<int> threads;   ///< ascending
  uint64_t buffer_bytes = 0;  ///< well beyond the caches
  uint64_t cached_bytes = 0;  ///< well inside of the last-level cache
  std::string folder;         ///< for a file of so many bytes
  std::vector<DType> types;   ///< of weights; those without a kernel are left out
};

class RateBench {
 public:
  /// Errors: over_budget when the system does not give the buffer.
  static Result<std::unique_ptr<RateBench>> create(const Kernels& kernels, RateOptions options);
  ~RateBench();

  /// To be measured in turns; they refer to this object.
  std::vector<Measurement> measurements();
  /// What was measured, into engine, attention, read and best_threads.
  void report(const std::vector<Measurement>& measured, DeviceProfile& device) const;

 private:
  struct State;
  explicit RateBench(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The fewest threads that decode about as fast as the fastest.
Figure best_threads(const std::vector<EngineRate>& rates);
/// Types of weights that the engine multiplies.
std::vector<DType> weight_types(const Kernels& kernels);
/// 1, 2, 4 … and all of them, and the number of big cores.
std::vector<int> thread_counts(int n_cpus, int n_big);
/// The clock in GHz, from additions that wait for each other; 0 on processors that this does not know.
double measured_clock_ghz(double seconds);

}  // namespace ondol::fit
