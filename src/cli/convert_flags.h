// What convert and quantize share: the type and thread options, the progress line, the report.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/commands.h"
#include "cli/options.h"
#include "models/convert/convert.h"

namespace ondol::cli {

struct ConvertFlags {
  std::string type;
  std::optional<int64_t> n_threads;
  bool json = false;
  /// As given, else the CPUs this process may use.
  int threads() const;
};

void add_convert_flags(CLI::App& app, ConvertFlags& flags, Need type_need, const char* type_help);

/// Runs work with a progress line; Ctrl-C stops it, and nothing is left under the output's name. Prints the
/// report; returns the exit status.
using ConvertWork = std::function<Result<ConvertReport>(const ConvertProgressFn& progress)>;
int write_model(const ConvertFlags& flags, const std::string& path, const char* label,
                const ConvertWork& work, Output& out);

}  // namespace ondol::cli
