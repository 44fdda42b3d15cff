// What this CPU and this operating system let a program run. Asked once; knows nothing of kernels.
#pragma once

namespace ondol {

/// Instruction set extensions that are present AND whose registers the system saves (xgetbv, hwcaps).
struct CpuFeatures {
  // x86-64
  bool avx2 = false, fma = false, f16c = false, avx_vnni = false;
  bool avx512f = false, avx512bw = false, avx512vl = false, avx512dq = false;
  bool avx512_vnni = false, avx512_bf16 = false;
  bool amx_tile = false, amx_int8 = false, amx_bf16 = false;
  // AArch64
  bool neon = false, fp16 = false, dotprod = false, i8mm = false;
};

const CpuFeatures& cpu_features();

/// CPUs that this process may run on (its affinity mask), at least 1.
int usable_cpus();

/// Asks Linux to let this process use AMX tiles (a per-process permission, inherited by threads made later
/// and effective for those that exist). True when granted; asked once.
bool cpu_permit_amx();

}  // namespace ondol
