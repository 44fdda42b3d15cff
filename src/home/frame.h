// The frame: what one clause of an utterance says, before any home is looked at. It is the contract between
// whatever reads text (the model) and everything that acts: labels from closed tables, and text copied from
// the utterance. No entity, area or value of a home is named by a label. docs/decisions/0014 says why.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "home/kinds.h"

namespace ondol::home {

/// What the clause wants. Labels are Home Assistant's names where it has one; docs of each row: labels.cpp.
enum class Intent : uint8_t {
  none,  ///< nothing that a home does: declined politely
  nevermind,
  confirm,  ///< yes, do what you asked about
  repeat,   ///< the same again with what is new here: "and the kitchen too"
  respond,  ///< small talk with an answer of its own
  turn_on,
  turn_off,
  toggle,
  open,
  close,
  stop,
  lock,
  unlock,
  light_set,
  set_position,
  fan_set_speed,
  humidifier_set,
  climate_set_temperature,
  climate_set_mode,
  climate_get_temperature,
  set_volume,
  set_volume_relative,
  mute,
  unmute,
  media_pause,
  media_unpause,
  media_next,
  media_previous,
  media_play,
  vacuum_start,
  vacuum_return,
  list_add,
  list_complete,
  list_remove,
  get_state,
  timer_start,
  timer_cancel,
  timer_cancel_all,
  timer_increase,
  timer_decrease,
  timer_pause,
  timer_unpause,
  timer_status,
  get_time,
  get_date,
  get_weather,
  broadcast,
};

/// The clause's part in the utterance. A condition holds for the main clauses after it, up to the next
/// condition; one that comes last holds for those before it. An alternative is done where the condition does
/// not hold.
enum class ClauseRole : uint8_t { main, condition, alternative };

/// How many are meant, as far as the words say.
enum class Quantity : uint8_t { unsaid, one, all, both, any };

/// A place that is meant without being named.
enum class Place : uint8_t { unsaid, here, whole_house };

/// What stands for something said before. `same`: left out altogether ("…and turn it off", "그리고 꺼줘").
enum class Reference : uint8_t { none, it, them, same };

enum class Attribute : uint8_t {
  none,
  brightness,
  color,
  color_temperature,
  position,
  temperature,         ///< measured in questions, target in commands
  target_temperature,  ///< "what is the thermostat set to"; of a humidifier, its target
  humidity,
  volume,
  speed,
  mode,
  media,  ///< what is playing
};

enum class Operation : uint8_t { none, set, raise, lower, maximum, minimum };

/// The form of a question. `value`: what is it; `yes_no`: is it so; `any`, `all`: are any/all so; `which`:
/// which are so, or, with `highest` and `lowest`, which is most so; `count`: how many are.
enum class Question : uint8_t { none, value, yes_no, count, any, all, which };

/// The state that is asked about or is the condition. Binary sensors are `on` when they detect: open, wet,
/// low battery, motion, at home; `off` otherwise.
enum class Asked : uint8_t {
  none,
  on,
  off,
  open,
  closed,
  locked,
  unlocked,
  playing,
  paused,
  idle,
  cleaning,
  docked,
  returning,
  home,
  away,
  heating,
  cooling,
  muted,
};

enum class Comparison : uint8_t { none, above, below, at_least, at_most, equal, highest, lowest };

/// What a piece of the utterance is for. Texts are as spoken, with particles and typing errors.
enum class SpanRole : uint8_t {
  name,    ///< of a device, scene, timer, person, place of weather
  area,    ///< a room
  floor,   ///< a floor or another group of rooms
  except,  ///< a name, room, floor or kind that is left out of "all"
  kind,    ///< optional: the noun of the kind, "lights", "불"; several kinds in one clause come as several
  value,   ///< number, share, colour, mode, "a bit"; what to set, or what a condition compares with
  condition,    ///< a value compared with, where condition and command are one clause
  duration,     ///< of a timer to start, or to add or take away
  of_duration,  ///< which timer: "the five minute timer"
  delay,        ///< after which, or for how long, to do it
  item,         ///< of a list
  list,         ///< the list's name
  media,        ///< what to play
  media_class,  ///< "song", "앨범"
  message,      ///< to broadcast
  date,         ///< of weather and calendars: "tomorrow", "주말"
};

struct Span {
  SpanRole role = SpanRole::name;
  std::string text;
  friend bool operator==(const Span&, const Span&) = default;
};

struct Frame {
  Intent intent = Intent::none;
  ClauseRole role = ClauseRole::main;
  Kind kind = Kind::any;
  Quantity quantity = Quantity::unsaid;
  Place place = Place::unsaid;
  Reference reference = Reference::none;
  Attribute attribute = Attribute::none;
  Operation operation = Operation::none;
  Question question = Question::none;
  Asked asked = Asked::none;
  Comparison comparison = Comparison::none;
  std::vector<Span> spans = {};  ///< in order of appearance
  std::string said = {};         ///< the clause as it was said; empty: nobody knows which words were its
  bool mended = false;           ///< not as it was read: nothing secured opens by it

  /// The first span of a role, or "".
  std::string_view text(SpanRole role) const {
    for (const Span& span : spans)
      if (span.role == role) return span.text;
    return {};
  }
  bool has(SpanRole role) const { return !text(role).empty(); }
  std::vector<std::string_view> texts(SpanRole role) const {
    std::vector<std::string_view> out;
    for (const Span& span : spans)
      if (span.role == role) out.push_back(span.text);
    return out;
  }
  friend bool operator==(const Frame&, const Frame&) = default;
};

/// By how much, and not to what: "two degrees warmer".
inline bool is_relative(const Frame& frame) {
  return frame.operation == Operation::raise || frame.operation == Operation::lower;
}

}  // namespace ondol::home
