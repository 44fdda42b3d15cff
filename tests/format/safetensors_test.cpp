// safetensors: what is right is read to the bit, every lie is refused in one line.
#include "format/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>

namespace ondol {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string file_of(const std::string& json, const std::string& data) {
  const uint64_t n = json.size();
  std::string out(8, '\0');
  std::memcpy(out.data(), &n, 8);
  return out + json + data;
}

std::span<const std::byte> as_bytes(const std::string& s) {
  return {reinterpret_cast<const std::byte*>(s.data()), s.size()};
}

std::string entry(const std::string& name, const std::string& dtype, const std::string& shape,
                  const std::string& at) {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + shape + "],\"data_offsets\":[" + at +
         "]}";
}

TEST(Safetensors, EveryFloatType_IsReadAsFloats) {
  const float f32[2] = {1.5F, -2.0F};
  const double f64[1] = {0.25};
  const uint16_t f16[2] = {0x3C00, 0xC000};   // 1, -2
  const uint16_t bf16[2] = {0x3F80, 0xC000};  // 1, -2
  std::string data(reinterpret_cast<const char*>(f32), 8);
  data.append(reinterpret_cast<const char*>(f64), 8).append(reinterpret_cast<const char*>(f16), 4);
  data.append(reinterpret_cast<const char*>(bf16), 4);
  const std::string bytes =
      file_of("{\"__metadata__\":{\"format\":\"pt\"}," + entry("b", "BF16", "2", "20,24") + "," +
                  entry("a", "F32", "1,2", "0,8") + "," + entry("d", "F64", "", "8,16") + "," +
                  entry("h", "F16", "2,1", "16,20") + "," + entry("none", "F32", "0,5", "24,24") + "}   ",
              data);
  const auto file = SafetensorsFile::parse(as_bytes(bytes), "f");
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_EQ((*file)->metadata().at("format"), "pt");
  ASSERT_EQ((*file)->tensors().size(), 5U);
  EXPECT_EQ((*file)->tensors()[0].name, "a");
  EXPECT_THAT((*file)->tensor("a")->shape, ElementsAre(1, 2));
  EXPECT_TRUE((*file)->tensor("d")->shape.empty());
  EXPECT_EQ((*file)->tensor("none")->n_elems(), 0U);
  EXPECT_EQ((*file)->tensor("absent"), nullptr);
  float out[2] = {};
  ASSERT_TRUE(read_floats(*(*file)->tensor("a"), 0, 2, out).ok());
  EXPECT_THAT(out, ElementsAre(1.5F, -2.0F));
  ASSERT_TRUE(read_floats(*(*file)->tensor("d"), 0, 1, out).ok());
  EXPECT_EQ(out[0], 0.25F);
  ASSERT_TRUE(read_floats(*(*file)->tensor("h"), 1, 1, out).ok());
  EXPECT_EQ(out[0], -2.0F);
  ASSERT_TRUE(read_floats(*(*file)->tensor("b"), 0, 2, out).ok());
  EXPECT_THAT(out, ElementsAre(1.0F, -2.0F));
}

TEST(Safetensors, IntegerTensor_IsListedButNotReadAsFloats) {
  const std::string bytes = file_of("{" + entry("ids", "I64", "1", "0,8") + "}", "12345678");
  const auto file = SafetensorsFile::parse(as_bytes(bytes), "f");
  ASSERT_TRUE(file.ok()) << file.error().message;
  float out = 0;
  const auto status = read_floats((*file)->tensors()[0], 0, 1, &out);
  EXPECT_EQ(status.error().code, ErrorCode::unsupported);
  EXPECT_THAT(status.error().message, HasSubstr("\"ids\": expected F32, F16, BF16 or F64, got I64"));
}

struct Case {
  const char* name;
  std::function<std::string()> bytes;
  std::vector<std::string> expect;
};
void PrintTo(const Case& c, std::ostream* os) { *os << c.name; }

class SafetensorsMalformed : public ::testing::TestWithParam<Case> {};

TEST_P(SafetensorsMalformed, Parse_RefusesInOneLine) {
  const std::string bytes = GetParam().bytes();
  const auto copy = std::make_unique<std::byte[]>(bytes.size());
  if (!bytes.empty()) std::memcpy(copy.get(), bytes.data(), bytes.size());
  const auto file = SafetensorsFile::parse({copy.get(), bytes.size()}, "evil");
  ASSERT_FALSE(file.ok());
  EXPECT_THAT(file.error().message,
              ::testing::MatchesRegex("evil: .+ at offset [0-9]+: expected .+, got .+"));
  EXPECT_THAT(file.error().message, ::testing::Not(HasSubstr("\n")));
  for (const auto& part : GetParam().expect) EXPECT_THAT(file.error().message, HasSubstr(part));
}

std::function<std::string()> header(const std::string& json, size_t n_data = 0) {
  return [=] { return file_of(json, std::string(n_data, 'd')); };
}

std::vector<Case> cases() {
  const std::string eight = entry("t", "F32", "2", "0,8");
  return {
      {"Empty", [] { return std::string(); }, {"header length", "8 bytes"}},
      {"HalfALength", [] { return std::string("1234"); }, {"header length", "end of the file"}},
      {"LengthHuge", [] { return std::string(16, '\xFF'); }, {"header length", "18446744073709551615"}},
      {"LengthBeyondFile", [] { return std::string("\x09\0\0\0\0\0\0\0{}      ", 16); }, {"2 to 8", "got 9"}},
      {"LengthZero", [] { return std::string(16, '\0'); }, {"got 0"}},
      {"NotAnObject", header("[1]"), {"header at offset 8", "{"}},
      {"NotJson", header("{nonsense}"), {"expected JSON"}},
      {"CutJson", header("{\"a\":{"), {"expected JSON"}},
      {"TrailingJson", header("{}{}"), {"expected JSON"}},
      {"DeeplyNested", header("{\"a\":" + std::string(100000, '[')), {"\"a\"", "an array"}},
      {"DeeplyNestedObjects",
       [] {
         std::string json;
         for (int i = 0; i < 50000; ++i) json += "{\"a\":";
         return file_of(json, "");
       },
       {"\"a\"", "expected dtype, shape and data_offsets"}},
      {"EntryIsAString", header("{\"a\":\"b\"}"), {"\"a\"", "an object", "a string"}},
      {"MetadataNotStrings", header("{\"__metadata__\":{\"a\":1}}"), {"strings in __metadata__", "got 1"}},
      {"NameTwice", header("{" + eight + "," + eight + "}", 8), {"\"t\"", "it again"}},
      {"NameEmpty", header("{" + entry("", "F32", "2", "0,8") + "}", 8), {"1 to 1024"}},
      {"NoShape",
       header("{\"t\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", 8),
       {"\"t\"", "not all of them"}},
      {"KeyTwice", header("{\"t\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}"), {"\"dtype\" again"}},
      {"UnknownKey", header("{\"t\":{\"stride\":[1]}}"), {"\"stride\""}},
      {"UnknownType", header("{" + entry("t", "F4", "2", "0,8") + "}", 8), {"\"t\"", "got \"F4\""}},
      {"DtypeNumber", header("{\"t\":{\"dtype\":3}}"), {"a dtype string", "got 3"}},
      {"ShapeNegative", header("{" + entry("t", "F32", "-2", "0,8") + "}", 8), {"non-negative", "got -2"}},
      {"ShapeFloat", header("{" + entry("t", "F32", "2.5", "0,8") + "}", 8), {"non-negative", "2.5"}},
      {"ShapeNotAnArray", header("{\"t\":{\"shape\":8}}"), {"a shape", "got 8"}},
      {"ShapeOverflows",
       header("{" + entry("t", "F32", "4294967296,4294967296", "0,8") + "}", 8),
       {"64 bits"}},
      {"ShapeTooLong",
       header("{" + entry("t", "F32", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", "0,8") + "}", 8),
       {"16 dim"}},
      {"ShapeDoesNotFitOffsets",
       header("{" + entry("t", "F32", "3", "0,8") + "}", 8),
       {"12 bytes apart", "0 to 8"}},
      {"OffsetsThree",
       header("{" + entry("t", "F32", "2", "0,8,9") + "}", 8),
       {"data_offsets of two", "got 9"}},
      {"OffsetsOne", header("{" + entry("t", "F32", "2", "8") + "}", 8), {"two numbers", "got 1"}},
      {"OffsetsBackwards",
       header("{" + entry("t", "F32", "2", "8,0") + "}", 8),
       {"within the 8 bytes", "8 to 0"}},
      {"OffsetsBeyond",
       header("{" + entry("t", "F32", "2", "4,12") + "}", 8),
       {"within the 8 bytes", "4 to 12"}},
      {"OffsetsMax",
       header("{" + entry("t", "F32", "2", "18446744073709551608,18446744073709551615") + "}", 8),
       {"8 bytes"}},
      {"OffsetsBeyond64Bits",
       header("{" + entry("t", "F32", "2", "0,18446744073709551616") + "}", 8),
       {"data_offsets"}},
      {"Overlap",
       header("{" + eight + "," + entry("u", "F32", "2", "4,12") + "}", 12),
       {"\"u\"", "begin at 8", "4 to 12"}},
      {"Gap",
       header("{" + eight + "," + entry("u", "F32", "1", "12,16") + "}", 16),
       {"\"u\"", "begin at 8", "12 to 16"}},
      {"BytesBehindTheLast", header("{" + eight + "}", 9), {"data at offset", "expected 8 bytes, got 9"}},
  };
}
INSTANTIATE_TEST_SUITE_P(Cases, SafetensorsMalformed, ::testing::ValuesIn(cases()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Safetensors, TruncatedAtEveryByte_IsRefused) {
  const std::string whole = file_of(
      "{" + entry("t", "F32", "2", "0,8") + "," + entry("u", "I8", "3", "8,11") + "}", std::string(11, 'd'));
  ASSERT_TRUE(SafetensorsFile::parse(as_bytes(whole), "f").ok());
  for (size_t n = 0; n < whole.size(); ++n) {
    const auto copy = std::make_unique<std::byte[]>(n);
    if (n > 0) std::memcpy(copy.get(), whole.data(), n);
    EXPECT_FALSE(SafetensorsFile::parse({copy.get(), n}, "cut").ok()) << n;
  }
}

class SafetensorsDir : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "ondol_st_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(dir_ / name, std::ios::binary) << content;
  }
  std::string message() const {
    const auto model = SafetensorsModel::open(dir_.string());
    return model.ok() ? "" : model.error().message;
  }

  std::filesystem::path dir_;
};

TEST_F(SafetensorsDir, Shards_AreOneModel) {
  write("a.safetensors", file_of("{" + entry("t", "F32", "2", "0,8") + "}", "12345678"));
  write("b.safetensors", file_of("{" + entry("u", "I8", "3", "0,3") + "}", "abc"));
  write("model.safetensors.index.json",
        R"({"metadata":{"total_size":11},"weight_map":{"t":"a.safetensors","u":"b.safetensors"}})");
  const auto model = SafetensorsModel::open(dir_.string());
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(model->tensors().size(), 2U);
  ASSERT_NE(model->find("u"), nullptr);
  EXPECT_EQ(std::memcmp(model->find("u")->tensor->data, "abc", 3), 0);
  EXPECT_EQ(model->find("x"), nullptr);
  EXPECT_TRUE(model->check_intact().ok());
}

TEST_F(SafetensorsDir, WrongDirectories_OneClearLine) {
  EXPECT_THAT(message(),
              HasSubstr("expected model.safetensors or model.safetensors.index.json, got neither"));
  write("pytorch_model.bin", "x");
  EXPECT_THAT(message(), HasSubstr("pickle"));
  const std::string index = "model.safetensors.index.json";
  write(index, "{");
  EXPECT_THAT(message(), HasSubstr("got no JSON"));
  write(index, R"({"weight_map":[1]})");
  EXPECT_THAT(message(), HasSubstr("weight_map: expected a JSON object"));
  for (const char* evil : {"\"../a.safetensors\"", "\"/etc/passwd\"", "\"\"", "\"..\"", "3", "{\"a\":1}"}) {
    write(index, std::string(R"({"weight_map":{"t":)") + evil + "}}");
    EXPECT_THAT(message(), HasSubstr("weight_map \"t\": expected the name of a file beside it")) << evil;
  }
  write(index, R"({"weight_map":{"t":"none.safetensors"}})");
  EXPECT_THAT(message(), HasSubstr("none.safetensors: cannot open"));
  write("a.safetensors", file_of("{" + entry("u", "I8", "3", "0,3") + "}", "abc"));
  write(index, R"({"weight_map":{"t":"a.safetensors"}})");
  EXPECT_THAT(message(), HasSubstr("expected tensor \"t\" in a.safetensors, got none"));
  write(index, "{\"weight_map\":" + std::string(1 << 20, '['));
  EXPECT_THAT(message(), HasSubstr("got no JSON"));
  EXPECT_THAT(SafetensorsModel::open((dir_ / "nowhere").string()).error().message,
              HasSubstr("got no directory"));
}

TEST(Safetensors, GoldenCheckpoint_IsReadWholeFromShards) {
  const auto model = SafetensorsModel::open(std::string(ONDOL_GOLDEN_DIR) + "/models/qwen3");
  ASSERT_TRUE(model.ok()) << model.error().message;
  const auto* embedding = model->find("model.embed_tokens.weight");
  ASSERT_NE(embedding, nullptr);
  EXPECT_EQ(embedding->tensor->type, SafetensorsType::bf16);
  EXPECT_THAT(embedding->tensor->shape, ElementsAre(288, 32));
}

}  // namespace
}  // namespace ondol
