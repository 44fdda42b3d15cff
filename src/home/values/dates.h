// Times and days: RFC 3339 in, "tomorrow", "토요일", "이번 주말" to days, and how replies write them. Knows
// nothing of calendars and forecasts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "home/reply/texts.h"

namespace ondol::home {

/// A point in time and the clock it is read on.
struct Moment {
  int64_t epoch_s = 0;
  int32_t offset_s = 0;  ///< of the local clock from UTC
  bool has_time = true;  ///< false for a date alone

  int64_t day() const;  ///< local days since 1970-01-01
  int32_t second_of_day() const;
};

/// "2024-05-01T10:00:00Z", "2024-05-01 10:00:00+09:00", "2024-05-01"; without an offset, the local one is
/// taken.
std::optional<Moment> read_moment(std::string_view text, int32_t local_offset_s);
Moment current_moment();

/// Days from first to last, inclusive, counted from 1970-01-01.
struct Days {
  int64_t first = 0, last = 0;
  friend bool operator==(const Days&, const Days&) = default;
};
/// Nothing where the words name no day.
std::optional<Days> read_days(std::string_view text, const Moment& now);

std::string time_words(Language language, const Moment& moment);  ///< "3:05 PM", "오후 3시 5분"
std::string date_words(Language language,
                       int64_t day);  ///< "Tuesday, March 11, 2025", "2025년 3월 11일 화요일"
/// "today", "tomorrow", "on Friday"; farther ones as a date.
std::string day_words(Language language, int64_t day, const Moment& now);

}  // namespace ondol::home
