// Blocks of several groups whose scales are themselves small integers times one f16 (the K-quants and
// IQ4_XS). First each group is fitted alone, then its integer scale (and min) is chosen among the neighbours
// of the rounded one by the error it really causes, then d (and dmin) is refitted to the integers chosen.
// Works on values divided by the block's largest magnitude, so that no sum can overflow.
#pragma once

#include <stdint.h>

#include "kernels/quant/fit.h"
#include "tensor/half.h"

namespace ondol::quant {

/// An f16 near the wanted factor: never infinite, and not zero unless zero was wanted (the smallest f16 with
/// smaller integers beside it still stores something).
inline uint16_t stored_factor(float wanted) {
  const uint16_t half = f32_to_f16(wanted);
  if ((half & 0x7fff) == 0x7c00) return static_cast<uint16_t>((half & 0x8000) | 0x7bff);
  if ((half & 0x7fff) == 0 && wanted != 0.0f) return static_cast<uint16_t>((half & 0x8000) | 1);
  return half;
}

inline int rounded_within(float v, int low, int high) {
  if (!(v > static_cast<float>(low))) return low;
  return v < static_cast<float>(high) ? static_cast<int>(round_even(v)) : high;
}

inline float reciprocal(float s) { return s == 0.0f ? 0.0f : 1.0f / s; }

/// Largest |x| of the block, and x divided by it. False when there is nothing but zeros (or denormals) to
/// store.
template <int N>
inline bool normalise(float* out, const float* x, float* amax) {
  float top = 0.0f;
  for (int i = 0; i < N; ++i) top = __builtin_fabsf(x[i]) > top ? __builtin_fabsf(x[i]) : top;
  *amax = top;
  if (!(top > 1e-30f)) return false;
  for (int i = 0; i < N; ++i) out[i] = x[i] / top;
  return true;
}

/// What the squared errors are weighted by when no importance is known. Measured on Gaussian, Laplace and
/// trained weights against plain errors: both lower the error of large weights at a small price for small
/// ones; with two or three bits the price of `spread` falls on the large ones, hence `large` there.
enum class Emphasis { spread, large };  // σ + |x|, |x|

template <int N>
inline void error_weights(float* w, const float* x, const float* importance, Emphasis emphasis) {
  float sums[2];
  sum_terms<N>(sums, [&](int i, float(&out)[2]) {
    out[0] = x[i] * x[i];
    out[1] = importance != nullptr ? importance[i] : 0.0f;
  });
  const float variance = sums[0] / N;
  if (importance != nullptr) {
    // A channel that calibration never saw still gets its weights stored: a thousandth of the mean is the
    // least.
    const float mean = sums[1] / N;
    const float least = mean > 0.0f ? mean * 1e-3f : 1.0f;
    for (int i = 0; i < N; ++i) {
      const float own = importance[i] > least ? importance[i] : least;
      w[i] = own * __builtin_sqrtf(variance + x[i] * x[i]);
    }
    return;
  }
  const float floor = emphasis == Emphasis::spread ? __builtin_sqrtf(variance) : 0.0f;
  for (int i = 0; i < N; ++i) w[i] = floor + __builtin_fabsf(x[i]);
}

/// x ≈ d·sc·q, groups of N, sc in ScLow…ScHigh (ScLow negative and the longer end).
template <class Grid, int NGroup, int N, int ScLow, int ScHigh>
struct ScaledGroups {
  uint16_t d = 0;
  int sc[NGroup] = {};

  /// x and w: NGroup·N values; x divided by amax.
  void fit(const float* x, const float* w, float amax) {
    float scale[NGroup];
    float extreme = 0.0f;
    for (int g = 0; g < NGroup; ++g) {
      scale[g] = fit_scale<Grid, N>(x + g * N, w + g * N);
      extreme = __builtin_fabsf(scale[g]) > __builtin_fabsf(extreme) ? scale[g] : extreme;
    }
    if (extreme == 0.0f) return;
    d = stored_factor(extreme / ScLow * amax);
    const float error = choose_scales(sc, scale, x, w, f16_to_f32(d) / amax);
    const uint16_t d_new = stored_factor(refitted(x, w, f16_to_f32(d) / amax) * amax);
    int sc_new[NGroup];
    if (!(choose_scales(sc_new, scale, x, w, f16_to_f32(d_new) / amax) < error)) return;
    d = d_new;
    for (int g = 0; g < NGroup; ++g) sc[g] = sc_new[g];
  }

 private:
  static float error_of(const float* x, const float* w, float s) {
    const float inverse = reciprocal(s);
    float sum[1];
    sum_terms<N>(sum, [&](int i, float(&out)[1]) {
      const float miss = x[i] - s * Grid::nearest(x[i] * inverse);
      out[0] = w[i] * miss * miss;
    });
    return sum[0];
  }

  static float choose_scales(int* out, const float* scale, const float* x, const float* w, float d) {
    float total = 0.0f;
    for (int g = 0; g < NGroup; ++g) {
      const int centre = rounded_within(scale[g] / d, ScLow, ScHigh);
      float least = -1.0f;
      for (int candidate = centre - 1; candidate <= centre + 1; ++candidate) {
        if (candidate < ScLow || candidate > ScHigh) continue;
        const float error = error_of(x + g * N, w + g * N, d * static_cast<float>(candidate));
        if (least >= 0.0f && !(error < least)) continue;
        least = error;
        out[g] = candidate;
      }
      total += least;
    }
    return total;
  }

