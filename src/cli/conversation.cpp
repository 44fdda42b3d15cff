// A conversation with a model; see conversation.h.
#include "cli/conversation.h"

#include <algorithm>

#include "base/try.h"
#include "text/tokenizer.h"

namespace ondol::cli {

Result<std::unique_ptr<Conversation>> Conversation::open(std::shared_ptr<Model> model) {
  ONDOL_ASSIGN(auto session, Session::open(model));
  return std::unique_ptr<Conversation>(new Conversation(std::move(model), std::move(session)));
}

Result<std::vector<TokenId>> Conversation::prompt() const {
  std::vector<ChatTurn> turns;
  if (!system_.empty()) turns.push_back({"system", system_});
  turns.insert(turns.end(), turns_.begin(), turns_.end());
  ONDOL_ASSIGN(const std::string rendered, model_->render_chat(turns));
  return model_->tokenize(rendered, false, true);
}

Result<std::vector<TokenId>> Conversation::prompt_that_fits(int& n_dropped) {
  // Room for an answer worth reading; a single long message may use nearly all of the context.
  const int64_t room = n_ctx() - std::min<int64_t>(256, n_ctx() / 4);
  for (;;) {
    ONDOL_ASSIGN(std::vector<TokenId> tokens, prompt());
    if (static_cast<int64_t>(tokens.size()) <= room || turns_.size() <= 2) return tokens;
    turns_.erase(turns_.begin(), turns_.begin() + 2);
    ++n_dropped;
  }
}

Result<Conversation::Answer> Conversation::ask(const std::string& text, const GenerateOptions& options) {
  const std::vector<ChatTurn> before = turns_;
  turns_.push_back({"user", valid_utf8(text)});
  Answer answer;
  const auto attempt = [&]() -> Status {
    ONDOL_ASSIGN(const std::vector<TokenId> tokens, prompt_that_fits(answer.n_exchanges_dropped));
    const auto cached = session_->tokens();
    const auto differ = std::mismatch(tokens.begin(), tokens.end(), cached.begin(), cached.end());
    // At least one token is evaluated: the logits of the last one are needed.
    const auto n_same = static_cast<int64_t>(differ.first - tokens.begin());
    answer.n_reused = std::max<int64_t>(0, std::min(n_same, static_cast<int64_t>(tokens.size()) - 1));
    session_->truncate(answer.n_reused);
    ONDOL_ASSIGN(
        answer.generation,
        session_->generate(std::span(tokens).subspan(static_cast<size_t>(answer.n_reused)), options));
    return {};
  };
  if (Status done = attempt(); !done.ok()) {
    turns_ = before;
    return std::move(done).error();
  }
  turns_.push_back({"assistant", answer.generation.text});
  return answer;
}

std::string Conversation::take_back() {
  if (turns_.size() < 2) return "";
  std::string text = turns_[turns_.size() - 2].content;
  turns_.resize(turns_.size() - 2);
  return text;
}

void Conversation::reset() {
  turns_.clear();
  session_->truncate(0);
}

std::string valid_utf8(const std::string& text) {
  Utf8Stream stream;
  std::string result = stream.push(text);
  return result += stream.finish();
}

}  // namespace ondol::cli
