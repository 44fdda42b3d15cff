// See sigbus_guard.h. Entries are never freed, only reused, so that the handler can walk the list at any
// moment on any thread; the list is as long as the largest number of files mapped at once.
#include "base/sigbus_guard.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <mutex>

namespace ondol::sigbus_guard {
namespace {

struct Entry {
  std::atomic<bool> claimed{false};
  std::atomic<bool> live{false};  // begin and end are valid
  std::atomic<uintptr_t> begin{0};
  std::atomic<uintptr_t> end{0};
  std::atomic<bool> lost{false};
  Entry* next = nullptr;  // fixed before the entry is published
};

std::atomic<Entry*> head{nullptr};
struct sigaction previous;
uintptr_t page_bytes = 4096;

static_assert(std::atomic<uintptr_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free &&
              std::atomic<Entry*>::is_always_lock_free);

/// Puts zeros from the page of the fault to the end of the mapping. The whole rest at once, because after
/// a truncation every later page would fault too, one signal each. mmap is not on POSIX's list of
/// async-signal-safe functions, but on Linux it is a plain system call; called raw so that no
/// interceptor (a sanitizer's, an allocator's) runs inside the handler.
bool replace_by_zeros(Entry& entry, uintptr_t address) {
  const uintptr_t begin = address & ~(page_bytes - 1);
  const uintptr_t end = (entry.end.load(std::memory_order_relaxed) + page_bytes - 1) & ~(page_bytes - 1);
  const long got = syscall(SYS_mmap, begin, end - begin, PROT_READ,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0L);
  if (got == -1) return false;
  entry.lost.store(true, std::memory_order_release);
  return true;
}

void pass_on(int signal_number, siginfo_t* info, void* context) {
  if ((previous.sa_flags & SA_SIGINFO) != 0) {
    previous.sa_sigaction(signal_number, info, context);
  } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
    previous.sa_handler(signal_number);
  } else {
    // Back to the default; returning repeats the faulting instruction, which then ends the process as if
    // we had not been here. A SIGBUS that was sent by kill() is not repeated, hence the raise.
    struct sigaction standard {};
    standard.sa_handler = SIG_DFL;
    sigaction(signal_number, &standard, nullptr);
    if (info->si_code <= 0) raise(signal_number);
  }
}

void on_sigbus(int signal_number, siginfo_t* info, void* context) {
  const int saved_errno = errno;
  const auto address = reinterpret_cast<uintptr_t>(info->si_addr);
  if (info->si_code > 0) {  // from the kernel, so si_addr means something
    for (Entry* e = head.load(std::memory_order_acquire); e != nullptr; e = e->next) {
      if (!e->live.load(std::memory_order_acquire)) continue;
      if (address < e->begin.load(std::memory_order_relaxed)) continue;
      if (address >= e->end.load(std::memory_order_relaxed)) continue;
      if (replace_by_zeros(*e, address)) {
        errno = saved_errno;
        return;
      }
    }
  }
  pass_on(signal_number, info, context);
  errno = saved_errno;
}

void install() {
  page_bytes = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  struct sigaction action {};
  action.sa_sigaction = on_sigbus;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &previous);
}

Entry* claim() {
  for (Entry* e = head.load(std::memory_order_acquire); e != nullptr; e = e->next) {
    bool free = false;
    if (e->claimed.compare_exchange_strong(free, true, std::memory_order_acquire)) return e;
  }
  auto* entry = new Entry;  // reachable from head for ever, see above
  entry->claimed.store(true, std::memory_order_relaxed);
  entry->next = head.load(std::memory_order_relaxed);
  while (
      !head.compare_exchange_weak(entry->next, entry, std::memory_order_release, std::memory_order_relaxed)) {
  }
  return entry;
}

}  // namespace

void* add(const void* begin, size_t size) {
  static std::once_flag installed;
  std::call_once(installed, install);
  Entry* entry = claim();
  const auto address = reinterpret_cast<uintptr_t>(begin);
  entry->lost.store(false, std::memory_order_relaxed);
  entry->begin.store(address, std::memory_order_relaxed);
  // Reads of the last page beyond the end of the file are ours as well.
  entry->end.store((address + size + page_bytes - 1) & ~(page_bytes - 1), std::memory_order_relaxed);
  entry->live.store(true, std::memory_order_release);
  return entry;
}

void remove(void* entry) {
  auto* e = static_cast<Entry*>(entry);
  e->live.store(false, std::memory_order_release);
  e->claimed.store(false, std::memory_order_release);
}

bool lost(const void* entry) {
  return static_cast<const Entry*>(entry)->lost.load(std::memory_order_acquire);
}

}  // namespace ondol::sigbus_guard
