// Rooms, then names, references or kinds; see resolver.h.
#include "home/resolver.h"

#include <algorithm>
#include <utility>

#include "home/actions.h"
#include "home/fitness.h"
#include "home/labels.h"
#include "home/search.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "my room", "이 방": where the speaker is.
bool is_here(std::string_view words) {
  constexpr std::string_view kHere[] = {"room", "thisroom", "here", "방",    "이방",
                                        "내방", "제방",     "여기", "우리방"};
  for (const std::string& way : without_particles(normalise(words))) {
    if (std::ranges::find(kHere, compact(way)) != std::end(kHere)) return true;
    // "…가요 제 방": words of another clause were taken into it.
    if (has_hangul(way) && (way.ends_with(" 제 방") || way.ends_with(" 내 방") || way.ends_with(" 이 방")))
      return true;
  }
  return false;
}

/// "Shop light", read as a room and a kind where there is no such room: the words, if a thing is called so.
std::string_view name_with_noun(const Search& search, const Span& place) {
  const Span* const next = &place + 1;
  if (next == search.frame.spans.data() + search.frame.spans.size() || next->role != SpanRole::kind)
    return {};
  const std::string_view said = search.frame.said;
  const size_t at = said.find(place.text + " " + next->text);
  if (at == std::string_view::npos) return {};
  const std::string_view whole = said.substr(at, place.text.size() + 1 + next->text.size());
  const NameReading reading = search.index.find(whole);
  const bool is_name =
      reading.area == kNowhere && !reading.entities.empty() && reading.entities[0].score >= kOwn;
  return is_name ? whole : std::string_view{};
}

/// "걔 방", also without its "그": no room's name.
bool is_that_room(const Search& search, const std::string& words) {
  return that_room_at(words) != std::string::npos ||
         (that_room_at(search.frame.said) != std::string::npos && that_room_at("그 " + words) == 0);
}

/// The rooms that were said, floors first: they tell rooms apart. What is marked as a room and is none may be
/// a name: it goes to names.
bool find_places(Search& search, std::vector<std::string_view>& names) {
  for (const SpanRole role : {SpanRole::floor, SpanRole::area}) {
    for (const Span& span : search.frame.spans) {
      if (span.role != role || is_that_room(search, span.text)) continue;
      // Beside a name, "shop light" is one too, also where a room is called shop.
      const bool is_room = is_place(search.index, span.text);
      if (const auto whole = name_with_noun(search, span); !whole.empty() && (!is_room || !names.empty())) {
        names.push_back(whole);
        continue;
      }
      if (search.add_place(span.text, role == SpanRole::floor)) continue;
      const auto parts = split_conjunction(span.text);
      if (parts.size() > 1 && std::ranges::all_of(parts, [&](const std::string& part) {
            return search.add_place(part, role == SpanRole::floor);
          }))
        continue;
      if (is_here(span.text) && search.speaker != kNowhere) {
        search.places.areas.push_back(search.speaker);
        continue;
      }
      const NameReading reading = search.index.find(span.text);
      if (reading.entities.empty() || reading.entities[0].score < kClear)
        return search.fail(Missing::area, span.text);
      names.push_back(span.text);
    }
  }
  return true;
}

bool find_exceptions(Search& search) {
  const Frame& frame = search.frame;
  for (const std::string_view text : frame.texts(SpanRole::except)) {
    // "거실 등 말고 스탠드 켜": not that one, but another kind of thing in its room.
    if (frame.quantity != Quantity::all && search.places.empty() && has_hangul(text) &&
        frame.said.find(std::string(text) + " 말고") != std::string::npos)
      if (const NameReading read = search.index.find(text); read.area != kNowhere) {
        search.places.areas = {read.area};
        if (frame.kind != Kind::any && !is_one_of(frame.kind, read.kinds)) continue;
      }
    if (!search.exceptions.add(search.home, search.index, search.places, search.speaker, text))
      return search.fail(Missing::name, text);
  }
  return true;
}

/// Of what was spoken of, what the clause can be about. A kind that only the intent implies tells nothing:
/// "lower it five degrees" is said of hot water too.
std::vector<int32_t> referred(const Search& search, const std::vector<int32_t>& spoken_of) {
  const Kind kind = search.frame.kind;
  std::vector<int32_t> out;
  for (const int32_t i : spoken_of)
    if (search.able(i) && !search.is_excepted(i) &&
        (kind == Kind::any || search.index.kind_rank(i, kind) != kNotOfKind))
      out.push_back(i);
  return out;
}

bool by_reference(Search& search) {
  Targets& out = search.out;
  // "Open the drapes and the blind" | "close them again".
  const Memory& memory = search.memory;
  const bool several = search.frame.reference == Reference::them && memory.entities.size() == 1;
  out.entities = referred(search, several ? memory.together : memory.entities);
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
    if (search_by_kind(search)) return true;
    // "Turn on the kitchen light and set the temperature to 20": the kitchen has none.
    const bool elsewhere = out.missing == Missing::in_scope && search.frame.reference == Reference::same;
    if (!elsewhere || search.frame.place != Place::unsaid) return false;
    search.places = {};
    out.missing = Missing::nothing;
    out.missing_text.clear();
    return search_by_kind(search);
  }
  if (search.memory.entities.empty()) return search.fail(Missing::reference);
  out.entities = search.memory.entities;
  return search.fail(Missing::ability, search.entity(out.entities[0]).name);
}

