#include "cli/chosen_device.h"

#include "cli/model_store.h"
#include "fit/built_in.h"
#include "fit/this_device.h"

namespace ondol::cli {

Result<fit::DeviceProfile> chosen_device(const std::string& given, bool calibrated) {
  if (given != "this") return fit::find_device(given);
  const auto store = ModelStore::of_user();
  if (!store.ok()) return fit::this_device("");
  return fit::this_device(store->device_profile(), calibrated ? store->calibration() : "");
}

}  // namespace ondol::cli
