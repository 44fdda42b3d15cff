#include "train/loss_curve.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ondol::train {
namespace {

constexpr double kWidth = 760, kHeight = 420, kLeft = 64, kRight = 20, kTop = 40, kBottom = 48;

std::string format(const char* pattern, double a, double b = 0, double c = 0, double d = 0) {
  char text[400];
  std::snprintf(text, sizeof text, pattern, a, b, c, d);
  return text;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

/// 1, 2 or 5 times a power of ten, so that about five fit into span.
double tick_step(double span) {
  const double raw = span / 5, power = std::pow(10.0, std::floor(std::log10(raw)));
  const double part = raw / power;
  return (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10) * power;
}

struct Frame {
  double steps = 1, low = 0, high = 1;
  double x(double step) const { return kLeft + step / steps * (kWidth - kLeft - kRight); }
  double y(double loss) const { return kTop + (high - loss) / (high - low) * (kHeight - kTop - kBottom); }
};

Frame frame_of(const LossCurve& curve) {
  Frame frame;
  frame.low = 1e300;
  frame.high = -1e300;
  for (const auto* points : {&curve.train, &curve.dev}) {
    for (const CurvePoint& p : *points) {
      frame.steps = std::max(frame.steps, p.step);
      frame.low = std::min(frame.low, p.loss);
      frame.high = std::max(frame.high, p.loss);
    }
  }
  if (frame.low > frame.high) frame.low = 0, frame.high = 1;
  const double margin = std::max((frame.high - frame.low) * 0.05, 1e-3);
  frame.low = std::max(0.0, frame.low - margin);
  frame.high += margin;
  return frame;
}

std::string axes(const Frame& f) {
  std::string out;
  const double dy = tick_step(f.high - f.low), dx = tick_step(f.steps);
  for (double v = std::ceil(f.low / dy) * dy; v <= f.high; v += dy) {
    out += format("<line x1='%.1f' x2='%.1f' y1='%.1f' y2='%.1f' stroke='#ddd'/>", kLeft, kWidth - kRight,
                  f.y(v), f.y(v));
    out += format("<text x='%.1f' y='%.1f' text-anchor='end'>%.4g</text>\n", kLeft - 8, f.y(v) + 4, v);
  }
  for (double v = 0; v <= f.steps; v += dx) {
    out += format("<text x='%.1f' y='%.1f' text-anchor='middle'>%.0f</text>\n", f.x(v),
                  kHeight - kBottom + 18, v);
  }
  out += format("<text x='%.1f' y='%.1f' text-anchor='middle'>step</text>\n", (kLeft + kWidth - kRight) / 2,
                kHeight - 10);
  return out;
}

std::string line(const Frame& f, const std::vector<CurvePoint>& points, const char* colour, double width) {
  std::string out = "<polyline fill='none' stroke='" + std::string(colour) +
                    format("' stroke-width='%.1f' points='", width);
  // More points than pixels say nothing more.
  const size_t stride = points.size() / 1500 + 1;
  for (size_t i = 0; i < points.size(); i += stride)
    out += format("%.1f,%.1f ", f.x(points[i].step), f.y(points[i].loss));
  return out + "'/>\n";
}

}  // namespace

std::string loss_curve_svg(const LossCurve& curve) {
  const Frame f = frame_of(curve);
  std::string out = format(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %.0f %.0f' font-family='sans-serif' "
      "font-size='12'>\n",
      kWidth, kHeight);
  out += format("<rect width='%.0f' height='%.0f' fill='white'/>\n", kWidth, kHeight);
  out += "<text x='64' y='24' font-size='15'>" + escaped(curve.title) + "</text>\n";
  out += axes(f) + line(f, curve.train, "#8fb3d9", 1.2) + line(f, curve.dev, "#c0392b", 2.2);
  out +=
      format("<text x='%.0f' y='24' text-anchor='end' fill='#4a7fb5'>training loss</text>\n", kWidth - 140);
  out += format("<text x='%.0f' y='24' text-anchor='end' fill='#c0392b'>development loss</text>\n",
                kWidth - kRight);
  return out + "</svg>\n";
}

}  // namespace ondol::train
