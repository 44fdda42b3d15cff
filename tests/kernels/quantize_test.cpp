// quantize_row: bit-exact with the gguf package where it has a quantiser, at least as good as the reference
// quantisers of llama.cpp elsewhere, the same bytes on every machine, and calm with values that weights never
// have.
#include <algorithm>
#include <limits>
#include <map>
#include <sstream>

#include "golden.h"
#include "weights.h"

namespace ondol::test {
namespace {

std::vector<char> quantized(DType dtype, const float* x, int64_t n, const float* importance = nullptr) {
  std::vector<char> out(row_bytes(dtype, static_cast<uint64_t>(n)));
  quantize_row(dtype, out.data(), x, n, importance);
  return out;
}

std::vector<float> restored(DType dtype, const std::vector<char>& blocks, int64_t n) {
  std::vector<float> out(static_cast<size_t>(n));
  ref::dequantize_row(dtype, out.data(), blocks.data(), n);
  return out;
}

/// Σ w·(x − y)² with w = weight or 1.
double squared_error(const std::vector<float>& x, const std::vector<float>& y,
                     const std::vector<float>* weight) {
  double sum = 0.0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double miss = static_cast<double>(x[i]) - y[i];
    sum += (weight != nullptr ? (*weight)[i] : 1.0) * miss * miss;
  }
  return sum;
}

std::vector<float> golden_input() {
  const std::vector<char> bytes = read_golden("quant_input.f32");
  std::vector<float> x(bytes.size() / sizeof(float));
  std::memcpy(x.data(), bytes.data(), bytes.size());
  return x;
}

TEST(Quantize, GgufPackageHasQuantiser_SameBytes) {
  const std::vector<float> x = golden_input();
  ASSERT_EQ(x.size(), 512u);
  for (DType dtype :
       {DType::f16, DType::bf16, DType::q8_0, DType::q4_0, DType::q4_1, DType::q5_0, DType::q5_1}) {
    const std::vector<char> want = read_golden(std::string("quant_") + traits(dtype).name + ".bin");
    const std::vector<char> got = quantized(dtype, x.data(), 512);
    ASSERT_EQ(got.size(), want.size());
    for (size_t i = 0; i < got.size(); ++i) ASSERT_EQ(got[i], want[i]) << traits(dtype).name << " byte " << i;
  }
}

/// The rows that make_rmse_bounds.py makes.
std::vector<float> bound_rows(const std::string& kind) {
  Rng rng(42);
  std::vector<float> x(32 * 1024);
  for (float& value : x) {
    value = rng.normal();
    if (kind == "heavy") value = value * value * value;
    if (kind == "shifted") value += 2.0f;
  }
  return x;
}

TEST(Quantize, SyntheticRows_ErrorNotAboveReferenceQuantisers) {
  std::istringstream bounds([] {
    const std::vector<char> text = read_golden("rmse_bounds.txt");
    return std::string(text.begin(), text.end());
  }());
  std::string name, kind;
  double plain, weighted;
  int n_checked = 0;
  while (bounds >> name >> kind >> plain >> weighted) {
    const DType dtype = *dtype_by_name(name);
    const std::vector<float> x = bound_rows(kind);
    const int64_t n = static_cast<int64_t>(x.size());
    const std::vector<float> y = restored(dtype, quantized(dtype, x.data(), n), n);
    std::vector<float> size(x.size()), zero(x.size());
    for (size_t i = 0; i < x.size(); ++i) size[i] = std::fabs(x[i]);
    const double got_plain = std::sqrt(squared_error(x, y, nullptr) / squared_error(x, zero, nullptr));
    const double got_weighted = std::sqrt(squared_error(x, y, &size) / squared_error(x, zero, &size));
    // The bounds have six decimals; types of the GGUF conventions meet them exactly.
    EXPECT_LE(got_plain, plain + 1e-6) << name << " " << kind;
    EXPECT_LE(got_weighted, weighted + 1e-6) << name << " " << kind;
    RecordProperty(name + "_" + kind, std::to_string(got_plain) + " of " + std::to_string(plain));
    ++n_checked;
  }
  EXPECT_EQ(n_checked, 36);
}

uint64_t fnv1a(const std::vector<char>& bytes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

// Another compiler or processor must write the same file. Regenerate with ONDOL_PRINT_HASHES=1 after a change
// of quantiser that was meant.
TEST(Quantize, FixedRows_SameBytesOnEveryMachine) {
  const std::vector<float> x = bound_rows("heavy");
  Rng rng(3);
  std::vector<float> importance(x.size());
  for (float& w : importance) w = std::fabs(rng.normal()) + 0.01f;
  std::ostringstream got;
  for (DType dtype : weight_types) {
    got << traits(dtype).name << ' ' << std::hex
        << fnv1a(quantized(dtype, x.data(), static_cast<int64_t>(x.size()))) << ' '
        << fnv1a(quantized(dtype, x.data(), static_cast<int64_t>(x.size()), importance.data())) << '\n';
  }
  if (std::getenv("ONDOL_PRINT_HASHES") != nullptr) std::fputs(got.str().c_str(), stdout);
  const std::vector<char> want = read_golden("quantised_hashes.txt");
  EXPECT_EQ(got.str(), std::string(want.begin(), want.end()));
}

TEST(Quantize, UnevenImportance_LowersWeightedError) {
  for (DType dtype : weight_types) {
    if (is_float_type(dtype) || dtype == DType::q8_0) continue;
    Rng rng(9);
    std::vector<float> x(4096), importance(4096);
    for (size_t i = 0; i < x.size(); ++i) {
      x[i] = rng.normal();
      importance[i] = rng.below(8) == 0 ? 100.0f : 1.0f;
    }
    const double without =
        squared_error(x, restored(dtype, quantized(dtype, x.data(), 4096), 4096), &importance);
    const double with = squared_error(
        x, restored(dtype, quantized(dtype, x.data(), 4096, importance.data()), 4096), &importance);
    EXPECT_LT(with, 0.97 * without) << traits(dtype).name;
  }
}

TEST(Quantize, ZeroImportance_WeightsStillStored) {
  for (DType dtype : weight_types) {
    Rng rng(10);
    std::vector<float> x(512), importance(512, 0.0f), zero(512);
    fill(x.data(), 512, rng, Values::normal);
    for (size_t i = 300; i < 512; ++i) importance[i] = 1.0f;  // a whole block, then part of one, never seen
    const std::vector<float> y = restored(dtype, quantized(dtype, x.data(), 512, importance.data()), 512);
    for (size_t i = 0; i < 512; i += 16) {
      const std::vector<float> xs(x.begin() + i, x.begin() + i + 16), ys(y.begin() + i, y.begin() + i + 16);
      EXPECT_LT(squared_error(xs, ys, nullptr), 0.3 * squared_error(xs, zero, nullptr))
          << traits(dtype).name << " from " << i;
    }
  }
}

TEST(Quantize, ValuesOnTheGrid_LoseLittle) {
  for (DType dtype : weight_types) {
    Rng rng(13);
    std::vector<float> x(1024);
    fill(x.data(), 1024, rng, Values::normal);
    const std::vector<float> once = restored(dtype, quantized(dtype, x.data(), 1024), 1024);
    const std::vector<float> twice = restored(dtype, quantized(dtype, once.data(), 1024), 1024);
    // A searched scale finds the grid that is already there, up to the rounding of scales and offsets.
    EXPECT_LE(squared_error(once, twice, nullptr), 0.25 * squared_error(x, once, nullptr))
        << traits(dtype).name;
  }
}

TEST(Quantize, OddRows_RestoredAsTheyShould) {
  for (DType dtype : weight_types) {
    const auto back = [&](const std::vector<float>& x) {
      return restored(dtype, quantized(dtype, x.data(), static_cast<int64_t>(x.size())),
                      static_cast<int64_t>(x.size()));
    };
    for (float y : back(std::vector<float>(256, 0.0f))) ASSERT_EQ(y, 0.0f) << traits(dtype).name;
    for (float y : back(std::vector<float>(256, 1e-40f)))
      ASSERT_LE(std::fabs(y), 1e-7f) << traits(dtype).name;
    for (float value : {0.5f, -0.5f}) {
      // A constant block is one code times one scale: the rounding of a 6-bit or f16 scale is all that is
      // left.
      for (float y : back(std::vector<float>(256, value))) {
        ASSERT_NEAR(y, value, 0.5f * 0x1p-10f + 0.5f / 256) << traits(dtype).name;
      }
    }
    std::vector<float> one(256, 0.0f);
    one[77] = 3.0f;
    const std::vector<float> y = back(one);
    for (size_t i = 0; i < y.size(); ++i) {
      if (i / 16 != 77 / 16) {
        ASSERT_NEAR(y[i], 0.0f, 0.1f) << traits(dtype).name << " element " << i;
      }
    }
    ASSERT_NEAR(y[77], 3.0f, 3.0f / 64) << traits(dtype).name;
  }
}

TEST(Quantize, NotFiniteOrHugeValues_NoUndefinedBehaviour) {  // the sanitizer builds give this test its teeth
  const float bad[] = {std::numeric_limits<float>::quiet_NaN(),
                       std::numeric_limits<float>::infinity(),
                       -std::numeric_limits<float>::infinity(),
                       3.4e38f,
                       -3.4e38f,
                       1e-45f};
  for (DType dtype : weight_types) {
    for (float value : bad) {
      Rng rng(1);
      std::vector<float> x(512);
      for (float& v : x) v = rng.normal();
      x[100] = value;
      const std::vector<char> once = quantized(dtype, x.data(), 512);
      EXPECT_EQ(once, quantized(dtype, x.data(), 512)) << traits(dtype).name;
      const std::vector<float> y = restored(dtype, once, 512);
      for (size_t i = 256; i < 512; ++i) {
        ASSERT_NEAR(y[i], x[i], 0.8f) << traits(dtype).name << ": the neighbouring block suffered";
      }
      for (float& v : x) v = value;
      quantized(dtype, x.data(), 512);
      quantized(dtype, x.data(), 512, x.data());
    }
  }
}

}  // namespace
}  // namespace ondol::test
