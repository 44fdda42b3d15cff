// The benchmarks that models publish and tasks ask for, with the scale of each. A name outside of this table
// is an error in catalogue/ and tasks/, so that a score and a requirement meet under one name.
#pragma once

#include <span>
#include <string_view>

#include "base/toml_table.h"

namespace ondol::fit {

struct Benchmark {
  const char* name;
  double max;            ///< the best score there is: 100 for percent, 10 for a judge's mark
  const char* measures;  ///< in a few words, for a person who does not know it
};

std::span<const Benchmark> benchmarks();
const Benchmark* find_benchmark(std::string_view name);

/// The benchmark that table[key] names. Errors: bad_format, with the nearest known name.
Result<const Benchmark*> read_benchmark(const TomlTable& table, std::string_view key);

}  // namespace ondol::fit
