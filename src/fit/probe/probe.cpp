#include "fit/probe/probe.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/cpu.h"
#include "base/size.h"
#include "base/try.h"
#include "fit/probe/measure.h"
#include "fit/probe/rates.h"

namespace ondol::fit {
namespace {

constexpr uint64_t kMiB = 1 << 20;
constexpr uint64_t kStorageBytes = 64 * kMiB;
constexpr double kClockSeconds = 0.1;
constexpr int kReps = 5;

uint64_t buffer_bytes(int64_t cache_bytes, uint64_t usable_bytes) {
  const auto beyond_caches = std::max<uint64_t>(4 * static_cast<uint64_t>(cache_bytes), 32 * kMiB);
  // There are two such buffers, and the system needs what it has.
  const uint64_t affordable = std::clamp<uint64_t>(usable_bytes / 8, 4 * kMiB, 512 * kMiB);
  return std::min(beyond_caches, affordable) / kMiB * kMiB;
}

std::string percent(double fraction) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f %%", fraction * 100);
  return text;
}

std::string cpus(double n) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", n);
  return text;
}

class Probe {
 public:
  Probe(const Kernels& kernels, const ProbeOptions& options) : kernels_(kernels), options_(options) {}

  Result<ProbeReport> run() {
    const double start = steady_seconds();
    ONDOL_TRY(look());
    times_before_ = read_cpu_times(options_.root);
    measured_from_ = steady_seconds();
    if (options_.progress && !options_.progress("storage", 0, 1)) return cancelled();
    ONDOL_ASSIGN(report_.storage, survey_storage(options_.model_folder, kStorageBytes,
                                                 std::clamp(options_.seconds / 8, 0.2, 8.0)));
    ONDOL_TRY(measure(options_.seconds - (steady_seconds() - start) - 4));
    report_.thermal_after = read_thermal(options_.root);
    fill_device();
    judge_noise();
    write_notes();
    report_.seconds = steady_seconds() - start;
    return std::move(report_);
  }

 private:
  static Error cancelled() { return {ErrorCode::cancelled, "interrupted"}; }

  Status look() {
    const SystemRoot& root = options_.root;
    ONDOL_ASSIGN(report_.cores, survey_cores(root));
    ONDOL_ASSIGN(report_.memory, survey_memory(root));
    report_.thermal_before = read_thermal(root);
    int64_t usable = root.is_this_machine() ? usable_cpus() : 0;
    if (const double quota = report_.cores.quota_cpus; quota > 0) {
      const auto whole = std::max<int64_t>(1, static_cast<int64_t>(std::ceil(quota)));
      usable = usable == 0 ? whole : std::min(usable, whole);
    }
    report_.device.cores = core_kinds(report_.cores, usable, measured_clock_ghz(kClockSeconds));
    return {};
  }

  Status measure(double seconds) {
    DeviceProfile& device = report_.device;
    const int n_big = device.cores.size() > 1 ? static_cast<int>(device.cores.front().count) : 0;
    RateOptions rates;
    rates.threads = thread_counts(static_cast<int>(core_count(device)), n_big);
    rates.types = weight_types(kernels_);
    const int64_t cache = report_.cores.cache_bytes;
    rates.buffer_bytes = buffer_bytes(cache, report_.memory.usable_bytes());
    if (static_cast<uint64_t>(cache) <= rates.buffer_bytes)
      rates.cached_bytes = static_cast<uint64_t>(cache) / 2;
    rates.folder = report_.storage.folder;
    const size_t last_reading = rates.threads.size() - 1;
    ONDOL_ASSIGN(const auto bench, RateBench::create(kernels_, std::move(rates)));
    auto measurements = bench->measurements();
    TurnsOptions turns;
    turns.n_reps = kReps;
    turns.seconds = seconds;
    turns.progress = [this](size_t done, size_t total) {
      return !options_.progress || options_.progress("rates", done, total);
    };
    if (!measure_in_turns(measurements, turns)) return cancelled();
    bench->report(measurements, device);
    for (const Measurement& measurement : measurements) spreads_.push_back(spread(measurement.values));
    // Before the meter's turn: its idle seconds would look like a quiet machine.
    times_after_ = read_cpu_times(options_.root);
    measured_s_ = steady_seconds() - measured_from_;
    const Measurement& busiest = measurements[last_reading];  // on all threads
    device.energy_meter = survey_power(
        options_.root, [&](double s) { busiest.measure(s); }, report_.meters, device);
    return {};
  }

