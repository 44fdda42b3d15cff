// Facts about rules, from the inside out; see grammar_check.h.
#include "home/generate/grammar_check.h"

#include <algorithm>
#include <string>

#include "base/nearest.h"
#include "base/try.h"
#include "home/labels.h"

namespace ondol::home {
namespace {

constexpr size_t kMaxRuleDepth = 64;
/// Far beyond what a person says in one breath.
constexpr uint64_t kMaxCost = 4000;

/// Noise may take it away.
bool is_punctuation(std::string_view text) {
  return text.find_first_not_of(",.?!' ") == std::string_view::npos;
}

}  // namespace

Error GrammarCheck::wrong(SourceLine place, const std::string& what) const {
  return Error{ErrorCode::bad_format,
               grammar_.files_[place.file] + ":" + std::to_string(place.line) + ": " + what};
}

Error GrammarCheck::undefined(const Rule& rule) const {
  Nearest nearest;
  for (const Rule& known : grammar_.rules())
    if (!known.forms.empty()) nearest.offer(rule.name, known.name, known.name);
  return wrong(rule.place, "<" + rule.name + "> is not defined" +
                               (nearest.steps <= misspelling_steps(rule.name)
                                    ? "; did you mean <" + nearest.name + ">?"
                                    : ", expected <" + rule.name + "> = … in one of the files"));
}

Status GrammarCheck::check() {
  for (const Rule& rule : grammar_.rules())
    if (rule.forms.empty()) return undefined(rule);
  for (uint32_t i = 0; i < grammar_.rules().size(); ++i) ONDOL_TRY(of_rule(i, grammar_.rule(i).place));
  for (Template& each : grammar_.templates_) {
    ONDOL_ASSIGN(const Facts facts, of_items(each.begin, each.end, each.place));
    if (facts.may_be_empty)
      return wrong(each.place, "expected a template that always has text, punctuation aside");
    if (facts.cost > kMaxCost)
      return wrong(each.place, "the template may grow beyond " + std::to_string(kMaxCost) + " bytes");
    each.n_forms = facts.n_forms;
    grammar_.has_forms_ = grammar_.has_forms_ || facts.n_forms > 1;
  }
  return check_joins();
}

Status GrammarCheck::check_joins() {
  for (const std::string_view name :
       {"join", "before", "after", "reason_before", "reason_after", "if_before", "if_after", "else"}) {
    const auto found = grammar_.rule_index_.find(name);
    if (found == grammar_.rule_index_.end()) continue;
    const Facts& facts = facts_[found->second].facts;
    if (facts.has_span || facts.has_label)
      return wrong(grammar_.rule(found->second).place,
                   "<" + std::string(name) + ">: expected text only, without spans and labels");
  }
  return {};
}

Result<GrammarCheck::Facts> GrammarCheck::of_rule(uint32_t index, SourceLine used_at) {
  RuleFacts& known = facts_[index];
  const Rule& rule = grammar_.rule(index);
  if (known.state == State::done) return known.facts;
  if (known.state == State::open) {
    std::string path;
    const auto from = std::ranges::find(open_rules_, index);
    for (auto each = from; each != open_rules_.end(); ++each)
      path += "<" + grammar_.rule(*each).name + "> → ";
    return wrong(rule.place, "<" + rule.name + "> contains itself: " + path + "<" + rule.name + ">");
  }
  if (open_rules_.size() >= kMaxRuleDepth)
    return wrong(used_at, "expected rules in rules at most " + std::to_string(kMaxRuleDepth) + " deep");
  known.state = State::open;
  open_rules_.push_back(index);
  Facts out{.may_be_empty = false};
  for (const uint32_t form : rule.forms) {
    ONDOL_ASSIGN(const Facts facts, of_choice(form, rule.place));
    out.may_be_empty |= facts.may_be_empty;
    out.has_span |= facts.has_span;
    out.has_label |= facts.has_label;
    out.n_forms = std::max(out.n_forms, facts.n_forms);
    out.cost = std::max(out.cost, facts.cost);
  }
  out.n_forms = std::max(out.n_forms, static_cast<uint8_t>(rule.forms.size()));
  open_rules_.pop_back();
  known.state = State::done;
  known.facts = out;
  return out;
}

Result<GrammarCheck::Facts> GrammarCheck::of_choice(uint32_t index, SourceLine place) {
  const Choice& choice = grammar_.choice(index);
  Facts out{.may_be_empty = choice.optional};
  for (const Alternative& each : grammar_.alternatives(choice)) {
    ONDOL_ASSIGN(const Facts facts, of_items(each.begin, each.end, place));
    out.may_be_empty |= facts.may_be_empty;
    out.has_span |= facts.has_span;
    out.has_label |= facts.has_label;
    out.n_forms = std::max(out.n_forms, facts.n_forms);
    out.cost = std::max(out.cost, facts.cost);
  }
  return out;
}

Result<GrammarCheck::Facts> GrammarCheck::of_items(uint32_t begin, uint32_t end, SourceLine place) {
  Facts out;
  for (const Item& item : grammar_.items(begin, end)) {
    ONDOL_ASSIGN(const Facts facts, of_item(item, place));
    out.may_be_empty &= facts.may_be_empty;
    out.has_span |= facts.has_span;
    out.has_label |= facts.has_label;
    out.n_forms = std::max(out.n_forms, facts.n_forms);
    // Sums of what is far too much already need not be exact, but must not wrap around.
    out.cost = std::min(out.cost + facts.cost + 1, kMaxCost + 1);
  }
  return out;
}

Result<GrammarCheck::Facts> GrammarCheck::of_item(const Item& item, SourceLine place) {
  switch (item.kind) {
    case ItemKind::text:
      return Facts{.may_be_empty = is_punctuation(grammar_.text(item)), .cost = item.size};
    case ItemKind::space:
      return Facts{};
    case ItemKind::label:
      return Facts{.has_label = true};
    case ItemKind::particle:
      return Facts{.cost = 12};
    case ItemKind::choice:
      return of_choice(item.index, place);
    case ItemKind::rule:
      return of_rule(item.index, place);
    case ItemKind::span:
      return of_span(item, place);
  }
  return Facts{};
}

Result<GrammarCheck::Facts> GrammarCheck::of_span(const Item& item, SourceLine place) {
  const SourceLine here{place.file, item.size};
  const std::string role(label(static_cast<SpanRole>(item.a)));
  ONDOL_ASSIGN(Facts facts, of_choice(item.index, here));
  if (facts.has_span) return wrong(here, "{" + role + ":…}: expected no span in a span, nor in its rules");
  if (facts.may_be_empty)
    return wrong(here, "{" + role + ":…}: expected something that always has text, punctuation aside");
  facts.has_span = true;
  return facts;
}

}  // namespace ondol::home
