// Each repair is small and stands alone; see english_unread.h.
#include "home/english_unread.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "home/english_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "Please announce that breakfast is ready", read as nothing of a home or as a question.
void announce(Frame& frame) {
  const bool misread = frame.intent == Intent::none || frame.intent == Intent::get_state ||
                       frame.intent == Intent::respond || frame.intent == Intent::nevermind;
  if (!misread || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  for (const std::string_view verb :
       {" announce to everyone that ", " announce that ", " announce to everyone ",
        " let everyone know that ", " let everyone know ", " let the house know that ",
        " let the house know "}) {
    const size_t at = said.find(verb);
    if (at == std::string::npos) continue;
    const std::string_view message = trim_spaces(std::string_view(frame.said).substr(at + verb.size() - 1));
    if (message.empty()) return;
    frame = {.intent = Intent::broadcast,
             .spans = {{SpanRole::message, std::string(message)}},
             .said = frame.said,
             .mended = true};
    return;
  }
}

/// "Go ahead and start the coffee", read as nothing of a home: a verb and a thing, and no more.
void start_what_is_told(Frame& frame) {
  constexpr std::string_view kBefore[] = {"go",    "ahead", "and",    "please", "can",  "could", "you",
                                          "would", "just",  "kindly", "let's",  "lets", "now",   "okay"};
  constexpr std::string_view kBehind[] = {"please", "now", "then", "for", "me", "us", "up"};
  constexpr std::string_view kNoThings[] = {"it",    "that", "this",      "them",
                                            "again", "over", "something", "anything"};
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || !frame.spans.empty()) return;
  const std::string said = spaced(frame);
  auto words = split_words(said);
  while (!words.empty() && is_one_of(words[0], kBefore)) words.erase(words.begin());
  while (!words.empty() && is_one_of(words.back(), kBehind)) words.pop_back();
  if (words.size() < 3 || words.size() > 4 || words[0] != "start" || (words[1] != "the" && words[1] != "my"))
    return;
  words.erase(words.begin(), words.begin() + 2);
  if (std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoThings); })) return;
  frame = {.intent = Intent::turn_on,
           .spans = {{SpanRole::name, join_words(words)}},
           .said = frame.said,
           .mended = true};
}

/// "I should like to hear some Chopin", read as nothing of a home.
void play_what_would_be_heard(Frame& frame) {
  if (frame.intent == Intent::none && frame.role == ClauseRole::main && frame.has(SpanRole::media) &&
      says(spaced(frame), {" like to hear ", " want to hear ", " love to hear ", " like to listen to "}))
    frame.intent = Intent::media_play;
}

/// "Hectors too", read as nothing of a home: the same again.
void do_the_same(Frame& frame) {
  const std::string said = spaced(frame);
  auto words = split_words(said);
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || words.size() < 2 ||
      words.size() > 3 || words.back() != "too")
    return;
  constexpr std::string_view kNoThings[] = {"me",   "you",  "us",     "that",  "it",
                                            "this", "love", "thanks", "thank", "same"};
  words.pop_back();
  if (words[0] == "and") words.erase(words.begin());
  if (words.empty() ||
      std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoThings); }))
    return;
  frame.intent = Intent::repeat;
  frame.spans = {{SpanRole::name, join_words(words)}};
}

/// "What are we getting from the solar panels", read as nothing of a home.
void ask_what_is_got(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  for (const std::string_view words :
       {" are we getting from the ", " are we getting off the ", " are we making from the "}) {
    const size_t at = said.find(words);
    if (at == std::string::npos) continue;
    frame = {.intent = Intent::get_state,
             .question = Question::value,
             .spans = {{SpanRole::name,
                        std::string(trim_spaces(std::string_view(said).substr(at + words.size())))}},
             .said = frame.said,
             .mended = true};
    return;
  }
}

/// "Is our Tom in", read as nothing of a home.
void ask_whether_home(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || !frame.spans.empty()) return;
  const std::string said = spaced(frame);
  auto words = split_words(said);
  constexpr std::string_view kWheres[] = {"in", "home", "back", "about"};
  constexpr std::string_view kNobody[] = {"it",  "that",   "this", "there", "he",
                                          "she", "dinner", "tea",  "lunch", "everything"};
  if (words.size() == 4 && (words[1] == "our" || words[1] == "my")) words.erase(words.begin() + 1);
  if (words.size() != 3 || words[0] != "is" || !is_one_of(words[2], kWheres) || is_one_of(words[1], kNobody))
    return;
  const std::string who(words[1]);
  frame = {.intent = Intent::get_state,
           .question = Question::yes_no,
           .asked = Asked::home,
           .spans = {{SpanRole::name, who}},
           .said = frame.said,
           .mended = true};
}

/// "Bit slower than that", read as nothing of a home: of what was spoken of.
void compare_with_that(Frame& frame) {
  struct Way {
    std::string_view word;
    Intent intent;
    Attribute attribute;
    Operation operation;
  };
  constexpr Way kWays[] = {{" slower ", Intent::fan_set_speed, Attribute::speed, Operation::lower},
                           {" faster ", Intent::fan_set_speed, Attribute::speed, Operation::raise},
                           {" dimmer ", Intent::light_set, Attribute::brightness, Operation::lower},
                           {" brighter ", Intent::light_set, Attribute::brightness, Operation::raise},
                           {" quieter ", Intent::set_volume_relative, Attribute::volume, Operation::lower},
                           {" louder ", Intent::set_volume_relative, Attribute::volume, Operation::raise}};
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || has_target(frame)) return;
  const std::string said = spaced(frame);
  if (!says(said, {" than that ", " than this "}) || asks(split_words(said))) return;
  for (const Way& way : kWays)
    if (said.find(way.word) != std::string::npos) {
      frame.intent = way.intent;
      frame.attribute = way.attribute;
      frame.operation = way.operation;
      frame.reference = Reference::it;
      return;
    }
}

}  // namespace

void hear_unread_english(Frame& frame) {
  if (frame.said.empty() || has_hangul(frame.said)) return;
  announce(frame);
  start_what_is_told(frame);
  play_what_would_be_heard(frame);
  do_the_same(frame);
  ask_what_is_got(frame);
  ask_whether_home(frame);
  compare_with_that(frame);
}

}  // namespace ondol::home
