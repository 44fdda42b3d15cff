// One sentence template in the language of Home Assistant's intent files (github.com/home-assistant/hassil):
// text, [optional], (one|of|these), (any;order), <rule>, {list}, {list:slot}. Only its form; what rules and
// lists hold is not known here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol::home {

struct TemplateNode {
  enum class Type : uint8_t {
    text,
    sequence,
    alternatives,
    permutation,  ///< all parts, in any order, with spaces between
    optional,     ///< one of the parts, or nothing
    list,
    rule,
  };
  Type type = Type::sequence;
  std::string text;  ///< the literal text, or the name of the list or rule
  std::string slot;  ///< of a list: what its value is called; its name where nothing else is said
  std::vector<TemplateNode> parts;
};

/// White space is kept as it stands. Errors: bad_format, with the byte at which it was noticed.
Result<TemplateNode> parse_template(std::string_view text);

}  // namespace ondol::home
