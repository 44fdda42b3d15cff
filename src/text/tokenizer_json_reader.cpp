// A SAX handler with limits: a file may be as deep and as long as it likes, memory stays in proportion to
// what a tokenizer needs. Knows nothing of what the fields mean.
#include "text/tokenizer_json_reader.h"

#include "base/try.h"

namespace ondol {
namespace {

using nlohmann::json;

constexpr size_t kMaxDepth = 64;
constexpr size_t kMaxRestValues = 2'000'000;
constexpr size_t kMaxEntries = 1 << 23;
constexpr size_t kMaxTextBytes = size_t{1} << 29;

// Where in the file the parser is, as far as streaming goes.
enum class Stream { none, vocab, merges };

class Handler final : public nlohmann::json_sax<json> {
 public:
  Handler(TokenizerJson& out, bool stream) : out_(out), streaming_allowed_(stream) {}

  Error take_error() { return std::move(error_); }

  bool null() override { return value(json()); }
  bool boolean(bool v) override { return value(json(v)); }
  bool number_integer(number_integer_t v) override {
    return stream_ == Stream::none ? value(json(v)) : number(static_cast<double>(v), v);
  }
  bool number_unsigned(number_unsigned_t v) override {
    const bool fits = v <= static_cast<number_unsigned_t>(INT64_MAX);
    return stream_ == Stream::none ? value(json(v))
                                   : number(static_cast<double>(v), fits ? static_cast<int64_t>(v) : -1);
  }
  bool number_float(number_float_t v, const string_t&) override {
    return stream_ == Stream::none ? value(json(v)) : number(v, -1);
  }
  bool string(string_t& v) override;
  bool binary(binary_t&) override { return fail("expected text"); }
  bool start_object(size_t) override { return open(json::object()); }
  bool start_array(size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override;
  bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception&) override {
    return fail("expected JSON, got something else at offset " + std::to_string(position));
  }

 private:
  bool fail(std::string message, ErrorCode code = ErrorCode::bad_format) {
    if (error_.message.empty()) error_ = {code, std::move(message)};
    return false;
  }
  bool value(json v);
  bool open(json container);
  bool close();
  bool number(double score, int64_t id);
  bool end_entry();
  size_t stream_depth() const { return depth_ - stream_base_; }
  json* insert(json v);

