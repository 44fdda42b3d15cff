#include "cli/request_bench.h"

#include <chrono>
#include <span>

#include "base/try.h"

namespace ondol::cli {

std::vector<TokenId> some_tokens(int64_t n, int64_t n_vocab) {
  std::vector<TokenId> tokens;
  uint64_t state = 12345;
  for (int64_t i = 0; i < n; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;  // Knuth's MMIX generator
    tokens.push_back(static_cast<TokenId>((state >> 33) % static_cast<uint64_t>(n_vocab)));
  }
  return tokens;
}

Result<RequestTimes> run_request(Model& model, Session& session, const RequestShape& shape,
                                 EnergyWatch& energy) {
  using Clock = std::chrono::steady_clock;
  const auto tokens = some_tokens(shape.n_prompt, model.info().n_vocab);
  const auto n_shared = static_cast<size_t>(shape.n_shared);
  const EnergyWatch::Mark begin = energy.mark();
  session.truncate(0);
  const auto start = Clock::now();
  ONDOL_TRY(session.append(std::span(tokens).first(n_shared)));
  const double shared_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();

  GenerateOptions options;
  options.sampling.temperature = 0;
  options.ignore_eos = true;
  // The last token of generate() is not evaluated, so n + 1 tokens cost n evaluations.
  options.max_tokens = shape.n_generate + 1;
  ONDOL_ASSIGN(const Generation done, session.generate(std::span(tokens).subspan(n_shared), options));
  if (done.finish_reason == FinishReason::cancelled) return Error{ErrorCode::cancelled, "interrupted"};

  RequestTimes times;
  times.ttft_ms = done.ttft_ms;
  times.prompt_tok_s = static_cast<double>(shape.n_prompt) * 1e3 / (shared_ms + done.ttft_ms);
  if (shape.n_generate > 0)
    times.generate_tok_s = static_cast<double>(shape.n_generate) * 1e3 / done.decode_ms;
  times.energy = energy.since(begin, model, shape.n_prompt, shape.n_generate);
  return times;
}

}  // namespace ondol::cli
