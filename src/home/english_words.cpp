// Tables of words; see english_words.h.
#include "home/english_words.h"

#include <algorithm>

#include "home/words.h"

namespace ondol::home {
namespace {

constexpr std::string_view kAsks[] = {
    "is",    "are",     "was",    "were",   "what",  "what's", "which", "how",  "who",   "when", "why",
    "where", "did",     "does",   "do",     "has",   "have",   "any",   "will", "isn't", "if",   "when",
    "while", "whether", "unless", "aren't", "how's", "whats",  "who's", "not",  "don't", "dont"};
constexpr std::string_view kFillers[] = {
    "please", "thanks", "ta",    "pet", "love", "mate",   "now", "then", "lads", "again", "dear", "hon",
    "cheers", "and",    "folks", "up",  "top",  "though", "so",  "pls",  "luv",  "there", "right"};

}  // namespace

std::string spaced(const Frame& frame) {
  std::string out = " " + frame.said + " ";
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == ',' || c == '.' || c == ';' || c == '!') c = ' ';
  }
  return out;
}

std::string_view last_word(const std::vector<std::string_view>& words) {
  constexpr std::string_view kWhere[] = {"in", "out", "up", "down", "over"};
  size_t end = words.size();
  if (end > 2 && (words[end - 1] == "there" || words[end - 1] == "here") && is_one_of(words[end - 2], kWhere))
    end -= 2;
  while (end > 0 && is_one_of(words[end - 1], kFillers)) --end;
  return end > 0 ? words[end - 1] : std::string_view{};
}

bool asks(const std::vector<std::string_view>& words) {
  return std::ranges::any_of(words, [](std::string_view word) { return is_one_of(word, kAsks); });
}

}  // namespace ondol::home
