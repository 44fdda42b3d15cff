#include "cli/probe_report.h"

#include <cstdio>

#include "base/size.h"
#include "cli/json.h"

namespace ondol::cli {

namespace {

using fit::Figure;

template <class... Args>
std::string format(const char* pattern, Args... args) {
  char line[512];
  std::snprintf(line, sizeof line, pattern, args...);
  return line;
}

/// "12.3" and, where values were repeated, how far they differed: "12.3 ±4%".
std::string shown(const Figure& figure) {
  return figure.spread > 0 ? format("%.4g ±%.0f%%", figure.value, figure.spread * 50)
                           : format("%.4g", figure.value);
}

std::string shown(const std::optional<Figure>& figure) { return figure ? shown(*figure) : "-"; }

/// "±" takes two bytes and one column.
std::string column(const std::string& text, size_t width) {
  const size_t columns = text.size() - (text.find("±") != std::string::npos ? 1 : 0);
  return columns < width ? std::string(width - columns, ' ') + text : " " + text;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string hardware_text(const fit::ProbeReport& report) {
  const fit::DeviceProfile& device = report.device;
  std::string text = device.title + "\n";
  for (const fit::CoreKind& core : device.cores)
    text += format("cores     %lld x %s, %.4g GHz (%s): %s\n", static_cast<long long>(core.count),
                   core.kind.c_str(), core.clock_ghz.value, fit::source_name(core.clock_ghz.source),
                   joined(core.isa).c_str());
  text += "memory    " + format_bytes(static_cast<uint64_t>(device.total_bytes.value)) + ", " +
          format_bytes(static_cast<uint64_t>(device.available_bytes.value)) + " free (" +
          device.available_bytes.from + ")";
  if (device.cache_bytes)
    text += ", last-level cache " + format_bytes(static_cast<uint64_t>(device.cache_bytes->value));
  text += "\nstorage   " + shown(device.storage_read_gb_s) + " GB/s (" +
          fit::source_name(device.storage_read_gb_s.source) + "), " +
          format_bytes(static_cast<uint64_t>(device.storage_free_bytes.value)) + " free below " +
          report.storage.folder + "\n";
  text += format("power     %.3g W at rest, %.3g W at work (%s: %s)\n", device.idle_watt.value,
                 device.load_watt.value, fit::source_name(device.load_watt.source),
                 device.load_watt.from.c_str());
  for (const fit::MeterSummary& meter : report.meters)
    text += "meter     " + meter.name + ": " +
            (meter.readable ? meter.scope : "cannot be read: " + meter.why_not) + "\n";
  if (!report.thermal_after.zones.empty())
    text += format("heat      %.1f °C before, %.1f °C after\n", report.thermal_before.hottest(),
                   report.thermal_after.hottest());
  return text;
}

std::string rates_text(const fit::DeviceProfile& device) {
  std::string text = "\nreading memory, GB/s\n";
  for (const fit::ReadBandwidth& read : device.read)
    text +=
        format("  %2lld threads", static_cast<long long>(read.threads)) + column(shown(read.gb_s), 16) + "\n";
  text += "\nthe engine's products (" + device.kernel_target +
          ")\n  type    threads     decode GB/s    in cache GB/s     prompt Gop/s      short Gop/s\n";
  for (const fit::EngineRate& rate : device.engine)
    text += format("  %-8s %6lld", traits(rate.type).name, static_cast<long long>(rate.threads)) +
            column(shown(rate.decode_gb_s), 16) + column(shown(rate.cached_gb_s), 17) +
            column(shown(rate.prefill_gop_s), 17) + column(shown(rate.short_gop_s), 17) + "\n";
  text += "\nattention, by type of cache\n";
  for (const fit::AttentionRate& rate : device.attention)
    text += format("  %-8s %6lld", traits(rate.cache).name, static_cast<long long>(rate.threads)) +
            column(shown(rate.decode_gb_s), 16) + column("", 16) + column(shown(rate.prefill_gop_s), 17) +
            "\n";
  if (device.best_threads) text += format("best number of threads: %.0f\n", device.best_threads->value);
  return text;
}

Json figure_json(const Figure& figure) {
  Json json = {{"value", figure.value}, {"source", fit::source_name(figure.source)}, {"from", figure.from}};
  if (figure.spread > 0) json["spread"] = figure.spread;
  return json;
}

Json figure_json(const std::optional<Figure>& figure) { return figure ? figure_json(*figure) : Json(); }

Json thermal_json(const fit::ThermalState& state) {
  Json zones = Json::object();
  for (const auto& zone : state.zones) zones[zone.name] = zone.celsius;
  return {{"celsius", zones}, {"throttle_events", state.throttle_events}, {"limits", state.limits}};
}

Json cores_json(const fit::ProbeReport& report) {
  Json cores = Json::array();
  for (const fit::CoreKind& core : report.device.cores)
    cores.push_back({{"kind", core.kind},
                     {"count", core.count},
                     {"isa", core.isa},
                     {"clock_ghz", figure_json(core.clock_ghz)},
                     {"f32_gflop_s", figure_json(core.f32_gflop_s)},
                     {"int8_gop_s", figure_json(core.int8_gop_s)}});
  return cores;
}

Json rates_json(const fit::DeviceProfile& device) {
  Json engine = Json::array(), attention = Json::array();
  for (const fit::EngineRate& rate : device.engine)
    engine.push_back({{"type", traits(rate.type).name},
                      {"threads", rate.threads},
                      {"decode_gb_s", figure_json(rate.decode_gb_s)},
                      {"prefill_gop_s", figure_json(rate.prefill_gop_s)},
                      {"cached_gb_s", figure_json(rate.cached_gb_s)},
                      {"narrow_gop_s", figure_json(rate.narrow_gop_s)},
                      {"short_gop_s", figure_json(rate.short_gop_s)}});
  for (const fit::AttentionRate& rate : device.attention)
    attention.push_back({{"cache", traits(rate.cache).name},
                         {"threads", rate.threads},
                         {"decode_gb_s", figure_json(rate.decode_gb_s)},
                         {"prefill_gop_s", figure_json(rate.prefill_gop_s)}});
  return {{"target", device.kernel_target}, {"engine", engine}, {"attention", attention}};
}

}  // namespace

std::string probe_text(const fit::ProbeReport& report) {
  std::string text = hardware_text(report) + rates_text(report.device);
  for (const std::string& note : report.notes) text += "note: " + note + "\n";
  return text + format("%.0f s; ± is half of the range of repeated values\n", report.seconds);
}

std::string probe_json(const fit::ProbeReport& report) {
  const fit::DeviceProfile& device = report.device;
  Json read = Json::array(), meters = Json::array();
  for (const fit::ReadBandwidth& row : device.read)
    read.push_back({{"threads", row.threads}, {"gb_s", figure_json(row.gb_s)}});
  for (const fit::MeterSummary& meter : report.meters)
    meters.push_back({{"name", meter.name},
                      {"scope", meter.scope},
                      {"readable", meter.readable},
                      {"why_not", meter.why_not}});
  int64_t offline = 0;
  for (const fit::Core& core : report.cores.cores) offline += core.online ? 0 : 1;
  return json_text({{"title", device.title},
                    {"board", report.cores.board},
                    {"cores", cores_json(report)},
                    {"offline_cores", offline},
                    {"cpu_quota", report.cores.quota_cpus},
                    {"memory",
                     {{"total_bytes", figure_json(device.total_bytes)},
                      {"available_bytes", figure_json(device.available_bytes)},
                      {"machine_bytes", report.memory.total_bytes},
                      {"limit_bytes", report.memory.limit_bytes},
                      {"cache_bytes", figure_json(device.cache_bytes)},
                      {"read", read}}},
                    {"storage",
                     {{"folder", report.storage.folder},
                      {"read_gb_s", figure_json(device.storage_read_gb_s)},
                      {"free_bytes", figure_json(device.storage_free_bytes)}}},
                    {"power",
                     {{"idle_watt", figure_json(device.idle_watt)},
                      {"load_watt", figure_json(device.load_watt)},
                      {"meter", device.energy_meter},
                      {"meters", meters}}},
                    {"thermal",
                     {{"sustained_fraction", figure_json(device.sustained_fraction)},
                      {"before", thermal_json(report.thermal_before)},
                      {"after", thermal_json(report.thermal_after)}}},
                    {"rates", rates_json(device)},
                    {"best_threads", figure_json(device.best_threads)},
                    {"noise",
                     {{"noisy", report.noise.noisy},
                      {"usual_spread", report.noise.usual_spread},
                      {"largest_spread", report.noise.largest_spread},
                      {"other_cpus", report.noise.other_cpus},
                      {"stolen_cpus", report.noise.stolen_cpus}}},
                    {"notes", report.notes},
                    {"seconds", report.seconds}});
}

}  // namespace ondol::cli
