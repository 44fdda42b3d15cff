#include "fit/this_device.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/cpu.h"
#include "base/machine_memory.h"
#include "base/try.h"
#include "fit/probe/cores.h"
#include "fit/verify/calibration.h"

namespace ondol::fit {
namespace {

namespace fs = std::filesystem;

Figure estimate(double value, const std::string& from) { return {value, FigureSource::estimated, from, 0}; }
Figure told(double value, const std::string& from) { return {value, FigureSource::measured, from, 0}; }

/// What a system does not say of itself, by the kind of its cores.
struct Typical {
  double clock_ghz, one_core_gb_s, all_cores_gb_s, storage_gb_s, idle_watt, load_watt;
  const char* kind;
};

Typical typical_of(const CoreKind& core) {
  const auto has = [&](const char* isa) { return std::ranges::find(core.isa, isa) != core.isa.end(); };
  if (has("avx512f") || has("amx_int8")) return {3.0, 12, 25, 1.0, 15, 60, "a PC with AVX-512"};
  if (has("avx2")) return {3.0, 10, 20, 0.5, 10, 40, "a PC with AVX2"};
  if (has("asimddp")) return {1.8, 8, 12, 0.15, 2.5, 8, "a board with Arm cores that have dot products"};
  return {1.4, 2, 3, 0.05, 1.5, 4, "a board with small cores"};
}

Status describe_memory(const SystemRoot& root, DeviceProfile& device) {
  ONDOL_ASSIGN(const MemorySurvey memory, survey_memory(root));
  const bool limited = memory.limit_bytes != 0;
  const std::string from = limited ? memory.limit_file : "/proc/meminfo";
  device.total_bytes = told(static_cast<double>(limited ? memory.limit_bytes : memory.total_bytes), from);
  device.available_bytes =
      told(std::min(static_cast<double>(memory.usable_bytes()), device.total_bytes.value), from);
  return {};
}

}  // namespace

Result<DeviceProfile> estimate_device(const SystemRoot& root) {
  ONDOL_ASSIGN(const CoreSurvey survey, survey_cores(root));
  DeviceProfile device;
  device.name = "this";
  int64_t usable = root.is_this_machine() ? usable_cpus() : 0;
  if (survey.quota_cpus > 0) {
    const auto whole = std::max<int64_t>(1, static_cast<int64_t>(std::ceil(survey.quota_cpus)));
    usable = usable == 0 ? whole : std::min(usable, whole);
  }
  device.cores = core_kinds(survey, usable, 0);
  Typical typical = typical_of(device.cores.front());
  if (device.cores.front().clock_ghz.value <= 0) device.cores = core_kinds(survey, usable, typical.clock_ghz);
  ONDOL_TRY(describe_memory(root, device));
  device.title = (survey.board.empty() ? "this machine" : survey.board) + ", " +
                 std::to_string(core_count(device)) + " cores (speeds guessed: run ondol probe)";
  device.note = "a quick estimate that measured nothing";
  const std::string from = std::string("typical of ") + typical.kind;
  device.read.push_back({1, estimate(typical.one_core_gb_s, from)});
  if (core_count(device) > 1)
    device.read.push_back({core_count(device), estimate(typical.all_cores_gb_s, from)});
  device.storage_read_gb_s = estimate(typical.storage_gb_s, from);
  std::error_code error;
  const auto space = fs::space(".", error);
  device.storage_free_bytes =
      told(error ? 0 : static_cast<double>(space.available), "statvfs of this folder");
  device.idle_watt = estimate(typical.idle_watt, from);
  device.load_watt = estimate(typical.load_watt, from);
  device.sustained_fraction = estimate(0.9, "not known");
  if (survey.cache_bytes > 0)
    device.cache_bytes = told(static_cast<double>(survey.cache_bytes), "/sys/devices/system/cpu/cpu*/cache");
  return device;
}

Result<DeviceProfile> this_device(const std::string& kept_path, const std::string& calibration_path) {
  const SystemRoot root = SystemRoot::of_environment();
  const auto exists = [&](const std::string& path) {
    std::error_code error;
    return root.is_this_machine() && !path.empty() && fs::exists(path, error);
  };
  DeviceProfile device;
  if (exists(kept_path)) {
    ONDOL_ASSIGN(device, read_device(kept_path));
    device.name = "this";
    // Memory changes from hour to hour; what the probe measured of speed does not.
    ONDOL_TRY(describe_memory(root, device));
    device.title += " (as ondol probe measured it)";
  } else {
    ONDOL_ASSIGN(device, estimate_device(root));
  }
  if (!exists(calibration_path)) return device;
  ONDOL_ASSIGN(const Calibration calibration, read_calibration(calibration_path));
  if (calibration.basis != rates_fingerprint(device)) return device;
  device.corrections = corrections_of(calibration);
  const int64_t n = device.corrections.n_models;
  device.title += ", corrected by " + std::to_string(n) + (n == 1 ? " verified model" : " verified models");
  return device;
}

}  // namespace ondol::fit
