// Normalised text and Korean particles; see words.h.
#include "home/words.h"

#include <algorithm>
#include <array>

#include "text/unicode.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

constexpr std::string_view kArticles[] = {"the", "a", "an", "my", "our", "your", "all"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kNumberWords = {{
    {"one", "1"},
    {"two", "2"},
    {"three", "3"},
    {"four", "4"},
    {"five", "5"},
    {"six", "6"},
    {"seven", "7"},
    {"eight", "8"},
    {"nine", "9"},
    {"ten", "10"},
    {"first", "1st"},
    {"second", "2nd"},
    {"third", "3rd"},
    {"fourth", "4th"},
    {"fifth", "5th"},
    {"upstair", "upstairs"},
    {"downstair", "downstairs"},
    {"television", "tv"},
    {"telly", "tv"},
    {"colour", "color"},
}};

// The longest first: "에서는" before "에서" before "서".
constexpr std::string_view kParticles[] = {
    "에 있는", "에있는", "에서는", "에서도", "에다가", "한테는", "으로는", "이라는", "이라고", "에게",
    "에서",    "에는",   "에도",   "에다",   "으로",   "이랑",   "하고",   "까지",   "부터",   "보다",
    "처럼",    "마다",   "조차",   "한테",   "라는",   "라고",   "은",     "는",     "이",     "가",
    "을",      "를",     "에",     "의",     "도",     "만",     "랑",     "로",     "과",     "와",
    "요",      "좀",     "들",     "쪽",     "님",     "야",     "아",
};

/// Simple lower case of Latin letters, Greek and Cyrillic capitals left alone: names of homes are Latin or
/// Hangul.
char32_t lower(char32_t cp) {
  if (cp >= 'A' && cp <= 'Z') return cp + 32;
  if (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) return cp + 32;
  if (cp >= 0xFF01 && cp <= 0xFF5E) return lower(cp - 0xFEE0);  // full width
  return cp;
}

/// An English word in the singular; what is compared loses it on both sides, so that wrong stems do no harm.
std::string singular(const std::string& word) {
  if (word.size() <= 3 || word.back() != 's') return word;
  if (word == "upstairs" || word == "downstairs") return word;
  const std::string_view end = std::string_view(word).substr(word.size() - 2);
  if (end == "ss" || end == "us" || end == "is") return word;
  if (word.size() > 4 && word.ends_with("ies")) return word.substr(0, word.size() - 3) + "y";
  if (word.ends_with("ches") || word.ends_with("shes") || word.ends_with("xes") || word.ends_with("sses"))
    return word.substr(0, word.size() - 2);
  return word.substr(0, word.size() - 1);
}

std::string standard_word(std::string word) {
  if (word.ends_with("'s")) word.resize(word.size() - 2);
  std::erase(word, '\'');
  if (word.empty()) return word;
  word = singular(word);
  for (const auto& [from, to] : kNumberWords)
    if (word == from) return std::string(to);
  return word;
}

enum class Script : uint8_t { none, latin, hangul, other };

Script script_of(char32_t cp) {
  if (is_hangul(cp)) return Script::hangul;
  if (cp < 0x80) return (cp >= '0' && cp <= '9') ? Script::none : Script::latin;
  return Script::other;
}

}  // namespace

bool is_hangul(char32_t cp) {
  return (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0x1100 && cp <= 0x11FF) || (cp >= 0x3131 && cp <= 0x318E);
}

bool has_hangul(std::string_view text) {
  for (size_t pos = 0; pos < text.size();) {
    const utf8::Char c = utf8::decode(text, pos);
    if (is_hangul(c.cp)) return true;
    pos += c.len;
  }
  return false;
}

