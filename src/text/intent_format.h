// How an utterance is put before a model that reads intents and slots, and what its labels are called: tokens
// of `utterance <cls>`; at each token the model names the tag of that token's word, at <cls> the intent. A
// model whose tokens see nothing behind them gets `utterance <sep> utterance <cls>`, and names the tags at
// the second copy. The trainer and the engine share this. Knows nothing of models.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"
#include "text/tokenizer.h"

namespace ondol {

inline constexpr std::string_view kSepToken = "<sep>";
inline constexpr std::string_view kClsToken = "<cls>";

std::string intent_token(std::string_view intent);  ///< "<intent:NAME>"
/// "<tag:O>", "<tag:B-SLOT>", "<tag:I-SLOT>": the first word of a slot, its further words, all other words.
std::string outside_token();
std::string begin_token(std::string_view slot);
std::string inside_token(std::string_view slot);
/// Not empty, and no white space, brackets, angle brackets or colons in it.
bool is_label_name(std::string_view name);

/// The labels that a vocabulary holds.
struct IntentLabels {
  TokenId sep = -1, cls = -1, outside = -1;
  std::vector<std::string> intents;  ///< in the order of their ids
  std::vector<TokenId> intent_ids;
  std::vector<std::string> slots;
  std::vector<TokenId> begin_ids, inside_ids;  ///< one each for a slot

  /// 0 = outside, 1 + 2 k = begin of slot k, 2 + 2 k = inside of slot k.
  size_t n_tags() const { return 1 + 2 * slots.size(); }
  TokenId tag_id(size_t tag) const {
    return tag == 0 ? outside : tag % 2 == 1 ? begin_ids[tag / 2] : inside_ids[tag / 2 - 1];
  }

  /// Errors: unsupported (a vocabulary without these tokens), bad_format (only some of them).
  static Result<IntentLabels> find(const TokenizerSpec& spec);
};

/// A word is a run without white space; begin and end are bytes of the text.
struct WordSpan {
  size_t begin = 0, end = 0;
};
std::vector<WordSpan> words_of(std::string_view text);

struct IntentInput {
  std::vector<TokenId> tokens;  ///< causal: n_copy tokens, <sep>; n_copy tokens, <cls>
  size_t first = 0;             ///< index of the copy that is read
  size_t n_copy = 0;
  std::vector<uint32_t> word;   ///< [n_copy] the word each token of a copy belongs to
  std::vector<WordSpan> words;  ///< of the text
};

/// Every word is encoded by itself with a space before it, so that it has the same tokens wherever it stands.
/// Errors: those of Tokenizer::encode.
Result<IntentInput> lay_out_intent(const Tokenizer& tokenizer, const IntentLabels& labels,
                                   std::string_view text, bool causal);

/// A slot's words; begin and end are bytes of the text.
struct SlotSpan {
  std::string name;
  size_t begin = 0, end = 0;
  friend bool operator==(const SlotSpan&, const SlotSpan&) = default;
};

struct AnnotatedText {
  std::string text;
  std::vector<SlotSpan> slots;  ///< in order, whole words
};

/// "wake me [date : this week]", as MASSIVE's annot_utt writes it. Errors: bad_format, naming the byte.
Result<AnnotatedText> parse_annotated(std::string_view annotated);
/// Tags of the text's words, numbered as in IntentLabels. Errors: not_found (a slot without a label).
Result<std::vector<size_t>> tags_of(const AnnotatedText& annotated, const std::vector<WordSpan>& words,
                                    const IntentLabels& labels);
/// The slots that tags mark; a word inside a slot that has not begun begins it.
std::vector<SlotSpan> slots_of(const std::vector<size_t>& tags, const std::vector<WordSpan>& words,
                               const IntentLabels& labels);

}  // namespace ondol
