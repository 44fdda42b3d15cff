// The rows; see texts.h.
#include "home/reply/texts.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "home/reply/josa.h"
#include "home/values/duration.h"

namespace ondol::home {
namespace {

struct Row {
  Say say;
  std::string_view english, korean;
};

// clang-format off
constexpr Row kRows[] = {
  {Say::turned_on, "Turned on {0}.", "{0 을} 켰어요."},
  {Say::turned_off, "Turned off {0}.", "{0 을} 껐어요."},
  {Say::opened, "Opened {0}.", "{0 을} 열었어요."},
  {Say::closed, "Closed {0}.", "{0 을} 닫았어요."},
  {Say::stopped, "Stopped {0}.", "{0 을} 멈췄어요."},
  {Say::locked, "Locked {0}.", "{0 을} 잠갔어요."},
  {Say::unlocked, "Unlocked {0}.", "{0} 잠금을 풀었어요."},
  {Say::playing, "Resumed {0}.", "{0 을} 다시 재생해요."},
  {Say::paused, "Paused {0}.", "{0 을} 일시정지했어요."},
  {Say::skipped, "Skipped to the next one on {0}.", "{0}에서 다음으로 넘어갔어요."},
  {Say::went_back, "Went back to the previous one on {0}.", "{0}에서 이전으로 돌아갔어요."},
  {Say::muted, "Muted {0}.", "{0 을} 음소거했어요."},
  {Say::unmuted, "Unmuted {0}.", "{0} 음소거를 풀었어요."},
  {Say::playing_media, "Playing {1} on {0}.", "{0}에서 {1 을} 재생해요."},
  {Say::cleaning, "{0 is} cleaning now.", "{0 이} 청소를 시작했어요."},
  {Say::going_home, "{0 is} going back to the dock.", "{0 이} 충전대로 돌아가요."},
  {Say::activated, "Activated {0}.", "{0 을} 실행했어요."},
  {Say::ran, "Started {0}.", "{0 을} 시작했어요."},
  {Say::set_brightness, "Set {0} to {1} brightness.", "{0} 밝기를 {1 으로} 맞췄어요."},
  {Say::set_color, "Set {0} to {1}.", "{0 을} {1 으로} 바꿨어요."},
  {Say::set_white, "Set {0} to {1}.", "{0} 색온도를 {1 으로} 바꿨어요."},
  {Say::set_position, "Moved {0} to {1}.", "{0 을} {1 으로} 맞췄어요."},
  {Say::set_temperature, "Set {0} to {1}.", "{0} 온도를 {1 으로} 맞췄어요."},
  {Say::set_mode, "Set {0} to {1}.", "{0 을} {1 으로} 바꿨어요."},
  {Say::set_humidity, "Set {0} to {1} humidity.", "{0} 습도를 {1 으로} 맞췄어요."},
  {Say::set_volume, "Set the volume of {0} to {1}.", "{0} 음량을 {1 으로} 맞췄어요."},
  {Say::set_speed, "Set {0} to {1}.", "{0} 세기를 {1 으로} 맞췄어요."},

  {Say::already_on, "{0 is} already on.", "{0 은} 이미 켜져 있어요."},
  {Say::already_off, "{0 is} already off.", "{0 은} 이미 꺼져 있어요."},
  {Say::already_open, "{0 is} already open.", "{0 은} 이미 열려 있어요."},
  {Say::already_closed, "{0 is} already closed.", "{0 은} 이미 닫혀 있어요."},
  {Say::already_locked, "{0 is} already locked.", "{0 은} 이미 잠겨 있어요."},
  {Say::already_unlocked, "{0 is} already unlocked.", "{0 은} 이미 잠금이 풀려 있어요."},
  {Say::already_playing, "{0 is} already playing.", "{0 은} 이미 재생 중이에요."},
  {Say::already_paused, "{0 is} not playing.", "{0 은} 재생 중이 아니에요."},
  {Say::already_muted, "{0 is} already muted.", "{0 은} 이미 음소거되어 있어요."},
  {Say::already_unmuted, "{0 is} not muted.", "{0 은} 음소거되어 있지 않아요."},
  {Say::already_cleaning, "{0 is} already cleaning.", "{0 은} 이미 청소 중이에요."},
  {Say::already_home, "{0 is} already on the way or at the dock.", "{0 은} 이미 충전대에 있거나 돌아가는 중이에요."},
  {Say::already_set, "{0 is} already at {1}.", "{0 은} 이미 {1 이에요}."},
  {Say::not_moving, "{0 is} not moving.", "{0 은} 움직이고 있지 않아요."},

  {Say::timer_started, "Timer set for {0}.", "{0} 타이머를 시작했어요."},
  {Say::timer_started_named, "{1} timer set for {0}.", "{1} 타이머를 {0 으로} 시작했어요."},
  {Say::timer_cancelled, "Timer cancelled.", "타이머를 취소했어요."},
  {Say::timers_cancelled, "Cancelled {0}.", "타이머 {0 을} 취소했어요."},
  {Say::timer_extended, "Added {0} to the timer.", "타이머에 {0 을} 더했어요."},
  {Say::timer_shortened, "Took {0} off the timer.", "타이머에서 {0 을} 뺐어요."},
  {Say::timer_paused, "Timer paused.", "타이머를 멈췄어요."},
  {Say::timer_resumed, "Timer resumed.", "타이머를 다시 시작했어요."},
  {Say::timer_left, "{1} left on {0}.", "{0 은} {1} 남았어요."},
  {Say::timer_paused_left, "{0 is} paused with {1} left.", "{0 은} {1} 남기고 멈춰 있어요."},
  {Say::no_timer, "There is no timer running.", "켜져 있는 타이머가 없어요."},
  {Say::no_such_timer, "There is no such timer.", "그런 타이머는 없어요."},
  {Say::which_timer, "Which timer: {0}?", "어느 타이머요? {0 이} 있어요."},
  {Say::no_duration, "For how long?", "몇 분으로 할까요?"},
  {Say::delayed, "I will do that in {0}.", "{0} 뒤에 할게요."},
  {Say::undone_later, "I will undo that in {0}.", "{0} 뒤에 되돌릴게요."},
  {Say::not_undone, "Tell me when to undo that.", "되돌릴 때는 말씀해 주세요."},
  {Say::order_on, "turn on {0}", "{0 을} 켜 줘"},
  {Say::order_off, "turn off {0}", "{0 을} 꺼 줘"},
  {Say::order_close, "close {0}", "{0 을} 닫아 줘"},
  {Say::order_lock, "lock {0}", "{0 을} 잠가 줘"},

  {Say::item_added, "Added {0} to {1}.", "{1}에 {0 을} 넣었어요."},
  {Say::item_completed, "Checked {0} off {1}.", "{1}에서 {0 을} 완료로 표시했어요."},
  {Say::item_removed, "Removed {0} from {1}.", "{1}에서 {0 을} 뺐어요."},
  {Say::item_already, "{0 is} already on {1}.", "{0 은} 이미 {1}에 있어요."},
  {Say::item_missing, "{0 is} not on {1}.", "{1}에 {0 은} 없어요."},
  {Say::no_list, "I could not find that list.", "그 목록을 찾지 못했어요."},
  {Say::which_list, "Which list: {0}?", "어느 목록이요? {0 이} 있어요."},
  {Say::no_item, "What should I put on the list?", "무엇을 넣을까요?"},
  {Say::list_empty, "{0 is} empty.", "{0 은} 비어 있어요."},
  {Say::list_items, "On {0}: {1}.", "{0}에는 {1 이} 있어요."},
  {Say::item_is_on, "Yes, {0 is} on {1}.", "네, {1}에 {0 이} 있어요."},
  {Say::item_is_not_on, "No, {0 is} not on {1}.", "아니요, {1}에 {0 은} 없어요."},
  {Say::list_count, "There are {1} items on {0}.", "{0}에 {1}개가 있어요."},

  {Say::is_state, "{0 is} {1}.", "{0 은} {1}."},
  {Say::yes_state, "Yes, {0 is} {1}.", "네, {0 은} {1}."},
  {Say::no_state, "No, {0 is} {1}.", "아니요, {0 은} {1}."},
  {Say::yes_list, "Yes, {0}.", "네, {0 이} {1}."},
  {Say::no_any, "No, none.", "아니요, 없어요."},
  {Say::no_all, "No, not {0}.", "아니요, {0 은} 아니에요."},
  {Say::yes_all, "Yes, all of them.", "네, 전부 그래요."},
  {Say::which_list_state, "{0}.", "{0 이} {1}."},
  {Say::which_none, "None.", "아무것도 없어요."},
  {Say::count_state, "{0}: {1}.", "{0}개예요. {1}."},
  {Say::count_of, "{0}: {1}.", "{0 이에요}. {1}."},
  {Say::count_none, "None, 0.", "하나도 없어요. 0개예요."},
  {Say::value_is, "{0 is} {1}.", "{0 은} {1 이에요}."},
  {Say::value_of_attribute, "{0 is} at {1}.", "{0 은} {1 이에요}."},
  {Say::yes_value, "Yes, it is {0}.", "네, {0 이에요}."},
  {Say::no_value, "No, it is {0}.", "아니요, {0 이에요}."},
  {Say::yes_so, "Yes, {0}", "네, {0}"},
  {Say::no_so, "No, {0}", "아니요, {0}"},
  {Say::most, "{0}, at {1}.", "{0 이에요}. {1 이에요}."},
  {Say::unknown_value, "I have no reading for {0}.", "{0 은} 지금 값을 알 수 없어요."},
  {Say::nobody, "Nobody.", "아무도 없어요."},
  {Say::nothing_plays, "Nothing is playing.", "재생 중인 것이 없어요."},
  {Say::plays, "{0 is} playing {1}.", "{0}에서 {1 이} 나오고 있어요."},

  {Say::time_is, "It is {0}.", "지금은 {0 이에요}."},
  {Say::date_is, "It is {0}.", "오늘은 {0 이에요}."},
  {Say::weather_now, "It is {1} and {0}.", "지금 {1 이고} {0 이에요}."},
  {Say::weather_then, "{0}: {1}{2}.", "{0 은} {1 이에요}{2}."},
  {Say::no_forecast, "I have no forecast for {0}.", "{0} 예보는 없어요."},
  {Say::no_weather, "I have no weather information.", "날씨 정보가 없어요."},
  {Say::events, "{0}: {1}.", "{0 은} {1 이} 있어요."},
  {Say::no_events, "Nothing on the calendar {0}.", "{0 은} 일정이 없어요."},
  {Say::event_item, "{1} at {0}", "{0} {1}"},
  {Say::event_all_day, "{0}", "{0}"},
  {Say::next_event, "{0} is {1}.", "{0 은} {1 이에요}."},
  {Say::no_calendar, "There is no calendar.", "캘린더가 없어요."},

  {Say::which_one, "Which one: {0}?", "어느 것이요? {0 이} 있어요."},
  {Say::which_place, "In which room?", "어느 방이요?"},
  {Say::confirm, "{0}: are you sure?", "{0}, 정말 할까요?"},
  {Say::offer, "Shall I start {0}?", "{0 을} 시작할까요?"},
  {Say::confirm_nothing, "There is nothing to confirm.", "확인할 것이 없어요."},
  {Say::unknown_name, "I could not find \"{0}\".", "‘{0}’ 기기를 찾지 못했어요."},
  {Say::unknown_area, "I do not know a room called \"{0}\".", "‘{0}’ 공간을 찾지 못했어요."},
  {Say::none_in_scope, "There is no {0} there.", "거기에는 {0 이} 없어요."},
  {Say::none_of_kind, "There is no {0} in this home.", "이 집에는 {0 이} 없어요."},
  {Say::cannot_do, "{0} cannot do that.", "{0 은} 그렇게 할 수 없어요."},
  {Say::nothing_can, "Nothing here can do that.", "그렇게 할 수 있는 기기가 없어요."},
  {Say::no_reference, "Which device do you mean?", "어떤 기기를 말씀하시나요?"},
  {Say::no_subject, "What should I do that with?", "무엇을 말씀하시나요?"},
  {Say::not_at_home, "Sorry, I can only help with this home.", "죄송해요, 저는 집 안의 일만 도와드릴 수 있어요."},
  {Say::nevermind, "Okay.", "알겠어요."},
  {Say::hello, "Hello! I can switch lights, set temperatures, play media, run timers and keep lists.", "안녕하세요! 조명, 온도, 음악, 타이머, 목록 같은 집안일을 도와드려요."},
  {Say::welcome_thanks, "You are welcome.", "천만에요."},
  {Say::good_night, "Good night.", "안녕히 주무세요."},
  {Say::see_you, "See you later.", "잘 다녀오세요."},
  {Say::welcome_home, "Welcome home.", "어서 오세요."},
  {Say::good_morning, "Good morning.", "좋은 아침이에요."},
  {Say::no_value_given, "What should I set {0} to?", "{0 을} 얼마로 맞출까요?"},
  {Say::out_of_range, "{0} can only be set to {1}.", "{0 은} {1} 사이로만 맞출 수 있어요."},
  {Say::mode_unsupported, "{0} has no {1} mode.", "{0 은} {1} 모드가 없어요."},
  {Say::no_reading, "I do not know how {0 is} set now, so I changed nothing.", "{0 이} 지금 얼마인지 알 수 없어서 바꾸지 않았어요."},
  {Say::condition_not_met, "{0} So I changed nothing.", "{0} 그래서 바꾸지 않았어요."},
  {Say::condition_unknown, "I cannot tell whether that is so, so I changed nothing.", "그런지 알 수 없어서 바꾸지 않았어요."},
  {Say::broadcast, "Announced: {0}.", "알렸어요: {0}."},
  {Say::no_message, "What should I announce?", "무엇을 알릴까요?"},
  {Say::no_speaker, "There is no speaker to announce it on.", "알릴 스피커가 없어요."},
  {Say::not_understood, "Sorry, I did not understand that.", "죄송해요, 잘 이해하지 못했어요."},
  {Say::conditions_only, "What should I do then?", "그러면 무엇을 할까요?"},
  {Say::alternative_skipped, "", ""},
};
// clang-format on

constexpr bool in_order() {
  for (size_t i = 0; i < std::size(kRows); ++i)
    if (kRows[i].say != static_cast<Say>(i)) return false;
  return std::size(kRows) == static_cast<size_t>(Say::alternative_skipped) + 1;
}
static_assert(in_order());

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

}  // namespace

std::string say(Language language, Say what, const std::vector<Noun>& nouns) {
  const Row& row = kRows[static_cast<size_t>(what)];
  const bool korean = language == Language::korean;
  const std::string_view text = korean ? row.korean : row.english;
  std::string out;
  for (size_t pos = 0; pos < text.size(); ++pos) {
    if (text[pos] != '{') {
      out += text[pos];
      continue;
    }
    const size_t end = text.find('}', pos);
    const auto which = static_cast<size_t>(text[pos + 1] - '0');
    const Noun noun = which < nouns.size() ? nouns[which] : Noun("");
    const std::string_view with =
        text[pos + 2] == ' ' ? text.substr(pos + 3, end - pos - 3) : std::string_view();
    if (with.empty())
      out += noun.text;
    else if (korean && with == "이고")
      out += noun.text + (ending_of(noun.text) == Ending::vowel ? "고" : "이고");
    else if (korean)
      out += with_particle(noun.text, with);
    else
      out += noun.text + (noun.plural ? " are" : " is");
    pos = end;
  }
  return korean ? out : capitalised(out);
}

std::string say_so(Language language, bool so, std::string how) {
  // What is no name begins small behind the comma.
  constexpr std::string_view kPlain[] = {"It ", "The ", "Today", "Tonight", "Tomorrow"};
  const auto begins = [&](std::string_view word) { return how.starts_with(word); };
  if (language == Language::english && std::ranges::any_of(kPlain, begins))
    how[0] = static_cast<char>(how[0] + 32);
  return say(language, so ? Say::yes_so : Say::no_so, {std::move(how)});
}

std::string join_names(Language language, const std::vector<std::string>& names) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += language == Language::english && i + 1 == names.size() ? " and " : ", ";
    out += names[i];
  }
  return out;
}

std::string duration_words(Language language, long long seconds) {
  const Duration d = split_seconds(seconds);
  const std::pair<int64_t, std::pair<const char*, const char*>> parts[] = {
      {d.hours, {" hour", "시간"}}, {d.minutes, {" minute", "분"}}, {d.seconds, {" second", "초"}}};
  std::vector<std::string> words;
  std::string korean;
  for (const auto& [n, unit] : parts) {
    if (n == 0) continue;
    words.push_back(std::to_string(n) + unit.first + (n == 1 ? "" : "s"));
    korean += (korean.empty() ? "" : " ") + std::to_string(n) + unit.second;
  }
  if (words.empty()) return language == Language::english ? "0 seconds" : "0초";
  return language == Language::english ? join_names(language, words) : korean;
}

}  // namespace ondol::home
