// The run so far as a picture: training and development loss against steps, one self-contained SVG.
#pragma once

#include <string>
#include <vector>

#include "ondol/result.h"

namespace ondol::train {

struct CurvePoint {
  double step = 0.0, loss = 0.0;
};

struct LossCurve {
  std::string title;
  std::vector<CurvePoint> train, dev;
};

std::string loss_curve_svg(const LossCurve& curve);

}  // namespace ondol::train
