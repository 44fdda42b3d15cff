// The local store of models: a folder of GGUF files, $ONDOL_HOME or ~/.local/share/ondol/models.
// A model's name is its file name without ".gguf". Knows nothing of what is inside the files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ondol/result.h"

namespace ondol::cli {

struct StoredModel {
  std::string name;
  std::string path;
  uint64_t size_bytes = 0;
};

class ModelStore {
 public:
  explicit ModelStore(std::string folder) : folder_(std::move(folder)) {}
  /// The user's store; it need not exist. Errors: not_found when there is neither ONDOL_HOME nor HOME.
  static Result<ModelStore> of_user();

  const std::string& folder() const { return folder_; }
  /// Where `ondol probe` keeps the profile of this device; it need not exist.
  std::string device_profile() const { return folder_ + "/device.toml"; }
  /// Where `ondol fit --verify` keeps what it learnt of this device; it need not exist.
  std::string calibration() const { return folder_ + "/calibration.toml"; }
  /// By name. A store that does not exist is empty.
  Result<std::vector<StoredModel>> list() const;
  Result<StoredModel> find(const std::string& name) const;
  /// Where a model of that name lies or would. Errors: invalid_argument (a name with a slash), io (the folder
  /// cannot be made).
  Result<std::string> place_for(const std::string& name) const;
  /// Removes the file. Errors: not_found, io, invalid_argument (a name with a slash).
  Status remove(const std::string& name) const;

 private:
  std::string folder_;
};

/// MODEL as users write it: a path if there is such a file, else a name in the store.
Result<std::string> resolve_model(const std::string& model);

}  // namespace ondol::cli
