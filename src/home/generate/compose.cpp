// How many clauses, and which after which; see compose.h.
#include "home/generate/compose.h"

#include <algorithm>
#include <string_view>

#include "home/generate/left_out.h"
#include "home/labels.h"

namespace ondol::home {
namespace {

// Shares of utterances. Most of what homes hear is one clause; compounds are where readers fail.
constexpr double kOne = 0.70, kTwo = 0.20, kThree = 0.03;  // the rest: conditions
constexpr double kFollowAlone = 0.08;                      // of single clauses: said after an earlier turn
constexpr double kFollowNext = 1.0 / 3;                    // of second and third clauses
constexpr double kFollowIf = 0.2;                          // of commands that end what a condition began
constexpr double kBefore = 0.15, kAfter = 0.15;
constexpr double kReasonBefore = 0.06, kReasonAfter = 0.09;  // of utterances; of clauses that end a sentence
constexpr double kFullStop = 0.12;  // of first clauses that could be joined: said as if they were the last
constexpr double kConditionLast = 0.3, kSecondCommand = 0.12, kAlternative = 0.18;  // of conditions

bool does_something(Intent intent) {
  switch (intent) {
    case Intent::none:
    case Intent::nevermind:
    case Intent::confirm:
    case Intent::repeat:
    case Intent::respond:
      return false;
    default:
      return !is_question(intent);
  }
}

}  // namespace

const Template& Composer::Pool::draw(Dice& dice) const {
  const double at = dice.uniform() * weight_;
  const auto found = std::ranges::upper_bound(weight_so_far_, at);
  return *templates_[std::min(static_cast<size_t>(found - weight_so_far_.begin()), templates_.size() - 1)];
}

Composer::Composer(const Grammar& grammar)
    : grammar_(grammar),
      join_(grammar.find_rule("join")),
      before_(grammar.find_rule("before")),
      after_(grammar.find_rule("after")),
      reason_before_(grammar.find_rule("reason_before")),
      reason_after_(grammar.find_rule("reason_after")),
      if_before_(grammar.find_rule("if_before")),
      if_after_(grammar.find_rule("if_after")),
      else_(grammar.find_rule("else")) {
  for (const Template& each : grammar.templates()) {
    const bool joins = !grammar.has_forms() || each.n_forms > 1;
    switch (each.use) {
      case Use::anywhere:
        single_.add(each);
        main_.add(each);
        if (joins) joined_.add(each);
        if (does_something(each.labels.intent)) {
          command_.add(each);
          if (joins) joined_command_.add(each);
        }
        break;
      case Use::alone:
        single_.add(each);
        break;
      case Use::follow:
        follow_.add(each);
        if (does_something(each.labels.intent)) follow_command_.add(each);
        break;
      case Use::condition:
        condition_.add(each);
        break;
      case Use::alternative:
        alternative_.add(each);
        break;
    }
  }
}

Sample Composer::draw(Dice& dice) const {
  Expander out(grammar_, dice);
  if (before_ != nullptr && dice.chance(kBefore)) out.words(*before_);
  out.space();
  if (reason_before_ != nullptr && dice.chance(kReasonBefore)) out.words(*reason_before_);
  out.space();
  const double at = dice.uniform();
  if (at >= kOne + kTwo + kThree && !condition_.empty() && !command_.empty()) {
    condition(out, dice);
  } else if (at < kOne || main_.empty()) {
    one(out, dice);
  } else {
    several(out, dice, at < kOne + kTwo ? 2 : 3);
  }
  out.space();
  if (after_ != nullptr && dice.chance(kAfter)) out.words(*after_);
  Sample sample = out.take();
  sample.clauses[0].begin = 0;
  label_left_out(sample);
  return sample;
}

void Composer::add(Expander& out, const Template& each, Form form, const Rule* join, Dice& dice) const {
  out.space();
  size_t begin = std::string::npos;
  if (join != nullptr) {
    const size_t before = out.sample().text.size();
    out.words(*join);
    // A comma stays with the word that it follows; a joining word goes with what it joins.
    begin = out.sample().text.find_first_not_of(" ,.?!", before);
    out.space();
  }
  out.clause(each, form, begin);
  const bool ends = form == Form::final || (form == Form::joined && !grammar_.has_forms());
  if (reason_after_ == nullptr || !ends || !dice.chance(kReasonAfter)) return;
  out.space();
  out.words(*reason_after_);
}

void Composer::one(Expander& out, Dice& dice) const {
  if (!follow_.empty() && (single_.empty() || dice.chance(kFollowAlone))) {
    const bool joined = join_ != nullptr && dice.chance(0.4) && out.sample().text.empty();
    add(out, follow_.draw(dice), Form::final, joined ? join_ : nullptr, dice);
  } else if (!single_.empty()) {
    add(out, single_.draw(dice), Form::final, nullptr, dice);
  } else {
    add(out, (condition_.empty() ? alternative_ : condition_).draw(dice), Form::conditional, nullptr, dice);
  }
}

void Composer::several(Expander& out, Dice& dice, int n) const {
  for (int i = 0; i < n; ++i) {
    const Rule* const join = i == 0 ? nullptr : join_;
    const bool last = i == n - 1;
    if (i > 0 && last && !follow_.empty() && dice.chance(kFollowNext)) {
      add(out, follow_.draw(dice), Form::final, join, dice);
    } else if (last || joined_.empty() || (grammar_.has_forms() && dice.chance(kFullStop))) {
      add(out, main_.draw(dice), Form::final, join, dice);
    } else {
      add(out, joined_.draw(dice), Form::joined, join, dice);
    }
  }
}

void Composer::condition(Expander& out, Dice& dice) const {
  const Template& when = condition_.draw(dice);
  if (if_after_ != nullptr && dice.chance(kConditionLast)) {
    add(out, command_.draw(dice), Form::final, nullptr, dice);
    add(out, when, Form::conditional, if_after_, dice);
    return;
  }
  add(out, when, Form::conditional, nullptr, dice);
  const bool has_alternative = !alternative_.empty() || else_ != nullptr;
  const double at = dice.uniform();
  const bool goes_on = at < kSecondCommand || (has_alternative && at < kSecondCommand + kAlternative);
  if (!goes_on || joined_command_.empty()) {
    add(out, last_command(dice), Form::final, if_before_, dice);
    return;
  }
  add(out, joined_command_.draw(dice), Form::joined, if_before_, dice);
  if (at < kSecondCommand) {
    add(out, last_command(dice), Form::final, join_, dice);
  } else {
    otherwise(out, dice);
  }
}

/// "if it is on, turn it off": about what the condition named.
const Template& Composer::last_command(Dice& dice) const {
  const bool follows = !follow_command_.empty() && dice.chance(kFollowIf);
  return (follows ? follow_command_ : command_).draw(dice);
}

void Composer::otherwise(Expander& out, Dice& dice) const {
  if (else_ == nullptr || (!alternative_.empty() && dice.chance(0.5))) {
    add(out, alternative_.draw(dice), Form::final, nullptr, dice);
    return;
  }
  add(out, command_.draw(dice), Form::final, else_, dice);
  out.sample().clauses.back().labels.role = ClauseRole::alternative;
}

}  // namespace ondol::home
