#include "ondol/session.h"

#include <algorithm>
#include <string>

#include "base/try.h"
#include "runtime/sampler.h"
#include "runtime/session_impl.h"

namespace ondol {

Session::Session() : impl_(std::make_unique<Impl>()) {}

Session::~Session() {
  if (impl_->model != nullptr) impl_->shared().n_open_sessions.fetch_sub(1);
}

Result<std::unique_ptr<Session>> Session::open(std::shared_ptr<Model> model) {
  Model::Impl& m = model->impl();
  const int limit = m.plan.n_sessions;
  if (m.n_open_sessions.fetch_add(1) >= limit) {
    m.n_open_sessions.fetch_sub(1);
    return Error{ErrorCode::over_budget,
                 "all " + std::to_string(limit) +
                     " planned sessions of this model are open; close one or load it with more"};
  }
  std::unique_ptr<Session> session(new Session);
  Impl& s = *session->impl_;
  s.model = std::move(model);  // from here on the destructor gives the place back
  ONDOL_ASSIGN(s.cache, KvCache::create(m.transformer->config(), m.kv_type, m.plan.n_ctx));
  s.tokens.reserve(static_cast<size_t>(m.plan.n_ctx));
  s.logits.resize(static_cast<size_t>(m.transformer->config().n_vocab));
  return session;
}

Status Session::Impl::check(std::span<const TokenId> added) const {
  const int64_t n_vocab = shared().transformer->config().n_vocab;
  for (size_t i = 0; i < added.size(); ++i)
    if (added[i] < 0 || added[i] >= n_vocab)
      return Error{ErrorCode::invalid_argument, "token " + std::to_string(i) + ": expected an id from 0 to " +
                                                    std::to_string(n_vocab - 1) + ", got " +
                                                    std::to_string(added[i])};
  const auto n = static_cast<int64_t>(added.size());
  if (n > n_ctx() - n_past())
    return Error{ErrorCode::invalid_argument, std::to_string(n) + " tokens do not fit: the context holds " +
                                                  std::to_string(n_ctx()) + ", " + std::to_string(n_past()) +
                                                  " of them are in use"};
  return {};
}

/// Where tokens see those behind them, what is appended later would change what was computed before.
Status Session::Impl::check_one_piece(size_t n_added, int64_t n_rows) const {
  if (shared().transformer->config().causal || n_added == 0) return {};
  const ForwardLimits& limits = shared().transformer->limits();
  if (n_past() > 0)
    return Error{ErrorCode::unsupported,
                 shared().info.path +
                     ": attention.causal is false: this model labels a whole text and continues none"};
  const int64_t most = n_rows > 0 ? std::min(limits.n_batch, limits.n_logit_rows) : limits.n_batch;
  if (static_cast<int64_t>(n_added) > most)
    return Error{ErrorCode::invalid_argument, "expected at most " + std::to_string(most) +
                                                  " tokens, which this model reads at once, got " +
                                                  std::to_string(n_added)};
  return {};
}

Status Session::Impl::check_range(TokenRange range, int64_t n_rows) const {
  const Transformer& transformer = *shared().transformer;
  const int64_t n_vocab = transformer.config().n_vocab;
  if (range.first < 0 || range.count < 0 || range.first + range.count > n_vocab)
    return Error{ErrorCode::invalid_argument, "logits: expected a range of the " + std::to_string(n_vocab) +
                                                  " tokens, got " + std::to_string(range.count) + " from " +
                                                  std::to_string(range.first)};
  const int64_t n_logits = range.count > 0 ? range.count : n_vocab;
  if (n_rows > 0 && n_logits > transformer.n_row_logits())
    return Error{ErrorCode::invalid_argument, "logits: the model was loaded for at most " +
                                                  std::to_string(transformer.n_row_logits()) +
                                                  " a row, got " + std::to_string(n_logits)};
  return {};
}

Status Session::Impl::forward_chunk(std::span<const TokenId> chunk, int64_t n_logits, const LogitsSink* sink,
                                    int64_t sink_base, TokenRange range) {
  Model::Impl& m = shared();
  std::lock_guard lock(m.forward_mutex);
  if (!m.transformer->forward(m.engine->impl().pool, cache, chunk, n_past(), n_logits, cancelled, range))
    return Error{ErrorCode::cancelled, "cancelled"};
  ONDOL_TRY(m.file->check_intact());
  for (int64_t i = 0; i < n_logits; ++i) {
    const auto row = m.transformer->logits(i);
    if (!all_finite(row))
      return Error{ErrorCode::bad_format,
                   m.info.path + ": the logits at position " +
                       std::to_string(n_past() + static_cast<int64_t>(chunk.size()) - n_logits + i) +
                       " are not finite numbers: the weights are damaged (NaN or infinite)"};
    if (sink != nullptr) (*sink)(sink_base + i, row);
  }
  if (n_logits > 0 && range.count == 0)
    std::ranges::copy(m.transformer->logits(n_logits - 1), logits.begin());
  tokens.insert(tokens.end(), chunk.begin(), chunk.end());
  return {};
}

Status Session::Impl::append(std::span<const TokenId> added, int64_t n_rows, const LogitsSink* sink,
                             TokenRange range) {
  ONDOL_TRY(check(added));
  ONDOL_TRY(check_range(range, n_rows));
  ONDOL_TRY(check_one_piece(added.size(), n_rows));
  const ForwardLimits& limits = shared().transformer->limits();
  const auto n_batch = static_cast<size_t>(limits.n_batch),
             n_logit_rows = static_cast<size_t>(limits.n_logit_rows);
  const size_t first_row = added.size() - static_cast<size_t>(n_rows);
  for (size_t done = 0; done < added.size();) {
    const size_t end = std::min({added.size(), done + n_batch, std::max(first_row, done) + n_logit_rows});
    const size_t n_logits = end - std::min(end, std::max(first_row, done));
    if (cancelled.load(std::memory_order_relaxed)) return Error{ErrorCode::cancelled, "cancelled"};
    ONDOL_TRY(forward_chunk(added.subspan(done, end - done), static_cast<int64_t>(n_logits), sink,
                            static_cast<int64_t>(end - n_logits), range));
    done = end;
  }
  return {};
}

Status Session::append(std::span<const TokenId> tokens) {
  impl_->cancelled.store(false);
  return impl_->append(tokens);
}

Status Session::append_all_logits(std::span<const TokenId> tokens, const LogitsSink& sink, TokenRange range) {
  return append_last_logits(tokens, static_cast<int64_t>(tokens.size()), sink, range);
}

Status Session::append_last_logits(std::span<const TokenId> tokens, int64_t n_rows, const LogitsSink& sink,
                                   TokenRange range) {
  impl_->cancelled.store(false);
  if (n_rows < 0 || n_rows > static_cast<int64_t>(tokens.size()))
    return Error{ErrorCode::invalid_argument,
                 "rows of logits: expected 0 to " + std::to_string(tokens.size()) +
                     ", one for each token at most, got " + std::to_string(n_rows)};
  return impl_->append(tokens, n_rows, &sink, range);
}

std::span<const float> Session::logits() const { return impl_->logits; }
int64_t Session::n_past() const { return impl_->n_past(); }
std::span<const TokenId> Session::tokens() const { return impl_->tokens; }

void Session::truncate(int64_t n_past) {
  if (n_past < impl_->n_past()) impl_->tokens.resize(static_cast<size_t>(std::max<int64_t>(n_past, 0)));
}

void Session::cancel() { impl_->cancelled.store(true); }

}  // namespace ondol
