// Who is what, and no verb that asks; see remarks.h.
#include "home/remarks.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "home/korean_repair.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

constexpr std::string_view kTells[] = {"is",     "are", "was",   "were",  "isn't",
                                       "aren't", "has", "keeps", "looks", "feels"};
constexpr std::string_view kContracted[] = {"'s", "'re", "'ve", "'m", "’s", "’re", "’ve", "’m"};
/// Contractions that ask.
constexpr std::string_view kAskers[] = {"what's", "how's", "who's", "where's", "when's", "why's", "let's"};
/// Beginnings of questions and of commands, and the verbs of these.
constexpr std::string_view kOpens[] = {"is",    "are",  "was",   "were",  "what", "which", "how",   "who",
                                       "where", "when", "why",   "did",   "does", "do",    "has",   "have",
                                       "if",    "can",  "could", "would", "will", "any",   "unless"};
constexpr std::string_view kVerbs[] = {
    "turn",   "switch", "put",    "set",   "make",   "open",  "close", "shut", "lock", "unlock",
    "start",  "stop",   "run",    "pause", "play",   "get",   "bring", "dim",  "take", "kill",
    "knock",  "add",    "remove", "tick",  "lower",  "raise", "crank", "mute", "skip", "cancel",
    "remind", "need",   "want",   "like",  "please", "light", "send",  "give"};
/// What complains asks for the opposite, where nothing else does.
constexpr std::string_view kComplaints[] = {"out", "low",  "empty",  "warm", "cool",  "cold",
                                            "hot", "dark", "bright", "loud", "quiet", "stuffy"};
constexpr std::string_view kSubjects[] = {"i", "we", "he", "she", "they", "it", "nobody"};

bool is_contracted(std::string_view word) {
  return !is_one_of(word, kAskers) &&
         std::ranges::any_of(kContracted, [&](std::string_view end) { return word.ends_with(end); });
}

bool orders(const std::vector<std::string_view>& words) {
  return std::ranges::any_of(
      words, [](std::string_view word) { return is_one_of(word, kVerbs) || is_one_of(word, kAskers); });
}

bool states(const std::vector<std::string_view>& words) {
  return std::ranges::any_of(
      words, [](std::string_view word) { return is_one_of(word, kTells) || is_contracted(word); });
}

/// "So I can see the dog", "I forgot them", "I can't hear it over the hood": why, and no wish of its own.
bool gives_why(const std::string& clause) {
  constexpr std::string_view kMay[] = {"can",   "can't", "cannot", "cant",    "could",
                                       "don't", "won't", "didn't", "doesn't", "couldn't"};
  constexpr std::string_view kCannot[] = {"can't", "cannot", "cant", "couldn't"};
  constexpr std::string_view kDone[] = {"see",   "hear", "sleep", "read",    "concentrate", "think",
                                        "focus", "work", "tell",  "breathe", "find",        "feel"};
  constexpr std::string_view kForgot[] = {"",         "it",         "them",         "that",
                                          "about it", "about them", "all about it", "all about them"};
  if (has_hangul(clause)) return false;
  const std::string said = plain_words(clause);
  const auto words = split_words(said);
  size_t at = 0;
  const auto next = [&] { return at < words.size() ? words[at] : std::string_view(); };
  // "…another twenty minutes, it's still pink": what complains is a wish.
  constexpr std::string_view kThings[] = {"it's", "it’s", "they're", "they’re", "that's"};
  if (words.size() > 2 && is_one_of(words[0], kThings) && words[1] == "still")
    return !orders(words) && std::ranges::none_of(words, [](std::string_view word) {
      return word == "too" || is_one_of(word, kComplaints);
    });
  const bool aim = next() == "so";
  if (aim) ++at;
  if (aim && next() == "that") ++at;
  if (!is_one_of(next(), kSubjects) || orders(words)) return false;
  ++at;
  if (aim) return is_one_of(next(), kMay);
  if (next() == "forgot" || next() == "forget")
    return is_one_of(trim_spaces(said.substr(said.find(next()) + next().size())), kForgot);
  if (!is_one_of(next(), kCannot)) return false;
  ++at;
  return is_one_of(next(), kDone);
}

/// "I can't hear the telly, turn it up": the reason says what is meant by "it", and is no wish of its own.
void name_what_the_reason_named(std::vector<Frame>& frames) {
  for (size_t i = 0; i + 1 < frames.size(); ++i) {
    const Frame& why = frames[i];
    Frame& next = frames[i + 1];
    if (why.role != ClauseRole::main || next.role != ClauseRole::main || next.reference == Reference::none ||
        has_target(next) || !has_target(why) || !acts_on_things(next.intent) || !gives_why(why.said))
      continue;
    std::vector<Span> targets;
    for (const Span& span : why.spans)
      if (is_target(span.role)) targets.push_back(span);
    next.spans.insert(next.spans.begin(), targets.begin(), targets.end());
    next.kind = why.kind;
    next.reference = Reference::none;
  }
}