  TokenizerJson& out_;
  bool streaming_allowed_;
  Error error_{ErrorCode::bad_format, ""};
  size_t depth_ = 0, n_values_ = 0;
  std::vector<json*> open_;        // containers of the rest, outermost first
  std::vector<std::string> keys_;  // the key that each of them waits for
  // While streaming:
  Stream stream_ = Stream::none;
  size_t stream_base_ = 0;
  bool stream_is_array_ = false;
  std::vector<std::string> parts_;  // strings of the entry that is being read
  size_t n_numbers_ = 0;
  TokenizerJson::Entry entry_;
};

json* Handler::insert(json v) {
  if (open_.empty()) {
    out_.rest = std::move(v);
    return &out_.rest;
  }
  json& parent = *open_.back();
  if (parent.is_array()) {
    parent.push_back(std::move(v));
    return &parent.back();
  }
  json& slot = parent[keys_.back()];
  slot = std::move(v);
  return &slot;
}

bool Handler::value(json v) {
  if (stream_ != Stream::none) {
    return fail(stream_ == Stream::vocab ? "model.vocab: expected texts and numbers"
                                         : "model.merges: expected texts");
  }
  if (++n_values_ > kMaxRestValues)
    return fail("more values than any tokenizer needs", ErrorCode::over_budget);
  insert(std::move(v));
  return true;
}

bool Handler::open(json container) {
  if (++depth_ > kMaxDepth)
    return fail("nested deeper than " + std::to_string(kMaxDepth), ErrorCode::over_budget);
  if (stream_ != Stream::none) {
    if (stream_depth() == 1) {
      stream_is_array_ = container.is_array();
      if (stream_ == Stream::merges && !stream_is_array_) return fail("model.merges: expected an array");
      return true;
    }
    const bool pair = stream_depth() == 2 && stream_is_array_ && container.is_array();
    return pair || fail("model: expected entries of two values in vocab and merges");
  }
  if (++n_values_ > kMaxRestValues)
    return fail("more values than any tokenizer needs", ErrorCode::over_budget);
  open_.push_back(insert(std::move(container)));
  keys_.emplace_back();
  return true;
}

bool Handler::close() {
  --depth_;
  if (stream_ == Stream::none) {
    open_.pop_back();
    keys_.pop_back();
    return true;
  }
  if (stream_depth() == 1) return end_entry();
  stream_ = Stream::none;
  return true;
}

bool Handler::key(string_t& name) {
  if (stream_ != Stream::none) {
    parts_.clear();
    parts_.push_back(std::move(name));
    return true;
  }
  keys_.back() = std::move(name);
  const bool in_model = depth_ == 2 && keys_.front() == "model";
  if (!streaming_allowed_ || !in_model) return true;
  if (keys_.back() == "vocab") stream_ = Stream::vocab;
  if (keys_.back() == "merges") stream_ = Stream::merges;
  stream_base_ = depth_;
  return true;
}

bool Handler::string(string_t& v) {
  if (stream_ == Stream::none) return value(json(std::move(v)));
  const bool bare_token = stream_ == Stream::vocab && stream_depth() == 1;
  if (stream_depth() == 0 || bare_token)
    return fail("model: expected entries of two values in vocab and merges");
  parts_.push_back(std::move(v));
  if (stream_ == Stream::merges && stream_depth() == 1) return end_entry();
  return true;
}

bool Handler::number(double score, int64_t id) {
  if (stream_ != Stream::vocab || stream_depth() == 0 || n_numbers_++ > 0) {
    return fail("model: expected texts in merges, one number with each text in vocab");
  }
  entry_.score = score;
  entry_.id = id;
  // In an object the number ends the entry; in an array the inner array's end does.
  return stream_is_array_ ? true : end_entry();
}

bool Handler::end_entry() {
  const bool vocab = stream_ == Stream::vocab;
  if (out_.vocab.size() + out_.merges.size() >= kMaxEntries) {
    return fail("model: more tokens and merges than Ondol reads", ErrorCode::over_budget);
  }
  if (vocab) {
    if (parts_.size() != 1 || n_numbers_ != 1)
      return fail("model.vocab: expected entries of one text and one number");
    entry_.text = std::move(parts_[0]);
    out_.vocab.push_back(std::move(entry_));
  } else if (parts_.size() == 1) {
    out_.merges.push_back(std::move(parts_[0]));
  } else if (parts_.size() == 2 && parts_[0].find(' ') == std::string::npos) {
    out_.merges.push_back(std::move(parts_[0]) + ' ' + parts_[1]);
  } else {
    return fail("model.merges[" + std::to_string(out_.merges.size()) +
                "]: expected two texts without spaces");
  }
  parts_.clear();
  n_numbers_ = 0;
  entry_ = {};
  return true;
}

Status run(std::string_view text, Handler& handler) {
  if (text.size() > kMaxTextBytes) {
    return Error{ErrorCode::over_budget,
                 "expected at most 512 MiB, got " + std::to_string(text.size()) + " bytes"};
  }
  try {
    if (!json::sax_parse(text, &handler)) return handler.take_error();
  } catch (const std::exception& e) {
    return Error{ErrorCode::bad_format, std::string("expected JSON: ") + e.what()};
  }
  return {};
}

}  // namespace

Result<TokenizerJson> read_tokenizer_json(std::string_view text) {
  TokenizerJson out;
  Handler handler(out, true);
  ONDOL_TRY(run(text, handler));
  return out;
}

Result<json> read_bounded_json(std::string_view text, const std::string& name) {
  TokenizerJson out;
  Handler handler(out, false);
  if (Status status = run(text, handler); !status.ok()) {
    Error error = status.error();
    return std::move(error).within(name);
  }
  return std::move(out.rest);
}

}  // namespace ondol
