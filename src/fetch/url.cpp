#include "fetch/url.h"

#include <algorithm>
#include <charconv>

#include "base/nearest.h"
#include "base/try.h"

namespace ondol::fetch {
namespace {

constexpr std::string_view kSecure = "https://", kPlain = "http://";

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool starts_with_any_case(std::string_view text, std::string_view prefix) {
  return lower(text.substr(0, prefix.size())) == prefix;
}

bool is_secure(std::string_view url) { return starts_with_any_case(url, kSecure); }

/// "host:8080" of an address with a scheme.
std::string_view authority_of(std::string_view url) {
  const std::string_view rest = url.substr(url.find("://") + 3);
  return rest.substr(0, rest.find_first_of("/?#"));
}

}  // namespace

Status check_url(std::string_view url) {
  const auto wrong = [&](const std::string& why) {
    return Error{ErrorCode::invalid_argument, "\"" + on_one_line(url, 200) + "\": " + why};
  };
  if (!is_secure(url) && !starts_with_any_case(url, kPlain))
    return wrong("expected an address that begins with https:// or http://");
  if (std::ranges::any_of(url, [](unsigned char c) { return c <= ' ' || c == 0x7f || c == '\\'; }))
    return wrong(
        "an address has no spaces, backslashes or control characters; write them as %20 and the like");
  const std::string_view authority = authority_of(url);
  if (authority.empty() || authority.front() == ':') return wrong("expected a host after ://");
  if (authority.find('@') != std::string_view::npos)
    return wrong("a name before the host (NAME@HOST) is not supported");
  return {};
}

std::string origin_of(std::string_view url) {
  const std::string authority = lower(authority_of(url));
  const size_t colon = authority.rfind(':');
  const bool has_port = colon != std::string::npos && authority.find(']', colon) == std::string::npos;
  const std::string_view scheme = is_secure(url) ? kSecure : kPlain;
  return std::string(scheme) + authority + (has_port ? "" : is_secure(url) ? ":443" : ":80");
}

std::string file_name_of(std::string_view url) {
  std::string_view path = url.substr(0, url.find_first_of("?#"));
  const size_t scheme = path.find("://");
  if (scheme != std::string_view::npos) path.remove_prefix(scheme + 3);
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return "";
  path.remove_prefix(slash + 1);
  std::string out;
  for (size_t i = 0; i < path.size(); ++i) {
    unsigned code = 0;
    if (path[i] == '%' && i + 2 < path.size() &&
        std::from_chars(path.data() + i + 1, path.data() + i + 3, code, 16).ptr == path.data() + i + 3) {
      out += static_cast<char>(code);
      i += 2;
    } else {
      out += path[i];
    }
  }
  return out;
}

std::string percent_encoded(std::string_view path) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

Status check_redirect(std::string_view from, std::string_view to) {
  ONDOL_TRY(check_url(to));
  if (is_secure(from) && !is_secure(to))
    return Error{ErrorCode::invalid_argument, origin_of(from) + " sends us on to " + origin_of(to) +
                                                  ", which is not encrypted; nothing is fetched from there"};
  return {};
}

}  // namespace ondol::fetch
