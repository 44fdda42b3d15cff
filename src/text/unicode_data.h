// The tables that unicode_data_generate.py writes; only unicode.cpp and unicode_nfc.cpp read them.
// Knows nothing of text or tokens.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ondol::unicode_data {

extern const uint32_t category_runs[];  ///< first code point << 8 | UnicodeCategory, ascending, from U+0000
extern const size_t category_runs_size;
extern const uint32_t combining_runs[];  ///< first code point << 8 | canonical combining class
extern const size_t combining_runs_size;
/// Triples by code point: composed, first, second (0: none); the top bit of second: NFC composes the pair.
extern const uint32_t decompositions[];
extern const size_t decompositions_size;

}  // namespace ondol::unicode_data
