// Places and references of conditions are settled here, their truth in answers.cpp and weather.cpp; see
// conditions.h.
#include "home/conditions.h"

#include <algorithm>

#include "home/asked_kinds.h"
#include "home/labels.h"

namespace ondol::home {
namespace {

bool names_a_place(const Frame& frame) {
  return frame.has(SpanRole::area) || frame.has(SpanRole::floor) || frame.place != Place::unsaid;
}

/// "if it is on": nothing but the state is said.
bool is_about_it(const Frame& condition) {
  if (condition.has(SpanRole::name) || names_a_place(condition)) return false;
  return condition.reference != Reference::none ||
         (condition.kind == Kind::any && condition.attribute == Attribute::none &&
          condition.asked != Asked::none && condition.asked != Asked::home && condition.asked != Asked::away);
}

/// The command says itself what it acts on, so that "it" in its condition can be that.
bool names_its_target(const Frame& command) {
  return command.reference == Reference::none &&
         (command.has(SpanRole::name) || command.kind != Kind::any || names_a_place(command));
}

/// The room that all of them are in.
int32_t common_area(const Home& home, const std::vector<int32_t>& entities) {
  if (entities.empty()) return kNowhere;
  const int32_t area = home.entities[static_cast<size_t>(entities[0])].area;
  const bool same = std::ranges::all_of(
      entities, [&](int32_t i) { return home.entities[static_cast<size_t>(i)].area == area; });
  return same ? area : kNowhere;
}

bool is_measured(const Frame& frame) {
  return frame.comparison != Comparison::none && frame.asked == Asked::none;
}

}  // namespace

std::vector<std::vector<size_t>> conditions_of(std::span<const Frame> frames) {
  std::vector<std::vector<size_t>> out(frames.size());
  std::vector<size_t> current;
  for (size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].role != ClauseRole::condition) {
      out[i] = current;
      continue;
    }
    // "if A and B": neighbours count together; a condition after a command begins anew.
    if (i > 0 && frames[i - 1].role != ClauseRole::condition) current.clear();
    current.push_back(i);
  }
  // "set it to 22 if it is above 23": the conditions come last and nothing follows them.
  const bool ends = !frames.empty() && frames.back().role == ClauseRole::condition;
  if (ends)
    for (size_t i = 0; i < frames.size(); ++i)
      if (frames[i].role != ClauseRole::condition && out[i].empty()) out[i] = current;
  return out;
}

std::optional<bool> condition_holds(const View& view, const Frame& condition, const Frame& command,
                                    ClauseResult& result) {
  Frame question = condition;
  if (!is_question(question.intent)) question.intent = Intent::get_state;
  // "뒷문 열려 있으면 잠가": a door that only its lock tells of; nothing opens by it.
  if (question.asked == Asked::open && (command.intent == Intent::lock || command.intent == Intent::close))
    question = of_its_lock(view, question);
  if (implied_kind(question) == Kind::weather) return weather_holds(view, question, result);
  const bool about_it = is_about_it(question);
  const bool unplaced = !names_a_place(question) && !question.has(SpanRole::name);
  if (!about_it && !(unplaced && is_measured(question))) return is_so(view, question, result);

  const Targets acted_on = resolve(command, view.situation, view.memory);
  if (about_it && (names_its_target(command) || question.reference == Reference::none)) {
    Memory spoken = view.memory;
    if (acted_on.missing == Missing::nothing) {
      spoken.entities = acted_on.entities;
      spoken.targets = acted_on;
    }
    question.reference = Reference::it;
    const View of_command{view.home, view.situation, spoken, view.now, view.language, view.text};
    if (is_answerable(of_command, question) || !is_measured(question))
      return is_so(of_command, question, result);
  }
  if (!is_measured(question)) return is_so(view, question, result);
  // "if it is above 25, turn on the bedroom's air conditioner": above 25 in the bedroom, wherever it is said.
  question.reference = Reference::none;
  if (question.kind == Kind::any && question.attribute == Attribute::temperature)
    question.kind = Kind::temperature;
  Situation there = view.situation;
  there.speaker_area = common_area(view.home, acted_on.entities);
  const View in_that_room{view.home, there, view.memory, view.now, view.language, view.text};
  const bool known_there = there.speaker_area != kNowhere && is_answerable(in_that_room, question, true);
  return is_so(known_there ? in_that_room : view, question, result);
}

}  // namespace ondol::home
