// Products for training over the target's vocabulary: C in register blocks of kMicroRows × kMicroVecs
// vectors, B in panels as wide as a block, so that the inner loop reads B in one stream. A is read where it
// lies (its rows are streams too), but for two cases that are packed a few rows at a time first: A
// transposed, and operands that are rounded to bf16. Targets with products of bf16 pairs share all but the
// product itself and its packing (avx512bf16/train_pairs.h, amx/train_tiles.h).
#pragma once

#include "kernels/target/common/unroll.h"
#include "kernels/train_kernels.h"
#include "tensor/half.h"

namespace ondol {
namespace {

constexpr int64_t kPanelCols = kMicroVecs * kF;

/// What a panel of B is made of, with the elements of A that it is multiplied by and kDepth elements of k in
/// each.
struct FloatProducts {
  using Left = float;
  static constexpr int64_t kDepth = 1;
  static F spread(const float* a) { return f_set(*a); }
  static F add_product(F sum, F left, F right) { return f_fma(left, right, sum); }
};
struct PanelF32 : FloatProducts {
  float value;
  static F load(const PanelF32* p) { return f_load(&p->value); }
};
struct PanelBF16 : FloatProducts {
  uint16_t bits;
  static F load(const PanelBF16* p) { return f_load_bf16(&p->bits); }
};
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
/// Here and in what calls it, n_k counts Panels.
template <class Panel, int rows, int vecs, bool accumulate, bool packed>
inline void train_block(float* c, int64_t ldc, const typename Panel::Left* a, int64_t row, const Panel* b,
                        int64_t n_k, int64_t tail) {
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
    decltype(Panel::load(b)) right[vecs];
    ONDOL_UNROLL
    for (int v = 0; v < vecs; ++v) right[v] = Panel::load(b + k * kPanelCols + v * kF);
    ONDOL_UNROLL
    for (int r = 0; r < rows; ++r) {
      const auto left = Panel::spread(packed ? a + k * kMicroRows + r : a + r * row + k);
      ONDOL_UNROLL
      for (int v = 0; v < vecs; ++v) sum[r][v] = Panel::add_product(sum[r][v], left, right[v]);
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
inline void train_rows(float* c, int64_t ldc, const typename Panel::Left* a, int64_t row, const Panel* b,
                       int64_t n_k, int64_t tail, int64_t n_rows) {
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
void train_panel(float* c, int64_t ldc, const typename Panel::Left* a, int64_t row, const Panel* b,
                 int64_t n_k, int64_t n_rows, int64_t n_vecs, int64_t tail, const Panel* next) {
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

/// Products in blocks of vectors: how train_product asks for them.
template <class PanelType, bool packed>
struct VectorProduct {
  using Panel = PanelType;
  static constexpr int64_t kCols = kPanelCols;              ///< of a panel
  static constexpr int64_t kRowMultiple = kMicroRows;       ///< A's rows in scratch
  static constexpr int64_t kDepthMultiple = Panel::kDepth;  ///< B's rows in a panel, zeros behind the last
  /// Of one pass; longer sums go in parts, so that a panel of B stays in the first-level cache.
  static constexpr int64_t kMaxDepth = 384;
  /// Of A, read again for every panel of B: within the second-level cache.
  static constexpr int64_t kBlockBytes = 320 * 1024;
  static constexpr int64_t kMaxBlockRows = 64 * kMicroRows;

  struct Left {  ///< A's rows, where and as the product reads them
    const typename Panel::Left* at;
    int64_t row;
  };
  /// Four bytes each, of a row of n_k elements in scratch.
  static int64_t row_in_scratch(int64_t n_k) { return n_k; }
  static Left place_left(const GemmArgs& args, const float* a, int64_t n_rows, int64_t n_k) {
    if constexpr (packed) {
      float* rows = static_cast<float*>(args.scratch);
      pack_left<Panel>(rows, a, args.lda, args.a_transposed, n_rows, n_k);
      return {rows, 0};
    } else {
      return {a, args.lda};
    }
  }
  template <bool accumulate>
  static void multiply(float* c, int64_t ldc, const Left& left, const Panel* b, int64_t n_k, int64_t n_rows,
                       int64_t n_cols, const Panel* next) {
    const int64_t n_vecs = (n_cols + kF - 1) / kF;
    train_panel<Panel, kMicroVecs, accumulate, packed>(c, ldc, left.at, left.row, b,
                                                       (n_k + Panel::kDepth - 1) / Panel::kDepth, n_rows,
                                                       n_vecs, n_cols - (n_vecs - 1) * kF, next);
  }
};

/// Of A at once, where no sum over k is longer than depth.
template <class Product>
inline int64_t rows_of_block(int64_t depth) {
  constexpr int64_t multiple = Product::kRowMultiple;
  const int64_t row = Product::row_in_scratch(depth > 0 ? depth : 1);
  const int64_t rows = Product::kBlockBytes / (4 * row) / multiple * multiple, most = Product::kMaxBlockRows;
  return rows < multiple ? multiple : rows > most ? most : rows;
}

/// Parts of about the same length, none longer than the product's kMaxDepth.
template <class Product>
inline int64_t depth_of_pass(int64_t n_k) {
  constexpr int64_t multiple = Product::kDepthMultiple, longest = Product::kMaxDepth;
  static_assert(longest % multiple == 0);
  const int64_t parts = (n_k + longest - 1) / longest;
  return parts > 1 ? ((n_k + parts - 1) / parts + multiple - 1) / multiple * multiple : n_k;
}

template <class Product>
size_t train_gemm_scratch_bytes(int64_t n_k) {
  const int64_t depth = depth_of_pass<Product>(n_k);
  return static_cast<size_t>((rows_of_block<Product>(depth) * Product::row_in_scratch(depth) * 4 + 63) / 64 *
                             64);
}

/// The part of the sum over elements [k, k + n_k), `block` rows of A at once.
template <class Product, bool accumulate>
void train_part(const GemmArgs& args, int64_t block, int64_t k, int64_t n_k) {
  using Panel = typename Product::Panel;
  constexpr int64_t cols = Product::kCols;
  for (int64_t r = 0; r < args.n_rows; r += block) {
    const int64_t n_rows = args.n_rows - r < block ? args.n_rows - r : block;
    const float* a = args.a + (args.a_transposed ? r + k * args.lda : r * args.lda + k);
    const auto left = Product::place_left(args, a, n_rows, n_k);
    const Panel* b = static_cast<const Panel*>(args.b) + k / Panel::kDepth * cols;
    const int64_t stride = args.b_panel_stride / Panel::kDepth;
    for (int64_t col = 0; col < args.n_cols; col += cols, b += stride) {
      const int64_t n_cols = args.n_cols - col < cols ? args.n_cols - col : cols;
      Product::template multiply<accumulate>(args.c + r * args.ldc + col, args.ldc, left, b, n_k, n_rows,
                                             n_cols, b + stride);
    }
  }
}

template <class Product>
void train_product(const GemmArgs& args) {
  const int64_t depth = depth_of_pass<Product>(args.n_k);
  const int64_t block = rows_of_block<Product>(depth);  // of the last, shorter part too: scratch is for these
  for (int64_t k = 0; k < args.n_k; k += depth) {
    const int64_t n_k = args.n_k - k < depth ? args.n_k - k : depth;
    if (args.accumulate || k > 0) {
      train_part<Product, true>(args, block, k, n_k);
    } else {
      train_part<Product, false>(args, block, k, n_k);
    }
  }
}

template <class Panel>
void train_gemm(const GemmArgs& args) {
  constexpr bool always_packed = sizeof(Panel) != sizeof(float);
  if (always_packed || args.a_transposed) {
    train_product<VectorProduct<Panel, true>>(args);
  } else {
    train_product<VectorProduct<Panel, always_packed>>(args);
  }
}

template <class Panel>
constexpr TrainGemm train_gemm_row() {
  return {kPanelCols,        1,
          sizeof(Panel),     pack_panels<Panel>,
          train_gemm<Panel>, train_gemm_scratch_bytes<VectorProduct<Panel, true>>};
}

}  // namespace
}  // namespace ondol
