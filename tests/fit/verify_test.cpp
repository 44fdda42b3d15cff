// Calibration and comparison of `ondol fit --verify`: what is kept is what is read, and what it changes.
#include <gtest/gtest.h>

#include "fit/built_in.h"
#include "fit/plan/shaped_model.h"
#include "fit/plan/speed.h"
#include "fit/verify/calibration.h"
#include "fit/verify/comparison.h"
#include "support/tiny_model.h"

namespace ondol::fit {
namespace {

TEST(Calibration, Written_IsReadAgain) {
  const ondol::test::TempDir dir;
  Calibration written{"basis", {}};
  add_row(written, "basis", {"qwen3-0.6b", "Q8_0", 2, 0.9, 1.25, -1048576});
  add_row(written, "basis", {"odd \"name\"", "Q4_0", 1, 1, 1, 0});
  ASSERT_TRUE(write_calibration(written, dir.file("calibration.toml")).ok());
  const auto read = read_calibration(dir.file("calibration.toml"));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, written);
}

TEST(Calibration, OfTheSameModel_ReplacesTheOlder) {
  Calibration calibration;
  add_row(calibration, "a", {"m", "Q8_0", 2, 0.5, 1, 0});
  add_row(calibration, "a", {"m", "Q8_0", 2, 0.75, 1, 0});
  add_row(calibration, "a", {"m", "Q8_0", 1, 0.25, 1, 0});
  ASSERT_EQ(calibration.rows.size(), 2U);
  EXPECT_EQ(calibration.rows[0].decode, 0.75);
}

TEST(Calibration, OfOtherRates_IsForgotten) {
  Calibration calibration;
  add_row(calibration, "a", {"m", "Q8_0", 2, 0.5, 1, 0});
  add_row(calibration, "b", {"n", "Q8_0", 2, 0.75, 1, 0});
  ASSERT_EQ(calibration.rows.size(), 1U);
  EXPECT_EQ(calibration.basis, "b");
}

TEST(Calibration, FarTooFarOff_TeachesNothing) {
  EXPECT_TRUE(can_be_learnt_from({"m", "Q8_0", 1, 0.5, 2, 0}));
  EXPECT_FALSE(can_be_learnt_from({"m", "Q8_0", 1, 0.02, 1, 0}));
  EXPECT_FALSE(can_be_learnt_from({"m", "Q8_0", 1, 1, 9, 0}));
}

TEST(Calibration, Corrections_AreMedians) {
  Calibration calibration;
  EXPECT_EQ(corrections_of(calibration), Corrections{});
  add_row(calibration, "a", {"m", "Q8_0", 1, 0.5, 2, 10});
  add_row(calibration, "a", {"n", "Q8_0", 1, 0.9, 1, 30});
  add_row(calibration, "a", {"o", "Q8_0", 1, 0.8, 3, 20});
  EXPECT_EQ(corrections_of(calibration), (Corrections{0.8, 2, 20, 3}));
}

TEST(Calibration, WrongFile_NamesLineAndKey) {
  for (const char* text :
       {"", "basis = 1\n", "basis = \"a\"\n[[verified]]\nmodel = \"m\"\n",
        "basis = \"a\"\n[[verified]]\nmodel = \"m\"\nquant = \"Q8_0\"\nthreads = 1\ndecode = 0\n"
        "prefill = 1\nmemory_bytes = 0\n"}) {
    const auto read = parse_calibration(text, "calibration.toml");
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_EQ(read.error().code, ErrorCode::bad_format);
    EXPECT_TRUE(read.error().message.starts_with("calibration.toml:")) << read.error().message;
  }
}

TEST(Calibration, Fingerprint_ChangesWithRatesOnly) {
  DeviceProfile device = *find_device("laptop");
  const std::string before = rates_fingerprint(device);
  device.available_bytes.value /= 2;
  device.cores.front().clock_ghz.value += 1;
  device.title = "else";
  EXPECT_EQ(rates_fingerprint(device), before);
  device.read.front().gb_s.value += 1;
  EXPECT_NE(rates_fingerprint(device), before);
}

TEST(Calibration, Corrections_ScaleThePrediction) {
  const auto models = *built_in_catalogue();
  const auto constants = *built_in_constants();
  const auto model = std::ranges::find(models, "smollm2-135m", &CatalogueModel::name);
  ASSERT_NE(model, models.end());
  const auto shape = shape_model(*model, *find_quant_mix("Q8_0"), constants);
  ASSERT_TRUE(shape.ok());
  DeviceProfile device = *find_device("raspberry-pi-5");
  const Workload work{200, 0, 16, 256};
  const Speed plain = predict_speed(device, constants, *shape, work, KvType::f16, 4, 256);
  device.corrections = {0.5, 2, 0, 1};
  const Speed corrected = predict_speed(device, constants, *shape, work, KvType::f16, 4, 256);
  EXPECT_NEAR(corrected.generate_tok_s, plain.generate_tok_s * 0.5, 1e-6 * plain.generate_tok_s);
  EXPECT_NEAR(corrected.prompt_tok_s, plain.prompt_tok_s * 2, 1e-6 * plain.prompt_tok_s);
  EXPECT_NEAR(corrected.ttft_ms, plain.ttft_ms / 2, 1e-6 * plain.ttft_ms);
}

TEST(Comparison, Figure_KnowsItsErrorAndSpread) {
  const Compared figure{"answer", FigureUnit::tok_s, 12, {9, 10, 11}, ""};
  EXPECT_EQ(figure.median(), 10);
  EXPECT_NEAR(figure.error_percent(), 20, 1e-9);
  EXPECT_NEAR(figure.spread_percent(), 20, 1e-9);
  EXPECT_NEAR(figure.ratio(), 10.0 / 12, 1e-9);
}

TEST(Comparison, WithoutMeasurement_SaysWhy) {
  const Compared figure{"energy", FigureUnit::joules, 12, {}, "modelled, no meter"};
  EXPECT_EQ(figure.error_percent(), 0);
  EXPECT_EQ(figure.ratio(), 1);
  const std::string text = comparison_text({figure, {"memory", FigureUnit::bytes, 110e6, {100e6}, ""}});
  EXPECT_NE(text.find("modelled, no meter"), std::string::npos);
  EXPECT_NE(text.find("+10.0 %"), std::string::npos) << text;
}

}  // namespace
}  // namespace ondol::fit
