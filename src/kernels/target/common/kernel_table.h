// The kernel table of a target whose vocabulary and matmuls have been included before: every generic body.
#pragma once

#include "kernels/target/common/attention.h"
#include "kernels/target/common/table.h"
#include "kernels/target/common/train_table.h"
#include "kernels/targets.h"

namespace ondol {
namespace {

Kernels make_table(const char* target) {
  Kernels k = *scalar_kernels();  // what no target replaces: dequantize_row
  k.target = target;
  k.matmul = matmul;
  k.quantize_act = quantize_act;
  k.quantize_residual = quantize_residual;
  k.rms_norm = rms_norm;
  k.add = add;
  k.scale = scale;
  k.silu_mul = silu_mul;
  k.gelu_tanh_mul = gelu_tanh_mul;
  k.softcap = softcap;
  k.softmax = softmax;
  k.rope = rope;
  k.store_kv = store_kv;
  k.attention = attention;
  k.attention_scratch_bytes = attention_scratch_bytes;
  k.train = train_table();
  return k;
}

}  // namespace
}  // namespace ondol
