// Derivatives of every target against the formulas in double. That the formulas are the derivatives of the
// forward functions is shown by finite differences in tests/train.
#include <vector>

#include "harness.h"
#include "kernels/train_kernels.h"

namespace ondol::test {
namespace {

const int64_t lengths[] = {1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 65, 288, 1000};
constexpr double few = 12.0;  // roundings inside exp, a quotient, a root

class TrainElementwise : public OnEveryTarget {
 protected:
  void SetUp() override {
    OnEveryTarget::SetUp();
    train = kernels->train;
  }
  const TrainKernels* train = nullptr;
  Rng rng{31};
};

std::string at(int64_t n, int64_t i) { return "n " + std::to_string(n) + " element " + std::to_string(i); }

TEST_P(TrainElementwise, RmsNorm_OutputAndInverse_WithinBound) {
  for (int64_t n : lengths) {
    Floats x(n, rng, 2.0f), w(n, rng, 1.0f), out(n);
    const double inverse = train->rms_norm(out.data(), x.data(), w.data(), n, 1e-5f);
    double sum = 0.0;
    for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(x[i]) * x[i];
    const double want = 1.0 / std::sqrt(sum / static_cast<double>(n) + static_cast<double>(1e-5f));
    const double relative = (static_cast<double>(n) / 2 + few) * u;
    ASSERT_TRUE(within(inverse, want, relative * want, at(n, -1)));
    for (int64_t i = 0; i < n; ++i) {
      const double value = x[i] * want * w[i];
      ASSERT_TRUE(within(out[i], value, 2 * relative * std::fabs(value), at(n, i)));
    }
    ASSERT_TRUE(out.intact());
  }
}

TEST_P(TrainElementwise, RmsNormBackward_AddsBothDerivatives_WithinBound) {
  for (int64_t n : lengths) {
    Floats x(n, rng, 2.0f), w(n, rng, 1.0f), d(n, rng, 1.0f), dx(n, rng, 1.0f), dw(n, rng, 1.0f);
    const std::vector<float> dx0(dx.data(), dx.data() + n), dw0(dw.data(), dw.data() + n);
    constexpr float inverse = 0.6f;
    train->rms_norm_backward(dx.data(), dw.data(), d.data(), x.data(), w.data(), inverse, n);
    double sum = 0.0, magnitude = 0.0;
    for (int64_t i = 0; i < n; ++i) {
      sum += static_cast<double>(d[i]) * w[i] * x[i];
      magnitude += std::fabs(static_cast<double>(d[i]) * w[i] * x[i]);
    }
    const double factor = static_cast<double>(inverse) * inverse / static_cast<double>(n);
    for (int64_t i = 0; i < n; ++i) {
      const auto j = static_cast<size_t>(i);
      const double g = static_cast<double>(d[i]) * w[i];
      const double want = dx0[j] + inverse * (g - x[i] * sum * factor);
      const double size = std::fabs(dx0[j]) + std::fabs(g) + std::fabs(x[i]) * magnitude * factor;
      ASSERT_TRUE(within(dx[i], want, (static_cast<double>(n) + few) * u * size, at(n, i)));
      const double want_w = dw0[j] + static_cast<double>(d[i]) * x[i] * inverse;
      ASSERT_TRUE(within(dw[i], want_w, few * u * (std::fabs(dw0[j]) + std::fabs(d[i] * x[i])), at(n, i)));
    }
    ASSERT_TRUE(dx.intact() && dw.intact());
  }
}

TEST_P(TrainElementwise, SiluMulBackward_InPlace_WithinBound) {
  for (int64_t n : lengths) {
    Floats gate(n, rng, 3.0f), up(n, rng, 1.0f), d(n, rng, 1.0f), act(n);
    const std::vector<float> g0(gate.data(), gate.data() + n), u0(up.data(), up.data() + n);
    train->silu_mul_backward(act.data(), gate.data(), up.data(), d.data(), gate.data(), up.data(), n);
    for (int64_t i = 0; i < n; ++i) {
      const double g = g0[static_cast<size_t>(i)], v = u0[static_cast<size_t>(i)];
      const double sigmoid = 1.0 / (1.0 + std::exp(-g)), silu = g * sigmoid;
      const double bound = few * u * (1.0 + std::fabs(g));  // exp(−g) errs by its argument's rounding
      ASSERT_TRUE(within(act[i], silu * v, bound * (std::fabs(silu * v) + u), at(n, i)));
      ASSERT_TRUE(within(up[i], d[i] * silu, bound * (std::fabs(d[i] * silu) + u), at(n, i)));
      const double slope = sigmoid + silu * (1.0 - sigmoid);
      ASSERT_TRUE(
          within(gate[i], d[i] * v * slope, bound * (1.0 + std::fabs(g)) * std::fabs(d[i] * v), at(n, i)));
    }
    ASSERT_TRUE(act.intact() && gate.intact() && up.intact());
  }
}

TEST_P(TrainElementwise, SoftmaxScaledThenAgainFromLogSum_WithinBound) {
  for (int64_t n : lengths) {
    Floats x(n, rng, 4.0f), again(n);
    std::vector<double> want(static_cast<size_t>(n));
    double sum = 0.0;
    for (int64_t i = 0; i < n; ++i) {
      again[i] = x[i];
      sum += want[static_cast<size_t>(i)] = std::exp(static_cast<double>(x[i]));
    }
    const float log_sum = train->softmax_scaled(x.data(), n, 0.25f);
    ASSERT_TRUE(within(log_sum, std::log(sum),
                       (static_cast<double>(n) + few) * u * (1.0 + std::fabs(log_sum)), at(n, -1)));
    train->exp_scaled(again.data(), n, 1.0f, log_sum);
    for (int64_t i = 0; i < n; ++i) {
      const double p = want[static_cast<size_t>(i)] / sum;
      const double relative =
          (static_cast<double>(n) + 2 * few + 32) * u;  // arguments up to 16: half a ulp of them
      ASSERT_TRUE(within(x[i], p / 4, relative * p, at(n, i)));
      ASSERT_TRUE(within(again[i], p, relative * p, at(n, i)));
    }
    ASSERT_TRUE(x.intact() && again.intact());
  }
}

TEST_P(TrainElementwise, SoftmaxBackwardDotAxpy_WithinBound) {
  for (int64_t n : lengths) {
    Floats p(n, rng, 1.0f), d(n, rng, 1.0f), y(n, rng, 1.0f);
    double dot = 0.0, magnitude = 0.0;
    for (int64_t i = 0; i < n; ++i) {
      dot += static_cast<double>(p[i]) * d[i];
      magnitude += std::fabs(static_cast<double>(p[i]) * d[i]);
    }
    ASSERT_TRUE(within(train->dot(p.data(), d.data(), n), dot, static_cast<double>(n + 1) * u * magnitude,
                       at(n, -1)));
    const std::vector<float> d0(d.data(), d.data() + n), y0(y.data(), y.data() + n);
    train->axpy(y.data(), 0.7f, d.data(), n);
    train->softmax_backward(d.data(), p.data(), d.data(), n, 0.3f, 0.5f);
    for (int64_t i = 0; i < n; ++i) {
      const double g = d0[static_cast<size_t>(i)], old = y0[static_cast<size_t>(i)];
      ASSERT_TRUE(within(y[i], old + static_cast<double>(0.7f) * g, 2 * u * (std::fabs(old) + std::fabs(g)),
                         at(n, i)));
      const double want = 0.5 * p[i] * (g - static_cast<double>(0.3f));
      ASSERT_TRUE(within(d[i], want, few * u * std::fabs(p[i]) * (std::fabs(g) + 1.0), at(n, i)));
    }
    ASSERT_TRUE(d.intact() && y.intact());
  }
}

TEST_P(TrainElementwise, Adam_ThreeSteps_WithinBound) {
  for (int64_t n : lengths) {
    Floats p(n, rng, 1.0f), m(n), v(n), g(n, rng, 1.0f);
    std::vector<double> want_p(p.data(), p.data() + n), want_m(static_cast<size_t>(n)),
        want_v(static_cast<size_t>(n));
    for (int t = 1; t <= 3; ++t) {
      AdamStep step{p.data(), m.data(), v.data(), g.data(), 0.5f, 0.01f,
                    0.9f,     0.99f,    1e-8f,    0.1f,     0.0f, 0.0f};
      step.m_correction = static_cast<float>(1.0 / (1.0 - std::pow(0.9, t)));
      step.v_correction = static_cast<float>(1.0 / (1.0 - std::pow(0.99, t)));
      train->adam(step, n);
      for (size_t i = 0; i < static_cast<size_t>(n); ++i) {
        const double x = 0.5 * g[static_cast<int64_t>(i)];
        want_m[i] = static_cast<double>(0.9f) * want_m[i] + static_cast<double>(1.0f - 0.9f) * x;
        want_v[i] = static_cast<double>(0.99f) * want_v[i] + static_cast<double>(1.0f - 0.99f) * x * x;
        const double update =
            want_m[i] * step.m_correction / (std::sqrt(want_v[i] * step.v_correction) + 1e-8);
        want_p[i] =
            want_p[i] * static_cast<double>(1.0f - 0.01f * 0.1f) - static_cast<double>(0.01f) * update;
      }
    }
    for (int64_t i = 0; i < n; ++i) {
      const auto j = static_cast<size_t>(i);
      ASSERT_TRUE(within(m[i], want_m[j], 3 * few * u * std::fabs(g[i]), at(n, i)));
      ASSERT_TRUE(within(p[i], want_p[j], 3 * few * u * (std::fabs(want_p[j]) + 0.1), at(n, i)));
    }
    ASSERT_TRUE(p.intact() && m.intact() && v.intact());
  }
}

ONDOL_ON_EVERY_TARGET(TrainElementwise);

}  // namespace
}  // namespace ondol::test
