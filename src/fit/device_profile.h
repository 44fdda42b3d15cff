// A device as data, devices/NAME.toml: cores, memory, storage, power, heat, every figure with its source.
// `ondol probe` writes the same. Knows nothing of models.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fit/figure.h"
#include "tensor/dtype.h"

namespace ondol::fit {

/// Cores of one kind. Peaks are of one core, at its clock.
struct CoreKind {
  std::string kind;  ///< "Cortex-A76"
  int64_t count = 0;
  std::vector<std::string> isa;  ///< extensions as Linux names them: asimd, asimddp, i8mm, avx2, avx_vnni …
  Figure clock_ghz;
  Figure f32_gflop_s;  ///< additions and multiplications of f32, fused ones count two
  Figure int8_gop_s;   ///< the same of int8 products summed in int32
  /// Of int8_gop_s, what the engine is expected to reach for one token and for many, where more is known of
  /// these cores than of their instruction set (constants/speed.toml).
  std::optional<Figure> decode_share = {}, prefill_share = {};

  friend bool operator==(const CoreKind&, const CoreKind&) = default;
};

/// What `threads` threads together read from memory, from more than the caches hold.
struct ReadBandwidth {
  int64_t threads = 0;
  Figure gb_s;  ///< 10^9 bytes a second

  friend bool operator==(const ReadBandwidth&, const ReadBandwidth&) = default;
};

/// Weights in a row of what rates are measured on: of usual models, and of small ones.
constexpr int64_t kWideRow = 2048, kNarrowRow = 512;

/// What the engine's own products reach with one type of weights on `threads` threads.
struct EngineRate {
  DType type = DType::f32;
  int64_t threads = 0;
  Figure decode_gb_s;    ///< 10^9 bytes of weights a second for one token, weights beyond the caches
  Figure prefill_gop_s;  ///< 10^9 multiplications and additions a second for a long prompt
  std::optional<Figure> cached_gb_s;   ///< as decode_gb_s, weights that fit in the last-level cache
  std::optional<Figure> narrow_gop_s;  ///< as prefill_gop_s, of rows of kNarrowRow weights, not kWideRow
  std::optional<Figure> short_gop_s;   ///< as prefill_gop_s, for a prompt of 16 tokens

  friend bool operator==(const EngineRate&, const EngineRate&) = default;
};

/// The same of attention over a cache of F16 or Q8_0.
struct AttentionRate {
  DType cache = DType::f16;
  int64_t threads = 0;
  Figure decode_gb_s;    ///< 10^9 bytes of keys and values a second for one token
  Figure prefill_gop_s;  ///< 10^9 multiplications and additions a second, those of masked pairs not counted

  friend bool operator==(const AttentionRate&, const AttentionRate&) = default;
};

/// What verified predictions were wrong by on this device; not in the profile's file (verify/calibration.h).
struct Corrections {
  double decode = 1, prefill = 1;  ///< measured over predicted tokens a second
  double memory_bytes = 0;         ///< measured less predicted
  int64_t n_models = 0;            ///< that were verified; 0: nothing is corrected

  friend bool operator==(const Corrections&, const Corrections&) = default;
};

struct DeviceProfile {
  std::string name;                 ///< the file's name
  std::string title;                ///< for a person
  std::string note;                 ///< optional
  std::vector<CoreKind> cores;      ///< fastest first
  Figure total_bytes;               ///< RAM
  Figure available_bytes;           ///< RAM that is free beside the system and what the device does anyway
  std::vector<ReadBandwidth> read;  ///< threads ascending, from 1
  Figure storage_read_gb_s;
  Figure storage_free_bytes;
  Figure idle_watt;  ///< the whole device, on, doing nothing
  Figure load_watt;  ///< with every core at work
  /// Share of the first minute's speed that is left after ten minutes in its own case: 1 = no throttling.
  Figure sustained_fraction;

  // What only `ondol probe` knows; empty in profiles that nobody measured with the engine.
  std::vector<EngineRate> engine;        ///< one row for each type and number of threads, in any order
  std::vector<AttentionRate> attention;  ///< likewise
  std::string kernel_target;             ///< whose rates these are: "avx512bf16"
  std::optional<Figure> cache_bytes;     ///< the last-level cache, all of it together
  std::optional<Figure> best_threads;    ///< fastest decode; more threads only cost energy
  std::string energy_meter;              ///< "RAPL package-0", empty where none was found
  Corrections corrections;

  friend bool operator==(const DeviceProfile&, const DeviceProfile&) = default;
};

int64_t core_count(const DeviceProfile& device);

/// Errors: bad_format "PATH:LINE: section.key: …", also for contradictions: 0 cores, more available than
/// there is.
Result<DeviceProfile> parse_device(const std::string& text, const std::string& path);
/// Errors: as parse_device; not_found, io.
Result<DeviceProfile> read_device(const std::string& path);

/// Text from which parse_device makes an equal profile (the name is the file's).
std::string device_toml(const DeviceProfile& device);
/// The same as a file that is there whole or not at all. Errors: io, not_found (no such folder).
Status write_device(const DeviceProfile& device, const std::string& path);

}  // namespace ondol::fit
