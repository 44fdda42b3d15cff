// The merging shared by byte-level BPE and SentencePiece BPE: of all neighbouring symbols that may merge,
// the one of best priority, the leftmost of equals, until none may. Long pieces use a queue.
// Knows nothing of vocabularies: the caller's lookup says what merges.
#pragma once

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "text/tokenizer.h"

namespace ondol {

struct MergeSymbol {
  uint32_t begin = 0, len = 0;  ///< bytes of the piece; len 0: merged into its left neighbour
  TokenId id = -1;              ///< -1: in no vocabulary (yet)
  int32_t prev = -1, next = -1;
};

/// What a lookup answers: smaller priority merges first; kNever: these two do not merge.
struct MergeResult {
  static constexpr uint32_t kNever = UINT32_MAX;
  uint32_t priority = kNever;
  TokenId id = -1;
};

struct MergeCandidate {
  uint32_t priority, left;  ///< left: index of the left symbol
  uint32_t len;             ///< bytes of both when it was found: any other length means that one has changed
  TokenId id;
  bool before(const MergeCandidate& other) const {
    return priority != other.priority ? priority < other.priority : left < other.left;
  }
};

/// The candidates of a long piece, best first. Text is merged from left to right, so those of one priority
/// come in order and a list for each priority is enough; the few that do not come in order go on a heap. A
/// megabyte of spaces has a million candidates of a handful of priorities: a heap of them all took five times
/// as long.
class MergeQueue {
 public:
  void clear();
  void push(const MergeCandidate& candidate);
  /// False when empty.
  bool pop(MergeCandidate& best);

 private:
  struct List {
    std::vector<MergeCandidate> candidates;
    size_t next = 0;  ///< those before it have been popped
  };
  const MergeCandidate* front_of_lists();

  std::unordered_map<uint32_t, List> lists_;  ///< by priority
  std::vector<uint32_t> priorities_;  ///< heap: of the lists that may have candidates, the smallest on top
  std::vector<MergeCandidate> heap_;  ///< those that came out of order
};

/// Reusable working memory of one thread's merging.
struct MergeScratch {
  std::vector<MergeSymbol> symbols;
  std::vector<MergeResult> pairs;
  MergeQueue queue;
};

/// A piece of few symbols: look at every pair each time. No heap, no links.
template <class Lookup>
void merge_short(MergeScratch& scratch, const Lookup& lookup) {
  auto& symbols = scratch.symbols;
  auto& pairs = scratch.pairs;  // pairs[i]: symbols i and i + 1
  pairs.clear();
  for (size_t i = 0; i + 1 < symbols.size(); ++i) pairs.push_back(lookup(symbols[i], symbols[i + 1]));
  while (!pairs.empty()) {
    const auto best =
        std::min_element(pairs.begin(), pairs.end(),
                         [](const MergeResult& a, const MergeResult& b) { return a.priority < b.priority; });
    if (best->priority == MergeResult::kNever) return;
    const size_t i = static_cast<size_t>(best - pairs.begin());
    symbols[i].len += symbols[i + 1].len;
    symbols[i].id = best->id;
    symbols.erase(symbols.begin() + static_cast<ptrdiff_t>(i) + 1);
    pairs.erase(best);
    if (i > 0) pairs[i - 1] = lookup(symbols[i - 1], symbols[i]);
    if (i < pairs.size()) pairs[i] = lookup(symbols[i], symbols[i + 1]);
  }
}

template <class Lookup>
void merge_long(MergeScratch& scratch, const Lookup& lookup) {
  auto& symbols = scratch.symbols;
  auto& queue = scratch.queue;
  const auto n = static_cast<int32_t>(symbols.size());
  for (int32_t i = 0; i < n; ++i) {
    symbols[i].prev = i - 1;
    symbols[i].next = i + 1 < n ? i + 1 : -1;
  }
  const auto push = [&](int32_t left) {
    const MergeSymbol& a = symbols[left];
    const MergeSymbol& b = symbols[a.next];
    const MergeResult found = lookup(a, b);
    if (found.priority == MergeResult::kNever) return;
    queue.push({found.priority, static_cast<uint32_t>(left), a.len + b.len, found.id});
  };
  queue.clear();
  for (int32_t i = 0; i + 1 < n; ++i) push(i);
  for (MergeCandidate best; queue.pop(best);) {
    MergeSymbol& left = symbols[best.left];
    if (left.len == 0 || left.next < 0 || left.len + symbols[left.next].len != best.len) continue;
    MergeSymbol& right = symbols[left.next];
    left.len = best.len;
    left.id = best.id;
    right.len = 0;
    left.next = right.next;
    // From left to right, which keeps the queue's lists in order.
    if (left.prev >= 0) push(left.prev);
    if (left.next >= 0) {
      symbols[left.next].prev = static_cast<int32_t>(best.left);
      push(static_cast<int32_t>(best.left));
    }
  }
  std::erase_if(symbols, [](const MergeSymbol& s) { return s.len == 0; });
}

/// Merges scratch.symbols (begin, len, id filled) until nothing merges.
template <class Lookup>
void merge_symbols(MergeScratch& scratch, const Lookup& lookup) {
  constexpr size_t kShort = 24;
  if (scratch.symbols.size() <= kShort) {
    merge_short(scratch, lookup);
  } else {
    merge_long(scratch, lookup);
  }
}

}  // namespace ondol
