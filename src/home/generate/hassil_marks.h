// Spans on a sentence while it is being annotated: no two overlap, and nouns are looked for only where no
// span or word from a list stands. Knows nothing of intents.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "home/generate/hassil_expand.h"
#include "home/generate/sample.h"

namespace ondol::home {

class SpanMarks {
 public:
  SpanMarks(const Expanded& said, bool korean) : said_(said), korean_(korean) {}

  /// False (and nothing added) where another span stands there.
  bool add(SpanRole role, size_t begin, size_t end);
  bool add(SpanRole role, const ExpandedMark& mark) { return add(role, mark.begin, mark.end); }
  /// The number with the unit that follows it. False for a number in words before "%" or "°", which nobody
  /// writes.
  bool add_value(const ExpandedMark& mark, SpanRole role = SpanRole::value);

  /// Marks the first word of one of the kinds, in the order given, as span `kind`; Kind::any where none
  /// stands in the free part.
  Kind add_noun(std::initializer_list<Kind> kinds);
  /// Marks the word as span `kind`, where it stands in the free part.
  bool add_word(std::string_view word);
  /// The first of these words is the verb ("lock the locks"), where no article is before it.
  void pass_verb(std::string_view verb);
  /// Whether a whole word stands where no word from a list does, nor a rule of these names.
  bool has_word(std::string_view word, std::initializer_list<std::string_view> not_in_rules = {}) const;

  std::vector<SampleSpan> sorted() const;
  std::string_view text() const { return said_.text; }

 private:
  bool is_free(size_t begin, size_t end) const;
  std::pair<size_t, size_t> find_noun(std::string_view word) const;

  const Expanded& said_;
  const bool korean_;
  std::vector<SampleSpan> spans_;
  size_t verb_end_ = 0;  ///< nouns stand behind it
};

}  // namespace ondol::home
