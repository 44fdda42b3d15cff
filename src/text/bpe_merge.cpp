// The queue of merge candidates. Knows nothing of vocabularies.
#include "text/bpe_merge.h"

#include <functional>

namespace ondol {
namespace {

// std heaps keep the largest on top.
bool after(const MergeCandidate& a, const MergeCandidate& b) { return b.before(a); }

}  // namespace

void MergeQueue::clear() {
  lists_.clear();
  priorities_.clear();
  heap_.clear();
}

void MergeQueue::push(const MergeCandidate& candidate) {
  List& list = lists_[candidate.priority];
  auto& candidates = list.candidates;
  if (!candidates.empty() && candidates.back().left > candidate.left) {
    heap_.push_back(candidate);
    std::push_heap(heap_.begin(), heap_.end(), after);
    return;
  }
  if (candidates.empty()) {
    priorities_.push_back(candidate.priority);
    std::push_heap(priorities_.begin(), priorities_.end(), std::greater<>());
  }
  candidates.push_back(candidate);
}

// A list that has run empty starts anew, and is on the heap of priorities again with its next candidate.
const MergeCandidate* MergeQueue::front_of_lists() {
  while (!priorities_.empty()) {
    List& list = lists_[priorities_.front()];
    if (list.next < list.candidates.size()) return &list.candidates[list.next];
    list.candidates.clear();
    list.next = 0;
    std::pop_heap(priorities_.begin(), priorities_.end(), std::greater<>());
    priorities_.pop_back();
  }
  return nullptr;
}

bool MergeQueue::pop(MergeCandidate& best) {
  const MergeCandidate* front = front_of_lists();
  if (!heap_.empty() && (front == nullptr || heap_.front().before(*front))) {
    best = heap_.front();
    std::pop_heap(heap_.begin(), heap_.end(), after);
    heap_.pop_back();
    return true;
  }
  if (front == nullptr) return false;
  best = *front;
  ++lists_[best.priority].next;
  return true;
}

}  // namespace ondol
