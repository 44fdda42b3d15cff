// A conversation through a model's chat template.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ondol/model.h"

namespace ondol {

/// template_source: Jinja; empty = ChatML. Errors as ChatTemplate's.
Result<std::string> chat_prompt(std::string_view template_source, std::span<const ChatTurn> turns,
                                bool add_generation_prompt, const std::string& bos, const std::string& eos);

}  // namespace ondol
