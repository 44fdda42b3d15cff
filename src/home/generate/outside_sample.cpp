// Helpers of the collections; see outside_sample.h.
#include "home/generate/outside_sample.h"

#include <algorithm>

namespace ondol::home {

Sample one_clause(std::string_view text, const Frame& labels) {
  Sample sample{.text = std::string(text), .clauses = {}};
  sample.clauses.push_back({.begin = 0, .labels = labels, .spans = {}});
  return sample;
}

bool has_words(std::string_view text, std::string_view words) {
  for (size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const size_t end = at + words.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ' || text[end] == '?'))
      return true;
  }
  return false;
}

bool has_any_words(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view w) { return has_words(text, w); });
}

bool speaks_of_home(std::string_view text) {
  return has_any_words(
      text, {"light",     "lights",      "lamp",           "lamps",       "fan",          "fans",
             "door",      "doors",       "window",         "windows",     "lock",         "unlock",
             "curtain",   "blinds",      "garage",         "tv",          "t. v.",        "volume",
             "music",     "song",        "songs",          "radio",       "speaker",      "timer",
             "timers",    "alarm",       "alarms",         "heat",        "heater",       "heating",
             "cool",      "ac",          "vacuum",         "roomba",      "lists",        "list",
             "weather",   "rain",        "rainy",          "raining",     "snow",         "sunny",
             "forecast",  "temperature", "humidity",       "thermostat",  "coffee",       "plug",
             "socket",    "house",       "kitchen",        "bedroom",     "bathroom",     "hallway",
             "room",      "hot",         "cold",           "warm",        "time",         "date",
             "louder",    "quiet",       "quieter",        "mute",        "play",         "pause",
             "stop",      "skip",        "turn",           "switch",      "calendar",     "meeting",
             "meetings",  "event",       "events",         "appointment", "appointments", "schedule",
             "happening", "going on",    "how's it going", "feel"});
}

}  // namespace ondol::home
