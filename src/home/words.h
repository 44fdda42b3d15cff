// Text as it is compared: case, punctuation, articles, plurals and spacing put aside, Korean particles known.
// The speech recogniser that wrote it did none of these reliably. Knows nothing of homes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ondol::home {

/// "The Kitchen's lights!" → "kitchen light"; "거실 TV를" → "거실 tv 를". Words are separated by one space.
std::string normalise(std::string_view text);
/// Small Latin letters, a space at both ends and in place of punctuation; nothing else is put aside.
std::string plain_words(std::string_view text);
/// Any of these is in the text, or at its beginning, or at its end.
inline bool says(std::string_view said, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return said.find(word) != std::string_view::npos; });
}
inline bool starts(std::string_view word, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return word.starts_with(beginning); });
}
inline bool ends(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

template <class T, class List>
bool is_one_of(const T& x, const List& list) {
  return std::find(std::begin(list), std::end(list), x) != std::end(list);
}

/// Without spaces: how Korean is compared.
std::string compact(std::string_view normalised);
/// Ways to read a normalised text that may end in Korean particles: itself first, then with one or two fewer.
std::vector<std::string> without_particles(const std::string& normalised);

/// What a list is called without its noun: "Tesco List", "숙제 목록". Other names are whole.
std::string_view without_list_noun(std::string_view name);

/// Without spaces at its ends.
std::string_view trim_spaces(std::string_view text);

/// 를, 에서, 하고 …, and nothing more.
bool is_particle(std::string_view text);

/// "the fan and the lamp", "거실이랑 주방": the parts, or the text itself.
std::vector<std::string> split_conjunction(std::string_view text);

std::vector<std::string_view> split_words(std::string_view spaced);
/// With one space between.
std::string join_words(std::span<const std::string_view> words);
/// A name and its aliases, normalised, each between two spaces: its words can be found with a space on both
/// sides.
std::string padded_names(const std::string& name, const std::vector<std::string>& aliases);
/// Comma separated parts, trimmed.
std::vector<std::string_view> split_commas(std::string_view list);

bool is_hangul(char32_t cp);
bool has_hangul(std::string_view text);
bool has_latin(std::string_view text);

/// Letters, Hangul taken apart into its jamo, so that one wrong vowel is one difference.
std::u16string sound_units(std::string_view compacted);
/// Edit distance, or limit + 1 where it is larger than limit.
size_t sound_distance(std::u16string_view a, std::u16string_view b, size_t limit);

}  // namespace ondol::home
