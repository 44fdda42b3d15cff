// The table of what can be done to what: one row for each domain and intent. There is no row that leads from
// off, close, stop or toggle to opening or unlocking, and none at all for alarms; the compiler checks it.
#pragma once

#include <cstdint>
#include <string_view>

#include "home/frame.h"
#include "home/home.h"

namespace ondol::home {

enum class Effect : uint8_t {
  none,
  turn_on,
  turn_off,
  toggle,  ///< becomes turn_on, turn_off, open or close when an entity is looked at
  open,
  close,
  stop,
  lock,
  unlock,
  play,
  pause,
  next,
  previous,
  mute,
  unmute,
  play_media,
  clean,
  go_home,
  activate,  ///< scenes, scripts, automations
  set,       ///< an attribute to a value
};

/// Entities are acted on by class: the domain, but covers that let people in are "secured_cover".
std::string_view action_class(const Entity& entity);
/// Locks, valves, alarms, and covers that are garage doors, gates or doors (by class, or by name where it is
/// absent).
bool is_secured(const Entity& entity);

/// none: there is no such row.
Effect effect_of(const Entity& entity, Intent intent);
/// The attribute that an intent sets where the frame names none.
Attribute attribute_of(Intent intent);
/// Whether the entity has such an attribute that can be set.
bool can_set(const Entity& entity, Attribute attribute);

/// The effect on this entity lets something in or out: a lock, garage door, gate, door or valve opens.
bool is_opening(const Entity& entity, Effect effect, const Json& value);

}  // namespace ondol::home
