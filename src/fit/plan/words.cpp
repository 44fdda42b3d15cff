#include "fit/plan/words.h"

#include <cmath>
#include <cstdio>

namespace ondol::fit {

std::string number_words(double value) {
  char text[48];
  const double size = std::abs(value);
  const int digits = size >= 9.95 || size == 0 ? 0 : size >= 0.995 ? 1 : size >= 0.0995 ? 2 : 3;
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string size_words(double bytes) {
  if (bytes >= 1e9) return number_words(bytes / 1e9) + " GB";
  if (bytes >= 1e6) return number_words(bytes / 1e6) + " MB";
  return number_words(bytes / 1e3) + " kB";
}

std::string time_words(double ms) {
  if (ms < 1000) return number_words(ms) + " ms";
  if (ms < 120e3) return number_words(ms / 1e3) + " s";
  if (ms < 7200e3) return number_words(ms / 60e3) + " min";
  return number_words(ms / 3600e3) + " h";
}

std::string energy_words(double wh) {
  return wh < 0.0995 ? number_words(wh * 1e3) + " mWh" : number_words(wh) + " Wh";
}

std::string joule_words(double joules) {
  return joules < 0.0995 ? number_words(joules * 1e3) + " mJ" : number_words(joules) + " J";
}

std::string language_words(std::string_view code) {
  struct Name {
    const char* code;
    const char* name;
  };
  constexpr Name kNames[] = {{"en", "English"},    {"ko", "Korean"},  {"ja", "Japanese"}, {"zh", "Chinese"},
                             {"de", "German"},     {"fr", "French"},  {"es", "Spanish"},  {"it", "Italian"},
                             {"pt", "Portuguese"}, {"ru", "Russian"}, {"ar", "Arabic"},   {"hi", "Hindi"}};
  for (const Name& name : kNames)
    if (code == name.code) return name.name;
  return "\"" + std::string(code) + "\"";
}

}  // namespace ondol::fit
