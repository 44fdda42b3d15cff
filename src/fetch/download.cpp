#include "fetch/download.h"

#include <algorithm>

#include "base/size.h"
#include "base/try.h"
#include "fetch/attempt.h"
#include "fetch/patience.h"
#include "fetch/url.h"

namespace ondol::fetch {
namespace {

/// Less than this is no progress, or a server that sends a byte at a time would keep us for ever.
constexpr uint64_t kProgressBytes = 1 << 20;

class Downloader {
 public:
  Downloader(const Download& job, PartFile& part) : job_(job), part_(part), gate_(job), patience_(job) {}

  Status fetch() {
    ONDOL_TRY(gate_.look(part_));
    while (!part_.complete() || !gate_.passed()) {
      if (part_.complete()) return Error{ErrorCode::bad_format, "the file ends before its own header does"};
      Attempt attempt(job_, part_, gate_, in_one_piece_);
      ONDOL_TRY(attempt.run());
      if (part_.bytes() >= most_bytes_ + kProgressBytes) patience_.renew();
      most_bytes_ = std::max(most_bytes_, part_.bytes());
      if (!attempt.why().empty()) ONDOL_TRY(patience_.wait(attempt));
      if (part_.bytes() > 0 && !part_.complete() && !part_.can_continue()) {
        in_one_piece_ = true;
        gate_.begin_anew();
        ONDOL_TRY(part_.begin({}));
      }
    }
    return {};
  }

  Status finish(Downloaded& result) {
    const std::string& expected = job_.sha256.empty() ? part_.source().sha256 : job_.sha256;
    result.bytes = part_.bytes();
    result.kept_bytes = part_.kept_bytes();
    result.sha256 = part_.sha256();
    result.verified = !expected.empty();
    if (result.verified && result.sha256 != expected)
      return Error{ErrorCode::bad_format,
                   "sha256: expected " + expected + (job_.sha256.empty() ? " as the server says" : "") +
                       ", got " + result.sha256 + "; nothing was kept, the same command tries again"};
    return part_.commit();
  }

  /// What the next attempt could go on with is left, and the message says so.
  Error leave(Error error) {
    const bool worthless = error.code == ErrorCode::bad_format || error.code == ErrorCode::unsupported ||
                           gate_.refused() || part_.bytes() == 0 || !part_.can_continue();
    if (worthless)
      part_.discard();
    else
      error.message += "; " + format_bytes(part_.bytes()) + " of " +
                       format_bytes(part_.source().total_bytes) +
                       " are kept, the same command goes on from there";
    return error;
  }

 private:
  const Download& job_;
  PartFile& part_;
  HeadGate gate_;
  Patience patience_;
  uint64_t most_bytes_ = 0;
  bool in_one_piece_ = false;  ///< nothing tells whether a later piece is of the same file
};

}  // namespace

Result<Downloaded> download(const Download& job) {
  ONDOL_TRY(check_url(job.url));
  ONDOL_ASSIGN(const auto part, PartFile::open(job.path, job.url));
  Downloaded result;
  Downloader downloader(job, *part);
  Status done = downloader.fetch();
  if (done.ok()) done = downloader.finish(result);
  if (!done.ok()) return downloader.leave(std::move(done).error()).within(job.url);
  return result;
}

}  // namespace ondol::fetch
