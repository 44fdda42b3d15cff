// Timers: entities of the domain timer, started by voice or there already; see clause.h.
#include <algorithm>

#include "home/clause.h"
#include "home/labels.h"
#include "home/reply/nouns.h"
#include "home/values/duration.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool is_running(const Entity& timer) { return timer.state == "active" || timer.state == "paused"; }

int64_t remaining_s(const Entity& timer, const Moment& now) {
  if (timer.state == "active")
    if (const auto end = read_moment(timer.text("finishes_at"), now.offset_s); end && end->has_time)
      return std::max<int64_t>(0, end->epoch_s - now.epoch_s);
  for (const char* key : {"remaining", "duration"})
    if (const auto seconds = read_clock_duration(timer.text(key))) return *seconds;
  return 0;
}

/// A timer's name without the word for timers: "pizza timer" is said and written both ways.
std::string bare_name(std::string_view name) {
  std::string spaced = normalise(name);
  for (const std::string_view word : {" timer", "timer ", " 타이머", "타이머", " alarm", " 알람"})
    if (const size_t at = spaced.find(word); at != std::string::npos && spaced.size() > word.size())
      spaced.erase(at, word.size());
  return compact(spaced);
}

class Timers {
 public:
  Timers(const View& view, const Frame& frame, Simulator* simulator)
      : view_(view), frame_(frame), simulator_(simulator) {
    call_.name = call_name(frame.intent);
  }

  ClauseResult answer() {
    call_.name = call_name(Intent::timer_status);
    find();
    return status();
  }

  ClauseResult run() {
    if (frame_.intent == Intent::timer_start) return start();
    find();
    if (frame_.intent == Intent::timer_cancel_all) return cancel_all();
    const bool changes_length =
        frame_.intent == Intent::timer_increase || frame_.intent == Intent::timer_decrease;
    const auto by = read_duration(frame_.text(SpanRole::duration));
    if (changes_length && by) put_duration("", *by);
    if (found_.empty())
      return done(reply_only(view_.say(selective_ && any_timer() ? Say::no_such_timer : Say::no_timer)));
    if (found_.size() > 1) {
      std::vector<std::string> names;
      for (const int32_t index : found_) names.push_back(described(timer(index)));
      return done(ask(view_.say(Say::which_timer, {Noun(join_names(view_.language, names))})));
    }
    if (changes_length && !by) return done(ask(view_.say(Say::no_duration)));
    return change(found_[0], by.value_or(Duration{}));
  }

 private:
  const Entity& timer(int32_t index) const { return view_.home.entities[static_cast<size_t>(index)]; }
  bool any_timer() const {
    return std::ranges::any_of(view_.home.entities,
                               [](const Entity& e) { return e.domain() == "timer" && is_running(e); });
  }
  ClauseResult done(ClauseResult result) {
    result.calls.push_back(std::move(call_));
    return result;
  }
  void put_duration(const std::string& prefix, const Duration& d) {
    if (d.hours != 0) call_.arguments[prefix + "hours"] = d.hours;
    if (d.minutes != 0) call_.arguments[prefix + "minutes"] = d.minutes;
    if (d.seconds != 0) call_.arguments[prefix + "seconds"] = d.seconds;
  }
  std::string described(const Entity& e) const {
    const std::string name = e.name.empty() ? std::string() : e.name;
    const bool says_timer =
        normalise(name).find("timer") != std::string::npos || name.find("타이머") != std::string::npos;
    if (view_.language == Language::korean)
      return says_timer ? name : name + (name.empty() ? "" : " ") + "타이머";
    const std::string place = e.area != kNowhere ? spoken_area(view_.language, view_.home, e.area) + " " : "";
    return "the " + place + (says_timer ? name : name + (name.empty() ? "" : " ") + "timer");
  }

