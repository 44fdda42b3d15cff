// Ability by the tables of actions and questions; see fitness.h.
#include "home/fitness.h"

#include <algorithm>

#include "home/actions.h"
#include "home/labels.h"
#include "home/questions.h"

namespace ondol::home {
namespace {

/// Nothing that lets anybody in, nothing that moves about.
constexpr std::string_view kEverything[] = {"light",   "switch",     "fan",           "media_player",
                                            "climate", "humidifier", "input_boolean", "water_heater"};

bool answers(const Home& home, const Frame& frame, Kind kind, const Entity& entity) {
  if (frame.asked != Asked::none) return holds(entity, frame.asked).has_value();
  const Attribute attribute = frame.attribute;
  const bool words = attribute == Attribute::none || attribute == Attribute::media ||
                     attribute == Attribute::mode || attribute == Attribute::color;
  return (words && frame.comparison == Comparison::none) ||
         reading_of(home, entity, attribute, kind).has_value();
}

}  // namespace

bool is_able(const Home& home, const Frame& frame, Kind kind, const Entity& entity) {
  if (is_question(frame.intent)) return answers(home, frame, kind, entity);
  const Effect effect = effect_of(entity, frame.intent);
  if (effect != Effect::set) return effect != Effect::none;
  return can_set(entity, frame.attribute != Attribute::none ? frame.attribute : attribute_of(frame.intent));
}

bool belongs_to_everything(const Frame& frame, const Entity& entity) {
  const bool question = is_question(frame.intent);
  const bool switched = frame.intent == Intent::turn_on || frame.intent == Intent::turn_off ||
                        frame.intent == Intent::toggle ||
                        (question && (frame.asked == Asked::on || frame.asked == Asked::off));
  if (!switched) {
    // "close everything" is about what opens in passing, not about locks.
    const bool moves = frame.intent == Intent::open || frame.intent == Intent::close;
    return !moves || entity.domain() == "cover";
  }
  const bool room_alone = frame.quantity != Quantity::all && !frame.has(SpanRole::except) &&
                          frame.place != Place::whole_house && !question;
  if (room_alone) return entity.domain() == "light";
  return std::ranges::find(kEverything, entity.domain()) != std::end(kEverything);
}

bool asks_everywhere(const Frame& frame) {
  if (!is_question(frame.intent)) return false;
  // "If any lights are on turn them off"
  if (frame.role == ClauseRole::condition && frame.quantity == Quantity::any && frame.asked != Asked::none)
    return true;
  return frame.question == Question::any || frame.question == Question::all ||
         frame.question == Question::which || frame.question == Question::count ||
         frame.comparison == Comparison::highest || frame.comparison == Comparison::lowest;
}

}  // namespace ondol::home
