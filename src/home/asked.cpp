// A sensor, an event or a name that the words hold; see asked.h.
#include "home/asked.h"

#include <algorithm>
#include <string>

#include "home/english_lists.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/placed_spans.h"
#include "home/questions.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "How full is the gate's battery": the gate does not say, a sensor that is called by it does.
Frame of_a_sensor(const View& view, const Frame& frame) {
  constexpr Kind kMeasured[] = {Kind::battery,     Kind::power,    Kind::energy,
                                Kind::temperature, Kind::humidity, Kind::moisture};
  auto names = frame.texts(SpanRole::name);
  // "Is the water heater leaking": a thing's noun, which is not what is measured.
  const auto nouns = frame.texts(SpanRole::kind);
  const auto kinds = nouns.size() == 1 ? view.situation.index.kinds_of(nouns[0]) : std::vector<Kind>{};
  const bool by_noun = names.empty() && !kinds.empty() && !frame.has(SpanRole::area) &&
                       std::ranges::find(kinds, frame.kind) == kinds.end();
  if (by_noun) names = nouns;
  if (std::ranges::find(kMeasured, frame.kind) == std::end(kMeasured) || names.size() != 1) return frame;
  const Targets targets = by_noun ? Targets{} : resolve(frame, view.situation, view.memory);
  for (const int32_t i : targets.entities)
    if (view.situation.index.kind_rank(i, frame.kind) < kWeaklyOfKind ||
        reading_of(view.home, view.entity(i), frame.attribute, frame.kind))
      return frame;
  std::vector<std::string> words = {std::string(frame.text(SpanRole::area)) + std::string(names[0])};
  for (const int32_t i : targets.entities) {
    words.push_back(view.entity(i).name);
    for (const std::string& alias : view.entity(i).aliases) words.push_back(alias);
  }
  words.emplace_back(names[0]);
  // "내 폰 배터리": the phone's, whoever's it is.
  for (const std::string_view mine : {"내 ", "제 ", "my "})
    if (names[0].starts_with(mine) && frame.has(SpanRole::kind))
      words.push_back(std::string(names[0].substr(mine.size())) + std::string(frame.text(SpanRole::kind)));
  for (const std::string& word : words) {
    const Entity* only = view.home.only([&](const Entity& e) {
      const auto at = static_cast<int32_t>(&e - view.home.entities.data());
      return (e.domain() == "sensor" || e.domain() == "binary_sensor") &&
             view.situation.index.kind_rank(at, frame.kind) < kWeaklyOfKind && is_part(word, e);
    });
    if (only == nullptr) continue;
    Frame out = frame;
    std::erase_if(out.spans, [](const Span& span) { return is_target(span.role); });
    out.spans.push_back({SpanRole::name, only->name});
    return out;
  }
  return frame;
}

/// Words with spaces at both ends hold a name, with at most a Korean particle at its end.
bool says_name(const std::string& said, const std::string& name) {
  const size_t at = said.find(" " + name);
  if (at == std::string::npos) return false;
  const size_t end = at + 1 + name.size(), next = said.find(' ', end);
  return next == end || is_particle(std::string_view(said).substr(end, next - end));
}

/// What the things in a list of this attribute are called, of all entities of the domain: items, events.
std::vector<std::string> summaries(const Home& home, std::string_view domain, const char* attribute) {
  std::vector<std::string> out;
  for (const Entity& e : home.entities) {
    const auto list = e.attributes.find(attribute);
    if (e.domain() != domain || list == e.attributes.end() || !list->is_array()) continue;
    for (const Json& each : *list) {
      const auto summary = each.is_object() ? each.find("summary") : each.end();
      if (each.is_object() && summary != each.end() && summary->is_string())
        out.push_back(summary->get<std::string>());
    }
  }
  return out;
}

/// "How much oil have we left in the tank", "how much solar are we making": what is asked how much of is in
/// one sensor's name, and in no other's.
std::optional<Frame> how_much(const View& view, const Frame& frame) {
  const std::string said = " " + normalise(frame.said);
  constexpr std::string_view kHowMuch = " how much ";
  const size_t at = said.find(kHowMuch);
  if (at == std::string::npos) return {};
  const auto words = split_words(std::string_view(said).substr(at + kHowMuch.size()));
  const auto is_in = [](std::string_view word, const Entity& e) {
    return e.domain() == "sensor" && e.any_name([&](const std::string& name) {
      return (" " + normalise(name) + " ").find(" " + std::string(word) + " ") != std::string::npos;
    });
  };
  constexpr std::string_view kNoNouns[] = {"is",  "are",  "do",   "does", "did",   "time",   "longer", "of",
                                           "has", "have", "more", "room", "power", "energy", "light"};
  if (words.empty() || is_one_of(words[0], kNoNouns) || !view.situation.index.find_areas(words[0]).empty())
    return {};
  const Entity* only = view.home.only([&](const Entity& e) { return is_in(words[0], e); });
  if (only == nullptr) return {};
  Frame out{.intent = Intent::get_state, .question = Question::value, .said = frame.said, .mended = true};
  out.spans = {{SpanRole::name, only->name}};
  return out;
}

