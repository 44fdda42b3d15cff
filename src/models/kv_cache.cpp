#include "models/kv_cache.h"

#include "base/try.h"

namespace ondol {

Result<KvCache> KvCache::create(const ModelConfig& config, KvType type, int64_t n_ctx) {
  if (type == KvType::q8_0 && config.d_head % 32 != 0)
    return Error{ErrorCode::unsupported,
                 "a q8_0 KV cache needs a head length that is a multiple of 32, this model has " +
                     std::to_string(config.d_head)};
  KvCache cache;
  const uint64_t bytes = size_bytes(config, type, n_ctx);
  ONDOL_ASSIGN(cache.arena_, Arena::create(bytes, Arena::Pages::small));
  cache.data_ = cache.arena_.take_array<std::byte>(bytes);
  cache.type_ = type;
  cache.n_ctx_ = n_ctx;
  cache.n_kv_head_ = config.n_kv_head;
  cache.row_bytes_ = kv_row_bytes(type, config.d_head);
  cache.head_bytes_ = head_bytes(config, type, n_ctx);
  return cache;
}

}  // namespace ondol
