// Streams and packed documents as rows; see rows.h.
#include "train/rows.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <numeric>

#include "base/try.h"
#include "train/permutation.h"
#include "train/random.h"

namespace ondol::train {
namespace {

/// Makes the keys of different uses differ.
enum class Use : uint64_t { rows = 1, start, window, places, noise };

uint64_t key_of(uint64_t seed, Use use, int64_t epoch, uint64_t more = 0) {
  return mix_bits(mix_bits(mix_bits(seed ^ static_cast<uint64_t>(use) << 56) + static_cast<uint64_t>(epoch)) +
                  more);
}

void resize(Batch& out, int64_t n_seq, int64_t n_tok, int64_t n_head) {
  out.n_seq = n_seq;
  out.n_tok = n_tok;
  out.n_head = n_head;
  const auto n = static_cast<size_t>(n_seq * n_tok);
  out.tokens.resize(n);
  out.targets.resize(n * static_cast<size_t>(n_head));
  out.doc_start.resize(n);
  out.doc_end.resize(n);
}

void pad(Batch& out, int64_t seq, int64_t from) {
  for (int64_t t = from; t < out.n_tok; ++t) {
    const auto at = static_cast<size_t>(seq * out.n_tok + t);
    out.tokens[at] = 0;
    std::fill_n(out.targets.begin() + static_cast<int64_t>(at) * out.n_head, out.n_head, -1);
    out.doc_start[at] = static_cast<int32_t>(t);
  }
}

/// doc_end from doc_start.
void find_ends(Batch& out) {
  for (int64_t seq = 0; seq < out.n_seq; ++seq) {
    auto end = static_cast<int32_t>(out.n_tok);
    for (int64_t t = out.n_tok - 1; t >= 0; --t) {
      const auto at = static_cast<size_t>(seq * out.n_tok + t);
      out.doc_end[at] = end;
      if (out.doc_start[at] == t) end = static_cast<int32_t>(t);
    }
  }
}

class StreamRows final : public Dataset {
 public:
  StreamRows(TokenStream stream, const RowOptions& options) : stream_(std::move(stream)), options_(options) {}

  int64_t n_ctx() const override { return options_.n_ctx; }
  int64_t n_rows() const override { return (n_tokens() + n_ctx() - 1) / n_ctx(); }
  int64_t n_tokens() const override { return static_cast<int64_t>(stream_.tokens.size()); }
  int64_t n_target_tokens() const override {
    return windows() ? n_rows() * n_ctx() : n_tokens() - static_cast<int64_t>(stream_.starts.size());
  }
  uint64_t fingerprint() const override {
    return fingerprint_of(stream_.starts, fingerprint_of(stream_.tokens, 1));
  }

  void fill(int64_t epoch, int64_t first_row, int64_t n_seq, Batch& out) const override {
    assert(first_row >= 0 && n_seq >= 0 && first_row + n_seq <= n_rows());
    resize(out, n_seq, n_ctx(), 1);
    const uint64_t seed = options_.seed;
    const Permutation order(static_cast<uint64_t>(n_rows()), key_of(seed, Use::rows, epoch));
    const auto n = static_cast<uint64_t>(n_tokens());
    for (int64_t seq = 0; seq < n_seq; ++seq) {
      const auto row = static_cast<uint64_t>(first_row + seq);
      if (windows()) {
        const uint64_t n_starts = n - static_cast<uint64_t>(n_ctx());
        fill_row(out, seq, static_cast<int64_t>(key_of(seed, Use::window, epoch, row) % n_starts), n_ctx());
        continue;
      }
      const uint64_t start = options_.shuffled ? key_of(seed, Use::start, epoch) % n : 0;
      const auto begin = static_cast<int64_t>(options_.shuffled ? order(row) : row) * n_ctx();
      const int64_t length = std::min(n_ctx(), n_tokens() - begin);
      fill_row(out, seq, static_cast<int64_t>((start + static_cast<uint64_t>(begin)) % n), length);
    }
    find_ends(out);
  }

 private:
  bool windows() const { return options_.shuffled && options_.sampling == Sampling::random; }

  /// `length` tokens from `pos`, going round at the end of the stream.
  void fill_row(Batch& out, int64_t seq, int64_t pos, int64_t length) const {
    const auto& starts = stream_.starts;
    auto next_start = std::ranges::upper_bound(starts, pos);
    int32_t doc_start = 0;
    for (int64_t t = 0; t < length; ++t, ++pos) {
      if (pos == n_tokens()) {
        pos = 0;
        next_start = starts.begin();
      }
      if (next_start != starts.end() && pos == *next_start) {
        doc_start = static_cast<int32_t>(t);
        ++next_start;
      }
      const bool last = pos + 1 == (next_start == starts.end() ? n_tokens() : *next_start);
      const auto at = static_cast<size_t>(seq * out.n_tok + t);
      out.tokens[at] = stream_.tokens[static_cast<size_t>(pos)];
      out.targets[at] = last ? -1 : stream_.tokens[static_cast<size_t>(pos) + 1];
      out.doc_start[at] = doc_start;
    }
    pad(out, seq, length);
  }

  TokenStream stream_;
  RowOptions options_;
};

class PackedRows final : public Dataset {
 public:
  PackedRows(Documents documents, const RowOptions& options)
      : documents_(std::move(documents)), options_(options) {
    n_targets_ = static_cast<int64_t>(
        std::ranges::count_if(documents_.targets, [](int32_t target) { return target >= 0; }));
    group_by_length();
    pack();
  }

