// First what the words say, then what is like it; see nearest.h.
#include "home/nearest.h"

#include <algorithm>
#include <optional>
#include <span>

#include "home/actions.h"
#include "home/adjust.h"
#include "home/asked.h"
#include "home/asked_kinds.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/nearest_talk.h"
#include "home/placed_spans.h"
#include "home/unknown_words.h"
#include "home/values/duration.h"
#include "home/values/named.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

constexpr Intent kStarts[] = {Intent::turn_on, Intent::vacuum_start, Intent::media_unpause, Intent::open};
constexpr Intent kStops[] = {Intent::turn_off, Intent::media_pause, Intent::vacuum_return, Intent::close,
                             Intent::stop};
constexpr Intent kShuts[] = {Intent::turn_off, Intent::close, Intent::lock};
constexpr Intent kSetters[] = {Intent::climate_set_temperature,
                               Intent::light_set,
                               Intent::fan_set_speed,
                               Intent::set_position,
                               Intent::set_volume,
                               Intent::humidifier_set};

// ---- timers -----------------------------------------------------------------------------------------------

/// The timer that a name is, exactly.
const Entity* timer_called(const View& view, std::string_view name) {
  const NameReading reading = view.situation.index.find(name);
  for (const Match& match : reading.entities) {
    if (match.score < kOwn - 1) break;
    if (view.entity(match.thing).domain() == "timer") return &view.entity(match.thing);
  }
  return nullptr;
}