bool has_latin(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

std::string normalise(std::string_view text) {
  const std::string composed = unicode::nfc(text);
  std::string spaced;
  Script before = Script::none;
  for (size_t pos = 0; pos < composed.size();) {
    const utf8::Char c = utf8::decode(composed, pos);
    pos += c.len;
    const char32_t cp = lower(c.cp);
    if (cp == '\'' || cp == 0x2019) {
      spaced += '\'';
      continue;
    }
    const auto classes = unicode::classes_of(cp);
    if (!c.valid || (classes & (unicode::kLetter | unicode::kNumber | unicode::kMark)) == 0) {
      spaced += ' ';
      before = Script::none;
      continue;
    }
    const Script script = script_of(cp);
    // "TV를": a particle is written onto a Latin word.
    if ((before == Script::latin && script == Script::hangul) ||
        (before == Script::hangul && script == Script::latin))
      spaced += ' ';
    utf8::append(spaced, cp);
    before = script;
  }
  std::string out;
  std::string only_articles;
  for (const std::string_view word : split_words(spaced)) {
    const std::string standard = standard_word(std::string(word));
    if (standard.empty()) continue;
    std::string& to = std::ranges::find(kArticles, standard) != std::end(kArticles) ? only_articles : out;
    to += (to.empty() ? "" : " ") + standard;
  }
  return out.empty() ? only_articles : out;
}

std::string plain_words(std::string_view text) {
  std::string out = " " + utf8::ascii_lower(std::string(text)) + " ";
  for (char& c : out)
    if (c == ',' || c == '.' || c == '!' || c == '?' || c == ':' || c == '\n' || c == '\t') c = ' ';
  return out;
}

std::string_view trim_spaces(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string compact(std::string_view normalised) {
  std::string out(normalised);
  std::erase(out, ' ');
  return out;
}

bool is_particle(std::string_view text) {
  return std::ranges::find(kParticles, text) != std::end(kParticles);
}

std::vector<std::string> without_particles(const std::string& normalised) {
  std::vector<std::string> ways = {normalised};
  if (!has_hangul(normalised)) return ways;
  const auto strip = [&](const std::string& text) {
    for (const std::string_view particle : kParticles) {
      if (text.size() <= particle.size() || !text.ends_with(particle)) continue;
      std::string rest = text.substr(0, text.size() - particle.size());
      while (rest.ends_with(' ')) rest.pop_back();
      if (!rest.empty() && std::ranges::find(ways, rest) == ways.end()) ways.push_back(rest);
    }
  };
  strip(normalised);
  for (size_t i = 1, n = ways.size(); i < n; ++i) strip(std::string(ways[i]));
  return ways;
}

std::string_view without_list_noun(std::string_view name) {
  for (const std::string_view noun : {" list", " List", " 목록", " 리스트"})
    if (name.size() > noun.size() && name.ends_with(noun)) name.remove_suffix(noun.size());
  return name;
}

std::string join_words(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

std::string padded_names(const std::string& name, const std::vector<std::string>& aliases) {
  std::string out = " " + normalise(name) + " ";
  for (const std::string& alias : aliases) out += normalise(alias) + " ";
  return out;
}

std::vector<std::string> split_conjunction(std::string_view text) {
  constexpr std::string_view kAnd[] = {"and", "or", "plus", "&", "그리고", "및", "또는"};
  constexpr std::string_view kAndParticles[] = {"이랑", "하고", "랑", "과", "와", ","};
  std::vector<std::string> parts(1);
  for (std::string_view word : split_words(text)) {
    if (std::ranges::find(kAnd, word) != std::end(kAnd)) {
      parts.emplace_back();
      continue;
    }
    const auto joins = std::ranges::find_if(
        kAndParticles, [&](std::string_view p) { return word.size() > p.size() && word.ends_with(p); });
    const bool ends = joins != std::end(kAndParticles) && (has_hangul(word) || *joins == ",");
    if (ends) word.remove_suffix(joins->size());
    parts.back() += (parts.back().empty() ? "" : " ") + std::string(word);
    if (ends) parts.emplace_back();
  }
  std::erase(parts, "");
  return parts;
}

std::vector<std::string_view> split_words(std::string_view spaced) {
  std::vector<std::string_view> words;
  for (size_t pos = 0; pos < spaced.size();) {
    const size_t begin = spaced.find_first_not_of(' ', pos);
    if (begin == std::string_view::npos) break;
    const size_t end = std::min(spaced.find(' ', begin), spaced.size());
    words.push_back(spaced.substr(begin, end - begin));
    pos = end;
  }
  return words;
}

std::vector<std::string_view> split_commas(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const size_t end = std::min(list.find(','), list.size());
    const std::string_view part = trim_spaces(list.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

std::u16string sound_units(std::string_view compacted) {
  std::u16string units;
  for (size_t pos = 0; pos < compacted.size();) {
    const utf8::Char c = utf8::decode(compacted, pos);
    pos += c.len;
    if (c.cp < 0xAC00 || c.cp > 0xD7A3) {
      units += static_cast<char16_t>(c.cp);
      continue;
    }
    // The Unicode Standard, 3.12: syllable = (lead · 21 + vowel) · 28 + tail.
    const auto index = static_cast<uint32_t>(c.cp - 0xAC00);
    units += static_cast<char16_t>(0x1100 + index / (21 * 28));
    units += static_cast<char16_t>(0x1161 + index / 28 % 21);
    if (index % 28 != 0) units += static_cast<char16_t>(0x11A7 + index % 28);
  }
  return units;
}

size_t sound_distance(std::u16string_view a, std::u16string_view b, size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit || b.size() >= 256) return limit + 1;
  std::array<size_t, 256> row;
  for (size_t i = 0; i <= a.size(); ++i) row[i] = i;
  for (size_t j = 1; j <= b.size(); ++j) {
    size_t diagonal = row[0];
    size_t least = row[0] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
      const size_t above = row[i];
      row[i] = std::min({above + 1, row[i - 1] + 1, diagonal + (a[i - 1] != b[j - 1] ? 1 : 0)});
      diagonal = above;
      least = std::min(least, row[i]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(row[a.size()], limit + 1);
}

}  // namespace ondol::home
