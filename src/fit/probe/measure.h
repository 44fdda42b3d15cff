// Things measured several times, in turns: a neighbour that wakes up for a second then disturbs one value of
// many measurements and not all values of one. Knows nothing of what is measured.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "fit/energy/meter.h"
#include "fit/figure.h"

namespace ondol::fit {

struct Measurement {
  std::string what;                               ///< "Q4_0, 2 threads: decode"
  std::function<double(double seconds)> measure;  ///< one value, from about so many seconds of work
  std::vector<double> values = {};
};

struct TurnsOptions {
  int n_reps = 5;
  double seconds = 60;          ///< for all of it; met by shorter values, in need by fewer of them
  double longest_value = 0.06;  ///< seconds
  /// Called after each value with done and total; false stops everything.
  std::function<bool(size_t, size_t)> progress = {};
};

/// Fills the values. False when progress stopped it.
bool measure_in_turns(std::vector<Measurement>& measurements, const TurnsOptions& options,
                      const SecondsFn& now_s = steady_seconds);

double median(std::vector<double> values);  ///< 0 of none
/// (largest - smallest) / median; 0 of fewer than two.
double spread(const std::vector<double>& values);
/// The mean as a measured figure, with its spread; `how` goes before "mean of N". Values are rates of equal
/// slices of time, and what is predicted from them runs for many slices, slow ones too: the median of slices
/// that others now and then hold up is a speed that no long run reaches.
Figure measured_figure(const std::vector<double>& values, const std::string& how);

}  // namespace ondol::fit
