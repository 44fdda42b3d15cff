// Durations as people say them: "an hour and a half", "90 seconds", "한 시간 반", "1:30". Hours, minutes and
// seconds stay as they were said, because Home Assistant's slots name them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ondol::home {

struct Duration {
  int64_t hours = 0, minutes = 0, seconds = 0;
  int64_t total_s() const { return hours * 3600 + minutes * 60 + seconds; }
  friend bool operator==(const Duration&, const Duration&) = default;
};

/// At most a year; nothing where the text holds no duration.
std::optional<Duration> read_duration(std::string_view text);
/// "1:05:00" or "65:00" or "300": how timers' attributes write it.
std::optional<int64_t> read_clock_duration(std::string_view text);
std::string clock_duration(int64_t seconds);  ///< "1:05:00"

/// Hours, minutes and seconds of a whole, as a reply says it.
Duration split_seconds(int64_t seconds);

}  // namespace ondol::home
