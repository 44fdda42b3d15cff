// The kernel tables that may be linked in, one declaration a target. A target's folder defines exactly this
// one external symbol; its options are in room.cmake and its CPU predicate in dispatch.cpp (row of the same
// name). A table may start as a copy of another target's (or the scalar one's) and replace some entries. No
// standard C++ header here: target files include it.
#pragma once

#include "kernels/kernels.h"

namespace ondol {

const Kernels* scalar_kernels();

// x86-64
const Kernels* avx2_kernels();
const Kernels* avx2vnni_kernels();
const Kernels* avx512_kernels();
const Kernels* avx512bf16_kernels();
const Kernels* amx_kernels();

// AArch64
const Kernels* neon_kernels();
const Kernels* neon_dotprod_kernels();
const Kernels* neon_i8mm_kernels();

}  // namespace ondol
