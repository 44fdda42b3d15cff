// The examples that come with the standard, and pieces of every size.
#include "fetch/sha256.h"

#include <gtest/gtest.h>

#include <vector>

namespace ondol::fetch {
namespace {

std::string sha256(std::string_view text) {
  Sha256 hash;
  hash.add(std::as_bytes(std::span(text)));
  return hash.hex();
}

TEST(Sha256, ExamplesOfTheStandard_AsPublished) {
  // csrc.nist.gov, "Example values", SHA-256; the empty one and the million from FIPS 180-2, appendix B.
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, AddedInPieces_AsAtOnce) {
  std::vector<std::byte> bytes(300);
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i * 7);
  for (size_t length = 0; length <= bytes.size(); ++length) {
    const auto all = std::span(bytes).first(length);
    Sha256 at_once;
    at_once.add(all);
    const std::string expected = at_once.hex();
    for (const size_t piece : {1, 3, 63, 64, 65}) {
      Sha256 hash;
      for (size_t at = 0; at < length; at += piece) hash.add(all.subspan(at, std::min(piece, length - at)));
      ASSERT_EQ(hash.hex(), expected) << length << " bytes by " << piece;
    }
  }
}

TEST(Sha256Text, SixtyFourDigits_InSmallLetters) {
  EXPECT_EQ(sha256_text(std::string(63, '0') + "F"), std::string(63, '0') + "f");
  EXPECT_EQ(sha256_text(std::string(63, '0')), "");
  EXPECT_EQ(sha256_text(std::string(63, '0') + "g"), "");
}

}  // namespace
}  // namespace ondol::fetch
