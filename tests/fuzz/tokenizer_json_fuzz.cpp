// tokenizer.json of any bytes: it is refused, or it makes a tokenizer that encodes any text.
#include <cstdint>
#include <cstdlib>

#include "text/tokenizer_json.h"

namespace {

// What every tokenizer promises, whatever its vocabulary holds.
void use(const ondol::Tokenizer& tokenizer, std::string_view text) {
  for (const bool special : {false, true}) {
    const auto ids = tokenizer.encode(text, {special, special});
    if (!ids.ok()) std::abort();
    for (ondol::TokenId id : *ids) {
      if (id < 0 || id >= tokenizer.n_vocab()) std::abort();
      tokenizer.piece(id, special);
      tokenizer.is_end_of_generation(id);
    }
    tokenizer.decode(*ids, special);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto spec = ondol::tokenizer_spec_from_json(text, "");
  // The same bytes as configuration, beside a file that is read.
  (void)ondol::tokenizer_spec_from_json(R"({"model":{"type":"BPE","vocab":{"a":0},"merges":[]}})", text);
  if (!spec.ok()) return 0;
  const auto tokenizer = ondol::Tokenizer::create(std::move(*spec));
  if (tokenizer.ok()) use(**tokenizer, text.substr(0, 2000));
  return 0;
}
