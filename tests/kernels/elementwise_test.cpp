// Norms, activations, softmax and RoPE of every target against double. Bounds: u is half a unit in the last
// place; exp and tanh may be polynomials good to a few units.
#include <algorithm>
#include <limits>

#include "harness.h"

namespace ondol::test {
namespace {

const int64_t lengths[] = {1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 127, 576, 1536};
constexpr double few = 8.0;  // roundings inside exp, tanh or a quotient

class Elementwise : public OnEveryTarget {
 protected:
  Rng rng{11};
};

std::string at(int64_t n, int64_t i) { return "n " + std::to_string(n) + " element " + std::to_string(i); }

TEST_P(Elementwise, RmsNorm_AnyValues_WithinBound) {
  for (int64_t n : lengths) {
    for (int kind = 0; kind < static_cast<int>(Values::last); ++kind) {
      for (bool weighted : {false, true}) {
        Floats x(n), weight(n, rng, 1.0f), out(n);
        fill(x.data(), n, rng, static_cast<Values>(kind));
        constexpr float eps = 1e-5f;
        kernels->rms_norm(out.data(), x.data(), weighted ? weight.data() : nullptr, n, eps);
        ASSERT_TRUE(out.intact());
        double sum = 0.0;
        for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(x[i]) * x[i];
        const double inverse = 1.0 / std::sqrt(sum / static_cast<double>(n) + static_cast<double>(eps));
        // A blocked float sum (four lanes or more) of positive terms errs by n/4·u, its root by half of that.
        const double relative = (static_cast<double>(n) / 8 + few) * u;
        for (int64_t i = 0; i < n; ++i) {
          const double want = x[i] * inverse * (weighted ? weight[i] : 1.0f);
          ASSERT_TRUE(within(out[i], want, relative * std::fabs(want) + 3 * underflow, at(n, i)));
        }
        Floats in_place(n);
        std::memcpy(in_place.data(), x.data(), static_cast<size_t>(n) * 4);
        kernels->rms_norm(in_place.data(), in_place.data(), weighted ? weight.data() : nullptr, n, eps);
        ASSERT_TRUE(same_bits(in_place.data(), out.data(), n)) << "in place, n " << n;
      }
    }
  }
}

TEST_P(Elementwise, AddAndScale_AnyValues_Exact) {
  for (int64_t n : lengths) {
    Floats a(n, rng, 3.0f), b(n, rng, 2.0f), sum(n);
    kernels->add(sum.data(), a.data(), b.data(), n);
    for (int64_t i = 0; i < n; ++i) ASSERT_EQ(sum[i], a[i] + b[i]) << at(n, i);
    kernels->scale(sum.data(), 0.3f, n);
    ASSERT_TRUE(sum.intact());
    for (int64_t i = 0; i < n; ++i) ASSERT_EQ(sum[i], (a[i] + b[i]) * 0.3f) << at(n, i);
    kernels->add(a.data(), a.data(), b.data(), n);
    kernels->scale(a.data(), 0.3f, n);
    ASSERT_TRUE(same_bits(a.data(), sum.data(), n)) << "in place, n " << n;
  }
}

/// Around zero, over the working range, and where exp overflows or vanishes.
std::vector<float> gates(int64_t n, Rng& rng) {
  const float special[] = {0.0f,   -0.0f, 1e-30f, -1e-8f, 1e-4f,  -1.0f,  9.0f,  -9.0f,
                           -20.0f, 50.0f, -86.0f, -88.5f, -120.f, 300.0f, -1e4f, 1e4f};
  std::vector<float> x(static_cast<size_t>(n));
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = rng.below(2) == 0 ? special[rng.below(16)] : rng.normal() * 4.0f;
  return x;
}

TEST_P(Elementwise, SiluMul_AnyGate_WithinBound) {
  for (int64_t n : lengths) {
    const Floats gate(gates(n, rng));
    const Floats up(n, rng, 2.0f);
    Floats out(n);
    kernels->silu_mul(out.data(), gate.data(), up.data(), n);
    ASSERT_TRUE(out.intact());
    for (int64_t i = 0; i < n; ++i) {
      const double g = gate[i];
      const double want = g / (1.0 + std::exp(-g)) * up[i];
      // exp(x) from a float x: |x|·u of its argument's rounding. Below 1e-34 a target may have clamped exp.
      const double bound = (2 * few + std::fabs(g)) * u * std::fabs(want) + 1e-34 * std::fabs(up[i]);
      ASSERT_TRUE(within(out[i], want, bound, at(n, i) + " gate " + std::to_string(g)));
    }
  }
}

TEST_P(Elementwise, GeluTanhMul_AnyGate_WithinBound) {
  for (int64_t n : lengths) {
    const Floats gate(gates(n, rng));
    const Floats up(n, rng, 2.0f);
    Floats out(n);
    kernels->gelu_tanh_mul(out.data(), gate.data(), up.data(), n);
    ASSERT_TRUE(out.intact());
    for (int64_t i = 0; i < n; ++i) {
      const double g = gate[i];
      const double inner = std::sqrt(2.0 / M_PI) * g * (1.0 + 0.044715 * g * g);
      const double want = 0.5 * g * (1.0 + std::tanh(inner)) * up[i];
      // 1 + tanh cancels for negative gates: the error is absolute, in units of |gate·up|.
      const double bound = 2 * few * u * std::fabs(g * up[i]) + 1e-37;
      ASSERT_TRUE(within(out[i], want, bound, at(n, i) + " gate " + std::to_string(g)));
    }
  }
}

TEST_P(Elementwise, Softcap_AnyValue_WithinBound) {
  for (int64_t n : lengths) {
    for (float cap : {30.0f, 50.0f}) {
      const Floats x(gates(n, rng));
      Floats out(gates(n, rng));
      std::memcpy(out.data(), x.data(), static_cast<size_t>(n) * 4);
      kernels->softcap(out.data(), cap, n);
      ASSERT_TRUE(out.intact());
      for (int64_t i = 0; i < n; ++i) {
        const double want = cap * std::tanh(static_cast<double>(x[i]) / cap);
        // (e − 1)/(e + 1) cancels near zero: an absolute error of a few u·cap is all that is asked there.
        ASSERT_TRUE(within(out[i], want, few * u * (cap + std::fabs(want)), at(n, i)));
      }
    }
  }
}

TEST_P(Elementwise, Softmax_AnyValues_WithinBoundAndReturnsLogSum) {
  for (int64_t n : lengths) {
    for (float spread : {0.0f, 1.0f, 10.0f, 1000.0f}) {
      const Floats x(n, rng, spread);
      Floats p(n);
      std::memcpy(p.data(), x.data(), static_cast<size_t>(n) * 4);
      const float got_log_sum = kernels->softmax(p.data(), n);
      ASSERT_TRUE(p.intact());
      double max = x[0], sum = 0.0;
      for (int64_t i = 1; i < n; ++i) max = std::max(max, static_cast<double>(x[i]));
      for (int64_t i = 0; i < n; ++i) sum += std::exp(x[i] - max);
      const double log_sum = max + std::log(sum);
      const double sum_error = (static_cast<double>(n) / 4 + 2 * few) * u;
      ASSERT_TRUE(within(got_log_sum, log_sum, sum_error + few * u * (std::fabs(log_sum) + std::fabs(max)),
                         "log sum, n " + std::to_string(n)));
      for (int64_t i = 0; i < n; ++i) {
        const double want = std::exp(x[i] - log_sum);
        const double bound = want * (sum_error + (2 * few + std::fabs(x[i] - max)) * u) + 1e-34;
        ASSERT_TRUE(within(p[i], want, bound, at(n, i)));
      }
    }
  }
}

TEST_P(Elementwise, Softmax_MaskedValues_AreZero) {
  for (int64_t n : {2, 9, 40}) {
    Floats x(n, rng, 1.0f);
    for (int64_t i = 1; i < n; i += 2) x[i] = -std::numeric_limits<float>::infinity();
    kernels->softmax(x.data(), n);
    double sum = 0.0;
    for (int64_t i = 0; i < n; ++i) {
      sum += x[i];
      if (i % 2 == 1) {
        ASSERT_EQ(x[i], 0.0f) << at(n, i);
      }
    }
    EXPECT_NEAR(sum, 1.0, static_cast<double>(n) * u + few * u);
  }
}

TEST_P(Elementwise, Rope_BothPairings_WithinBoundAndRestUntouched) {
  for (int64_t d_head : {2, 8, 16, 48, 64, 80, 128}) {
    for (int64_t n_rot : {d_head, d_head / 4 * 2}) {
      if (n_rot == 0) continue;
      for (bool neox : {false, true}) {
        const int64_t n_head = 3;
        const Floats x(n_head * d_head, rng, 2.0f);
        Floats cos(n_rot / 2), sin(n_rot / 2), got(n_head * d_head);
        for (int64_t i = 0; i < n_rot / 2; ++i) {
          const double angle = 100.0 * rng.uniform();
          cos[i] = static_cast<float>(std::cos(angle));
          sin[i] = static_cast<float>(std::sin(angle));
        }
        std::memcpy(got.data(), x.data(), static_cast<size_t>(n_head * d_head) * 4);
        kernels->rope(got.data(), n_head, d_head, n_rot, cos.data(), sin.data(), neox);
        ASSERT_TRUE(got.intact());
        for (int64_t h = 0; h < n_head; ++h) {
          for (int64_t i = 0; i < n_rot / 2; ++i) {
            const int64_t a = h * d_head + (neox ? i : 2 * i);
            const int64_t b = h * d_head + (neox ? i + n_rot / 2 : 2 * i + 1);
            const double xa = x[a], xb = x[b], c = cos[i], s = sin[i];
            const double size = std::fabs(xa) + std::fabs(xb);
            ASSERT_TRUE(within(got[a], xa * c - xb * s, 3 * u * size, at(d_head, a)));
            ASSERT_TRUE(within(got[b], xa * s + xb * c, 3 * u * size, at(d_head, b)));
          }
          for (int64_t i = h * d_head + n_rot; i < (h + 1) * d_head; ++i)
            ASSERT_EQ(got[i], x[i]) << "past n_rot";
        }
      }
    }
  }
}

ONDOL_ON_EVERY_TARGET(Elementwise);

}  // namespace
}  // namespace ondol::test
