// One attempt at the next bytes of a file. Decides nothing about waiting or trying again.
#pragma once

#include "fetch/download.h"
#include "fetch/exchange.h"
#include "fetch/head_gate.h"
#include "fetch/part_file.h"

namespace ondol::fetch {

/// Asks for the bytes behind what part has, as far as the gate lets them through, and appends what comes.
class Attempt final : public Exchange {
 public:
  /// in_one_piece: asks for the whole file, whatever is there.
  Attempt(const Download& job, PartFile& part, HeadGate& gate, bool in_one_piece)
      : Exchange(job), job_(job), part_(part), gate_(gate), in_one_piece_(in_one_piece) {}

 private:
  void prepare(HttpRequest& request) const override;
  Status on_any_head(const HttpHead& head) override;
  Status on_good_head(const HttpHead& head) override;
  Status on_good_body(std::span<const std::byte> bytes) override;
  Status on_other_head(const HttpHead& head) override;
  bool is_whole() const override { return part_.bytes() >= end_bytes_; }

  Status begin(const Source& source);
  bool same_file(const Source& source) const;

  const Download& job_;
  PartFile& part_;
  HeadGate& gate_;
  bool in_one_piece_;
  std::string linked_sha256_;  ///< said by any of the hops
  uint64_t end_bytes_ = 0;     ///< what part will have after this answer
};

}  // namespace ondol::fetch
