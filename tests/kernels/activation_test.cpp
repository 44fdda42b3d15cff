// quantize_act, dequantize_row and store_kv: what every target must write to memory.
#include <algorithm>
#include <limits>

#include "weights.h"

namespace ondol::test {
namespace {

class Activation : public OnEveryTarget {
 protected:
  Rng rng{7};
};

TEST_P(Activation, QuantizeAct_AnyValues_NearestCodesAndExactSums) {
  for (int64_t n : {32, 64, 96, 576, 1536}) {
    for (int kind = 0; kind < static_cast<int>(Values::last); ++kind) {
      Floats x(n);
      fill(x.data(), n, rng, static_cast<Values>(kind));
      Guarded act(act_row_bytes(ActKind::q8, n), 64);
      kernels->quantize_act(act.as(), x.data(), n);
      ASSERT_TRUE(act.intact());
      const int8_t* q = act.as<int8_t>();
      const float* d = reinterpret_cast<const float*>(q + n);
      const int16_t* sums = reinterpret_cast<const int16_t*>(d + n / 32);
      for (int64_t b = 0; b < n / 32; ++b) {
        float amax = 0.0f;
        for (int64_t i = 32 * b; i < 32 * b + 32; ++i) amax = std::max(amax, std::fabs(x[i]));
        // Below this, 127/amax overflows and the block may be stored as zeros.
        const double tiny = 127.0 / 3.4e38;
        for (int64_t i = 32 * b; i < 32 * b + 32; ++i) {
          const double step = amax / 127.0;
          ASSERT_TRUE(
              within(static_cast<double>(d[b]) * q[i], x[i],
                     step * (0.5 + 127 * 4 * u) + (amax < tiny ? amax : 0.0f),
                     std::string(name_of(static_cast<Values>(kind))) + " element " + std::to_string(i)));
          ASSERT_GE(q[i], -127);
        }
        for (int half = 0; half < 2; ++half) {
          int sum = 0;
          for (int64_t i = 32 * b + 16 * half; i < 32 * b + 16 * half + 16; ++i) sum += q[i];
          ASSERT_EQ(sums[2 * b + half], sum);
        }
      }
    }
  }
}

TEST_P(Activation, QuantizeAct_ExactHalves_RoundToEven) {
  Floats x(32);
  for (int i = 0; i < 32; ++i) x[i] = static_cast<float>(i) + 0.5f;  // 127/amax is exactly 1
  x[31] = 127.0f;
  Guarded act(act_row_bytes(ActKind::q8, 32), 64);
  kernels->quantize_act(act.as(), x.data(), 32);
  for (int i = 0; i < 31; ++i) EXPECT_EQ(act.as<int8_t>()[i], (i + 1) / 2 * 2);
}

// A damaged weight shows as NaN logits, which the runtime can refuse; codes made from NaN would hide it.
TEST_P(Activation, QuantizeAct_NotFiniteValue_BlockScaleNotFinite) {
  for (float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    for (int64_t place = 0; place < 64; ++place) {
      Floats x(64, rng, 1.0f);
      x[place] = place % 2 == 0 ? bad : -bad;
      Guarded act(act_row_bytes(ActKind::q8, 64), 64);
      kernels->quantize_act(act.as(), x.data(), 64);
      const float* d = reinterpret_cast<const float*>(act.as<int8_t>() + 64);
      ASSERT_FALSE(std::isfinite(d[place / 32])) << bad << " at " << place;
      ASSERT_TRUE(std::isfinite(d[1 - place / 32])) << bad << " at " << place;
    }
  }
}

TEST_P(Activation, QuantizeResidual_AnyValues_SameBitsAsScalarAndSumIsX) {
  for (int64_t n : {32, 96, 576}) {
    for (int kind = 0; kind < static_cast<int>(Values::last); ++kind) {
      Floats x(n);
      fill(x.data(), n, rng, static_cast<Values>(kind));
      Guarded act(act_row_bytes(ActKind::q8, n), 64), rest(act_row_bytes(ActKind::q8, n), 64);
      Guarded want(act_row_bytes(ActKind::q8, n), 64);
      kernels->quantize_act(act.as(), x.data(), n);
      kernels->quantize_residual(rest.as(), x.data(), act.as(), n);
      ref::quantize_residual(want.as(), x.data(), act.as(), n);
      ASSERT_TRUE(rest.intact());
      ASSERT_EQ(std::memcmp(rest.as(), want.as(), static_cast<size_t>(n) + static_cast<size_t>(n) / 4), 0);
      const int8_t *q1 = act.as<int8_t>(), *q2 = rest.as<int8_t>();
      const float *d1 = reinterpret_cast<const float*>(q1 + n), *d2 = reinterpret_cast<const float*>(q2 + n);
      for (int64_t i = 0; i < n; ++i) {
        const double scale = d1[i / 32], both = scale * q1[i] + static_cast<double>(d2[i / 32]) * q2[i];
        ASSERT_GE(q2[i], -127);
        if (scale < 1e-30) continue;  // blocks too small to keep a residual
        ASSERT_TRUE(
            within(both, x[i], scale * (0.5 / 254 + 127 * 4 * u),
                   std::string(name_of(static_cast<Values>(kind))) + " element " + std::to_string(i)));
      }
    }
  }
}

TEST_P(Activation, QuantizeResidual_NotFiniteScale_StaysNotFinite) {
  Floats x(64, rng, 1.0f);
  x[40] = std::numeric_limits<float>::quiet_NaN();
  Guarded act(act_row_bytes(ActKind::q8, 64), 64), rest(act_row_bytes(ActKind::q8, 64), 64);
  kernels->quantize_act(act.as(), x.data(), 64);
  kernels->quantize_residual(rest.as(), x.data(), act.as(), 64);
  const float* d = reinterpret_cast<const float*>(rest.as<int8_t>() + 64);
  EXPECT_TRUE(std::isfinite(d[0]));
  EXPECT_FALSE(std::isfinite(d[1]));
}

TEST_P(Activation, DequantizeRow_EveryType_SameBitsAsScalar) {
  for (DType dtype : weight_types) {
    const int64_t block = traits(dtype).block_elems;
    for (int64_t n : {block, 3 * block, block * ((577 + block - 1) / block)}) {
      const Weights w(dtype, 2, n, rng, Values::normal, Source::random_bytes);
      Floats got(n), want(n);
      for (int64_t r = 0; r < 2; ++r) {
        kernels->dequantize_row(dtype, got.data(), w.row(r), n);
        ref::dequantize_row(dtype, want.data(), w.row(r), n);
        ASSERT_TRUE(got.intact());
        ASSERT_TRUE(same_bits(got.data(), want.data(), n)) << traits(dtype).name << " n " << n;
      }
    }
  }
}

TEST_P(Activation, StoreKv_F16_RoundsToNearestEven) {
  for (int64_t d_head : {1, 8, 40, 64, 80, 128}) {
    for (int kind = 0; kind < static_cast<int>(Values::last); ++kind) {
      Floats x(d_head);
      fill(x.data(), d_head, rng, static_cast<Values>(kind));
      if (d_head > 4) {
        x[0] = 1.0f + 0x1p-11f;      // half way, to even: down
        x[1] = 1.0f + 3 * 0x1p-11f;  // half way, to even: up
        x[2] = 0x1p-25f;             // half of the smallest denormal: to zero
        x[3] = 65519.0f;             // just below the half way to 2^16
      }
      Guarded row(kv_row_bytes(KvType::f16, d_head), 2);
      kernels->store_kv(KvType::f16, row.as(), x.data(), d_head);
      ASSERT_TRUE(row.intact());
      for (int64_t i = 0; i < d_head; ++i) ASSERT_EQ(row.as<uint16_t>()[i], f32_to_f16(x[i])) << x[i];
    }
  }
}

TEST_P(Activation, StoreKv_Q8_WithinHalfAStep) {
  for (int64_t d_head : {32, 64, 96, 128, 256}) {
    for (Values kind : {Values::normal, Values::zeros, Values::spikes, Values::large}) {
      Floats x(d_head), back(d_head);
      fill(x.data(), d_head, rng, kind);
      Guarded row(kv_row_bytes(KvType::q8_0, d_head), 2);
      kernels->store_kv(KvType::q8_0, row.as(), x.data(), d_head);
      ASSERT_TRUE(row.intact());
      ref::dequantize_row(DType::q8_0, back.data(), row.as(), d_head);
      for (int64_t b = 0; b < d_head; b += 32) {
        float amax = 0.0f;
        for (int64_t i = b; i < b + 32; ++i) amax = std::max(amax, std::fabs(x[i]));
        // Half a step, and the f16 rounding of the step (2^-11 of it, or of its smallest denormal) times the
        // code.
        const double step = amax / 127.0;
        const double bound = step * (0.5 + 127 * (0x1p-11 + 4 * u)) + 127 * 0x1p-25;
        for (int64_t i = b; i < b + 32; ++i) ASSERT_TRUE(within(back[i], x[i], bound, name_of(kind)));
      }
    }
  }
}

ONDOL_ON_EVERY_TARGET(Activation);

}  // namespace
}  // namespace ondol::test