/// "연탄 주문했어": what is to be done, and a word that says that it is.
std::optional<Frame> ticked_off(const View& view, const Frame& frame) {
  const std::string said = compact(normalise(frame.said));
  constexpr std::string_view kDone[] = {"했어",   "했다",   "했어요", "했음", "끝",
                                        "끝났어", "끝냈어", "다했어", "완료"};
  for (const std::string& text : summaries(view.home, "todo", "items")) {
    const std::string key = compact(normalise(text));
    if (key.empty() || !said.starts_with(key) ||
        std::ranges::find(kDone, said.substr(key.size())) == std::end(kDone))
      continue;
    Frame out{.intent = Intent::list_complete, .said = frame.said};
    out.spans = {{SpanRole::item, text}};
    return out;
  }
  return {};
}

/// A word of the clause that is part of one sensor's name; "" where none or several are.
std::string sensor_said(const View& view, const Frame& frame) {
  std::string found;
  for (const PlacedWord& word : placed_words(frame.said))
    for (const std::string& way : without_particles(normalise(word.text))) {
      if (compact(way).size() < 6 || !has_hangul(way) || !view.situation.index.find_areas(way).empty())
        continue;
      for (const Entity& e : view.home.entities) {
        if (e.domain() != "sensor" || !is_part(way, e) || e.name == found) continue;
        if (!found.empty()) return {};
        found = e.name;
      }
    }
  return found;
}

/// "What time's the health visitor coming": the one event that a word of it is in.
std::optional<Frame> of_an_event(const View& view, const Frame& frame) {
  if (!starts(frame.said, {"when", "When", "what time", "What time", "what day", "What day"}) &&
      !says(frame.said, {"언제", "몇 시", "몇시", "며칠"}))
    return {};
  constexpr std::string_view kNoNames[] = {"when", "what", "time", "day",  "the",   "next",  "has",  "have",
                                           "her",  "his",  "my",   "our",  "their", "does",  "did",  "will",
                                           "for",  "and",  "get",  "with", "from",  "start", "home", "back"};
  const std::string said = normalise(frame.said);
  const auto spoken = split_words(said);
  std::string found;
  for (const std::string& text : summaries(view.home, "calendar", "events")) {
    const std::string words = " " + normalise(text) + " ";
    const auto names_it = [&](std::string_view word) {
      if (has_hangul(word))
        return std::ranges::any_of(without_particles(std::string(word)), [&](const std::string& way) {
          return way.size() >= 6 && way != "오늘" && way != "내일" &&
                 words.find(" " + way) != std::string::npos;
        });
      return word.size() > 2 && std::ranges::find(kNoNames, word) == std::end(kNoNames) &&
             words.find(" " + std::string(word) + " ") != std::string::npos;
    };
    if (std::ranges::none_of(spoken, names_it)) continue;
    if (!found.empty() && found != text) return {};  // which of them is not known
    found = text;
  }
  if (found.empty()) return {};
  Frame out{.intent = Intent::get_state,
            .kind = Kind::calendar,
            .question = Question::value,
            .said = frame.said,
            .mended = true};
  out.spans = {{SpanRole::item, found}};
  return out;
}

}  // namespace

bool is_part(std::string_view part, const Entity& entity) {
  const std::string key = compact(normalise(part));
  const auto holds = [&](const std::string& name) {
    return compact(normalise(name)).find(key) != std::string::npos;
  };
  return key.size() >= 4 && entity.any_name(holds);
}

