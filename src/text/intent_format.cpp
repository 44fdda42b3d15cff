// Labels in a vocabulary, words, annotations. Knows nothing of models.
#include "text/intent_format.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/nearest.h"
#include "base/try.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace ondol {
namespace {

constexpr std::string_view kIntentPrefix = "<intent:", kTagPrefix = "<tag:";
constexpr std::string_view kBegin = "B-", kInside = "I-";

/// What stands between prefix and ">", if text is such a token.
std::optional<std::string_view> label_in(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix) || !text.ends_with('>')) return std::nullopt;
  return text.substr(prefix.size(), text.size() - prefix.size() - 1);
}

std::string tag_token(std::string_view mark, std::string_view slot) {
  return std::string(kTagPrefix) + std::string(mark) + std::string(slot) + ">";
}

struct SlotIds {
  TokenId begin = -1, inside = -1;
};

void add_tag(std::string_view tag, TokenId id, std::map<TokenId, std::string>& order,
             std::map<std::string, SlotIds, std::less<>>& slots, IntentLabels& labels) {
  if (tag == "O") {
    labels.outside = id;
    return;
  }
  const bool begins = tag.starts_with(kBegin);
  if (!begins && !tag.starts_with(kInside)) return;
  std::string slot(tag.substr(2));
  if (!is_label_name(slot)) return;
  SlotIds& ids = slots[slot];
  (begins ? ids.begin : ids.inside) = id;
  if (begins) order[id] = std::move(slot);
}

}  // namespace

std::string intent_token(std::string_view intent) {
  return std::string(kIntentPrefix) + std::string(intent) + ">";
}
std::string outside_token() { return tag_token("O", ""); }
std::string begin_token(std::string_view slot) { return tag_token(kBegin, slot); }
std::string inside_token(std::string_view slot) { return tag_token(kInside, slot); }

bool is_label_name(std::string_view name) {
  for (size_t pos = 0; pos < name.size();) {
    const utf8::Char c = utf8::decode(name, pos);
    if (!c.valid || c.cp < 0x20 ||
        (c.cp < 0x80 && std::string_view("[]<>:").find(name[pos]) != std::string_view::npos) ||
        (unicode::classes_of(c.cp) & unicode::kWhiteSpace) != 0)
      return false;
    pos += c.len;
  }
  return !name.empty();
}

Result<IntentLabels> IntentLabels::find(const TokenizerSpec& spec) {
  IntentLabels labels;
  std::map<TokenId, std::string> order;  // slots by the id of their begin
  std::map<std::string, SlotIds, std::less<>> slots;
  for (size_t i = 0; i < spec.tokens.size(); ++i) {
    const std::string& token = spec.tokens[i];
    const auto id = static_cast<TokenId>(i);
    if (token.empty() || token[0] != '<') continue;
    if (token == kSepToken) labels.sep = id;
    if (token == kClsToken) labels.cls = id;
    if (const auto intent = label_in(token, kIntentPrefix); intent && is_label_name(*intent)) {
      labels.intents.emplace_back(*intent);
      labels.intent_ids.push_back(id);
    }
    if (const auto tag = label_in(token, kTagPrefix)) add_tag(*tag, id, order, slots, labels);
  }
  if (labels.intents.empty() && slots.empty() && labels.outside < 0)
    return Error{
        ErrorCode::unsupported,
        "vocabulary: expected <intent:…> and <tag:…> tokens, as `ondol train` gives a model of data kind "
        "\"intent\"; got none"};
  for (const auto& [name, id] : {std::pair{std::string(kSepToken), labels.sep},
                                 {std::string(kClsToken), labels.cls},
                                 {outside_token(), labels.outside}})
    if (id < 0) return Error{ErrorCode::bad_format, "vocabulary: expected a token " + name + ", got none"};
  if (labels.intents.empty())
    return Error{ErrorCode::bad_format, "vocabulary: expected at least one <intent:…> token, got none"};
  for (const auto& [slot, ids] : slots)
    if (ids.begin < 0 || ids.inside < 0)
      return Error{ErrorCode::bad_format, "vocabulary: expected both " + begin_token(slot) + " and " +
                                              inside_token(slot) + ", got one"};
  for (auto& [id, slot] : order) {
    labels.begin_ids.push_back(id);
    labels.inside_ids.push_back(slots.find(slot)->second.inside);
    labels.slots.push_back(std::move(slot));
  }
  return labels;
}

std::vector<WordSpan> words_of(std::string_view text) {
  std::vector<WordSpan> words;
  bool in_word = false;
  for (size_t pos = 0; pos < text.size();) {
    const utf8::Char c = utf8::decode(text, pos);
    const bool space = c.valid && (unicode::classes_of(c.cp) & unicode::kWhiteSpace) != 0;
    if (!space && !in_word) words.push_back({pos, pos});
    pos += c.len;
    in_word = !space;
    if (in_word) words.back().end = pos;
  }
  return words;
}