std::optional<Intent> timer_intent(const Frame& frame, const Entity& timer) {
  switch (frame.intent) {
    case Intent::get_state:
      return Intent::timer_status;
    case Intent::media_pause:
    case Intent::stop:
      return Intent::timer_pause;
    case Intent::turn_off:
    case Intent::close:
      return says(frame.said, {"멈", "정지", "pause", "hold"}) ? Intent::timer_pause : Intent::timer_cancel;
    case Intent::turn_on:
    case Intent::media_unpause:
    case Intent::media_play:
      return timer.state == "paused" ? std::optional(Intent::timer_unpause) : std::nullopt;
    case Intent::timer_start:
      if (timer.state == "paused" && !read_duration(frame.text(SpanRole::duration)))
        return Intent::timer_unpause;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<Frame> as_timer(const View& view, const Frame& frame) {
  if (frame.intent == Intent::timer_cancel && !frame.has(SpanRole::name) &&
      !frame.has(SpanRole::of_duration) && frame.reference == Reference::none &&
      says(frame.said, {"죄다", "전부", "모두", "모조리", "싹", " 다 "})) {
    Frame all = frame;
    all.intent = Intent::timer_cancel_all;
    return all;
  }
  const auto names = frame.texts(SpanRole::name);
  const Entity* timer = names.size() == 1 ? timer_called(view, names[0]) : nullptr;
  // "Hold that one", after a timer was spoken of.
  const auto& before = view.memory.entities;
  const bool is_it = names.empty() && frame.reference != Reference::none && before.size() == 1;
  if (is_it && view.entity(before[0]).domain() == "timer") timer = &view.entity(before[0]);
  if (timer == nullptr) return std::nullopt;
  const auto intent = timer_intent(frame, *timer);
  if (!intent) return std::nullopt;
  Frame out = frame;
  out.intent = *intent;
  out.kind = Kind::any;
  out.asked = Asked::none;
  std::erase_if(out.spans, [](const Span& span) { return span.role == SpanRole::kind; });
  if (is_it) {
    out.spans.push_back({SpanRole::name, timer->name});
    out.reference = Reference::none;
  }
  return out;
}

// ---- commands ---------------------------------------------------------------------------------------------

/// "The cove lights on at fifty percent" is a setting.
Frame with_its_value(Frame frame) {
  if (frame.intent != Intent::turn_on || !frame.has(SpanRole::value)) return frame;
  const std::string_view value = frame.text(SpanRole::value);
  const QuantityRead quantity = read_quantity(value);
  if (frame.attribute == Attribute::color && read_color(value) != nullptr) frame.intent = Intent::light_set;
  if (!quantity.number && quantity.extreme == Extreme::none) return frame;
  for (const Intent setter : kSetters)
    if (frame.attribute != Attribute::none && attribute_of(setter) == frame.attribute) frame.intent = setter;
  if (frame.attribute == Attribute::none && (frame.kind == Kind::light || frame.kind == Kind::lamp)) {
    frame.intent = Intent::light_set;
    frame.attribute = Attribute::brightness;
  }
  return frame;
}

/// "다시 틀어", "오디오 재생": what was paused goes on.
Frame resumed(const View& view, Frame frame) {
  if (frame.intent != Intent::turn_on || !says(frame.said, {"다시", "이어", "마저", "계속", "틀", "재생"}))
    return frame;
  const Targets targets = resolve(frame, view.situation, view.memory);
  const bool paused = targets.missing == Missing::nothing && !targets.entities.empty() &&
                      std::ranges::all_of(targets.entities, [&](int32_t i) {
                        return view.entity(i).domain() == "media_player" && view.entity(i).state == "paused";
                      });
  if (paused) frame.intent = Intent::media_unpause;
  return frame;
}

/// "Start Rover", who cleans.
Frame sent_to_clean(const View& view, Frame frame) {
  if (frame.intent != Intent::turn_on || !starts(frame.said, {"start ", "Start "})) return frame;
  const Targets targets = resolve(frame, view.situation, view.memory);
  const bool cleans =
      targets.missing == Missing::nothing && !targets.entities.empty() &&
      std::ranges::all_of(targets.entities, [&](int32_t i) { return view.entity(i).domain() == "vacuum"; });
  if (cleans) frame.intent = Intent::vacuum_start;
  return frame;
}

/// "A little warmer toned", of a light, is no temperature of the air.
std::optional<Frame> as_white(const Frame& frame) {
  const bool warm = says(frame.said, {"warm"}), cool = says(frame.said, {"cool"});
  if (frame.intent != Intent::climate_set_temperature || warm == cool ||
      read_quantity(frame.text(SpanRole::value)).number)
    return std::nullopt;
  Frame out = frame;
  out.intent = Intent::light_set;
  out.attribute = Attribute::color_temperature;
  out.operation = warm ? Operation::lower : Operation::raise;
  return out;
}

/// What the clause could mean instead, the likeliest first: the same direction, the same value.
std::vector<Frame> with_other_intents(const Frame& frame) {
  std::vector<Frame> out = {frame};
  const auto add = [&](Intent intent) {
    if (intent == frame.intent && attribute_of(intent) == frame.attribute) return;
    Frame other = frame;
    other.intent = intent;
    other.attribute = attribute_of(intent);
    if (other.attribute == Attribute::none) other.operation = Operation::none;
    out.push_back(std::move(other));
  };
  const bool plays = frame.intent == Intent::media_play && frame.has(SpanRole::media);
  if (is_one_of(frame.intent, kStarts) || frame.intent == Intent::unmute ||
      (frame.intent == Intent::media_play && !plays))
    for (const Intent intent : kStarts) add(intent);
  // Who is sent home is not turned off.
  if (is_one_of(frame.intent, kStops))
    for (const Intent intent : kStops)
      if (frame.intent != Intent::vacuum_return || intent != Intent::turn_off) add(intent);
  if (auto white = as_white(frame)) out.push_back(*std::move(white));
  // "Stick the Fujitsu on cool", read as a white.
  if (frame.attribute == Attribute::color_temperature && !has_hangul(frame.said) &&
      read_hvac_mode(frame.text(SpanRole::value)) != nullptr)
    add(Intent::climate_set_mode);
  // "The electric blanket warming up", where it can only be switched.
  if (frame.attribute == Attribute::temperature && frame.operation == Operation::raise &&
      !frame.has(SpanRole::value))
    add(Intent::turn_on);
  // "영화 분위기로 해줘", where that is a scene.
  if (frame.intent == Intent::light_set && frame.operation == Operation::none && frame.has(SpanRole::name) &&
      !frame.has(SpanRole::value))
    add(Intent::turn_on);
  // A colour or a mode is no number of another thing, unless the words only say which way.
  const bool colors = frame.attribute == Attribute::color ||
                      frame.attribute == Attribute::color_temperature || frame.attribute == Attribute::mode;
  if (attribute_of(frame.intent) == Attribute::none ||
      (colors && (!frame.has(SpanRole::name) || frame.operation == Operation::none)))
    return out;
  const Unit unit = read_quantity(frame.text(SpanRole::value)).unit;
  const bool degrees = unit == Unit::degrees || unit == Unit::celsius || unit == Unit::fahrenheit;
  for (const Intent intent : kSetters)
    if (!degrees || intent == Intent::climate_set_temperature) add(intent);
  return out;
}

/// The clause acts on what it names or says the kind of, and on nothing that is secured.
bool comes_to_something(const View& view, const Frame& frame) {
  const Targets targets = resolve(frame, view.situation, view.memory);
  return targets.missing == Missing::nothing && !targets.entities.empty() &&
         std::ranges::all_of(targets.entities, [&](int32_t i) {
           const bool meant =
               targets.by_name ||
               (frame.kind != Kind::any && view.situation.index.kind_rank(i, frame.kind) < kWeaklyOfKind);
           return meant && !is_secured(view.entity(i));
         });
}

Frame called(const Frame& frame, const std::string& name) {
  Frame out = frame;
  std::erase_if(out.spans,
                [](const Span& span) { return is_target(span.role) && span.role != SpanRole::kind; });
  out.spans.insert(out.spans.begin(), {SpanRole::name, name});
  out.reference = Reference::none;
  return out;
}

/// "아빠 거", "대청 거는": who or where, and a thing like the one spoken of before.
std::optional<Frame> someones(const View& view, const Frame& frame) {
  if (view.memory.entities.empty()) return std::nullopt;
  std::string owner;
  for (const Span& span : frame.spans)
    if (span.role == SpanRole::name || span.role == SpanRole::area) owner = span.text;
  const size_t at = owner.empty() ? std::string::npos : frame.said.find(owner);
  if (at == std::string::npos) return std::nullopt;
  const auto behind = placed_words(std::string_view(frame.said).substr(at + owner.size()));
  constexpr std::string_view kThing[] = {"거",   "거는", "거도", "거만", "건", "것",
                                         "것도", "것은", "꺼",   "꺼는", "걸"};
  if (behind.empty() || std::ranges::find(kThing, behind[0].text) == std::end(kThing)) return std::nullopt;
  const Entity& before = view.entity(view.memory.entities.back());
  const int32_t room = view.situation.index.clear_area(owner);
  const std::string key = compact(normalise(owner));
  const auto words_before = split_words(before.name);
  std::vector<const Entity*> found, alike;
  for (size_t i = 0; i < view.home.entities.size(); ++i) {
    const Entity& e = view.home.entities[i];
    if (e.domain() != before.domain() || &e == &before || is_secured(e)) continue;
    const auto is_owners = [&](const std::string& name) { return compact(normalise(name)).starts_with(key); };
    const int32_t area = view.situation.index.area_of(static_cast<int32_t>(i));
    const bool there = room != kNowhere && room == area;
    if (!there && !e.any_name(is_owners)) continue;
    found.push_back(&e);
    if (!words_before.empty() && is_part(words_before.back(), e)) alike.push_back(&e);
  }
  const auto& these = alike.size() == 1 ? alike : found;
  if (these.size() != 1) return std::nullopt;
  Frame out = called(frame, these[0]->name);
  out.kind = Kind::any;
  std::erase_if(out.spans, [](const Span& span) { return span.role == SpanRole::kind; });
  return out;
}

/// A word of the clause, which no label covers, that is part of one thing's name.
std::vector<Frame> with_lost_names(const View& view, const Frame& frame) {
  std::vector<Frame> out;
  constexpr std::string_view kNoThings[] = {"scene", "script", "automation", "person",       "sensor",
                                            "timer", "todo",   "calendar",   "binary_sensor"};
  for (const PlacedWord& word : placed_words(frame.said)) {
    if (!korean_verbs(word.text).empty()) continue;
    std::string name;
    for (const std::string& way : without_particles(normalise(word.text))) {
      const std::string key = compact(way);
      if (key.size() < 6 || !has_hangul(key) || !view.situation.index.kinds_of(way).empty() ||
          !view.situation.index.find_areas(way).empty() || !view.situation.index.find_floors(way).empty())
        continue;
      const Entity* only = nullptr;
      size_t n = 0;
      for (const Entity& e : view.home.entities) {
        if (is_secured(e) || std::ranges::find(kNoThings, e.domain()) != std::end(kNoThings) ||
            !is_part(key, e))
          continue;
        ++n;
        only = &e;
      }
      if (n == 1) name = only->name;
      if (n > 0) break;
    }
    const bool known = !out.empty() && out.back().text(SpanRole::name) == name;
    if (!name.empty() && !known) out.push_back(called(frame, name));
  }
  return out;
}

/// "건조대 올려", read as nothing of a home or as what goes on a list: one verb that asks, and a word of one
/// thing's name.
std::optional<Frame> asked_of_a_part(const View& view, const Frame& frame) {
  const auto verbs = korean_verbs(frame.said);
  if (verbs.size() != 1) return {};
  auto named = with_lost_names(view, frame);
  if (named.size() != 1) return {};
  Frame& out = named[0];
  const VerbSense sense = verbs[0].sense;
  out.intent = sense == VerbSense::raise   ? Intent::open
               : sense == VerbSense::lower ? Intent::close
                                           : intent_of(sense);
  out.mended = true;
  if (out.intent == Intent::none || !comes_to_something(view, out)) return {};
  return std::move(out);
}

/// "Shut off the propane": what shuts may be found by an English word of its name alone.
std::vector<Frame> shut_by_a_part(const View& view, const Frame& frame) {
  constexpr size_t kShortest = 5;
  std::vector<Frame> out;
  if (has_hangul(frame.said) || !is_one_of(frame.intent, kShuts)) return out;
  const std::string said = normalise(frame.said);
  for (const std::string_view word : split_words(said)) {
    if (word.size() < kShortest || !view.situation.index.find_areas(word).empty()) continue;
    const auto holds = [&](const std::string& name) {
      return (" " + normalise(name) + " ").find(" " + std::string(word) + " ") != std::string::npos;
    };
    const Entity* only = view.home.only(
        [&](const Entity& e) { return effect_of(e, frame.intent) != Effect::none && e.any_name(holds); });
    if (only != nullptr) out.push_back(called(frame, only->name));
  }
  for (Frame& each : out) {
    each.kind = Kind::any;
    std::erase_if(each.spans, [](const Span& span) { return span.role == SpanRole::kind; });
  }
  return out;
}

/// "Pause the Gruffalo": who plays it.
std::optional<Frame> by_what_it_plays(const View& view, const Frame& frame) {
  const auto names = frame.texts(SpanRole::name);
  if (names.size() != 1 || names[0].size() < 4) return {};
  const std::string key = compact(normalise(names[0]));
  const Entity* only = view.home.only([&](const Entity& e) {
    return e.domain() == "media_player" &&
           compact(normalise(e.text("media_title"))).find(key) != std::string::npos;
  });
  return only != nullptr ? std::optional(called(frame, only->name)) : std::nullopt;
}

/// "Turn that racket down": what sounds, whatever it is called.
std::optional<Frame> of_what_plays(const Frame& frame, const Targets& targets) {
  const bool sounds = frame.intent == Intent::set_volume_relative || frame.intent == Intent::set_volume ||
                      frame.intent == Intent::mute;
  if (!sounds || targets.missing != Missing::name) return {};
  Frame out = frame;
  std::erase_if(out.spans, [](const Span& span) { return span.role == SpanRole::name; });
  out.kind = Kind::media_player;
  return out;
}

/// "할매, 구들 올려": a person who is spoken to.
std::optional<Frame> without_people(const View& view, const Frame& frame) {
  Frame out = frame;
  const auto is_person = [&](const Span& span) {
    if (span.role != SpanRole::name) return false;
    const NameReading reading = view.situation.index.find(span.text);
    return !reading.entities.empty() && view.entity(reading.entities[0].thing).domain() == "person";
  };
  if (std::erase_if(out.spans, is_person) == 0 || (out.spans.empty() && out.kind == Kind::any)) return {};
  return out;
}

/// "쿠팡에는 물 담아": what is named is a list, and the verb is a list's.
std::optional<Frame> as_list(const View& view, const Frame& frame, const Targets& targets) {
  if (targets.entities.size() != 1 || view.entity(targets.entities[0]).domain() != "todo" ||
      !puts_on_a_list(frame.said))
    return {};
  Frame out{.intent = Intent::list_add, .said = frame.said};
  out.spans = {{SpanRole::list, std::string(frame.text(SpanRole::name))}};
  repair_korean_list({}, out);
  return out.has(SpanRole::item) ? std::optional(std::move(out)) : std::nullopt;
}

/// "Solar power": a sensor's name, and nothing else, asks what it reads.
std::optional<Frame> as_reading(const View& view, const Frame& frame, const Targets& targets) {
  if (frame.intent != Intent::turn_on || targets.missing != Missing::ability || frame.spans.size() != 1 ||
      normalise(frame.said) != normalise(frame.text(SpanRole::name)) || targets.entities.empty() ||
      view.entity(targets.entities[0]).domain() != "sensor")
    return {};
  Frame out{.intent = Intent::get_state, .question = Question::value, .said = frame.said};
  out.spans = frame.spans;
  return out;
}

Frame without_items(Frame frame) {
  std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::item; });
  return frame;
}

