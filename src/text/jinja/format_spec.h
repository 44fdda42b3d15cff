// Formatting one value by a width/precision description; shared by "%…" and "{:…}". Internal to format*.cpp.
#pragma once

#include <string>

#include "text/jinja/ops.h"

namespace ondol::jinja {

struct FormatSpec {
  std::string fill = " ";  ///< one character
  char align = '\0';       ///< < > ^ = or none
  char sign = '-';         ///< + - space
  bool alternate = false;  ///< #
  char grouping = '\0';    ///< , or _
  int64_t width = 0;
  int64_t precision = -1;
  char type = '\0';
};

/// Digits of a finite or infinite double without sign; type one of eEfFgG% or none ('r': repr).
bool real_digits(Runtime& rt, double d, const FormatSpec& spec, std::string& out);
/// Digits of an integer's magnitude in base 2, 8, 10 or 16 by type b o d x X.
std::string int_digits(int64_t i, char type);
/// sign + digits, grouped, padded.
bool append_number(Runtime& rt, Text& out, bool negative, std::string_view prefix, std::string digits,
                   const FormatSpec& spec);
bool append_padded(Text& out, std::string_view text, const FormatSpec& spec, char default_align);

}  // namespace ondol::jinja
