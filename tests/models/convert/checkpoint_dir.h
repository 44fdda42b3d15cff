// A temporary copy of one of the golden checkpoints, to be spoilt.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ondol::testing {

class TempDir {
 public:
  TempDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "ondol_convert_XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string str() const { return path_.string(); }
  /// Names of what is in it, except the sub-directory of the checkpoint.
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      if (entry.is_regular_file()) names.push_back(entry.path().filename().string());
    }
    return names;
  }

 private:
  std::filesystem::path path_;
};

inline std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_text(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

inline std::string golden_checkpoint(const std::string& name) {
  return std::string(ONDOL_GOLDEN_DIR) + "/models/" + name;
}

class CheckpointDir {
 public:
  explicit CheckpointDir(const std::string& golden) : path_(dir_ / "checkpoint") {
    std::filesystem::copy(golden_checkpoint(golden), path_, std::filesystem::copy_options::recursive);
    std::filesystem::remove(path_ + "/golden.safetensors");
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  }

  const std::string& path() const { return path_; }
  std::string out() const { return dir_ / "out.gguf"; }
  const TempDir& dir() const { return dir_; }

  void set_config(const std::string& key, const nlohmann::json& value) { edit("config.json", key, value); }
  void edit(const std::string& file, const std::string& key, const nlohmann::json& value) {
    auto json = nlohmann::json::parse(read_text(path_ + "/" + file));
    json[key] = value;
    replace(file, json.dump());
  }
  void drop_config(const std::string& key) {
    auto json = nlohmann::json::parse(read_text(path_ + "/config.json"));
    json.erase(key);
    replace("config.json", json.dump());
  }
  void replace(const std::string& file, const std::string& content) {
    remove(file);
    write_text(path_ + "/" + file, content);
  }
  void remove(const std::string& file) { std::filesystem::remove(path_ + "/" + file); }

  /// Rewrites the header of model.safetensors; the data stays.
  template <class Edit>
  void edit_weights(Edit edit_header) {
    const std::string bytes = read_text(path_ + "/model.safetensors");
    uint64_t n = 0;
    std::memcpy(&n, bytes.data(), 8);
    auto header = nlohmann::json::parse(bytes.substr(8, n));
    std::string data = bytes.substr(8 + n);
    edit_header(header, data);
    const std::string text = header.dump();
    n = text.size();
    std::string out(8, '\0');
    std::memcpy(out.data(), &n, 8);
    replace("model.safetensors", out + text + data);
  }

 private:
  TempDir dir_;
  std::string path_;
};

}  // namespace ondol::testing
