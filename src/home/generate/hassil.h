// Annotated utterances from Home Assistant's sentence templates. The templates lie outside of the project and
// are read when data is made.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "home/generate/hassil_book.h"
#include "home/generate/hassil_words.h"
#include "home/generate/sample.h"

namespace ondol::home {

struct TemplateSampling {
  bool korean = false;
  uint64_t seed = 1;
  uint64_t n_samples = 0;
};

/// Calls take with each sample; no text comes twice as long as the templates have others to give. Errors:
/// take's, bad_format where the templates give nothing that can be annotated.
Status sample_templates(const SentenceBook& book, const WordLists& words, const TemplateSampling& options,
                        const std::function<Status(const Sample&)>& take);

}  // namespace ondol::home
