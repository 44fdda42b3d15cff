// The scalar kernel table.
#include "kernels/ref/ref.h"
#include "kernels/targets.h"

namespace ondol {

const Kernels* scalar_kernels() {
  static const Kernels table = {
      .target = "scalar",
      .matmul = ref::matmul,
      .quantize_act = ref::quantize_act,
      .quantize_residual = ref::quantize_residual,
      .dequantize_row = ref::dequantize_row,
      .rms_norm = ref::rms_norm,
      .add = ref::add,
      .scale = ref::scale,
      .silu_mul = ref::silu_mul,
      .gelu_tanh_mul = ref::gelu_tanh_mul,
      .softcap = ref::softcap,
      .softmax = ref::softmax,
      .rope = ref::rope,
      .store_kv = ref::store_kv,
      .attention = ref::attention,
      .attention_scratch_bytes = ref::attention_scratch_bytes,
      .train = ref::train_kernels(),
  };
  return &table;
}

}  // namespace ondol
