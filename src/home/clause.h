// What one clause came to: the words for the reply, the calls, and whether the home asked back. The parts
// that handle clauses (commands, timers, lists, answers) share it. Knows nothing of how a clause is handled.
#pragma once

#include <string>
#include <vector>

#include "home/policy.h"
#include "home/reply/texts.h"
#include "home/resolver.h"
#include "home/simulator.h"
#include "home/values/dates.h"
#include "home/values/duration.h"

namespace ondol::home {

/// One intent as Home Assistant would be given it.
struct Call {
  std::string name;
  Json arguments = Json::object();
  std::vector<std::string> entities;  ///< ids of what was acted on or asked about
};

/// An action that was done, for `--exec`.
struct Deed {
  Call call;           ///< the call it belongs to
  std::string entity;  ///< id
};

struct ClauseResult {
  std::string reply;
  std::vector<Call> calls;
  std::vector<Deed> deeds;
  bool asked_back = false;
  bool claims_action = false;            ///< the reply says that something was done
  std::vector<int32_t> subjects;         ///< what "it" means next
  std::vector<int32_t> candidates = {};  ///< of what "which one?" was asked
  Targets targets;                       ///< how those were found: where, and how surely
};

/// What every part of handling needs. Questions get only this: a home that they cannot change.
struct View {
  const Home& home;
  const Situation& situation;
  const Memory& memory;
  Moment now;
  Language language;
  std::string_view text;  ///< of the utterance

  std::string say(Say what, const std::vector<Noun>& nouns = {}) const {
    return home::say(language, what, nouns);
  }
  const Entity& entity(int32_t i) const { return home.entities[static_cast<size_t>(i)]; }
};

/// What a command gets: the simulator is the way to change something.
struct Scene : View {
  Simulator& simulator;
};

ClauseResult reply_only(std::string reply);
ClauseResult ask(std::string reply);

/// The slots that say where and what: name, area, floor, domain, device_class, as Home Assistant fills them.
Json target_slots(const Home& home, const Frame& frame, const Targets& targets);
std::vector<std::string> ids_of(const Home& home, const std::vector<int32_t>& entities);

// The parts; each is in the file of its name.
ClauseResult handle_command(const Scene& scene, const Frame& frame, Standing standing);
ClauseResult handle_timer(const Scene& scene, const Frame& frame);
/// A command for later ("in ten minutes"), or for a while ("for ten minutes"): then it is done, and a timer
/// carries its opposite.
ClauseResult handle_delayed(const Scene& scene, const Frame& frame, Standing standing);
/// Starts a timer that carries a command, said as `command`; the reply says what the timer is for.
ClauseResult start_command_timer(const Scene& scene, const Frame& frame, const Duration& duration,
                                 const std::string& command, Say reply);
ClauseResult handle_list_change(const Scene& scene, const Frame& frame);
ClauseResult handle_question(const View& view, const Frame& frame);
/// Timers that are asked about, lists, calendars, weather, time and date: read only.
ClauseResult answer_timer(const View& view, const Frame& frame);
ClauseResult answer_list(const View& view, const Frame& frame);
ClauseResult answer_calendar(const View& view, const Frame& frame);
ClauseResult answer_weather(const View& view, const Frame& frame);
ClauseResult answer_clock(const View& view, const Frame& frame);
/// Whether what a question asks is so; nothing where it cannot be told. The reply says how things are.
std::optional<bool> is_so(const View& view, const Frame& question, ClauseResult& result);
std::optional<bool> weather_holds(const View& view, const Frame& question, ClauseResult& result);
/// It can be told; in_that_room: by something in the speaker's room.
bool is_answerable(const View& view, const Frame& question, bool in_that_room = false);
/// Says what is missing of targets: which one, not found, cannot.
ClauseResult say_missing(const View& view, const Targets& targets);

}  // namespace ondol::home
