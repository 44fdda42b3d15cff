// A file of sentence templates of any bytes is refused in one line, or gives samples whose spans lie in order
// inside of their texts; the same bytes as one template are refused or parsed.
#include <cstdint>
#include <cstdlib>

#include "home/generate/hassil.h"

using namespace ondol;
using namespace ondol::home;

namespace {

void check(const Sample& sample) {
  for (const SampleClause& clause : sample.clauses) {
    size_t end = clause.begin;
    for (const SampleSpan& span : clause.spans) {
      if (span.begin < end || span.begin >= span.end || span.end > sample.text.size()) std::abort();
      end = span.end;
    }
  }
}

void one_line(const std::string& message) {
  if (message.empty() || message.find('\n') != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 8192) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto node = parse_template(text); !node.ok() && node.error().message.empty()) std::abort();
  static const WordLists words =
      read_word_lists("[en area]\nkitchen\n[en name light]\nglobe\n[en item]\nmilk\n[en media]\njazz\n", "w",
                      "en")
          .value();
  SentenceBook book;
  auto status = add_sentence_file(book, text, "f.yaml", "HassTurnOn");
  if (status.ok()) status = check_sentence_book(book);
  if (!status.ok()) return one_line(status.error().message), 0;
  // Rules that hold each other twice grow beyond what one input should take.
  if (book.blocks.empty() || book.blocks.size() > 8 || book.rules.size() > 8) return 0;
  for (const bool korean : {false, true}) {
    const auto drawn = sample_templates(book, words, {.korean = korean, .seed = 1, .n_samples = 2},
                                        [](const Sample& sample) -> Status {
                                          check(sample);
                                          return {};
                                        });
    if (!drawn.ok()) one_line(drawn.error().message);
  }
  return 0;
}
