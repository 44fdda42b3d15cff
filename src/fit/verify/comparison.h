// A prediction beside what was measured, figure by figure. Knows nothing of how either came about.
#pragma once

#include <string>
#include <vector>

namespace ondol::fit {

enum class FigureUnit { bytes, ms, tok_s, joules };

struct Compared {
  std::string name;  ///< "decode"
  FigureUnit unit = FigureUnit::ms;
  double predicted = 0;
  std::vector<double> measured;  ///< of each run; empty: nothing was measured
  std::string instead;           ///< where nothing was: "modelled, no meter"

  double median() const;
  /// Of the prediction, in percent of what was measured; above 0: more was predicted. 0 where nothing was.
  double error_percent() const;
  double spread_percent() const;  ///< (largest - smallest) / median of the runs
  double ratio() const;           ///< measured over predicted; 1 where either is missing
};

/// A table for a terminal, a line for each.
std::string comparison_text(const std::vector<Compared>& figures);

}  // namespace ondol::fit
