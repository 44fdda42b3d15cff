// Targets by what was said as their names, which may be kinds or rooms; see search.h.
#include <algorithm>
#include <utility>

#include "home/actions.h"
#include "home/fitness.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/room_words.h"
#include "home/search.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// Letter by letter but for case.
bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(x) == lower(y);
  });
}

std::vector<Match> own_names(const NameReading& reading) {
  std::vector<Match> out;
  std::ranges::copy_if(reading.entities, std::back_inserter(out),
                       [](const Match& match) { return match.score >= kOwn; });
  return out;
}

std::vector<int32_t> things_of(const std::vector<Match>& matches) {
  std::vector<int32_t> out;
  for (const Match& match : matches) out.push_back(match.thing);
  return out;
}

/// A window air conditioner is not "the thermostat" where another thing is called so.
bool are_coolers(const Search& search, const std::vector<int32_t>& here) {
  return std::ranges::all_of(here, [&](int32_t i) {
    return search.index.says(i, Kind::air_conditioner) && !search.index.says(i, Kind::climate);
  });
}

/// The words, which are a kind too, are what exactly one thing is called where it counts.
bool is_own_name(const Search& search, const NameReading& reading, std::string_view name) {
  int n_own = 0;
  bool elsewhere = false;
  for (const Match& match : own_names(reading)) {
    if (!search.able(match.thing)) continue;
    if (!search.places.empty() && !search.in_scope(match.thing)) continue;
    const Entity& e = search.entity(match.thing);
    // "the study lights" are more than the one that is called Study Light.
    if (reading.plural && reading.area != kNowhere && !same_name(e.name, name)) continue;
    ++n_own;
    elsewhere =
        elsewhere || (search.speaker != kNowhere && search.index.area_of(match.thing) != search.speaker &&
                      search.places.areas.empty());
  }
  if (n_own == 0 || search.is_several()) return false;
  // "the light", said in a room that has lights of its own, while another room's light is called "Light".
  // "The desk lamp", "the chandelier" is one thing's name wherever it stands.
  if (!elsewhere || reading.area != kNowhere || split_words(normalise(name)).size() > 1) return true;
  if (n_own == 1 && tells_apart(name)) return true;
  return std::ranges::none_of(reading.kinds, [&](Kind kind) {
    const auto here = search.of_kind(kind, search.speaker);
    return !here.empty() && !(kind == Kind::climate && are_coolers(search, here));
  });
}

bool by_kinds_of_name(Search& search, const NameReading& reading, std::string_view name) {
  const auto areas = search.places.areas;
  if (reading.area != kNowhere) search.places.areas.push_back(reading.area);
  // The frame's own kind decides where a word is several kinds' ("문").
  Kind kind = Kind::any;
  for (const Kind candidate : reading.kinds) {
    if (candidate == search.out.kind) {
      kind = candidate;
      break;
    }
    if (kind == Kind::any && !search.of_kind(candidate, kNowhere).empty()) kind = candidate;
  }
  if (kind == Kind::any && reading.kinds[0] != Kind::any && search.out.kind == Kind::any)
    return search.fail(Missing::kind, name);
  const Kind before = search.out.kind;
  if (kind != Kind::any) search.out.kind = kind;
  search.out.certainty = std::min(search.out.certainty, reading.certainty);
  search.noun = name;
  if (!add_by_kind(search)) return false;
  if (before != Kind::any) search.out.kind = before;
  if (!areas.empty()) search.places.areas = areas;
  return true;
}

/// "The hue bars" are the left and the right one, where neither is called bars by itself.
bool are_all_meant(const Search& search, const std::vector<int32_t>& chosen, std::string_view name) {
  if (!name.ends_with('s') || name.ends_with("ss") || name.ends_with("'s") || has_hangul(name)) return false;
  const size_t at = name.rfind(' ');
  const std::string_view last = name.substr(at == std::string_view::npos ? 0 : at + 1);
  return std::ranges::none_of(chosen, [&](int32_t i) {
    const Entity& e = search.entity(i);
    return is_secured(e) || e.domain() != search.entity(chosen[0]).domain() ||
           plain_words(e.name).find(" " + std::string(last) + " ") != std::string::npos;
  });
}

