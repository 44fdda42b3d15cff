#include "base/arena.h"

#include <sys/mman.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace ondol {

Result<Arena> Arena::create(uint64_t bytes, Pages pages) {
  Arena arena;
  if (bytes == 0) bytes = 64;  // an empty plan is still a real arena, not a measuring one
  void* data =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED)
    return Error{ErrorCode::over_budget,
                 "cannot map " + std::to_string(bytes) + " bytes of memory: " + std::strerror(errno)};
  madvise(data, bytes, pages == Pages::huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
  arena.data_ = static_cast<std::byte*>(data);
  arena.size_ = bytes;
  return arena;
}

Arena::Arena(Arena&& other) noexcept { *this = std::move(other); }

Arena& Arena::operator=(Arena&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(used_, other.used_);
  return *this;
}

Arena::~Arena() {
  if (data_ != nullptr) munmap(data_, size_);
}

void* Arena::take(uint64_t bytes) {
  const uint64_t begin = used_;
  used_ += padded(bytes);
  if (data_ == nullptr) return nullptr;
  assert(used_ <= size_ && "the measuring run and the real run must lay out the same");
  return data_ + begin;
}

}  // namespace ondol
