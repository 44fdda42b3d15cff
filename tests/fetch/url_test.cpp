// Who is asked, and who gets the token, depends on these few functions.
#include "fetch/url.h"

#include <gtest/gtest.h>

namespace ondol::fetch {
namespace {

TEST(Url, NotHttpOrAmbiguous_Refused) {
  for (const char* url : {"", "ftp://host/x", "file:///etc/passwd", "https://", "https:///x", "http://:80/x",
                          "https://a b/x", "https://host/x\ny", "https://good.org@evil.org/x",
                          "https://good.org\\@evil.org/x", "huggingface.co/x", "https:/host/x"})
    EXPECT_FALSE(check_url(url).ok()) << url;
  for (const char* url :
       {"https://host", "HTTP://host:80/x?y=z@w", "https://[::1]:8080/a/b", "http://localhost/x#@"})
    EXPECT_TRUE(check_url(url).ok()) << url;
}

TEST(Url, Origin_SchemeHostAndPort) {
  EXPECT_EQ(origin_of("HTTPS://HuggingFace.co/a/b"), "https://huggingface.co:443");
  EXPECT_EQ(origin_of("https://huggingface.co:443"), origin_of("https://huggingface.co?x"));
  EXPECT_NE(origin_of("http://huggingface.co/a"), origin_of("https://huggingface.co/a"));
  EXPECT_NE(origin_of("https://huggingface.co:8443/a"), origin_of("https://huggingface.co/a"));
  EXPECT_NE(origin_of("https://huggingface.co.evil.org/a"), origin_of("https://huggingface.co/a"));
  EXPECT_EQ(origin_of("http://[::1]/x"), "http://[::1]:80");
  EXPECT_EQ(origin_of("http://[::1]:81/x"), "http://[::1]:81");
}

TEST(Url, FileName_OfThePathOnly) {
  EXPECT_EQ(file_name_of("https://host/a/b%20c.gguf?x=/y.gguf#z"), "b c.gguf");
  EXPECT_EQ(file_name_of("https://host/%2e%2E"), "..");
  EXPECT_EQ(file_name_of("https://host/100%"), "100%");
  EXPECT_EQ(file_name_of("https://host/a/"), "");
  EXPECT_EQ(file_name_of("https://host"), "");
}

TEST(Url, Percent_AllButPlainLetters) {
  EXPECT_EQ(percent_encoded("O/R-1.gguf"), "O/R-1.gguf");
  EXPECT_EQ(percent_encoded("a b?#%é"), "a%20b%3F%23%25%C3%A9");
}

TEST(Url, Redirect_NeverFromEncryptedToPlain) {
  EXPECT_TRUE(check_redirect("https://a/x", "https://b/y").ok());
  EXPECT_TRUE(check_redirect("http://a/x", "https://b/y").ok());
  EXPECT_TRUE(check_redirect("http://a/x", "http://b/y").ok());
  EXPECT_FALSE(check_redirect("https://a/x", "http://a/x").ok());
  EXPECT_FALSE(check_redirect("HTTPS://a/x", "http://a/x").ok());
  EXPECT_FALSE(check_redirect("http://a/x", "file:///x").ok());
}

}  // namespace
}  // namespace ondol::fetch
