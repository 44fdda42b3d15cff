// A progress line on stderr; see progress.h.
#include "cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace ondol::cli {

namespace {

size_t terminal_columns() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string progress_line(const std::string& label, uint64_t done, uint64_t total, double elapsed_s,
                          size_t width) {
  const double share =
      total == 0 ? 0.0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  char tail[64];
  if (share > 0 && elapsed_s > 1)
    std::snprintf(tail, sizeof tail, "] %3.0f %%, %.0f s left", share * 100, elapsed_s * (1 - share) / share);
  else
    std::snprintf(tail, sizeof tail, "] %3.0f %%", share * 100);
  std::string line = label + " [";
  const size_t others = line.size() + std::string(tail).size();
  const size_t bar = width > others + 5 ? std::min<size_t>(30, width - others - 1) : 0;
  const auto full = static_cast<size_t>(share * static_cast<double>(bar));
  line += std::string(full, '#') + std::string(bar - full, ' ') + tail;
  return line.substr(0, width > 0 ? width - 1 : 0);
}

Progress::Progress(std::string label)
    : label_(std::move(label)), shown_(::isatty(STDERR_FILENO) == 1), start_(Clock::now()), last_(start_) {}

void Progress::update(uint64_t done, uint64_t total) {
  if (!shown_) return;
  const auto now = Clock::now();
  if (drawn_ && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  drawn_ = true;
  const double share = total == 0 ? 0.0 : static_cast<double>(done) / static_cast<double>(total);
  if (first_share_ < 0) first_share_ = share < 0.05 ? 0.0 : share;
  const double own = share > first_share_ ? (share - first_share_) / share : 0.0;
  const double elapsed_s = own > 0 ? std::chrono::duration<double>(now - start_).count() / own : 0.0;
  std::fprintf(stderr, "\r\033[K%s",
               progress_line(label_, done, total, elapsed_s, terminal_columns()).c_str());
  std::fflush(stderr);
}

Progress::~Progress() {
  if (drawn_) std::fputs("\r\033[K", stderr);
}

}  // namespace ondol::cli
