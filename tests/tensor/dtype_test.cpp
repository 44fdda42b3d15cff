// The traits table: ids, sizes and names of the GGUF specification.
#include "tensor/dtype.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tensor/tensor_view.h"

namespace ondol {
namespace {

struct Row {
  uint32_t id;
  const char* name;
  uint32_t elems, bytes;
};
// From the specification, not from the headers under test.
constexpr Row specified[] = {
    {0, "F32", 1, 4},       {1, "F16", 1, 2},         {2, "Q4_0", 32, 18},    {3, "Q4_1", 32, 20},
    {6, "Q5_0", 32, 22},    {7, "Q5_1", 32, 24},      {8, "Q8_0", 32, 34},    {10, "Q2_K", 256, 84},
    {11, "Q3_K", 256, 110}, {12, "Q4_K", 256, 144},   {13, "Q5_K", 256, 176}, {14, "Q6_K", 256, 210},
    {20, "IQ4_NL", 32, 18}, {23, "IQ4_XS", 256, 136}, {24, "I8", 1, 1},       {25, "I16", 1, 2},
    {26, "I32", 1, 4},      {27, "I64", 1, 8},        {28, "F64", 1, 8},      {30, "BF16", 1, 2},
};

TEST(DType, EveryRow_AsSpecified) {
  for (const Row& row : specified) {
    const DTypeTraits* found = find_dtype(row.id);
    ASSERT_NE(found, nullptr) << row.name;
    EXPECT_EQ(static_cast<uint32_t>(found->dtype), row.id);
    EXPECT_STREQ(found->name, row.name);
    EXPECT_EQ(found->block_elems, row.elems) << row.name;
    EXPECT_EQ(found->block_bytes, row.bytes) << row.name;
    EXPECT_EQ(found->is_weight, row.name[0] != 'I' || row.name[1] == 'Q' ? row.id != 28 : false) << row.name;
    EXPECT_EQ(&traits(found->dtype), found);
  }
}

TEST(DType, UnknownIds_NotFound) {
  std::set<uint32_t> known;
  for (const Row& row : specified) known.insert(row.id);
  for (uint32_t id = 0; id < 300; ++id) EXPECT_EQ(find_dtype(id) != nullptr, known.contains(id)) << id;
  EXPECT_EQ(find_dtype(0xffffffff), nullptr);
}

TEST(DType, Names_AnyCaseAndNothingElse) {
  EXPECT_EQ(dtype_by_name("q4_k"), DType::q4_k);
  EXPECT_EQ(dtype_by_name("Q4_K"), DType::q4_k);
  EXPECT_EQ(dtype_by_name("bF16"), DType::bf16);
  for (const char* wrong : {"", "Q4", "Q4_K_M", " Q4_K", "q4_k ", "Q4-K"}) {
    EXPECT_EQ(dtype_by_name(wrong), std::nullopt) << wrong;
  }
}

TEST(DType, RowBytes_WholeBlocksOrNothing) {
  EXPECT_EQ(row_bytes(DType::q4_k, 512), 288u);
  EXPECT_EQ(row_bytes(DType::q4_k, 576), 0u);
  EXPECT_EQ(row_bytes(DType::q8_0, 576), 612u);
  EXPECT_EQ(row_bytes(DType::f32, 7), 28u);
  EXPECT_EQ(row_bytes(DType::q4_0, 31), 0u);
  EXPECT_EQ(row_bytes(DType::q4_0, 0), 0u);
  EXPECT_EQ(row_bytes(DType::f64, uint64_t{1} << 40), uint64_t{1} << 43);
}

TEST(DType, BitsPerElement_CountScalesToo) {
  EXPECT_DOUBLE_EQ(traits(DType::q4_0).bits_per_elem(), 4.5);
  EXPECT_DOUBLE_EQ(traits(DType::q6_k).bits_per_elem(), 6.5625);
}

TEST(TensorView, Rows_AreRowBytesApart) {
  const std::string bytes(3 * 36, '\0');
  const TensorView view{DType::q4_0, {64, 3, 1, 1}, bytes.data()};
  EXPECT_EQ(view.n_cols(), 64);
  EXPECT_EQ(view.n_rows(), 3);
  EXPECT_EQ(view.size_bytes(), 108u);
  EXPECT_EQ(static_cast<const char*>(view.row(2)) - bytes.data(), 72);
  EXPECT_TRUE(TensorView{}.empty());
}

}  // namespace
}  // namespace ondol
