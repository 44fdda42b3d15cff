// What is looked at in a model file's beginning before the rest of it is fetched: whether it is GGUF, whether
// this engine runs it, whether the device has the memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "fit/device_profile.h"
#include "fit/plan/constants.h"
#include "format/gguf.h"
#include "ondol/types.h"

namespace ondol::cli {

class PullCheck {
 public:
  /// force: a model that the engine does not run, or that does not fit, is fetched all the same.
  PullCheck(fit::DeviceProfile device, fit::PlanConstants constants, bool force)
      : device_(std::move(device)), constants_(std::move(constants)), force_(force) {}

  /// bytes of total lie in the file at path. False: the header is longer than that. Errors: bad_format,
  /// unsupported, over_budget; name is used in them.
  Result<bool> look(const std::string& path, uint64_t bytes, uint64_t total, const std::string& name);

  /// What was computed; nullopt where --force went on without it.
  const std::optional<MemoryPlan>& plan() const { return plan_; }
  const fit::DeviceProfile& device() const { return device_; }

 private:
  Status judge(const GgufFile& file);

  fit::DeviceProfile device_;
  fit::PlanConstants constants_;
  bool force_;
  std::optional<MemoryPlan> plan_;
};

}  // namespace ondol::cli