  /// Running timers that fit what was said of them.
  void find() {
    std::string name = bare_name(frame_.text(SpanRole::name));
    const auto of = read_duration(frame_.text(SpanRole::of_duration));
    std::vector<int32_t> areas;
    for (const std::string_view text : frame_.texts(SpanRole::area))
      if (const auto match = view_.situation.index.find_areas(text); !match.empty())
        areas.push_back(match[0].thing);
    if (frame_.place == Place::here && view_.situation.speaker_area != kNowhere)
      areas.push_back(view_.situation.speaker_area);
    if (of) put_duration("start_", *of);
    for (const int32_t area : areas) call_.arguments["area"] = view_.home.area_name(area);
    selective_ = !name.empty() || of.has_value() || !areas.empty() || frame_.has(SpanRole::area);
    std::vector<std::string> forms;
    for (const std::string& form : without_particles(normalise(frame_.text(SpanRole::name))))
      forms.push_back(bare_name(form));
    std::vector<int32_t> all;
    for (size_t i = 0; i < view_.home.entities.size(); ++i) {
      const Entity& e = view_.home.entities[i];
      if (e.domain() == "timer" && is_running(e)) all.push_back(static_cast<int32_t>(i));
    }
    const auto fits_name = [&](const Entity& e) {
      return std::ranges::any_of(forms, [&](const std::string& form) { return form == bare_name(e.name); });
    };
    const auto fits = [&](int32_t index) {
      const Entity& e = timer(index);
      if (!areas.empty() && std::ranges::find(areas, e.area) == areas.end()) return false;
      if (frame_.has(SpanRole::area) && areas.empty()) return false;
      if (of && read_clock_duration(e.text("duration")) != of->total_s()) return false;
      return name.empty() || fits_name(e);
    };
    std::ranges::copy_if(all, std::back_inserter(found_), fits);
    if (!name.empty()) {
      call_.arguments["name"] = std::string(frame_.text(SpanRole::name));
      if (found_.size() == 1) call_.arguments["name"] = timer(found_[0]).name;
      // "the kitchen timer" with the room read as a name.
      if (found_.empty())
        for (const int32_t index : all)
          if (timer(index).area != kNowhere)
            for (const Match& match : view_.situation.index.find_areas(frame_.text(SpanRole::name)))
              if (match.thing == timer(index).area && match.score >= kClear) found_.push_back(index);
    }
    // Only "it" or "that timer": the one spoken of last.
    if (found_.size() > 1 && !selective_ && frame_.reference != Reference::none)
      for (const int32_t index : view_.memory.entities)
        if (std::ranges::find(found_, index) != found_.end()) {
          found_ = {index};
          break;
        }
    call_.entities = ids_of(view_.home, found_);
  }

  ClauseResult start() {
    const auto duration = read_duration(frame_.text(SpanRole::duration));
    if (!duration) return done(ask(view_.say(Say::no_duration)));
    put_duration("", *duration);
    const std::string name(frame_.text(SpanRole::name));
    if (!name.empty()) call_.arguments["name"] = name;
    return done(begin(*duration, name, {}));
  }

 public:
  /// Starts a timer, with a command for its end or without.
  ClauseResult begin(const Duration& duration, const std::string& name, const std::string& command) {
    const std::string words = duration_words(view_.language, duration.total_s());
    Entity e;
    std::string slug = compact(normalise(name.empty() ? "voice" : name));
    e.id = "timer." + slug;
    for (int n = 2; view_.home.find_entity(e.id) != kNowhere; ++n)
      e.id = "timer." + slug + "_" + std::to_string(n);
    e.name = name.empty() ? words : name;
    e.area = view_.situation.speaker_area;
    e.state = "active";
    e.attributes = {{"duration", clock_duration(duration.total_s())},
                    {"remaining", clock_duration(duration.total_s())}};
    if (!command.empty()) e.attributes["conversation_command"] = command;
    const int32_t index = simulator_->add(std::move(e));
    call_.entities = {timer(index).id};
    ClauseResult out;
    out.subjects = {index};
    out.claims_action = true;
    out.reply = name.empty() ? view_.say(Say::timer_started, {words})
                             : view_.say(Say::timer_started_named, {words, name});
    out.deeds.push_back({call_, timer(index).id});
    return out;
  }
  Call& call() { return call_; }
  void put(const Duration& duration) { put_duration("", duration); }

