// The split patterns by name, each with the published regular expression it follows.
// Knows nothing of vocabularies.
#pragma once

#include "text/pretokenizer.h"

namespace ondol::patterns {

/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
Match gpt2(std::string_view text, size_t pos);

/// The family of OpenAI's cl100k, which differ in a few places:
/// (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|DIGITS|
/// ?[^\s\p{L}\p{N}]+TAIL|\s*[\r\n]+|\s+(?!\S)|\s+
Match llama3(std::string_view text, size_t pos);  ///< DIGITS \p{N}{1,3}, TAIL [\r\n]*
Match qwen2(std::string_view text, size_t pos);   ///< DIGITS \p{N}, TAIL [\r\n]*
Match qwen35(std::string_view text,
             size_t pos);  ///< qwen2 with [\p{L}\p{M}] for \p{L} inside words and in "other"
Match minicpm5(std::string_view text, size_t pos);    ///< DIGITS \p{N}+, TAIL [\r\n]*
Match ufakzeka(std::string_view text, size_t pos);    ///< qwen2 without contractions
Match seed_coder(std::string_view text, size_t pos);  ///< qwen2 without TAIL
/// DIGITS \p{N}, TAIL [\r\n/]?, words [^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+
Match exaone_moe(std::string_view text, size_t pos);

/// The family of OpenAI's o200k, words split where lower case is followed by upper case:
/// P?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+S|P?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*S
/// |DIGITS| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+ with P = [^\r\n\p{L}\p{N}]
Match gpt4o(std::string_view text, size_t pos);   ///< S (?i:'s|'t|'re|'ve|'m|'ll|'d)?, DIGITS \p{N}{1,3}
Match tekken(std::string_view text, size_t pos);  ///< no S, DIGITS \p{N}

/// [!-/:-@\[-`{-~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|
/// ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
Match deepseek_v3(std::string_view text, size_t pos);

Match deepseek_letters(std::string_view text, size_t pos);      ///< \s?[A-Za-zµÀ-ÖØ-öø-ƺ…]+
Match deepseek_punctuation(std::string_view text, size_t pos);  ///< \s?[!-/:-~！-／：-～‘-‟　-。]+
Match deepseek_cjk(std::string_view text, size_t pos);          ///< [一-龥ࠀ-一가-퟿]+
Match cjk_and_kana(std::string_view text, size_t pos);          ///< [一-龥぀-ゟ゠-ヿ]+
Match letters_after_space(std::string_view text, size_t pos);   ///< \s?\p{L}+
Match punctuation_after_space(std::string_view text, size_t pos);  ///< \s?\p{P}+

/// ␣?[^(\s|.,!?…。，、।۔،)]+
Match bloom(std::string_view text, size_t pos);

Match digit(std::string_view text, size_t pos);         ///< \p{N}
Match digits(std::string_view text, size_t pos);        ///< \p{N}+
Match three_digits(std::string_view text, size_t pos);  ///< \p{N}{1,3}
Match ascii_triple(std::string_view text, size_t pos);  ///< [0-9][0-9][0-9]
/// Runs of bytes that are digits when written in the byte alphabet: 0-9, and the bytes of ² ³ ¹ ¼ ½ ¾ in
/// Latin-1. Falcon looks for digits after it has written the bytes so; it cuts characters in two.
Match byte_digits(std::string_view text, size_t pos);
Match newline(std::string_view text, size_t pos);               ///< [\r\n]
Match final_white_space(std::string_view text, size_t pos);     ///< \s+$
Match punctuation(std::string_view text, size_t pos);           ///< [\p{P}$+<=>^~|]+
Match ascii_or_punctuation(std::string_view text, size_t pos);  ///< [\p{P}$+<=>^~|`]+

}  // namespace ondol::patterns
