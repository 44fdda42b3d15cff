// Attention and the KV cache's rows: the target's kernels for f16 and q8_0; for f32, a plain implementation
// here, whose results compare with references to the last bits that f32 leaves.
#pragma once

#include "kernels/kernels.h"

namespace ondol {

void store_kv(const Kernels& kernels, KvType type, void* row, const float* x, int64_t d_head);
void attention(const Kernels& kernels, const AttentionArgs& args);
size_t attention_scratch_bytes(const Kernels& kernels, int64_t n_group, int64_t n_kv, int64_t d_head);

}  // namespace ondol
