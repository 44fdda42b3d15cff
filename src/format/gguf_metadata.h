// Metadata values of a GGUF file, read at a cursor. Used by the reader. Knows nothing of what keys mean.
#pragma once

#include <string>

#include "format/byte_cursor.h"
#include "format/gguf.h"

namespace ondol {

class GgufValueParser {
 public:
  /// The value at the cursor, of out.type; key is how errors call it. Arrays keep pointing into the cursor's
  /// bytes.
  Status parse(ByteCursor& in, const std::string& key, GgufValue& out);

 private:
  Result<GgufArray> parse_array(ByteCursor& in, const std::string& key);
  Status parse_strings(ByteCursor& in, const std::string& key, GgufArray& array);

  uint64_t n_strings_ = 0;  // of all arrays so far
};

}  // namespace ondol
