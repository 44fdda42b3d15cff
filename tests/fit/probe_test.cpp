// What the probe reads from recorded machines, and how it measures: no test here depends on a speed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <map>

#include "base/machine_memory.h"
#include "base/process_memory.h"
#include "fit/probe/cores.h"
#include "fit/probe/measure.h"
#include "fit/probe/probe.h"
#include "fit/probe/rates.h"
#include "fit/probe/state.h"
#include "fit/probe/weight_buffer.h"
#include "fit/system_tree.h"
#include "tensor/half.h"

namespace ondol::fit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CoreSurvey survey(const SystemTree& tree) {
  auto cores = survey_cores(tree.root());
  EXPECT_TRUE(cores.ok()) << cores.error().message;
  return cores.ok() ? *cores : CoreSurvey();
}

MemorySurvey memory(const SystemTree& tree) {
  auto memory = survey_memory(tree.root());
  EXPECT_TRUE(memory.ok()) << memory.error().message;
  return memory.ok() ? *memory : MemorySurvey();
}

TEST(CpuList, Text_IsReadOrEmpty) {
  EXPECT_THAT(cpu_list("0-3,8"), ElementsAre(0, 1, 2, 3, 8));
  EXPECT_THAT(cpu_list("5"), ElementsAre(5));
  for (const char* text : {"", "x", "3-1", "0-99999999", "1;2", "-1", "0-"})
    EXPECT_THAT(cpu_list(text), IsEmpty()) << text;
}

TEST(Cores, Pi5_AreFourOfOneKind) {
  const SystemTree tree("pi5");
  const CoreSurvey cores = survey(tree);
  EXPECT_EQ(cores.board, "Raspberry Pi 5 Model B Rev 1.0");
  EXPECT_EQ(cores.cache_bytes, 2 << 20);
  const auto kinds = core_kinds(cores, 0, 0);
  ASSERT_EQ(kinds.size(), 1U);
  EXPECT_EQ(kinds[0].kind, "Cortex-A76");
  EXPECT_EQ(kinds[0].count, 4);
  EXPECT_EQ(kinds[0].clock_ghz.value, 2.4);
  EXPECT_EQ(kinds[0].int8_gop_s.value, 153.6);
  EXPECT_THAT(kinds[0].isa, ElementsAre("asimd", "fphp", "asimdhp", "asimddp", "crc32"));
}

TEST(Cores, Rk3588_AreBigThenLittleAndTheOfflineOneIsLeftOut) {
  const SystemTree tree("rk3588");
  const CoreSurvey cores = survey(tree);
  ASSERT_EQ(cores.cores.size(), 8U);
  EXPECT_FALSE(cores.cores[7].online);
  const auto kinds = core_kinds(cores, 0, 0);
  ASSERT_EQ(kinds.size(), 2U);
  EXPECT_EQ(kinds[0].kind, "Cortex-A76");
  EXPECT_EQ(kinds[0].count, 3);  // 2.4 and 2.35 GHz are one kind
  EXPECT_EQ(kinds[1].kind, "Cortex-A55");
  EXPECT_EQ(kinds[1].count, 4);
  EXPECT_EQ(cores.cache_bytes, 3 << 20);
}

TEST(Cores, AffinityOrQuota_TakesFromTheSlowest) {
  const SystemTree tree("rk3588");
  const auto kinds = core_kinds(survey(tree), 4, 0);
  ASSERT_EQ(kinds.size(), 2U);
  EXPECT_EQ(kinds[0].count, 3);
  EXPECT_EQ(kinds[1].count, 1);
}

TEST(Cores, HybridX86_IsTwoKinds) {
  const SystemTree tree("laptop_no_permission");
  const auto kinds = core_kinds(survey(tree), 0, 0);
  ASSERT_EQ(kinds.size(), 2U);
  EXPECT_THAT(kinds[0].kind, HasSubstr("big cores"));
  EXPECT_EQ(kinds[0].count, 2);
  EXPECT_EQ(kinds[1].count, 4);
}

TEST(Cores, TwoSockets_HaveBothCaches) {
  const SystemTree tree("xeon_two_packages");
  const CoreSurvey cores = survey(tree);
  EXPECT_EQ(cores.board, "Dell Inc. PowerEdge R640");
  EXPECT_EQ(cores.cache_bytes, 2 * 22528 * 1024);
}

TEST(Cores, ContainerQuotas_AreFound) {
  EXPECT_EQ(survey(SystemTree("container_v2")).quota_cpus, 1.5);
  EXPECT_EQ(survey(SystemTree("container_v1")).quota_cpus, 0.5);
  EXPECT_EQ(survey(SystemTree("pi5")).quota_cpus, 0);
}

TEST(Cores, ClockThatNobodyNames_IsMeasuredOrAGuess) {
  const SystemTree tree("container_v1");
  EXPECT_EQ(core_kinds(survey(tree), 0, 3.1)[0].clock_ghz.source, FigureSource::measured);
  EXPECT_EQ(core_kinds(survey(tree), 0, 0)[0].clock_ghz.source, FigureSource::estimated);
}

