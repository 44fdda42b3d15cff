// A loaded model: weights mapped from the file, vocabulary, chat template, and the memory plan it keeps to.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/engine.h"
#include "ondol/result.h"
#include "ondol/types.h"

namespace ondol {

struct ModelOptions {
  uint64_t memory_budget_bytes = 0;  ///< 0 = no budget; otherwise the whole process stays below it
  int64_t n_ctx = 0;   ///< 0 = the smaller of the trained length and 4096, smaller if the budget asks
  int n_sessions = 1;  ///< sessions that may be open together
  KvCacheType kv = KvCacheType::f16;
  int64_t n_logit_rows = 1;  ///< rows of logits kept of one prompt chunk (perplexity wants more than one)
  /// Most logits of a row that will be asked for; 0 = the vocabulary's. A model that labels text needs only
  /// its labels' (Session::append_all_logits), and generates nothing then.
  int64_t n_row_logits = 0;
};

struct ModelInfo {
  std::string path, name, architecture, quant;  ///< quant: the type most weights have, "Q4_1"
  int64_t n_layer, d_model, n_head, n_kv_head, d_head, d_ff, n_vocab, n_ctx_train;
  uint64_t n_parameters, file_bytes, weights_bytes;
  bool has_chat_template;
};

struct ChatTurn {
  std::string role;  ///< "system", "user", "assistant", "tool"
  std::string content;
};

class Model {
 public:
  /// Plans first, then maps. Errors: over_budget (the message is the plan), not_found, bad_format,
  /// unsupported – each naming file, field and offset.
  static Result<std::shared_ptr<Model>> load(std::shared_ptr<Engine> engine, const std::string& path,
                                             const ModelOptions& options = {});
  /// The same from a file in memory, 64-byte aligned, that outlives the model; name is used in errors.
  static Result<std::shared_ptr<Model>> load(std::shared_ptr<Engine> engine, std::span<const std::byte> file,
                                             std::string name, const ModelOptions& options = {});
  ~Model();

  const ModelInfo& info() const;
  const MemoryPlan& plan() const;
  Engine& engine() const;

  /// add_special: BOS/EOS as the model's metadata says. parse_special: control tokens in the text are
  /// recognised.
  Result<std::vector<TokenId>> tokenize(std::string_view text, bool add_special, bool parse_special) const;
  std::string detokenize(std::span<const TokenId> tokens, bool special = false) const;
  std::string piece(TokenId token, bool special = false) const;
  bool is_end_of_generation(TokenId token) const;
  bool adds_bos() const;
  TokenId bos() const;

  /// The conversation through the model's own chat template, ready for tokenize(text, false, true).
  /// Errors: bad_format with the template's line; over_budget when the template exceeds its limits.
  Result<std::string> render_chat(std::span<const ChatTurn> turns, bool add_generation_prompt = true) const;

  struct Impl;
  Impl& impl() const { return *impl_; }

 private:
  Model();
  Status open(const ModelOptions& options);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ondol
