// The clock of a core where the system does not tell it: a register added to another takes one cycle on every
// processor there is, and none can be left out or run beside the one before.
#include "fit/energy/meter.h"
#include "fit/probe/rates.h"

namespace ondol::fit {
namespace {

#if defined(__x86_64__) || defined(__aarch64__)
constexpr int kChain = 64;

void chain(int n) {
  unsigned long sum = 1, one = 1;
  for (int i = 0; i < n; ++i) {
#if defined(__x86_64__)
    __asm__ volatile(".rept 64\n\tadd %1, %0\n\t.endr" : "+r"(sum) : "r"(one) : "cc");
#else
    __asm__ volatile(".rept 64\n\tadd %0, %0, %1\n\t.endr" : "+r"(sum) : "r"(one));
#endif
  }
}
#endif

}  // namespace

double measured_clock_ghz([[maybe_unused]] double seconds) {
#if defined(__x86_64__) || defined(__aarch64__)
  constexpr int kLoops = 10000;
  double best = 0;
  // The best of many short pieces: an interrupted one is too slow, none is too fast.
  for (const double end = steady_seconds() + seconds; steady_seconds() < end;) {
    const double start = steady_seconds();
    chain(kLoops);
    const double ghz = static_cast<double>(kLoops) * kChain / (steady_seconds() - start) / 1e9;
    if (ghz > best) best = ghz;
  }
  return best;
#else
  return 0;
#endif
}

}  // namespace ondol::fit
