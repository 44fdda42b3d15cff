// What the public Session hides. Private to session.cpp and generate.cpp.
#pragma once

#include "ondol/session.h"
#include "runtime/impl.h"

namespace ondol {

struct Session::Impl {
  std::shared_ptr<Model> model;
  KvCache cache;
  std::vector<TokenId> tokens;  ///< one for each filled position of the cache
  std::vector<float> logits;    ///< [n_vocab] after the last append: other sessions may overwrite the model's
  std::atomic<bool> cancelled{false};

  Model::Impl& shared() const { return model->impl(); }
  int64_t n_ctx() const { return cache.n_ctx(); }
  int64_t n_past() const { return static_cast<int64_t>(tokens.size()); }
  Status check(std::span<const TokenId> added) const;
  Status check_one_piece(size_t n_added, int64_t n_rows) const;
  Status check_range(TokenRange range, int64_t n_rows) const;
  /// One chunk ≤ n_batch; its last n_logits rows of logits go to sink, where there is one, numbered from
  /// sink_base.
  Status forward_chunk(std::span<const TokenId> chunk, int64_t n_logits, const LogitsSink* sink,
                       int64_t sink_base, TokenRange range);
  /// sink sees the rows of logits of the last n_rows tokens.
  Status append(std::span<const TokenId> added, int64_t n_rows, const LogitsSink* sink, TokenRange range);
  Status append(std::span<const TokenId> added) { return append(added, added.empty() ? 0 : 1, nullptr, {}); }
};

}  // namespace ondol
