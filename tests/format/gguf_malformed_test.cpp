// Every way we know in which a GGUF file can lie: each is refused with one line that names file, field,
// offset and expectation, and without allocating what the lie declares.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "format/gguf.h"
#include "format/gguf_builder.h"

namespace ondol {
namespace {

using testing::as_bytes;
using testing::GgufBuilder;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr uint32_t f32 = 0, q4_0 = 2, q4_k = 12;
constexpr uint64_t huge = uint64_t{1} << 62;

struct Case {
  const char* name;
  std::function<std::string()> bytes;
  std::vector<std::string> expect;  // parts of the message
  ErrorCode code = ErrorCode::bad_format;
};
void PrintTo(const Case& c, std::ostream* os) { *os << c.name; }

std::string u32(uint32_t v) { return GgufBuilder::raw(v); }
std::string u64(uint64_t v) { return GgufBuilder::raw(v); }

std::string aligned_file(const std::function<void(GgufBuilder&)>& fill) {
  GgufBuilder b;
  fill(b);
  return b.build();
}

class GgufMalformed : public ::testing::TestWithParam<Case> {};

TEST_P(GgufMalformed, Parse_RefusesInOneLine) {
  const std::string bytes = GetParam().bytes();
  // A copy of exactly this size on the heap, so that the address sanitizer sees a read behind the end.
  const auto copy = std::make_unique<std::byte[]>(bytes.size());
  if (!bytes.empty()) std::memcpy(copy.get(), bytes.data(), bytes.size());
  const auto file = GgufFile::parse({copy.get(), bytes.size()}, "evil.gguf");
  ASSERT_FALSE(file.ok());
  const std::string& message = file.error().message;
  EXPECT_THAT(message, ::testing::StartsWith("evil.gguf: "));
  EXPECT_THAT(message, Not(HasSubstr("\n")));
  EXPECT_THAT(message, HasSubstr(" at offset "));
  EXPECT_THAT(message, HasSubstr(": expected "));
  EXPECT_THAT(message, HasSubstr(", got "));
  for (const std::string& part : GetParam().expect) EXPECT_THAT(message, HasSubstr(part));
  EXPECT_EQ(static_cast<int>(file.error().code), static_cast<int>(GetParam().code)) << message;
  EXPECT_LT(message.size(), 400U);
}

#define BUILD(...) [] { return aligned_file([](GgufBuilder& b) { __VA_ARGS__; }); }

std::vector<Case> header_cases() {
  return {
      {"Empty", [] { return std::string(); }, {"magic", "4 bytes", "end of the file"}},
      {"WrongMagic",
       [] { return std::string("PK\x03\x04 and more bytes here"); },
       {"magic", "\"GGUF\"", "\\x03"}},
      {"OldVersion",
       BUILD(b.version = 1),
       {"version at offset 4", "2 or 3", "got 1"},
       ErrorCode::unsupported},
      {"FutureVersion", BUILD(b.version = 4), {"version", "got 4"}, ErrorCode::unsupported},
      {"BigEndian", BUILD(b.version = 3U << 24), {"little-endian", "big-endian"}, ErrorCode::unsupported},
      {"KeyCountHuge", BUILD(b.extra_keys = INT64_MAX), {"metadata_kv_count at offset 16"}},
      {"KeyCountMinusOne", BUILD(b.extra_keys = -1), {"metadata_kv_count", "18446744073709551615"}},
      {"KeyCountOneTooMany", BUILD(b.extra_keys = 1; b.data = ""), {"metadata_kv_count", "at most 0"}},
      {"TensorCountHuge", BUILD(b.extra_tensors = INT64_MAX), {"tensor_count at offset 8"}},
      {"TensorCountTimesEntryOverflows", BUILD(b.extra_tensors = INT64_MAX / 16), {"tensor_count"}},
  };
}

std::vector<Case> key_cases() {
  return {
      {"EmptyKey", BUILD(b.string_key("", "x")), {"metadata key 0 at offset 24", "1 to 65535", "got 0"}},
      {"KeyTooLong", BUILD(b.string_key(std::string(70000, 'k'), "x")), {"metadata key 0", "got 70000"}},
      {"KeyLongerThanFile",
       [] {
         GgufBuilder b;
         b.key("a", 4, u32(1));
         b.extra_keys = 1;
         return b.head() + u64(huge) + "12345678";
       },
       {"metadata key 1 at offset 41", "length 4611686018427387904"}},
      {"DuplicateKey",
       BUILD(b.string_key("a.b", "x").string_key("a.b", "y")),
       {"metadata key 1", "\"a.b\" again"}},
      {"UnknownValueType", BUILD(b.key("k", 13, u32(0))), {"\"k\" type at offset 33", "0 to 12", "got 13"}},
      {"ControlBytesInKeyAreShownSafely", BUILD(b.key("\x1b[2J\n", 99, u32(0))), {"\\x1b[2J\\x0a"}},
      {"BoolTwo", BUILD(b.key("k", 7, "\x02")), {"\"k\" at offset 37", "a bool", "got 2"}},
      {"StringLongerThanFile", BUILD(b.key("k", 8, u64(5000) + "abc")), {"\"k\"", "length 5000"}},
      {"StringLengthMax", BUILD(b.key("k", 8, u64(UINT64_MAX))), {"\"k\"", "length 18446744073709551615"}},
      {"ArrayOfArrays",
       BUILD(b.array_key("k", 9, 1, u32(4) + u64(1) + u32(7))),
       {"\"k\" element type", "array of arrays"},
       ErrorCode::unsupported},
      {"ArrayElementTypeUnknown", BUILD(b.array_key("k", 77, 1, u32(0))), {"\"k\" element type", "got 77"}},
      {"ArrayCountHuge", BUILD(b.array_key("k", 4, huge, "")), {"\"k\" count", "elements of 4"}},
      {"ArrayCountTimesWidthOverflows",
       BUILD(b.array_key("k", 10, (uint64_t{1} << 61) + 1, u64(0))),
       {"\"k\" count", "elements of 8"}},
      {"ArrayCountOneTooMany",
       [] {
         GgufBuilder b;
         b.array_key("k", 0, 5, "1234");
         return b.head();
       },
       {"\"k\" count", "the 4 bytes left", "5 elements of 1"}},
      {"StringArrayCountHuge", BUILD(b.array_key("k", 8, huge, "")), {"\"k\" count", "strings"}},
      {"StringArrayElementTooLong",
       BUILD(b.array_key("k", 8, 2, GgufBuilder::text("ok") + u64(9999))),
       {"\"k\"[1]", "length 9999"}},
      {"StringArrayEndsInALength",
       [] {
         GgufBuilder b;
         b.array_key("k", 8, 2, GgufBuilder::text("1234567890") + "1234567");
         return b.head();
       },
       {"\"k\"[1]", "its end"}},
      {"BoolArrayWithThree", BUILD(b.array_key("k", 7, 3, std::string("\0\1\3", 3))), {"\"k\"[2]", "got 3"}},
      {"AlignmentZero", BUILD(b.key("general.alignment", 4, u32(0))), {"general.alignment", "got 0"}},
      {"AlignmentOne", BUILD(b.key("general.alignment", 4, u32(1))), {"general.alignment", "got 1"}},
      {"AlignmentNoPowerOfTwo", BUILD(b.key("general.alignment", 4, u32(48))), {"power of two", "got 48"}},
      {"AlignmentHuge", BUILD(b.key("general.alignment", 4, u32(1U << 31))), {"got 2147483648"}},
      {"AlignmentOfWrongType",
       BUILD(b.key("general.alignment", 10, u64(32))),
       {"general.alignment", "got u64"}},
      {"AlignmentString", BUILD(b.string_key("general.alignment", "32")), {"got string"}},
  };
}

std::vector<Case> tensor_cases() {
  return {
      {"NameEmpty", BUILD(b.tensor("", {4}, f32, 0)), {"tensor name 0", "1 to 64", "got 0"}},
      {"NameTooLong", BUILD(b.tensor(std::string(65, 'n'), {4}, f32, 0)), {"tensor name 0", "got 65"}},
      {"NameTwice",
       BUILD(b.tensor("t", {4}, f32, 0).tensor("t", {4}, f32, 32)),
       {"tensor name 1", "\"t\" again"}},
      {"NoDims", BUILD(b.tensor_n("t", 0, {4}, f32, 0)), {"tensor \"t\" n_dims", "1 to 4", "got 0"}},
      {"FiveDims", BUILD(b.tensor("t", {1, 1, 1, 1, 1}, f32, 0)), {"n_dims", "got 5"}},
      {"DimCountHuge", BUILD(b.tensor_n("t", UINT32_MAX, {4}, f32, 0)), {"n_dims", "got 4294967295"}},
      {"DimZero", BUILD(b.tensor("t", {4, 0}, f32, 0)), {"dims[1]", "at least 1", "got 0"}},
      {"DimNegative", BUILD(b.tensor("t", {UINT64_MAX}, f32, 0)), {"dims[0]", "at least 1", "got -1"}},
      {"DimProductOverflows", BUILD(b.tensor("t", {1U << 31, 1U << 31, 4}, f32, 0)), {"dims[1]", "2^59"}},
      {"DimProductWrapsToSmall",
       BUILD(b.tensor("t", {uint64_t{1} << 32, uint64_t{1} << 32}, f32, 0)),
       {"2^59"}},
      {"TypeUnknown",
       BUILD(b.tensor("t", {4}, 1000, 0)),
       {"tensor \"t\" type", "got 1000"},
       ErrorCode::unsupported},
      {"TypeRemovedFromTheFormat",
       BUILD(b.tensor("t", {32}, 4, 0)),
       {"type", "got 4"},
       ErrorCode::unsupported},
      {"TypeOfGgmlThatWeLack", BUILD(b.tensor("t", {256}, 16, 0)), {"IQ2_XXS"}, ErrorCode::unsupported},
      {"BlockDoesNotDivideRow",
       BUILD(b.tensor("t", {48, 2}, q4_0, 0)),
       {"dims[0]", "multiple of 32 for Q4_0", "48"}},
      {"KBlockDoesNotDivideRow",
       BUILD(b.tensor("t", {576, 2}, q4_k, 0)),
       {"multiple of 256 for Q4_K", "got 576"}},
      {"OffsetNotAligned",
       BUILD(b.tensor("t", {4}, f32, 16)),
       {"tensor \"t\" offset", "multiple of 32", "got 16"}},
      {"OffsetBeyondFile", BUILD(b.tensor("t", {4}, f32, 4096)), {"offset", "256 bytes", "4096 + 16"}},
      {"SizeBeyondFile", BUILD(b.tensor("t", {100}, f32, 0)), {"offset", "256 bytes", "0 + 400"}},
      {"LastByteMissing", BUILD(b.tensor("t", {64}, f32, 0); b.data.resize(255)), {"255 bytes", "0 + 256"}},
      {"OffsetPlusSizeOverflows",
       BUILD(b.tensor("t", {4}, f32, UINT64_MAX - 31)),
       {"offset", "18446744073709551584"}},
      {"NoDataAtAll",
       [] {
         GgufBuilder b;
         b.tensor("t", {4}, f32, 0);
         return b.head();
       },
       {"the 0 bytes of tensor data"}},
      {"Overlap",
       BUILD(b.tensor("a", {32}, f32, 0).tensor("b", {32}, f32, 64)),
       {"\"b\" offset", "overlap with \"a\""}},
      {"SameOffset", BUILD(b.tensor("a", {8}, f32, 32).tensor("b", {8}, f32, 32)), {"overlap"}},
      {"OverlapOutOfOrder",
       BUILD(b.tensor("a", {32}, f32, 64).tensor("b", {32}, f32, 0)),
       {"\"a\" offset", "\"b\""}},
  };
}

std::string case_name(const ::testing::TestParamInfo<Case>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Header, GgufMalformed, ::testing::ValuesIn(header_cases()), case_name);
INSTANTIATE_TEST_SUITE_P(Keys, GgufMalformed, ::testing::ValuesIn(key_cases()), case_name);
INSTANTIATE_TEST_SUITE_P(Tensors, GgufMalformed, ::testing::ValuesIn(tensor_cases()), case_name);

GgufBuilder small_file() {
  GgufBuilder b;
  b.string_key("general.architecture", "llama");
  b.key("llama.block_count", 4, u32(2));
  b.array_key("tokenizer.ggml.tokens", 8, 3,
              GgufBuilder::text("a") + GgufBuilder::text("") + GgufBuilder::text("bc"));
  b.array_key("tokenizer.ggml.scores", 6, 2, GgufBuilder::raw(0.5F) + GgufBuilder::raw(-1.0F));
  b.key("flag", 7, "\x01");
  b.tensor("token_embd.weight", {32, 2}, f32, 0);
  return b;
}

TEST(GgufReader, TruncatedAtEveryByte_Refuses) {
  const std::string whole = small_file().build();
  ASSERT_TRUE(GgufFile::parse(as_bytes(whole), "whole").ok());
  for (size_t n = 0; n < whole.size(); ++n) {
    const auto copy = std::make_unique<std::byte[]>(n);
    if (n > 0) std::memcpy(copy.get(), whole.data(), n);
    const auto file = GgufFile::parse({copy.get(), n}, "cut");
    ASSERT_FALSE(file.ok()) << n << " of " << whole.size() << " bytes";
    EXPECT_THAT(file.error().message,
                ::testing::MatchesRegex("cut: .+ at offset [0-9]+: expected .+, got .+"));
  }
}

TEST(GgufReader, EveryByteReplaced_NeverReadsOutside) {
  // What comes out does not matter (many bytes are free to vary); that it comes back does, under ASan.
  std::string bytes = small_file().build();
  int refused = 0;
  for (size_t i = 0; i < bytes.size() - 256; ++i) {
    const char kept = bytes[i];
    for (const char c : {'\x00', '\x01', '\x7F', '\xFF'}) {
      bytes[i] = c;
      const auto file = GgufFile::parse(as_bytes(bytes), "x");
      if (!file.ok()) ++refused;
    }
    bytes[i] = kept;
  }
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace ondol
