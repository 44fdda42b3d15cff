// English as recognisers write it and thumbs type it. Part of noise_words.h.
#include <algorithm>
#include <array>
#include <string>

#include "home/generate/edit.h"
#include "home/generate/noise_words.h"
#include "home/labels.h"

namespace ondol::home {
namespace {

constexpr double kHeard = 0.72, kWritten = 0.15;      // the rest: as the grammar has it
constexpr double kTypo = 0.02, kSoundsAlike = 0.015;  // of words; few words have one that sounds alike
constexpr double kFiller = 0.04, kTwice = 0.01;       // of utterances
constexpr double kNoApostrophes = 0.15;

constexpr std::string_view kFillers[] = {"um",   "uh",       "uhm",  "er", "hmm",
                                         "like", "you know", "okay", "so", "well"};

/// What a recogniser, or somebody in a hurry, writes instead. None turns a word of the home into another one.
constexpr std::pair<std::string_view, std::string_view> kAlike[] = {{"light", "lite"},
                                                                    {"lights", "lites"},
                                                                    {"off", "of"},
                                                                    {"close", "clothes"},
                                                                    {"bedroom", "bed room"},
                                                                    {"bathroom", "bath room"},
                                                                    {"hallway", "hall way"},
                                                                    {"upstairs", "up stairs"},
                                                                    {"downstairs", "down stairs"},
                                                                    {"everything", "every thing"},
                                                                    {"their", "there"},
                                                                    {"there", "their"},
                                                                    {"tv", "t v"},
                                                                    {"ac", "a c"},
                                                                    {"a/c", "ac"},
                                                                    {"air", "heir"},
                                                                    {"heat", "heap"},
                                                                    {"blinds", "blines"},
                                                                    {"please", "pls"},
                                                                    {"you", "u"},
                                                                    {"playroom", "play room"},
                                                                    {"backyard", "back yard"},
                                                                    {"nightstand", "night stand"},
                                                                    {"dishwasher", "dish washer"},
                                                                    {"thermostat", "thermo stat"},
                                                                    {"okay", "ok"},
                                                                    {"colour", "color"},
                                                                    {"color", "colour"},
                                                                    {"gray", "grey"},
                                                                    {"garage", "garash"},
                                                                    {"curtains", "curtins"},
                                                                    {"vacuum", "vacum"},
                                                                    {"which", "witch"},
                                                                    {"weather", "whether"},
                                                                    {"volume", "volum"},
                                                                    {"temperature", "temprature"},
                                                                    {"conditioner", "conditionar"},
                                                                    {"what", "wat"}};

constexpr std::string_view kRows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

char beside_on_the_keyboard(char letter, Dice& dice) {
  for (const std::string_view row : kRows) {
    const size_t at = row.find(letter);
    if (at == std::string_view::npos) continue;
    if (at == 0) return row[1];
    return at + 1 < row.size() && dice.below(2) == 0 ? row[at + 1] : row[at - 1];
  }
  return letter;
}

/// One letter dropped, doubled, hit beside, or two swapped; the first letter is mostly right.
void add_typo(Sample& sample, WordRange word, Dice& dice) {
  const size_t n = word.end - word.begin;
  if (n < 4) return;
  const size_t at = word.begin + 1 + dice.below(n - 2);
  const char letter = sample.text[at], next = sample.text[at + 1];
  if (!is_lower(letter)) return;
  switch (dice.below(4)) {
    case 0:
      replace_text(sample, at, 1, "");
      break;
    case 1:
      replace_text(sample, at, 1, std::string(2, letter));
      break;
    case 2:
      if (is_lower(next)) replace_text(sample, at, 2, std::string{next, letter});
      break;
    default:
      replace_text(sample, at, 1, std::string(1, beside_on_the_keyboard(letter, dice)));
  }
}

void change_words(Sample& sample, Dice& dice) {
  for (WordRange word = word_before(sample.text, sample.text.size()); word.begin < word.end;
       word = word_before(sample.text, word.begin)) {
    const double at = dice.uniform();
    if (at >= kTypo + kSoundsAlike || is_about_a_number(sample, word)) continue;
    if (at < kTypo) {
      add_typo(sample, word, dice);
      continue;
    }
    const std::string_view text = std::string_view(sample.text).substr(word.begin, word.end - word.begin);
    const auto found = std::ranges::find(kAlike, text, &std::pair<std::string_view, std::string_view>::first);
    if (found != std::end(kAlike)) replace_text(sample, word.begin, text.size(), found->second);
  }
}

bool sounds_like_a_question(const Sample& sample) {
  static constexpr std::string_view kFirst[] = {"what", "which", "who",  "where", "when", "how",   "is",
                                                "are",  "do",    "does", "did",   "can",  "could", "will"};
  const std::string_view text = sample.text;
  const std::string_view first = text.substr(0, text.find_first_of(" '"));
  return is_question(sample.clauses[0].labels.intent) || std::ranges::find(kFirst, first) != std::end(kFirst);
}

void write_properly(Sample& sample, Dice& dice) {
  if (dice.chance(0.6)) end_with(sample, sounds_like_a_question(sample) ? '?' : '.');
  if (is_lower(sample.text[0]) && dice.chance(0.85)) sample.text[0] = static_cast<char>(sample.text[0] - 32);
  std::string& text = sample.text;
  for (size_t i = 1; i + 1 < text.size(); ++i)
    if (text[i] == 'i' && text[i - 1] == ' ' && (text[i + 1] == ' ' || text[i + 1] == '\'')) text[i] = 'I';
}

void remove_apostrophes(Sample& sample) {
  for (size_t i = sample.text.size(); i-- > 0;)
    if (sample.text[i] == '\'') remove_character(sample, i);
}

/// "turn turn off"
void say_twice(Sample& sample, Dice& dice) {
  const WordRange word = random_word(sample.text, dice);
  if (word.begin == word.end || is_about_a_number(sample, word)) return;
  if (span_at(sample, word.begin) != nullptr || span_at(sample, word.end - 1) != nullptr) return;
  replace_text(sample, word.end, 0, " " + sample.text.substr(word.begin, word.end - word.begin));
}

}  // namespace

void add_english_noise(Sample& sample, Dice& dice) {
  const double style = dice.uniform();
  if (style < kHeard) {
    lower_case(sample);
    remove_punctuation(sample);
  }
  change_words(sample, dice);
  if (dice.chance(kTwice)) say_twice(sample, dice);
  if (dice.chance(kFiller)) put_in(sample, kFillers[dice.below(std::size(kFillers))], dice.chance(0.7), dice);
  if (dice.chance(kNoApostrophes)) remove_apostrophes(sample);
  if (style >= kHeard && style < kHeard + kWritten) write_properly(sample, dice);
}

}  // namespace ondol::home
