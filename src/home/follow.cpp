// Repeats, then settings of what was spoken of; see follow.h.
#include "home/follow.h"

#include <algorithm>
#include <optional>

#include "home/actions.h"
#include "home/attribute_words.h"
#include "home/korean_verbs.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/number.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool says_where(const Span& span) {
  return span.role == SpanRole::name || span.role == SpanRole::area || span.role == SpanRole::floor ||
         span.role == SpanRole::except;
}

/// What "up", "more" and a bare number change in a thing where nothing else was spoken of.
struct Main {
  std::string_view domain;
  Attribute attribute;
  Intent intent;
};
constexpr Main kMain[] = {
    {"light", Attribute::brightness, Intent::light_set},
    {"cover", Attribute::position, Intent::set_position},
    {"fan", Attribute::speed, Intent::fan_set_speed},
    {"climate", Attribute::temperature, Intent::climate_set_temperature},
    {"water_heater", Attribute::temperature, Intent::climate_set_temperature},
    {"media_player", Attribute::volume, Intent::set_volume},
    {"humidifier", Attribute::humidity, Intent::humidifier_set},
};

bool sets(Intent intent) { return attribute_of(intent) != Attribute::none; }
Attribute attribute_of(const Frame& frame) {
  return frame.attribute != Attribute::none ? frame.attribute : attribute_of(frame.intent);
}

/// The kind that what was acted on by its name is closest to: "the kitchen TV", "and the bedroom".
Kind closest_kind(const NameIndex& index, const std::vector<int32_t>& entities) {
  if (entities.size() != 1) return Kind::any;
  Kind best = Kind::any;
  int least = kWeaklyOfKind - 1;
  // The later of equals is the more special: a TV among players. But the other room's "too" is about its
  // lights.
  for (const KindRow& row : kind_rows()) {
    if (row.kind == Kind::any || row.kind == Kind::lamp || row.kind == Kind::shopping_list) continue;
    const int rank = index.kind_rank(entities[0], row.kind);
    if (rank <= least) best = row.kind, least = rank;
  }
  return best;
}

/// "And the kitchen too": the last clause, with what is new in place of what was there.
Frame repeated(const Frame& frame, const Situation& situation, const Memory& memory) {
  Frame out = memory.frame;
  out.role = frame.role;
  out.said = frame.said;
  const bool new_name = frame.has(SpanRole::name);
  const bool new_place =
      frame.has(SpanRole::area) || frame.has(SpanRole::floor) || frame.place != Place::unsaid;
  const bool new_kind = frame.kind != Kind::any && frame.kind != out.kind;
  if (new_place && out.kind == Kind::any && out.has(SpanRole::name) && !new_name)
    out.kind = closest_kind(situation.index, memory.entities);
  if (new_name || new_place) {
    std::erase_if(out.spans, says_where);
    out.place = frame.place;
    out.reference = Reference::none;
  }
  if (new_name) {
    out.kind = Kind::any;
    std::erase_if(out.spans, [](const Span& s) { return s.role == SpanRole::kind; });
  }
  // Another kind in the same room.
  if (new_kind) {
    std::erase_if(out.spans,
                  [](const Span& s) { return s.role == SpanRole::name || s.role == SpanRole::kind; });
    out.reference = Reference::none;
  }
  if (frame.kind != Kind::any) out.kind = frame.kind;
  if (frame.quantity != Quantity::unsaid) out.quantity = frame.quantity;
  if (frame.attribute != Attribute::none) out.attribute = frame.attribute;
  if (frame.operation != Operation::none) out.operation = frame.operation;
  for (const Span& span : frame.spans)
    if (!says_where(span)) std::erase_if(out.spans, [&](const Span& old) { return old.role == span.role; });
  out.spans.insert(out.spans.end(), frame.spans.begin(), frame.spans.end());
  // "The boiler on at 45, and the fan too": what is new goes on as well, 45 is not said of it.
  const auto verbs = korean_verbs(memory.frame.said);
  const bool went_on = std::any_of(verbs.begin(), verbs.end(),
                                   [](const KoreanVerb& verb) { return verb.sense == VerbSense::on; });
  if ((new_name || new_kind) && sets(out.intent) && went_on && !frame.has(SpanRole::value) &&
      frame.operation == Operation::none) {
    std::erase_if(out.spans, [](const Span& span) { return span.role == SpanRole::value; });
    out.intent = Intent::turn_on;
    out.attribute = Attribute::none;
    out.operation = Operation::none;
  }
  // "A bit more" after "set it to 40".
  const QuantityRead more = read_quantity(frame.text(SpanRole::value));
  if (sets(out.intent) && more.amount != Amount::unsaid && out.operation != Operation::lower)
    out.operation = Operation::raise;
  return out;
}

