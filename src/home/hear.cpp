// Verbs beside a name, comparatives, plain questions; see hear.h.
#include "home/hear.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "home/english_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// What is named, and how it shall be, read as nothing of a home: "begin charging the car", "the fan slower".
void hear_commands(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  const auto says = [&](std::string_view text) { return said.find(text) != std::string::npos; };
  std::vector<Span> named;
  for (const Mention& mention : mentions)
    if (mention.role == SpanRole::name && !mention.owns)
      named.push_back({SpanRole::name, words_of(frame, mention)});
  if (says(" what's on ") || says(" what is on ") || says(" what's playing ")) {
    if (named.size() != 1) return;
    frame = {.intent = Intent::get_state,
             .attribute = Attribute::media,
             .question = Question::value,
             .spans = std::move(named),
             .said = frame.said,
             .mended = true};
    return;
  }
  const bool reads =
      frame.kind == Kind::temperature || frame.kind == Kind::humidity || frame.kind == Kind::battery;
  if (reads && (frame.has(SpanRole::name) || frame.has(SpanRole::area)) && words.size() <= 6) {
    frame.intent = Intent::get_state;
    frame.question = Question::value;
    return;
  }
  if (asks(words)) return;
  if (named.empty()) return;
  const bool starts = words[0] == "begin" || words[0] == "start" || says(" going ") ||
                      says(" get to work ") || says(" fire up ") || says(" kick off ");
  const std::string_view last = last_word(words);
  if (!starts && (last == "on" || last == "off") && named.size() == 1) {
    frame = {.intent = last == "on" ? Intent::turn_on : Intent::turn_off,
             .spans = std::move(named),
             .said = frame.said,
             .mended = true};
    return;
  }
  if (starts && !says(" to bed ") && !says(" i'm ") && !says(" we're ")) {
    frame = {.intent = Intent::turn_on, .spans = std::move(named), .said = frame.said, .mended = true};
  }
}

/// "Fan slower": a comparative is which way.
void hear_comparatives(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main) return;
  struct Way {
    std::string_view word, thing;
    Intent intent;
    Kind kind;
    Operation operation;
  };
  constexpr Way kWays[] = {
      {" slower ", " fan ", Intent::fan_set_speed, Kind::fan, Operation::lower},
      {" faster ", " fan ", Intent::fan_set_speed, Kind::fan, Operation::raise},
      {" dimmer ", " lights ", Intent::light_set, Kind::light, Operation::lower},
      {" brighter ", " lights ", Intent::light_set, Kind::light, Operation::raise},
      {" quieter ", " music ", Intent::set_volume_relative, Kind::media_player, Operation::lower},
      {" louder ", " music ", Intent::set_volume_relative, Kind::media_player, Operation::raise},
      {" quieter ", " telly ", Intent::set_volume_relative, Kind::tv, Operation::lower},
      {" louder ", " telly ", Intent::set_volume_relative, Kind::tv, Operation::raise},
  };
  const std::string said = spaced(frame);
  for (const Way& way : kWays) {
    const size_t at = said.find(way.thing);
    if (at == std::string::npos || said.find(way.word) == std::string::npos || at > said.find(way.word))
      continue;
    frame.intent = way.intent;
    frame.attribute = Attribute::none;
    frame.kind = way.kind;
    frame.operation = way.operation;
    frame.spans = {{SpanRole::kind, frame.said.substr(at, way.thing.size() - 2)}};
    return;
  }
}

/// The time, and whether an umbrella is wanted, however they are asked for.
void hear_plain_questions(Frame& frame) {
  if (frame.intent != Intent::none) return;
  const std::string said = spaced(frame);
  const auto says = [&](std::string_view words) { return said.find(words) != std::string::npos; };
  if (says(" what time is it ") || says(" what's the time ") || says(" whats the time "))
    frame.intent = Intent::get_time;
  for (const std::string_view word : {" brolly ", " umbrella "})
    if (says(word) && (says(" need") || says(" take ") || says(" bring "))) {
      frame.intent = Intent::get_weather;
      frame.kind = Kind::any;
    }
}

}  // namespace

void hear(std::span<const Mention> mentions, Frame& frame) {
  hear_plain_questions(frame);
  hear_commands(mentions, frame);
  hear_comparatives(frame);
}

}  // namespace ondol::home
