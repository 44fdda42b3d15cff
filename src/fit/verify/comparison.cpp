#include "fit/verify/comparison.h"

#include <cstdio>

#include "fit/plan/words.h"
#include "fit/probe/measure.h"

namespace ondol::fit {
namespace {

std::string value_words(FigureUnit unit, double value) {
  switch (unit) {
    case FigureUnit::bytes:
      return size_words(value);
    case FigureUnit::ms:
      return time_words(value);
    case FigureUnit::joules:
      return joule_words(value);
    case FigureUnit::tok_s:
      break;
  }
  return number_words(value) + " tok/s";
}

std::string line(const std::string& name, const std::string& predicted, const std::string& rest) {
  char text[96];
  std::snprintf(text, sizeof text, "  %-22s %13s  ", name.c_str(), predicted.c_str());
  return text + rest + "\n";
}

}  // namespace

double Compared::median() const { return fit::median(measured); }

double Compared::error_percent() const {
  const double middle = median();
  return middle > 0 ? (predicted - middle) / middle * 100 : 0;
}

double Compared::spread_percent() const { return spread(measured) * 100; }

double Compared::ratio() const {
  const double middle = median();
  return middle > 0 && predicted > 0 ? middle / predicted : 1;
}

std::string comparison_text(const std::vector<Compared>& figures) {
  std::string text = line("", "predicted", "    measured      error   runs differ by");
  for (const Compared& figure : figures) {
    char rest[96];
    std::snprintf(rest, sizeof rest, "%12s  %+7.1f %%  %8.1f %%",
                  value_words(figure.unit, figure.median()).c_str(), figure.error_percent(),
                  figure.spread_percent());
    text += line(figure.name, value_words(figure.unit, figure.predicted),
                 figure.measured.empty() ? figure.instead : rest);
  }
  return text;
}

}  // namespace ondol::fit
