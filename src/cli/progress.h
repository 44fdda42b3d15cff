// A progress line on stderr, only where stderr is a terminal; otherwise silent. Erased when done.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace ondol::cli {

class Progress {
 public:
  explicit Progress(std::string label);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// What is shown before the bar from now on.
  void relabel(std::string label) { label_ = std::move(label); }
  /// done of total units (bytes, tensors, chunks); cheap to call often.
  void update(uint64_t done, uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;
  std::string label_;
  double first_share_ = -1.0;  // what was done before we came: it says nothing about the speed
  bool shown_;
  bool drawn_ = false;
  Clock::time_point start_;
  Clock::time_point last_;
};

/// "label [######      ]  42 %, 12 s left", cut to width columns; for tests.
std::string progress_line(const std::string& label, uint64_t done, uint64_t total, double elapsed_s,
                          size_t width);

}  // namespace ondol::cli
