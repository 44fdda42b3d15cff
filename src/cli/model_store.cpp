// The local store of models; see model_store.h.
#include "cli/model_store.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/try.h"

namespace ondol::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* kSuffix = ".gguf";

const char* environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && name.find('/') == std::string::npos && name != "." && name != "..";
}

}  // namespace

Result<ModelStore> ModelStore::of_user() {
  if (const char* folder = environment("ONDOL_HOME")) return ModelStore(folder);
  if (const char* data = environment("XDG_DATA_HOME")) return ModelStore(std::string(data) + "/ondol/models");
  if (const char* home = environment("HOME"))
    return ModelStore(std::string(home) + "/.local/share/ondol/models");
  return Error{ErrorCode::not_found, "no model store: set ONDOL_HOME or HOME to a folder"};
}

Result<std::vector<StoredModel>> ModelStore::list() const {
  std::vector<StoredModel> models;
  std::error_code error;
  fs::directory_iterator files(folder_, error);
  if (error == std::errc::no_such_file_or_directory) return models;
  for (; !error && files != fs::directory_iterator(); files.increment(error)) {
    const fs::path& path = files->path();
    std::error_code ignored;
    if (path.extension() != kSuffix || !files->is_regular_file(ignored)) continue;
    models.push_back({path.stem().string(), path.string(), files->file_size(ignored)});
  }
  if (error) return Error{ErrorCode::io, folder_ + ": " + error.message()};
  std::sort(models.begin(), models.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return models;
}

Result<StoredModel> ModelStore::find(const std::string& name) const {
  if (!is_plain_name(name))
    return Error{ErrorCode::invalid_argument, "\"" + name + "\" is not a name in the store"};
  const std::string path = folder_ + "/" + name + kSuffix;
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    return Error{ErrorCode::not_found, "no model \"" + name + "\" in the store " + folder_};
  return StoredModel{name, path, fs::file_size(path, error)};
}

Result<std::string> ModelStore::place_for(const std::string& name) const {
  if (!is_plain_name(name))
    return Error{ErrorCode::invalid_argument, "\"" + name + "\" is not a name in the store"};
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return Error{ErrorCode::io, folder_ + ": " + error.message()};
  return folder_ + "/" + name + kSuffix;
}

Status ModelStore::remove(const std::string& name) const {
  ONDOL_ASSIGN(const StoredModel model, find(name));
  std::error_code error;
  if (!fs::remove(model.path, error))
    return Error{ErrorCode::io, model.path + ": " + (error ? error.message() : "is gone already")};
  return {};
}

Result<std::string> resolve_model(const std::string& model) {
  std::error_code error;
  if (fs::exists(model, error)) return model;
  // What looks like a path is reported as one: "no model in the store" would send people the wrong way.
  if (!is_plain_name(model) || model.ends_with(kSuffix))
    return Error{ErrorCode::not_found, model + ": no such file"};
  ONDOL_ASSIGN(const ModelStore store, ModelStore::of_user());
  auto found = store.find(model);
  if (found.ok()) return found->path;
  return Error{ErrorCode::not_found, model + ": neither a file nor a model in the store " + store.folder() +
                                         " (ondol list shows what is there)"};
}

}  // namespace ondol::cli