  int64_t n_ctx() const override { return options_.n_ctx; }
  int64_t n_rows() const override { return static_cast<int64_t>(row_ends_.size()); }
  int64_t n_tokens() const override { return static_cast<int64_t>(documents_.tokens.size()); }
  int64_t n_target_tokens() const override { return n_targets_; }
  uint64_t fingerprint() const override {
    const Documents& d = documents_;
    return fingerprint_of(d.ends, fingerprint_of(d.targets, fingerprint_of(d.tokens, 2)));
  }

  void fill(int64_t epoch, int64_t first_row, int64_t n_seq, Batch& out) const override {
    assert(first_row >= 0 && n_seq >= 0 && first_row + n_seq <= n_rows());
    resize(out, n_seq, n_ctx(), documents_.n_head);
    const Permutation order(static_cast<uint64_t>(n_rows()), key_of(options_.seed, Use::rows, epoch));
    for (int64_t seq = 0; seq < n_seq; ++seq) {
      auto row = static_cast<size_t>(first_row + seq);
      if (options_.shuffled) row = order(row);
      int64_t t = 0;
      for (size_t place = row == 0 ? 0 : row_ends_[row - 1]; place < row_ends_[row]; ++place) {
        const size_t document = document_at(places_[place], epoch);
        const int64_t length = copy(document, seq, t, out);
        add_noise(document, epoch, length, seq * out.n_tok + t, out);
        t += length;
      }
      pad(out, seq, t);
    }
    find_ends(out);
  }

 private:
  /// The j-th of the documents of one length.
  struct Place {
    uint32_t group, member;
  };
  struct Group {
    int64_t length;
    std::vector<uint32_t> members;
  };

  void group_by_length() {
    std::map<int64_t, std::vector<uint32_t>, std::greater<>> groups;
    for (size_t i = 0; i < documents_.size(); ++i)
      groups[documents_.length(i)].push_back(static_cast<uint32_t>(i));
    for (auto& [length, members] : groups) groups_.push_back({length, std::move(members)});
  }

  void pack() {
    std::map<int64_t, std::vector<uint32_t>> rows_by_room;
    std::vector<std::vector<Place>> rows;
    for (uint32_t g = 0; g < groups_.size(); ++g) {
      const int64_t length = groups_[g].length;
      for (uint32_t member = 0; member < groups_[g].members.size(); ++member) {
        auto fit = rows_by_room.lower_bound(length);
        if (fit == rows_by_room.end()) {
          fit = rows_by_room.try_emplace(n_ctx()).first;
          fit->second.push_back(static_cast<uint32_t>(rows.size()));
          rows.emplace_back();
        }
        const uint32_t row = fit->second.back();
        const int64_t room = fit->first - length;
        fit->second.pop_back();
        if (fit->second.empty()) rows_by_room.erase(fit);
        rows[row].push_back({g, member});
        if (room > 0) rows_by_room[room].push_back(row);
      }
    }
    for (const auto& row : rows) {
      places_.insert(places_.end(), row.begin(), row.end());
      row_ends_.push_back(places_.size());
    }
  }

  size_t document_at(const Place& place, int64_t epoch) const {
    const auto& members = groups_[place.group].members;
    if (!options_.shuffled) return members[place.member];
    const Permutation order(members.size(), key_of(options_.seed, Use::places, epoch, place.group));
    return members[order(place.member)];
  }

  int64_t copy(size_t document, int64_t seq, int64_t t, Batch& out) const {
    const int64_t from = documents_.begin(document), length = documents_.length(document);
    const int64_t at = seq * out.n_tok + t;
    std::copy_n(documents_.tokens.begin() + from, length, out.tokens.begin() + at);
    const int64_t n_head = documents_.n_head;
    std::copy_n(documents_.targets.begin() + from * n_head, length * n_head,
                out.targets.begin() + at * n_head);
    std::fill_n(out.doc_start.begin() + at, length, static_cast<int32_t>(t));
    return length;
  }

  /// Other tokens of the data in place of some, others each epoch.
  void add_noise(size_t document, int64_t epoch, int64_t length, int64_t at, Batch& out) const {
    if (options_.token_noise == 0 || documents_.replaceable.empty()) return;
    const auto from = static_cast<size_t>(documents_.begin(document));
    Random random(key_of(options_.seed, Use::noise, epoch, document));
    for (size_t i = 0; i < static_cast<size_t>(length); ++i) {
      if (random.uniform() >= options_.token_noise || !documents_.replaceable[from + i]) continue;
      const size_t other = random.bits() % documents_.tokens.size();
      if (documents_.replaceable[other]) out.tokens[static_cast<size_t>(at) + i] = documents_.tokens[other];
    }
  }

  Documents documents_;
  RowOptions options_;
  int64_t n_targets_ = 0;
  std::vector<Group> groups_;     ///< longest first
  std::vector<Place> places_;     ///< of all rows, one after the other
  std::vector<size_t> row_ends_;  ///< in places_
};

}  // namespace

Result<std::unique_ptr<Dataset>> stream_rows(TokenStream stream, const RowOptions& options) {
  const auto n = static_cast<int64_t>(stream.tokens.size());
  const bool windows = options.shuffled && options.sampling == Sampling::random;
  const int64_t least = windows ? options.n_ctx + 1 : 2;
  if (n < least)
    return Error{ErrorCode::invalid_argument,
                 "expected at least " + std::to_string(least) + " tokens, got " + std::to_string(n)};
  return std::unique_ptr<Dataset>(std::make_unique<StreamRows>(std::move(stream), options));
}

Result<std::unique_ptr<Dataset>> packed_rows(Documents documents, const RowOptions& options) {
  if (documents.size() == 0)
    return Error{ErrorCode::invalid_argument, "expected at least one document, got none"};
  return std::unique_ptr<Dataset>(std::make_unique<PackedRows>(std::move(documents), options));
}

}  // namespace ondol::train