  void fill_device() {
    DeviceProfile& device = report_.device;
    const MemorySurvey& memory = report_.memory;
    device.name = "this";
    device.title = report_.cores.board.empty() ? "" : report_.cores.board + ", ";
    device.title += std::to_string(core_count(device)) + " x " + device.cores.front().kind + ", " +
                    format_bytes(memory.total_bytes);
    const bool limited = memory.limit_bytes != 0;
    device.total_bytes = {static_cast<double>(limited ? memory.limit_bytes : memory.total_bytes),
                          FigureSource::measured, limited ? memory.limit_file : "/proc/meminfo MemTotal", 0};
    const bool tight = memory.usable_bytes() != memory.available_bytes;
    device.available_bytes = {
        std::min(static_cast<double>(memory.usable_bytes()), device.total_bytes.value),
        FigureSource::measured,
        tight ? memory.limit_file + ", less what is used" : "/proc/meminfo MemAvailable", 0};
    if (report_.cores.cache_bytes > 0)
      device.cache_bytes = Figure{static_cast<double>(report_.cores.cache_bytes), FigureSource::measured,
                                  "/sys/devices/system/cpu/cpu*/cache", 0};
    device.storage_read_gb_s = report_.storage.read_gb_s;
    device.storage_free_bytes = {static_cast<double>(report_.storage.free_bytes), FigureSource::measured,
                                 "statvfs of " + report_.storage.folder, 0};
    const bool throttled = report_.thermal_after.throttle_events > report_.thermal_before.throttle_events ||
                           !report_.thermal_after.limits.empty();
    device.sustained_fraction = {throttled ? 0.7 : 0.95, FigureSource::estimated,
                                 throttled
                                     ? "it throttled within the minute of the probe"
                                     : "no throttling within the minute of the probe; ten were not tried",
                                 0};
  }

  void judge_noise() {
    Noise& noise = report_.noise;
    noise.usual_spread = median(spreads_);
    noise.largest_spread = spreads_.empty() ? 0 : *std::ranges::max_element(spreads_);
    const auto per_second = [&](double cpu_seconds) {
      return std::max(0.0, cpu_seconds) / std::max(measured_s_, 1e-3);
    };
    const double busy = times_after_.busy_s - times_before_.busy_s;
    noise.other_cpus =
        options_.root.is_this_machine() ? per_second(busy - (times_after_.own_s - times_before_.own_s)) : 0;
    noise.stolen_cpus = per_second(times_after_.steal_s - times_before_.steal_s);
    noise.noisy = noise.usual_spread > 0.1 || noise.other_cpus > 0.15 || noise.stolen_cpus > 0.1;
  }

  void write_notes() {
    auto& notes = report_.notes;
    const Noise& noise = report_.noise;
    const auto offline =
        std::ranges::count_if(report_.cores.cores, [](const Core& core) { return !core.online; });
    if (offline > 0) notes.push_back(std::to_string(offline) + " cores are offline and not counted");
    if (report_.cores.quota_cpus > 0)
      notes.push_back("this container may use the time of " + cpus(report_.cores.quota_cpus) + " CPUs");
    if (report_.memory.limit_bytes > 0)
      notes.push_back("this container may use " + format_bytes(report_.memory.limit_bytes) +
                      " of the machine's " + format_bytes(report_.memory.total_bytes) + " memory");
    if (!report_.storage.note.empty()) notes.push_back(report_.storage.note);
    for (const std::string& limit : report_.thermal_after.limits) notes.push_back(limit);
    if (report_.thermal_after.throttle_events > report_.thermal_before.throttle_events)
      notes.push_back("the processor throttled while it was measured");
    if (noise.noisy) {
      std::string text = "these figures are noisy: repeated values differ by " + percent(noise.usual_spread) +
                         " (median; at most " + percent(noise.largest_spread) + ")";
      if (noise.other_cpus > 0.05)
        text += "; other programs used " + cpus(noise.other_cpus) + " of " +
                std::to_string(core_count(report_.device)) + " CPUs meanwhile";
      if (noise.stolen_cpus > 0.05)
        text += "; other virtual machines took " + cpus(noise.stolen_cpus) + " CPUs";
      notes.push_back(text);
    }
    if (report_.meters.empty()) notes.push_back("no energy meter was found: power is estimated");
    for (const std::string& note : notes)
      report_.device.note += (report_.device.note.empty() ? "" : "; ") + note;
  }

  const Kernels& kernels_;
  const ProbeOptions& options_;
  ProbeReport report_;
  CpuTimes times_before_, times_after_;
  double measured_from_ = 0, measured_s_ = 0;
  std::vector<double> spreads_;
};

}  // namespace

Result<ProbeReport> probe(const Kernels& kernels, const ProbeOptions& options) {
  return Probe(kernels, options).run();
}

}  // namespace ondol::fit
