// The noise of each language, word by word, and what both have in common. Used by noise.cpp and its parts
// only.
#pragma once

#include <string_view>

#include "home/generate/dice.h"
#include "home/generate/sample.h"

namespace ondol::home {

void add_english_noise(Sample& sample, Dice& dice);
void add_korean_noise(Sample& sample, Dice& dice);

struct WordRange {
  size_t begin = 0, end = 0;
};
/// The word before `end`, for going through a text from its end, so that edits leave the rest where it was;
/// begin == end: there is none.
WordRange word_before(std::string_view text, size_t end);

/// Long ones more often; text is not empty.
WordRange random_word(std::string_view text, Dice& dice);

/// Numbers and their words stay as they are: another number would be another wish.
bool is_about_a_number(const Sample& sample, WordRange word);

void lower_case(Sample& sample);
/// Commas, points, question marks; not those in numbers.
void remove_punctuation(Sample& sample);
/// And the space beside it, where it stood alone.
void remove_character(Sample& sample, size_t at);
void end_with(Sample& sample, char mark);
/// Before the utterance, or behind one of its words outside of spans.
void put_in(Sample& sample, std::string_view filler, bool at_begin, Dice& dice);

}  // namespace ondol::home
