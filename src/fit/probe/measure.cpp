#include "fit/probe/measure.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ondol::fit {
namespace {

constexpr int kFewestReps = 3;
constexpr double kShortestValue = 0.004;

// Six digits: the rest is noise, and files with it are hard to read.
double rounded(double value) {
  if (!(value > 0)) return value;
  const double unit = std::pow(10, std::floor(std::log10(value)) - 5);
  const double digits = std::round(value / unit);
  return unit < 1 ? digits / std::round(1 / unit) : digits * unit;
}

}  // namespace

bool measure_in_turns(std::vector<Measurement>& measurements, const TurnsOptions& options,
                      const SecondsFn& now_s) {
  const size_t total = measurements.size() * static_cast<size_t>(options.n_reps);
  const double deadline = now_s() + options.seconds;
  size_t done = 0;
  for (int rep = 0; rep < options.n_reps; ++rep) {
    if (rep >= kFewestReps && now_s() > deadline) break;
    for (Measurement& measurement : measurements) {
      const double left = (deadline - now_s()) / static_cast<double>(total - done);
      measurement.values.push_back(
          measurement.measure(std::clamp(left, kShortestValue, options.longest_value)));
      ++done;
      if (options.progress && !options.progress(done, total)) return false;
    }
  }
  return true;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double spread(const std::vector<double>& values) {
  const double middle = median(values);
  if (values.size() < 2 || middle <= 0) return 0;
  const auto [low, high] = std::ranges::minmax(values);
  return (high - low) / middle;
}

Figure measured_figure(const std::vector<double>& values, const std::string& how) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) /
                      static_cast<double>(std::max<size_t>(values.size(), 1));
  return {rounded(mean), FigureSource::measured, how + ", mean of " + std::to_string(values.size()),
          std::round(spread(values) * 1000) / 1000};
}

}  // namespace ondol::fit
