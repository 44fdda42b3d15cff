// Which kernel table runs: one row a target, best first. The only file that knows both CPUs and tables;
// it does no arithmetic.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cpu.h"
#include "kernels/kernels.h"
#include "kernels/targets.h"

namespace ondol {
namespace {

struct Target {
  const char* name;
  bool (*cpu_can)(const CpuFeatures&);
  const Kernels* (*table)();
};

[[maybe_unused]] bool has_avx2(const CpuFeatures& c) { return c.avx2 && c.fma && c.f16c; }
[[maybe_unused]] bool has_avx512(const CpuFeatures& c) {
  return has_avx2(c) && c.avx512f && c.avx512bw && c.avx512vl && c.avx512dq && c.avx512_vnni;
}
[[maybe_unused]] bool has_avx512bf16(const CpuFeatures& c) { return has_avx512(c) && c.avx512_bf16; }

// ONDOL_HAS_… come from room.cmake: the target's folder exists and fits the processor family.
const Target targets[] = {
#ifdef ONDOL_HAS_AMX
    {"amx",
     [](const CpuFeatures& c) { return has_avx512bf16(c) && c.amx_int8 && c.amx_bf16 && cpu_permit_amx(); },
     amx_kernels},
#endif
#ifdef ONDOL_HAS_AVX512BF16
    {"avx512bf16", has_avx512bf16, avx512bf16_kernels},
#endif
#ifdef ONDOL_HAS_AVX512
    {"avx512", has_avx512, avx512_kernels},
#endif
#ifdef ONDOL_HAS_AVX2VNNI
    {"avx2vnni", [](const CpuFeatures& c) { return has_avx2(c) && c.avx_vnni; }, avx2vnni_kernels},
#endif
#ifdef ONDOL_HAS_AVX2
    {"avx2", has_avx2, avx2_kernels},
#endif
#ifdef ONDOL_HAS_NEON_I8MM
    {"neon-i8mm", [](const CpuFeatures& c) { return c.neon && c.fp16 && c.dotprod && c.i8mm; },
     neon_i8mm_kernels},
#endif
#ifdef ONDOL_HAS_NEON_DOTPROD
    {"neon-dotprod", [](const CpuFeatures& c) { return c.neon && c.fp16 && c.dotprod; },
     neon_dotprod_kernels},
#endif
#ifdef ONDOL_HAS_NEON
    {"neon", [](const CpuFeatures& c) { return c.neon; }, neon_kernels},
#endif
    {"scalar", [](const CpuFeatures&) { return true; }, scalar_kernels},
};
constexpr size_t n_targets = sizeof(targets) / sizeof(targets[0]);

struct Available {
  const char* names[n_targets + 1] = {};
  const Kernels* tables[n_targets] = {};
  size_t n = 0;
  Available() {
    for (const Target& target : targets) {
      const Kernels* table = target.cpu_can(cpu_features()) ? target.table() : nullptr;
      if (table == nullptr) continue;
      names[n] = target.name;
      tables[n++] = table;
    }
  }
};

const Available& available() {
  static const Available list;
  return list;
}

// Whole line, without a std::string: the message outlives the call, one a thread.
const char* refusal(const char* name) {
  thread_local char line[320];
  bool compiled = false;
  for (const Target& target : targets) compiled = compiled || strcmp(target.name, name) == 0;
  int used = snprintf(line, sizeof line, "kernel target '%.64s' %s; available here:", name,
                      compiled ? "needs instructions that this CPU lacks" : "is not one this program has");
  for (size_t i = 0; i < available().n && used > 0 && static_cast<size_t>(used) < sizeof line; ++i) {
    used += snprintf(line + used, sizeof line - static_cast<size_t>(used), " %s", available().names[i]);
  }
  return line;
}

}  // namespace

const Kernels* select_kernels(const char* target_or_null, const char** why) {
  const char* name = target_or_null != nullptr ? target_or_null : getenv("ONDOL_TARGET");
  if (name == nullptr || name[0] == '\0') return available().tables[0];
  for (size_t i = 0; i < available().n; ++i) {
    if (strcmp(available().names[i], name) == 0) return available().tables[i];
  }
  if (why != nullptr) *why = refusal(name);
  return nullptr;
}

const char* const* available_targets() { return available().names; }

}  // namespace ondol