/// Their names are the same but for one word: "Hue Bar Left", "Hue Bar Right".
bool are_twins(const std::string& one, const std::string& other) {
  const std::string a = normalise(one), b = normalise(other);
  const auto words = split_words(a), others = split_words(b);
  size_t n_different = 0;
  for (size_t i = 0; i < words.size() && i < others.size(); ++i) n_different += words[i] != others[i];
  return words.size() == others.size() && words.size() > 1 && n_different == 1;
}

/// "And the other one orange": the twin of what was spoken of, or else what is alone with it in its room.
void name_the_other(Frame& frame, const Home& home, const Memory& memory) {
  const bool free = std::ranges::none_of(
      frame.spans, [](const Span& s) { return says_where(s) || s.role == SpanRole::kind; });
  if (!free || memory.entities.size() != 1 || frame.quantity == Quantity::all ||
      !(acts_on_things(frame.intent) || frame.intent == Intent::repeat) ||
      !says(plain_words(frame.said), {" the other one "}))
    return;
  const Entity& it = home.entities[static_cast<size_t>(memory.entities[0])];
  for (const bool twin : {true, false}) {
    const Entity* found = home.only([&](const Entity& e) {
      const bool fits = twin ? are_twins(it.name, e.name) : e.area == it.area && it.area != kNowhere;
      return &e != &it && e.domain() == it.domain() && fits;
    });
    if (found == nullptr || is_secured(*found)) continue;
    frame.spans.insert(frame.spans.begin(), {SpanRole::name, found->name});
    frame.kind = Kind::any;
    frame.place = Place::unsaid;
    frame.reference = Reference::none;
    frame.mended = true;
    return;
  }
}

/// "Make it 40" of a thermostat, read as a light's: what was spoken of decides what 40 is.
void settle_attribute(Frame& frame, const Home& home, const Memory& memory) {
  if (frame.reference == Reference::none || !sets(frame.intent) || memory.entities.empty()) return;
  if (names_attribute(frame.said, attribute_of(frame))) return;
  // A garage door is not moved by "turn it up": its position must be said.
  const auto can = [&](Attribute attribute) {
    return std::ranges::any_of(memory.entities, [&](int32_t i) {
      const Entity& e = home.entities[static_cast<size_t>(i)];
      return can_set(e, attribute) && !is_secured(e);
    });
  };
  if (can(attribute_of(frame))) return;
  // "Make it purple and keep it low, like ten percent": ten is no colour.
  const Attribute before = attribute_of(memory.frame);
  const bool named =
      before == Attribute::color || before == Attribute::color_temperature || before == Attribute::mode;
  const bool number = read_quantity(frame.text(SpanRole::value)).number.has_value();
  if (memory.any && sets(memory.frame.intent) && can(before) &&
      !(named && number && !has_hangul(frame.said))) {
    frame.intent = memory.frame.intent;
    frame.attribute = attribute_of(memory.frame);
    frame.kind = Kind::any;
    return;
  }
  for (const Main& row : kMain) {
    if (!can(row.attribute)) continue;
    frame.intent = row.intent;
    frame.attribute = row.attribute;
    frame.kind = Kind::any;
    return;
  }
}

