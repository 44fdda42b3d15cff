// The AMX tile instructions as functions. Written in assembly: gcc 12's
// intrinsics are macros that take only a literal digit and do not say that they
// touch memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace ondol {
namespace {

template <int tile>
inline void tile_zero() {
  asm volatile("tilezero %%tmm%c0" ::"i"(tile));
}
template <int tile>
inline void tile_load(const void* p, size_t stride) {
  asm volatile("tileloadd (%0,%1,1), %%tmm%c2" ::"r"(p), "r"(stride), "i"(tile) : "memory");
}
template <int tile>
inline void tile_store(void* p, size_t stride) {
  asm volatile("tilestored %%tmm%c2, (%0,%1,1)" ::"r"(p), "r"(stride), "i"(tile) : "memory");
}
/// sum[m][n] += Σ a[m][2k, 2k+1]·b[k][n][0, 1], bf16 products summed in f32.
template <int sum, int a, int b>
inline void tile_dot_bf16() {
  asm volatile("tdpbf16ps %%tmm%c2, %%tmm%c1, %%tmm%c0" ::"i"(sum), "i"(a), "i"(b));
}
/// All eight tiles 16 rows of 64 bytes. Tile state is the thread's: release it
/// when done.
inline void tiles_begin() {
  struct alignas(64) {
    uint8_t palette = 1, start_row = 0, reserved[14] = {};
    uint16_t row_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
    uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
  } config;
  asm volatile("ldtilecfg %0" ::"m"(config));
}
inline void tiles_end() { asm volatile("tilerelease" ::: "memory"); }

}  // namespace
}  // namespace ondol
