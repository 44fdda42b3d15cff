// Spans of one sentence; see hassil_marks.h.
#include "home/generate/hassil_marks.h"

#include <algorithm>
#include <array>

#include "home/words.h"

namespace ondol::home {
namespace {

bool is_word_byte(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z');
}
bool is_whole_word(std::string_view text, size_t begin, size_t end) {
  return (begin == 0 || !is_word_byte(text[begin - 1])) && (end == text.size() || !is_word_byte(text[end]));
}

/// "noise sensors" is one noun.
size_t with_sensor(std::string_view text, size_t end) {
  for (const std::string_view word :
       {" sensors", " sensor", " detectors", " detector", " 감지 센서", " 센서"})
    if (text.substr(end).starts_with(word)) return end + word.size();
  return end;
}

}  // namespace

bool SpanMarks::add(SpanRole role, size_t begin, size_t end) {
  for (const SampleSpan& span : spans_)
    if (begin < span.end && span.begin < end) return false;
  spans_.push_back({role, begin, end});
  return true;
}

bool SpanMarks::add_value(const ExpandedMark& mark, SpanRole role) {
  static constexpr std::array<std::string_view, 8> kUnits = {"%", "percent", "degrees", "degree",
                                                             "°", "퍼센트",  "프로",    "도"};
  const std::string_view text = said_.text;
  size_t at = mark.end;
  while (at < text.size() && text[at] == ' ') ++at;
  size_t end = mark.end;
  for (const std::string_view unit : kUnits) {
    if (!text.substr(at).starts_with(unit)) continue;
    const bool sign = unit == "%" || unit == "°";
    const char last = text[mark.end - 1];
    if (sign && (last < '0' || last > '9')) return false;
    end = at + unit.size();
    break;
  }
  return add(role, mark.begin, end);
}

bool SpanMarks::is_free(size_t begin, size_t end) const {
  if (begin < verb_end_) return false;
  const auto overlaps = [&](const auto& other) { return begin < other.end && other.begin < end; };
  return std::ranges::none_of(spans_, overlaps) &&
         std::ranges::none_of(said_.marks, [&](const ExpandedMark& m) {
           const bool is_state = m.slot == "state";  // "[배터리 부족]" holds the noun
           return !m.is_rule && !is_state && overlaps(m);
         });
}

std::pair<size_t, size_t> SpanMarks::find_noun(std::string_view word) const {
  std::string text = said_.text;
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if (!is_free(at, end)) continue;
    if (korean_) {
      if (at == 0 || text[at - 1] == ' ') return {at, with_sensor(text, end)};
      continue;
    }
    for (const std::string_view plural : {"es", "s", ""})
      if (std::string_view(text).substr(end).starts_with(plural) &&
          is_whole_word(text, at, end + plural.size()))
        return {at, with_sensor(text, end + plural.size())};
  }
  return {0, 0};
}

Kind SpanMarks::add_noun(std::initializer_list<Kind> kinds) {
  for (const Kind kind : kinds) {
    const KindRow& row = kind_row(kind);
    std::pair<size_t, size_t> best{0, 0};
    const auto try_word = [&](std::string_view word) {
      const auto found = find_noun(word);
      if (found.second - found.first > best.second - best.first) best = found;
    };
    for (const std::string_view word : split_commas(korean_ ? row.words_ko : row.words_en)) {
      try_word(word);
      if (!korean_ && word.ends_with("y")) try_word(std::string(word.substr(0, word.size() - 1)) + "ies");
    }
    if (best.second > best.first && add(SpanRole::kind, best.first, best.second)) return kind;
  }
  return Kind::any;
}

bool SpanMarks::add_word(std::string_view word) {
  const auto [begin, end] = find_noun(word);
  return end > begin && add(SpanRole::kind, begin, begin + word.size());
}

void SpanMarks::pass_verb(std::string_view verb) {
  const std::string_view text = said_.text;
  for (size_t at = text.find(verb); at != text.npos; at = text.find(verb, at + 1)) {
    if (!is_whole_word(text, at, at + verb.size())) continue;
    const std::string_view before = text.substr(0, at);
    const bool noun = before.ends_with("the ") || before.ends_with("my ") || before.ends_with("our ") ||
                      before.ends_with("all ");
    if (!noun) verb_end_ = at + verb.size();
    return;
  }
}

bool SpanMarks::has_word(std::string_view word, std::initializer_list<std::string_view> not_in_rules) const {
  const std::string_view text = said_.text;
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if (!is_whole_word(text, at, end)) continue;
    const bool elsewhere = std::ranges::any_of(said_.marks, [&](const ExpandedMark& m) {
      const bool counts = !m.is_rule || std::ranges::find(not_in_rules, m.name) != not_in_rules.end();
      return counts && at < m.end && m.begin < end;
    });
    if (!elsewhere) return true;
  }
  return false;
}

std::vector<SampleSpan> SpanMarks::sorted() const {
  std::vector<SampleSpan> out = spans_;
  std::ranges::sort(out, {}, &SampleSpan::begin);
  return out;
}

}  // namespace ondol::home
