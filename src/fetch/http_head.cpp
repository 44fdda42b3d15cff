// RFC 9110 (semantics) and 9112 (HTTP/1.1); curl writes the heads of HTTP/2 and 3 in the same form.
#include "fetch/http_head.h"

#include <time.h>

#include <algorithm>
#include <charconv>

#include "base/nearest.h"
#include "base/try.h"
#include "fetch/sha256.h"

namespace ondol::fetch {
namespace {

constexpr size_t kMaxHeadBytes = 256 << 10;

Error bad(const std::string& what) { return {ErrorCode::bad_format, "the server's answer: " + what}; }

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The whole text is a decimal number.
std::optional<uint64_t> number(std::string_view text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "Sun, 06 Nov 1994 08:49:37 GMT" as seconds since 1970.
std::optional<int64_t> http_date(const std::string& text) {
  tm date{};
  const char* end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return ::timegm(&date);
}

}  // namespace

const std::string* HttpHead::find(std::string_view name) const {
  for (auto header = headers.rbegin(); header != headers.rend(); ++header)
    if (header->first == name) return &header->second;
  return nullptr;
}

Result<size_t> HeadParser::add(std::string_view bytes) {
  size_t used = 0;
  while (!complete_ && used < bytes.size()) {
    const size_t end = bytes.find('\n', used);
    const std::string_view piece = bytes.substr(used, end == std::string_view::npos ? end : end - used);
    n_bytes_ += piece.size() + 1;
    if (n_bytes_ > kMaxHeadBytes) return bad("more than 256 KiB of headers");
    line_ += piece;
    used += piece.size() + (end == std::string_view::npos ? 0 : 1);
    if (end == std::string_view::npos) break;
    if (line_.ends_with('\r')) line_.pop_back();
    ONDOL_TRY(add_line(line_));
    line_.clear();
  }
  return used;
}

Status HeadParser::add_line(std::string_view line) {
  if (head_.status == 0) {
    const std::string_view rest = line.substr(std::min(line.find(' '), line.size()));
    const uint64_t status = number(trimmed(rest.substr(0, 4))).value_or(0);
    if (!line.starts_with("HTTP/") || status < 100 || status > 599)
      return bad("expected \"HTTP/… STATUS\", got \"" + on_one_line(line) + "\"");
    head_.status = static_cast<int>(status);
    return {};
  }
  if (line.empty()) {
    complete_ = head_.status >= 200;
    if (!complete_) head_ = {};
    return {};
  }
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0)
    return bad("expected \"NAME: VALUE\", got \"" + on_one_line(line) + "\"");
  std::string name(trimmed(line.substr(0, colon)));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  std::string value(trimmed(line.substr(colon + 1)));
  // It may come back in our next request, one line of curl's configuration.
  std::erase_if(value, [](unsigned char c) { return c < ' ' || c == 0x7f; });
  head_.headers.emplace_back(std::move(name), std::move(value));
  return {};
}

Result<std::optional<uint64_t>> content_length(const HttpHead& head) {
  const std::string* text = head.find("content-length");
  if (text == nullptr) return std::optional<uint64_t>();
  const auto value = number(*text);
  if (!value) return bad("Content-Length: expected a number, got \"" + on_one_line(*text) + "\"");
  return value;
}

Result<ContentRange> content_range(const HttpHead& head) {
  const std::string* text = head.find("content-range");
  if (text == nullptr) return bad("part of a file without Content-Range");
  const std::string_view all = *text;
  const size_t dash = all.find('-'), slash = all.find('/');
  if (all.starts_with("bytes ") && dash != std::string_view::npos && slash != std::string_view::npos &&
      dash < slash) {
    const auto first = number(trimmed(all.substr(6, dash - 6)));
    const auto last = number(all.substr(dash + 1, slash - dash - 1));
    const auto total = number(trimmed(all.substr(slash + 1)));
    if (first && last && total && *first <= *last && *last < *total)
      return ContentRange{*first, *last, *total};
  }
  return bad("Content-Range: expected \"bytes FIRST-LAST/TOTAL\", got \"" + on_one_line(*text) + "\"");
}

std::optional<int64_t> retry_after_s(const HttpHead& head, int64_t now) {
  const std::string* text = head.find("retry-after");
  if (text == nullptr) return std::nullopt;
  constexpr uint64_t kYear = 366 * 24 * 3600;
  if (const auto seconds = number(*text)) return static_cast<int64_t>(std::min(*seconds, kYear));
  if (const auto date = http_date(*text)) return std::clamp<int64_t>(*date - now, 0, kYear);
  return std::nullopt;
}

std::string validator_of(const HttpHead& head) {
  // RFC 9110, 13.1.5: a weak tag cannot say that bytes are the same.
  if (const std::string* tag = head.find("etag"); tag != nullptr && tag->starts_with('"')) return *tag;
  const std::string* date = head.find("last-modified");
  return date != nullptr && http_date(*date) ? *date : "";
}

std::string linked_sha256(const HttpHead& head) {
  const std::string* tag = head.find("x-linked-etag");
  if (tag == nullptr) return "";
  std::string_view text = *tag;
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return sha256_text(text);  // of small files it is a git hash of 40 digits instead
}

}  // namespace ondol::fetch
