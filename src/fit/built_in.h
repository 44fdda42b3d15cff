// The catalogue, devices, tasks and constants as they lie in the program, by name. A path is read from disk
// instead.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "fit/catalogue.h"
#include "fit/device_profile.h"
#include "fit/plan/constants.h"
#include "fit/task_profile.h"

namespace ondol::fit {

struct BuiltInFile {
  std::string_view path;  ///< "devices/laptop.toml"
  std::string_view text;
};

/// Sorted by folder, then name.
std::span<const BuiltInFile> built_in_files();
/// Names of one folder: "laptop" …
std::vector<std::string> built_in_names(std::string_view folder);

Result<std::vector<CatalogueModel>> built_in_catalogue();
Result<PlanConstants> built_in_constants();

/// `given` is a name, or a path where it has a slash or ends in .toml. Errors: not_found with the nearest
/// name; what the readers give.
Result<DeviceProfile> find_device(std::string_view given);
Result<TaskProfile> find_task(std::string_view given);

}  // namespace ondol::fit
