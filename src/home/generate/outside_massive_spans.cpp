// Spans; see outside_massive_spans.h.
#include "home/generate/outside_massive_spans.h"

#include <algorithm>

#include "home/words.h"

namespace ondol::home {
namespace {

bool is_free(const Sample& sample, size_t begin, size_t end) {
  return std::ranges::none_of(sample.clauses[0].spans,
                              [&](const SampleSpan& s) { return begin < s.end && s.begin < end; });
}

}  // namespace

void add(Sample& sample, SpanRole role, size_t begin, size_t end) {
  auto& spans = sample.clauses[0].spans;
  spans.push_back({role, begin, end});
  std::ranges::sort(spans, {}, &SampleSpan::begin);
}
void add(Sample& sample, SpanRole role, const MassiveSlot& slot) { add(sample, role, slot.begin, slot.end); }

bool add_noun(Sample& sample, Kind kind) {
  const std::string& text = sample.text;
  for (const std::string_view word : split_commas(kind_row(kind).words_en)) {
    for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
      size_t end = at + word.size();
      if (at > 0 && text[at - 1] != ' ') continue;
      if (end < text.size() && text[end] == 's') ++end;
      if ((end < text.size() && text[end] != ' ') || !is_free(sample, at, end)) continue;
      sample.clauses[0].labels.kind = kind;
      add(sample, SpanRole::kind, at, end);
      return true;
    }
  }
  return false;
}

MassiveSlot without_article(const Said& said, MassiveSlot slot) {
  for (const std::string_view article : {"all the ", "all ", "the ", "my ", "this ", "our ", "a ", "an "})
    if (said.text_of(slot).starts_with(article)) slot.begin += article.size();
  return slot;
}

bool add_place(const Said& said, Sample& sample) {
  const MassiveSlot* slot = said.slot("house_place");
  if (slot == nullptr)
    return !has_any_words(
        said.text, {"room", "house", "home", "kitchen", "bedroom", "bathroom", "upstairs", "downstairs"});
  const MassiveSlot place = without_article(said, *slot);
  const std::string_view word = said.text_of(place);
  Frame& labels = sample.clauses[0].labels;
  if (word == "house" || word == "home" || word == "whole house" || word == "entire house") {
    labels.place = Place::whole_house;
    return true;
  }
  const std::string_view before = std::string_view(said.text).substr(0, place.begin);
  if (word == "room") {
    labels.place = Place::here;
    return before.ends_with("this ") || before.ends_with("the ");
  }
  if (word == "upstairs" || word == "downstairs") {
    add(sample, SpanRole::floor, place);
    return true;
  }
  if (word.starts_with("carpet") || word == "floor" || word == "flat" || before.ends_with("stairs "))
    return false;
  if (word.empty() || word == "area" || before.ends_with("all ") || word.find(" and ") != word.npos)
    return false;
  add(sample, SpanRole::area, place);
  return true;
}

bool add_device(const Said& said, Sample& sample) {
  const MassiveSlot* slot = said.slot("device_type");
  if (slot == nullptr) return true;
  const MassiveSlot device = without_article(said, *slot);
  const std::string_view word = said.text_of(device);
  if (word.empty()) return false;
  if (word == "t. v." || word.ends_with("vacuum cleaner") || word == "vacuum cleaner robot") {
    sample.clauses[0].labels.kind = word == "t. v." ? Kind::tv : Kind::vacuum;
    add(sample, SpanRole::kind, device);
    return true;
  }
  for (const KindRow& row : kind_rows()) {
    // "desk lamp" is told apart by its first word, and so a name.
    if (row.kind == Kind::any || row.kind == Kind::power || word == "desk lamp") continue;
    for (const std::string_view noun : split_commas(row.words_en))
      if (word == noun || word == std::string(noun) + "s") {
        sample.clauses[0].labels.kind = row.kind;
        add(sample, SpanRole::kind, device);
        return true;
      }
  }
  if (has_any_words(word, {"wifi", "power", "internet", "device", "devices"})) return false;
  add(sample, SpanRole::name, device);
  // "the plug for my computer": it is the plug that is meant.
  return word.find("plug") != word.npos || word.find("socket") != word.npos ||
         !has_any_words(said.text, {"plug", "socket", "outlet"});
}

void add_little(const Said& said, Sample& sample) {
  for (const std::string_view little : {"a little bit", "a little", "a bit", "slightly"})
    if (const size_t at = said.text.find(little); at != said.text.npos) {
      add(sample, SpanRole::value, at, at + little.size());
      return;
    }
}

bool is_more(std::string_view text) {
  return has_any_words(text,
                       {"if",    "when",  "unless", "until",    "and",     "then",      "except", "but",
                        "don't", "not",   "or",     "after",    "before",  "because",   "so",     "while",
                        "leave", "every", "only",   "recently", "pending", "locations", "name",   "over"});
}

}  // namespace ondol::home
