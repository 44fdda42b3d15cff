// What pre-tokenizers and normalisers ask of Unicode: categories, white space, NFC. Version 15.0.
// Knows nothing of tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ondol::unicode {

/// General categories, in the order of unicode_data_generate.py.
enum Category : uint8_t {
  Cn,
  Lu,
  Ll,
  Lt,
  Lm,
  Lo,
  Mn,
  Mc,
  Me,
  Nd,
  Nl,
  No,
  Pc,
  Pd,
  Ps,
  Pe,
  Pi,
  Pf,
  Po,
  Sm,
  Sc,
  Sk,
  So,
  Zs,
  Zl,
  Zp,
  Cc,
  Cf,
  Cs,
  Co,
};

/// A set of categories, one bit each; bit 31 is the White_Space property, so that one word answers
/// every class of the published split patterns.
using ClassSet = uint32_t;

constexpr ClassSet bit(Category c) { return ClassSet{1} << c; }
constexpr ClassSet kWhiteSpace = ClassSet{1} << 31;
constexpr ClassSet kLetter = bit(Lu) | bit(Ll) | bit(Lt) | bit(Lm) | bit(Lo);
constexpr ClassSet kMark = bit(Mn) | bit(Mc) | bit(Me);
constexpr ClassSet kNumber = bit(Nd) | bit(Nl) | bit(No);
constexpr ClassSet kPunctuation = bit(Pc) | bit(Pd) | bit(Ps) | bit(Pe) | bit(Pi) | bit(Pf) | bit(Po);
constexpr ClassSet kSymbol = bit(Sm) | bit(Sc) | bit(Sk) | bit(So);

/// The category bit of cp, with kWhiteSpace added where it applies. Never 0; above U+10FFFF: Cn.
ClassSet classes_of(char32_t cp);

/// Canonical composition. Bytes that are not UTF-8 are kept as they are and never compose.
std::string nfc(std::string_view text);
/// True only if nfc(text) == text for sure; looks at few bytes of ASCII and of precomposed Hangul.
bool is_surely_nfc(std::string_view text);

}  // namespace ondol::unicode
