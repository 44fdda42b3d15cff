#include "fit/data_folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/nearest.h"
#include "base/try.h"

namespace ondol::fit {

namespace fs = std::filesystem;

Result<std::vector<std::string>> data_files(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> out;
  for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
    if (file->path().extension() == ".toml") out.push_back(file->path().string());
  }
  if (error || out.empty())
    return Error{ErrorCode::not_found, folder + ": expected a folder with .toml files" +
                                           (error ? ": " + error.message() : ", found none")};
  std::ranges::sort(out);
  return out;
}

std::string data_name(const std::string& path) { return fs::path(path).stem().string(); }

bool is_data_path(std::string_view given) {
  return given.find('/') != std::string_view::npos || given.ends_with(".toml");
}

Error unknown_data_name(const std::vector<std::string>& names, std::string_view given,
                        const std::string& what) {
  Nearest nearest;
  std::string list;
  for (const std::string& name : names) {
    nearest.offer(given, name, name);
    list += (list.empty() ? "" : ", ") + name;
  }
  return {ErrorCode::not_found,
          "no " + what + " \"" + on_one_line(given) + "\"" +
              (nearest.steps <= misspelling_steps(given) ? "; did you mean " + nearest.name + "?"
                                                         : ", expected a .toml file or one of " + list)};
}

}  // namespace ondol::fit
