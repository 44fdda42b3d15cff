// Words that are put for one another: rooms that people call differently, and brands that are said before a
// noun. Knows nothing of any home.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ondol::home {

/// Other ways to call a room, compact: "lounge" for "living room", "화장실" for "욕실", "minji bedroom" for
/// "minji room". Nothing where the words are no known room.
std::vector<std::string> other_room_words(const std::string& normalised);

/// "지하실", "이층", "애들 방": a room or a floor, whether this home has it or not.
bool is_room_word(std::string_view spoken);

/// "수영장", "체육관": one Korean word for a place that a home may have and a town has.
bool is_place_word(std::string_view word);

/// What is left without the maker's name before or behind it: "samsung tv" → "tv"; "" where there is none.
std::string without_brand(const std::string& normalised);

}  // namespace ondol::home
