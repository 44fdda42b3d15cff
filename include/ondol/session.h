// One conversation on a loaded model: its KV cache, its position, its sampler. Several sessions may be open
// on one model and used from different threads; each session by one thread at a time, except cancel().
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/model.h"
#include "ondol/sampling.h"

namespace ondol {

/// What to do with a prompt that leaves no room in the context.
enum class Overflow : uint8_t {
  refuse,     ///< an error with the numbers
  keep_tail,  ///< drop tokens from the front (BOS stays)
  keep_head,  ///< drop tokens from the end
};

enum class FinishReason : uint8_t { stop, stop_string, length, context_full, cancelled };
const char* to_string(FinishReason reason);

struct TokenLogprob {
  TokenId token;
  float logprob;  ///< natural logarithm, from the unmodified logits
};

struct TokenEvent {
  TokenId token;
  std::string_view text;  ///< whole UTF-8 characters that became final with this token; may be empty
  float logprob;          ///< 0 unless asked for
  std::span<const TokenLogprob> top;
};

struct GenerateOptions {
  SamplingParams sampling;
  int64_t max_tokens = 128;  ///< −1 = until the model stops or the context is full
  std::vector<std::string> stop;
  bool ignore_eos = false;
  int n_logprobs = -1;  ///< −1 = none, 0 = the chosen token's, n = the n best beside it
  Overflow overflow = Overflow::refuse;
  /// Called for every token; false ends the answer (finish reason cancelled).
  std::function<bool(const TokenEvent&)> on_token;
};

struct Generation {
  std::string text;
  std::vector<TokenId> tokens;  ///< generated ones, without the end token
  std::vector<float> logprobs;  ///< one each when n_logprobs ≥ 0
  int64_t n_prompt = 0;         ///< prompt tokens evaluated
  int64_t n_trimmed = 0;        ///< prompt tokens dropped by the overflow policy
  double ttft_ms = 0;           ///< from the call to the first token
  double prefill_ms = 0, decode_ms = 0;
  FinishReason finish_reason = FinishReason::stop;
};

class Session {
 public:
  /// Errors: over_budget when the model's planned number of sessions is open already.
  static Result<std::unique_ptr<Session>> open(std::shared_ptr<Model> model);
  ~Session();

  /// Appends tokens to the context and computes the logits after the last one.
  /// Errors: invalid_argument (context full: with the numbers; token outside the vocabulary), cancelled,
  /// io (the model file changed under the mapping), bad_format (logits not finite: the weights are damaged).
  Status append(std::span<const TokenId> tokens);
  /// As append, and hands every row of logits to sink(index in tokens, [range.count]); logits of tokens
  /// outside the range are not computed.
  using LogitsSink = std::function<void(int64_t, std::span<const float>)>;
  Status append_all_logits(std::span<const TokenId> tokens, const LogitsSink& sink, TokenRange range = {});
  /// The same for the last n_rows tokens only: a prompt whose end is read as labels, in one pass.
  Status append_last_logits(std::span<const TokenId> tokens, int64_t n_rows, const LogitsSink& sink,
                            TokenRange range = {});
  /// [n_vocab], after the last append (of a whole vocabulary).
  std::span<const float> logits() const;

  int64_t n_past() const;
  std::span<const TokenId> tokens() const;  ///< everything in the context
  void truncate(int64_t n_past);            ///< forgets everything from position n_past on

  /// Appends the prompt and generates. The context then holds prompt and answer.
  Result<Generation> generate(std::span<const TokenId> prompt, const GenerateOptions& options);

  /// From any thread: the running append or generate returns within one token. Cleared when the next one
  /// starts.
  void cancel();

 private:
  struct Impl;
  Session();
  std::unique_ptr<Impl> impl_;
};

}  // namespace ondol