 private:
  ClauseResult change(int32_t index, const Duration& by) {
    const Entity& e = timer(index);
    const int64_t left = remaining_s(e, view_.now);
    Say what = Say::timer_cancelled;
    std::string state = e.state;
    Json attributes = Json::object();
    switch (frame_.intent) {
      case Intent::timer_increase:
        attributes["remaining"] = clock_duration(left + by.total_s());
        what = Say::timer_extended;
        break;
      case Intent::timer_decrease: {
        const int64_t rest = std::max<int64_t>(0, left - by.total_s());
        attributes["remaining"] = clock_duration(rest);
        if (rest == 0) state = "idle";
        what = Say::timer_shortened;
        break;
      }
      case Intent::timer_pause:
        state = "paused";
        if (e.state == "active") attributes["remaining"] = clock_duration(left);
        what = Say::timer_paused;
        break;
      case Intent::timer_unpause:
        state = "active";
        what = Say::timer_resumed;
        break;
      default:
        state = "idle";
        break;
    }
    if (e.attributes.contains("finishes_at")) attributes["finishes_at"] = nullptr;
    const bool changed = simulator_->write(index, state, attributes);
    ClauseResult out;
    out.subjects = {index};
    out.claims_action = changed;
    const std::string words = duration_words(view_.language, by.total_s());
    out.reply = view_.say(what, {words});
    if (changed) out.deeds.push_back({call_, e.id});
    return done(std::move(out));
  }

  ClauseResult cancel_all() {
    if (found_.empty()) return done(reply_only(view_.say(Say::no_timer)));
    ClauseResult out;
    for (const int32_t index : found_) {
      simulator_->write(index, "idle", Json::object());
      out.deeds.push_back({call_, timer(index).id});
    }
    out.claims_action = true;
    out.subjects = found_;
    const std::string n = std::to_string(found_.size());
    out.reply = view_.say(
        Say::timers_cancelled,
        {Noun(view_.language == Language::korean ? n + "개" : n + (n == "1" ? " timer" : " timers"))});
    return done(std::move(out));
  }

  ClauseResult status() {
    if (found_.empty())
      return done(reply_only(view_.say(selective_ && any_timer() ? Say::no_such_timer : Say::no_timer)));
    ClauseResult out;
    if (frame_.question == Question::count) {
      std::vector<std::string> names;
      for (const int32_t index : found_) names.push_back(described(timer(index)));
      out.subjects = found_;
      out.reply = view_.say(Say::count_state,
                            {Noun(std::to_string(found_.size())), Noun(join_names(view_.language, names))});
      return done(std::move(out));
    }
    for (const int32_t index : found_) {
      const Entity& e = timer(index);
      const std::string left = duration_words(view_.language, remaining_s(e, view_.now));
      const Noun name(described(e));
      out.reply += (out.reply.empty() ? "" : " ") +
                   view_.say(e.state == "paused" ? Say::timer_paused_left : Say::timer_left, {name, left});
    }
    out.subjects = found_;
    return done(std::move(out));
  }

  const View& view_;
  const Frame& frame_;
  Call call_;
  std::vector<int32_t> found_;
  Simulator* simulator_;    ///< null for questions
  bool selective_ = false;  ///< something was said of which timer
};

}  // namespace

ClauseResult handle_timer(const Scene& scene, const Frame& frame) {
  return Timers(scene, frame, &scene.simulator).run();
}

ClauseResult answer_timer(const View& view, const Frame& frame) {
  return Timers(view, frame, nullptr).answer();
}

ClauseResult start_command_timer(const Scene& scene, const Frame& frame, const Duration& duration,
                                 const std::string& command, Say reply) {
  // Home Assistant's HassStartTimer carries a command.
  Frame timer = frame;
  timer.intent = Intent::timer_start;
  Timers timers(scene, timer, &scene.simulator);
  timers.put(duration);
  timers.call().arguments["conversation_command"] = command;
  ClauseResult out = timers.begin(duration, "", command);
  out.reply = scene.say(reply, {duration_words(scene.language, duration.total_s())});
  out.calls.push_back(timers.call());
  return out;
}

}  // namespace ondol::home
