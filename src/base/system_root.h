// The files in which Linux describes a machine (/proc, /sys), below a folder that tests replace. Text in,
// text out; knows nothing of what the files mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ondol/result.h"

namespace ondol {

class SystemRoot {
 public:
  /// prefix "" is this machine; otherwise a folder that holds a recorded one.
  explicit SystemRoot(std::string prefix = "") : prefix_(std::move(prefix)) {}
  /// The folder that ONDOL_SYSTEM_ROOT names, else this machine.
  static SystemRoot of_environment();

  /// True for this machine: then what the process itself may use (its CPUs) counts too.
  bool is_this_machine() const { return prefix_.empty(); }
  const std::string& prefix() const { return prefix_; }
  std::string real_path(const std::string& path) const { return prefix_ + path; }

  /// Without trailing blanks, line ends and zeros. Errors: not_found; io when it is there and cannot be read.
  Result<std::string> text(const std::string& path) const;
  std::string text_or(const std::string& path, const std::string& otherwise = "") const;
  /// A file that holds one decimal integer; nothing where it is missing or anything else.
  std::optional<int64_t> integer(const std::string& path) const;
  bool has(const std::string& path) const;
  /// Names in a folder, numbers inside of them in order (cpu2 before cpu10); empty where there is none.
  std::vector<std::string> names(const std::string& folder) const;

 private:
  std::string prefix_;
};

/// The value behind "KEY", a colon and blanks in a file of such lines ("MemTotal:  16 kB"), or "".
std::string field(const std::string& text, const std::string& key);
std::vector<std::string> lines_of(const std::string& text);
/// "0-3,8" as 0 1 2 3 8. Empty where the text is no list of CPUs.
std::vector<int> cpu_list(const std::string& text);

}  // namespace ondol
