// The writer of device profiles: what the reader takes, in the reader's order. See device_profile.h.
#include <string>

#include "base/atomic_file.h"
#include "base/toml_table.h"
#include "fit/device_profile.h"

namespace ondol::fit {
namespace {

class Writer {
 public:
  void section(const char* name) { text_ += std::string("\n[") + name + "]\n"; }
  void row(const char* name) { text_ += std::string("\n[[") + name + "]]\n"; }
  void text(const char* key, const std::string& value) { line(key, toml_string(value)); }
  void integer(const char* key, int64_t value) { line(key, std::to_string(value)); }

  void texts(const char* key, const std::vector<std::string>& values) {
    std::string list;
    for (const std::string& value : values) list += (list.empty() ? "" : ", ") + toml_string(value);
    line(key, "[" + list + "]");
  }

  void figure(const char* key, const Figure& figure) {
    std::string value = "{ value = " + plain_number(figure.value) + ", source = \"" +
                        source_name(figure.source) + "\", from = " + toml_string(figure.from);
    if (figure.spread > 0) value += ", spread = " + plain_number(figure.spread);
    line(key, value + " }");
  }

  void figure(const char* key, const std::optional<Figure>& value) {
    if (value) figure(key, *value);
  }

  std::string take() { return std::move(text_); }

 private:
  void line(const char* key, const std::string& value) { text_ += std::string(key) + " = " + value + "\n"; }

  std::string text_;
};

void write_hardware(Writer& out, const DeviceProfile& device) {
  for (const CoreKind& core : device.cores) {
    out.row("cores");
    out.text("kind", core.kind);
    out.integer("count", core.count);
    out.texts("isa", core.isa);
    out.figure("clock_ghz", core.clock_ghz);
    out.figure("f32_gflop_s", core.f32_gflop_s);
    out.figure("int8_gop_s", core.int8_gop_s);
    out.figure("decode_share", core.decode_share);
    out.figure("prefill_share", core.prefill_share);
  }
  out.section("memory");
  out.figure("total_bytes", device.total_bytes);
  out.figure("available_bytes", device.available_bytes);
  out.figure("cache_bytes", device.cache_bytes);
  for (const ReadBandwidth& read : device.read) {
    out.row("memory.read");
    out.integer("threads", read.threads);
    out.figure("gb_s", read.gb_s);
  }
  out.section("storage");
  out.figure("read_gb_s", device.storage_read_gb_s);
  out.figure("free_bytes", device.storage_free_bytes);
  out.section("power");
  out.figure("idle_watt", device.idle_watt);
  out.figure("load_watt", device.load_watt);
  if (!device.energy_meter.empty()) out.text("meter", device.energy_meter);
  out.section("thermal");
  out.figure("sustained_fraction", device.sustained_fraction);
}

void write_rates(Writer& out, const DeviceProfile& device) {
  for (const EngineRate& rate : device.engine) {
    out.row("engine");
    out.text("type", traits(rate.type).name);
    out.integer("threads", rate.threads);
    out.figure("decode_gb_s", rate.decode_gb_s);
    out.figure("prefill_gop_s", rate.prefill_gop_s);
    out.figure("cached_gb_s", rate.cached_gb_s);
    out.figure("narrow_gop_s", rate.narrow_gop_s);
    out.figure("short_gop_s", rate.short_gop_s);
  }
  for (const AttentionRate& rate : device.attention) {
    out.row("attention");
    out.text("cache", traits(rate.cache).name);
    out.integer("threads", rate.threads);
    out.figure("decode_gb_s", rate.decode_gb_s);
    out.figure("prefill_gop_s", rate.prefill_gop_s);
  }
}

}  // namespace

std::string device_toml(const DeviceProfile& device) {
  Writer out;
  out.text("title", device.title);
  if (!device.note.empty()) out.text("note", device.note);
  if (!device.kernel_target.empty()) out.text("kernel_target", device.kernel_target);
  out.figure("best_threads", device.best_threads);
  write_hardware(out, device);
  write_rates(out, device);
  return out.take();
}

Status write_device(const DeviceProfile& device, const std::string& path) {
  return write_file_atomically(path, device_toml(device));
}

}  // namespace ondol::fit