/// "Callum" of a person and of "Callum's Fan"; "" of what is nobody's.
std::string owner_of(const Entity& e) {
  const size_t apostrophe = e.name.find("'s ");
  if (e.domain() == "person") return e.name;
  return apostrophe != std::string::npos ? e.name.substr(0, apostrophe) : std::string();
}

/// Whoever "his" may be of: of those that the clause names before it, and of what was spoken of.
std::vector<std::string> owners(std::string_view said, size_t his, const Home& home, const Memory& memory) {
  std::vector<std::string> out;
  for (const std::string_view word : split_words(said.substr(0, his)))
    if (word.ends_with("'s")) out.emplace_back(word.substr(0, word.size() - 2));  // "toby's asleep, …"
  for (const auto* spoken : {&memory.entities, &memory.earlier})
    for (const int32_t i : *spoken)
      if (auto owner = owner_of(home.entities[static_cast<size_t>(i)]); !owner.empty())
        out.push_back(std::move(owner));
  return out;
}

/// What is found where it is one of these, in order; nothing where none is.
std::optional<Frame> first_found(const std::vector<Frame>& frames, const Situation& situation,
                                 const Memory& memory) {
  const auto found = std::ranges::find_if(frames, [&](const Frame& frame) {
    return resolve(frame, situation, memory).missing == Missing::nothing;
  });
  return found != frames.end() ? std::optional(*found) : std::nullopt;
}

constexpr std::string_view kWhose[] = {"his ", "her ", "their "};

/// "The light in her room", read as this room: hers is of whoever was spoken of, or nobody knows it.
void find_whose_room(Frame& frame, const Situation& situation, const Memory& memory) {
  const auto area = frame.text(SpanRole::area);
  const bool read_so = std::ranges::any_of(kWhose, [&](std::string_view whose) {
    return area == std::string(whose) + "room" || area == std::string(whose) + "bedroom";
  });
  if (!(read_so || (frame.place == Place::here && area.empty())) || has_hangul(frame.said) ||
      frame.has(SpanRole::floor) || frame.has(SpanRole::name))
    return;
  const std::string said = plain_words(frame.said);
  for (const std::string_view whose : kWhose)
    for (const std::string_view room : {"room", "bedroom"}) {
      const std::string words = std::string(whose) + std::string(room);
      const size_t at = said.find(" " + words + " ");
      if (at == std::string::npos) continue;
      const auto there = [&](std::string place) {
        Frame out = frame;
        out.place = Place::unsaid;
        out.mended = true;
        std::erase_if(out.spans, [](const Span& span) { return span.role == SpanRole::area; });
        out.spans.push_back({SpanRole::area, std::move(place)});
        return out;
      };
      std::vector<Frame> rooms;
      for (const std::string& owner : owners(said, at, situation.home, memory))
        rooms.push_back(there(owner + "'s " + std::string(room)));
      for (const int32_t i : memory.entities)
        if (const int32_t area = situation.index.area_of(i); area != kNowhere)
          rooms.push_back(there(situation.home.area_name(area)));
      frame = first_found(rooms, situation, memory).value_or(there(words));
      return;
    }
}

