// Block layouts: every target's dequantize_row equals the gguf package's, bit for bit.
#include "golden.h"
#include "weights.h"

namespace ondol::test {
namespace {

class Dequantize : public OnEveryTarget {};

TEST_P(Dequantize, GoldenBlocks_SameBitsAsGgufPackage) {
  constexpr int64_t n = 512;
  for (DType dtype : weight_types) {
    const std::vector<char> golden = read_golden(std::string("dequant_") + traits(dtype).name + ".bin");
    const size_t block_bytes = row_bytes(dtype, n);
    ASSERT_EQ(golden.size(), block_bytes + n * sizeof(float)) << traits(dtype).name;
    Guarded row(block_bytes, 2);
    std::memcpy(row.as(), golden.data(), block_bytes);
    Floats got(n);
    kernels->dequantize_row(dtype, got.data(), row.as(), n);
    std::vector<float> want(n);
    std::memcpy(want.data(), golden.data() + block_bytes, n * sizeof(float));
    for (int64_t i = 0; i < n; ++i) {
      ASSERT_EQ(f32_bits(got[i]), f32_bits(want[static_cast<size_t>(i)]))
          << traits(dtype).name << " element " << i << ": " << got[i] << " for "
          << want[static_cast<size_t>(i)];
    }
  }
}

ONDOL_ON_EVERY_TARGET(Dequantize);

}  // namespace
}  // namespace ondol::test
