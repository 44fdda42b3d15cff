// Products for training over the target's vocabulary: C in register blocks of kMicroRows × kMicroVecs
// vectors, B in panels as wide as a block, so that the inner loop reads B in one stream. A is read where it
// lies (its rows are streams too), but for two cases that are packed a few rows at a time first: A
// transposed, and operands that are rounded to bf16.
#pragma once

#include "kernels/target/common/unroll.h"
#include "kernels/train_kernels.h"
#include "tensor/half.h"

namespace ondol {
namespace {

constexpr int64_t kPanelCols = kMicroVecs * kF;
// Of A, read again for every panel of B: within the second-level cache.
constexpr int64_t kBlockBytes = 320 * 1024;
constexpr int64_t kMaxBlockRows = 64 * kMicroRows;
// Of one pass; longer sums go in parts, so that a panel of B stays in the first-level cache.
constexpr int64_t kMaxDepth = 384;

struct PanelF32 {
  float value;
};
struct PanelBF16 {
  uint16_t bits;
};
inline F p_load(const PanelF32* p) { return f_load(&p->value); }
inline F p_load(const PanelBF16* p) { return f_load_bf16(&p->bits); }
inline void p_set(PanelF32& p, float x) { p.value = x; }
inline void p_set(PanelBF16& p, float x) { p.bits = f32_to_bf16(x); }

/// Operands as the product sees them.
template <class Panel>
inline float rounded(float x);
template <>
inline float rounded<PanelF32>(float x) {
  return x;
}
template <>
inline float rounded<PanelBF16>(float x) {
  return bf16_to_f32(f32_to_bf16(x));
}

template <class Panel>
void pack_panels(void* out, const float* src, int64_t n_k, int64_t n_cols, int64_t k_stride,
                 int64_t c_stride) {
  Panel* panel = static_cast<Panel*>(out);
  for (int64_t c0 = 0; c0 < n_cols; c0 += kPanelCols, panel += n_k * kPanelCols) {
    const int64_t here = n_cols - c0 < kPanelCols ? n_cols - c0 : kPanelCols;
    const float* from = src + c0 * c_stride;
    if (here < kPanelCols) {
      for (int64_t i = 0; i < n_k * kPanelCols; ++i) p_set(panel[i], 0.0f);
    }
    if (c_stride == 1 && here == kPanelCols) {
      for (int64_t k = 0; k < n_k; ++k) {
        for (int64_t c = 0; c < kPanelCols; ++c) p_set(panel[k * kPanelCols + c], from[k * k_stride + c]);
      }
    } else if (c_stride == 1) {
      for (int64_t k = 0; k < n_k; ++k) {
        for (int64_t c = 0; c < here; ++c) p_set(panel[k * kPanelCols + c], from[k * k_stride + c]);
      }
    } else {
      constexpr int64_t step = 16;  // one cache line of each row of src at a time
      for (int64_t k0 = 0; k0 < n_k; k0 += step) {
        const int64_t end = k0 + step < n_k ? k0 + step : n_k;
        for (int64_t c = 0; c < here; ++c) {
          for (int64_t k = k0; k < end; ++k)
            p_set(panel[k * kPanelCols + c], from[c * c_stride + k * k_stride]);
        }
      }
    }
  }
}

/// C's block of rows × vecs vectors; the last vector has `tail` columns. packed: A lies as pack_left puts it.
template <class Panel, int rows, int vecs, bool accumulate, bool packed>
inline void train_block(float* c, int64_t ldc, const float* a, int64_t row, const Panel* b, int64_t n_k,
                        int64_t tail) {
  F sum[rows][vecs];
  ONDOL_UNROLL
  for (int r = 0; r < rows; ++r) {
    __builtin_prefetch(c + r * ldc, 1);  // C is far away; it is here by the time the sums are
    __builtin_prefetch(c + r * ldc + vecs * kF - 1, 1);
    ONDOL_UNROLL
    for (int v = 0; v < vecs; ++v) sum[r][v] = f_zero();
  }
#pragma GCC unroll 8  // the loop's own instructions cost a tenth of its time beside a busy neighbour
  for (int64_t k = 0; k < n_k; ++k) {
    F right[vecs];
    ONDOL_UNROLL
    for (int v = 0; v < vecs; ++v) right[v] = p_load(b + k * kPanelCols + v * kF);
    ONDOL_UNROLL
    for (int r = 0; r < rows; ++r) {
      const F left = f_set(packed ? a[k * kMicroRows + r] : a[r * row + k]);
      ONDOL_UNROLL
      for (int v = 0; v < vecs; ++v) sum[r][v] = f_fma(left, right[v], sum[r][v]);
    }
  }
  ONDOL_UNROLL
  for (int r = 0; r < rows; ++r) {
    ONDOL_UNROLL
    for (int v = 0; v < vecs; ++v) {
      float* at = c + r * ldc + v * kF;
      if (v + 1 < vecs || tail == kF) {
        f_store(at, accumulate ? f_add(f_load(at), sum[r][v]) : sum[r][v]);
      } else {
        f_store_n(at, accumulate ? f_add(f_load_n(at, tail), sum[r][v]) : sum[r][v], tail);
      }
    }
  }
}

template <class Panel, int rows, int vecs, bool accumulate, bool packed>
inline void train_rows(float* c, int64_t ldc, const float* a, int64_t row, const Panel* b, int64_t n_k,
                       int64_t tail, int64_t n_rows) {
  if constexpr (rows > 1) {
    if (n_rows < rows) {
      train_rows<Panel, rows - 1, vecs, accumulate, packed>(c, ldc, a, row, b, n_k, tail, n_rows);
      return;
    }
  }
  train_block<Panel, rows, vecs, accumulate, packed>(c, ldc, a, row, b, n_k, tail);
}

/// All row blocks of `n_rows` rows of A times one panel. next: the panel that follows, fetched meanwhile.
template <class Panel, int vecs, bool accumulate, bool packed>
void train_panel(float* c, int64_t ldc, const float* a, int64_t row, const Panel* b, int64_t n_k,
                 int64_t n_rows, int64_t n_vecs, int64_t tail, const Panel* next) {
  if constexpr (vecs > 1) {
    if (n_vecs < vecs) {
      train_panel<Panel, vecs - 1, accumulate, packed>(c, ldc, a, row, b, n_k, n_rows, n_vecs, tail, next);
      return;
    }
  }
  const int64_t step = packed ? n_k * kMicroRows : kMicroRows * row;
  int64_t r = 0;
  const char* soon = reinterpret_cast<const char*>(next);
  const int64_t share = (n_k * kPanelCols * int64_t{sizeof(Panel)} * kMicroRows + n_rows - 1) / n_rows;
  for (; r + kMicroRows <= n_rows; r += kMicroRows, a += step) {
    for (const char* end = soon + share; soon < end; soon += 64) __builtin_prefetch(soon, 0, 2);
    train_block<Panel, kMicroRows, vecs, accumulate, packed>(c + r * ldc, ldc, a, row, b, n_k, tail);
  }
  if (r < n_rows) {
    train_rows<Panel, kMicroRows - 1, vecs, accumulate, packed>(c + r * ldc, ldc, a, row, b, n_k, tail,
                                                                n_rows - r);
  }
}

/// One block of kMicroRows rows of transposed A, elements [k, end).
template <class Panel>
inline void pack_left_columns(float* out, const float* a, int64_t lda, int64_t k, int64_t end) {
  for (; k < end; ++k) {
    if constexpr (sizeof(Panel) == sizeof(float)) {
      __builtin_memcpy(out + k * kMicroRows, a + k * lda, kMicroRows * sizeof(float));
    } else {
      ONDOL_UNROLL
      for (int r = 0; r < kMicroRows; ++r) out[k * kMicroRows + r] = rounded<Panel>(a[k * lda + r]);
    }
  }
}

/// Rows [0, n_rows) of A, elements [0, n_k), as [n_rows / kMicroRows][n_k][kMicroRows]. The last block's
/// missing rows stay as they are: nothing reads them.
template <class Panel>
void pack_left(float* out, const float* a, int64_t lda, bool transposed, int64_t n_rows, int64_t n_k) {
  const int64_t whole = transposed ? n_rows / kMicroRows * kMicroRows : 0;
  // Elements of all blocks in turn: the lines of A that they share are read once. More rows of A than this
  // would not lie in the first-level cache together where their stride is a large power of two.
  constexpr int64_t step = 8;
  for (int64_t k = 0; k < n_k && whole > 0; k += step) {
    for (int64_t r = 0; r < whole; r += kMicroRows) {
      pack_left_columns<Panel>(out + r * n_k, a + r, lda, k, k + step < n_k ? k + step : n_k);
    }
  }
  const int64_t row = transposed ? 1 : lda, elem = transposed ? lda : 1;
  for (int64_t r0 = whole; r0 < n_rows; r0 += kMicroRows) {
    const int64_t here = n_rows - r0 < kMicroRows ? n_rows - r0 : kMicroRows;
    for (int64_t r = 0; r < here; ++r) {
      for (int64_t k = 0; k < n_k; ++k) {
        out[r0 * n_k + k * kMicroRows + r] = rounded<Panel>(a[(r0 + r) * row + k * elem]);
      }
    }
  }
}

inline int64_t rows_of_block(int64_t n_k) {
  const int64_t rows = kBlockBytes / (4 * (n_k > 0 ? n_k : 1)) / kMicroRows * kMicroRows;
  return rows < kMicroRows ? kMicroRows : rows > kMaxBlockRows ? kMaxBlockRows : rows;
}

/// Parts of about the same length, none longer than kMaxDepth.
inline int64_t depth_of_pass(int64_t n_k) {
  const int64_t parts = (n_k + kMaxDepth - 1) / kMaxDepth;
  return parts > 1 ? (n_k + parts - 1) / parts : n_k;
}

inline size_t train_gemm_scratch_bytes(int64_t n_k) {
  const int64_t depth = depth_of_pass(n_k);
  return static_cast<size_t>((rows_of_block(depth) * depth * 4 + 63) / 64 * 64);
}

/// The part of the sum over elements [k, k + n_k), `block` rows of A at a time.
template <class Panel, bool accumulate, bool packed>
void train_part(const GemmArgs& args, int64_t k, int64_t n_k, int64_t block) {
  float* packed_rows = static_cast<float*>(args.scratch);
  for (int64_t r = 0; r < args.n_rows; r += block) {
    const int64_t n_rows = args.n_rows - r < block ? args.n_rows - r : block;
    const float* a = args.a + (args.a_transposed ? r + k * args.lda : r * args.lda + k);
    if (packed) pack_left<Panel>(packed_rows, a, args.lda, args.a_transposed, n_rows, n_k);
    const Panel* b = static_cast<const Panel*>(args.b) + k * kPanelCols;
    for (int64_t col = 0; col < args.n_cols; col += kPanelCols, b += args.b_panel_stride) {
      const int64_t cols = args.n_cols - col < kPanelCols ? args.n_cols - col : kPanelCols;
      const int64_t n_vecs = (cols + kF - 1) / kF;
      train_panel<Panel, kMicroVecs, accumulate, packed>(
          args.c + r * args.ldc + col, args.ldc, packed ? packed_rows : a, args.lda, b, n_k, n_rows, n_vecs,
          cols - (n_vecs - 1) * kF, b + args.b_panel_stride);
    }
  }
}

template <class Panel, bool packed>
void train_product(const GemmArgs& args) {
  const int64_t depth = depth_of_pass(args.n_k);
  // The last part may be shorter; more rows of it would not lie in scratch, which is sized by the others.
  const int64_t block = rows_of_block(depth);
  for (int64_t k = 0; k < args.n_k; k += depth) {
    const int64_t n_k = args.n_k - k < depth ? args.n_k - k : depth;
    if (args.accumulate || k > 0) {
      train_part<Panel, true, packed>(args, k, n_k, block);
    } else {
      train_part<Panel, false, packed>(args, k, n_k, block);
    }
  }
}

template <class Panel>
void train_gemm(const GemmArgs& args) {
  constexpr bool always_packed = sizeof(Panel) != sizeof(float);
  if (always_packed || args.a_transposed) {
    train_product<Panel, true>(args);
  } else {
    train_product<Panel, always_packed>(args);
  }
}

template <class Panel>
constexpr TrainGemm train_gemm_row() {
  return {kPanelCols, sizeof(Panel), pack_panels<Panel>, train_gemm<Panel>, train_gemm_scratch_bytes};
}

}  // namespace
}  // namespace ondol
