// Loop unrolling that gcc and clang both understand, and where the parts of a q8 activation row lie.
#pragma once

#include <stdint.h>

#if defined(__clang__)
#define ONDOL_UNROLL _Pragma("clang loop unroll(full)")
#else
#define ONDOL_UNROLL _Pragma("GCC unroll 32")
#endif

namespace ondol {
namespace {

/// A row of ActKind::q8 activations (kernels.h): q[n] | d[n/32] | sum[n/16].
struct Act {
  const int8_t* q;
  const float* d;
  const int16_t* sum;
  Act(const void* row, int64_t n)
      : q(static_cast<const int8_t*>(row)),
        d(reinterpret_cast<const float*>(q + n)),
        sum(reinterpret_cast<const int16_t*>(d + n / 32)) {}
};

}  // namespace
}  // namespace ondol
