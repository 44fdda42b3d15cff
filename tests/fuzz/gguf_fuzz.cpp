// A GGUF file of any bytes: it is refused, or everything it holds can be read – metadata in every way, every
// byte of every tensor – and the engine's binding and the tokenizer refuse it or take it.
#include <cstdint>
#include <cstdlib>

#include "format/gguf.h"
#include "models/architecture.h"
#include "models/tokenizer_from_gguf.h"

namespace {

volatile uint64_t sink;

void read_value(const ondol::GgufFile& file, const std::string& key) {
  const ondol::GgufValue* value = file.find(key);
  if (value == nullptr) std::abort();
  (void)file.get_uint(key);
  (void)file.get_float(key);
  (void)file.get_bool(key);
  (void)file.get_string(key);
  (void)file.get_strings(key);
  (void)file.get_floats(key);
  (void)file.get_ints(key);
  const auto* array = std::get_if<ondol::GgufArray>(&value->data);
  if (array == nullptr) return;
  for (uint64_t i = 0; i < array->count; ++i) {
    if (array->elem_type == ondol::GgufType::string) {
      for (const char c : array->strings.at(i)) sink = sink + static_cast<uint64_t>(c);
    } else {
      sink = sink + array->uint_at(i);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto parsed = ondol::GgufFile::parse({reinterpret_cast<const std::byte*>(data), size}, "fuzz");
  if (!parsed.ok()) {
    const std::string& message = parsed.error().message;
    if (message.empty() || message.find('\n') != std::string::npos) std::abort();
    return 0;
  }
  const ondol::GgufFile& file = **parsed;
  for (const auto& [key, value] : file.metadata()) read_value(file, key);
  for (const ondol::GgufTensor& tensor : file.tensors()) {
    if (file.tensor(tensor.name) != &tensor) std::abort();
    const auto* bytes = static_cast<const uint8_t*>(tensor.view.data);
    for (uint64_t i = 0; i < tensor.view.size_bytes(); ++i) sink = sink + bytes[i];
  }
  (void)ondol::bind_model(file, 16);
  auto spec = ondol::tokenizer_spec_from_gguf(file);
  if (spec.ok()) (void)ondol::Tokenizer::create(std::move(*spec));
  return 0;
}