/// "Bit warm in here", "the Sonos is rattling the slates": tells what bothers, in a clause without a verb
/// that orders.
bool complains(const std::string& said) {
  const auto words = split_words(said);
  if (words.empty() || is_one_of(words[0], kOpens) != (words[0] == "is") || orders(words)) return false;
  return words[0] == "is" || states(words) || words[0] == "its" ||
         says(said, {" too ", " bit ", " mite ", " boiling ", " freezing "});
}

/// "Too warm in here | drop the stove by two degrees", "is too bright in the nook | bring it down some": one
/// wish; its first clause says what it is about, where the second does not.
void join_complaint(std::vector<Frame>& frames) {
  const auto steps = [](const Frame& frame) {
    return is_relative(frame) && (sets_a_number(frame.intent) || frame.intent == Intent::set_volume_relative);
  };
  for (size_t i = 0; i + 1 < frames.size(); ++i) {
    Frame& first = frames[i];
    Frame& next = frames[i + 1];
    if (first.role != ClauseRole::main || next.role != ClauseRole::main || has_hangul(first.said) ||
        !steps(first) || !steps(next) || first.operation != next.operation || first.has(SpanRole::value) ||
        !complains(plain_words(first.said)) || plain_words(next.said).starts_with(" and "))
      continue;
    if (has_target(next)) {
      if (has_target(first) || first.intent != next.intent) continue;
    } else {
      if (next.reference == Reference::none || !has_target(first)) continue;
      std::vector<Span> targets;
      for (const Span& span : first.spans)
        if (is_target(span.role)) targets.push_back(span);
      next.spans.insert(next.spans.begin(), targets.begin(), targets.end());
      next.kind = first.kind;
      next.intent = first.intent;
      next.attribute = first.attribute;
      next.reference = Reference::none;
    }
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

}  // namespace

bool is_remark(std::string_view clause) {
  if (has_hangul(clause)) return false;
  const std::string said = plain_words(clause);
  const auto words = split_words(said);
  if (words.empty() || is_one_of(words[0], kOpens)) return false;
  if (orders(words)) return false;
  if (std::ranges::any_of(words, [](std::string_view word) { return is_one_of(word, kComplaints); }))
    return false;
  return states(words);
}

void drop_remarks(std::vector<Frame>& frames) {
  name_what_the_reason_named(frames);
  join_complaint(frames);
  const auto tells = [](const Frame& frame) {
    return frame.role == ClauseRole::main && frame.spans.empty() && frame.reference == Reference::none &&
           is_remark(frame.said);
  };
  // "Since my wife is asleep, …" is a reason, and no condition.
  const auto gives_reason = [&](const Frame& frame) {
    const std::string said = plain_words(frame.said);
    // "…되거든", behind what it is the reason for.
    if (frame.role == ClauseRole::condition && &frame == &frames.back() && frame.spans.empty() &&
        ends(trim_spaces(frame.said), {"거든", "거든요", "니까", "니까요"}))
      return true;
    return frame.role == ClauseRole::condition &&
           (said.starts_with(" since ") || said.starts_with(" because ") ||
            (said.starts_with(" as ") && !said.starts_with(" as long as ")));
  };
  const auto is_last = [&](const Frame& frame) { return &frame == &frames.back(); };
  // "Bit bright in here, bring the spots down": a setting without a value, before one that has it.
  const auto sets_nothing = [&](const Frame& frame) {
    const bool set = frame.operation == Operation::set || frame.operation == Operation::none;
    return !is_last(frame) && !has_hangul(frame.said) && sets_a_number(frame.intent) && set &&
           frame.role == ClauseRole::main && frame.spans.empty() && frame.reference == Reference::none &&
           acts_on_things((&frame + 1)->intent) && (&frame + 1)->has(SpanRole::name);
  };
  // "I could do with some light, the standard lamp will do": what is named is all that is wanted.
  const auto is_met_by_next = [&](const Frame& frame) {
    if (is_last(frame) || frame.role != ClauseRole::main || frame.has(SpanRole::name)) return false;
    const Frame& next = *(&frame + 1);
    return next.has(SpanRole::name) && acts_on_things(next.intent) &&
           ends(trim_spaces(next.said), {" will do", "'ll do", " would do"});
  };
  // "Turn up the radio, I can't hear it over the hood": what is named in a reason is not acted on.
  const auto is_why = [&](const Frame& frame) {
    if (frame.role != ClauseRole::main || !gives_why(frame.said)) return false;
    // "I'm cold and I can't hear the TV" are two wishes.
    const auto wishes = [&](const Frame& other) {
      const std::string said = plain_words(other.said);
      const auto words = split_words(said);
      return &other != &frame && !gives_why(other.said) && (orders(words) || !states(words));
    };
    return std::ranges::any_of(frames, wishes);
  };
  // "It's way too loud in here, turn the speaker down a lot": one wish, and what it is about comes second.
  const auto is_said_again = [&](const Frame& frame) {
    if (is_last(frame) || has_hangul(frame.said) || frame.role != ClauseRole::main || !frame.spans.empty() ||
        frame.reference != Reference::none)
      return false;
    const Frame& next = *(&frame + 1);
    const std::string said = plain_words(frame.said);
    const auto words = split_words(said);
    return acts_on_things(frame.intent) && next.role == ClauseRole::main && next.intent == frame.intent &&
           next.attribute == frame.attribute && next.operation == frame.operation && has_target(next) &&
           states(words) && !orders(words);
  };
  // "Send Henry home, he's too loud": behind a wish a complaint that names nothing is its reason; "I'm cold"
  // is a wish of its own, and so is what "and" joins.
  const auto is_complaint = [&](const Frame& frame) {
    if (&frame == &frames.front() || has_hangul(frame.said) || frame.role != ClauseRole::main ||
        !frame.spans.empty())
      return false;
    const Frame& before = *(&frame - 1);
    const std::string said = plain_words(frame.said);
    const auto words = split_words(said);
    constexpr std::string_view kOf[] = {"it's", "he's", "she's", "they're", "that's"};
    return !words.empty() && is_one_of(words[0], kOf) && says(said, {" too ", " so ", " way "}) &&
           !orders(words) && before.role == ClauseRole::main && acts_on_things(before.intent) &&
           has_target(before);
  };
  // "I fancy a coffee, get the machine on": what one would like is why, where no thing of the home is named.
  const auto is_fancy = [&](const Frame& frame) {
    if (is_last(frame) || frame.role != ClauseRole::main || has_target(frame) || frame.kind != Kind::any ||
        frame.place != Place::unsaid || frame.operation == Operation::raise ||
        frame.operation == Operation::lower)
      return false;
    const Frame& next = *(&frame + 1);
    return starts(plain_words(frame.said), {" i fancy a ", " i fancy some ", " i need a ", " i need my ",
                                            " i could murder a ", " i'd love a ", " i'm gasping for a "}) &&
           (acts_on_things(frame.intent) || frame.intent == Intent::none) && acts_on_things(next.intent) &&
           next.has(SpanRole::name);
  };
  // "Bit stuffy in here, stick the fan on low", read as wanting something played: no word plays.
  const auto plays_nothing = [&](const Frame& frame) {
    if (is_last(frame) || frame.intent != Intent::media_play || !frame.spans.empty() ||
        has_hangul(frame.said) || frame.role != ClauseRole::main)
      return false;
    const Frame& next = *(&frame + 1);
    const std::string said = plain_words(frame.said);
    return says(said, {" stuffy ", " warm ", " cold ", " hot ", " chilly ", " dark "}) &&
           !orders(split_words(said)) && acts_on_things(next.intent) && has_target(next);
  };
  // "Freeze the naan timer and leave the nap going": what is left needs nothing.
  const auto is_left = [&](const Frame& frame) {
    const std::string said = plain_words(frame.said);
    return &frame != &frames.front() && !has_hangul(frame.said) && frame.spans.empty() &&
           frame.kind == Kind::any && frame.role == ClauseRole::main &&
           starts(said, {" leave the ", " leave my ", " and leave the ", " and leave my "}) &&
           ends(trim_spaces(said), {" going", " running", " alone", " be", " as it is", " as is"});
  };
  // "Put the hood up a notch, there's smoke everywhere", read as something for a list: nothing was named.
  const auto is_there = [&](const Frame& frame) {
    return &frame != &frames.front() && frame.intent == Intent::list_add && !frame.has(SpanRole::item) &&
           !frame.has(SpanRole::list) && plain_words(frame.said).starts_with(" there's ") &&
           acts_on_things((&frame - 1)->intent);
  };
  // "Open the shade | would you and | put the lamps on": what only asks nicely.
  const auto is_polite = [&](const Frame& frame) {
    constexpr std::string_view kPolite[] = {"would", "could", "will", "can", "you",   "ye",
                                            "and",   "then",  "so",   "um",  "please"};
    const std::string said = plain_words(frame.said);
    return acts_on_things(frame.intent) && frame.spans.empty() && frame.role == ClauseRole::main &&
           frames.size() > 1 && !has_hangul(frame.said) &&
           std::ranges::all_of(split_words(said), [&](auto word) { return is_one_of(word, kPolite); });
  };
  const auto goes = [&](const Frame& frame) {
    return tells(frame) || is_polite(frame) || is_why(frame) || is_complaint(frame) || is_said_again(frame) ||
           is_fancy(frame) || plays_nothing(frame) || is_left(frame) || is_there(frame) ||
           sets_nothing(frame) || is_met_by_next(frame) || gives_reason(frame) || is_korean_plan(frame.said);
  };
  std::vector<Frame> kept;  // they look at their neighbours, which therefore stay where they are
  for (const Frame& frame : frames)
    if (!goes(frame)) kept.push_back(frame);
  if (!kept.empty()) frames = std::move(kept);
}

}  // namespace ondol::home
