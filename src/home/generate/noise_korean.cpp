// Korean as recognisers write it and thumbs type it: spacing first of all. Part of noise_words.h.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "home/generate/edit.h"
#include "home/generate/noise_words.h"
#include "home/labels.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

constexpr double kHeard = 0.8, kWritten = 0.1;        // the rest: as the grammar has it
constexpr double kTypo = 0.02, kSpaceInWord = 0.012;  // of words
constexpr double kFiller = 0.03;
constexpr double kLosesSpaces = 1.0 / 3, kLosesAll = 0.3, kLosesEach = 0.4;

constexpr std::string_view kFillers[] = {"음", "어", "저기", "그", "아", "저", "있잖아", "그니까"};

constexpr char32_t kFirstSyllable = 0xAC00, kNumVowels = 21, kNumTails = 28;
// Vowels and tails in the order of Unicode's syllables.
enum Vowel : char32_t {
  ae = 1,
  yae = 3,
  eo = 4,
  e = 5,
  ye = 7,
  o = 8,
  wae = 10,
  oe = 11,
  u = 13,
  we = 15,
  eu = 18
};
enum Tail : char32_t { none = 0, n = 4, d = 7, l = 8, s = 19, ss = 20, ng = 21 };

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The syllable with a vowel or an ending that is often taken for it, or itself. First consonants stay: 켜
/// and 꺼 are too close.
char32_t mistyped(char32_t syllable, Dice& dice) {
  static constexpr std::pair<char32_t, char32_t> kVowels[] = {
      {ae, e}, {e, ae}, {yae, ye}, {ye, yae}, {oe, wae}, {wae, oe}, {we, oe}, {u, eu}, {o, eo}};
  static constexpr std::pair<char32_t, char32_t> kTails[] = {{ss, s}, {s, ss},   {n, ng},    {ng, n},
                                                             {d, s},  {l, none}, {ng, none}, {n, none}};
  const char32_t tail = (syllable - kFirstSyllable) % kNumTails;
  const char32_t vowel = (syllable - kFirstSyllable) / kNumTails % kNumVowels;
  if (dice.below(2) == 0) {
    const auto& [from, to] = kVowels[dice.below(std::size(kVowels))];
    return from == vowel ? syllable - vowel * kNumTails + to * kNumTails : syllable;
  }
  const auto& [from, to] = kTails[dice.below(std::size(kTails))];
  return from == tail ? syllable - tail + to : syllable;
}

struct Letter {
  size_t at = 0;
  utf8::Char c;
};

std::vector<Letter> letters_of(std::string_view text, WordRange word) {
  std::vector<Letter> out;
  for (size_t pos = word.begin; pos < word.end;) {
    const utf8::Char c = utf8::decode(text, pos);
    out.push_back({pos, c});
    pos += c.len;
  }
  return out;
}

bool is_syllable(char32_t cp) { return cp >= kFirstSyllable && cp < 0xD7A4; }

void add_typo(Sample& sample, const std::vector<Letter>& letters, Dice& dice) {
  // Most syllables have nothing that is often mistaken: a few throws.
  for (int i = 0; i < 12; ++i) {
    const Letter& letter = letters[dice.below(letters.size())];
    if (!is_syllable(letter.c.cp)) continue;
    const char32_t wrong = mistyped(letter.c.cp, dice);
    if (wrong == letter.c.cp) continue;
    std::string text;
    utf8::append(text, wrong);
    replace_text(sample, letter.at, letter.c.len, text);
    return;
  }
}

void change_words(Sample& sample, Dice& dice) {
  for (WordRange word = word_before(sample.text, sample.text.size()); word.begin < word.end;
       word = word_before(sample.text, word.begin)) {
    const double at = dice.uniform();
    if (at >= kTypo + kSpaceInWord) continue;
    const std::vector<Letter> letters = letters_of(sample.text, word);
    if (at < kTypo) {
      if (!is_about_a_number(sample, word)) add_typo(sample, letters, dice);
    } else if (letters.size() >= 2) {
      const size_t i = 1 + dice.below(letters.size() - 1);
      const bool inside = is_syllable(letters[i - 1].c.cp) && is_syllable(letters[i].c.cp);
      if (inside &&
          std::ranges::find(sample.clauses, letters[i].at, &SampleClause::begin) == sample.clauses.end())
        replace_text(sample, letters[i].at, 0, " ");
    }
  }
}

/// Not between Latin letters or digits, where one word or number would become another.
void lose_spaces(Sample& sample, double share, Dice& dice) {
  for (size_t i = sample.text.size(); i-- > 1;) {
    if (sample.text[i] != ' ' || i + 1 >= sample.text.size()) continue;
    if (is_alphanumeric(sample.text[i - 1]) && is_alphanumeric(sample.text[i + 1])) continue;
    if (dice.chance(share)) replace_text(sample, i, 1, "");
  }
}

}  // namespace

void add_korean_noise(Sample& sample, Dice& dice) {
  const double style = dice.uniform();
  if (style < kHeard) {
    remove_punctuation(sample);
    if (dice.chance(0.5)) lower_case(sample);
  }
  change_words(sample, dice);
  if (dice.chance(kFiller)) put_in(sample, kFillers[dice.below(std::size(kFillers))], dice.chance(0.8), dice);
  if (dice.chance(kLosesSpaces)) lose_spaces(sample, dice.chance(kLosesAll) ? 1.0 : kLosesEach, dice);
  if (style >= kHeard && style < kHeard + kWritten)
    end_with(sample, is_question(sample.clauses.back().labels.intent) ? '?' : '.');
}

}  // namespace ondol::home
