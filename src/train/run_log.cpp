#include "train/run_log.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/try.h"

namespace ondol::train {
namespace {

using Json = nlohmann::ordered_json;

void add_point(LossCurve& curve, const Json& line) {
  const double step = line.value("step", 0.0);
  curve.train.push_back({step, line.value("loss", 0.0)});
  if (line.contains("dev_loss")) curve.dev.push_back({step, line.value("dev_loss", 0.0)});
}

Error system_error(const std::string& path) { return {ErrorCode::io, path + ": " + std::strerror(errno)}; }

/// The lines up to a step; a half line at the end (a kill while it was written) is dropped.
std::string kept_lines(const std::string& path, int64_t until, LossCurve& curve) {
  std::string kept, text;
  std::ifstream in(path);
  while (until > 0 && std::getline(in, text)) {
    const Json line = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!line.is_object() || !line.contains("step") || !line["step"].is_number() ||
        line["step"].get<int64_t>() > until)
      continue;
    kept += text + "\n";
    add_point(curve, line);
  }
  return kept;
}

}  // namespace

RunLog::RunLog(std::string path, std::FILE* file, LossCurve curve)
    : path_(std::move(path)), file_(file), curve_(std::move(curve)) {}

RunLog::~RunLog() { std::fclose(file_); }

Result<std::unique_ptr<RunLog>> RunLog::open(const std::string& path, const std::string& title,
                                             int64_t keep_until) {
  LossCurve curve{title, {}, {}};
  ONDOL_TRY(write_file_atomically(path, kept_lines(path, keep_until, curve)));
  std::FILE* file = std::fopen(path.c_str(), "a");
  if (file == nullptr) return system_error(path);
  return std::unique_ptr<RunLog>(new RunLog(path, file, std::move(curve)));
}

Status RunLog::write(const LogLine& line) {
  Json json = {{"step", line.step},           {"loss", line.loss},   {"lr_scale", line.lr_scale},
               {"grad_norm", line.grad_norm}, {"tok_s", line.tok_s}, {"seconds", line.seconds}};
  if (line.dev_loss >= 0) {
    json["dev_loss"] = line.dev_loss;
    json["dev_accuracy"] = line.dev_accuracy;
  }
  add_point(curve_, json);
  const std::string text = json.dump() + "\n";
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size() || std::fflush(file_) != 0)
    return system_error(path_);
  return {};
}

Status RunLog::draw(const std::string& path) const {
  return write_file_atomically(path, loss_curve_svg(curve_));
}

}  // namespace ondol::train
