// The method tables' lookups; find_method in methods.cpp joins them.
#pragma once

#include "text/jinja/builtin.h"

namespace ondol::jinja {

const Builtin* find_string_method(std::string_view name);
const Builtin* find_string_predicate(std::string_view name);  ///< isalpha and its kin
bool is_lower_text(std::string_view s);                       ///< str.islower
bool is_upper_text(std::string_view s);

}  // namespace ondol::jinja