std::optional<Frame> of_the_sensor_said(const View& view, const Frame& frame) {
  // "환기해야 되나 이산화탄소 얼마야", read as the weather, which does not say.
  constexpr Kind kIndoors[] = {Kind::carbon_dioxide, Kind::carbon_monoxide, Kind::battery, Kind::power};
  if (frame.intent == Intent::get_weather && is_one_of(frame.kind, kIndoors) && frame.has(SpanRole::kind)) {
    Frame out = frame;
    out.intent = Intent::get_state;
    out.mended = true;
    if (resolve(out, view.situation, view.memory).missing == Missing::nothing) return out;
  }
  const bool asks_where = starts(frame.said, {"where is ", "where's ", "Where is ", "Where's "});
  const bool asks =
      frame.role == ClauseRole::main &&
      (frame.intent == Intent::none || frame.intent == Intent::get_state ||
       frame.intent == Intent::get_weather || frame.intent == Intent::get_date ||
       (frame.intent == Intent::timer_status && starts(frame.said, {"when ", "When "}))) &&
      (frame.question == Question::value || frame.question == Question::none) &&
      frame.comparison == Comparison::none && frame.asked == Asked::none &&
      (says(frame.said, {"뭐", "몇", "얼마", "어때", "알려"}) || asks_where ||
       starts(frame.said, {"what", "how", "when", "tell me", "What", "How", "When", "Tell me"}));
  if (!asks) return {};
  const std::string said = " " + normalise(frame.said) + " ";
  const Entity* longest = nullptr;
  size_t length = 0;
  for (const Entity& e : view.home.entities) {
    if (!(e.domain() == "sensor" || (e.domain() == "person" && asks_where))) continue;
    e.any_name([&](const std::string& name) {
      const std::string key = normalise(name);
      const bool long_enough = key.find(' ') != std::string::npos || asks_where;
      if (long_enough && key.size() > length && says_name(said, key)) longest = &e, length = key.size();
      return false;
    });
  }
  const auto names_it = [&](const Span& span) {
    const auto same = [&](const std::string& name) { return normalise(name) == normalise(span.text); };
    return span.role == SpanRole::name && longest->any_name(same);
  };
  if (longest == nullptr) return {};
  const bool read = frame.intent == Intent::get_state && frame.kind != Kind::calendar &&
                    frame.texts(SpanRole::name).size() == 1 && std::ranges::any_of(frame.spans, names_it);
  if (read) return {};
  Frame out{.intent = Intent::get_state, .question = Question::value, .said = frame.said, .mended = true};
  out.spans = {{SpanRole::name, longest->name}};
  return out;
}

Frame of_its_sensor(const View& view, const Frame& frame) {
  Frame out = of_a_sensor(view, frame);
  if (frame.kind != Kind::battery || frame.question != Question::value || !(out == frame)) return out;
  Frame power = frame;
  power.kind = Kind::power;
  const Frame found = of_a_sensor(view, power);
  return found == power ? out : found;
}

const Entity* scene_called(const View& view, std::string_view words) {
  for (const Match& match : view.situation.index.find(words).entities) {
    const Entity& e = view.entity(match.thing);
    if (match.score >= kOwn && (e.domain() == "scene" || e.domain() == "script")) return &e;
  }
  return nullptr;
}

std::optional<Frame> by_its_name_alone(const View& view, const Frame& frame) {
  std::string said = plain_words(frame.said);
  bool starts_it = false;
  for (const std::string_view verb : {" activate ", " start ", " run ", " do ", " trigger "})
    if (said.starts_with(verb)) said.erase(0, verb.size()), starts_it = true;
  if (!starts_it && !frame.spans.empty() && !frame.has(SpanRole::name)) return {};
  const Entity* scene = scene_called(view, starts_it ? said : frame.said);
  if (scene == nullptr) return {};
  Frame out{.intent = Intent::turn_on, .said = frame.said, .mended = true};
  out.spans = {{SpanRole::name, scene->name}};
  return out;
}

std::optional<Frame> of_what_is_left(const View& view, const Frame& frame) {
  const std::string_view name = frame.text(SpanRole::name);
  const bool any_timer =
      std::ranges::any_of(view.situation.index.find(name).entities,
                          [&](const Match& match) { return view.entity(match.thing).domain() == "timer"; });
  const bool timed =
      says(frame.said, {"타이머", "알람", "timer", "time "}) || frame.has(SpanRole::of_duration);
  if (frame.intent != Intent::timer_status || name.empty() || any_timer || timed) return {};
  Frame out = read_from_words(view, frame);
  out.mended = true;
  return out.intent == Intent::get_state ? std::optional(std::move(out)) : std::nullopt;
}

