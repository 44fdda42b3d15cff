// Attention within documents, causal or not, forward and backward, for the query heads that share one KV
// head. Scores are held for kAttentionRows queries at a time; backward computes them again from the kept
// log-sums (FlashAttention-2, arXiv 2307.08691), so that memory grows with the tokens and not with their
// square.
#include <algorithm>

#include "train/lane_pass.h"

namespace ondol::train {

/// One sequence and one KV head: where its rows lie, and its packed operands.
struct Lane::Pass::HeadGroup {
  const Pass& pass;
  LayerState& s;
  int64_t first;  // token of the batch
  int64_t kv_head;

  const ModelShape& shape() const { return pass.shape(); }
  const TrainGemm& gemm() const { return pass.net.gemm; }
  int64_t n_tok() const { return pass.batch.n_tok; }
  int64_t d() const { return shape().d_head; }
  int64_t group() const { return shape().n_head / shape().n_kv_head; }
  int64_t ld_scores() const { return (n_tok() + 63) / 64 * 64; }
  /// A row sees the columns [start, end).
  int64_t start(int64_t row) const { return pass.batch.doc_start[first + row]; }
  int64_t end(int64_t row) const { return shape().causal ? row + 1 : pass.batch.doc_end[first + row]; }

  const float* q(int64_t head) const { return s.qk + first * shape().n_qk() + head * d(); }
  const float* k() const { return s.qk + first * shape().n_qk() + shape().n_q() + kv_head * d(); }
  const float* v() const { return s.qkv + first * shape().n_qkv() + shape().n_qk() + kv_head * d(); }

  /// Panels of what is multiplied by, one after the other in the lane's buffer, from an element on.
  void* panels(int i, int64_t elem = 0) const {
    return pass.lane.panels_ + i * head_panel_bytes(gemm(), d(), n_tok()) +
           elem * static_cast<int64_t>(gemm().elem_bytes);
  }
  /// Kᵀ or Vᵀ: a column a token.
  void pack_columns(int i, const float* x, int64_t ld) const {
    gemm().pack(panels(i), x, d(), n_tok(), 1, ld);
  }
  /// K or V: a row a token.
  void pack_rows(int i, const float* x, int64_t ld) const { gemm().pack(panels(i), x, n_tok(), d(), ld, 1); }

  /// First column of the scores of rows from r on: the document's start, moved back to a panel's.
  int64_t first_column(int64_t r) const { return start(r) / gemm().panel_cols * gemm().panel_cols; }
  /// c[rows][columns lo … hi) = a·panels of columns.
  void times_columns(float* c, const float* a, int64_t lda, int i, int64_t rows, int64_t lo,
                     int64_t hi) const {
    gemm().gemm({c, ld_scores(), a, lda, false, panels(i, lo / gemm().panel_cols * gemm().panel_stride(d())),
                 gemm().panel_stride(d()), rows, d(), hi - lo, false, pass.lane.gemm_scratch_});
  }
  /// c[rows][d] = p·panels of rows lo … hi.
  void times_rows(float* c, int64_t ldc, const float* p, int i, int64_t rows, int64_t lo, int64_t hi) const {
    gemm().gemm({c, ldc, p, ld_scores(), false, panels(i, lo * gemm().panel_cols),
                 gemm().panel_stride(n_tok()), rows, hi - lo, d(), false, pass.lane.gemm_scratch_});
  }
  /// c[columns lo … hi)[d] += pᵀ·x.
  void transposed_times(float* c, int64_t ldc, const float* p, const float* x, int64_t ldx, int64_t rows,
                        int64_t lo, int64_t hi) const {
    gemm().pack(panels(3), x, rows, d(), ldx, 1);
    gemm().gemm({c + lo * ldc, ldc, p, ld_scores(), true, panels(3), gemm().panel_stride(rows), hi - lo, rows,
                 d(), true, pass.lane.gemm_scratch_});
  }

