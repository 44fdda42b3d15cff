// What the engine reached on this device of what was predicted for it, by `ondol fit --verify`, kept so that
// the next prediction is better. A file of its own beside the device's profile. Knows no models.
#pragma once

#include <string>
#include <vector>

#include "fit/device_profile.h"

namespace ondol::fit {

/// One verified model. Ratios are measured over predicted, of predictions that nothing corrected.
struct CalibrationRow {
  std::string model, quant;
  int64_t threads = 1;
  double decode = 1, prefill = 1;  ///< of tokens a second; 1 where the run says nothing of it
  double memory_bytes = 0;         ///< measured less predicted

  friend bool operator==(const CalibrationRow&, const CalibrationRow&) = default;
};

struct Calibration {
  std::string basis;  ///< rates_fingerprint() of the rates that it corrects
  std::vector<CalibrationRow> rows;

  friend bool operator==(const Calibration&, const Calibration&) = default;
};

/// Tells one set of measured rates from another: a calibration is worth nothing for rates of another probe.
/// What changes from hour to hour (free memory, clocks) is left out.
std::string rates_fingerprint(const DeviceProfile& device);

/// A prediction that is off by more than this is no device to be corrected for, but a busy machine, rates
/// that nobody measured, or a mistake to be found.
constexpr double kLargestRatio = 3;
bool can_be_learnt_from(const CalibrationRow& row);

/// Medians over the rows.
Corrections corrections_of(const Calibration& calibration);

/// Puts the row in, in the place of one of the same model, type and threads; rows on another basis go.
void add_row(Calibration& calibration, const std::string& basis, CalibrationRow row);

/// Errors: bad_format "PATH:LINE: …"; read: not_found, io.
Result<Calibration> parse_calibration(const std::string& text, const std::string& path);
Result<Calibration> read_calibration(const std::string& path);
std::string calibration_toml(const Calibration& calibration);
/// Whole or not at all. Errors: io, not_found (no such folder).
Status write_calibration(const Calibration& calibration, const std::string& path);

}  // namespace ondol::fit