/// "The rainfall intensity of the rain sensor", which two are called: the one whose class has a word of it.
std::vector<int32_t> measured_so(const Search& search, const std::vector<int32_t>& chosen,
                                 std::string_view name) {
  const std::string said = plain_words(search.frame.said), own = plain_words(name);
  std::vector<int32_t> out;
  for (const int32_t i : chosen) {
    std::string of(search.entity(i).device_class());
    std::ranges::replace(of, '_', ' ');
    const auto is_said = [&](std::string_view word) {
      const std::string one = " " + std::string(word) + " ";
      return said.find(one) != std::string::npos && own.find(one) == std::string::npos;
    };
    if (std::ranges::any_of(split_words(of), is_said)) out.push_back(i);
  }
  return out.empty() ? chosen : out;
}

/// "침대 등 둘 다", of a left and a right one: two whose names begin and end as was said.
std::vector<int32_t> twins(const Search& search, std::string_view name) {
  const auto words = split_words(name);
  std::vector<int32_t> out;
  if (search.frame.quantity != Quantity::both || words.size() != 2 || !has_hangul(name)) return out;
  for (size_t at = 0; at < search.home.entities.size(); ++at) {
    const auto i = static_cast<int32_t>(at);
    const Entity& e = search.home.entities[at];
    const auto is_so = [&](const std::string& own) {
      return own.starts_with(words[0]) && own.ends_with(words[1]);
    };
    if (search.able(i) && search.in_scope(i) && !is_secured(e) && e.any_name(is_so)) out.push_back(i);
  }
  return out;
}

/// "도서관 에어컨", where the one of the living room is called no more than "에어컨": the place that was said
/// and is none of this home; empty otherwise.
std::string_view place_not_here(const Search& search, std::string_view name,
                                const std::vector<int32_t>& chosen) {
  const auto words = split_words(name);
  if (words.size() != 2 || !has_hangul(name) || !is_place_word(words[0]) || kinds_of(words[1]).empty() ||
      is_place(search.index, words[0]))
    return {};
  const auto says_it = [&](const std::string& own) { return own.find(words[0]) != std::string::npos; };
  return std::ranges::any_of(chosen, [&](int32_t i) { return search.entity(i).any_name(says_it); })
             ? std::string_view{}
             : words[0];
}

/// Adds what one name means; false where the search has failed.
bool add_name(Search& search, std::string_view name) {
  const NameReading reading = search.index.find(name);
  // A bare kind is the kind, unless exactly one thing is called just so where it counts.
  if (!reading.kinds.empty() && !is_own_name(search, reading, name)) {
    if (by_kinds_of_name(search, reading, name)) return true;
    const auto own = own_names(reading);
    if (own.empty()) return false;
    search.out.entities = things_of(own);
    return search.fail(Missing::ability, name);
  }
  // A room said where a name was expected: "turn off the kitchen".
  if (is_place(search.index, name) && own_names(reading).empty()) {
    search.add_place(name, false);
    return add_by_kind(search);
  }
  bool able_found = false;
  auto chosen = search.choose(reading.entities, able_found);
  if (chosen.empty()) {
    // "the fan and the lamp", read as one name.
    if (const auto parts = split_conjunction(name); reading.entities.empty() && parts.size() > 1)
      return std::ranges::all_of(parts, [&](const std::string& part) { return add_name(search, part); });
    if (!able_found && search_by_other(search, name)) return true;
    if (const auto two = twins(search, name); two.size() == 2) {
      search.add(two);
      return search.out.by_name = true;
    }
    if (reading.entities.empty()) return search.fail(Missing::name, name);
    if (able_found) return search.fail(Missing::in_scope, name);
    for (const Match& match : reading.entities)
      if (match.score >= reading.entities[0].score - 3) search.out.entities.push_back(match.thing);
    return search.fail(Missing::ability, name);
  }
  if (const auto place = place_not_here(search, name, chosen); !place.empty())
    return search.fail(Missing::area, place);
  if (chosen.size() > 1 && is_question(search.frame.intent)) chosen = measured_so(search, chosen, name);
  const bool both =
      (search.frame.quantity == Quantity::both || says(search.frame.said, {"양쪽 ", "양 쪽 "})) &&
      chosen.size() == 2;
  if (chosen.size() > 1 && !both && search.frame.quantity != Quantity::all &&
      !is_question(search.frame.intent) && !are_all_meant(search, chosen, name)) {
    search.out.entities = std::move(chosen);
    return search.fail(Missing::choice, name);
  }
  search.out.by_name = true;
  search.add(chosen);
  return true;
}

}  // namespace