Result<IntentInput> lay_out_intent(const Tokenizer& tokenizer, const IntentLabels& labels,
                                   std::string_view text, bool causal) {
  IntentInput input;
  input.words = words_of(text);
  std::string spaced;
  for (size_t w = 0; w < input.words.size(); ++w) {
    const WordSpan& span = input.words[w];
    spaced.assign(" ").append(text.substr(span.begin, span.end - span.begin));
    ONDOL_ASSIGN(const std::vector<TokenId> ids, tokenizer.encode(spaced, {}));
    input.tokens.insert(input.tokens.end(), ids.begin(), ids.end());
    input.word.insert(input.word.end(), ids.size(), static_cast<uint32_t>(w));
  }
  input.n_copy = input.tokens.size();
  input.tokens.reserve(2 * input.n_copy + 2);
  if (causal) {
    input.tokens.push_back(labels.sep);
    for (size_t i = 0; i < input.n_copy; ++i) input.tokens.push_back(input.tokens[i]);
    input.first = input.n_copy + 1;
  }
  input.tokens.push_back(labels.cls);
  return input;
}

Result<AnnotatedText> parse_annotated(std::string_view annotated) {
  AnnotatedText out;
  const auto wrong = [](size_t byte, const std::string& what) {
    return Error{ErrorCode::bad_format, "byte " + std::to_string(byte) + ": expected " + what};
  };
  for (size_t pos = 0; pos < annotated.size();) {
    if (annotated[pos] == ']') return wrong(pos, "a '[' before this ']'");
    if (annotated[pos] != '[') {
      out.text += annotated[pos++];
      continue;
    }
    const size_t close = annotated.find(']', pos);
    const size_t colon = annotated.find(" : ", pos);
    if (close == std::string_view::npos || colon == std::string_view::npos || colon > close)
      return wrong(pos, "[slot : words]");
    const std::string_view name = annotated.substr(pos + 1, colon - pos - 1);
    const std::string_view value = annotated.substr(colon + 3, close - colon - 3);
    if (!is_label_name(name)) return wrong(pos + 1, "the name of a slot, without spaces, brackets or colons");
    if (value.find('[') != std::string_view::npos) return wrong(pos, "a ']' before the next '['");
    const auto words = words_of(value);
    if (words.empty() || words.front().begin != 0 || words.back().end != value.size())
      return wrong(colon + 3, "words, without spaces around them");
    out.slots.push_back({std::string(name), out.text.size(), out.text.size() + value.size()});
    out.text += value;
    pos = close + 1;
  }
  const auto words = words_of(out.text);
  for (const SlotSpan& slot : out.slots) {
    const auto begins = [&](const WordSpan& word) { return word.begin == slot.begin; };
    const auto ends = [&](const WordSpan& word) { return word.end == slot.end; };
    if (std::ranges::none_of(words, begins) || std::ranges::none_of(words, ends))
      return Error{ErrorCode::bad_format,
                   "slot " + slot.name + ": expected whole words, got part of one: \"" +
                       on_one_line(out.text.substr(slot.begin, slot.end - slot.begin)) + "\""};
  }
  return out;
}

Result<std::vector<size_t>> tags_of(const AnnotatedText& annotated, const std::vector<WordSpan>& words,
                                    const IntentLabels& labels) {
  std::vector<size_t> tags(words.size(), 0);
  for (const SlotSpan& slot : annotated.slots) {
    const auto found = std::ranges::find(labels.slots, slot.name);
    if (found == labels.slots.end())
      return Error{ErrorCode::not_found,
                   "slot " + slot.name + ": expected one that occurs in the training data"};
    const auto begin = 1 + 2 * static_cast<size_t>(found - labels.slots.begin());
    for (size_t w = 0; w < words.size(); ++w)
      if (words[w].begin >= slot.begin && words[w].end <= slot.end)
        tags[w] = words[w].begin == slot.begin ? begin : begin + 1;
  }
  return tags;
}

std::vector<SlotSpan> slots_of(const std::vector<size_t>& tags, const std::vector<WordSpan>& words,
                               const IntentLabels& labels) {
  std::vector<SlotSpan> slots;
  size_t open = 0;  // the inside tag that would go on with the last slot
  for (size_t w = 0; w < tags.size(); ++w) {
    const size_t tag = tags[w];
    if (tag != 0 && tag == open) {
      slots.back().end = words[w].end;
      continue;
    }
    open = tag == 0 ? 0 : tag + tag % 2;
    if (tag != 0) slots.push_back({labels.slots[(tag - 1) / 2], words[w].begin, words[w].end});
  }
  return slots;
}

}  // namespace ondol
