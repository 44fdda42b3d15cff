// Slots and what is missing; see clause.h.
#include "home/clause.h"

#include <algorithm>

#include "home/reply/nouns.h"
#include "home/words.h"

namespace ondol::home {

ClauseResult reply_only(std::string reply) {
  ClauseResult out;
  out.reply = std::move(reply);
  return out;
}

ClauseResult ask(std::string reply) {
  ClauseResult out = reply_only(std::move(reply));
  out.asked_back = true;
  return out;
}

std::vector<std::string> ids_of(const Home& home, const std::vector<int32_t>& entities) {
  std::vector<std::string> ids;
  for (const int32_t index : entities) ids.push_back(home.entities[static_cast<size_t>(index)].id);
  return ids;
}

Json target_slots(const Home& home, const Frame& frame, const Targets& targets) {
  Json slots = Json::object();
  const auto entity = [&](int32_t index) -> const Entity& {
    return home.entities[static_cast<size_t>(index)];
  };
  if (targets.by_name && !targets.entities.empty()) {
    std::vector<std::string> names;
    for (const int32_t index : targets.entities) names.push_back(entity(index).name);
    slots["name"] = names.size() == 1 ? Json(names[0]) : Json(names);
  }
  std::vector<std::string> areas, floors;
  for (const int32_t area : targets.areas) areas.push_back(home.area_name(area));
  for (const int32_t floor : targets.floors) floors.push_back(home.floors[static_cast<size_t>(floor)].name);
  if (!areas.empty()) slots["area"] = areas.size() == 1 ? Json(areas[0]) : Json(areas);
  if (!floors.empty()) slots["floor"] = floors.size() == 1 ? Json(floors[0]) : Json(floors);
  const KindRow& row = kind_row(targets.kind);
  if (targets.kind == Kind::any || (targets.by_name && frame.kind == Kind::any)) return slots;
  std::string_view match = row.matches.substr(0, row.matches.find(' '));
  // Of several readings of a kind, the one that the entities found are of.
  if (!targets.entities.empty()) {
    const std::string_view domain = entity(targets.entities[0]).domain();
    slots["domain"] = domain;
    const std::string_view device_class = entity(targets.entities[0]).device_class();
    const bool same = std::ranges::all_of(
        targets.entities, [&](int32_t i) { return entity(i).device_class() == device_class; });
    if (same && !device_class.empty()) slots["device_class"] = device_class;
    // A door's own sensor and one of what opens: Home Assistant takes a list of classes.
    if (!same && targets.kind == Kind::door && domain == "binary_sensor") {
      std::vector<std::string> classes;
      for (const int32_t i : targets.entities)
        if (const std::string of(entity(i).device_class()); std::ranges::find(classes, of) == classes.end())
          classes.push_back(of);
      slots["device_class"] = classes;
    }
  } else {
    slots["domain"] = match.substr(0, match.find(':'));
    if (const size_t colon = match.find(':'); colon != std::string_view::npos) {
      const std::string_view classes = match.substr(colon + 1);
      slots["device_class"] = classes.substr(0, classes.find(','));
    }
  }
  return slots;
}

ClauseResult say_missing(const View& view, const Targets& targets) {
  const bool own_noun = targets.kind == Kind::fan && has_hangul(targets.missing_text);
  const std::string kind = own_noun ? targets.missing_text : kind_noun(view.language, targets.kind, false);
  const bool not_there = targets.missing == Missing::in_scope || targets.missing == Missing::kind;
  if (not_there && targets.kind == Kind::any) return reply_only(view.say(Say::nothing_can));
  switch (targets.missing) {
    case Missing::choice: {
      ClauseResult out =
          ask(view.say(Say::which_one, {Noun(names_text(view.language, view.home, targets.entities), true)}));
      out.candidates = targets.entities;
      return out;
    }
    case Missing::name:
      return reply_only(view.say(Say::unknown_name, {targets.missing_text}));
    case Missing::area:
      return reply_only(view.say(Say::unknown_area, {targets.missing_text}));
    case Missing::in_scope:
      return reply_only(view.say(Say::none_in_scope, {kind}));
    case Missing::kind:
      return reply_only(view.say(Say::none_of_kind, {kind}));
    case Missing::ability: {
      const Noun noun =
          targets.entities.empty()
              ? Noun(targets.missing_text)
              : name_noun(view.language, view.home.entities[static_cast<size_t>(targets.entities[0])]);
      return reply_only(view.say(Say::cannot_do, {noun}));
    }
    case Missing::reference:
      return ask(view.say(Say::no_reference));
    case Missing::subject:
      return ask(view.say(Say::no_subject));
    case Missing::nothing:
      break;
  }
  return reply_only(view.say(Say::not_understood));
}

}  // namespace ondol::home
