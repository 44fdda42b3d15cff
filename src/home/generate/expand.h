// One clause after another drawn from a grammar into a text, with its spans and labels. Knows nothing of how
// clauses go together.
#pragma once

#include <string>

#include "home/generate/dice.h"
#include "home/generate/grammar.h"
#include "home/generate/sample.h"

namespace ondol::home {

class Expander {
 public:
  /// grammar and dice must outlive this.
  Expander(const Grammar& grammar, Dice& dice) : grammar_(grammar), dice_(dice) {}

  /// A template as the next clause of the sample. Its beginning is where its text begins, but not behind
  /// `begin`, which is that of the word that joins it (npos: none).
  void clause(const Template& from, Form form, size_t begin);
  /// What a rule gives, as text of no clause.
  void words(const Rule& rule);
  /// White space before whatever comes next.
  void space() { space_due_ = true; }

  /// What was drawn so far.
  Sample& sample() { return sample_; }
  Sample take();

 private:
  void items(uint32_t begin, uint32_t end);
  void choice(const Choice& choice);
  void span(const Item& item);
  void text(std::string_view text);
  void particle(const Item& item);

  const Grammar& grammar_;
  Dice& dice_;
  Sample sample_;
  Frame* labels_ = nullptr;
  Form form_ = Form::final;
  bool space_due_ = false;
  size_t clause_begin_ = std::string::npos;  ///< npos: its text has not begun
  size_t span_begin_ = std::string::npos;
};

}  // namespace ondol::home