  /// The d that suits the present integers best.
  float refitted(const float* x, const float* w, float d_now) const {
    double product = 0.0, square = 0.0;
    for (int g = 0; g < NGroup; ++g) {
      const float factor = static_cast<float>(sc[g]);
      const float inverse = reciprocal(d_now * factor);
      float sums[2];
      sum_terms<N>(sums, [&](int i, float(&out)[2]) {
        const float a = factor * Grid::nearest(x[g * N + i] * inverse);
        out[0] = w[g * N + i] * x[g * N + i] * a;
        out[1] = w[g * N + i] * a * a;
      });
      product += sums[0];
      square += sums[1];
    }
    return square > 0.0 ? static_cast<float>(product / square) : d_now;
  }
};

/// x ≈ d·sc·q − dmin·mn, groups of N, q in 0…Top, sc and mn in 0…ScTop.
template <int Top, int NGroup, int N, int ScTop>
struct AffineGroups {
  using Grid = Uniform<0, Top>;
  uint16_t d = 0, dmin = 0;
  int sc[NGroup] = {}, mn[NGroup] = {};

  void fit(const float* x, const float* w, float amax) {
    Affine group[NGroup];
    float top_scale = 0.0f, top_min = 0.0f;
    for (int g = 0; g < NGroup; ++g) {
      group[g] = fit_affine<Top, N, true>(x + g * N, w + g * N);
      top_scale = group[g].scale > top_scale ? group[g].scale : top_scale;
      top_min = -group[g].offset > top_min ? -group[g].offset : top_min;
    }
    d = stored_factor(top_scale / ScTop * amax);
    dmin = stored_factor(top_min / ScTop * amax);
    const float error = choose(sc, mn, group, x, w, f16_to_f32(d) / amax, f16_to_f32(dmin) / amax);
    float d_wanted = f16_to_f32(d) / amax, dmin_wanted = f16_to_f32(dmin) / amax;
    refit(x, w, &d_wanted, &dmin_wanted);
    const uint16_t d_new = stored_factor(d_wanted * amax), dmin_new = stored_factor(dmin_wanted * amax);
    int sc_new[NGroup], mn_new[NGroup];
    const float error_new =
        choose(sc_new, mn_new, group, x, w, f16_to_f32(d_new) / amax, f16_to_f32(dmin_new) / amax);
    if (!(error_new < error)) return;
    d = d_new;
    dmin = dmin_new;
    for (int g = 0; g < NGroup; ++g) {
      sc[g] = sc_new[g];
      mn[g] = mn_new[g];
    }
  }

 private:
  static float error_of(const float* x, const float* w, float s, float m) {
    const float inverse = reciprocal(s);
    float sum[1];
    sum_terms<N>(sum, [&](int i, float(&out)[1]) {
      const float miss = x[i] + m - s * Grid::nearest((x[i] + m) * inverse);
      out[0] = w[i] * miss * miss;
    });
    return sum[0];
  }

  static float choose(int* sc_out, int* mn_out, const Affine* group, const float* x, const float* w, float d,
                      float dmin) {
    float total = 0.0f;
    for (int g = 0; g < NGroup; ++g) {
      const int sc_centre = d > 0.0f ? rounded_within(group[g].scale / d, 0, ScTop) : 0;
      const int mn_centre = dmin > 0.0f ? rounded_within(-group[g].offset / dmin, 0, ScTop) : 0;
      float least = -1.0f;
      for (int s = sc_centre - 1; s <= sc_centre + 1; ++s) {
        for (int m = mn_centre - 1; m <= mn_centre + 1; ++m) {
          if (s < 0 || s > ScTop || m < 0 || m > ScTop) continue;
          const float error =
              error_of(x + g * N, w + g * N, d * static_cast<float>(s), dmin * static_cast<float>(m));
          if (least >= 0.0f && !(error < least)) continue;
          least = error;
          sc_out[g] = s;
          mn_out[g] = m;
        }
      }
      total += least;
    }
    return total;
  }

  /// Least squares for d and dmin with the present integers: x ≈ d·a − dmin·b, a = sc·q, b = mn.
  void refit(const float* x, const float* w, float* d_now, float* dmin_now) const {
    double aa = 0.0, ab = 0.0, bb = 0.0, xa = 0.0, xb = 0.0;
    for (int g = 0; g < NGroup; ++g) {
      const float factor = static_cast<float>(sc[g]), b = static_cast<float>(mn[g]);
      const float inverse = reciprocal(*d_now * factor), m = *dmin_now * b;
      float sums[5];
      sum_terms<N>(sums, [&](int i, float(&out)[5]) {
        const float xi = x[g * N + i], wi = w[g * N + i];
        const float a = factor * Grid::nearest((xi + m) * inverse);
        out[0] = wi * a * a;
        out[1] = wi * a * b;
        out[2] = wi * b * b;
        out[3] = wi * xi * a;
        out[4] = wi * xi * b;
      });
      aa += sums[0];
      ab += sums[1];
      bb += sums[2];
      xa += sums[3];
      xb += sums[4];
    }
    const double det = aa * bb - ab * ab;
    if (det > 1e-9 * aa * bb) {
      const double d_new = (xa * bb - xb * ab) / det, dmin_new = (xa * ab - xb * aa) / det;
      if (d_new > 0.0 && dmin_new > 0.0) {
        *d_now = static_cast<float>(d_new);
        *dmin_now = static_cast<float>(dmin_new);
      }
    } else if (bb == 0.0 && aa > 0.0 && xa > 0.0) {
      *d_now = static_cast<float>(xa / aa);
    }
  }
};

}  // namespace ondol::quant
