// gemv and gemm of every quantised type on AVX-512 VNNI; the targets above AVX-512 share them.
#pragma once

#include "kernels/target/avx512/gemv_super.h"
#include "kernels/target/avx512/unpack.h"
#include "kernels/target/common/gemm_q8.h"

namespace ondol {
namespace {

constexpr int kGemmMinTok = 2;
constexpr int kGemmMinTokFloat = 4;

template <class Block>
void gemv_q8(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act) {
  if constexpr (Block::elems == 32) {
    gemv_blocks<Block>(y, w, n_rows, n_cols, act);
  } else {
    gemv_super<Block>(y, w, n_rows, n_cols, act);
  }
}

constexpr int kFewTok = 4;  // so many tokens unpack weights in registers; more share a tile of bytes

template <class Block, int n_sums, int n_terms>
void few_tokens(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* const* act,
                void* scratch) {
  if constexpr (Block::elems == 32) {
    few_blocks<Block, n_sums, n_terms>(y, ld_y, w, n_rows, n_cols, act, scratch);
  } else {
    few_super<Block, n_sums, n_terms>(y, ld_y, w, n_rows, n_cols, act, scratch);
  }
}

template <class Block>
void gemv_two_terms(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
                    const void* residual, void* scratch) {
  const void* const rows[] = {act, residual};
  few_tokens<Block, 1, 2>(y, 0, w, n_rows, n_cols, rows, scratch);
}

template <class Block>
void gemm_vnni(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
               size_t stride, int64_t n_tok, void* scratch) {
  const void* rows[kFewTok];
  for (int t = 0; t < kFewTok; ++t) rows[t] = static_cast<const char*>(act) + static_cast<size_t>(t) * stride;
  switch (n_tok) {
    case 1:
      return gemv_q8<Block>(y, w, n_rows, n_cols, act);
    case 2:
      return few_tokens<Block, 2, 1>(y, ld_y, w, n_rows, n_cols, rows, scratch);
    case 3:
      return few_tokens<Block, 3, 1>(y, ld_y, w, n_rows, n_cols, rows, scratch);
    case kFewTok:
      return few_tokens<Block, kFewTok, 1>(y, ld_y, w, n_rows, n_cols, rows, scratch);
    default:
      return gemm_q8<Block>(y, ld_y, w, n_rows, n_cols, act, stride, n_tok, scratch);
  }
}

template <class Block>
size_t gemm_vnni_bytes(int64_t n_cols) {
  size_t few = 0;
  if constexpr (Block::elems == 32) {
    few = few_blocks_bytes<Block>(n_cols, kFewTok);
  } else {
    few = few_super_bytes<Block>(n_cols, kFewTok);
  }
  const size_t many = gemm_q8_bytes<Block>(n_cols);
  return few > many ? few : many;
}

}  // namespace
}  // namespace ondol
