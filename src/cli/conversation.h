// A conversation with a model: its turns, and a session whose cache is kept as far as the turns still agree
// with it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ondol/session.h"

namespace ondol::cli {

class Conversation {
 public:
  static Result<std::unique_ptr<Conversation>> open(std::shared_ptr<Model> model);

  struct Answer {
    Generation generation;
    int64_t n_reused = 0;         ///< prompt tokens that were in the cache already
    int n_exchanges_dropped = 0;  ///< oldest exchanges that no longer fit the context
  };
  /// Appends the user's message and the model's answer. On an error the message is forgotten again.
  Result<Answer> ask(const std::string& text, const GenerateOptions& options);

  /// Takes the last exchange back and returns its user's message; empty if there is none.
  std::string take_back();
  /// Forgets everything but the system message.
  void reset();
  void set_system(std::string text) { system_ = std::move(text); }
  const std::string& system() const { return system_; }

  Session& session() { return *session_; }
  int64_t n_past() const { return session_->n_past(); }
  int64_t n_ctx() const { return model_->plan().n_ctx; }
  size_t n_turns() const { return turns_.size(); }

 private:
  Conversation(std::shared_ptr<Model> model, std::unique_ptr<Session> session)
      : model_(std::move(model)), session_(std::move(session)) {}
  Result<std::vector<TokenId>> prompt() const;
  Result<std::vector<TokenId>> prompt_that_fits(int& n_dropped);

  std::shared_ptr<Model> model_;
  std::unique_ptr<Session> session_;
  std::string system_;
  std::vector<ChatTurn> turns_;  ///< user and assistant, in turn
};

/// text with whatever is not UTF-8 replaced by U+FFFD.
std::string valid_utf8(const std::string& text);

}  // namespace ondol::cli
