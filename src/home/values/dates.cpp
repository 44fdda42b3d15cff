// Civil days by <chrono>; see dates.h.
#include "home/values/dates.h"

#include <charconv>
#include <chrono>
#include <ctime>

#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

constexpr int64_t kDay = 86400;

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::optional<int64_t> civil_day(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

std::chrono::year_month_day date_of(int64_t day) { return std::chrono::sys_days{std::chrono::days{day}}; }

/// Monday is 0.
int weekday_of(int64_t day) { return static_cast<int>((day % 7 + 7 + 3) % 7); }

/// A number of exactly n digits at pos.
std::optional<int> digits(std::string_view text, size_t pos, size_t n) {
  if (pos + n > text.size()) return std::nullopt;
  int value = 0;
  const auto read = std::from_chars(text.data() + pos, text.data() + pos + n, value);
  if (read.ec != std::errc() || read.ptr != text.data() + pos + n || text[pos] == '-') return std::nullopt;
  return value;
}

struct DayWord {
  std::string_view text;
  int first, last;  ///< days from today
};
// The longest first where one holds another.
constexpr DayWord kDayWords[] = {
    {"day after tomorrow", 2, 2},
    {"tomorrow", 1, 1},
    {"tonight", 0, 0},
    {"today", 0, 0},
    {"yesterday", -1, -1},
    {"글피", 3, 3},
    {"내일모레", 2, 2},
    {"내일 모레", 2, 2},
    {"모레", 2, 2},
    {"내일", 1, 1},
    {"낼", 1, 1},
    {"오늘", 0, 0},
    {"어제", -1, -1},
    {"지금", 0, 0},
    {"now", 0, 0},
    {"next few days", 0, 3},
    {"coming days", 0, 3},
    {"며칠", 0, 3},
};
constexpr std::string_view kWeekdaysEnglish[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};
constexpr std::string_view kWeekdaysKorean[] = {"월요일", "화요일", "수요일", "목요일",
                                                "금요일", "토요일", "일요일"};
constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};

bool holds(const std::string& text, std::string_view word) { return text.find(word) != std::string::npos; }

/// "March 11", "3월 11일".
std::optional<int64_t> named_date(const std::string& text, const Moment& now) {
  int month = 0, day = 0;
  for (size_t i = 0; i < 12; ++i) {
    std::string name(kMonths[i]);
    name[0] = static_cast<char>(name[0] + 32);
    const size_t at = text.find(name);
    if (at == std::string::npos) continue;
    const auto after = read_number(std::string_view(text).substr(at + name.size()));
    if (after) month = static_cast<int>(i + 1), day = static_cast<int>(after->value);
  }
  if (const size_t at = text.find("월"); at != std::string::npos && month == 0) {
    const size_t space = text.rfind(' ', at);
    const auto m = read_number(std::string_view(text).substr(space == std::string::npos ? 0 : space + 1));
    const auto d = read_number(std::string_view(text).substr(at + std::string_view("월").size()));
    if (m && d && text.find("일", at) != std::string::npos && !text.substr(at).starts_with("월요일"))
      month = static_cast<int>(m->value), day = static_cast<int>(d->value);
  }
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const int year = static_cast<int>(date_of(now.day()).year());
  auto found = civil_day(year, month, day);
  if (found && *found < now.day() - 180) found = civil_day(year + 1, month, day);
  return found;
}

}  // namespace

int64_t Moment::day() const { return floor_div(epoch_s + offset_s, kDay); }
int32_t Moment::second_of_day() const { return static_cast<int32_t>(epoch_s + offset_s - day() * kDay); }

std::optional<Moment> read_moment(std::string_view text, int32_t local_offset_s) {
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto days = civil_day(*year, *month, *day);
  if (!days) return std::nullopt;
  Moment out{*days * kDay - local_offset_s, local_offset_s, false};
  if (text.size() == 10) return out;
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2);
  const char separator = text[10];
  if (!hour || !minute || (separator != 'T' && separator != 't' && separator != ' ') || text[13] != ':' ||
      *hour > 23 || *minute > 59)
    return std::nullopt;
  int second = 0;
  size_t pos = 16;
  if (pos < text.size() && text[pos] == ':') {
    const auto read = digits(text, 17, 2);
    if (!read || *read > 60) return std::nullopt;
    second = *read;
    pos = 19;
    if (pos < text.size() && text[pos] == '.') {
      ++pos;
      while (pos < text.size() && text[pos] >= '0' && text[pos] <= '9') ++pos;
    }
  }
  if (pos < text.size()) {
    if (text.substr(pos) == "Z" || text.substr(pos) == "z") {
      out.offset_s = 0;
    } else {
      const auto hours = digits(text, pos + 1, 2), minutes = digits(text, pos + 4, 2);
      if (!hours || !minutes || text.size() != pos + 6 || text[pos + 3] != ':' ||
          (text[pos] != '+' && text[pos] != '-') || *hours > 23 || *minutes > 59)
        return std::nullopt;
      out.offset_s = (*hours * 3600 + *minutes * 60) * (text[pos] == '-' ? -1 : 1);
    }
  }
  out.has_time = true;
  out.epoch_s = *days * kDay + *hour * 3600 + *minute * 60 + second - out.offset_s;
  return out;
}