bool is_place(const NameIndex& index, std::string_view name) {
  const auto areas = index.find_areas(name), floors = index.find_floors(name);
  return (!areas.empty() && areas[0].score >= kClear) || (!floors.empty() && floors[0].score >= kClear);
}

void search_by_name(Search& search, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names)
    if (!add_name(search, name)) return;
  if (search.out.entities.empty()) search.fail(Missing::name, names[0]);
}

bool search_by_whole_phrase(Search& search) {
  const Frame& frame = search.frame;
  if (frame.quantity != Quantity::unsaid || frame.has(SpanRole::except) || asks_everywhere(frame) ||
      frame.texts(SpanRole::name).size() > 1)
    return false;
  std::vector<std::string_view> parts;
  size_t n_before = 0;  // parts up to a name: "the aquarium and the hobby light" are two things
  for (const Span& span : frame.spans) {
    if (span.role == SpanRole::floor || span.role == SpanRole::area || span.role == SpanRole::name ||
        span.role == SpanRole::kind)
      parts.push_back(span.text);
    if (span.role == SpanRole::name && n_before == 0) n_before = parts.size();
  }
  // "the PM10 level of the living room PM10 sensor": what stands last is the name.
  const size_t n_first = n_before > 0 ? n_before : parts.size();
  for (size_t first = 0; first + 1 < parts.size() && first < n_first; ++first) {
    // "Minji's room and the bedroom's heater": the rooms are two, and the last is no name by itself.
    if (first > 0 && first + 1 < parts.size()) {
      const size_t a = frame.said.find(parts[first - 1]), b = frame.said.find(parts[first]);
      if (a < b && b != std::string::npos && is_place(search.index, parts[first - 1]) &&
          split_conjunction(frame.said.substr(a, b + parts[first].size() - a)).size() > 1)
        return false;
    }
    std::string whole;
    for (size_t i = first; i < parts.size(); ++i) whole += (i > first ? " " : "") + std::string(parts[i]);
    const NameReading reading = search.index.find(whole);
    if (reading.plural) return false;
    std::vector<int32_t> own;
    for (const Match& match : own_names(reading))
      if (search.able(match.thing)) own.push_back(match.thing);
    if (own.size() != 1) continue;
    // The rooms that were said are part of the name.
    search.out.entities = own;
    return search.out.by_name = true;
  }
  return false;
}

bool search_by_noun(Search& search) {
  const Frame& frame = search.frame;
  auto nouns = frame.texts(SpanRole::kind);
  // "스프링클러 물 틀어": of nouns in a row, the one that a thing is called by.
  if (nouns.size() == 2 && has_hangul(nouns[0]) &&
      frame.said.find(std::string(nouns[0]) + " " + std::string(nouns[1])) != std::string::npos &&
      is_own_name(search, search.index.find(nouns[0]), nouns[0]))
    nouns.pop_back();
  if (nouns.size() != 1 || frame.quantity != Quantity::unsaid || frame.has(SpanRole::except) ||
      asks_everywhere(frame))
    return false;
  const NameReading reading = search.index.find(nouns[0]);
  // "The sprinklers", beside a water main: a plural that is all of one thing's name.
  auto own = own_names(reading);
  if (reading.plural) {
    if (reading.area != kNowhere || !tells_apart(nouns[0])) return false;
    std::erase_if(own, [&](const Match& match) {
      return !search.entity(match.thing).any_name([&](const std::string& name) {
        return same_name(name, nouns[0]);
      });
    });
  }
  if (own.empty() || !is_own_name(search, reading, nouns[0])) return false;
  bool able_found = false;
  const auto chosen = search.choose(own, able_found);
  if (chosen.size() != 1) return false;
  search.out.entities = chosen;
  return search.out.by_name = true;
}

}  // namespace ondol::home
