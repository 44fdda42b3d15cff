// A grammar of any bytes: refused in one line that names the file, or one whose every sample is sound, with
// noise of both languages and without.
#include <cstdint>
#include <cstdlib>

#include "home/generate/generate.h"
#include "home/generate/sample_check.h"

namespace {

using namespace ondol::home;

void draw(const Grammar& grammar, Language language, bool noise) {
  const auto generator = Generator::create(grammar, {.language = language, .seed = 1, .noise = noise});
  if (!generator.ok()) std::abort();
  for (uint64_t i = 0; i < 12; ++i) {
    const Sample sample = (*generator)->sample(i);
    if (!testing::what_is_wrong(sample).empty()) std::abort();
    std::string marked;
    append_marked_sample(sample, marked);
    if (frames_of(sample).size() != sample.clauses.size() || sample_line(sample).empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 16384) return 0;
  const GrammarText file{"f.grammar", std::string(reinterpret_cast<const char*>(data), size)};
  const auto grammar = Grammar::parse(std::span(&file, 1));
  if (!grammar.ok()) {
    const std::string& message = grammar.error().message;
    if (!message.starts_with("f.grammar:") || message.find('\n') != std::string::npos) std::abort();
    return 0;
  }
  if (grammar->templates().empty()) return 0;
  for (const bool noise : {false, true})
    for (const Language language : {Language::english, Language::korean}) draw(*grammar, language, noise);
  (void)grammar->for_part(Part::train).ok();
  (void)grammar->for_part(Part::dev).ok();
  return 0;
}
