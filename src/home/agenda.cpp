// Calendar, date and time: read only; see clause.h.
#include <algorithm>

#include "home/clause.h"
#include "home/labels.h"
#include "home/reply/josa.h"
#include "home/reply/nouns.h"
#include "home/words.h"

namespace ondol::home {
namespace {

ClauseResult with_call(ClauseResult result, Call call) {
  result.calls.push_back(std::move(call));
  return result;
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

struct Event {
  std::string summary;
  Moment start, end;
  std::string calendar;
};

std::vector<Event> all_events(const Home& home, const Moment& now) {
  std::vector<Event> out;
  for (const Entity& e : home.entities) {
    const auto events = e.attributes.find("events");
    if (e.domain() != "calendar" || events == e.attributes.end() || !events->is_array()) continue;
    for (const Json& event : *events) {
      if (!event.is_object()) continue;
      const auto start = read_moment(text_of(event, "start"), now.offset_s);
      if (!start) continue;
      const auto end = read_moment(text_of(event, "end"), now.offset_s);
      // All replies are on the speaker's clock.
      Event read{text_of(event, "summary"), *start, end.value_or(*start), e.id};
      read.start.offset_s = now.offset_s;
      out.push_back(std::move(read));
    }
  }
  std::ranges::sort(out, {}, [](const Event& e) { return e.start.epoch_s; });
  return out;
}

std::string event_words(const View& view, const Event& event, bool with_day) {
  const std::string day = with_day ? day_words(view.language, event.start.day(), view.now) + " " : "";
  if (!event.start.has_time) return day + event.summary;
  const std::string time = time_words(view.language, event.start);
  return view.language == Language::korean ? day + time + " " + event.summary
                                           : event.summary + " " + day + "at " + time;
}

/// "Next Sunday" is no answer to "what date".
bool asks_for_date(std::string_view said) {
  const std::string text = normalise(said), whole = compact(text);
  constexpr std::string_view kKorean[] = {"며칠", "몇일", "날짜", "몇월"};
  return (" " + text + " ").find(" date ") != std::string::npos ||
         std::ranges::any_of(kKorean, [&](auto word) { return whole.find(word) != std::string::npos; });
}

}  // namespace

ClauseResult answer_calendar(const View& view, const Frame& frame) {
  Call call{.name = "HassGetState", .arguments = {{"domain", "calendar"}}, .entities = {}};
  ClauseResult out;
  for (size_t i = 0; i < view.home.entities.size(); ++i)
    if (view.home.entities[i].domain() == "calendar") {
      call.entities.push_back(view.home.entities[i].id);
      out.subjects.push_back(static_cast<int32_t>(i));
    }
  if (call.entities.empty()) return with_call(reply_only(view.say(Say::no_calendar)), std::move(call));
  auto events = all_events(view.home, view.now);
  // "When is the dentist?"
  const std::string_view about =
      frame.has(SpanRole::item) ? frame.text(SpanRole::item) : frame.text(SpanRole::name);
  if (!about.empty()) {
    const auto ways = without_particles(normalise(about));
    for (const Event& event : events) {
      const std::string summary = compact(normalise(event.summary));
      const bool same = std::ranges::any_of(ways, [&](const std::string& way) {
        return !way.empty() && (summary.find(compact(way)) != std::string::npos ||
                                compact(way).find(summary) != std::string::npos);
      });
      if (!same || event.end.epoch_s < view.now.epoch_s) continue;
      const std::string day = asks_for_date(frame.said.empty() ? view.text : frame.said)
                                  ? date_words(view.language, event.start.day())
                                  : day_words(view.language, event.start.day(), view.now);
      std::string when = event.start.has_time ? time_words(view.language, event.start) : "";
      when = view.language == Language::korean ? day + (when.empty() ? "" : " ") + when
                                               : day + (when.empty() ? "" : " at " + when);
      out.reply = view.say(Say::next_event, {event.summary, when});
      return with_call(std::move(out), std::move(call));
    }
  }
  const auto days = read_days(frame.text(SpanRole::date), view.now);
  std::vector<std::string> words;
  for (const Event& event : events) {
    const bool in_days = !days ? event.end.epoch_s >= view.now.epoch_s
                               : event.start.day() <= days->last &&
                                     std::max(event.start.day(),
                                              event.end.day() - (event.end.has_time ? 0 : 1)) >= days->first;
    if (in_days) words.push_back(event_words(view, event, !days || days->first != days->last));
    if (!days && words.size() == 3) break;
  }
  const bool one_day = days && days->first == days->last;
  const std::string when = one_day ? day_words(view.language, days->first, view.now)
                           : view.language == Language::korean ? "예정된 일정"
                                                               : "coming up";
  if (words.empty()) {
    out.reply = view.say(Say::no_events, {one_day || view.language == Language::english ? when : "그때"});
  } else if (frame.question == Question::count) {
    out.reply = view.say(Say::count_state, {std::to_string(words.size()), join_names(view.language, words)});
  } else {
    out.reply = view.say(Say::events, {when, join_names(view.language, words)});
  }
  return with_call(std::move(out), std::move(call));
}

ClauseResult answer_clock(const View& view, const Frame& frame) {
  ClauseResult out;
  const auto days = read_days(frame.text(SpanRole::date), view.now);
  out.reply = frame.intent == Intent::get_time ? view.say(Say::time_is, {time_words(view.language, view.now)})
              : days && days->first != view.now.day()
                  ? view.say(Say::next_event, {std::string(frame.text(SpanRole::date)),
                                               date_words(view.language, days->first)})
                  : view.say(Say::date_is, {date_words(view.language, view.now.day())});
  return with_call(
      std::move(out),
      Call{.name = std::string(call_name(frame.intent)), .arguments = Json::object(), .entities = {}});
}

}  // namespace ondol::home
