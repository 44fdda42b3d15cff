// Choosing the table: by CPU, by name, by ONDOL_TARGET; and that the forced one is the one that runs.
#include <gmock/gmock.h>

#include <set>

#include "base/cpu.h"
#include "harness.h"

namespace ondol::test {
namespace {

/// Sets ONDOL_TARGET for a scope (null: unset) and restores it.
class ForcedTarget {
 public:
  explicit ForcedTarget(const char* name) {
    if (const char* before = std::getenv(variable)) before_ = before, was_set_ = true;
    if (name != nullptr) {
      setenv(variable, name, 1);
    } else {
      unsetenv(variable);
    }
  }
  ~ForcedTarget() {
    if (was_set_) {
      setenv(variable, before_.c_str(), 1);
    } else {
      unsetenv(variable);
    }
  }

 private:
  static constexpr const char* variable = "ONDOL_TARGET";
  std::string before_;
  bool was_set_ = false;
};

std::vector<std::string> available() {
  std::vector<std::string> names;
  for (const char* const* name = available_targets(); *name != nullptr; ++name) names.emplace_back(*name);
  return names;
}

TEST(Dispatch, AvailableTargets_NamedOnce_ScalarLast) {
  const std::vector<std::string> names = available();
  ASSERT_FALSE(names.empty());
  EXPECT_EQ(names.back(), "scalar");
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
}

TEST(Dispatch, NoTargetNamed_BestAvailable) {
  const ForcedTarget none(nullptr);
  const char* why = nullptr;
  const Kernels* kernels = select_kernels(nullptr, &why);
  ASSERT_NE(kernels, nullptr);
  EXPECT_EQ(kernels->target, available().front());
  EXPECT_EQ(why, nullptr);
}

TEST(Dispatch, EmptyVariable_IsNoTarget) {
  const ForcedTarget empty("");
  const char* why = nullptr;
  ASSERT_NE(select_kernels(nullptr, &why), nullptr);
}

TEST(Dispatch, MadeUpTarget_RefusedInOneLineWithTheChoices) {
  const ForcedTarget made_up("avx9000");
  const char* why = nullptr;
  EXPECT_EQ(select_kernels(nullptr, &why), nullptr);
  ASSERT_NE(why, nullptr);
  EXPECT_THAT(why, ::testing::HasSubstr("'avx9000'"));
  EXPECT_THAT(why, ::testing::HasSubstr("scalar"));
  EXPECT_EQ(std::string(why).find('\n'), std::string::npos);
  const std::string long_name(5000, 'x');
  EXPECT_EQ(select_kernels(long_name.c_str(), &why), nullptr);
  EXPECT_LT(std::strlen(why), 400u);
  EXPECT_EQ(select_kernels("made-up", nullptr), nullptr);
  EXPECT_EQ(select_kernels("SCALAR", &why), nullptr) << "names are exact";
}

TEST(Dispatch, ForcedTarget_IsTheOneThatRuns) {
  const Kernels* scalar = select_kernels("scalar", nullptr);
  std::set<const void*> gemvs;
  for (const std::string& name : available()) {
    const ForcedTarget forced(name.c_str());
    const char* why = nullptr;
    const Kernels* kernels = select_kernels(nullptr, &why);
    ASSERT_NE(kernels, nullptr) << why;
    EXPECT_EQ(kernels->target, name);
    EXPECT_EQ(kernels, select_kernels(name.c_str(), &why));
    // Its own code, not another target's under its name; a target may keep borrowed functions beside it.
    bool own = name == "scalar";
    for (DType dtype : {DType::q4_0, DType::q8_0, DType::q4_k, DType::f16, DType::bf16}) {
      own = own || kernels->matmul(dtype)->gemv != scalar->matmul(dtype)->gemv;
    }
    EXPECT_TRUE(own) << name;
  }
}

// What ctest runs as a program of its own with ONDOL_TARGET set (tests.cmake): the line it looks for is
// printed by the table that the variable selected, after a product was computed with it.
TEST(Dispatch, TargetFromEnvironment_PrintsWhatRan) {
  const char* why = "";
  const Kernels* kernels = select_kernels(nullptr, &why);
  ASSERT_NE(kernels, nullptr) << why;
  const float w[] = {1.0f, 2.0f}, x[] = {3.0f, 4.0f};
  float y = 0.0f;
  kernels->matmul(DType::f32)->gemv(&y, w, 1, 2, x);
  ASSERT_EQ(y, 11.0f);
  std::printf("ran on target %s\n", kernels->target);
}

TEST(CpuProbe, Features_AreConsistent) {
  const CpuFeatures& cpu = cpu_features();
#if defined(__aarch64__)
  EXPECT_TRUE(cpu.neon);
  EXPECT_FALSE(cpu.avx2);
#else
  EXPECT_FALSE(cpu.neon);
  if (cpu.avx512f) {
    EXPECT_TRUE(cpu.avx2);
  }
#endif
  if (cpu_permit_amx()) {
    EXPECT_TRUE(cpu.amx_tile);
  }
}

#ifdef __x86_64__
TEST(CpuProbe, Features_AgreeWithTheCompilersProbe) {
  __builtin_cpu_init();
  const CpuFeatures& cpu = cpu_features();
  EXPECT_EQ(cpu.avx2, __builtin_cpu_supports("avx2") != 0);
  EXPECT_EQ(cpu.fma, __builtin_cpu_supports("fma") != 0);
  EXPECT_EQ(cpu.avx512f, __builtin_cpu_supports("avx512f") != 0);
  EXPECT_EQ(cpu.avx512bw, __builtin_cpu_supports("avx512bw") != 0);
  EXPECT_EQ(cpu.avx512vl, __builtin_cpu_supports("avx512vl") != 0);
  EXPECT_EQ(cpu.avx512dq, __builtin_cpu_supports("avx512dq") != 0);
  EXPECT_EQ(cpu.avx512_vnni, __builtin_cpu_supports("avx512vnni") != 0);
}
#endif

}  // namespace
}  // namespace ondol::test
