// Session::generate: prompt in, tokens out, one at a time.
#include <algorithm>
#include <chrono>
#include <string>

#include "base/try.h"
#include "runtime/sampler.h"
#include "runtime/session_impl.h"
#include "runtime/stop_matcher.h"
#include "text/tokenizer.h"

namespace ondol {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// The n best tokens with log-probabilities, best first.
std::vector<TokenLogprob> best_logprobs(std::span<const float> logits, double log_sum, int n) {
  std::vector<TokenLogprob> best(logits.size());
  for (size_t i = 0; i < logits.size(); ++i)
    best[i] = {static_cast<TokenId>(i), static_cast<float>(logits[i] - log_sum)};
  const auto keep = std::min(best.size(), static_cast<size_t>(n));
  std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(keep), best.end(),
                    [](const TokenLogprob& a, const TokenLogprob& b) {
                      return a.logprob > b.logprob || (a.logprob == b.logprob && a.token < b.token);
                    });
  best.resize(keep);
  return best;
}

// A prompt needs one free place after it: for the first generated token to be continued from.
Result<std::vector<TokenId>> fit_prompt(std::span<const TokenId> prompt, int64_t n_past, int64_t n_ctx,
                                        Overflow policy, TokenId bos) {
  const int64_t room = n_ctx - n_past - 1;
  const auto n = static_cast<int64_t>(prompt.size());
  if (n <= room) return std::vector<TokenId>(prompt.begin(), prompt.end());
  if (policy == Overflow::refuse || room < 1)
    return Error{ErrorCode::invalid_argument,
                 "the prompt has " + std::to_string(n) + " tokens, the context of " + std::to_string(n_ctx) +
                     " has room for " + std::to_string(std::max<int64_t>(room, 0)) + " and one answer token" +
                     (n_past > 0 ? " after the " + std::to_string(n_past) + " in use" : std::string())};
  if (policy == Overflow::keep_head) return std::vector<TokenId>(prompt.begin(), prompt.begin() + room);
  std::vector<TokenId> tail(prompt.end() - room, prompt.end());
  if (n_past == 0 && prompt.front() == bos) tail.front() = bos;
  return tail;
}

// Turns tokens into events: whole characters, stop strings held back.
class TextStream {
 public:
  /// at_start: no text stands before the answer, so that SentencePiece's space before the first word is no
  /// text either.
  TextStream(const Tokenizer& tokenizer, const std::vector<std::string>& stops, bool at_start)
      : tokenizer_(tokenizer), stops_(stops), at_start_(at_start) {}
  std::string push(TokenId token) {
    const std::string bytes = at_start_ ? tokenizer_.decode({&token, 1}) : tokenizer_.piece(token);
    at_start_ = at_start_ && bytes.empty();
    return stops_.push(characters_.push(bytes));
  }
  std::string finish() { return stops_.push(characters_.finish()) + stops_.finish(); }
  bool stopped() const { return stops_.stopped(); }

 private:
  const Tokenizer& tokenizer_;
  Utf8Stream characters_;
  StopMatcher stops_;
  bool at_start_;
};

}  // namespace

const char* to_string(FinishReason reason) {
  switch (reason) {
    case FinishReason::stop:
      return "stop";
    case FinishReason::stop_string:
      return "stop_string";
    case FinishReason::length:
      return "length";
    case FinishReason::context_full:
      return "context_full";
    case FinishReason::cancelled:
      return "cancelled";
  }
  return "unknown";
}

Result<Generation> Session::generate(std::span<const TokenId> prompt, const GenerateOptions& options) {
  const auto start = Clock::now();
  Impl& s = *impl_;
  s.cancelled.store(false);
  const Tokenizer& tokenizer = *s.shared().tokenizer;
  const int64_t n_vocab = static_cast<int64_t>(s.logits.size());
  ONDOL_TRY(options.sampling.check(n_vocab));
  if (options.max_tokens < -1)
    return Error{ErrorCode::invalid_argument,
                 "max_tokens: expected −1 (no limit) or more, got " + std::to_string(options.max_tokens)};
  if (prompt.empty() && s.n_past() == 0)
    return Error{ErrorCode::invalid_argument,
                 "the prompt is empty and so is the context: there is nothing to continue"};

  Generation out;
  ONDOL_ASSIGN(const std::vector<TokenId> fitted,
               fit_prompt(prompt, s.n_past(), s.n_ctx(), options.overflow, tokenizer.spec().bos));
  out.n_prompt = static_cast<int64_t>(fitted.size());
  out.n_trimmed = static_cast<int64_t>(prompt.size()) - out.n_prompt;
  ONDOL_TRY(s.append(fitted));
  out.prefill_ms = ms_since(start);

  Sampler sampler(options.sampling);
  TextStream stream(tokenizer, options.stop, tokenizer.decode(s.tokens).empty());
  const auto decode_start = Clock::now();
  out.finish_reason = FinishReason::length;
  while (options.max_tokens < 0 || static_cast<int64_t>(out.tokens.size()) < options.max_tokens) {
    const TokenId token = sampler.sample(s.logits, s.tokens);
    if (out.tokens.empty()) out.ttft_ms = ms_since(start);
    if (!options.ignore_eos && tokenizer.is_end_of_generation(token)) {
      out.finish_reason = FinishReason::stop;
      break;
    }
    out.tokens.push_back(token);
    TokenEvent event{token, {}, 0.0f, {}};
    std::vector<TokenLogprob> top;
    if (options.n_logprobs >= 0) {
      const double log_sum = log_sum_exp(s.logits);
      event.logprob = static_cast<float>(s.logits[static_cast<size_t>(token)] - log_sum);
      out.logprobs.push_back(event.logprob);
      if (options.n_logprobs > 0) top = best_logprobs(s.logits, log_sum, options.n_logprobs);
      event.top = top;
    }
    const std::string text = stream.push(token);
    event.text = text;
    out.text += text;
    if (options.on_token && !options.on_token(event)) {
      out.finish_reason = FinishReason::cancelled;
      break;
    }
    if (stream.stopped()) {
      out.finish_reason = FinishReason::stop_string;
      break;
    }
    if (static_cast<int64_t>(out.tokens.size()) == options.max_tokens) break;  // the last needs no successor
    if (s.n_past() >= s.n_ctx()) {
      out.finish_reason = FinishReason::context_full;
      break;
    }
    const Status step = s.append({&token, 1});
    if (!step.ok() && step.error().code == ErrorCode::cancelled) {
      out.finish_reason = FinishReason::cancelled;
      break;
    }
    ONDOL_TRY(step);
  }
  out.decode_ms = ms_since(decode_start);
  const std::string rest = stream.finish();
  out.text += rest;
  if (!rest.empty() && options.on_token) options.on_token({-1, rest, 0.0f, {}});
  return out;
}

}  // namespace ondol