/// "싱크대 밑에 물 새니", where nothing is called so but by the sink.
Frame of_what_stands_there(const View& view, const Frame& frame) {
  constexpr std::string_view kBeside[] = {" 밑", " 아래", " 옆", " 뒤", " 위", " 쪽", " 근처"};
  Frame out = frame;
  for (Span& span : out.spans)
    for (const std::string_view where : kBeside)
      if (span.role == SpanRole::name && span.text.ends_with(where))
        span.text.resize(span.text.size() - where.size());
  const auto finds = [&](const Frame& one) {
    return resolve(one, view.situation, view.memory).missing == Missing::nothing;
  };
  return out != frame && !finds(frame) && finds(out) ? out : frame;
}

/// "문단속 해줘": a script's name, and a word that runs it.
std::optional<Frame> script_said(const View& view, const Frame& frame) {
  if (frame.has(SpanRole::name) || frame.has(SpanRole::area) || !has_hangul(frame.said)) return {};
  const auto words = placed_words(frame.said);
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    if (!starts(words[i + 1].text, {"해", "실행", "시작", "부탁", "돌려"})) continue;
    for (const Entity& e : view.home.entities)
      if ((e.domain() == "script" || e.domain() == "scene") && e.any_name([&](const std::string& name) {
            return compact(normalise(name)) == compact(normalise(words[i].text));
          })) {
        Frame out{.intent = Intent::turn_on, .said = frame.said, .mended = true};
        out.spans = {{SpanRole::name, e.name}};
        return out;
      }
  }
  return {};
}