  void forward() const;
  void backward() const;
};

void Lane::Pass::HeadGroup::forward() const {
  float* scores = pass.lane.scores_;
  const int64_t ld_qk = shape().n_qk(), n_q = shape().n_q();
  pack_columns(0, k(), ld_qk);
  pack_rows(1, v(), shape().n_qkv());
  for (int64_t head = kv_head * group(); head < (kv_head + 1) * group(); ++head) {
    for (int64_t r0 = 0; r0 < n_tok(); r0 += kAttentionRows) {
      const int64_t rows = std::min(kAttentionRows, n_tok() - r0), lo = first_column(r0),
                    hi = end(r0 + rows - 1);
      times_columns(scores, q(head) + r0 * ld_qk, ld_qk, 0, rows, lo, hi);
      for (int64_t r = 0; r < rows; ++r) {
        float* row = scores + r * ld_scores();
        const int64_t from = start(r0 + r) - lo, to = end(r0 + r) - lo;
        std::fill(row, row + from, 0.0f);
        s.log_sum[(first + r0 + r) * shape().n_head + head] =
            pass.train().softmax_scaled(row + from, to - from, 1.0f);
        std::fill(row + to, row + hi - lo, 0.0f);
      }
      times_rows(s.attn + (first + r0) * n_q + head * d(), n_q, scores, 1, rows, lo, hi);
    }
  }
}

void Lane::Pass::HeadGroup::backward() const {
  float* p = pass.lane.scores_;
  float* d_p = p + kAttentionRows * ld_scores();
  const int64_t ld_qk = shape().n_qk(), ld_qkv = shape().n_qkv(), n_q = shape().n_q();
  float* d_k = pass.lane.d_qk_ + first * ld_qk + n_q + kv_head * d();
  float* d_v = pass.lane.d_wide_ + first * ld_qkv + ld_qk + kv_head * d();
  for (int64_t t = 0; t < n_tok(); ++t) {
    std::fill_n(d_k + t * ld_qk, d(), 0.0f);
    std::fill_n(d_v + t * ld_qkv, d(), 0.0f);
  }
  pack_columns(0, k(), ld_qk);
  pack_columns(1, v(), ld_qkv);
  pack_rows(2, k(), ld_qk);
  for (int64_t head = kv_head * group(); head < (kv_head + 1) * group(); ++head) {
    for (int64_t r0 = 0; r0 < n_tok(); r0 += kAttentionRows) {
      const int64_t rows = std::min(kAttentionRows, n_tok() - r0), lo = first_column(r0),
                    hi = end(r0 + rows - 1);
      const float* q_rows = q(head) + r0 * ld_qk;
      const float* out = s.attn + (first + r0) * n_q + head * d();
      const float* d_out = pass.lane.dh_ + (first + r0) * n_q + head * d();
      times_columns(p, q_rows, ld_qk, 0, rows, lo, hi);
      times_columns(d_p, d_out, n_q, 1, rows, lo, hi);
      for (int64_t r = 0; r < rows; ++r) {
        float* row = p + r * ld_scores();
        const int64_t from = start(r0 + r) - lo, to = end(r0 + r) - lo;
        std::fill(row, row + from, 0.0f);
        pass.train().exp_scaled(row + from, to - from, 1.0f,
                                s.log_sum[(first + r0 + r) * shape().n_head + head]);
        std::fill(row + to, row + hi - lo, 0.0f);
        const float delta = pass.train().dot(out + r * n_q, d_out + r * n_q, d());
        pass.train().softmax_backward(d_p + r * ld_scores(), row, d_p + r * ld_scores(), hi - lo, delta,
                                      1.0f);
      }
      times_rows(pass.lane.d_qk_ + (first + r0) * ld_qk + head * d(), ld_qk, d_p, 2, rows, lo, hi);
      transposed_times(d_k, ld_qk, d_p, q_rows, ld_qk, rows, lo, hi);
      transposed_times(d_v, ld_qkv, p, d_out, n_q, rows, lo, hi);
    }
  }
}

void Lane::Pass::attention(LayerState& s) const {
  for (int64_t seq = 0; seq < batch.n_seq; ++seq) {
    for (int64_t h = 0; h < shape().n_kv_head; ++h) HeadGroup{*this, s, seq * batch.n_tok, h}.forward();
  }
}

void Lane::Pass::attention_backward(LayerState& s) const {
  for (int64_t seq = 0; seq < batch.n_seq; ++seq) {
    for (int64_t h = 0; h < shape().n_kv_head; ++h) HeadGroup{*this, s, seq * batch.n_tok, h}.backward();
  }
}

}  // namespace ondol::train
