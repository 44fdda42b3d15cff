#include "runtime/chat_prompt.h"

#include <ctime>
#include <nlohmann/json.hpp>

#include "base/try.h"
#include "text/chat_template.h"

namespace ondol {
namespace {

// For models without a template of their own.
constexpr std::string_view kChatMl =
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + "
    "'<|im_end|>' + "
    "'\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

}  // namespace

Result<std::string> chat_prompt(std::string_view template_source, std::span<const ChatTurn> turns,
                                bool add_generation_prompt, const std::string& bos, const std::string& eos) {
  ONDOL_ASSIGN(const ChatTemplate chat,
               ChatTemplate::parse(template_source.empty() ? kChatMl : template_source));
  nlohmann::ordered_json messages = nlohmann::ordered_json::array();
  for (const ChatTurn& turn : turns) messages.push_back({{"role", turn.role}, {"content", turn.content}});
  return chat.render({{"messages", std::move(messages)},
                      {"tools", nullptr},
                      {"add_generation_prompt", add_generation_prompt},
                      {"bos_token", bos},
                      {"eos_token", eos}},
                     static_cast<int64_t>(std::time(nullptr)));
}

}  // namespace ondol