Frame of_a_person(const View& view, const Frame& frame) {
  constexpr Asked kIn[] = {Asked::home, Asked::docked, Asked::idle}, kOut[] = {Asked::away};
  const bool in = is_one_of(frame.asked, kIn);
  if (frame.intent != Intent::get_state || !(in || is_one_of(frame.asked, kOut)) ||
      (frame.kind != Kind::any && frame.kind != Kind::person && frame.kind != Kind::presence))
    return frame;
  const auto is_person = [](const Entity& e) { return e.domain() == "person"; };
  Frame out = frame;
  if (!frame.has(SpanRole::name) && frame.reference == Reference::none) {
    const std::string said = " " + normalise(frame.said) + " ";
    const Entity* only = view.home.only([&](const Entity& e) {
      return is_person(e) &&
             e.any_name([&](const std::string& name) { return says_name(said, normalise(name)); });
    });
    if (only != nullptr) out.spans.push_back({SpanRole::name, only->name});
  }
  const auto names = out.texts(SpanRole::name);
  const auto names_person = [&](std::string_view name) {
    const auto found = view.situation.index.find(name).entities;
    return !found.empty() && found[0].score >= kClear && is_person(view.entity(found[0].thing));
  };
  if (names.empty() || !std::ranges::all_of(names, names_person)) return frame;
  if (in) out.asked = Asked::home;
  return out;
}

/// "Is Ada at home", read as nothing of a home: where who is asked about is.
std::optional<Frame> asked_where(const View& view, const Frame& frame) {
  constexpr std::string_view kIn[] = {"home", "at home", "in", "back", "back home", "home yet"};
  constexpr std::string_view kOut[] = {"out", "away", "not home", "not at home"};
  const std::string said = plain_words(frame.said);
  if (!said.starts_with(" is ")) return {};
  Frame out{.intent = Intent::get_state, .question = Question::yes_no, .said = frame.said, .mended = true};
  for (const Entity& e : view.home.entities) {
    if (e.domain() != "person") continue;
    const auto is_asked = [&](const std::string& name) {
      const std::string who = " is" + plain_words(name);
      if (!said.starts_with(who)) return false;
      const std::string_view where = trim_spaces(std::string_view(said).substr(who.size()));
      const bool in = is_one_of(where, kIn);
      const bool gone = is_one_of(where, kOut);
      out.asked = in ? Asked::home : Asked::away;
      return in || gone;
    };
    if (!e.any_name(is_asked)) continue;
    out.spans = {{SpanRole::name, e.name}};
    return out;
  }
  return {};
}

/// "Start charging the car": the one switch that charges it.
std::optional<Frame> charged(const View& view, const Frame& frame) {
  const std::string said = " " + normalise(frame.said) + " ";
  const bool begins = says(said, {" start charging ", " begin charging ", " start to charge "});
  if (!begins && !says(said, {" stop charging ", " quit charging "})) return {};
  constexpr std::string_view kCars = " car ev vehicle tesla ";
  const auto is_of_it = [&](const std::string& name) {
    const std::string words = " " + normalise(name) + " ";
    if (!says(words, {" charger ", " charging ", " charge point "})) return false;
    return std::ranges::any_of(split_words(words), [&](std::string_view word) {
      const std::string one = " " + std::string(word) + " ";
      const bool car =
          kCars.find(one) != std::string_view::npos && says(said, {" car ", " ev ", " vehicle "});
      return word != "charging" && (car || said.find(one) != std::string::npos);
    });
  };
  const Entity* only =
      view.home.only([&](const Entity& e) { return e.domain() == "switch" && e.any_name(is_of_it); });
  if (only == nullptr) return {};
  Frame out{.intent = begins ? Intent::turn_on : Intent::turn_off, .said = frame.said, .mended = true};
  out.spans = {{SpanRole::name, only->name}};
  return out;
}

Frame read_from_words(const View& view, const Frame& frame) {
  if (auto where = asked_where(view, frame)) return *std::move(where);
  if (auto charger = charged(view, frame)) return *std::move(charger);
  if (auto alone = by_its_name_alone(view, frame)) return *std::move(alone);
  if (auto done = ticked_off(view, frame)) return *std::move(done);
  if (auto list = of_a_named_list(view.home, frame)) return *std::move(list);
  if (auto event = of_an_event(view, frame)) return *std::move(event);
  if (auto much = how_much(view, frame)) return *std::move(much);
  if (!says(frame.said, {"얼마", "몇", "어때"})) return frame;
  Frame out = frame;
  if (!frame.has(SpanRole::name))
    if (const std::string sensor = sensor_said(view, frame); !sensor.empty())
      out.spans.push_back({SpanRole::name, sensor});
  if (out.texts(SpanRole::name).size() != 1) return frame;
  out.intent = Intent::get_state;
  out.question = Question::value;
  const Targets targets = resolve(out, view.situation, view.memory);
  const bool found = targets.missing == Missing::nothing && targets.by_name && targets.entities.size() == 1;
  return found && targets.certainty >= kPartial ? out : frame;
}

}  // namespace ondol::home