TEST(Cores, MachineThatSaysNothing_IsRefused) {
  const SystemTree tree("pi5");
  tree.remove("/proc");
  tree.remove("/sys");
  EXPECT_FALSE(survey_cores(tree.root()).ok());
  EXPECT_FALSE(survey_memory(tree.root()).ok());
}

TEST(Cores, UnknownArmPart_IsNamedByItsNumber) {
  const SystemTree tree("pi5");
  for (const char* cpu : {"0", "1", "2", "3"})
    tree.set(std::string("/sys/devices/system/cpu/cpu") + cpu + "/regs/identification/midr_el1",
             "0x000000004e0f0040");
  EXPECT_EQ(core_kinds(survey(tree), 0, 0)[0].kind, "Arm core 0x4e/0x004");
}

TEST(Memory, WithoutLimit_IsTheMachines) {
  const MemorySurvey m = memory(SystemTree("pi5"));
  EXPECT_EQ(m.total_bytes, 8256432ULL * 1024);
  EXPECT_EQ(m.usable_bytes(), 7641968ULL * 1024);
  EXPECT_EQ(m.limit_bytes, 0U);
}

TEST(Memory, ContainerV2_CountsTheLimitAboveAndFileCacheAsFree) {
  const MemorySurvey m = memory(SystemTree("container_v2"));
  EXPECT_EQ(m.limit_bytes, 2147483648U);
  EXPECT_EQ(m.usable_bytes(), 2147483648U - (1610612736U - 805306368U));
  EXPECT_EQ(m.limit_file, "/sys/fs/cgroup/memory.max");
}

TEST(Memory, ContainerV1_FindsTheLimitThoughThePathIsTheHosts) {
  const MemorySurvey m = memory(SystemTree("container_v1"));
  EXPECT_EQ(m.limit_bytes, 536870912U);
  EXPECT_EQ(m.usable_bytes(), 536870912U - (104857600U - 41943040U));
}

TEST(Memory, FilesReadTwice_AreFreeToo) {
  const SystemTree tree("container_v1");
  tree.set("/sys/fs/cgroup/memory/memory.stat", "total_inactive_file 41943040\ntotal_active_file 20971520");
  EXPECT_EQ(memory(tree).usable_bytes(), 536870912U - (104857600U - 62914560U));
}

TEST(ProcessLimit, OfAContainer_IsWhatIsFreeAndWhatTheProcessHas) {
  const SystemTree tree("container_v1");
  const ProcessLimit limit = process_limit(tree.root());
  EXPECT_GT(limit.bytes, memory(tree).usable_bytes());
  EXPECT_LT(limit.bytes, memory(tree).usable_bytes() + process_memory().resident_bytes);
  EXPECT_EQ(limit.source, "/sys/fs/cgroup/memory/memory.limit_in_bytes");
}

TEST(ProcessLimit, WithoutOne_IsZero) { EXPECT_EQ(process_limit(SystemTree("pi5").root()).bytes, 0U); }

TEST(Thermal, ZonesEventsAndLimits_AreRead) {
  const ThermalState pi = read_thermal(SystemTree("pi5").root());
  EXPECT_EQ(pi.hottest(), 61.2);
  EXPECT_THAT(pi.limits, ElementsAre("the supply's voltage is low", "the processor is throttled"));
  EXPECT_EQ(read_thermal(SystemTree("xeon_two_packages").root()).throttle_events, 0 + 1 + 2 + 3 + 4 * 2);
  EXPECT_EQ(read_thermal(SystemTree("rk3588").root()).zones.size(), 2U);  // the third reads 0
}

TEST(Turns, Values_AreTakenInTurnsAndSummedUp) {
  double now = 0;
  std::string order;
  std::vector<Measurement> both;
  for (const char* name : {"a", "b"})
    both.push_back({name, [&, name](double seconds) {
                      order += name;
                      now += seconds;
                      return now;
                    }});
  EXPECT_TRUE(
      measure_in_turns(both, {.n_reps = 3, .seconds = 0.06, .longest_value = 1}, [&] { return now; }));
  EXPECT_EQ(order, "ababab");
  EXPECT_NEAR(now, 0.06, 1e-9);
  order.clear();
  EXPECT_FALSE(measure_in_turns(both, {.progress = [](size_t done, size_t) { return done < 2; }}));
  EXPECT_EQ(order, "ab");
}

TEST(Turns, OutOfTime_KeepsThreeValues) {
  double now = 0;
  std::vector<Measurement> slow = {{"slow", [&](double) { return now += 10; }}};
  EXPECT_TRUE(measure_in_turns(slow, {.n_reps = 5, .seconds = 1}, [&] { return now; }));
  EXPECT_EQ(slow[0].values.size(), 3U);
}

TEST(Turns, MedianAndSpread_AreOfTheValues) {
  EXPECT_EQ(median({3, 1, 2}), 2);
  EXPECT_EQ(median({4, 1, 2, 3}), 2.5);
  EXPECT_EQ(median({}), 0);
  EXPECT_EQ(spread({9, 10, 12}), 0.3);
  EXPECT_EQ(spread({10}), 0);
  const Figure figure = measured_figure({10.0000005, 9, 12.5}, "by hand");
  EXPECT_EQ(figure.value, 10.5);
  EXPECT_EQ(figure.spread, 0.35);
  EXPECT_EQ(figure.from, "by hand, mean of 3");
}

