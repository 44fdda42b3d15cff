// "In ten minutes" and "for ten minutes": the words around a duration say which; see clause.h.
#include <algorithm>

#include "home/clause.h"
#include "home/korean_words.h"
#include "home/reply/nouns.h"
#include "home/values/duration.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "for ten minutes", "십 분만", "십 분 동안"; not "in ten minutes", "십 분만 있다가". said: the clause; the
/// duration may be marked with such words or without.
bool lasts(std::string_view said, std::string_view duration) {
  if (duration.starts_with("for ") || duration.ends_with("동안")) return true;
  const size_t at = said.find(duration);
  if (duration.empty() || at == std::string_view::npos) return false;
  const std::string_view before = trim_spaces(said.substr(0, at));
  for (const std::string_view word :
       {"for", "for about", "for around", "for the next", "for another", "for just", "for only"})
    if (before == word || before.ends_with(" " + std::string(word))) return true;
  std::string_view behind = trim_spaces(said.substr(at + duration.size()));
  for (const std::string_view word : {"정도", "쯤"})
    if (behind.starts_with(word)) behind = trim_spaces(behind.substr(word.size()));
  if (behind.starts_with("동안")) return true;
  if (!behind.starts_with("만")) return false;
  return !starts(trim_spaces(behind.substr(std::string_view("만").size())),
                 {"있", "이따", "기다", "뒤", "후", "지나"});
}

/// What ends it. Nothing opens or unlocks by itself, so what was closed or locked stays so.
std::optional<Say> opposite(Intent intent) {
  switch (intent) {
    case Intent::turn_on:
      return Say::order_off;
    case Intent::turn_off:
      return Say::order_on;
    case Intent::open:
      return Say::order_close;
    case Intent::unlock:
      return Say::order_lock;
    default:
      return std::nullopt;
  }
}

std::string all_names(const View& view, const std::vector<int32_t>& entities) {
  std::string names;
  for (const int32_t index : entities)
    names += (names.empty() ? "" : ", ") +
             spoken_name(view.language, view.home.entities[static_cast<size_t>(index)]);
  return names;
}

}  // namespace

ClauseResult handle_delayed(const Scene& scene, const Frame& frame, Standing standing) {
  const auto duration = read_duration(frame.text(SpanRole::delay));
  if (!duration) return ask(scene.say(Say::no_duration));
  if (!lasts(frame.said, frame.text(SpanRole::delay)))
    return start_command_timer(scene, frame, *duration, std::string(scene.text), Say::delayed);
  ClauseResult out = handle_command(scene, frame, standing);
  if (out.deeds.empty()) return out;
  const auto order = opposite(frame.intent);
  if (!order) {
    out.reply += " " + scene.say(Say::not_undone);
    return out;
  }
  const std::string command = scene.say(*order, {all_names(scene, out.subjects)});
  ClauseResult timer = start_command_timer(scene, frame, *duration, command, Say::undone_later);
  out.reply += " " + timer.reply;
  std::ranges::move(timer.calls, std::back_inserter(out.calls));
  std::ranges::move(timer.deeds, std::back_inserter(out.deeds));
  return out;
}

}  // namespace ondol::home
