// The JSON Lines log of a run, and the loss curve made from it. Knows nothing of training.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "ondol/result.h"
#include "train/loss_curve.h"

namespace ondol::train {

struct LogLine {
  int64_t step = 0;
  double loss = 0.0, lr_scale = 0.0, grad_norm = 0.0, tok_s = 0.0, seconds = 0.0;
  double dev_loss = -1.0, dev_accuracy = -1.0;  ///< −1: not evaluated at this step
};

class RunLog {
 public:
  /// keep_until: lines of an earlier sitting up to this step stay (0: the log begins anew). Errors: io.
  static Result<std::unique_ptr<RunLog>> open(const std::string& path, const std::string& title,
                                              int64_t keep_until);
  ~RunLog();
  RunLog(const RunLog&) = delete;
  RunLog& operator=(const RunLog&) = delete;

  Status write(const LogLine& line);
  /// The picture of all lines so far.
  Status draw(const std::string& path) const;

 private:
  RunLog(std::string path, std::FILE* file, LossCurve curve);
  std::string path_;
  std::FILE* file_;
  LossCurve curve_;
};

}  // namespace ondol::train