/// Something that joins two things is said between them: "the TV and the lights", "불이랑 선풍기".
bool are_joined(const Frame& frame, const Span& first, const Span& second) {
  if (frame.said.empty()) return true;
  const size_t a = frame.said.find(first.text);
  const size_t b = a == std::string::npos ? a : frame.said.find(second.text, a + first.text.size());
  if (b == std::string::npos) return false;
  return split_conjunction(frame.said.substr(a, b + second.text.size() - a)).size() > 1;
}

/// Each noun of a kind is joined to the one before it.
bool nouns_are_joined(const Frame& frame) {
  const Span* before = nullptr;
  for (const Span& span : frame.spans) {
    if (span.role != SpanRole::kind) continue;
    // "커튼 블라인드 다": a row of nouns, where all of them are meant.
    const bool in_a_row = before != nullptr && frame.quantity == Quantity::all && has_hangul(span.text) &&
                          frame.said.find(before->text + " " + span.text) != std::string::npos;
    if (before != nullptr && !in_a_row && !are_joined(frame, *before, span)) return false;
    before = &span;
  }
  return true;
}

/// A noun's own kind: of its kinds the first that is there, or any.
Kind kind_there(const Search& search, const std::vector<Kind>& kinds) {
  const auto there = std::ranges::find_if(
      kinds, [&](Kind kind) { return kind != Kind::any && !search.of_kind(kind, kNowhere).empty(); });
  return there != kinds.end() ? *there : Kind::any;
}

/// The kinds that were said one beside the other: "lights and fans".
std::vector<Kind> kinds_said(const Search& search) {
  const Frame& frame = search.frame;
  if (!nouns_are_joined(frame)) return {};
  std::vector<Kind> out;
  for (const std::string_view noun : frame.texts(SpanRole::kind)) {
    const auto kinds = search.index.kinds_of(noun);
    if (kinds.empty()) return {};
    const bool own = out.empty() && std::ranges::find(kinds, frame.kind) != kinds.end();
    const Kind there = own ? frame.kind : kind_there(search, kinds);
    const Kind kind = there != Kind::any ? there : kinds[0];
    if (std::ranges::find(out, kind) == out.end()) out.push_back(kind);
  }
  return out;
}

/// Nothing but articles stands between them: "the TV the fan and the hearth lights".
bool are_listed(const Frame& frame, const Span& first, const Span& second) {
  if (are_joined(frame, first, second)) return true;
  const size_t a = frame.said.find(first.text) + first.text.size();
  const size_t b = frame.said.find(second.text, a);
  const auto is_article = [](std::string_view word) {
    return word == "the" || word == "my" || word == "our";
  };
  if (has_hangul(frame.said) || b == std::string::npos) return false;
  const auto between = split_words(std::string_view(frame.said).substr(a, b - a));
  return !between.empty() && std::ranges::all_of(between, is_article);
}

/// Here the words are one thing's own name; kNowhere where none or several are called so.
int32_t only_one_called(const Search& search, std::string_view noun) {
  int32_t own = kNowhere;
  for (const Match& match : search.index.find(noun).entities) {
    if (match.score < kOwn || !search.able(match.thing) || !search.in_scope(match.thing)) continue;
    if (own != kNowhere) return kNowhere;
    own = match.thing;
  }
  return own;
}

/// "the TV and the kitchen lights": what was named is there; the kinds and their room come to it.
void add_kinds_beside_names(Search& search) {
  const Frame& frame = search.frame;
  if (frame.said.empty()) return;
  std::vector<const Span*> things;
  for (const Span& span : frame.spans)
    if (span.role == SpanRole::name || span.role == SpanRole::kind) things.push_back(&span);
  const size_t n_kind = frame.texts(SpanRole::kind).size();
  for (size_t i = 0; i < things.size(); ++i) {
    if (things[i]->role != SpanRole::kind) continue;
    const bool behind = i > 0 && are_listed(frame, *things[i - 1], *things[i]);
    if (!behind && !(i + 1 < things.size() && are_listed(frame, *things[i], *things[i + 1]))) continue;
    const Targets before = search.out;
    const Places places = search.places;
    // "The wireless and the telly": by its own noun where the clause has no kind.
    if (n_kind > 1 ||
        (frame.kind == Kind::any && frame.quantity == Quantity::unsaid && !is_question(frame.intent))) {
      const auto kinds = search.index.kinds_of(things[i]->text);
      const bool own = std::ranges::find(kinds, frame.kind) != kinds.end();
      search.out.kind = own ? frame.kind : kind_there(search, kinds);
      if (search.out.kind == Kind::any) search.out.kind = before.kind;
    }
    if (!add_by_kind(search)) {
      search.out = before;
      // "쪽문이랑 뒷문 열어": of many doors the one that is called so; the policy asks.
      if (const int32_t own = only_one_called(search, things[i]->text); own != kNowhere) search.add({own});
    }
    if (n_kind > 1) search.places = places;
  }
}