/// "Turn off her light": hers is of whoever was spoken of, or stands beside what was; else it is not there,
/// and no light of this room.
void find_whose(Frame& frame, const Situation& situation, const Memory& memory) {
  if (!(acts_on_things(frame.intent) || frame.intent == Intent::get_state) || has_hangul(frame.said)) return;
  const auto is_thing = [](const Span& s) { return says_where(s) || s.role == SpanRole::kind; };
  if (std::ranges::count_if(frame.spans, is_thing) != 1) return;
  const size_t at = static_cast<size_t>(std::ranges::find_if(frame.spans, is_thing) - frame.spans.begin());
  if (frame.spans[at].role != SpanRole::kind && frame.spans[at].role != SpanRole::name) return;
  const std::string said = plain_words(frame.said), own = plain_words(frame.spans[at].text);
  std::string whose, noun(trim_spaces(own));
  size_t begin = 0;
  for (const std::string_view each : kWhose) {
    if (noun.starts_with(each)) noun.erase(0, each.size());
    const size_t found = said.find(" " + std::string(each) + noun + " ");
    if (found != std::string::npos) whose = each, begin = found;
  }
  if (whose.empty()) return;
  const auto called = [&](std::string name) {
    Frame out = frame;
    out.spans[at] = {SpanRole::name, std::move(name)};
    out.kind = Kind::any;
    out.place = Place::unsaid;
    if (out.quantity == Quantity::both) out.quantity = Quantity::unsaid;
    out.mended = true;
    return out;
  };
  std::vector<Frame> theirs;
  for (const std::string& owner : owners(said, begin, situation.home, memory))
    theirs.push_back(called(owner + "'s " + noun));
  if (auto found = first_found(theirs, situation, memory)) {
    frame = *std::move(found);
    return;
  }
  const auto beside = [&](int32_t i) {
    const int32_t area = situation.index.area_of(i);
    return area != kNowhere && std::ranges::any_of(memory.entities, [&](int32_t other) {
             return situation.index.area_of(other) == area;
           });
  };
  const Targets as_read = resolve(frame, situation, memory);
  if (as_read.missing != Missing::nothing || !std::ranges::all_of(as_read.entities, beside))
    frame = called(whose + noun);
}

/// "How bright?", after one lamp was spoken of.
void ask_of_the_same(Frame& frame, const Home& home, const Memory& memory) {
  if (frame.intent != Intent::get_state || frame.question != Question::value || !frame.spans.empty() ||
      frame.reference != Reference::none || frame.place != Place::unsaid || memory.entities.size() != 1)
    return;
  const Entity& e = home.entities[static_cast<size_t>(memory.entities[0])];
  if (frame.attribute != Attribute::none && can_set(e, frame.attribute)) frame.reference = Reference::it;
}

/// "한 단만 낮춰", "a bit dimmer", after one thing was spoken of: of that, where it has what is changed. What
/// only says more or less is of what the thing mainly has.
void change_the_same(Frame& frame, const Home& home, const Memory& memory) {
  if (!is_relative(frame) || !sets(frame.intent) || !says_of_nothing(frame) ||
      frame.role != ClauseRole::main || memory.entities.size() != 1 || !acts_on_things(memory.frame.intent))
    return;
  const Entity& it = home.entities[static_cast<size_t>(memory.entities[0])];
  const bool counts_notches = says(frame.said, {" 단만", "한 단", "두 단", "한 칸", "두 칸", " notch"});
  const bool has_any =
      std::ranges::any_of(kMain, [&](const Main& row) { return can_set(it, row.attribute); });
  if (!is_secured(it) && (can_set(it, attribute_of(frame)) || (counts_notches && has_any)))
    frame.reference = Reference::it;
}

/// "Take it to forty", after one thing was spoken of, read without the "it".
void set_the_same(Frame& frame, const Home& home, const Memory& memory) {
  const bool bare = std::ranges::all_of(frame.spans, [](const Span& s) { return s.role == SpanRole::value; });
  if (!sets(frame.intent) || !frame.has(SpanRole::value) || !bare || !says_of_nothing(frame) ||
      memory.entities.size() != 1 || !says(plain_words(frame.said), {" it "}))
    return;
  const Entity& it = home.entities[static_cast<size_t>(memory.entities[0])];
  if (can_set(it, attribute_of(frame)) && !is_secured(it)) frame.reference = Reference::it;
}

