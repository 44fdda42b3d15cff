#include "train/packed_weights.h"

#include "base/thread_pool.h"

namespace ondol::train {

PackedWeights::PackedWeights(const ParamLayout& layout, const TrainGemm& gemm, int64_t first_output,
                             int64_t n_output, Arena& arena)
    : gemm_(gemm),
      layout_(layout),
      first_output_(first_output),
      n_output_(n_output),
      rows_(layout.params().size()) {
  for (size_t i = 0; i < rows_.size(); ++i) {
    const Param& p = layout.params()[i];
    const bool is_output = static_cast<int>(i) == layout.output();
    if (p.kind != ParamKind::matrix && !is_output) continue;
    Row& row = rows_[i];
    row.d_in = p.d_in;
    row.d_out = is_output ? n_output : p.d_out;
    row.offset = is_output ? first_output * p.d_in : 0;
    row.forward = {arena.take(gemm.panel_bytes(row.d_in, row.d_out)), row.d_in, row.d_out};
    row.backward = {arena.take(gemm.panel_bytes(row.d_out, row.d_in)), row.d_out, row.d_in};
  }
}

void PackedWeights::pack(const float* params, const float* token_table, int thread, int n_threads) {
  for (size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    if (row.forward.data == nullptr) continue;
    const bool is_table = static_cast<int>(i) == layout_.embedding();
    const float* w = (is_table ? token_table : params + layout_.params()[i].offset) + row.offset;
    const int64_t wide = gemm_.panel_cols;
    const auto panel = [&](const Panels& panels, int64_t col) {
      return static_cast<char*>(panels.data) + gemm_.panel_bytes(panels.n_k, col);  // col: a multiple of wide
    };
    const auto [out_begin, out_end] = ThreadPool::share(row.d_out, wide, thread, n_threads);
    if (out_begin < out_end) {
      gemm_.pack(panel(row.forward, out_begin), w + out_begin * row.d_in, row.d_in, out_end - out_begin, 1,
                 row.d_in);
    }
    const auto [in_begin, in_end] = ThreadPool::share(row.d_in, wide, thread, n_threads);
    if (in_begin < in_end) {
      gemm_.pack(panel(row.backward, in_begin), w + in_begin, row.d_out, in_end - in_begin, row.d_in, 1);
    }
  }
}

}  // namespace ondol::train
