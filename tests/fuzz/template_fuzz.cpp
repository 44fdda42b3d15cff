// A chat template of any bytes (after a NUL byte: a context as JSON): it is refused in one line, or it
// renders, twice the same, to UTF-8 within the limits.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "text/chat_template.h"
#include "text/jinja/unicode.h"

namespace {

using Json = nlohmann::ordered_json;

const Json& default_context() {
  static const Json context = Json::parse(R"({
    "messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "안녕 'q' \"d\""},
                 {"role": "assistant", "content": "", "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": {"a": 1.5, "b": [true, null]}}}]},
                 {"role": "tool", "content": [{"type": "text", "text": "t"}]}],
    "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object", "properties": {"a": {"type": "number"}}}}}],
    "documents": null, "add_generation_prompt": true, "bos_token": "<s>", "eos_token": "</s>",
    "s": "ab cd", "n": 7, "x": -2.5, "l": [3, 1, 2], "d": {"k": "v", "w": {"z": []}}})");
  return context;
}

ondol::TemplateLimits small_limits() {
  ondol::TemplateLimits limits;
  limits.max_source_bytes = 1 << 16;
  limits.max_steps = 20000;
  limits.max_output_bytes = 1 << 16;
  limits.max_live_bytes = 4 << 20;
  return limits;
}

void check_error(const ondol::Error& error) {
  if (error.message.rfind("template", 0) != 0 || error.message.find('\n') != std::string::npos) std::abort();
  if (error.code == ondol::ErrorCode::internal) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t nul = input.find('\0');
  const auto parsed = ondol::ChatTemplate::parse(input.substr(0, nul), small_limits());
  if (!parsed.ok()) return check_error(parsed.error()), 0;
  Json context = default_context();
  if (nul != std::string_view::npos) {
    Json given = Json::parse(input.substr(nul + 1), nullptr, false);
    if (given.is_object()) context = std::move(given);
  }
  const auto output = parsed.value().render(context, 1751707805);
  const auto again = parsed.value().render(context, 1751707805);
  if (output.ok() != again.ok()) std::abort();
  if (!output.ok()) return check_error(output.error()), 0;
  if (*output != *again || output->size() > small_limits().max_output_bytes) std::abort();
  if (ondol::jinja::utf8_invalid_at(*output) != std::string::npos) std::abort();
  return 0;
}
