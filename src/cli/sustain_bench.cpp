#include "cli/sustain_bench.h"

#include <algorithm>
#include <cstdio>

#include "base/try.h"
#include "fit/energy/meter.h"
#include "fit/probe/state.h"

namespace ondol::cli {

namespace {

constexpr double kMostPoints = 60, kShortestStretch = 1;
constexpr size_t kBarWidth = 30;

}  // namespace

Result<std::vector<SustainedPoint>> run_sustained(Model& model, Session& session, const RequestShape& shape,
                                                  double minutes, const std::function<bool(double)>& tick) {
  const auto root = SystemRoot::of_environment();
  const int64_t events_before = fit::read_thermal(root).throttle_events;
  const double total_s = minutes * 60, stretch_s = std::max(kShortestStretch, total_s / kMostPoints);
  const auto prompt = some_tokens(std::max<int64_t>(shape.n_prompt, 1), model.info().n_vocab);
  session.truncate(0);
  ONDOL_TRY(session.append(prompt));
  GenerateOptions options;
  options.sampling.temperature = 0;
  options.ignore_eos = true;
  options.max_tokens = std::max<int64_t>(shape.n_generate, 1) + 1;

  std::vector<SustainedPoint> points;
  const double start = fit::steady_seconds();
  double stretch_start = start;
  int64_t n_tokens = 0;
  while (stretch_start - start < total_s) {
    session.truncate(static_cast<int64_t>(prompt.size()));
    ONDOL_ASSIGN(const Generation done, session.generate({}, options));
    if (done.finish_reason == FinishReason::cancelled) return Error{ErrorCode::cancelled, "interrupted"};
    n_tokens += static_cast<int64_t>(done.tokens.size()) - 1;
    const double now = fit::steady_seconds();
    if (!tick(now - start)) return Error{ErrorCode::cancelled, "interrupted"};
    if (now - stretch_start < stretch_s) continue;
    const fit::ThermalState thermal = fit::read_thermal(root);
    points.push_back({now - start, static_cast<double>(n_tokens) / (now - stretch_start), thermal.hottest(),
                      thermal.throttle_events - events_before});
    stretch_start = now;
    n_tokens = 0;
  }
  return points;
}

Json sustained_json(const std::vector<SustainedPoint>& points) {
  Json list = Json::array();
  for (const SustainedPoint& point : points) {
    Json json = {{"s", point.seconds}, {"tok_s", point.tok_s}};
    json["celsius"] = point.celsius > 0 ? Json(point.celsius) : Json();
    json["throttle_events"] = point.throttle_events;
    list.push_back(std::move(json));
  }
  return list;
}

std::vector<SustainedPoint> sustained_points(const Json& json) {
  std::vector<SustainedPoint> points;
  for (const Json& point : json)
    points.push_back({point.at("s").get<double>(), point.at("tok_s").get<double>(),
                      point.at("celsius").is_null() ? 0 : point.at("celsius").get<double>(),
                      point.at("throttle_events").get<int64_t>()});
  return points;
}

std::string sustained_text(const std::vector<SustainedPoint>& points) {
  if (points.empty()) return "";
  double most = 0;
  for (const SustainedPoint& point : points) most = std::max(most, point.tok_s);
  std::string text;
  char line[160];
  for (const SustainedPoint& point : points) {
    const auto full = static_cast<size_t>(point.tok_s / most * static_cast<double>(kBarWidth) + 0.5);
    std::snprintf(line, sizeof line, "  %6.0f s %9.1f tok/s  %-*s", point.seconds, point.tok_s,
                  static_cast<int>(kBarWidth), std::string(full, '#').c_str());
    text += line;
    if (point.celsius > 0) {
      std::snprintf(line, sizeof line, "  %.0f C", point.celsius);
      text += line;
    }
    if (point.throttle_events > 0) text += "  throttled";
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
  }
  const double left = points.back().tok_s / points.front().tok_s;
  std::snprintf(line, sizeof line, "  at the end %.0f %% of the first stretch's speed; %s\n", left * 100,
                points.back().throttle_events > 0 ? "the processor throttled"
                : points.back().celsius > 0       ? "the processor counted no throttling"
                                                  : "this system reports neither heat nor throttling");
  return text + line;
}

}  // namespace ondol::cli
