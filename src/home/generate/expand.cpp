// Drawing from a grammar; see expand.h.
#include "home/generate/expand.h"

#include <algorithm>
#include <string_view>

#include "home/reply/josa.h"

namespace ondol::home {

void Expander::clause(const Template& from, Form form, size_t begin) {
  SampleClause& clause = sample_.clauses.emplace_back();
  clause.labels = from.labels;
  labels_ = &clause.labels;
  form_ = form;
  clause_begin_ = begin;
  items(from.begin, from.end);
  clause.begin = clause_begin_ == std::string::npos ? sample_.text.size() : clause_begin_;
  labels_ = nullptr;
}

void Expander::words(const Rule& rule) {
  form_ = Form::final;
  choice(grammar_.choice(rule.forms[0]));
}

Sample Expander::take() {
  space_due_ = false;
  return std::move(sample_);
}

void Expander::items(uint32_t begin, uint32_t end) {
  for (const Item& item : grammar_.items(begin, end)) switch (item.kind) {
      case ItemKind::text:
        text(grammar_.text(item));
        break;
      case ItemKind::space:
        space_due_ = true;
        break;
      case ItemKind::choice:
        choice(grammar_.choice(item.index));
        break;
      case ItemKind::rule: {
        const std::vector<uint32_t>& forms = grammar_.rule(item.index).forms;
        choice(grammar_.choice(forms[std::min(static_cast<size_t>(form_), forms.size() - 1)]));
        break;
      }
      case ItemKind::span:
        span(item);
        break;
      case ItemKind::label:
        if (labels_ != nullptr) set_label(*labels_, static_cast<Head>(item.a), item.b);
        break;
      case ItemKind::particle:
        particle(item);
        break;
    }
}

void Expander::choice(const Choice& choice) {
  if (choice.optional && dice_.below(2) == 0) return;
  const auto alternatives = grammar_.alternatives(choice);
  size_t drawn = 0;
  if (alternatives.size() > 1 && choice.even) {
    drawn = dice_.below(alternatives.size());
  } else if (alternatives.size() > 1) {
    const double at = dice_.uniform() * alternatives.back().weight_so_far;
    const auto found = std::ranges::upper_bound(alternatives, at, {}, &Alternative::weight_so_far);
    drawn = std::min(static_cast<size_t>(found - alternatives.begin()), alternatives.size() - 1);
  }
  items(alternatives[drawn].begin, alternatives[drawn].end);
}

void Expander::text(std::string_view text) {
  std::string& out = sample_.text;
  if (space_due_ && !out.empty() && std::string_view(",.?!").find(text.front()) == std::string_view::npos)
    out += ' ';
  space_due_ = false;
  if (clause_begin_ == std::string::npos) clause_begin_ = out.size();
  if (span_begin_ == std::string::npos) span_begin_ = out.size();
  out += text;
}

void Expander::span(const Item& item) {
  span_begin_ = std::string::npos;
  choice(grammar_.choice(item.index));
  if (span_begin_ == std::string::npos || labels_ == nullptr) return;
  sample_.clauses.back().spans.push_back({static_cast<SpanRole>(item.a), span_begin_, sample_.text.size()});
}

void Expander::particle(const Item& item) {
  if (item.a != 0 && dice_.below(2) == 0) return;
  // The last word decides; a piece of it would be enough, but must begin with a whole character.
  std::string_view before = sample_.text;
  if (before.size() > 48) {
    size_t cut = before.size() - 48;
    while ((static_cast<unsigned char>(before[cut]) & 0xC0) == 0x80) ++cut;
    before.remove_prefix(cut);
  }
  space_due_ = false;
  text(particle_after(before, item.index));
}

}  // namespace ondol::home
