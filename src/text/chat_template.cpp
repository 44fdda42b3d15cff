// ChatTemplate over the interpreter in jinja/: parse once, render many times (also from several threads).
// Knows nothing of models or of what a conversation should look like; chat.h does.
#include "text/chat_template.h"

#include <new>
#include <nlohmann/json.hpp>

#include "base/try.h"
#include "text/jinja/from_json.h"
#include "text/jinja/interp.h"
#include "text/jinja/lexer.h"
#include "text/jinja/parser.h"
#include "text/jinja/scope.h"
#include "text/jinja/unicode.h"

namespace ondol {

struct ChatTemplate::Impl {
  TemplateLimits limits;
  jinja::TokenStream stream;
  jinja::Ast ast;
};

ChatTemplate::ChatTemplate(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ChatTemplate::ChatTemplate(ChatTemplate&&) noexcept = default;
ChatTemplate& ChatTemplate::operator=(ChatTemplate&&) noexcept = default;
ChatTemplate::~ChatTemplate() = default;

namespace {

Error out_of_memory() { return {ErrorCode::over_budget, "template: not enough memory"}; }

}  // namespace

Result<ChatTemplate> ChatTemplate::parse(std::string_view source, TemplateLimits limits) {
  if (source.size() > limits.max_source_bytes) {
    return Error{ErrorCode::over_budget, "template: " + std::to_string(source.size()) + " bytes, at most " +
                                             std::to_string(limits.max_source_bytes) + " allowed"};
  }
  if (const size_t bad = jinja::utf8_invalid_at(source); bad != std::string_view::npos) {
    return Error{ErrorCode::bad_format, "template: byte " + std::to_string(bad) + " is not UTF-8"};
  }
  try {
    auto impl = std::make_unique<Impl>();
    impl->limits = limits;
    ONDOL_TRY(jinja::tokenize(source, impl->stream));
    ONDOL_TRY(jinja::parse_template(impl->stream, limits.max_depth, impl->ast));
    ONDOL_TRY(jinja::resolve_scopes(impl->ast));
    impl->stream.tokens = {};
    return ChatTemplate(std::move(impl));
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  }
}

Result<std::string> ChatTemplate::render(const nlohmann::ordered_json& context, int64_t now_unix_s) const {
  if (!context.is_object())
    return Error{ErrorCode::invalid_argument, "template: the context must be a JSON object"};
  try {
    jinja::Interp interp(impl_->ast, impl_->limits, now_unix_s);
    for (const auto& [name, value] : context.items()) {
      const auto known = impl_->ast.name_ids.find(name);
      if (known == impl_->ast.name_ids.end()) continue;  // the template never names it
      interp.set_variable(known->second, jinja::from_json(interp, value));
      if (interp.failed()) return interp.take_error();
    }
    return interp.render();
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  }
}

}  // namespace ondol
