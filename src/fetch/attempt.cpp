#include "fetch/attempt.h"

#include "base/try.h"

namespace ondol::fetch {
namespace {

/// Which bytes of how many an answer has. Errors: unsupported where it does not say.
Result<ContentRange> announced(const HttpHead& head) {
  if (head.status == 206) return content_range(head);
  ONDOL_ASSIGN(const auto length, content_length(head));
  if (!length)
    return Error{ErrorCode::unsupported,
                 "the server does not say how large the file is; fetch it by other means"};
  if (*length == 0) return contradiction("sends an empty file");
  return ContentRange{0, *length - 1, *length};
}

}  // namespace

void Attempt::prepare(HttpRequest& request) const {
  if (in_one_piece_) return;
  const uint64_t first = part_.bytes();
  request.range = std::to_string(first) + "-";
  if (!gate_.passed()) request.range += std::to_string(gate_.wanted() - 1);
  // Hosts that keep copies tag them as they like; what the first host says of the whole file counts more.
  const bool known_same = !linked_sha256_.empty() && linked_sha256_ == part_.source().sha256;
  if (first > 0 && !known_same && !part_.source().validator.empty())
    request.headers.push_back("If-Range: " + part_.source().validator);
}

Status Attempt::on_any_head(const HttpHead& head) {
  if (std::string linked = linked_sha256(head); !linked.empty()) linked_sha256_ = std::move(linked);
  if (job_.sha256.empty() || linked_sha256_.empty() || job_.sha256 == linked_sha256_) return {};
  return Error{ErrorCode::bad_format, "sha256: expected " + job_.sha256 + ", the server's file has " +
                                          linked_sha256_ + "; nothing was fetched"};
}

Status Attempt::on_good_head(const HttpHead& head) {
  const std::string* type = head.find("content-type");
  if (type != nullptr && type->starts_with("text/html"))
    return contradiction(
        "sends a web page and not a file; on Hugging Face an address has /resolve/, not /blob/");
  ONDOL_ASSIGN(const ContentRange range, announced(head));
  const Source source{job_.url, validator_of(head), linked_sha256_, range.total};
  if (range.first == 0) {
    ONDOL_TRY(begin(source));
  } else if (range.first != part_.bytes()) {
    return contradiction("was asked for bytes from " + std::to_string(part_.bytes()) + ", sends them from " +
                         std::to_string(range.first));
  } else if (!same_file(source)) {
    give_up("the file has changed on the server");
    return begin({});
  } else {
    ONDOL_TRY(part_.reserve());
  }
  end_bytes_ = range.last + 1;
  return {};
}

Status Attempt::on_good_body(std::span<const std::byte> bytes) {
  if (part_.bytes() + bytes.size() > end_bytes_) return contradiction("sends more bytes than it announced");
  ONDOL_TRY(part_.append(bytes));
  if (job_.progress) job_.progress(part_.bytes(), part_.source().total_bytes);
  return gate_.look(part_);
}

Status Attempt::on_other_head(const HttpHead& head) {
  if (head.status != 416 || part_.bytes() == 0) return Exchange::on_other_head(head);
  give_up("the file has become shorter on the server");
  return begin({});
}

bool Attempt::same_file(const Source& source) const {
  const Source& known = part_.source();
  if (source.total_bytes != known.total_bytes) return false;
  if (!source.sha256.empty() && !known.sha256.empty()) return source.sha256 == known.sha256;
  return !source.validator.empty() && source.validator == known.validator;
}

/// A source of nothing: the next attempt begins the file.
Status Attempt::begin(const Source& source) {
  gate_.begin_anew();
  return part_.begin(source);
}

}  // namespace ondol::fetch
