// What both languages have in common; see noise.h and noise_words.h.
#include "home/generate/noise.h"

#include <algorithm>
#include <string>

#include "home/generate/edit.h"
#include "home/generate/noise_words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void add_noise(Sample& sample, Language language, Dice& dice) {
  if (language == Language::korean) {
    add_korean_noise(sample, dice);
  } else {
    add_english_noise(sample, dice);
  }
}

WordRange word_before(std::string_view text, size_t end) {
  while (end > 0 && text[end - 1] == ' ') --end;
  size_t begin = end;
  while (begin > 0 && text[begin - 1] != ' ') --begin;
  return {begin, end};
}

WordRange random_word(std::string_view text, Dice& dice) {
  const size_t at = dice.below(text.size());
  return word_before(text, std::min(text.find(' ', at), text.size()));
}

bool is_about_a_number(const Sample& sample, WordRange word) {
  for (size_t i = word.begin; i < word.end; ++i)
    if (is_digit(sample.text[i])) return true;
  for (const SampleClause& clause : sample.clauses)
    for (const SampleSpan& span : clause.spans) {
      const bool counts = span.role == SpanRole::value || span.role == SpanRole::condition ||
                          span.role == SpanRole::duration || span.role == SpanRole::of_duration ||
                          span.role == SpanRole::delay || span.role == SpanRole::date;
      if (counts && span.begin < word.end && word.begin < span.end) return true;
    }
  return false;
}

void lower_case(Sample& sample) { sample.text = utf8::ascii_lower(std::move(sample.text)); }

void remove_punctuation(Sample& sample) {
  for (size_t i = sample.text.size(); i-- > 0;) {
    const std::string& text = sample.text;
    if (std::string_view(",.?!").find(text[i]) == std::string_view::npos) continue;
    if (i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1])) continue;
    remove_character(sample, i);
  }
}

void remove_character(Sample& sample, size_t at) {
  if (!replace_text(sample, at, 1, "")) return;
  // Where it stood alone, one of the spaces around it goes too.
  const std::string& text = sample.text;
  const bool space_before = at == 0 || text[at - 1] == ' ';
  if (space_before && at < text.size() && text[at] == ' ') {
    replace_text(sample, at, 1, "");
  } else if (space_before && at == text.size() && at > 0) {
    replace_text(sample, at - 1, 1, "");
  }
}

void end_with(Sample& sample, char mark) {
  if (std::string_view(",.?!").find(sample.text.back()) == std::string_view::npos)
    replace_text(sample, sample.text.size(), 0, std::string_view(&mark, 1));
}

void put_in(Sample& sample, std::string_view filler, bool at_begin, Dice& dice) {
  size_t at = 0;
  if (!at_begin) {
    // Behind the word before the one that a random place falls into.
    const size_t word = random_word(sample.text, dice).begin;
    at = word_before(sample.text, word).end;
    const SampleSpan* const span = at > 0 ? span_at(sample, at - 1) : nullptr;
    if (span != nullptr) at = span->end;
    if (at < sample.text.size() && sample.text[at] != ' ') at = 0;
  }
  const std::string text = at == 0 ? std::string(filler) + " " : " " + std::string(filler);
  replace_text(sample, at, 0, text);
}

}  // namespace ondol::home