/// "Do the story time one": no timer without a time where a scene or a script is called so.
std::optional<Frame> activated(const View& view, const Frame& frame) {
  if (frame.intent != Intent::timer_start || frame.has(SpanRole::duration) || !frame.has(SpanRole::name))
    return {};
  const Entity* scene = scene_called(view, frame.text(SpanRole::name));
  if (scene == nullptr) return {};
  Frame out = called(frame, scene->name);
  out.intent = Intent::turn_on;
  out.mended = true;
  return out;
}

/// "전기요 틀어줘": what is called so plays nothing.
std::optional<Frame> switched_on(const View& view, const Frame& frame) {
  if (frame.intent != Intent::media_play || frame.spans.size() != 1 || !frame.has(SpanRole::media)) return {};
  const std::string_view words = frame.text(SpanRole::media);
  const NameReading reading = view.situation.index.find(words);
  if (reading.entities.size() != 1 || reading.entities[0].score < kOwn ||
      view.entity(reading.entities[0].thing).domain() != "switch")
    return {};
  Frame out = called(frame, std::string(words));
  out.intent = Intent::turn_on;
  out.mended = true;
  return out;
}

/// "Is the deck awning out? – Bring it in": what is no cleaner does not drive home, it shuts.
Frame brought_in(const View& view, const Frame& frame) {
  const auto& spoken = view.memory.entities;
  const bool covers = !spoken.empty() && std::ranges::all_of(spoken, [&](int32_t i) {
    return view.entity(i).domain() == "cover";
  });
  if (frame.intent != Intent::vacuum_return || frame.reference == Reference::none || !covers) return frame;
  Frame out = frame;
  out.intent = Intent::close;
  out.operation = Operation::none;
  return out;
}

}  // namespace

