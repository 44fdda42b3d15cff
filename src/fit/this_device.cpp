#include "fit/this_device.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/cpu.h"

namespace ondol::fit {
namespace {

Figure guess(double value, const char* from) { return {value, FigureSource::estimated, from}; }

/// A line "KEY:  N kB" of /proc/meminfo.
double meminfo_bytes(const char* key) {
  std::FILE* file = std::fopen("/proc/meminfo", "r");
  if (file == nullptr) return 0;
  char line[256], format[64];
  std::snprintf(format, sizeof format, "%s: %%llu kB", key);
  unsigned long long kb = 0;
  while (std::fgets(line, sizeof line, file) != nullptr)
    if (std::sscanf(line, format, &kb) == 1) break;
  std::fclose(file);
  return static_cast<double>(kb) * 1024;
}

std::vector<std::string> isa_names(const CpuFeatures& f) {
  std::vector<std::string> names;
  const auto add = [&](bool has, const char* name) {
    if (has) names.emplace_back(name);
  };
  add(f.avx2, "avx2");
  add(f.avx_vnni, "avx_vnni");
  add(f.avx512f, "avx512f");
  add(f.avx512_vnni, "avx512_vnni");
  add(f.avx512_bf16, "avx512_bf16");
  add(f.amx_int8, "amx_int8");
  add(f.neon, "asimd");
  add(f.dotprod, "asimddp");
  add(f.i8mm, "i8mm");
  if (names.empty()) names.emplace_back("none");
  return names;
}

}  // namespace

Result<DeviceProfile> this_device() {
  const CpuFeatures& f = cpu_features();
  DeviceProfile device;
  device.name = "this";
  device.title = "this machine";
  device.note = "a quick estimate, not measured: run ondol probe";
  CoreKind core;
  core.kind = "core";
  core.count = usable_cpus();
  core.isa = isa_names(f);
  const bool wide = f.avx2 || f.avx512f;
  core.clock_ghz = guess(wide ? 3.0 : 1.5, "typical");
  core.f32_gflop_s = guess(core.clock_ghz.value * (wide ? 32 : 8), "typical of its instruction sets");
  core.int8_gop_s = guess(core.clock_ghz.value * (wide        ? 128
                                                  : f.dotprod ? 32
                                                              : 16),
                          "typical of its instruction sets");
  device.cores.push_back(core);
  device.total_bytes = guess(std::max(meminfo_bytes("MemTotal"), 1048576.0), "/proc/meminfo");
  device.available_bytes = guess(meminfo_bytes("MemAvailable"), "/proc/meminfo");
  device.read.push_back({1, guess(wide ? 12 : 3, "typical of its kind")});
  if (core.count > 1) device.read.push_back({core.count, guess(wide ? 20 : 5, "typical of its kind")});
  device.storage_read_gb_s = guess(wide ? 1.0 : 0.1, "typical of its kind");
  std::error_code error;
  const auto space = std::filesystem::space(".", error);
  device.storage_free_bytes = guess(error ? 0 : static_cast<double>(space.available), "free here");
  device.idle_watt = guess(wide ? 10 : 2, "typical of its kind");
  device.load_watt = guess(wide ? 40 : 5, "typical of its kind");
  device.sustained_fraction = guess(0.9, "typical of its kind");
  return device;
}

}  // namespace ondol::fit
