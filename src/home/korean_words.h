// Small questions that the repairs of Korean readings ask of words and intents.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "home/frame.h"
#include "home/labels.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {

inline bool sets_a_number(const Frame& frame) {
  return (sets_a_number(frame.intent) || frame.intent == Intent::set_volume_relative) &&
         frame.attribute != Attribute::color && frame.attribute != Attribute::color_temperature;
}

/// The states that a thing is said to be in.
struct KoreanState {
  std::string_view words;
  Asked asked;
};
inline constexpr KoreanState kKoreanStates[] = {{"켜져", Asked::on},
                                                {"꺼져", Asked::off},
                                                {"열려", Asked::open},
                                                {"닫혀", Asked::closed},
                                                {"잠겨", Asked::locked}};

/// The word without the first of these endings that it has; not where less than so many bytes would be left.
inline std::string_view without_ending(std::string_view word, std::initializer_list<std::string_view> endings,
                                       size_t least = 1) {
  for (const std::string_view ending : endings)
    if (word.size() >= least + ending.size() && word.ends_with(ending))
      return word.substr(0, word.size() - ending.size());
  return word;
}

/// Particles between two things that belong together: "불이랑 에어컨".
inline constexpr std::string_view kKoreanJoins[] = {"이랑 ", "랑 ", "하고 ", "과 ", "와 "};
/// Whether what stands behind a thing joins it to another.
inline bool joins_on(std::string_view behind) {
  return std::ranges::any_of(kKoreanJoins, [&](std::string_view join) { return behind.starts_with(join); });
}

inline bool is_called_a_light(std::string_view name) {
  return ends(name, {"등", "불", "램프", "조명", "스탠드", "전구"});
}

/// A stem of the past, "샀", "찼"; "있" and "겠" are none.
inline bool is_past(std::string_view stem) {
  constexpr size_t kSyllable = 3;  // bytes
  constexpr char32_t kFirst = 0xAC00, kTails = 28, kDoubleSiot = 20;
  if (stem.size() < kSyllable || stem.ends_with("있") || stem.ends_with("겠")) return false;
  const char32_t last = utf8::decode(stem, stem.size() - kSyllable).cp;
  return is_hangul(last) && last >= kFirst && (last - kFirst) % kTails == kDoubleSiot;
}

}  // namespace ondol::home