Frame nearest_reading(const View& view, const Frame& frame) {
  if (auto timer = as_timer(view, frame)) return *std::move(timer);
  if (auto left = of_what_is_left(view, frame)) return *std::move(left);
  if (auto scene = activated(view, frame)) return *std::move(scene);
  if (auto heated = switched_on(view, frame)) return *std::move(heated);
  if (acts_on_things(frame.intent))
    if (auto script = script_said(view, frame)) return *std::move(script);
  if (frame.intent == Intent::turn_off || (acts_on_things(frame.intent) && !has_hangul(frame.said)))
    if (auto alone = by_its_name_alone(view, frame)) return *std::move(alone);
  if (auto sensor = of_the_sensor_said(view, frame)) return *std::move(sensor);
  if (frame.intent == Intent::get_state)
    return of_a_person(view, of_its_sensor(view, of_what_stands_there(view, of_what_is_asked(view, frame))));
  if (frame.intent == Intent::none || frame.intent == Intent::respond) {
    if (auto part = asked_of_a_part(view, frame)) return *std::move(part);
    if (auto timer = asked_of_a_timer(view, frame)) return *std::move(timer);
    if (auto done = told_as_done(view, frame)) return *std::move(done);
    return read_from_words(view, frame);
  }
  if (frame.intent == Intent::list_add && frame.spans.empty())
    if (auto part = asked_of_a_part(view, frame)) return *std::move(part);
  if (!acts_on_things(frame.intent)) return frame;
  Frame valued = sent_to_clean(view, resumed(view, with_its_value(brought_in(view, frame))));
  valued.mended = valued.mended || valued.intent != frame.intent;
  const Targets targets = resolve(valued, view.situation, view.memory);
  if (targets.missing == Missing::nothing) return valued;
  // "화분 물 잠가": a valve that is locked is closed.
  if (valued.intent == Intent::lock) {
    Frame shut = valued;
    shut.intent = Intent::close;
    shut.mended = true;
    const Targets valves = resolve(shut, view.situation, view.memory);
    if (valves.missing == Missing::nothing &&
        std::ranges::all_of(valves.entities, [&](int32_t i) { return view.entity(i).domain() == "valve"; }))
      return shut;
  }
  for (Frame& part : shut_by_a_part(view, valued)) {
    part.mended = true;
    if (resolve(part, view.situation, view.memory).missing == Missing::nothing) return std::move(part);
  }
  if (std::ranges::any_of(targets.entities, [&](int32_t i) { return is_secured(view.entity(i)); }))
    return valued;
  if (auto list = as_list(view, valued, targets)) return *std::move(list);
  if (auto reading = as_reading(view, valued, targets)) return *std::move(reading);
  std::vector<Frame> others;
  // "Put the coffee on", read as an item of a list.
  if (targets.missing == Missing::subject && valued.intent == Intent::turn_on && valued.spans.size() == 1 &&
      valued.has(SpanRole::item))
    others.push_back(called(without_items(valued), std::string(valued.text(SpanRole::item))));
  if (targets.missing == Missing::name)
    if (auto player = by_what_it_plays(view, valued)) others.push_back(*std::move(player));
  if (auto sounding = of_what_plays(valued, targets)) others.push_back(*std::move(sounding));
  if (auto owned = someones(view, valued)) others.push_back(*std::move(owned));
  const bool cannot = targets.missing == Missing::ability || targets.missing == Missing::kind;
  if (cannot && (valued.has(SpanRole::name) || valued.kind != Kind::any)) others.push_back(valued);
  if (auto known = without_unknown(valued, targets)) {
    known->mended = true;
    const Targets found = resolve(*known, view.situation, view.memory);
    const bool rooms_only = !known->has(SpanRole::name) && !known->has(SpanRole::kind);
    if (found.missing == Missing::nothing && !rooms_only) return *std::move(known);
  }
  if (targets.missing != Missing::subject || !valued.has(SpanRole::kind))
    std::ranges::move(with_lost_names(view, valued), std::back_inserter(others));
  if (auto alone = without_people(view, valued)) others.push_back(*std::move(alone));
  for (const Frame& other : others)
    for (Frame& candidate : with_other_intents(other)) {
      candidate.mended = true;
      if (comes_to_something(view, candidate)) return std::move(candidate);
    }
  return valued;
}

}  // namespace ondol::home
