// What can be asked of an entity: whether a state holds, and what an attribute's number is. Looks only; a
// home that is asked about is const.
#pragma once

#include <optional>
#include <string>

#include "home/frame.h"
#include "home/home.h"

namespace ondol::home {

/// Whether the entity is as asked; nothing where the question makes no sense for it (a light that is
/// "locked").
std::optional<bool> holds(const Entity& entity, Asked asked);

struct Reading {
  double value = 0;
  std::string unit;  ///< "°C", "%", "" …
};
/// The number behind an attribute: brightness in percent, a sensor's state …
std::optional<Reading> reading_of(const Home& home, const Entity& entity, Attribute attribute, Kind kind);

bool compare(double value, Comparison comparison, double with);

}  // namespace ondol::home
