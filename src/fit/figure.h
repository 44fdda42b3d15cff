// A number with where it comes from. No figure of a device goes without.
#pragma once

#include <string>
#include <string_view>

#include "base/toml_table.h"

namespace ondol::fit {

enum class FigureSource {
  measured,   ///< on this very device, by `ondol probe` or by the person who wrote the file
  published,  ///< by somebody else, at the address in `from`
  estimated,  ///< reasoned, as `from` says
};

const char* source_name(FigureSource source);

struct Figure {
  double value = 0;
  FigureSource source = FigureSource::estimated;
  std::string from;   ///< an address (published), the command (measured) or the reasoning (estimated)
  double spread = 0;  ///< of repeated measurements, (largest - smallest) / median; 0 = not known

  friend bool operator==(const Figure&, const Figure&) = default;
};

/// table[key] = { value, source, from }, measured ones also spread, the value within the bounds. Errors:
/// bad_format.
Result<Figure> read_figure(const TomlTable& table, std::string_view key, double min, double max);

/// True for http:// and https:// addresses with a host, and for repo:PATH, a file of this repository.
bool is_address(std::string_view text);

}  // namespace ondol::fit
