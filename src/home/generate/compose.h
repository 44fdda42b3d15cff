// Whole utterances: one clause, several, or a condition with its command. Knows the parts that templates may
// take, not what they say.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "home/generate/dice.h"
#include "home/generate/expand.h"
#include "home/generate/grammar.h"
#include "home/generate/sample.h"

namespace ondol::home {

class Composer {
 public:
  /// grammar must outlive this.
  explicit Composer(const Grammar& grammar);

  /// What is said, as written in the grammar.
  Sample draw(Dice& dice) const;

 private:
  /// Templates, the likely ones more often.
  class Pool {
   public:
    void add(const Template& each) {
      weight_ += each.weight;
      templates_.push_back(&each);
      weight_so_far_.push_back(weight_);
    }
    bool empty() const { return templates_.empty(); }
    const Template& draw(Dice& dice) const;

   private:
    std::vector<const Template*> templates_;
    std::vector<double> weight_so_far_;
    double weight_ = 0;
  };

  void one(Expander& out, Dice& dice) const;
  void several(Expander& out, Dice& dice, int n) const;
  void condition(Expander& out, Dice& dice) const;
  void otherwise(Expander& out, Dice& dice) const;
  const Template& last_command(Dice& dice) const;
  void add(Expander& out, const Template& each, Form form, const Rule* join, Dice& dice) const;

  const Grammar& grammar_;
  const Rule *join_, *before_, *after_, *reason_before_, *reason_after_, *if_before_, *if_after_, *else_;
  Pool single_;                    ///< anywhere and alone
  Pool main_, joined_;             ///< anywhere; those of them that can be joined
  Pool command_, joined_command_;  ///< those of them that do something
  Pool follow_, follow_command_, condition_, alternative_;
};

}  // namespace ondol::home
