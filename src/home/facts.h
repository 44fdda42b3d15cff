// What a question is about, and how those things are: numbers, states, whether something is so. Says nothing
// itself; answers.cpp has the words.
#pragma once

#include <optional>
#include <vector>

#include "home/clause.h"
#include "home/questions.h"

namespace ondol::home {

class Facts {
 public:
  Facts(const View& view, const Frame& frame);

  const Targets& targets() const { return targets_; }
  const Entity& entity(int32_t i) const { return view_.home.entities[static_cast<size_t>(i)]; }
  std::optional<Reading> reading(int32_t i) const;
  /// It is compared with a number: "above 23".
  bool compares() const;
  /// The most or least is asked for: "the warmest".
  bool ranks() const;
  bool is_so(int32_t i) const;
  /// Those that are so, or are not.
  std::vector<int32_t> those(bool so) const;
  /// The one with the highest or lowest number; kNowhere where none has any.
  int32_t most() const;
  /// Whether what is asked or made a condition holds of the targets together.
  std::optional<bool> truth() const;

 private:
  /// The number compared with, in the reading's unit.
  std::optional<double> compared_with(const Reading& reading) const;

  const View& view_;
  const Frame& frame_;
  Targets targets_;
};

}  // namespace ondol::home
