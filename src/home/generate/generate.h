// Annotated utterances without end, from a folder of grammars: what trains a reader of frames, and what it is
// tried on. Sample i depends on the seed and i only. Knows nothing of who learns.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "home/generate/compose.h"
#include "home/generate/grammar.h"
#include "home/generate/sample.h"
#include "home/reply/texts.h"
#include "ondol/result.h"

namespace ondol::home {

struct GenerateOptions {
  Language language = Language::english;
  Part part = Part::all;
  uint64_t seed = 0;
  /// As people type and recognisers hear; otherwise as the grammar writes it.
  bool noise = true;
};

class Generator {
 public:
  /// Errors: those of Grammar::for_part.
  static Result<std::unique_ptr<Generator>> create(const Grammar& grammar, GenerateOptions options);

  /// From several threads at once, too.
  Sample sample(uint64_t index) const;

 private:
  Generator(Grammar grammar, GenerateOptions options);

  GenerateOptions options_;
  Grammar grammar_;
  Composer composer_;  ///< of grammar_
};

}  // namespace ondol::home