Moment current_moment() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return {static_cast<int64_t>(now), static_cast<int32_t>(local.tm_gmtoff), true};
}

std::optional<Days> read_days(std::string_view spoken, const Moment& now) {
  const std::string text = prepare_value(spoken);
  const int64_t today = now.day();
  const int weekday = weekday_of(today);
  const bool next_week = holds(text, "next") || holds(text, "다음");
  if (const auto date = named_date(text, now)) return Days{*date, *date};
  for (int i = 0; i < 7; ++i) {
    if (!holds(text, kWeekdaysEnglish[i]) && !holds(text, kWeekdaysKorean[i])) continue;
    // Korean weeks begin on Monday: "다음 주 월요일" is of the next one. "Friday" is the coming one, today
    // included.
    const bool korean_next = holds(text, "다음");
    const int64_t monday = today - weekday;
    if (korean_next) return Days{monday + 7 + i, monday + 7 + i};
    if (holds(text, "이번")) return Days{monday + i, monday + i};
    const int64_t ahead = (i - weekday + 7) % 7;
    const int64_t day = today + (next_week && ahead == 0 ? 7 : ahead);
    return Days{day, day};
  }
  if (holds(text, "weekend") || holds(text, "주말")) {
    const int64_t saturday = today - weekday + 5 + (next_week ? 7 : 0);
    return Days{std::max(saturday, std::min(today, saturday + 1)), saturday + 1};
  }
  if (holds(text, "week") || holds(text, "이번 주") || holds(text, "이번주") || holds(text, "다음 주") ||
      holds(text, "다음주") || holds(text, "일주일")) {
    const int64_t monday = today - weekday;
    return next_week ? Days{monday + 7, monday + 13} : Days{today, std::max(today, monday + 6)};
  }
  for (const DayWord& word : kDayWords)
    if (holds(text, word.text)) return Days{today + word.first, today + word.last};
  return std::nullopt;
}

std::string time_words(Language language, const Moment& moment) {
  const int hour = moment.second_of_day() / 3600, minute = moment.second_of_day() / 60 % 60;
  const int hour12 = hour % 12 == 0 ? 12 : hour % 12;
  if (language == Language::english)
    return std::to_string(hour12) + ":" + (minute < 10 ? "0" : "") + std::to_string(minute) +
           (hour < 12 ? " AM" : " PM");
  return std::string(hour < 12 ? "오전 " : "오후 ") + std::to_string(hour12) + "시" +
         (minute == 0 ? "" : " " + std::to_string(minute) + "분");
}

std::string date_words(Language language, int64_t day) {
  const auto date = date_of(day);
  const auto year = std::to_string(static_cast<int>(date.year()));
  const unsigned month = static_cast<unsigned>(date.month());
  const auto of_month = std::to_string(static_cast<unsigned>(date.day()));
  const auto weekday = static_cast<size_t>(weekday_of(day));
  if (language == Language::korean)
    return year + "년 " + std::to_string(month) + "월 " + of_month + "일 " +
           std::string(kWeekdaysKorean[weekday]);
  std::string name(kWeekdaysEnglish[weekday]);
  name[0] = static_cast<char>(name[0] - 32);
  return name + ", " + std::string(kMonths[month - 1]) + " " + of_month + ", " + year;
}

std::string day_words(Language language, int64_t day, const Moment& now) {
  const int64_t ahead = day - now.day();
  const bool korean = language == Language::korean;
  if (ahead == 0) return korean ? "오늘" : "today";
  if (ahead == 1) return korean ? "내일" : "tomorrow";
  if (ahead == 2 && korean) return "모레";
  if (ahead > 1 && ahead < 7) {
    const auto weekday = static_cast<size_t>(weekday_of(day));
    if (korean) return std::string(kWeekdaysKorean[weekday]);
    std::string name(kWeekdaysEnglish[weekday]);
    name[0] = static_cast<char>(name[0] - 32);
    return "on " + name;
  }
  return korean ? date_words(language, day) : "on " + date_words(language, day);
}

}  // namespace ondol::home
