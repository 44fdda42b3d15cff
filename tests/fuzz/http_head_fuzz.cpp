// Any bytes as a server's answer: refused in one line, or a head whose values cannot become a line of curl's
// configuration; the same in pieces as at once.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "fetch/http_head.h"
#include "fetch/url.h"

namespace {

using namespace ondol::fetch;

void check(const HttpHead& head) {
  if (head.status < 200 || head.status > 599) std::abort();
  for (const auto& [name, value] : head.headers) {
    const auto breaks = [](unsigned char c) { return c < ' '; };
    if (std::any_of(value.begin(), value.end(), breaks)) std::abort();
  }
  const auto range = content_range(head);
  if (range.ok() && (range->first > range->last || range->last >= range->total)) std::abort();
  if (const auto wait_s = retry_after_s(head, 1700000000); wait_s && *wait_s < 0) std::abort();
  if (!linked_sha256(head).empty() && linked_sha256(head).size() != 64) std::abort();
  (void)content_length(head);
  (void)validator_of(head);
  if (const std::string* to = head.find("location"); to != nullptr && check_url(*to).ok()) {
    if (origin_of(*to).find("://") == std::string::npos || origin_of(*to).find('@') != std::string::npos)
      std::abort();
    (void)file_name_of(*to);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  HeadParser at_once, by_byte;
  const auto used = at_once.add(text);
  size_t n_used = 0;
  bool refused = false;
  for (size_t i = 0; i < size && !refused && !by_byte.complete(); ++i) {
    const auto one = by_byte.add(text.substr(i, 1));
    refused = !one.ok();
    n_used += refused ? 0 : *one;
  }
  if (refused == used.ok()) std::abort();
  if (!used.ok()) {
    if (used.error().message.find('\n') != std::string::npos) std::abort();
    return 0;
  }
  if (n_used != *used || at_once.complete() != by_byte.complete()) std::abort();
  if (at_once.complete()) check(at_once.head());
  return 0;
}
