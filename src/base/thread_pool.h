// One pool of threads, made once and passed in. Single program, multiple threads: run() executes one
// function on every thread, barrier() separates its phases. Threads spin for a few microseconds and then
// park.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace ondol {

class ThreadPool {
 public:
  explicit ThreadPool(int n_threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int size() const { return n_threads_; }

  /// Calls fn(thread_index) on all threads, the caller being thread 0; returns when all are done.
  /// Not reentrant; callers on several threads take turns.
  template <class Fn>
  void run(Fn&& fn) {
    using F = std::remove_reference_t<Fn>;
    run_erased([](void* ctx, int thread) { (*static_cast<F*>(ctx))(thread); }, &fn);
  }

  /// Inside run(): returns when every thread has arrived; what was written before is seen after.
  void barrier();

  /// The half-open share of [0, n) of one thread, in multiples of grain.
  static std::pair<int64_t, int64_t> share(int64_t n, int64_t grain, int thread, int n_threads);

 private:
  using Job = void (*)(void*, int);
  void run_erased(Job job, void* ctx);
  void worker(int thread);
  void wait_for_generation(uint64_t seen);

  int n_threads_;
  std::mutex turn_;
  Job job_ = nullptr;
  void* ctx_ = nullptr;
  alignas(64) std::atomic<uint64_t> generation_{0};
  alignas(64) std::atomic<int> running_{0};
  alignas(64) std::atomic<int> arrived_{0};
  alignas(64) std::atomic<uint32_t> phase_{0};
  std::atomic<bool> stop_{false};
  std::mutex park_mutex_;
  std::condition_variable park_;
  int parked_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace ondol
