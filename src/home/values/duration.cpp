// Numbers with units of time; see duration.h.
#include "home/values/duration.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <utility>

#include "home/values/number.h"

namespace ondol::home {
namespace {

struct TimeUnit {
  std::string_view text;
  double seconds;
};
constexpr TimeUnit kUnits[] = {
    {"hours", 3600}, {"hour", 3600}, {"hrs", 3600},  {"hr", 3600},  {"minutes", 60}, {"minute", 60},
    {"mins", 60},    {"min", 60},    {"seconds", 1}, {"second", 1}, {"secs", 1},     {"sec", 1},
    {"days", 86400}, {"day", 86400}, {"시간", 3600}, {"분", 60},    {"초", 1},       {"일", 86400},
    {"h", 3600},     {"m", 60},      {"s", 1},
};
constexpr double kMaxSeconds = 366.0 * 86400;

const TimeUnit* unit_at(std::string_view text) {
  for (const TimeUnit& unit : kUnits) {
    if (!text.starts_with(unit.text)) continue;
    const char after = text.size() > unit.text.size() ? text[unit.text.size()] : ' ';
    const bool latin = unit.text[0] >= 'a' && unit.text[0] <= 'z';
    if (!latin || after < 'a' || after > 'z') return &unit;
  }
  return nullptr;
}

/// Words between a number and its unit: "two more minutes", "a couple of hours".
constexpr std::string_view kBetween[] = {"of ",      "more ",  "extra ", "additional ",
                                         "further ", "whole ", "full "};

void skip_words(std::string_view text, size_t& pos) {
  for (;;) {
    while (pos < text.size() && text[pos] == ' ') ++pos;
    const std::string_view rest = text.substr(pos);
    const auto between =
        std::ranges::find_if(kBetween, [&](std::string_view w) { return rest.starts_with(w); });
    if (between != std::end(kBetween))
      pos += between->size();
    else if (rest.starts_with("an ") && unit_at(rest.substr(3)) != nullptr)
      pos += 3;
    else if (rest.starts_with("a ") && unit_at(rest.substr(2)) != nullptr)
      pos += 2;
    else
      return;
  }
}

void add(Duration& out, double amount, double unit_s) {
  // "1.5 hours" is one hour and thirty minutes, but "90 minutes" stays ninety.
  if (unit_s >= 86400) amount *= unit_s / 3600, unit_s = 3600;
  const double whole = std::floor(amount + 1e-9);
  const double rest_s = std::round((amount - whole) * unit_s);
  if (unit_s == 3600) {
    out.hours += static_cast<int64_t>(whole);
    out.minutes += static_cast<int64_t>(rest_s) / 60;
    out.seconds += static_cast<int64_t>(rest_s) % 60;
  } else if (unit_s == 60) {
    out.minutes += static_cast<int64_t>(whole);
    out.seconds += static_cast<int64_t>(rest_s);
  } else {
    out.seconds += static_cast<int64_t>(std::round(amount));
  }
}

/// "and a half", "and a quarter", "반" after a unit: that share of it; "and a quarter of an hour" has a unit
/// of its own.
double read_share(std::string_view text, size_t& pos) {
  struct Share {
    std::string_view words;
    double of_unit;
  };
  constexpr Share kShares[] = {{"and a half", 0.5},
                               {"and half", 0.5},
                               {"and 1/2", 0.5},
                               {"and a 1/2", 0.5},
                               {"and a quarter", 0.25},
                               {"and quarter", 0.25},
                               {"and 1/4", 0.25},
                               {"and a 1/4", 0.25},
                               {"and three quarters", 0.75},
                               {"and three-quarters", 0.75},
                               {"and 3/4", 0.75},
                               {"반", 0.5}};
  size_t at = pos;
  while (at < text.size() && text[at] == ' ') ++at;
  for (const Share& share : kShares) {
    if (!text.substr(at).starts_with(share.words)) continue;
    size_t behind = at + share.words.size();
    if (share.of_unit != 0.5) {
      size_t next = behind;
      skip_words(text, next);
      if (unit_at(text.substr(next)) != nullptr) return 0;
    }
    pos = behind;
    return share.of_unit;
  }
  return 0;
}

/// "An hour and twenty", "a minute thirty": a number that ends the words is of the next smaller unit.
double read_rest(std::string_view text, size_t& pos, const TimeUnit& unit) {
  constexpr double kSixty = 60;
  const bool english = unit.text[0] >= 'a' && unit.text[0] <= 'z';
  if (!english || (unit.seconds != 3600 && unit.seconds != 60)) return 0;
  size_t at = pos;
  while (at < text.size() && text[at] == ' ') ++at;
  // "Ten minutes and twenty" are two timers.
  constexpr std::string_view kAnd = "and ";
  if (text.substr(at).starts_with(kAnd)) {
    if (unit.seconds != 3600) return 0;
    at += kAnd.size();
  }
  const auto number = read_number(text.substr(at));
  if (!number || number->value < 1 || number->value >= kSixty) return 0;
  if (text.find_first_not_of(' ', at + number->end) != std::string_view::npos) return 0;
  pos = text.size();
  return number->value / kSixty;
}

}  // namespace

std::optional<int64_t> read_clock_duration(std::string_view text) {
  int64_t total = 0;
  int n_parts = 0;
  for (const char* at = text.data(); n_parts < 3; ++at) {
    int64_t part = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(at, end, part);
    if (read.ec != std::errc() || part < 0 || part > 1000000) return std::nullopt;
    total = total * 60 + part;
    ++n_parts;
    at = read.ptr;
    if (at == end) return total;
    if (*at != ':') return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Duration> read_duration(std::string_view spoken) {
  const std::string prepared = prepare_value(spoken);
  const std::string_view text = prepared;
  Duration out;
  bool any = false;
  for (size_t pos = 0; pos < text.size();) {
    while (pos < text.size() && text[pos] == ' ') ++pos;
    auto number = read_number(text.substr(pos));
    // "another minute" is one; in "another five minutes" the number follows.
    constexpr std::string_view kAnother = "another ";
    if (!number && text.substr(pos).starts_with(kAnother) && unit_at(text.substr(pos + kAnother.size())))
      number = NumberRead{1, kAnother.size(), false};
    // "Hour and a half" too.
    if (!number && pos == 0 && (text.starts_with("hour and ") || text.starts_with("minute and ")))
      number = NumberRead{1, 0, false};
    if (!number) {
      if (text.substr(pos).starts_with("하루")) {
        out.hours += 24, any = true;
        pos += std::string_view("하루").size();
        continue;
      }
      const size_t space = text.find(' ', pos);
      if (space == std::string_view::npos) break;
      pos = space + 1;
      continue;
    }
    size_t end = pos + number->end;
    if (end < text.size() && text[end] == ':') {
      const size_t stop = text.find(' ', pos);
      if (const auto clock =
              read_clock_duration(text.substr(pos, stop == std::string_view::npos ? stop : stop - pos))) {
        // "1:30" for a timer is a minute and a half as often as an hour and a half; clocks say hours.
        const size_t colons =
            text.substr(pos).find(':', text.substr(pos).find(':') + 1) != std::string_view::npos ? 2 : 1;
        const Duration part = split_seconds(colons == 2 ? *clock : *clock * 60);
        out.hours += part.hours, out.minutes += part.minutes, out.seconds += part.seconds;
        return out.total_s() > 0 ? std::optional(out) : std::nullopt;
      }
    }
    skip_words(text, end);
    const TimeUnit* unit = unit_at(text.substr(end));
    if (unit == nullptr || number->value < 0 || number->value * unit->seconds > kMaxSeconds) {
      // The number may end inside a word that begins a unit: "오 분" has none, "an hour" one.
      const size_t space = text.find(' ', pos);
      if (space == std::string_view::npos) break;
      pos = std::max(space + 1, pos + 1);
      continue;
    }
    double amount = number->value;
    pos = end + unit->text.size();
    amount += read_share(text, pos);
    amount += read_rest(text, pos, *unit);
    add(out, amount, unit->seconds);
    any = true;
    constexpr std::string_view kAnd = "and";
    while (pos < text.size() && text[pos] == ' ') ++pos;
    if (text.substr(pos).starts_with(kAnd)) pos += kAnd.size();
  }
  if (!any || out.total_s() <= 0 || out.total_s() > static_cast<int64_t>(kMaxSeconds)) return std::nullopt;
  return out;
}

std::string clock_duration(int64_t seconds) {
  char text[40];
  std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", static_cast<long long>(seconds / 3600),
                static_cast<long long>(seconds / 60 % 60), static_cast<long long>(seconds % 60));
  return text;
}

Duration split_seconds(int64_t seconds) { return {seconds / 3600, seconds / 60 % 60, seconds % 60}; }

}  // namespace ondol::home
