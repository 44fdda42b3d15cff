// Holds the rest of a file back until its beginning was looked at.
#pragma once

#include <algorithm>

#include "base/try.h"
#include "fetch/download.h"
#include "fetch/part_file.h"

namespace ondol::fetch {

class HeadGate {
 public:
  explicit HeadGate(const Download& job) : job_(job), wanted_(job.head_bytes), passed_(!job.check_head) {}

  bool passed() const { return passed_; }
  bool refused() const { return refused_; }
  /// Bytes from the file's beginning that the next look needs.
  uint64_t wanted() const { return wanted_; }

  /// After each piece, and before the first request.
  Status look(const PartFile& part) {
    if (passed_ || part.bytes() < std::min(wanted_, std::max<uint64_t>(part.source().total_bytes, 1)))
      return {};
    auto enough = job_.check_head(part.part_path(), part.bytes(), part.source().total_bytes);
    refused_ = !enough.ok();
    if (refused_) return std::move(enough).error();
    passed_ = *enough;
    while (wanted_ <= part.bytes()) wanted_ *= 4;
    return {};
  }
  /// The file is another one: all that was seen is void.
  void begin_anew() {
    wanted_ = job_.head_bytes;
    passed_ = !job_.check_head;
  }

 private:
  const Download& job_;
  uint64_t wanted_;
  bool passed_;
  bool refused_ = false;
};

}  // namespace ondol::fetch
