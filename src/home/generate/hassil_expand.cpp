// Drawing a sentence from a template; see hassil_expand.h.
#include "home/generate/hassil_expand.h"

#include <algorithm>
#include <numeric>

#include "home/fields.h"
#include "home/generate/hassil_numbers.h"

namespace ondol::home {
namespace {

constexpr size_t kMaxBytes = 1024;
constexpr int kMaxDepth = 64;
constexpr int kMaxNodes = 20000;  // rules that hold others twice, ten deep, say nothing and take forever

class Expander {
 public:
  Expander(const SentenceBook& book, const SentenceBlock& block, bool korean, const WordFor& words,
           Draw& draw)
      : book_(book), block_(block), korean_(korean), words_(words), draw_(draw) {}

  bool expand(const TemplateNode& node, int depth) {
    if (depth > kMaxDepth || ++n_nodes_ > kMaxNodes || out_.text.size() > kMaxBytes) return false;
    switch (node.type) {
      case TemplateNode::Type::text:
        out_.text += node.text;
        return true;
      case TemplateNode::Type::sequence:
        return std::ranges::all_of(node.parts,
                                   [&](const TemplateNode& part) { return expand(part, depth + 1); });
      case TemplateNode::Type::alternatives:
        return expand(draw_.one_of(node.parts), depth + 1);
      case TemplateNode::Type::optional:
        return draw_.chance(0.5) || expand(draw_.one_of(node.parts), depth + 1);
      case TemplateNode::Type::permutation:
        return permuted(node, depth);
      case TemplateNode::Type::list:
        return list(node, depth);
      case TemplateNode::Type::rule:
        return rule(node.text, depth);
    }
    return false;
  }

  Expanded& result() { return out_; }

 private:
  bool permuted(const TemplateNode& node, int depth) {
    std::vector<size_t> order(node.parts.size());
    std::iota(order.begin(), order.end(), size_t{0});
    for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[draw_.below(i)]);
    for (const size_t i : order) {
      out_.text += ' ';
      if (!expand(node.parts[i], depth + 1)) return false;
    }
    out_.text += ' ';
    return true;
  }

  bool rule(const std::string& name, int depth) {
    const auto own = block_.rules.find(name);
    const auto shared = book_.rules.find(name);
    if (own == block_.rules.end() && shared == book_.rules.end()) return false;
    const size_t begin = out_.text.size();
    if (!expand(own != block_.rules.end() ? own->second : shared->second, depth + 1)) return false;
    if (out_.text.size() > begin)
      out_.marks.push_back({.is_rule = true, .name = name, .begin = begin, .end = out_.text.size()});
    return true;
  }

  bool list(const TemplateNode& node, int depth) {
    ExpandedMark mark{.name = node.text, .slot = node.slot, .begin = out_.text.size()};
    const auto found = book_.lists.find(node.text);
    const auto type = found == book_.lists.end() ? SlotList::Type::wildcard : found->second.type;
    if (type == SlotList::Type::values) {
      const SlotList::Value& value = draw_.one_of(found->second.values);
      if (!expand(value.in, depth + 1)) return false;
      mark.out = value.out;
    } else if (type == SlotList::Type::range) {
      out_.text += number(found->second);
    } else {
      const std::optional<Word> word = words_(node.text, node.slot);
      if (!word) return false;
      out_.text += word->text;
      mark.kind = word->kind;
    }
    mark.end = out_.text.size();
    if (mark.end == mark.begin) return false;
    out_.marks.push_back(std::move(mark));
    return true;
  }

  /// Numbers that people say are round more often than not.
  std::string number(const SlotList& range) {
    int value = draw_.between(range.from, range.to);
    if (draw_.chance(0.7)) {
      if (range.unit == "temperature")
        value = draw_.chance(korean_ ? 0.95 : 0.4) ? draw_.between(16, 30) : draw_.between(60, 80);
      else if (range.unit == "percentage")
        value = value / 5 * 5;
      else if (range.to <= 100)
        value = draw_.chance(0.5) ? draw_.between(1, 12) : std::max(1, draw_.between(1, 12) * 5);
      value = std::clamp(value, range.from, range.to);
    }
    const bool half = range.halves && draw_.chance(0.08);
    if (draw_.chance(0.6)) return std::to_string(value) + (half ? ".5" : "");
    if (!korean_) return number_in_english(value) + (half ? " point five" : "");
    const bool native = range.unit == "temperature" && value > 0 && value < 40 && draw_.chance(0.4);
    return native ? number_in_native_korean(value) : number_in_sino_korean(value);
  }

  const SentenceBook& book_;
  const SentenceBlock& block_;
  const bool korean_;
  const WordFor& words_;
  Draw& draw_;
  int n_nodes_ = 0;
  Expanded out_;
};

/// White space runs become one space, none at the ends; marks lose the spaces at theirs.
void tidy(Expanded& sentence) {
  std::string text;
  std::vector<size_t> moved(sentence.text.size() + 1);
  for (size_t i = 0; i < sentence.text.size(); ++i) {
    moved[i] = text.size();
    const bool space = sentence.text[i] == ' ' || sentence.text[i] == '\t' || sentence.text[i] == '\n';
    if (!space)
      text += sentence.text[i];
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  moved[sentence.text.size()] = text.size();
  if (!text.empty() && text.back() == ' ') text.pop_back();
  for (ExpandedMark& mark : sentence.marks) {
    mark.begin = std::min(moved[mark.begin], text.size());
    mark.end = std::min(moved[mark.end], text.size());
    while (mark.begin < mark.end && text[mark.begin] == ' ') ++mark.begin;
    while (mark.end > mark.begin && text[mark.end - 1] == ' ') --mark.end;
  }
  std::erase_if(sentence.marks, [](const ExpandedMark& mark) { return mark.begin >= mark.end; });
  sentence.text = std::move(text);
}

}  // namespace

const ExpandedMark* Expanded::slot(std::string_view slot) const {
  const auto at =
      std::ranges::find_if(marks, [&](const ExpandedMark& m) { return !m.is_rule && m.slot == slot; });
  return at == marks.end() ? nullptr : &*at;
}
const ExpandedMark* Expanded::rule(std::string_view name) const {
  const auto at =
      std::ranges::find_if(marks, [&](const ExpandedMark& m) { return m.is_rule && m.name == name; });
  return at == marks.end() ? nullptr : &*at;
}

std::optional<Expanded> expand_sentence(const SentenceBook& book, const SentenceBlock& block,
                                        const TemplateNode& sentence, bool korean, const WordFor& words,
                                        Draw& draw) {
  Expander expander(book, block, korean, words, draw);
  if (!expander.expand(sentence, 0)) return std::nullopt;
  Expanded out = std::move(expander.result());
  tidy(out);
  if (out.text.empty() || out.text.size() > kMaxBytes || has_control_character(out.text)) return std::nullopt;
  return out;
}

}  // namespace ondol::home
