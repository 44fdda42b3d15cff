// The ids of element types. Apart from dtype.h so that kernel files compiled for one instruction set
// include no standard C++ header (their inline functions would leak that instruction set's code).
#pragma once

#include <stdint.h>

namespace ondol {

/// Ids are GGUF's (ggml_type): they are stored in files.
enum class DType : uint32_t {
  f32 = 0,
  f16 = 1,
  q4_0 = 2,
  q4_1 = 3,
  q5_0 = 6,
  q5_1 = 7,
  q8_0 = 8,
  q2_k = 10,
  q3_k = 11,
  q4_k = 12,
  q5_k = 13,
  q6_k = 14,
  iq4_nl = 20,
  iq4_xs = 23,
  i8 = 24,
  i16 = 25,
  i32 = 26,
  i64 = 27,
  f64 = 28,
  bf16 = 30,
};

}  // namespace ondol
