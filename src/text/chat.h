// Conversations → prompts: what Hugging Face's apply_chat_template does to messages before a template sees
// them, and a template for models that bring none. Knows nothing of models or tokens.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ondol/result.h"
#include "text/chat_template.h"

namespace ondol {

/// One turn for callers that have no JSON at hand.
struct ChatMessage {
  std::string role;
  std::string content;
  /// Further keys as the text of a JSON object, e.g. {"tool_calls": […]}; empty: none. Its "content" wins
  /// over `content`.
  std::string more = {};
};

struct ChatOptions {
  bool add_generation_prompt = true;
  std::optional<std::string> bos_token, eos_token;  ///< absent: the template sees none
  const nlohmann::ordered_json* tools = nullptr;    ///< an array of JSON schemas
  const nlohmann::ordered_json* documents = nullptr;
  const nlohmann::ordered_json* variables =
      nullptr;             ///< an object of whatever else the template reads (enable_thinking, …)
  int64_t now_unix_s = 0;  ///< what strftime_now formats, in UTC
};

/// messages: an array of objects with role, content, tool_calls, … Keys whose value is null are dropped,
/// reasoning is passed under all the names that templates read (reasoning_content, thinking). Errors:
/// invalid_argument (no messages, a message that is no object), and those of ChatTemplate::render.
Result<std::string> render_chat_json(const ChatTemplate& chat_template,
                                     const nlohmann::ordered_json& messages, const ChatOptions& options);
Result<std::string> render_chat(const ChatTemplate& chat_template, std::span<const ChatMessage> messages,
                                const ChatOptions& options);

/// ChatML, for models without a template.
std::string_view fallback_chat_template();

}  // namespace ondol
