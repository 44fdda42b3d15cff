// The traits table: one row a type. What a type can compute is the kernels' business.
#include "tensor/dtype.h"

#include <cassert>

#include "tensor/blocks.h"
#include "tensor/same_name.h"

namespace ondol {
namespace {

template <class Block>
constexpr DTypeTraits quantised(DType dtype, const char* name) {
  return {dtype, name, static_cast<uint32_t>(Block::elems), static_cast<uint32_t>(sizeof(Block)), true};
}

constexpr DTypeTraits table[] = {
    {DType::f32, "F32", 1, 4, true},
    {DType::f16, "F16", 1, 2, true},
    {DType::bf16, "BF16", 1, 2, true},
    quantised<BlockQ8_0>(DType::q8_0, "Q8_0"),
    quantised<BlockQ4_0>(DType::q4_0, "Q4_0"),
    quantised<BlockQ4_1>(DType::q4_1, "Q4_1"),
    quantised<BlockQ5_0>(DType::q5_0, "Q5_0"),
    quantised<BlockQ5_1>(DType::q5_1, "Q5_1"),
    quantised<BlockQ2_K>(DType::q2_k, "Q2_K"),
    quantised<BlockQ3_K>(DType::q3_k, "Q3_K"),
    quantised<BlockQ4_K>(DType::q4_k, "Q4_K"),
    quantised<BlockQ5_K>(DType::q5_k, "Q5_K"),
    quantised<BlockQ6_K>(DType::q6_k, "Q6_K"),
    quantised<BlockIQ4_NL>(DType::iq4_nl, "IQ4_NL"),
    quantised<BlockIQ4_XS>(DType::iq4_xs, "IQ4_XS"),
    {DType::i8, "I8", 1, 1, false},
    {DType::i16, "I16", 1, 2, false},
    {DType::i32, "I32", 1, 4, false},
    {DType::i64, "I64", 1, 8, false},
    {DType::f64, "F64", 1, 8, false},
};

}  // namespace

const DTypeTraits* find_dtype(uint32_t id) {
  for (const DTypeTraits& row : table) {
    if (static_cast<uint32_t>(row.dtype) == id) return &row;
  }
  return nullptr;
}

const DTypeTraits& traits(DType dtype) {
  const DTypeTraits* row = find_dtype(static_cast<uint32_t>(dtype));
  assert(row != nullptr && "a DType outside the table: ids from files go through find_dtype");
  return *row;
}

std::optional<DType> dtype_by_name(std::string_view name) {
  for (const DTypeTraits& row : table) {
    if (same_name(row.name, name)) return row.dtype;
  }
  return std::nullopt;
}

uint64_t row_bytes(DType dtype, uint64_t n_elems) {
  const DTypeTraits& row = traits(dtype);
  if (n_elems % row.block_elems != 0) return 0;
  return n_elems / row.block_elems * row.block_bytes;
}

}  // namespace ondol
