// Parts of names and near misses; see similar.h and name_index.h.
#include "home/similar.h"

#include <algorithm>
#include <bit>
#include <iterator>

#include "home/name_index.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "Light 2" and "Light 3" sound alike and are not the same.
bool same_digits(std::string_view a, std::string_view b) {
  const auto digits = [](std::string_view text) {
    std::string out;
    std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
    return out;
  };
  return digits(a) == digits(b);
}

size_t count_characters(std::string_view text) {
  return static_cast<size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

uint64_t pair_mask(std::u16string_view sounds) {
  uint64_t mask = 0;
  for (size_t i = 0; i + 1 < sounds.size(); ++i) {
    const uint32_t pair = static_cast<uint32_t>(sounds[i]) * 31U + static_cast<uint32_t>(sounds[i + 1]);
    mask |= uint64_t{1} << ((pair * 0x9E3779B1U) >> 26);
  }
  return mask;
}

/// part stands in whole, at the edges of words where they are Latin.
bool contains_words(const std::string& whole, const std::string& part) {
  if (has_latin(part)) return (" " + whole + " ").find(" " + part + " ") != std::string::npos;
  return compact(whole).find(compact(part)) != std::string::npos;
}

/// Bytes of the English word that both end or begin with: of a lava lamp and Dana's lamp, of a heat pump and
/// a heat lamp, only the rest tells them apart.
size_t shared_word(std::string_view a, std::string_view b) {
  const size_t first = a.find(' '), last = a.rfind(' ');
  if (first == std::string_view::npos || has_hangul(a)) return 0;
  const std::string_view end = a.substr(last), begin = a.substr(0, first + 1);
  if (b.size() > end.size() && b.ends_with(end)) return end.size() - 1;
  return b.size() > begin.size() && b.starts_with(begin) ? begin.size() - 1 : 0;
}

/// Parts of names and near misses; scores below kClear.
void NameIndex::find_similar(const Table& table, const std::string& spaced, std::vector<Match>& out) const {
  const std::string said = compact(spaced);
  const size_t n_characters = count_characters(said);
  const std::u16string sounds = sound_units(said);
  const uint64_t mask = pair_mask(sounds);
  const int n_pairs = std::popcount(mask);
  const auto words = split_words(spaced);
  for (const Form& form : table.forms) {
    const int common = std::popcount(mask & form.mask);
    if (common * 3 < std::min(n_pairs, std::popcount(form.mask))) continue;
    if (n_characters >= 2 && form.compact.size() > said.size() && contains_words(form.spaced, spaced)) {
      const int share = static_cast<int>(15 * said.size() / form.compact.size());
      out.push_back({form.thing, std::min(form.score - 25, kPartial + share)});
      continue;
    }
    if (count_characters(form.compact) >= 2 && said.size() > form.compact.size() &&
        contains_words(spaced, form.spaced)) {
      const int share = static_cast<int>(15 * form.compact.size() / said.size());
      out.push_back({form.thing, std::min(form.score - 30, kPartial - 5 + share)});
      continue;
    }
    const size_t longest = std::max(sounds.size(), form.sounds.size());
    const size_t limit = longest < 4 ? 0 : longest < 8 ? 1 : longest < 14 ? 2 : 3;
    if (limit > 0 && common * 2 >= n_pairs - 2 * static_cast<int>(limit)) {
      const size_t distance = sound_distance(sounds, form.sounds, limit);
      if (distance <= limit && same_digits(said, form.compact) &&
          2 * distance < longest - shared_word(spaced, form.spaced)) {
        out.push_back({form.thing, std::min(form.score, 79) - 6 * static_cast<int>(distance)});
        continue;
      }
    }
    // Words in another order, or some of them: "lamp bedside" or "big kitchen lamp".
    if (words.size() >= 2 && has_latin(spaced)) {
      size_t n_found = 0;
      for (const std::string_view word : words)
        n_found += contains_words(form.spaced, std::string(word)) ? 1 : 0;
      if (n_found == words.size())
        out.push_back({form.thing, std::min(form.score - 22, 75)});
      else if (n_found >= 2)
        out.push_back({form.thing, kFuzzy + static_cast<int>(15 * n_found / words.size())});
    }
  }
}

}  // namespace ondol::home
