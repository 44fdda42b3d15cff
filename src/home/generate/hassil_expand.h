// One random sentence of a template, and which bytes of it came from which rule and which slot. Knows
// nothing of what rules and slots mean.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "home/generate/hassil_book.h"
#include "home/generate/hassil_draw.h"
#include "home/generate/hassil_words.h"

namespace ondol::home {

/// Bytes [begin, end) of the sentence; a rule that gave nothing leaves no mark.
struct ExpandedMark {
  bool is_rule = false;
  std::string name = {};  ///< the rule, or the list
  std::string slot = {};  ///< of a list: what its value is called
  std::string out = {};   ///< of a list: the value
  Kind kind = Kind::any;  ///< of a word that is a generic noun
  size_t begin = 0, end = 0;
};

struct Expanded {
  std::string text;
  std::vector<ExpandedMark> marks;  ///< a rule's after those inside of it

  const ExpandedMark* slot(std::string_view slot) const;
  const ExpandedMark* rule(std::string_view name) const;
};

/// The word for a list that has no values of its own; nothing where there is none.
using WordFor = std::function<std::optional<Word>(std::string_view list, std::string_view slot)>;

/// Nothing where a word is missing, or the sentence grew beyond a kilobyte.
std::optional<Expanded> expand_sentence(const SentenceBook& book, const SentenceBlock& block,
                                        const TemplateNode& sentence, bool korean, const WordFor& words,
                                        Draw& draw);

}  // namespace ondol::home
