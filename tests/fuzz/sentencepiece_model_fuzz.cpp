// A SentencePiece .model of any bytes: it is refused, or it makes a tokenizer that encodes any text.
#include <cstdint>
#include <cstdlib>

#include "text/sentencepiece_model.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto spec = ondol::tokenizer_spec_from_sentencepiece(bytes);
  if (!spec.ok()) return 0;
  const auto tokenizer = ondol::Tokenizer::create(std::move(*spec));
  if (!tokenizer.ok()) return 0;
  const auto ids = (*tokenizer)->encode(bytes.substr(0, 2000), {true, true});
  if (!ids.ok()) std::abort();
  for (ondol::TokenId id : *ids) {
    if (id < 0 || id >= (*tokenizer)->n_vocab()) std::abort();
  }
  (*tokenizer)->decode(*ids, true);
  return 0;
}
