// The conversions of C's strftime as glibc gives them in the C locale, flags included ("%-d").
#include "text/jinja/strftime.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace ondol::jinja {

namespace {

constexpr std::array kDays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                "July",    "August",   "September", "October", "November", "December"};

struct Moment {
  int64_t year = 0, unix_s = 0;
  int month = 0, day = 0, hour = 0, minute = 0, second = 0;  ///< month from 1
  int week_day = 0;                                          ///< 0: Sunday
  int year_day = 0;                                          ///< 0: 1 January
};

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/// Days since 1970-01-01 of a proleptic Gregorian date (months counted from March; H. Hinnant's published
/// method).
int64_t days_of(int64_t y, int month, int day) {
  y -= month <= 2;
  const int64_t era = floor_div(y, 400), year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Moment moment_of(int64_t unix_s) {
  Moment m;
  m.unix_s = unix_s;
  const int64_t days = floor_div(unix_s, 86400), rest = unix_s - days * 86400;
  m.hour = static_cast<int>(rest / 3600);
  m.minute = static_cast<int>(rest / 60 % 60);
  m.second = static_cast<int>(rest % 60);
  m.week_day = static_cast<int>(((days + 4) % 7 + 7) % 7);
  const int64_t z = days + 719468, era = floor_div(z, 146097), day_of_era = z - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t mp = (5 * day_of_year + 2) / 153;
  m.day = static_cast<int>(day_of_year - (153 * mp + 2) / 5 + 1);
  m.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  m.year = year_of_era + era * 400 + (m.month <= 2);
  m.year_day = static_cast<int>(days - days_of(m.year, 1, 1));
  return m;
}

/// ISO 8601 week and the year it belongs to.
void iso_week(const Moment& m, int64_t& year, int& week) {
  const int monday_based = (m.week_day + 6) % 7;
  week = (m.year_day - monday_based + 10) / 7;
  year = m.year;
  const auto weeks_in = [](int64_t y) {
    const auto p = [](int64_t v) { return (v + v / 4 - v / 100 + v / 400) % 7; };
    return p(y) == 4 || p(y - 1) == 3 ? 53 : 52;
  };
  if (week < 1) {
    --year;
    week = weeks_in(year);
  } else if (week > weeks_in(year)) {
    ++year;
    week = 1;
  }
}

struct Number {
  int64_t value = 0;
  int width = 1;
  char pad = '0';
};

std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }
std::string clock_of(const Moment& m) { return two(m.hour) + ":" + two(m.minute) + ":" + two(m.second); }
std::string day_padded(const Moment& m) { return (m.day < 10 ? " " : "") + std::to_string(m.day); }
int hour12(const Moment& m) { return m.hour % 12 == 0 ? 12 : m.hour % 12; }

/// Conversions that are words or fixed forms.
std::optional<std::string> words_of(char c, const Moment& m) {
  const std::string day = kDays[static_cast<size_t>(m.week_day)];
  const std::string month = kMonths[static_cast<size_t>(m.month - 1)];
  const char* half = m.hour < 12 ? "AM" : "PM";
  switch (c) {
    case 'a':
      return day.substr(0, 3);
    case 'A':
      return day;
    case 'b':
    case 'h':
      return month.substr(0, 3);
    case 'B':
      return month;
    case 'c':
      return day.substr(0, 3) + " " + month.substr(0, 3) + " " + day_padded(m) + " " + clock_of(m) + " " +
             std::to_string(m.year);
    case 'D':
    case 'x':
      return two(m.month) + "/" + two(m.day) + "/" + two(static_cast<int>(m.year % 100));
    case 'F':
      return std::to_string(m.year) + "-" + two(m.month) + "-" + two(m.day);
    case 'n':
      return "\n";
    case 'p':
      return half;
    case 'P':
      return m.hour < 12 ? "am" : "pm";
    case 'r':
      return two(hour12(m)) + ":" + two(m.minute) + ":" + two(m.second) + " " + half;
    case 'R':
      return two(m.hour) + ":" + two(m.minute);
    case 't':
      return "\t";
    case 'T':
    case 'X':
      return clock_of(m);
    case 'z':  // a naive datetime has no zone
    case 'Z':
      return "";
    case '%':
      return "%";
    default:
      return std::nullopt;
  }
}

std::optional<Number> number_of(char c, const Moment& m) {
  int64_t iso_year = 0;
  int week = 0;
  iso_week(m, iso_year, week);
  switch (c) {
    case 'C':
      return Number{m.year / 100, 2};
    case 'd':
      return Number{m.day, 2};
    case 'e':
      return Number{m.day, 2, ' '};
    case 'f':
      return Number{0, 6};
    case 'g':
      return Number{iso_year % 100, 2};
    case 'G':
      return Number{iso_year, 1};
    case 'H':
      return Number{m.hour, 2};
    case 'I':
      return Number{hour12(m), 2};
    case 'j':
      return Number{m.year_day + 1, 3};
    case 'k':
      return Number{m.hour, 2, ' '};
    case 'l':
      return Number{hour12(m), 2, ' '};
    case 'm':
      return Number{m.month, 2};
    case 'M':
      return Number{m.minute, 2};
    case 's':
      return Number{m.unix_s, 1};
    case 'S':
      return Number{m.second, 2};
    case 'u':
      return Number{m.week_day == 0 ? 7 : m.week_day, 1};
    case 'U':
      return Number{(m.year_day + 7 - m.week_day) / 7, 2};
    case 'V':
      return Number{week, 2};
    case 'w':
      return Number{m.week_day, 1};
    case 'W':
      return Number{(m.year_day + 7 - (m.week_day + 6) % 7) / 7, 2};
    case 'y':
      return Number{m.year % 100, 2};
    case 'Y':
      return Number{m.year, 1};
    default:
      return std::nullopt;
  }
}

/// One conversion; nullopt when it is none, and stands for itself.
std::optional<std::string> converted(char c, char flag, const Moment& m) {
  if (std::optional<std::string> words = words_of(c, m)) {
    for (char& letter : *words) {
      if ((flag == '^' || flag == '#') && letter >= 'a' && letter <= 'z')
        letter = static_cast<char>(letter - 32);
    }
    return words;
  }
  const std::optional<Number> number = number_of(c, m);
  if (!number) return std::nullopt;
  std::string digits = std::to_string(number->value);
  const char pad = flag == '_' ? ' ' : flag == '0' ? '0' : number->pad;
  const size_t width = flag == '-' ? 0 : static_cast<size_t>(number->width);
  if (digits.size() < width) digits.insert(0, width - digits.size(), pad);
  return digits;
}

}  // namespace

bool append_strftime(Runtime& rt, Text& out, std::string_view format, int64_t unix_s) {
  const Moment m =
      moment_of(std::min<int64_t>(std::max<int64_t>(unix_s, -62135596800), 253402300799));  // years 1 to 9999
  for (size_t pos = 0; pos < format.size();) {
    const size_t percent = std::min(format.find('%', pos), format.size());
    if (!out.add(format.substr(pos, percent - pos)) || !rt.spend(4)) return false;
    pos = percent;
    if (pos >= format.size()) break;
    size_t at = pos + 1;
    const char flag =
        at < format.size() && std::string_view("-_0^#").find(format[at]) != std::string_view::npos
            ? format[at++]
            : '\0';
    const auto text = at < format.size() ? converted(format[at], flag, m) : std::nullopt;
    if (!out.add(text ? std::string_view(*text) : format.substr(pos, at - pos))) return false;
    pos = text ? at + 1 : at;
  }
  return true;
}

}  // namespace ondol::jinja
