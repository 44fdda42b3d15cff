// A safetensors file of any bytes: it is refused in one line, or every tensor can be read to its last byte.
#include <cstdint>
#include <cstdlib>

#include "format/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto parsed = ondol::SafetensorsFile::parse({reinterpret_cast<const std::byte*>(data), size}, "fuzz");
  if (!parsed.ok()) {
    const std::string& message = parsed.error().message;
    if (message.empty() || message.find('\n') != std::string::npos) std::abort();
    return 0;
  }
  volatile uint64_t sink = 0;
  for (const ondol::SafetensorsTensor& tensor : (*parsed)->tensors()) {
    if ((*parsed)->tensor(tensor.name) != &tensor) std::abort();
    for (uint64_t i = 0; i < tensor.size_bytes; ++i) sink = sink + std::to_integer<uint64_t>(tensor.data[i]);
    std::vector<float> values(tensor.n_elems());
    (void)ondol::read_floats(tensor, 0, values.size(), values.data());
  }
  return 0;
}
