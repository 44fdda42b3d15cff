#include "fit/verify/calibration.h"

#include <algorithm>
#include <cstdio>

#include "base/atomic_file.h"
#include "base/mix_bits.h"
#include "base/toml_table.h"
#include "base/try.h"
#include "fit/probe/measure.h"

namespace ondol::fit {
namespace {

constexpr double kMostMemory = 1e12;

Result<CalibrationRow> read_row(const TomlTable& table) {
  ONDOL_TRY(table.allow({"model", "quant", "threads", "decode", "prefill", "memory_bytes"}));
  CalibrationRow row;
  ONDOL_ASSIGN(row.model, table.text("model"));
  ONDOL_ASSIGN(row.quant, table.text("quant"));
  ONDOL_ASSIGN(row.threads, table.integer("threads", 1, 512));
  ONDOL_ASSIGN(row.decode, table.number("decode", 1 / kLargestRatio, kLargestRatio));
  ONDOL_ASSIGN(row.prefill, table.number("prefill", 1 / kLargestRatio, kLargestRatio));
  ONDOL_ASSIGN(row.memory_bytes, table.number("memory_bytes", -kMostMemory, kMostMemory));
  return row;
}

Result<Calibration> from_table(const TomlTable& root) {
  ONDOL_TRY(root.allow({"basis", "verified"}));
  Calibration out;
  ONDOL_ASSIGN(out.basis, root.text("basis"));
  ONDOL_ASSIGN(const auto tables, root.tables("verified"));
  for (const TomlTable& table : tables) {
    ONDOL_ASSIGN(CalibrationRow row, read_row(table));
    out.rows.push_back(std::move(row));
  }
  return out;
}

double median_of(const std::vector<CalibrationRow>& rows, double CalibrationRow::*figure) {
  std::vector<double> values;
  for (const CalibrationRow& row : rows) values.push_back(row.*figure);
  return median(values);
}

}  // namespace

std::string rates_fingerprint(const DeviceProfile& device) {
  DeviceProfile rates;
  rates.engine = device.engine;
  rates.attention = device.attention;
  rates.read = device.read;
  rates.kernel_target = device.kernel_target;
  for (const CoreKind& core : device.cores)
    rates.cores.push_back({core.kind, core.count, core.isa, {}, {}, {}});
  uint64_t hash = 0;
  for (const char byte : device_toml(rates)) hash = mix_bits(hash ^ static_cast<unsigned char>(byte));
  char text[24];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

bool can_be_learnt_from(const CalibrationRow& row) {
  return std::max({row.decode, 1 / row.decode, row.prefill, 1 / row.prefill}) <= kLargestRatio;
}

Corrections corrections_of(const Calibration& calibration) {
  const auto& rows = calibration.rows;
  if (rows.empty()) return {};
  return {median_of(rows, &CalibrationRow::decode), median_of(rows, &CalibrationRow::prefill),
          median_of(rows, &CalibrationRow::memory_bytes), static_cast<int64_t>(rows.size())};
}

void add_row(Calibration& calibration, const std::string& basis, CalibrationRow row) {
  if (calibration.basis != basis) calibration = {basis, {}};
  for (CalibrationRow& old : calibration.rows) {
    if (old.model != row.model || old.quant != row.quant || old.threads != row.threads) continue;
    old = std::move(row);
    return;
  }
  calibration.rows.push_back(std::move(row));
}

Result<Calibration> parse_calibration(const std::string& text, const std::string& path) {
  ONDOL_ASSIGN(const TomlTable root, TomlTable::parse(text, path));
  return from_table(root);
}

Result<Calibration> read_calibration(const std::string& path) {
  ONDOL_ASSIGN(const TomlTable root, TomlTable::read(path, "calibration"));
  return from_table(root);
}

std::string calibration_toml(const Calibration& calibration) {
  std::string text =
      "# Written by `ondol fit --verify`: measured over predicted, for the rates with this fingerprint. "
      "Remove "
      "the file to forget.\nbasis = " +
      toml_string(calibration.basis) + "\n";
  for (const CalibrationRow& row : calibration.rows)
    text += "\n[[verified]]\nmodel = " + toml_string(row.model) + "\nquant = " + toml_string(row.quant) +
            "\nthreads = " + std::to_string(row.threads) + "\ndecode = " + plain_number(row.decode) +
            "\nprefill = " + plain_number(row.prefill) +
            "\nmemory_bytes = " + plain_number(row.memory_bytes) + "\n";
  return text;
}

Status write_calibration(const Calibration& calibration, const std::string& path) {
  return write_file_atomically(path, calibration_toml(calibration));
}

}  // namespace ondol::fit
