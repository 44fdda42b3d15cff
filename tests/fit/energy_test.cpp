// Energy meters on recorded machines, whose counters the tests move.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fit/energy/meter.h"
#include "fit/energy/sampler.h"
#include "fit/system_tree.h"

namespace ondol::fit {
namespace {

using ::testing::HasSubstr;

const std::string kRapl = "/sys/class/powercap/intel-rapl:";

double joules_of(EnergyMeter& meter) {
  const auto joules = meter.joules();
  EXPECT_TRUE(joules.ok()) << joules.error().message;
  return joules.ok() ? *joules : -1;
}

/// The first meter, which must be readable.
FoundMeter only(std::vector<FoundMeter> found) {
  EXPECT_FALSE(found.empty());
  if (found.empty()) return {};
  EXPECT_NE(found.front().meter, nullptr) << found.front().why_not;
  return std::move(found.front());
}

TEST(Rapl, TwoPackagesWithMemory_AreAddedAndNothingIsCountedTwice) {
  const SystemTree tree("xeon_two_packages");
  const FoundMeter found = only(find_meters(tree.root()));
  EXPECT_EQ(found.name, "RAPL package-0 + dram + package-1 + dram");
  EXPECT_EQ(found.scope, "processor and memory");
  EXPECT_EQ(joules_of(*found.meter), 0);
  tree.set(kRapl + "0/energy_uj", "262143100000");  // 0.1 J
  tree.set(kRapl + "0:0/energy_uj", "3000000");     // 2 J
  tree.set(kRapl + "1/energy_uj", "8000000");       // 3 J
  tree.set(kRapl + "1:0/energy_uj", "6000000");     // 4 J
  tree.set(kRapl + "2/energy_uj", "999000000");     // psys: all of it again
  tree.set("/sys/class/powercap/intel-rapl-mmio:0/energy_uj", "262143300000");
  EXPECT_NEAR(joules_of(*found.meter), 9.1, 1e-6);
}

TEST(Rapl, CounterThatWraps_GoesOn) {
  const SystemTree tree("xeon_two_packages");
  const FoundMeter found = only(find_meters(tree.root()));
  EXPECT_EQ(joules_of(*found.meter), 0);
  tree.set(kRapl + "0/energy_uj",
           "671150");  // 328 850 µJ to the end of the range, and as many after it again
  EXPECT_NEAR(joules_of(*found.meter), 1.0, 1e-6);
  tree.set(kRapl + "0/energy_uj", "1671150");
  EXPECT_NEAR(joules_of(*found.meter), 2.0, 1e-6);
}

TEST(Rapl, RangeThatIsMissing_CountsAtLeastWhatCameAfterTheWrap) {
  const SystemTree tree("xeon_two_packages");
  tree.remove(kRapl + "0/max_energy_range_uj");
  const FoundMeter found = only(find_meters(tree.root()));
  EXPECT_EQ(joules_of(*found.meter), 0);
  tree.set(kRapl + "0/energy_uj", "500000");
  EXPECT_NEAR(joules_of(*found.meter), 0.5, 1e-6);
}

TEST(Rapl, CounterThatVanishesOrIsNoNumber_IsAnError) {
  const SystemTree tree("xeon_two_packages");
  const FoundMeter found = only(find_meters(tree.root()));
  tree.set(kRapl + "1/energy_uj", "many");
  const auto bad = found.meter->joules();
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().message, kRapl + "1/energy_uj: expected microjoules");
  tree.remove(kRapl + "1/energy_uj");
  EXPECT_FALSE(found.meter->joules().ok());
}

TEST(Meters, WithoutPermission_SayWhyAndComeAfterThoseThatCanBeRead) {
  const SystemTree tree("laptop_no_permission");
  const auto found = find_meters(tree.root());
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "battery BAT0");
  EXPECT_TRUE(found[0].whole_device);
  EXPECT_NE(found[0].meter, nullptr);
  EXPECT_EQ(found[1].name, "RAPL package-0");
  EXPECT_EQ(found[1].meter, nullptr);
  EXPECT_THAT(found[1].why_not, HasSubstr("intel-rapl:0/energy_uj: "));
  EXPECT_THAT(found[1].why_not, HasSubstr("only root may read it"));
}

