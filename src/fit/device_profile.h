// A device as data, devices/NAME.toml: cores, memory, storage, power, heat, every figure with its source.
// `ondol probe` writes the same. Knows nothing of models.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fit/figure.h"

namespace ondol::fit {

/// Cores of one kind. Peaks are of one core, at its clock.
struct CoreKind {
  std::string kind;  ///< "Cortex-A76"
  int64_t count = 0;
  std::vector<std::string> isa;  ///< extensions as Linux names them: asimd, asimddp, i8mm, avx2, avx_vnni …
  Figure clock_ghz;
  Figure f32_gflop_s;  ///< additions and multiplications of f32, fused ones count two
  Figure int8_gop_s;   ///< the same of int8 products summed in int32
};

/// What `threads` threads together read from memory, from more than the caches hold.
struct ReadBandwidth {
  int64_t threads = 0;
  Figure gb_s;  ///< 10^9 bytes a second
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
};

int64_t core_count(const DeviceProfile& device);

/// Errors: bad_format "PATH:LINE: section.key: …", also for contradictions: 0 cores, more available than
/// there is.
Result<DeviceProfile> parse_device(const std::string& text, const std::string& path);
/// Errors: as parse_device; not_found, io.
Result<DeviceProfile> read_device(const std::string& path);

}  // namespace ondol::fit
