#include "fit/energy/sampler.h"

#include <chrono>

namespace ondol::fit {

EnergySampler::EnergySampler(std::unique_ptr<EnergyMeter> meter) : meter_(std::move(meter)) {
  {
    const std::scoped_lock lock(mutex_);
    (void)read();
  }
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    const std::chrono::duration<double> interval(meter_->interval_s());
    while (!wake_.wait_for(lock, interval, [this] { return stop_; })) (void)read();
  });
}

EnergySampler::~EnergySampler() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

Result<double> EnergySampler::joules() {
  const std::scoped_lock lock(mutex_);
  return read();
}

Result<double> EnergySampler::read() {
  if (!failed_.ok()) return failed_.error();
  auto joules = meter_->joules();
  if (!joules.ok()) failed_ = joules.error();
  return joules;
}

}  // namespace ondol::fit
