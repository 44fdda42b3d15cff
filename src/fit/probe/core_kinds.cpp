// Cores grouped by kind, and what one of each kind could reach at most.
#include <algorithm>
#include <cmath>

#include "base/toml_table.h"
#include "fit/probe/cores.h"

namespace ondol::fit {
namespace {

/// Operations a cycle of one core, multiplication and addition counted apart.
struct Peak {
  double f32, int8;
  const char* f32_why;
  const char* int8_why;
};

constexpr const char* kSmlal = "no dot product; SMLAL of 8 values a cycle: 16 operations";

bool has(const CoreKind& core, const char* extension) {
  return std::ranges::find(core.isa, extension) != core.isa.end();
}

// In-order and older Arm cores issue one 128-bit operation a cycle; the later big ones two.
bool narrow_arm(const std::string& kind) {
  for (const char* name : {"Cortex-A32", "Cortex-A34", "Cortex-A35", "Cortex-A53", "Cortex-A55", "Cortex-A57",
                           "Cortex-A72", "Cortex-A73", "Cortex-A510", "Cortex-A520"})
    if (kind == name) return true;
  return false;
}

Peak peak_of(const CoreKind& core) {
  if (has(core, "amx_int8"))
    return {64, 2048, "two 512-bit FMA a cycle: 64 operations",
            "one AMX tile product in 16 cycles: 2048 operations"};
  if (has(core, "avx512f") && has(core, "avx512_vnni"))
    return {64, 256, "two 512-bit FMA a cycle: 64 operations",
            "two 512-bit VPDPBUSD a cycle: 256 operations"};
  if (has(core, "avx_vnni"))
    return {32, 128, "two 256-bit FMA a cycle: 32 operations",
            "two 256-bit VPDPBUSD a cycle: 128 operations"};
  if (has(core, "avx2"))
    return {32, 64, "two 256-bit FMA a cycle: 32 operations",
            "two 256-bit VPMADDUBSW and as many additions a cycle: 64 operations"};
  const bool narrow = narrow_arm(core.kind);
  if (has(core, "i8mm"))
    return narrow
               ? Peak{8, 64, "one 128-bit FMA a cycle: 8 operations", "one SMMLA a cycle: 64 operations"}
               : Peak{16, 128, "two 128-bit FMA a cycle: 16 operations", "two SMMLA a cycle: 128 operations"};
  if (has(core, "asimddp"))
    return narrow ? Peak{8, 32, "one 128-bit FMA a cycle: 8 operations",
                         "one 128-bit SDOT a cycle: 32 operations"}
                  : Peak{16, 64, "two 128-bit FMA a cycle: 16 operations",
                         "two 128-bit SDOT a cycle: 64 operations"};
  if (has(core, "asimd")) return {8, 16, "one 128-bit FMA a cycle: 8 operations", kSmlal};
  return {2, 2, "one operation of each kind a cycle", "one operation of each kind a cycle"};
}

Figure estimate(double per_cycle, const char* why, double ghz) {
  return {std::round(per_cycle * ghz * 100) / 100, FigureSource::estimated,
          std::string(why) + " x " + plain_number(ghz) + " GHz", 0};
}

bool same_kind(const Core& a, const Core& b) { return a.kind == b.kind && a.isa == b.isa; }

}  // namespace

std::vector<CoreKind> core_kinds(const CoreSurvey& survey, int64_t usable, double measured_ghz) {
  std::vector<Core> cores;
  std::ranges::copy_if(survey.cores, std::back_inserter(cores), [](const Core& core) { return core.online; });
  std::ranges::stable_sort(cores, [](const Core& a, const Core& b) {
    return a.capacity != b.capacity ? a.capacity > b.capacity : a.max_ghz > b.max_ghz;
  });
  if (usable > 0 && static_cast<size_t>(usable) < cores.size()) cores.resize(static_cast<size_t>(usable));
  std::vector<CoreKind> kinds;
  const Core* first = nullptr;
  for (const Core& core : cores) {
    // Cores of one kind with clocks a few percent apart (the maker's binning) are one kind.
    if (first != nullptr && same_kind(*first, core) && core.max_ghz >= 0.85 * first->max_ghz) {
      ++kinds.back().count;
      continue;
    }
    first = &core;
    CoreKind kind;
    kind.kind = core.kind.empty() ? "unknown" : core.kind;
    kind.count = 1;
    kind.isa = core.isa.empty() ? std::vector<std::string>{"baseline"} : core.isa;
    const double ghz = std::clamp(core.max_ghz > 0   ? core.max_ghz
                                  : measured_ghz > 0 ? measured_ghz
                                                     : 1.0,
                                  0.01, 10.0);
    if (core.max_ghz > 0) {
      kind.clock_ghz = {ghz, FigureSource::measured, "the system's cpuinfo_max_freq", 0};
    } else if (measured_ghz > 0) {
      kind.clock_ghz = {ghz, FigureSource::measured, "additions that wait for each other, one a cycle", 0};
    } else {
      kind.clock_ghz = {ghz, FigureSource::estimated, "the system does not say; 1 GHz is a guess", 0};
    }
    const Peak peak = peak_of(kind);
    kind.f32_gflop_s = estimate(peak.f32, peak.f32_why, ghz);
    kind.int8_gop_s = estimate(peak.int8, peak.int8_why, ghz);
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

}  // namespace ondol::fit