/// "Is the gas off", where no sensor says it, is about the one thing that is called by that word.
void by_part_of_a_name(Search& search) {
  const auto nouns = search.frame.texts(SpanRole::kind);
  if (search.out.missing != Missing::kind || nouns.size() != 1) return;
  const std::string noun = " " + normalise(nouns[0]) + " ";
  const Kind kind = std::exchange(search.out.kind, Kind::any);
  std::vector<int32_t> called;
  for (size_t at = 0; at < search.home.entities.size(); ++at) {
    const Entity& e = search.home.entities[at];
    const auto i = static_cast<int32_t>(at);
    if ((" " + normalise(e.name) + " ").find(noun) == std::string::npos || !search.able(i)) continue;
    if (is_question(search.frame.intent) || !is_secured(e)) called.push_back(i);
  }
  if (called.size() != 1) {
    search.out.kind = kind;
    return;
  }
  search.out.missing = Missing::nothing;
  search.out.missing_text.clear();
  search.out.entities = called;
  search.out.by_name = true;
}

/// "서큘레이터랑 환풍기": of one kind, and each the own name of one thing.
bool by_joined_nouns(Search& search) {
  const Frame& frame = search.frame;
  const auto nouns = frame.texts(SpanRole::kind);
  if (nouns.size() < 2 || frame.quantity != Quantity::unsaid || frame.has(SpanRole::except) ||
      asks_everywhere(frame) || !nouns_are_joined(frame))
    return false;
  std::vector<int32_t> found;
  for (const std::string_view noun : nouns) {
    const int32_t own = only_one_called(search, noun);
    if (own == kNowhere) return false;
    found.push_back(own);
  }
  search.add(found);
  return search.out.by_name = true;
}

/// The names that were said. What was read as media where nothing plays, or as a kind and is none, is one
/// too: "상추밭 물 틀어", "라디오 꺼".
std::vector<std::string_view> names_said(const Search& search) {
  const Frame& frame = search.frame;
  auto names = frame.texts(SpanRole::name);
  if (!names.empty() || !acts_on_things(frame.intent)) return names;
  if (!is_media_intent(frame.intent)) names = frame.texts(SpanRole::media);
  // "라디오 틀어", where a player is called so.
  if (const auto said = frame.text(SpanRole::media_class); frame.spans.size() == 1 && !said.empty()) {
    const NameReading reading = search.index.find(said);
    const bool is_called = !reading.entities.empty() && reading.entities[0].score >= kClear;
    if (reading.kinds.empty() && is_called && search.able(reading.entities[0].thing)) names = {said};
  }
  const auto nouns = frame.texts(SpanRole::kind);
  if (names.empty() && nouns.size() == 1 && frame.kind == Kind::any &&
      search.index.kinds_of(nouns[0]).empty())
    names = nouns;
  return names;
}

void run(Search& search) {
  const Frame& frame = search.frame;
  if (search_by_whole_phrase(search)) return;
  auto names = names_said(search);
  const size_t n_name = names.size();
  if (!find_places(search, names) || !find_that_room(search) || !find_exceptions(search)) return;
  if (!names.empty()) {
    search_by_name(search, names);
    // A noun that went into a name is no kind beside it.
    const bool noun_is_free = names.size() == n_name || frame.texts(SpanRole::kind).size() > 1;
    if (search.out.missing == Missing::nothing && noun_is_free) add_kinds_beside_names(search);
    return;
  }
  // "둘 다 꺼", of the two that were spoken of.
  const bool on_off = frame.intent == Intent::turn_on || frame.intent == Intent::turn_off;
  const bool these_two = on_off && frame.quantity == Quantity::both && search.out.kind == Kind::any &&
                         frame.spans.empty() && frame.place == Place::unsaid && !is_question(frame.intent) &&
                         search.memory.entities.size() == 2 &&
                         referred(search, search.memory.entities).size() == 2;
  if ((frame.reference != Reference::none || these_two) && !frame.has(SpanRole::area) &&
      !frame.has(SpanRole::floor)) {
    by_reference(search);
    return;
  }
  if (by_joined_nouns(search)) return;
  // A noun was marked and no kind was given.
  if (const auto nouns = frame.texts(SpanRole::kind); search.out.kind == Kind::any && nouns.size() == 1)
    search.out.kind = kind_there(search, search.index.kinds_of(nouns[0]));
  if (const auto kinds = kinds_said(search); kinds.size() > 1) {
    search_by_kinds(search, kinds);
  } else if (!search_by_noun(search) && !search_by_kind(search)) {
    by_part_of_a_name(search);
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
