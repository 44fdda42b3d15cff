// CPU probe. x86: cpuid leaves 1 and 7 plus xgetbv (Intel SDM vol. 1, 13.3 and 14.3); AArch64: Linux hwcaps.
#include "base/cpu.h"

#include <sched.h>

#include <algorithm>
#include <thread>

#include <cstdint>

#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace ondol {
namespace {

constexpr bool bit(uint64_t word, int index) { return (word >> index & 1) != 0; }

#if defined(__x86_64__)

// Written out: the _xgetbv intrinsic needs -mxsave on the file.
uint64_t saved_state() {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return static_cast<uint64_t>(high) << 32 | low;
}

CpuFeatures probe() {
  CpuFeatures f;
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !bit(c, 27)) return f;  // no OSXSAVE: no AVX
  const uint64_t state = saved_state();
  const bool ymm = (state & 0x06) == 0x06;    // SSE and upper halves of YMM
  const bool zmm = (state & 0xe6) == 0xe6;    // and opmask, ZMM0–15 upper halves, ZMM16–31
  const bool tiles = (state >> 17 & 3) == 3;  // TILECFG, TILEDATA
  f.fma = ymm && bit(c, 12);
  f.f16c = ymm && bit(c, 29);
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return f;
  const unsigned n_subleaf = a;
  f.avx2 = ymm && bit(b, 5);
  f.avx512f = zmm && bit(b, 16);
  f.avx512dq = zmm && bit(b, 17);
  f.avx512bw = zmm && bit(b, 30);
  f.avx512vl = zmm && bit(b, 31);
  f.avx512_vnni = zmm && bit(c, 11);
  f.amx_bf16 = tiles && bit(d, 22);
  f.amx_tile = tiles && bit(d, 24);
  f.amx_int8 = tiles && bit(d, 25);
  if (n_subleaf >= 1 && __get_cpuid_count(7, 1, &a, &b, &c, &d)) {
    f.avx_vnni = ymm && bit(a, 4);
    f.avx512_bf16 = zmm && bit(a, 5);
  }
  return f;
}

#elif defined(__aarch64__) && defined(__linux__)

// Bits of Linux' uapi asm/hwcap.h, by number: older headers lack the later names.
CpuFeatures probe() {
  CpuFeatures f;
  const uint64_t caps = getauxval(AT_HWCAP);
  const uint64_t caps2 = getauxval(AT_HWCAP2);
  f.neon = bit(caps, 1);                   // ASIMD
  f.fp16 = bit(caps, 9) && bit(caps, 10);  // FPHP, ASIMDHP
  f.dotprod = bit(caps, 20);               // ASIMDDP
  f.i8mm = bit(caps2, 13);
  return f;
}

#else

CpuFeatures probe() { return {}; }

#endif

}  // namespace

const CpuFeatures& cpu_features() {
  static const CpuFeatures features = probe();
  return features;
}

int usable_cpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof(set), &set) == 0) return std::max(1, CPU_COUNT(&set));
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

bool cpu_permit_amx() {
#if defined(__x86_64__) && defined(__linux__)
  constexpr long arch_req_xcomp_perm = 0x1023;  // uapi asm/prctl.h, Linux 5.16
  constexpr long xfeature_tiledata = 18;
  static const bool granted =
      cpu_features().amx_tile && syscall(SYS_arch_prctl, arch_req_xcomp_perm, xfeature_tiledata) == 0;
  return granted;
#else
  return false;
#endif
}

}  // namespace ondol
