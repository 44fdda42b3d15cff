// Keys and values of one session: per layer and KV head, contiguous along the context.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/arena.h"
#include "kernels/kernels.h"
#include "models/config.h"

namespace ondol {

class KvCache {
 public:
  static uint64_t size_bytes(const ModelConfig& config, KvType type, int64_t n_ctx) {
    return 2 * head_bytes(config, type, n_ctx) * static_cast<uint64_t>(config.n_layer * config.n_kv_head);
  }
  /// Errors: over_budget when the memory cannot be mapped.
  static Result<KvCache> create(const ModelConfig& config, KvType type, int64_t n_ctx);

  KvType type() const { return type_; }
  int64_t n_ctx() const { return n_ctx_; }
  size_t row_bytes() const { return row_bytes_; }
  /// [n_ctx][d_head] of one layer's KV head; row 0 is position 0.
  std::byte* k(int64_t layer, int64_t kv_head) const { return at(layer, kv_head, 0); }
  std::byte* v(int64_t layer, int64_t kv_head) const { return at(layer, kv_head, 1); }

 private:
  static uint64_t head_bytes(const ModelConfig& config, KvType type, int64_t n_ctx) {
    return Arena::padded(kv_row_bytes(type, config.d_head) * static_cast<uint64_t>(n_ctx));
  }
  std::byte* at(int64_t layer, int64_t kv_head, int64_t which) const {
    return data_ + static_cast<uint64_t>((layer * n_kv_head_ + kv_head) * 2 + which) * head_bytes_;
  }

  Arena arena_;
  std::byte* data_ = nullptr;
  KvType type_ = KvType::f16;
  int64_t n_ctx_ = 0, n_kv_head_ = 0;
  size_t row_bytes_ = 0;
  uint64_t head_bytes_ = 0;
};

}  // namespace ondol