TEST(Rates, ThreadCounts_HavePowersOfTwoAllAndTheBigOnes) {
  EXPECT_THAT(thread_counts(1, 0), ElementsAre(1));
  EXPECT_THAT(thread_counts(4, 0), ElementsAre(1, 2, 4));
  EXPECT_THAT(thread_counts(6, 2), ElementsAre(1, 2, 4, 6));
  EXPECT_THAT(thread_counts(8, 3), ElementsAre(1, 2, 3, 4, 8));
}

TEST(WeightBuffer, WhereNoFileCanBe_IsInMemoryWithTheSameBytes) {
  const auto in_file = WeightBuffer::create(3 << 20, testing::TempDir());
  const auto in_memory = WeightBuffer::create(3 << 20, "/nowhere");
  ASSERT_TRUE(in_file.ok() && in_memory.ok());
  EXPECT_EQ(std::memcmp((*in_file)->data(), (*in_memory)->data(), 3 << 20), 0);
  const auto* halves = reinterpret_cast<const uint16_t*>((*in_file)->data());
  const auto* floats = reinterpret_cast<const float*>((*in_file)->data());
  for (size_t i = 0; i < 1000; ++i) {
    EXPECT_GT(f16_to_f32(halves[i]), 0.005f);
    EXPECT_LT(f16_to_f32(halves[i]), 0.02f);
    EXPECT_TRUE(std::isnormal(floats[i]));
  }
}

TEST(Rates, EveryTypeAndThreadCount_HasARowThatIsPositive) {
  const Kernels* kernels = select_kernels(nullptr, nullptr);
  ASSERT_NE(kernels, nullptr);
  RateOptions options;
  options.threads = {1, 2};
  options.buffer_bytes = 4 << 20;
  options.cached_bytes = 64 << 10;
  options.folder = testing::TempDir();
  options.types = weight_types(*kernels);
  EXPECT_GE(options.types.size(), 15U);
  const size_t n_types = options.types.size();
  const auto bench = RateBench::create(*kernels, std::move(options));
  ASSERT_TRUE(bench.ok()) << bench.error().message;
  auto measurements = (*bench)->measurements();
  ASSERT_TRUE(measure_in_turns(measurements, {.n_reps = 1, .seconds = 0, .longest_value = 0.004}));
  DeviceProfile device;
  (*bench)->report(measurements, device);
  EXPECT_EQ(device.read.size(), 2U);
  EXPECT_EQ(device.engine.size(), 2 * n_types);
  EXPECT_EQ(device.attention.size(), 4U);
  for (const EngineRate& rate : device.engine) {
    EXPECT_GT(rate.decode_gb_s.value, 0) << traits(rate.type).name;
    EXPECT_GT(rate.prefill_gop_s.value, 0) << traits(rate.type).name;
    ASSERT_TRUE(rate.cached_gb_s && rate.short_gop_s && rate.narrow_gop_s);
    EXPECT_GT(rate.narrow_gop_s->value, 0);
    EXPECT_GT(rate.cached_gb_s->value, 0);
    EXPECT_GT(rate.short_gop_s->value, 0);
  }
  for (const AttentionRate& rate : device.attention) EXPECT_GT(rate.prefill_gop_s.value, 0);
  EXPECT_STREQ(device.kernel_target.c_str(), kernels->target);
}

TEST(Rates, BestThreads_AreTheFewestOfTheFastest) {
  const auto rate = [](int64_t threads, double gb_s) {
    EngineRate rate;
    rate.threads = threads;
    rate.decode_gb_s.value = gb_s;
    return rate;
  };
  EXPECT_EQ(best_threads({rate(1, 8), rate(2, 14.9), rate(4, 15), rate(8, 11)}).value, 2);
  EXPECT_EQ(best_threads({}).value, 1);
}

// A whole probe of a recorded machine, as short as it goes.
TEST(Probe, RecordedMachines_GiveProfilesThatReadBack) {
  const Kernels* kernels = select_kernels(nullptr, nullptr);
  for (const char* name : {"container_v1", "container_v2"}) {
    const SystemTree tree(name);
    ProbeOptions options;
    options.root = tree.root();
    options.model_folder = ::testing::TempDir();
    options.seconds = 1;
    const auto report = probe(*kernels, options);
    ASSERT_TRUE(report.ok()) << report.error().message;
    const auto read = parse_device(device_toml(report->device), "this.toml");
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(*read, report->device);
    EXPECT_LE(read->available_bytes.value, read->total_bytes.value);
  }
}

TEST(Probe, Stopped_SaysSo) {
  const SystemTree tree("container_v1");
  ProbeOptions options;
  options.root = tree.root();
  options.model_folder = ::testing::TempDir();
  options.seconds = 1;
  options.progress = [](const char*, size_t done, size_t) { return done < 3; };
  const auto report = probe(*select_kernels(nullptr, nullptr), options);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::cancelled);
}

}  // namespace
}  // namespace ondol::fit
