// What makes two texts resemble each other: a quick no for most, words in whole, numbers that must agree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ondol::home {

/// A bit for each pair of neighbours: texts that share few of them cannot be alike.
uint64_t pair_mask(std::u16string_view sounds);
/// part stands in whole, at the edges of words where they are Latin. Both are normalised.
bool contains_words(const std::string& whole, const std::string& part);

}  // namespace ondol::home
