#include "base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>

namespace ondol {
namespace {

TEST(ThreadPool_Run, CallsEveryThreadOnce) {
  for (int n : {1, 2, 3, 8}) {
    ThreadPool pool(n);
    for (int round = 0; round < 200; ++round) {
      std::vector<std::atomic<int>> calls(static_cast<size_t>(n));
      pool.run([&](int thread) { calls[static_cast<size_t>(thread)].fetch_add(1); });
      for (auto& c : calls) ASSERT_EQ(c.load(), 1) << n << " threads, round " << round;
    }
  }
}

TEST(ThreadPool_Barrier, WritesBeforeAreSeenAfter) {
  constexpr int kThreads = 4, kPhases = 500;
  ThreadPool pool(kThreads);
  std::vector<int> slots(kThreads, 0);
  std::atomic<int> errors{0};
  pool.run([&](int thread) {
    for (int phase = 1; phase <= kPhases; ++phase) {
      slots[static_cast<size_t>(thread)] = phase;
      pool.barrier();
      if (std::accumulate(slots.begin(), slots.end(), 0) != phase * kThreads) errors.fetch_add(1);
      pool.barrier();
    }
  });
  EXPECT_EQ(errors.load(), 0);
}

TEST(ThreadPool_Run, CallersFromSeveralThreadsTakeTurns) {
  ThreadPool pool(2);
  std::atomic<int> inside{0}, overlaps{0}, total{0};
  std::vector<std::thread> callers;
  for (int c = 0; c < 4; ++c)
    callers.emplace_back([&] {
      for (int i = 0; i < 100; ++i)
        pool.run([&](int thread) {
          if (thread == 0) {
            if (inside.fetch_add(1) != 0) overlaps.fetch_add(1);
            total.fetch_add(1);
            inside.fetch_sub(1);
          }
        });
    });
  for (auto& t : callers) t.join();
  EXPECT_EQ(overlaps.load(), 0);
  EXPECT_EQ(total.load(), 400);
}

TEST(ThreadPool_Run, WakesParkedThreads) {
  ThreadPool pool(3);
  std::atomic<int> calls{0};
  pool.run([&](int) { calls.fetch_add(1); });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));  // long past spinning: they are parked now
  pool.run([&](int) { calls.fetch_add(1); });
  EXPECT_EQ(calls.load(), 6);
}

TEST(ThreadPool_Share, PartsCoverTheRangeInGrains) {
  for (int64_t n : {0, 1, 15, 16, 17, 100, 49152})
    for (int64_t grain : {1, 16})
      for (int threads : {1, 2, 3, 7, 64}) {
        int64_t next = 0;
        for (int t = 0; t < threads; ++t) {
          const auto [begin, end] = ThreadPool::share(n, grain, t, threads);
          ASSERT_EQ(begin, next);
          ASSERT_LE(begin, end);
          if (end != n) {
            ASSERT_EQ(end % grain, 0);
          }
          next = end;
        }
        ASSERT_EQ(next, n);
      }
}

}  // namespace
}  // namespace ondol
