// What must hold of a whole grammar before anything is drawn from it. Used by grammar.cpp only.
#pragma once

#include <vector>

#include "home/generate/grammar.h"

namespace ondol::home {

class GrammarCheck {
 public:
  explicit GrammarCheck(Grammar& grammar) : grammar_(grammar), facts_(grammar.rules().size()) {}

  /// Every rule is defined, none contains itself, spans hold text and no other span, nothing grows beyond
  /// what anybody says; notes how many forms each template has. Errors: bad_format.
  Status check();

 private:
  /// What may come out of a piece.
  struct Facts {
    bool may_be_empty = true;
    bool has_span = false, has_label = false;
    uint8_t n_forms = 1;
    uint64_t cost = 0;  ///< bytes and items at most
  };
  enum class State : uint8_t { unseen, open, done };
  struct RuleFacts {
    State state = State::unseen;
    Facts facts;
  };

  Result<Facts> of_rule(uint32_t index, SourceLine used_at);
  Result<Facts> of_choice(uint32_t index, SourceLine place);
  Result<Facts> of_items(uint32_t begin, uint32_t end, SourceLine place);
  Result<Facts> of_item(const Item& item, SourceLine place);
  Result<Facts> of_span(const Item& item, SourceLine place);
  Status check_joins();
  Error wrong(SourceLine place, const std::string& what) const;
  Error undefined(const Rule& rule) const;

  Grammar& grammar_;
  std::vector<RuleFacts> facts_;
  std::vector<uint32_t> open_rules_;
};

}  // namespace ondol::home
