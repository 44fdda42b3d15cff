#include "cli/pull_check.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/mapped_file.h"
#include "base/try.h"
#include "fit/plan/memory.h"

namespace ondol::cli {
namespace {

/// No header of a known model is as long; beyond it an error is one of the file and not of its missing end.
constexpr uint64_t kLongestHeader = 64 << 20;

/// A file of the full size that has only its beginning, the rest being a hole: what the reader needs, which
/// checks every offset against the size but reads no tensor.
Result<std::unique_ptr<MappedFile>> with_hole(std::span<const std::byte> beginning, uint64_t total) {
  const int fd = ::memfd_create("ondol-header", MFD_CLOEXEC);
  const bool sized = fd >= 0 && ::ftruncate(fd, static_cast<off_t>(total)) == 0;
  bool written = sized;
  for (size_t at = 0; written && at < beginning.size();) {
    const ssize_t n = ::pwrite(fd, beginning.data() + at, beginning.size() - at, static_cast<off_t>(at));
    written = n > 0;
    at += written ? static_cast<size_t>(n) : 0;
  }
  if (!written) {
    const int number = errno;
    if (fd >= 0) ::close(fd);
    return Error{ErrorCode::io,
                 "no memory to read the header in: " + std::generic_category().message(number)};
  }
  auto mapping = MappedFile::open("/proc/self/fd/" + std::to_string(fd));
  ::close(fd);
  return mapping;
}

uint64_t data_begin(const GgufFile& file) {
  uint64_t begin = file.file_bytes();
  for (const GgufTensor& tensor : file.tensors()) begin = std::min(begin, tensor.file_offset);
  return begin;
}

}  // namespace

Result<bool> PullCheck::look(const std::string& path, uint64_t bytes, uint64_t total,
                             const std::string& name) {
  ONDOL_ASSIGN(const auto part, MappedFile::open(path));
  const auto beginning = part->bytes().first(std::min<size_t>(bytes, part->bytes().size()));
  ONDOL_ASSIGN(const auto whole, with_hole(beginning, total));
  const bool is_cut = bytes < total && bytes < kLongestHeader;
  const auto file = GgufFile::parse(whole->bytes(), name);
  if (!file.ok()) {
    constexpr size_t kMagicBytes = 4;
    const bool has_magic =
        beginning.size() >= kMagicBytes &&
        std::string_view(reinterpret_cast<const char*>(beginning.data()), kMagicBytes) == "GGUF";
    if (is_cut && has_magic) return false;
    return file.error();
  }
  if (is_cut && data_begin(**file) > bytes) return false;
  ONDOL_TRY(judge(**file));
  return true;
}

Status PullCheck::judge(const GgufFile& file) {
  ONDOL_ASSIGN(const uint64_t n_split, file.uint_or("split.count", 0));
  if (n_split > 1)
    return Error{ErrorCode::unsupported, file.path() + ": is one of " + std::to_string(n_split) +
                                             " parts of a model; only models in one file can be run"};
  auto plan = fit::predict_file_memory(file, device_, constants_);
  if (plan.ok()) {
    plan_ = *plan;
    return {};
  }
  if (force_) return {};
  Error error = std::move(plan).error();
  if (error.code == ErrorCode::over_budget) error.message = device_.name + ": the model " + error.message;
  error.message += " (--force fetches it all the same)";
  return error;
}

}  // namespace ondol::cli
