// A meter read in the background, so that counters do not wrap unseen and changing power is added up, however
// long the measured work takes.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "fit/energy/meter.h"

namespace ondol::fit {

class EnergySampler {
 public:
  explicit EnergySampler(std::unique_ptr<EnergyMeter> meter);
  ~EnergySampler();
  EnergySampler(const EnergySampler&) = delete;
  EnergySampler& operator=(const EnergySampler&) = delete;

  /// Joules since the sampler was made, read now. After an error all later calls give that error: the sum
  /// would have a hole.
  Result<double> joules();

 private:
  Result<double> read();  // mutex_ held

  std::unique_ptr<EnergyMeter> meter_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  Status failed_;
  std::thread thread_;
};

}  // namespace ondol::fit
