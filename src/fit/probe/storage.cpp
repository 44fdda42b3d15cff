#include "fit/probe/storage.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/mix_bits.h"
#include "fit/probe/measure.h"
#include "fit/probe/nameless_file.h"

namespace ondol::fit {
namespace {

constexpr uint64_t kPiece = 4 << 20;
constexpr size_t kAlignment = 4096;

struct Closer {
  int fd = -1;
  ~Closer() {
    if (fd >= 0) ::close(fd);
  }
};

struct AlignedFree {
  void operator()(std::byte* data) const { std::free(data); }
};

Figure guess() { return {0.1, FigureSource::estimated, "not measured; a slow SD card reads so fast", 0}; }

std::string nearest_folder(std::string folder) {
  std::error_code ignored;
  std::filesystem::path path = std::filesystem::absolute(folder, ignored);
  while (!std::filesystem::is_directory(path, ignored) && path.has_parent_path() &&
         path != path.parent_path())
    path = path.parent_path();
  return path.string();
}

/// Bytes that neither a file system nor a controller compresses.
void fill(std::byte* data, uint64_t seed) {
  for (uint64_t i = 0; i < kPiece / 8; ++i) {
    const uint64_t word = mix_bits(seed * (kPiece / 8) + i);
    std::memcpy(data + i * 8, &word, 8);
  }
}

/// GB/s of one pass over the file's pieces, past the page cache.
double read_pass(int fd, std::byte* piece, uint64_t bytes) {
  ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  const double start = steady_seconds();
  for (uint64_t at = 0; at < bytes; at += kPiece)
    if (::pread(fd, piece, kPiece, static_cast<off_t>(at)) != static_cast<ssize_t>(kPiece)) return 0;
  return static_cast<double>(bytes) / (steady_seconds() - start) / 1e9;
}

bool lies_in_memory(const std::string& folder) {
  struct statfs info {};
  constexpr long kTmpfs = 0x01021994, kRamfs = 0x858458f6;
  return ::statfs(folder.c_str(), &info) == 0 && (info.f_type == kTmpfs || info.f_type == kRamfs);
}

void measure_reading(StorageSurvey& storage, uint64_t max_bytes, double seconds) {
  storage.read_gb_s = guess();
  NamelessFile file(storage.folder);
  if (!file.opened()) {
    storage.note = storage.folder + ": nothing can be written there (" + std::strerror(errno) +
                   "), so its speed was not measured";
    return;
  }
  const std::unique_ptr<std::byte, AlignedFree> piece(
      static_cast<std::byte*>(std::aligned_alloc(kAlignment, kPiece)));
  uint64_t bytes = 0;
  const double start = steady_seconds();
  // Slow cards write at a few MB/s: what is there after half of the time is read.
  while (bytes + kPiece <= std::min(max_bytes, storage.free_bytes / 10) &&
         steady_seconds() - start < seconds / 2) {
    fill(piece.get(), bytes);
    if (!file.append(piece.get(), kPiece) || ::fdatasync(file.fd()) != 0) break;
    bytes += kPiece;
  }
  if (bytes == 0) {
    storage.note = storage.folder + ": too full to measure its speed";
    return;
  }
  // O_DIRECT goes past the page cache; tmpfs and some network file systems refuse it.
  const Closer direct{
      ::open(("/proc/self/fd/" + std::to_string(file.fd())).c_str(), O_RDONLY | O_DIRECT | O_CLOEXEC)};
  const int fd = direct.fd >= 0 ? direct.fd : file.fd();
  std::vector<double> values;
  const double reading = steady_seconds();
  do {
    const double gb_s = read_pass(fd, piece.get(), bytes);
    if (gb_s > 0) values.push_back(gb_s);
  } while (values.size() < 5 && steady_seconds() - reading < seconds / 2 && !values.empty());
  if (values.empty()) {
    storage.note = storage.folder + ": reading back failed, so its speed was not measured";
    return;
  }
  storage.read_gb_s =
      measured_figure(values, std::string("ondol probe, ") + std::to_string(bytes >> 20) + " MiB " +
                                  (direct.fd >= 0 ? "with O_DIRECT" : "dropped from the cache"));
  if (lies_in_memory(storage.folder))
    storage.note = storage.folder + ": lies in memory, so its speed is not that of a disk";
}

}  // namespace

Result<StorageSurvey> survey_storage(const std::string& folder, uint64_t max_bytes, double seconds) {
  StorageSurvey storage;
  storage.folder = nearest_folder(folder);
  struct statvfs info {};
  if (::statvfs(storage.folder.c_str(), &info) != 0)
    return Error{ErrorCode::io, storage.folder + ": " + std::strerror(errno)};
  storage.free_bytes = static_cast<uint64_t>(info.f_bavail) * info.f_frsize;
  measure_reading(storage, max_bytes, seconds);
  return storage;
}

}  // namespace ondol::fit
