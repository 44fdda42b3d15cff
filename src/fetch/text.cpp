#include "fetch/text.h"

#include "base/size.h"
#include "base/try.h"
#include "fetch/patience.h"
#include "fetch/url.h"

namespace ondol::fetch {
namespace {

class TextExchange final : public Exchange {
 public:
  TextExchange(const Asking& asking, size_t max_bytes) : Exchange(asking), max_bytes_(max_bytes) {}
  std::string& text() { return text_; }

 private:
  Status on_good_head(const HttpHead&) override { return {}; }
  Status on_good_body(std::span<const std::byte> bytes) override {
    if (text_.size() + bytes.size() > max_bytes_)
      return contradiction("sends more than " + format_bytes(max_bytes_) +
                           " where a short text was expected");
    text_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return {};
  }
  bool is_whole() const override { return true; }  // curl has counted

  size_t max_bytes_;
  std::string text_;
};

}  // namespace

Result<std::string> fetch_text(const Asking& asking, size_t max_bytes) {
  ONDOL_TRY(check_url(asking.url));
  Patience patience(asking);
  for (;;) {
    TextExchange exchange(asking, max_bytes);
    if (Status done = exchange.run(); !done.ok()) return std::move(done).error().within(asking.url);
    if (exchange.why().empty()) return std::move(exchange.text());
    if (Status waited = patience.wait(exchange); !waited.ok())
      return std::move(waited).error().within(asking.url);
  }
}

}  // namespace ondol::fetch
