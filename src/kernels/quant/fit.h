// Fits of one group of values that will be stored as small integers: the scale (and offset) that minimise the
// weighted squared error. Every candidate rounds all values to the grid and then solves for the best scale in
// closed form (least squares), so the grid of candidates only has to find the right rounding, not the scale.
// Plain IEEE float arithmetic in a fixed order: the same input gives the same bits on every machine.
#pragma once

#include <stdint.h>

#include "tensor/blocks/iq4_nl.h"

namespace ondol::quant {

/// To nearest, ties to even, for |v| < 2^22: at 1.5·2^23 a float's last bit is worth 1. Vectorises, unlike
/// rintf.
static inline float round_even(float v) { return (v + 12582912.0f) - 12582912.0f; }

/// Integers low…high. NaN goes to low, as everywhere here: a damaged weight must not become undefined
/// behaviour.
template <int Low, int High>
struct Uniform {
  static constexpr float low = Low, high = High;
  static float nearest(float v) {
    v = v > low ? v : low;
    v = v < high ? v : high;
    return round_even(v);
  }
};

/// Index of the IQ4 value nearest to each half-unit bin of [−128, 128); all midpoints between values are bin
/// edges.
struct Iq4Bins {
  int8_t index[512] = {};
  constexpr Iq4Bins() {
    for (int bin = 0; bin < 512; ++bin) {
      int best = 0;
      for (int i = 1; i < 16; ++i) {
        const int centre = 2 * bin + 1 - 512;  // in quarters
        const int d_new = centre - 4 * iq4_values[i];
        const int d_old = centre - 4 * iq4_values[best];
        if (d_new * d_new < d_old * d_old) best = i;
      }
      index[bin] = static_cast<int8_t>(best);
    }
  }
};

/// The 16 values of the IQ4 types.
struct Iq4Grid {
  static constexpr float low = -127, high = 113;
  static int index_of(float v) {
    v = v > -128.0f ? v : -128.0f;
    v = v < 127.0f ? v : 127.0f;
    static constexpr Iq4Bins bins;
    return bins.index[static_cast<int>((v + 128.0f) * 2.0f)];
  }
  static float nearest(float v) { return static_cast<float>(iq4_values[index_of(v)]); }
};

/// Σ over N elements of up to three products at once, in four lanes.
template <int N, int K, class Term>
inline void sum_terms(float (&sums)[K], Term term) {
  float part[K][4] = {};
  for (int i = 0; i < N; i += 4) {
    for (int lane = 0; lane < 4; ++lane) {
      float values[K];
      term(i + lane, values);
      for (int k = 0; k < K; ++k) part[k][lane] += values[k];
    }
  }
  for (int k = 0; k < K; ++k) sums[k] = (part[k][0] + part[k][1]) + (part[k][2] + part[k][3]);
}

/// x ≈ s·q with q on the grid; s may be negative, so that the value of largest magnitude can sit at the
/// longer end. Expects |x| ≤ 1 or so.
template <class Grid, int N>
inline float fit_scale(const float* x, const float* w) {
  float extreme = 0.0f;
  for (int i = 0; i < N; ++i) extreme = __builtin_fabsf(x[i]) > __builtin_fabsf(extreme) ? x[i] : extreme;
  if (__builtin_fabsf(extreme) < 1e-15f) return 0.0f;

  float scale = 0.0f;
  double gain = 0.0;  // how much of Σ w x² the fit explains: (Σ w x q)² / Σ w q²
  const auto attempt = [&](float inverse) {
    float sums[2];
    sum_terms<N>(sums, [&](int i, float(&out)[2]) {
      const float q = Grid::nearest(x[i] * inverse);
      const float wq = w[i] * q;
      out[0] = wq * x[i];
      out[1] = wq * q;
    });
    const double explained = static_cast<double>(sums[0]) * sums[0] / sums[1];
    if (!(sums[1] > 0.0f) || !(explained > gain)) return false;
    gain = explained;
    scale = sums[0] / sums[1];
    return true;
  };
  constexpr float unit = (Grid::high - Grid::low) / 150.0f;
  for (int step = -8; step <= 8; step += 2) {
    const float shift = (Grid::high - Grid::low > 63.0f ? unit : 0.1f) * static_cast<float>(step);
    attempt((Grid::low - shift) / extreme);
    attempt((Grid::high + shift) / extreme);
  }
  for (int round = 0; round < 4 && attempt(1.0f / scale); ++round) {
  }
  return scale;
}

struct Affine {
  float scale = 0.0f;
  float offset = 0.0f;
};

/// x ≈ scale·q + offset with q in 0…Top; with OffsetBelowZero the format cannot store a positive offset.
template <int Top, int N, bool OffsetBelowZero>
inline Affine fit_affine(const float* x, const float* w) {
  using Grid = Uniform<0, Top>;
  float low = x[0], high = x[0];
  for (int i = 1; i < N; ++i) {
    low = x[i] < low ? x[i] : low;
    high = x[i] > high ? x[i] : high;
  }
  if (OffsetBelowZero && low > 0.0f) low = 0.0f;
  if (!(high - low > 1e-15f)) return {0.0f, low};

  float fixed[3];
  sum_terms<N>(fixed, [&](int i, float(&out)[3]) {
    out[0] = w[i];
    out[1] = w[i] * x[i];
    out[2] = w[i] * x[i] * x[i];
  });
  const double sw = fixed[0], sx = fixed[1], sxx = fixed[2];
  Affine best{(high - low) / Top, low};
  double least = -1.0;
  const auto attempt = [&](float origin, float inverse) {
    float sums[3];
    sum_terms<N>(sums, [&](int i, float(&out)[3]) {
      const float q = Grid::nearest((x[i] - origin) * inverse);
      const float wq = w[i] * q;
      out[0] = wq;
      out[1] = wq * q;
      out[2] = wq * x[i];
    });
    const double sq = sums[0], sqq = sums[1], sxq = sums[2];
    const double det = sw * sqq - sq * sq;
    if (!(det > 0.0) || !(sqq > 0.0)) return false;
    double s = (sw * sxq - sx * sq) / det;
    double o = (sqq * sx - sq * sxq) / det;
    if (OffsetBelowZero && o > 0.0) {
      o = 0.0;
      s = sxq / sqq;
    }
    const double error = sxx + s * s * sqq + o * o * sw - 2.0 * (s * sxq + o * sx - s * o * sq);
    if (!(s > 0.0) || (least >= 0.0 && !(error < least))) return false;
    least = error;
    best = {static_cast<float>(s), static_cast<float>(o)};
    return true;
  };
  for (int step = -10; step <= 10; step += 2) {
    attempt(low, (static_cast<float>(Top) + 0.1f * static_cast<float>(step)) / (high - low));
  }
  for (int round = 0; round < 4 && attempt(best.offset, 1.0f / best.scale); ++round) {
  }
  return best;
}

}  // namespace ondol::quant
