#include "fetch/exchange.h"

#include <time.h>

#include "base/nearest.h"
#include "base/try.h"
#include "fetch/url.h"

namespace ondol::fetch {
namespace {

constexpr int kMaxHops = 10;
constexpr uint64_t kMaxIgnoredBytes = 4 << 20;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_mood(int status) { return status == 408 || status == 429 || status >= 500; }
bool is_denial(int status) { return status == 401 || status == 403; }

}  // namespace

Error contradiction(const std::string& what) { return {ErrorCode::bad_format, "the server " + what}; }

Status Exchange::run() {
  std::string url = asking_.url;
  for (int n = 0; n <= kMaxHops; ++n) {
    std::string next;
    ONDOL_TRY(hop(url, next));
    if (next.empty()) return {};
    ONDOL_TRY(check_redirect(url, next));
    url = next;
  }
  return Error{ErrorCode::io, "more than " + std::to_string(kMaxHops) + " redirections, the last one to " +
                                  origin_of(url) + "; is the address right?"};
}

Status Exchange::hop(const std::string& url, std::string& next_url) {
  url_ = url;
  good_ = redirected_ = false;
  HttpRequest request;
  request.url = url;
  request.timeout_s = asking_.timeout_s;
  if (!asking_.token.empty() && origin_of(url) == origin_of(asking_.url))
    request.headers.push_back("Authorization: Bearer " + asking_.token);
  prepare(request);
  const auto end =
      http_get(request, {[this](const HttpHead& head) { return on_head(head); },
                         [this](std::span<const std::byte> bytes) { return on_body(bytes); }, asking_.go_on});
  if (!why_.empty() && (end.ok() || end.error().code != ErrorCode::cancelled)) return {};
  if (!end.ok()) return end.error();
  if (redirected_) {
    if (end->redirect_url.empty()) return contradiction("sends us on without saying where");
    next_url = end->redirect_url;
    return {};
  }
  if (end->ok() && good_ && is_whole()) return {};
  why_ = end->ok() ? "the answer ended early" : end->message;
  if (end->ok() || is_worth_retrying(*end)) return {};
  return Error{ErrorCode::io, origin_of(url) + ": " + end->message};
}

Status Exchange::on_head(const HttpHead& head) {
  ONDOL_TRY(on_any_head(head));
  redirected_ = is_redirect(head.status);
  good_ = head.status == 200 || head.status == 206;
  if (redirected_) return {};
  if (!good_ && !is_mood(head.status)) return on_other_head(head);
  if (!good_) {
    why_ = origin_of(url_) + " answers " + std::to_string(head.status) +
           (head.status == 429 ? " (too many requests)" : "");
    wait_s_ = retry_after_s(head, ::time(nullptr));
    return {};
  }
  const std::string* encoding = head.find("content-encoding");
  if (encoding != nullptr && *encoding != "identity")
    return contradiction("sends it as " + on_one_line(*encoding) + ", which nobody asked for");
  return on_good_head(head);
}

Status Exchange::on_body(std::span<const std::byte> bytes) {
  if (good_ && why_.empty()) return on_good_body(bytes);
  n_ignored_bytes_ += bytes.size();
  if (n_ignored_bytes_ <= kMaxIgnoredBytes) return {};
  return contradiction("sends nothing that was asked for, and no end of it");
}

Status Exchange::on_other_head(const HttpHead& head) {
  const bool is_missing = head.status == 404 || head.status == 410;
  const std::string* said = head.find("x-error-message");
  std::string text = origin_of(url_) + " answers " + std::to_string(head.status);
  if (is_missing) text += " (there is no such file)";
  if (is_denial(head.status)) text += " (not allowed)";
  if (said != nullptr) text += ": " + on_one_line(*said, 200);
  if (is_denial(head.status) && !asking_.denied_hint.empty()) text += "; " + asking_.denied_hint;
  return Error{is_missing ? ErrorCode::not_found : ErrorCode::io, std::move(text)};
}

}  // namespace ondol::fetch
