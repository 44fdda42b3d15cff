// What the home says, in both languages: one row for each thing to say (texts.cpp). Placeholders are {0}, {1}
// …; Korean ones may name a particle, "{0 을}", English ones a verb that agrees, "{0 is}". Knows nothing of
// homes.
#pragma once

#include <string>
#include <vector>

namespace ondol::home {

enum class Language : unsigned char { english, korean };

/// A piece of a sentence.
struct Noun {
  std::string text;
  bool plural = false;
  Noun(std::string t, bool p = false) : text(std::move(t)), plural(p) {}
  Noun(const char* t) : text(t) {}
};

enum class Say : unsigned char {
  // done
  turned_on,
  turned_off,
  opened,
  closed,
  stopped,
  locked,
  unlocked,
  playing,
  paused,
  skipped,
  went_back,
  muted,
  unmuted,
  playing_media,
  cleaning,
  going_home,
  activated,
  ran,
  set_brightness,
  set_color,
  set_white,
  set_position,
  set_temperature,
  set_mode,
  set_humidity,
  set_volume,
  set_speed,
  // already so
  already_on,
  already_off,
  already_open,
  already_closed,
  already_locked,
  already_unlocked,
  already_playing,
  already_paused,
  already_muted,
  already_unmuted,
  already_cleaning,
  already_home,
  already_set,
  not_moving,
  // timers
  timer_started,
  timer_started_named,
  timer_cancelled,
  timers_cancelled,
  timer_extended,
  timer_shortened,
  timer_paused,
  timer_resumed,
  timer_left,
  timer_paused_left,
  no_timer,
  no_such_timer,
  which_timer,
  no_duration,
  delayed,
  undone_later,
  not_undone,
  order_on,  ///< what a timer carries, as it would be said
  order_off,
  order_close,
  order_lock,
  // lists
  item_added,
  item_completed,
  item_removed,
  item_already,
  item_missing,
  no_list,
  which_list,
  no_item,
  list_empty,
  list_items,
  item_is_on,
  item_is_not_on,
  list_count,
  // questions
  is_state,
  yes_state,
  no_state,
  yes_list,
  no_any,
  no_all,
  yes_all,
  which_list_state,
  which_none,
  count_state,
  count_of,  ///< with what is counted: "2명"
  count_none,
  value_is,
  value_of_attribute,
  yes_value,
  no_value,
  yes_so,
  no_so,
  most,
  unknown_value,
  nobody,
  nothing_plays,
  plays,
  // time and weather
  time_is,
  date_is,
  weather_now,
  weather_then,
  no_forecast,
  no_weather,
  events,
  no_events,
  event_item,
  event_all_day,
  next_event,
  no_calendar,
  // asking and declining
  which_one,
  which_place,
  confirm,
  offer,
  confirm_nothing,
  unknown_name,
  unknown_area,
  none_in_scope,
  none_of_kind,
  cannot_do,
  nothing_can,
  no_reference,
  no_subject,
  not_at_home,
  nevermind,
  hello,
  welcome_thanks,
  good_night,
  see_you,
  welcome_home,
  good_morning,
  no_value_given,
  out_of_range,
  mode_unsupported,
  no_reading,
  condition_not_met,
  condition_unknown,
  broadcast,
  no_message,
  no_speaker,
  not_understood,
  conditions_only,
  alternative_skipped,
};

/// The row in a language with its placeholders filled.
std::string say(Language language, Say what, const std::vector<Noun>& nouns = {});
/// Yes or no, and how things are, a sentence of its own: "Yes, tomorrow: raining."
std::string say_so(Language language, bool so, std::string how);

/// "a, b and c" / "a, b, c".
std::string join_names(Language language, const std::vector<std::string>& names);
/// "1 hour and 5 minutes" / "1시간 5분".
std::string duration_words(Language language, long long seconds);

}  // namespace ondol::home
