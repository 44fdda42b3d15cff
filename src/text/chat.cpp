// The normalisation is that of transformers 5 (tokenization_utils_base.apply_chat_template,
// render_jinja_template).
#include "text/chat.h"

#include <nlohmann/json.hpp>

#include "base/try.h"

namespace ondol {

namespace {

using Json = nlohmann::ordered_json;

Error bad_message(size_t i, const std::string& what) {
  return {ErrorCode::invalid_argument, "message " + std::to_string(i) + ": " + what};
}

/// Copies of JSON recurse; nobody's conversation is that deep, an attacker's may be.
constexpr int kMaxNesting = 200;

bool nested_within(const Json& json, int levels) {
  if (!json.is_structured()) return true;
  if (levels == 0) return false;
  for (const auto& item : json) {
    if (!nested_within(item, levels - 1)) return false;
  }
  return true;
}

/// Older names first give way: the first of these that is set is the message's reasoning.
constexpr const char* kReasoningNames[] = {"reasoning_content", "thinking", "reasoning"};

Json normalised(const Json& message) {
  Json kept = Json::object();
  for (const auto& [key, value] : message.items()) {
    if (!value.is_null()) kept[key] = value;
  }
  for (const char* name : kReasoningNames) {
    const auto found = kept.find(name);
    if (found == kept.end()) continue;
    const Json reasoning = *found;
    Json aliased = {{"thinking", reasoning}};
    aliased.update(kept);
    aliased["reasoning_content"] = reasoning;
    return aliased;
  }
  return kept;
}

}  // namespace

Result<std::string> render_chat_json(const ChatTemplate& chat_template, const Json& messages,
                                     const ChatOptions& options) {
  if (!messages.is_array() || messages.empty()) {
    return Error{ErrorCode::invalid_argument, "chat: expected an array of at least one message"};
  }
  for (const Json* part : {&messages, options.tools, options.documents, options.variables}) {
    if (part != nullptr && !nested_within(*part, kMaxNesting)) {
      return Error{ErrorCode::invalid_argument,
                   "chat: JSON nested more than " + std::to_string(kMaxNesting) + " levels deep"};
    }
  }
  Json context = Json::object();
  if (options.variables != nullptr && options.variables->is_object()) context = *options.variables;
  // What the caller passes under one of these names loses, as it would not even be accepted as a keyword in
  // Python.
  if (options.bos_token && !context.contains("bos_token")) context["bos_token"] = *options.bos_token;
  if (options.eos_token && !context.contains("eos_token")) context["eos_token"] = *options.eos_token;
  context["tools"] = options.tools != nullptr ? *options.tools : Json();
  context["documents"] = options.documents != nullptr ? *options.documents : Json();
  context["add_generation_prompt"] = options.add_generation_prompt;
  Json& list = context["messages"] = Json::array();
  for (size_t i = 0; i < messages.size(); ++i) {
    if (!messages[i].is_object()) return bad_message(i, "expected an object with role and content");
    list.push_back(normalised(messages[i]));
  }
  return chat_template.render(context, options.now_unix_s);
}

Result<std::string> render_chat(const ChatTemplate& chat_template, std::span<const ChatMessage> messages,
                                const ChatOptions& options) {
  Json list = Json::array();
  for (size_t i = 0; i < messages.size(); ++i) {
    Json message = {{"role", messages[i].role}, {"content", messages[i].content}};
    if (!messages[i].more.empty()) {
      const Json more = Json::parse(messages[i].more, nullptr, false);
      if (!more.is_object() || !nested_within(more, kMaxNesting))
        return bad_message(i, "further keys are not a JSON object");
      message.update(more);
    }
    list.push_back(std::move(message));
  }
  return render_chat_json(chat_template, list, options);
}

std::string_view fallback_chat_template() {
  return R"({%- for message in messages -%}
{{- '<|im_start|>' + message.role + '\n' + (message.content | default('')) + '<|im_end|>\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}
{{- '<|im_start|>assistant\n' -}}
{%- endif -%})";
}

}  // namespace ondol
