// GGUF → GGUF: metadata survives, types change as asked, what was quantised before is said.
#include "models/convert/quantize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "format/gguf.h"
#include "models/convert/checkpoint_dir.h"

namespace ondol {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::golden_checkpoint;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::read_text;
using testing::TempDir;

class QuantizeGguf : public ::testing::Test {
 protected:
  void SetUp() override {
    ConvertOptions options;
    options.type = "F32";
    const auto report = convert_hf(golden_checkpoint("llama"), f32_, options);
    ASSERT_TRUE(report.ok()) << report.error().message;
  }
  Result<ConvertReport> quantize(const std::string& in, const std::string& out, const std::string& type,
                                 bool pure = false) {
    QuantizeOptions options;
    options.type = type;
    options.pure = pure;
    return quantize_gguf(in, out, options);
  }
  static std::shared_ptr<GgufFile> open(const std::string& path) {
    auto file = GgufFile::open(path);
    EXPECT_TRUE(file.ok()) << file.error().message;
    return *file;
  }

  TempDir dir_;
  std::string f32_ = dir_ / "f32.gguf";
  std::string out_ = dir_ / "out.gguf";
};

TEST_F(QuantizeGguf, EveryMix_WritesAFileWithTheSameTensors) {
  for (const char* type : {"F32", "BF16", "F16", "Q8_0", "Q6_K", "Q5_K_M", "Q5_1", "Q5_0", "Q4_K_M", "Q4_1",
                           "Q4_0", "IQ4_NL", "IQ4_XS", "Q3_K_M", "Q2_K"}) {
    const auto report = quantize(f32_, out_, type);
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(report->type, type);
    const auto before = open(f32_);
    const auto after = open(out_);
    ASSERT_EQ(before->tensors().size(), after->tensors().size());
    for (size_t i = 0; i < before->tensors().size(); ++i) {
      EXPECT_EQ(before->tensors()[i].name, after->tensors()[i].name);
      EXPECT_EQ(before->tensors()[i].view.dims, after->tensors()[i].view.dims);
    }
  }
}

TEST_F(QuantizeGguf, Metadata_IsKeptButForTheFileType) {
  ASSERT_TRUE(quantize(f32_, out_, "Q8_0").ok());
  const auto before = open(f32_);
  const auto after = open(out_);
  ASSERT_EQ(before->metadata().size(), after->metadata().size());
  for (size_t i = 0; i < before->metadata().size(); ++i) {
    EXPECT_EQ(before->metadata()[i].first, after->metadata()[i].first);
    EXPECT_EQ(static_cast<int>(before->metadata()[i].second.type),
              static_cast<int>(after->metadata()[i].second.type));
  }
  EXPECT_EQ(*after->get_strings("tokenizer.ggml.tokens"), *before->get_strings("tokenizer.ggml.tokens"));
  EXPECT_EQ(*before->get_uint("general.file_type"), 0U);
  EXPECT_EQ(*after->get_uint("general.file_type"), 7U);
}

TEST_F(QuantizeGguf, ThereAndBack_IsWithinHalfAStepOfQ8) {
  ASSERT_TRUE(quantize(f32_, out_, "Q8_0").ok());
  const auto back = quantize(out_, dir_ / "back.gguf", "F32");
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_THAT(back->notes, Contains(HasSubstr("already quantised (16 Q8_0)")));
  const auto before = open(f32_);
  const auto after = open(dir_ / "back.gguf");
  for (const GgufTensor& tensor : before->tensors()) {
    const auto* a = static_cast<const float*>(tensor.view.data);
    const auto* b = static_cast<const float*>(after->tensor(tensor.name)->view.data);
    for (uint64_t block = 0; block < tensor.view.n_elems(); block += 32) {
      float top = 0;
      for (uint64_t i = block; i < block + 32; ++i) top = std::max(top, std::fabs(a[i]));
      // Half a step, and the rounding of the step to f16.
      const float bound = tensor.n_dims == 1 ? 0 : top / 127 * 0.5F + top * 0.0005F;
      for (uint64_t i = block; i < block + 32; ++i) ASSERT_NEAR(a[i], b[i], bound) << tensor.name << " " << i;
    }
  }
}

TEST_F(QuantizeGguf, SameTypeAgain_CopiesTheBytes) {
  ASSERT_TRUE(quantize(f32_, out_, "Q5_0", /*pure=*/true).ok());
  const auto again = quantize(out_, dir_ / "again.gguf", "Q5_0", /*pure=*/true);
  ASSERT_TRUE(again.ok());
  EXPECT_THAT(again->notes, IsEmpty());
  EXPECT_EQ(read_text(out_), read_text(dir_ / "again.gguf"));
}

TEST_F(QuantizeGguf, Pure_GivesEveryMatrixThePlainType) {
  ASSERT_TRUE(quantize(f32_, out_, "Q4_0", /*pure=*/true).ok());
  const auto file = open(out_);  // of its own: in C++20 a loop does not keep what it calls tensors() of
  for (const GgufTensor& t : file->tensors()) {
    EXPECT_EQ(t.view.dtype, t.n_dims == 1 ? DType::f32 : DType::q4_0) << t.name;
  }
  ASSERT_TRUE(quantize(f32_, out_, "Q4_0").ok());
  EXPECT_EQ(open(out_)->tensor("output.weight")->view.dtype, DType::q8_0);  // Q6_K does not divide rows of 64
}

TEST_F(QuantizeGguf, OntoItself_Works) {
  ASSERT_TRUE(quantize(f32_, f32_, "Q8_0").ok());
  EXPECT_EQ(open(f32_)->tensor("output.weight")->view.dtype, DType::q8_0);
  EXPECT_THAT(dir_.files(), ElementsAre("f32.gguf"));
}

TEST_F(QuantizeGguf, WrongCalls_OneClearLine) {
  EXPECT_EQ(quantize(f32_, out_, "").error().code, ErrorCode::invalid_argument);
  EXPECT_THAT(quantize(f32_, out_, "Q4").error().message, HasSubstr("expected one of F32, BF16"));
  EXPECT_EQ(quantize(dir_ / "none", out_, "F32").error().code, ErrorCode::not_found);
  EXPECT_THAT(quantize(golden_checkpoint("llama"), out_, "F32").error().message,
              HasSubstr("got a directory"));
  EXPECT_FALSE(std::filesystem::exists(out_));
}

TEST_F(QuantizeGguf, PartOfASplitModel_IsRefused) {
  auto writer = GgufWriter::create(out_);
  ASSERT_TRUE(writer.ok());
  (*writer)->set_uint("split.count", 3);
  ASSERT_TRUE((*writer)->finish().ok());
  EXPECT_THAT(quantize(out_, dir_ / "x", "F32").error().message,
              HasSubstr("split.count: expected a whole model"));
}

TEST_F(QuantizeGguf, NanInTheSource_IsRefusedByName) {
  auto bytes = read_text(f32_);
  const auto offset = open(f32_)->tensor("blk.0.ffn_up.weight")->file_offset;
  const float nan = NAN;
  std::memcpy(bytes.data() + offset + 4 * 130, &nan, 4);
  testing::write_text(out_, bytes);
  EXPECT_THAT(quantize(out_, dir_ / "x", "Q8_0").error().message,
              HasSubstr("tensor blk.0.ffn_up.weight: element 130: expected a finite number, got nan"));
  EXPECT_FALSE(std::filesystem::exists(dir_ / "x"));
}

TEST_F(QuantizeGguf, ValueBeyondF16_IsRefusedForF16AndTakenForBf16) {
  auto bytes = read_text(f32_);
  const auto offset = open(f32_)->tensor("blk.0.ffn_up.weight")->file_offset;
  const float big = 1e5F;
  std::memcpy(bytes.data() + offset + 4 * 70, &big, 4);
  testing::write_text(out_, bytes);
  EXPECT_THAT(quantize(out_, dir_ / "x", "F16").error().message,
              HasSubstr("element 70: expected a finite number below 65520 for F16, got 100000"));
  EXPECT_TRUE(quantize(out_, dir_ / "x", "BF16").ok());
}

}  // namespace
}  // namespace ondol
