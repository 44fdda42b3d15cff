// Power sensors of boards through Linux' hwmon, Documentation/hwmon/sysfs-interface.rst: INA chips and the
// ACPI power meter. Only chips that are known to measure what a board really takes: others publish limits,
// or what was negotiated with a charger.
#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>

#include "base/try.h"
#include "fit/energy/meter.h"

namespace ondol::fit {
namespace {

const std::string kFolder = "/sys/class/hwmon";

constexpr std::string_view kInaChips[] = {"ina209", "ina219", "ina220", "ina226", "ina228", "ina230",
                                          "ina231", "ina232", "ina233", "ina237", "ina238", "ina260"};

/// One rail: watts = files multiplied, times scale.
struct Rail {
  std::string label;
  std::vector<std::string> files;
  double scale = 0;
};

Result<double> rail_watt(const SystemRoot& root, const Rail& rail) {
  double product = rail.scale;
  for (const std::string& file : rail.files) {
    ONDOL_TRY(root.text(file));
    const auto value = root.integer(file);
    if (!value) return Error{ErrorCode::io, file + ": expected a number"};
    product *= static_cast<double>(*value);
  }
  return product;
}

Result<double> sum_watt(const SystemRoot& root, const std::vector<Rail>& rails) {
  double sum = 0;
  for (const Rail& rail : rails) {
    ONDOL_ASSIGN(const double watt, rail_watt(root, rail));
    sum += watt;
  }
  return sum;
}

/// The rail through which the whole board is fed, by the names that boards give it.
bool is_input(const std::string& label) { return label == "VDD_IN" || label == "VIN" || label == "DC_IN"; }

void add(const SystemRoot& root, const SecondsFn& now_s, FoundMeter found, std::vector<Rail> rails,
         std::vector<FoundMeter>& out) {
  if (rails.empty()) return;
  if (const auto input = std::ranges::find_if(rails, [](const Rail& r) { return is_input(r.label); });
      input != rails.end()) {
    rails = {*input};
    found.whole_device = true;
    found.scope = "the whole board";
  }
  const auto watt = sum_watt(root, rails);
  for (size_t i = 0; i < rails.size(); ++i) found.name += (i == 0 ? " " : " + ") + rails[i].label;
  if (watt.ok()) {
    found.meter = make_power_meter([root, rails] { return sum_watt(root, rails); }, now_s, 0.1);
  } else {
    found.why_not = watt.error().message;
  }
  out.push_back(std::move(found));
}

// An INA3221 has three channels of millivolts and milliamperes.
void add_ina3221(const SystemRoot& root, const std::string& folder, std::vector<Rail>& rails) {
  for (int i = 1; i <= 3; ++i) {
    const std::string n = std::to_string(i);
    const std::string volt = folder + "/in" + n + "_input", ampere = folder + "/curr" + n + "_input";
    if (root.has(volt) && root.has(ampere))
      rails.push_back({root.text_or(folder + "/in" + n + "_label", "channel " + n), {volt, ampere}, 1e-6});
  }
}

}  // namespace

void find_hwmon(const SystemRoot& root, const SecondsFn& now_s, std::vector<FoundMeter>& out) {
  std::vector<Rail> ina, acpi;
  for (const std::string& name : root.names(kFolder)) {
    const std::string folder = kFolder + "/" + name;
    const std::string chip = root.text_or(folder + "/name");
    if (chip == "ina3221") add_ina3221(root, folder, ina);
    if (std::ranges::find(kInaChips, chip) != std::end(kInaChips) && root.has(folder + "/power1_input"))
      ina.push_back({root.text_or(folder + "/power1_label", root.text_or(folder + "/in1_label", chip)),
                     {folder + "/power1_input"},
                     1e-6});
    if (chip == "power_meter" && acpi.empty())
      for (const char* file : {"/power1_average", "/power1_input"})
        if (acpi.empty() && root.has(folder + file)) acpi.push_back({"power_meter", {folder + file}, 1e-6});
  }
  add(root, now_s, {.name = "INA", .scope = "the board's measured rails"}, std::move(ina), out);
  add(root, now_s, {.name = "ACPI", .scope = "the whole machine", .whole_device = true}, std::move(acpi),
      out);
}

}  // namespace ondol::fit