TEST(Battery, Discharging_IsPowerOverTime) {
  const SystemTree tree("laptop_no_permission");
  double now = 100;
  const FoundMeter found = only(find_meters(tree.root(), [&now] { return now; }));
  EXPECT_EQ(joules_of(*found.meter), 0);
  now = 110;  // 11.4 W for 10 s
  EXPECT_NEAR(joules_of(*found.meter), 114, 1e-9);
  tree.set("/sys/class/power_supply/BAT0/power_now", "-21400000");  // some drivers count so
  now = 120;                                                        // from 11.4 to 21.4 W
  EXPECT_NEAR(joules_of(*found.meter), 114 + 164, 1e-9);
  tree.set("/sys/class/power_supply/BAT0/status", "Charging");
  const auto charging = found.meter->joules();
  ASSERT_FALSE(charging.ok());
  EXPECT_THAT(charging.error().message, HasSubstr("Charging; a battery measures only what flows out of it"));
}

TEST(Battery, Charging_IsFoundAndNotUsed) {
  const SystemTree tree("laptop_no_permission");
  tree.set("/sys/class/power_supply/BAT0/status", "Full");
  for (const FoundMeter& found : find_meters(tree.root())) EXPECT_EQ(found.meter, nullptr) << found.name;
}

TEST(Hwmon, BoardSensor_IsUsedAndNegotiatedPowerIsNot) {
  const SystemTree tree("rk3588");
  double now = 0;
  const FoundMeter found = only(find_meters(tree.root(), [&now] { return now; }));
  EXPECT_EQ(found.name, "INA ina226");
  EXPECT_EQ(joules_of(*found.meter), 0);
  now = 2;
  EXPECT_NEAR(joules_of(*found.meter), 10.46, 1e-9);
}

TEST(Hwmon, Ina3221_TakesTheBoardsInputAlone) {
  const SystemTree tree("rk3588");
  const std::string chip = "/sys/class/hwmon/hwmon2/";
  tree.set(chip + "name", "ina3221");
  for (const char* n : {"1", "2", "3"}) {
    tree.set(chip + "in" + n + "_input", "5000");
    tree.set(chip + "curr" + n + "_input", std::string(n) + "000");
  }
  tree.set(chip + "in1_label", "VDD_CPU_GPU_CV");
  tree.set(chip + "in2_label", "VDD_IN");
  double now = 0;
  const FoundMeter found = only(find_meters(tree.root(), [&now] { return now; }));
  EXPECT_EQ(found.name, "INA VDD_IN");
  EXPECT_TRUE(found.whole_device);
  joules_of(*found.meter);
  now = 1;
  EXPECT_NEAR(joules_of(*found.meter), 10, 1e-9);
}

TEST(Pmic, Rails_AreCurrentTimesVoltage) {
  const SystemTree tree("pi5");
  double now = 0;
  const FoundMeter found = only(find_meters(tree.root(), [&now] { return now; }));
  EXPECT_EQ(found.name, "Raspberry Pi 5 PMIC");
  joules_of(*found.meter);
  now = 10;
  // 3.7·0.0976 + 3.3·0.1 + 1.8·0.2 + 1.1·0.0254 + 0.8·1.5; EXT5V and BATT have no current.
  EXPECT_NEAR(joules_of(*found.meter), 22.790, 0.001);
}

TEST(Pmic, WithoutTheProgramOrOnAnEarlierBoard_IsNotUsed) {
  const SystemTree tree("pi5");
  tree.remove("/usr/bin/vcgencmd");
  auto found = find_meters(tree.root());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].why_not, HasSubstr("raspi-utils"));
  tree.set("/proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4");
  EXPECT_TRUE(find_meters(tree.root()).empty());
}

TEST(Pmic, TextWithoutRails_IsRefused) {
  EXPECT_FALSE(pmic_watt("").ok());
  EXPECT_FALSE(pmic_watt("3V3_SYS_A current(1)=0.1A\nEXT5V_V volt(24)=5.1V\nnonsense = \n=\n").ok());
}

class FailingMeter : public EnergyMeter {
 public:
  Result<double> joules() override {
    if (++calls_ == 2) return Error{ErrorCode::io, "gone"};
    return static_cast<double>(calls_);
  }
  double interval_s() const override { return 100; }

 private:
  int calls_ = 0;
};

TEST(Sampler, MeterThatFailedOnce_StaysFailed) {
  EnergySampler sampler(std::make_unique<FailingMeter>());
  EXPECT_FALSE(sampler.joules().ok());
  EXPECT_FALSE(sampler.joules().ok());
}

TEST(Sampler, ReadsInTheBackground) {
  const SystemTree tree("rk3588");
  EnergySampler sampler(std::move(only(find_meters(tree.root())).meter));
  const auto joules = sampler.joules();
  ASSERT_TRUE(joules.ok());
  EXPECT_GE(*joules, 0);
}

}  // namespace
}  // namespace ondol::fit
