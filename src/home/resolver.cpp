// Rooms, then names, references or kinds; see resolver.h.
#include "home/resolver.h"

#include <algorithm>

#include "home/labels.h"
#include "home/search.h"

namespace ondol::home {
namespace {

/// The rooms that were said. What is marked as a room and is none may be a name: it goes to names.
bool find_places(Search& search, std::vector<std::string_view>& names) {
  for (const Span& span : search.frame.spans) {
    if (span.role != SpanRole::area && span.role != SpanRole::floor) continue;
    if (search.add_place(span.text, span.role == SpanRole::floor)) continue;
    const NameReading reading = search.index.find(span.text);
    if (reading.entities.empty() || reading.entities[0].score < kClear)
      return search.fail(Missing::area, span.text);
    names.push_back(span.text);
  }
  return true;
}

bool find_exceptions(Search& search) {
  for (const std::string_view text : search.frame.texts(SpanRole::except))
    if (!search.exceptions.add(search.index, text)) return search.fail(Missing::name, text);
  return true;
}

/// Of what was spoken of, what the clause can be about.
std::vector<int32_t> referred(const Search& search, const std::vector<int32_t>& spoken_of) {
  const Kind kind = search.out.kind;
  std::vector<int32_t> out;
  for (const int32_t i : spoken_of)
    if (search.able(i) && !search.is_excepted(i) &&
        (kind == Kind::any || search.index.kind_rank(i, kind) != kNotOfKind))
      out.push_back(i);
  return out;
}

bool by_reference(Search& search) {
  Targets& out = search.out;
  out.entities = referred(search, search.memory.entities);
  if (out.entities.empty()) out.entities = referred(search, search.memory.earlier);
  out.by_name = !out.entities.empty();
  if (out.by_name) {
    // "it" is as sure as the name that it stands for.
    out.certainty = std::min(out.certainty, search.memory.targets.certainty);
    return true;
  }
  // "it" after a question that had no entity, or a kind of its own: as if it had been left out.
  if (out.kind != Kind::any || search.frame.reference == Reference::same) {
    if (search.frame.place == Place::unsaid) search.places.areas = search.memory.targets.areas;
    return search_by_kind(search);
  }
  if (search.memory.entities.empty()) return search.fail(Missing::reference);
  out.entities = search.memory.entities;
  return search.fail(Missing::ability, search.entity(out.entities[0]).name);
}

void run(Search& search) {
  const Frame& frame = search.frame;
  auto names = frame.texts(SpanRole::name);
  if (!find_places(search, names) || !find_exceptions(search)) return;
  if (!names.empty()) {
    search_by_name(search, names);
  } else if (frame.reference != Reference::none && !frame.has(SpanRole::area) &&
             !frame.has(SpanRole::floor)) {
    by_reference(search);
  } else if (!search_by_noun(search)) {
    search_by_kind(search);
  }
}

}  // namespace

Kind implied_kind(const Frame& frame) {
  if (frame.kind != Kind::any) return frame.kind;
  if (is_timer_intent(frame.intent)) return Kind::timer;
  if (is_media_intent(frame.intent)) return Kind::media_player;
  switch (frame.intent) {
    case Intent::light_set:
      return Kind::light;
    case Intent::lock:
    case Intent::unlock:
      return Kind::lock;
    case Intent::fan_set_speed:
      return Kind::fan;
    case Intent::climate_set_mode:
      return Kind::climate;
    case Intent::climate_get_temperature:
      return Kind::climate;
    case Intent::vacuum_start:
    case Intent::vacuum_return:
      return Kind::vacuum;
    case Intent::list_add:
    case Intent::list_complete:
    case Intent::list_remove:
      return Kind::todo_list;
    case Intent::get_weather:
      return Kind::weather;
    case Intent::climate_set_temperature:
      return frame.has(SpanRole::name) ? Kind::any : Kind::climate;
    default:
      return Kind::any;
  }
}

Targets resolve(const Frame& frame, const Situation& situation, const Memory& memory) {
  Search search(frame, situation, memory);
  run(search);
  search.out.areas = std::move(search.places.areas);
  search.out.floors = std::move(search.places.floors);
  return std::move(search.out);
}

}  // namespace ondol::home
