// Chat templates: a bounded Jinja interpreter that renders as Hugging Face's apply_chat_template does
// (immutable sandbox, trim_blocks, lstrip_blocks, loop controls). No file or network access, bounded
// steps, depth and output.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "ondol/result.h"

namespace ondol {

struct TemplateLimits {
  uint64_t max_source_bytes = 1 << 20;
  uint64_t max_steps = 5'000'000;        ///< evaluated nodes, loop rounds, and one for every 64 bytes touched
  uint32_t max_depth = 100;              ///< nesting in the source; macro calls inside each other
  uint64_t max_output_bytes = 16 << 20;  ///< also bounds every intermediate string
  uint64_t max_live_bytes = 256 << 20;   ///< all values alive together, the context's copy among them
};

class ChatTemplate {
 public:
  /// Errors: bad_format with the line of the template, over_budget (too long, nested too deeply).
  static Result<ChatTemplate> parse(std::string_view source, TemplateLimits limits = {});

  /// context: an object with messages, tools, add_generation_prompt, bos_token, eos_token and whatever
  /// the template reads; key order is kept (ordered_json). strftime_now formats now_unix_s in UTC.
  /// Errors: bad_format with the line (where Python raises), over_budget (limits), unsupported (parts of
  /// jinja2 that are refused by name), invalid_argument (context is no object). One template may render on
  /// several threads.
  Result<std::string> render(const nlohmann::ordered_json& context, int64_t now_unix_s) const;

  ChatTemplate(ChatTemplate&&) noexcept;
  ChatTemplate& operator=(ChatTemplate&&) noexcept;
  ~ChatTemplate();

 private:
  struct Impl;
  explicit ChatTemplate(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ondol
