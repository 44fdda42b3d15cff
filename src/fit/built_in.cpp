#include "fit/built_in.h"

#include "base/try.h"
#include "fit/data_folder.h"

namespace ondol::fit {
namespace {

std::string text_of(std::string_view path) {
  for (const BuiltInFile& file : built_in_files())
    if (file.path == path) return std::string(file.text);
  return {};
}

template <class Profile>
Result<Profile> find(std::string_view folder, const std::string& what, std::string_view given,
                     Result<Profile> (*read)(const std::string&),
                     Result<Profile> (*parse)(const std::string&, const std::string&)) {
  if (is_data_path(given)) return read(std::string(given));
  const std::string path = std::string(folder) + "/" + std::string(given) + ".toml";
  if (const std::string text = text_of(path); !text.empty()) return parse(text, path);
  return unknown_data_name(built_in_names(folder), given, what);
}

}  // namespace

std::vector<std::string> built_in_names(std::string_view folder) {
  std::vector<std::string> names;
  for (const BuiltInFile& file : built_in_files())
    if (file.path.starts_with(folder) && file.path[folder.size()] == '/')
      names.push_back(data_name(std::string(file.path)));
  return names;
}

Result<std::vector<CatalogueModel>> built_in_catalogue() {
  std::vector<CatalogueModel> models;
  for (const std::string& name : built_in_names("catalogue")) {
    const std::string path = "catalogue/" + name + ".toml";
    ONDOL_ASSIGN(auto some, parse_catalogue_file(text_of(path), path));
    for (CatalogueModel& model : some) models.push_back(std::move(model));
  }
  return models;
}

Result<PlanConstants> built_in_constants() {
  return parse_constants(text_of("constants/speed.toml"), text_of("constants/energy.toml"),
                         text_of("constants/quants.toml"));
}

Result<DeviceProfile> find_device(std::string_view given) {
  return find<DeviceProfile>("devices", "device", given, read_device, parse_device);
}

Result<TaskProfile> find_task(std::string_view given) {
  return find<TaskProfile>("tasks", "task", given, read_task, parse_task);
}

}  // namespace ondol::fit
