// One utterance after another in one conversation: clauses in their order, their conditions, and what a yes
// is about. Knows nothing of how a clause is handled.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "home/assistant.h"
#include "home/clause.h"

namespace ondol::home {

/// What the home asked about: "are you sure?", exactly these entities; or "which one?" of them; or, without
/// any, what to put on a list.
struct Pending {
  Frame frame;
  std::vector<int32_t> entities;
  bool chooses = false;
};

class Utterance {
 public:
  Utterance(const Scene& scene, std::span<const Frame> frames, Memory& memory,
            std::optional<Pending>& pending);
  Outcome run();

 private:
  void do_clause(size_t at);
  /// Whether the clause's conditions let it be done; says once why not.
  bool may_be_done(size_t at);
  /// "If the salon is warmer than 25 drop the air con to 22": the condition says which of several.
  Frame where_its_condition_is(size_t at, Frame frame) const;
  std::optional<bool> evaluate(size_t condition, const Frame& command);
  ClauseResult handle(const Frame& frame, Standing standing) const;
  ClauseResult do_what_was_asked(const Pending& asked, Standing standing) const;
  /// Whether the utterance answers "which one?" or "what?"; what came of it.
  std::optional<ClauseResult> answer(const Pending& asked) const;
  void add(ClauseResult& result);
  void say(const std::string& text);

  const Scene& scene_;
  const std::span<const Frame> frames_;
  Memory& memory_;
  std::optional<Pending>& pending_;
  std::optional<Pending> asked_before_;
  std::vector<std::vector<size_t>> conditions_;
  bool has_spoken_ = false;  ///< of anything, in this utterance
  std::vector<bool> evaluated_, told_;
  std::vector<std::optional<bool>> met_;
  std::vector<std::string> how_;  ///< things are, for each condition
  Outcome out_;
};

}  // namespace ondol::home
