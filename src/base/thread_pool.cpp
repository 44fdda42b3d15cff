#include "base/thread_pool.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ondol {
namespace {

// Long enough to bridge the gaps inside one token, short enough that an idle or
// oversubscribed machine is not kept busy.
constexpr int kSpinsBeforePark = 4000;
constexpr int kSpinsBeforeYield = 2000;

inline void cpu_relax() {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace

ThreadPool::ThreadPool(int n_threads) : n_threads_(std::max(1, n_threads)) {
  threads_.reserve(static_cast<size_t>(n_threads_ - 1));
  for (int i = 1; i < n_threads_; ++i) threads_.emplace_back([this, i] { worker(i); });
}

ThreadPool::~ThreadPool() {
  stop_.store(true);
  generation_.fetch_add(1);
  {
    std::lock_guard lock(park_mutex_);
    park_.notify_all();
  }
  for (auto& thread : threads_) thread.join();
}

void ThreadPool::run_erased(Job job, void* ctx) {
  std::lock_guard turn(turn_);
  if (n_threads_ == 1) return job(ctx, 0);
  job_ = job;
  ctx_ = ctx;
  running_.store(n_threads_ - 1, std::memory_order_relaxed);
  generation_.fetch_add(1);  // sequentially consistent: pairs with the re-check under park_mutex_
  {
    std::lock_guard lock(park_mutex_);
    if (parked_ > 0) park_.notify_all();
  }
  job(ctx, 0);
  for (int spins = 0; running_.load(std::memory_order_acquire) != 0; ++spins) {
    if (spins < kSpinsBeforeYield) {
      cpu_relax();
    } else {
      std::this_thread::yield();
    }
  }
}

void ThreadPool::wait_for_generation(uint64_t seen) {
  for (int spins = 0; spins < kSpinsBeforePark; ++spins) {
    if (generation_.load(std::memory_order_acquire) != seen) return;
    cpu_relax();
  }
  std::unique_lock lock(park_mutex_);
  ++parked_;
  park_.wait(lock, [&] { return generation_.load() != seen; });
  --parked_;
}

void ThreadPool::worker(int thread) {
  for (uint64_t seen = 0;; ++seen) {
    wait_for_generation(seen);
    if (stop_.load()) return;
    job_(ctx_, thread);
    running_.fetch_sub(1, std::memory_order_release);
  }
}

void ThreadPool::barrier() {
  if (n_threads_ == 1) return;
  const uint32_t phase = phase_.load(std::memory_order_relaxed);
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) == n_threads_ - 1) {
    arrived_.store(0, std::memory_order_relaxed);
    phase_.store(phase + 1, std::memory_order_release);
    return;
  }
  for (int spins = 0; phase_.load(std::memory_order_acquire) == phase; ++spins) {
    if (spins < kSpinsBeforeYield) {
      cpu_relax();
    } else {
      std::this_thread::yield();  // more threads than free cores: let the late one run
    }
  }
}

std::pair<int64_t, int64_t> ThreadPool::share(int64_t n, int64_t grain, int thread, int n_threads) {
  const int64_t n_grains = (n + grain - 1) / grain;
  const int64_t begin = n_grains * thread / n_threads * grain;
  const int64_t end = n_grains * (thread + 1) / n_threads * grain;
  return {std::min(begin, n), std::min(end, n)};
}

}  // namespace ondol
