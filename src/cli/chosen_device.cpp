#include "cli/chosen_device.h"

#include "cli/model_store.h"
#include "fit/built_in.h"
#include "fit/this_device.h"

namespace ondol::cli {

Result<fit::DeviceProfile> chosen_device(const std::string& given) {
  if (given != "this") return fit::find_device(given);
  const auto store = ModelStore::of_user();
  return fit::this_device(store.ok() ? store->device_profile() : "");
}

}  // namespace ondol::cli
