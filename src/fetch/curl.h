// One HTTP request by the program curl, in a process of its own: whatever it links – TLS, certificates, name
// look-up – stays out of ours (docs/decisions/0015). Follows no redirection and tries once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "fetch/http_head.h"
#include "ondol/result.h"

namespace ondol::fetch {

struct HttpRequest {
  std::string url;                   ///< passed check_url
  std::vector<std::string> headers;  ///< "Name: value", no line breaks
  std::string range;                 ///< "100-199" or "100-"; empty: all of it
  int64_t timeout_s = 30;            ///< for a connection that cannot be made, or on which nothing comes
};

struct HttpReader {
  /// An error ends the request, and is what http_get gives.
  std::function<Status(const HttpHead&)> on_head;
  std::function<Status(std::span<const std::byte>)> on_body;
  /// Asked several times a second; false ends it with cancelled.
  std::function<bool()> go_on;
};

/// How the transfer ended, where neither reader nor user ended it.
struct HttpEnd {
  int curl_code = 0;         ///< 0: the answer came whole
  std::string message;       ///< curl's, for any other code
  std::string redirect_url;  ///< absolute; empty unless the answer is a redirection
  bool ok() const { return curl_code == 0; }
};

/// Errors: not_found (no curl on this machine), io, cancelled, bad_format (a head that is none), the
/// reader's.
Result<HttpEnd> http_get(const HttpRequest& request, const HttpReader& reader);

/// Whether another attempt may end otherwise: the network's and the server's moods, not certificates or
/// names.
bool is_worth_retrying(const HttpEnd& end);

}  // namespace ondol::fetch
