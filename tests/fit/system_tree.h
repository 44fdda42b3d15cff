// A recorded machine of tests/fit/sysfs, unpacked into a folder that a SystemRoot reads. The format is
// explained in tests/fit/sysfs/README.md.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/system_root.h"

namespace ondol::fit {

class SystemTree {
 public:
  explicit SystemTree(const std::string& name) {
    std::string pattern = (std::filesystem::temp_directory_path() / "ondol_tree_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::ifstream tree(std::string(ONDOL_SOURCE_DIR) + "/tests/fit/sysfs/" + name + ".tree");
    EXPECT_TRUE(tree.good()) << name;
    std::ofstream file;
    for (std::string line; std::getline(tree, line);) {
      const std::string mark = line.substr(0, 3), path = line.size() > 3 ? line.substr(3) : "";
      if (mark == "!! ") {
        file.close();
        std::filesystem::create_directories(folder_ + path);
      } else if (mark == "== " || mark == "=x ") {
        file.close();
        file.clear();
        std::filesystem::create_directories(std::filesystem::path(folder_ + path).parent_path());
        file.open(folder_ + path);
        if (mark == "=x ") std::filesystem::permissions(folder_ + path, std::filesystem::perms::owner_all);
      } else {
        file << line << "\n";
      }
    }
  }
  ~SystemTree() { std::filesystem::remove_all(folder_); }
  SystemTree(const SystemTree&) = delete;
  SystemTree& operator=(const SystemTree&) = delete;

  SystemRoot root() const { return SystemRoot(folder_); }
  void set(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories(std::filesystem::path(folder_ + path).parent_path());
    std::ofstream(folder_ + path) << text << "\n";
  }
  void remove(const std::string& path) const { std::filesystem::remove_all(folder_ + path); }

 private:
  std::string folder_;
};

}  // namespace ondol::fit
