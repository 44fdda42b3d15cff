// Grammar, clauses, invented words, noise, in this order; see generate.h.
#include "home/generate/generate.h"

#include <utility>

#include "base/try.h"
#include "home/generate/invent.h"
#include "home/generate/noise.h"

namespace ondol::home {

Generator::Generator(Grammar grammar, GenerateOptions options)
    : options_(options), grammar_(std::move(grammar)), composer_(grammar_) {}

Result<std::unique_ptr<Generator>> Generator::create(const Grammar& grammar, GenerateOptions options) {
  ONDOL_ASSIGN(Grammar of_part, grammar.for_part(options.part));
  return std::unique_ptr<Generator>(new Generator(std::move(of_part), options));
}

Sample Generator::sample(uint64_t index) const {
  Dice dice(options_.seed, index);
  Sample out = composer_.draw(dice);
  if (options_.noise) {
    invent_words(out, options_.language, dice);
    add_noise(out, options_.language, dice);
  }
  return out;
}

}  // namespace ondol::home
