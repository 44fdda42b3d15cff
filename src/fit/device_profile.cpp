#include "fit/device_profile.h"

#include <utility>

#include "base/nearest.h"
#include "base/toml_table.h"
#include "base/try.h"
#include "fit/data_folder.h"

namespace ondol::fit {
namespace {

constexpr double kMaxBytes = 1e15;
constexpr double kMinRate = 1e-6, kMaxRate = 1e7;

Result<std::optional<Figure>> read_optional(const TomlTable& table, std::string_view key, double min,
                                            double max) {
  if (!table.has(key)) return std::optional<Figure>();
  ONDOL_ASSIGN(Figure figure, read_figure(table, key, min, max));
  return std::optional<Figure>(std::move(figure));
}

Result<CoreKind> read_core(const TomlTable& table) {
  ONDOL_TRY(table.allow(
      {"kind", "count", "isa", "clock_ghz", "f32_gflop_s", "int8_gop_s", "decode_share", "prefill_share"}));
  CoreKind core;
  ONDOL_ASSIGN(core.kind, table.text("kind"));
  ONDOL_ASSIGN(core.count, table.integer("count", 1, 1024));
  ONDOL_ASSIGN(core.isa, table.texts("isa"));
  ONDOL_ASSIGN(core.clock_ghz, read_figure(table, "clock_ghz", 0.01, 10));
  ONDOL_ASSIGN(core.f32_gflop_s, read_figure(table, "f32_gflop_s", 0.001, 1e5));
  ONDOL_ASSIGN(core.int8_gop_s, read_figure(table, "int8_gop_s", 0.001, 1e6));
  ONDOL_ASSIGN(core.decode_share, read_optional(table, "decode_share", 0.001, 1));
  ONDOL_ASSIGN(core.prefill_share, read_optional(table, "prefill_share", 0.001, 1));
  return core;
}

Result<int64_t> read_threads(const TomlTable& row, const DeviceProfile& device) {
  ONDOL_ASSIGN(const int64_t threads, row.integer("threads", 1, 1024));
  if (threads > core_count(device))
    return row.wrong("threads", "expected at most the " + std::to_string(core_count(device)) +
                                    " cores of the device, got " + std::to_string(threads));
  return threads;
}

Status read_memory(const TomlTable& root, DeviceProfile& device) {
  ONDOL_ASSIGN(const TomlTable table, root.table("memory"));
  ONDOL_TRY(table.allow({"total_bytes", "available_bytes", "cache_bytes", "read"}));
  ONDOL_ASSIGN(device.total_bytes, read_figure(table, "total_bytes", 1 << 20, kMaxBytes));
  ONDOL_ASSIGN(device.available_bytes, read_figure(table, "available_bytes", 0, kMaxBytes));
  if (device.available_bytes.value > device.total_bytes.value)
    return table.wrong("available_bytes", "expected at most total_bytes " +
                                              plain_number(device.total_bytes.value) + ", got " +
                                              plain_number(device.available_bytes.value));
  ONDOL_ASSIGN(device.cache_bytes, read_optional(table, "cache_bytes", 1, kMaxBytes));
  ONDOL_ASSIGN(const auto rows, table.tables("read"));
  for (const TomlTable& row : rows) {
    ONDOL_TRY(row.allow({"threads", "gb_s"}));
    ReadBandwidth read;
    ONDOL_ASSIGN(read.threads, read_threads(row, device));
    ONDOL_ASSIGN(read.gb_s, read_figure(row, "gb_s", 0.001, 1e4));
    const int64_t before = device.read.empty() ? 0 : device.read.back().threads;
    if (before == 0 ? read.threads != 1 : read.threads <= before)
      return row.wrong("threads", std::string("expected ") +
                                      (before == 0 ? "1 in the first row" : "more than ") +
                                      (before == 0 ? "" : std::to_string(before)) + ", got " +
                                      std::to_string(read.threads));
    device.read.push_back(std::move(read));
  }
  return {};
}

Status read_rest(const TomlTable& root, DeviceProfile& device) {
  ONDOL_ASSIGN(const TomlTable storage, root.table("storage"));
  ONDOL_TRY(storage.allow({"read_gb_s", "free_bytes"}));
  ONDOL_ASSIGN(device.storage_read_gb_s, read_figure(storage, "read_gb_s", 0.0001, 1000));
  ONDOL_ASSIGN(device.storage_free_bytes, read_figure(storage, "free_bytes", 0, kMaxBytes));
  ONDOL_ASSIGN(const TomlTable power, root.table("power"));
  ONDOL_TRY(power.allow({"idle_watt", "load_watt", "meter"}));
  ONDOL_ASSIGN(device.idle_watt, read_figure(power, "idle_watt", 0.001, 1e4));
  ONDOL_ASSIGN(device.load_watt, read_figure(power, "load_watt", 0.001, 1e4));
  if (device.load_watt.value < device.idle_watt.value)
    return power.wrong("load_watt", "expected at least idle_watt " + plain_number(device.idle_watt.value) +
                                        ", got " + plain_number(device.load_watt.value));
  if (power.has("meter")) {
    ONDOL_ASSIGN(device.energy_meter, power.text("meter"));
  }
  ONDOL_ASSIGN(const TomlTable heat, root.table("thermal"));
  ONDOL_TRY(heat.allow({"sustained_fraction"}));
  ONDOL_ASSIGN(device.sustained_fraction, read_figure(heat, "sustained_fraction", 0.01, 1));
  return {};
}

Result<DType> read_weight_type(const TomlTable& row, std::string_view key) {
  ONDOL_ASSIGN(const std::string name, row.text(key));
  const auto type = dtype_by_name(name);
  if (type && traits(*type).is_weight) return *type;
  Nearest nearest;
  for (uint32_t id = 0; id < 64; ++id)
    if (const DTypeTraits* known = find_dtype(id); known != nullptr && known->is_weight)
      nearest.offer(name, known->name, known->name);
  return row.wrong(key, "expected a type of weights, got \"" + on_one_line(name) + "\"; did you mean " +
                            nearest.name + "?");
}

template <class Row, class Key>
Status once(const std::vector<Row>& rows, const Row& added, Key Row::*key, const TomlTable& at) {
  for (const Row& row : rows)
    if (row.*key == added.*key && row.threads == added.threads)
      return at.wrong("threads", std::string("expected one row of ") + traits(added.*key).name + " for " +
                                     std::to_string(added.threads) + " threads, got a second");
  return {};
}

Status read_engine(const TomlTable& root, DeviceProfile& device) {
  if (!root.has("engine")) return {};
  ONDOL_ASSIGN(const auto rows, root.tables("engine"));
  for (const TomlTable& row : rows) {
    ONDOL_TRY(row.allow(
        {"type", "threads", "decode_gb_s", "prefill_gop_s", "cached_gb_s", "narrow_gop_s", "short_gop_s"}));
    EngineRate rate;
    ONDOL_ASSIGN(rate.type, read_weight_type(row, "type"));
    ONDOL_ASSIGN(rate.threads, read_threads(row, device));
    ONDOL_TRY(once(device.engine, rate, &EngineRate::type, row));
    ONDOL_ASSIGN(rate.decode_gb_s, read_figure(row, "decode_gb_s", kMinRate, kMaxRate));
    ONDOL_ASSIGN(rate.prefill_gop_s, read_figure(row, "prefill_gop_s", kMinRate, kMaxRate));
    ONDOL_ASSIGN(rate.cached_gb_s, read_optional(row, "cached_gb_s", kMinRate, kMaxRate));
    ONDOL_ASSIGN(rate.narrow_gop_s, read_optional(row, "narrow_gop_s", kMinRate, kMaxRate));
    ONDOL_ASSIGN(rate.short_gop_s, read_optional(row, "short_gop_s", kMinRate, kMaxRate));
    device.engine.push_back(std::move(rate));
  }
  return {};
}

Status read_attention(const TomlTable& root, DeviceProfile& device) {
  if (!root.has("attention")) return {};
  ONDOL_ASSIGN(const auto rows, root.tables("attention"));
  for (const TomlTable& row : rows) {
    ONDOL_TRY(row.allow({"cache", "threads", "decode_gb_s", "prefill_gop_s"}));
    AttentionRate rate;
    constexpr const char* kCaches[] = {"F16", "Q8_0"};
    ONDOL_ASSIGN(const size_t cache, row.word("cache", kCaches));
    rate.cache = cache == 0 ? DType::f16 : DType::q8_0;
    ONDOL_ASSIGN(rate.threads, read_threads(row, device));
    ONDOL_TRY(once(device.attention, rate, &AttentionRate::cache, row));
    ONDOL_ASSIGN(rate.decode_gb_s, read_figure(row, "decode_gb_s", kMinRate, kMaxRate));
    ONDOL_ASSIGN(rate.prefill_gop_s, read_figure(row, "prefill_gop_s", kMinRate, kMaxRate));
    device.attention.push_back(std::move(rate));
  }
  return {};
}

Status read_measured(const TomlTable& root, DeviceProfile& device) {
  ONDOL_TRY(read_engine(root, device));
  ONDOL_TRY(read_attention(root, device));
  ONDOL_ASSIGN(device.best_threads,
               read_optional(root, "best_threads", 1, static_cast<double>(core_count(device))));
  if (root.has("kernel_target")) {
    ONDOL_ASSIGN(device.kernel_target, root.text("kernel_target"));
  }
  return {};
}

Result<DeviceProfile> read_root(const TomlTable& root, const std::string& path) {
  ONDOL_TRY(root.allow({"title", "note", "kernel_target", "best_threads", "cores", "memory", "storage",
                        "power", "thermal", "engine", "attention"}));
  DeviceProfile device;
  device.name = data_name(path);
  ONDOL_ASSIGN(device.title, root.text("title"));
  if (root.has("note")) {
    ONDOL_ASSIGN(device.note, root.text("note"));
  }
  ONDOL_ASSIGN(const auto cores, root.tables("cores"));
  for (const TomlTable& table : cores) {
    ONDOL_ASSIGN(CoreKind core, read_core(table));
    device.cores.push_back(std::move(core));
  }
  ONDOL_TRY(read_memory(root, device));
  ONDOL_TRY(read_rest(root, device));
  ONDOL_TRY(read_measured(root, device));
  return device;
}

}  // namespace

int64_t core_count(const DeviceProfile& device) {
  int64_t n = 0;
  for (const CoreKind& core : device.cores) n += core.count;
  return n;
}

Result<DeviceProfile> parse_device(const std::string& text, const std::string& path) {
  ONDOL_ASSIGN(const TomlTable root, TomlTable::parse(text, path));
  return read_root(root, path);
}

Result<DeviceProfile> read_device(const std::string& path) {
  ONDOL_ASSIGN(const TomlTable root, TomlTable::read(path, "a device profile"));
  return read_root(root, path);
}

}  // namespace ondol::fit
