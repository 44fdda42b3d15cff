// Web addresses as far as downloading needs them: who is asked, and where a redirection may lead.
#pragma once

#include <string>
#include <string_view>

#include "ondol/result.h"

namespace ondol::fetch {

/// Errors: invalid_argument for what is no http(s) address with a host, has spaces or control characters, or
/// a user's name before the host (which makes a host look like another one).
Status check_url(std::string_view url);

/// "https://host:port" in small letters, the port always there. url passed check_url.
std::string origin_of(std::string_view url);
/// The last part of the path, without query, its %XX decoded: "model.gguf"; may be empty.
std::string file_name_of(std::string_view url);
/// A path as it may stand in an address: all but letters, digits and "-._~/" as %XX.
std::string percent_encoded(std::string_view path);

/// Errors: invalid_argument for a target that is no address, or that would give up encryption.
Status check_redirect(std::string_view from, std::string_view to);

}  // namespace ondol::fetch
