// Quantisers: one function a block type, called by quantize_row. Scalar and free of library calls that differ
// between machines, so that the same floats give the same file everywhere. They know blocks, not kernels.
#pragma once

#include "tensor/blocks.h"

namespace ondol::quant {

// x: one block of floats. weight: importance of each of them, or null for the type's own default.
void quantize(BlockQ8_0& out, const float* x, const float* weight);
void quantize(BlockQ4_0& out, const float* x, const float* weight);
void quantize(BlockQ4_1& out, const float* x, const float* weight);
void quantize(BlockQ5_0& out, const float* x, const float* weight);
void quantize(BlockQ5_1& out, const float* x, const float* weight);
void quantize(BlockIQ4_NL& out, const float* x, const float* weight);
void quantize(BlockQ2_K& out, const float* x, const float* weight);
void quantize(BlockQ3_K& out, const float* x, const float* weight);
void quantize(BlockQ4_K& out, const float* x, const float* weight);
void quantize(BlockQ5_K& out, const float* x, const float* weight);
void quantize(BlockQ6_K& out, const float* x, const float* weight);
void quantize(BlockIQ4_XS& out, const float* x, const float* weight);

}  // namespace ondol::quant
