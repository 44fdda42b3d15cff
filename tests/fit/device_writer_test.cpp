// What the writer writes, the reader reads back equal.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "fit/data_folder.h"
#include "fit/device_profile.h"

namespace ondol::fit {
namespace {

Figure measured(double value, double spread) {
  return {value, FigureSource::measured, "ondol probe: \"median\" of 5\n\\ \x7f 한글", spread};
}

DeviceProfile probed() {
  DeviceProfile device;
  device.name = "this";
  device.title = "A \"board\"";
  device.note = "under load";
  device.cores = {
      {"Cortex-A76", 2, {"asimd", "asimddp"}, measured(2.4, 0), measured(38.4, 0), measured(1e5, 0)},
      {"Cortex-A55", 2, {"asimd"}, measured(1.8, 0), measured(7.2, 0), measured(0.1 + 0.2, 0)}};
  device.cores[1].decode_share = {0.08, FigureSource::estimated, "counted", 0};
  device.cores[1].prefill_share = {0.25, FigureSource::estimated, "counted", 0};
  device.total_bytes = measured(4e9, 0);
  device.available_bytes = measured(3.2e9, 0);
  device.cache_bytes = measured(2 << 20, 0);
  device.read = {{1, measured(9.25, 0.04)}, {4, measured(12.1, 0.2)}};
  device.storage_read_gb_s = measured(0.09, 0.01);
  device.storage_free_bytes = measured(0, 0);
  device.idle_watt = {2.5, FigureSource::estimated, "a guess", 0};
  device.load_watt = {9, FigureSource::published, "https://example.org/x", 0};
  device.energy_meter = "RAPL package-0";
  device.sustained_fraction = measured(1, 0);
  device.kernel_target = "neon-dotprod";
  device.best_threads = measured(3, 0);
  device.engine = {
      {DType::q4_0, 1, measured(8, 0.1), measured(55, 0.1), measured(30, 0), measured(50, 0), {}},
      {DType::q4_0, 4, measured(11, 0.1), measured(200, 0.1), {}, {}, measured(90, 0)}};
  device.attention = {{DType::q8_0, 1, measured(7, 0), measured(11, 0)}};
  return device;
}

TEST(DeviceWriter, ProbedDevice_ReadsBackEqual) {
  const DeviceProfile device = probed();
  const auto read = parse_device(device_toml(device), "this.toml");
  ASSERT_TRUE(read.ok()) << read.error().message << "\n" << device_toml(device);
  EXPECT_EQ(*read, device) << device_toml(*read);
}

TEST(DeviceWriter, EveryProfileOfTheFolder_ReadsBackEqual) {
  const auto files = data_files(std::string(ONDOL_SOURCE_DIR) + "/devices");
  ASSERT_TRUE(files.ok());
  for (const std::string& path : *files) {
    const auto device = read_device(path);
    ASSERT_TRUE(device.ok()) << device.error().message;
    const auto again = parse_device(device_toml(*device), path);
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(*again, *device) << path;
  }
}

TEST(DeviceWriter, File_IsThereWholeAndRefusedWithoutAFolder) {
  const std::string folder = ::testing::TempDir() + "device_writer";
  std::filesystem::create_directories(folder);
  ASSERT_TRUE(write_device(probed(), folder + "/this.toml").ok());
  const auto read = read_device(folder + "/this.toml");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, probed());
  EXPECT_FALSE(write_device(probed(), folder + "/none/this.toml").ok());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ondol::fit
