// The words; see opening_words.h. Korean ones are stems, found wherever they stand: endings and spacing vary.
#include "home/opening_words.h"

#include <algorithm>
#include <span>
#include <string>

#include "text/utf8.h"

namespace ondol::home {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kOpen[] = {"open",    "unlock", "unlatch",  "unbolt",
                                      "release", "disarm", "unsecure", "disengage"};
constexpr std::string_view kOpenKo[] = {"열",   "여는", "연 ",  "풀어",  "풀고", "풀자",  "풀래",  "풀 ",
                                        "해제", "개방", "오픈", "언락",  "따줘", "따 줘", "따 주", "따주",
                                        "따고", "따라", "따봐", "따 봐", "따자", "따놔"};
constexpr std::string_view kUp[] = {"up", "raise", "lift", "roll"};
constexpr std::string_view kUpKo[] = {"올려", "올리", "올라", "올렸"};
constexpr std::string_view kRun[] = {"on", "start", "run", "water", "flow"};
constexpr std::string_view kRunKo[] = {"틀", "켜", "켜고", "물 줘", "물줘", "물 주", "물주", "흐르", "돌려"};
constexpr std::string_view kNot[] = {"don't", "dont",    "do not", "never",
                                     "not",   "without", "won't",  "shouldn't"};
constexpr std::string_view kNotKo[] = {"지 마", "지마", "지 말",  "지말", "말고",  "안 열",
                                       "안열",  "않게", "않도록", "금지", "못 열", "못열"};

/// English words with their endings: "opening", "unlocked".
bool has_word(std::string_view spaced, Words words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    for (size_t at = spaced.find(word); at != std::string_view::npos; at = spaced.find(word, at + 1)) {
      if (at > 0 && spaced[at - 1] != ' ') continue;
      std::string_view rest = spaced.substr(at + word.size());
      rest = rest.substr(0, rest.find(' '));
      if (rest.empty() || rest == "s" || rest == "ed" || rest == "ing" || rest == "d") return true;
    }
    return false;
  });
}

bool has_stem(std::string_view text, Words stems) {
  return std::ranges::any_of(
      stems, [&](std::string_view stem) { return text.find(stem) != std::string_view::npos; });
}

/// Words with a space behind each.
std::string plain_words(std::string_view text) {
  std::string out = utf8::ascii_lower(std::string(text));
  for (char& c : out)
    if (c == ',' || c == '.' || c == '!' || c == '?' || c == '\n' || c == '\t') c = ' ';
  return out + " ";
}

}  // namespace

bool asks_to_open(std::string_view said, const Entity& entity) {
  const std::string text = plain_words(said);
  if (has_word(text, kNot) || has_stem(text, kNotKo)) return false;
  if (has_word(text, kOpen) || has_stem(text, kOpenKo)) return true;
  const std::string_view domain = entity.domain();
  if (domain == "cover") return has_word(text, kUp) || has_stem(text, kUpKo);
  return domain == "valve" && (has_word(text, kRun) || has_stem(text, kRunKo));
}

}  // namespace ondol::home
