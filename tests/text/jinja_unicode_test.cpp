// Case and classes of every character, as Python has them (tests/golden/jinja/unicode.json), and the UTF-8
// helpers.
#include "text/jinja/unicode.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "text/jinja/methods.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {
namespace {

class Fnv {
 public:
  void add(std::string_view text) {
    for (unsigned char byte : text) h_ = (h_ ^ byte) * 0x100000001B3;
  }
  std::string hex() const {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(h_));
    return text;
  }

 private:
  uint64_t h_ = 0xCBF29CE484222325;
};

template <class Fn>
std::string hash_of_all(Fn&& shown) {
  Fnv hash;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c == 0xD800) c = 0xE000;     // surrogates
    if (c == 0x40000) c = 0xE0000;   // nothing assigned in between
    if (c == 0xE0200) c = 0x10FFF0;  // private use
    std::string one;
    utf8_append(one, c);
    hash.add(shown(one));
  }
  return hash.hex();
}

TEST(JinjaUnicode, EveryAssignableCharacter_HasPythonsCaseAndClasses) {
  std::ifstream in(ONDOL_GOLDEN_DIR "/jinja/unicode.json");
  const auto golden = nlohmann::json::parse(in);
  TemplateLimits limits;
  limits.max_steps = 1ull << 40;
  Runtime rt(limits, 0);
  for (const auto& [method, expected] : golden["hashes"].items()) {
    const Builtin* row = find_string_method(method);
    ASSERT_TRUE(row != nullptr || method == "repr") << method;
    const std::string actual = hash_of_all([&](const std::string& c) -> std::string {
      if (row == nullptr) return repr_of_string(c);
      Args args;
      const Value result = call_builtin(rt, *row, rt.string(c), args);
      return result.is(Kind::string) ? std::string(result.text()) : result.as_bool() ? "1" : "0";
    });
    EXPECT_EQ(actual, expected.get<std::string>()) << method;
  }
  EXPECT_FALSE(rt.failed());
}

TEST(JinjaUnicode, InvalidUtf8_IsFoundAndReplacedByMaximalParts) {
  struct Case {
    std::string bytes;
    size_t invalid_at;
    std::string sanitised;
  };
  const std::string r = "\xEF\xBF\xBD";
  const Case cases[] = {{"a\xC3\xA9", std::string::npos, "a\xC3\xA9"},
                        {"\x80", 0, r},
                        {"a\xC3", 1, "a" + r},
                        {"\xC0\xAF", 0, r + r},
                        {"\xE0\x80\x80", 0, r + r + r},
                        {"\xED\xA0\x80", 0, r + r + r},
                        {"\xF0\x9F\x98", 0, r},
                        {"\xF0\x9F\x98z", 0, r + "z"},
                        {"\xF4\x90\x80\x80", 0, r + r + r + r},
                        {"\xF5z", 0, r + "z"}};
  for (const Case& c : cases) {
    EXPECT_EQ(utf8_invalid_at(c.bytes), c.invalid_at);
    EXPECT_EQ(utf8_sanitised(c.bytes), c.sanitised);
    EXPECT_EQ(utf8_invalid_at(utf8_sanitised(c.bytes)), std::string::npos);
  }
}

}  // namespace
}  // namespace ondol::jinja