/// "Stop", and no more: what moves and was spoken of, or else what plays; nothing is switched off by it.
void stop_the_same(Frame& frame, const Home& home, const Memory& memory) {
  if (frame.intent != Intent::stop || !frame.spans.empty() || frame.kind != Kind::any ||
      !says_of_nothing(frame))
    return;
  const bool moves = std::ranges::any_of(memory.entities, [&](int32_t i) {
    const std::string_view domain = home.entities[static_cast<size_t>(i)].domain();
    return domain != "light" && domain != "switch" && domain != "media_player";
  });
  if (moves)
    frame.reference = memory.entities.size() > 1 ? Reference::them : Reference::it;
  else
    frame.intent = Intent::media_pause;
}

/// "It's done, cancel it", after a timer was spoken of.
void cancel_the_same(Frame& frame, const Memory& memory) {
  if (frame.intent == Intent::nevermind && frame.reference == Reference::it && memory.any &&
      is_timer_intent(memory.frame.intent) && memory.entities.size() == 1 &&
      says(plain_words(frame.said), {" cancel it ", " stop it ", " cancel that "}))
    frame.intent = Intent::timer_cancel;
}

/// "오십", after the brightness was spoken of or a value was asked back for.
std::optional<Frame> bare_number(const Frame& frame, const Home& home, const Memory& memory) {
  std::string said = prepare_value(frame.said);
  const bool takes_back = starts(said, {"no ", "nah ", "nope ", "actually "});
  if (takes_back) said.erase(0, said.find(' ') + 1);
  const bool says_nothing = frame.intent == Intent::timer_start || frame.intent == Intent::none ||
                            frame.intent == Intent::repeat ||
                            (takes_back && frame.intent == Intent::nevermind);
  if (!says_nothing || !memory.any || memory.entities.empty() || is_timer_intent(memory.frame.intent))
    return {};
  const auto number = read_number(said);
  if (!number) return {};
  std::string_view rest = std::string_view(said).substr(number->end);
  while (rest.ends_with('.') || rest.ends_with(' ')) rest.remove_suffix(1);
  constexpr std::string_view kRests[] = {"",         "%",        "퍼센트",   "프로",   "도",       "으로",
                                         "로",       "요",       "이요",     "으로요", "로요",     "도요",
                                         "퍼센트요", "프로요",   "정도",     "정도요", " percent", " degrees",
                                         " please",  " i guess", " i think", " then",  " thanks"};
  if (std::ranges::find(kRests, rest) == std::end(kRests)) return {};
  Frame out = frame;
  out.mended = true;
  out.reference = Reference::it;
  out.operation = Operation::set;
  out.kind = Kind::any;
  out.spans = {{SpanRole::value, said}};
  for (const bool same : {true, false})  // what was spoken of, then what the thing mainly has
    for (const Main& row : kMain) {
      if (same && row.attribute != attribute_of(memory.frame)) continue;
      const Entity& e = home.entities[static_cast<size_t>(memory.entities[0])];
      if (!can_set(e, row.attribute) || is_secured(e)) continue;
      out.intent = row.intent;
      out.attribute = row.attribute;
      return out;
    }
  return {};
}

}  // namespace

Frame follow_up(const Frame& frame, const Situation& situation, const Memory& memory) {
  if (auto number = bare_number(frame, situation.home, memory)) return *std::move(number);
  Frame out = frame;
  name_the_other(out, situation.home, memory);
  if (frame.intent == Intent::repeat) return memory.any ? repeated(out, situation, memory) : out;
  ask_of_the_same(out, situation.home, memory);
  change_the_same(out, situation.home, memory);
  set_the_same(out, situation.home, memory);
  stop_the_same(out, situation.home, memory);
  cancel_the_same(out, memory);
  settle_attribute(out, situation.home, memory);
  find_whose(out, situation, memory);
  find_whose_room(out, situation, memory);
  return out;
}

}  // namespace ondol::home
