// Lines, headers, rules and templates of grammar files; grammar_items.cpp reads what stands in them.
#include "home/generate/grammar_reader.h"

#include <algorithm>
#include <charconv>

#include "base/mix_bits.h"
#include "base/nearest.h"
#include "base/try.h"
#include "home/fields.h"
#include "home/labels.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back()) && !text.ends_with("\\ ")) text.remove_suffix(1);
  return text;
}

std::string_view without_comment(std::string_view line) {
  for (size_t i = 0; i < line.size(); ++i)
    if (line[i] == '#' && (i == 0 || (is_space(line[i - 1]) && (i < 2 || line[i - 2] != '\\'))))
      return line.substr(0, i);
  return line;
}

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         c == '-';
}

/// 'n' of "<name> =" at the beginning, or 0.
size_t rule_name_end(std::string_view text) {
  if (!text.starts_with('<')) return 0;
  size_t end = 1;
  while (end < text.size() && is_name_letter(text[end])) ++end;
  if (end == 1 || end >= text.size() || text[end] != '>') return 0;
  size_t equals = end + 1;
  while (equals < text.size() && is_space(text[equals])) ++equals;
  return equals < text.size() && text[equals] == '=' ? end : 0;
}

}  // namespace

std::string even_spaces(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text))
    if (!is_space(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  return out;
}

bool is_held_out(std::string_view source) {
  uint64_t hash = 0;
  for (const char c : even_spaces(source)) hash = mix_bits(hash ^ static_cast<unsigned char>(c));
  return hash % 12 == 0;
}

uint32_t LogicalLine::line_at(size_t pos) const {
  uint32_t out = lines.front().second;
  for (const auto& [begin, line] : lines)
    if (begin <= pos) out = line;
  return out;
}

Error GrammarReader::wrong(const std::string& what, size_t at) const {
  std::string near = line_->text.substr(std::min(at, line_->text.size()));
  // Whole characters only: it stands in a message.
  if (near.size() > 24)
    near = near.substr(0, utf8::complete_prefix(std::string_view(near).substr(0, 24))) + "…";
  return Error{ErrorCode::bad_format,
               grammar_.files_[line_->file] + ":" + std::to_string(line_->line_at(at)) + ": " + what +
                   (near.empty() ? ", at the end of the line" : ", at \"" + near + "\"")};
}

Result<std::vector<LogicalLine>> GrammarReader::join_lines(const GrammarText& file, uint32_t index) const {
  const auto bad = [&](uint32_t line, const char* what) {
    return Error{ErrorCode::bad_format, file.path + ":" + std::to_string(line) + ": " + what};
  };
  std::vector<LogicalLine> out;
  uint32_t number = 0;
  std::string_view rest = file.text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  while (!rest.empty()) {
    ++number;
    const size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!utf8::is_valid(line)) return bad(number, "expected UTF-8");
    for (const char c : line)
      if (c != '\t' && has_control_character(std::string_view(&c, 1)))
        return bad(number, "expected text without control characters");
    const std::string_view text = without_comment(line);
    const std::string_view content = trimmed(text);
    if (content.empty()) continue;
    if (!is_space(text.front())) {
      out.push_back({std::string(content), index, {{0, number}}});
    } else if (out.empty()) {
      return bad(number,
                 "expected a rule, a header or a template; a line that begins with white space goes on "
                 "with the one before, and there is none");
    } else {
      out.back().text += ' ';
      out.back().lines.push_back({out.back().text.size(), number});
      out.back().text += content;
    }
  }
  return out;
}

Status GrammarReader::read(const GrammarText& file, uint32_t index) {
  header_.reset();
  ONDOL_ASSIGN(const auto lines, join_lines(file, index));
  for (const LogicalLine& line : lines) {
    line_ = &line;
    pos_ = 0;
    depth_ = 0;
    ONDOL_TRY(read_line(line));
  }
  return {};
}

Status GrammarReader::read_line(const LogicalLine& line) {
  if (next_is("::")) return read_header();
  if (const size_t end = rule_name_end(line.text)) return read_rule(end);
  return read_template();
}

Result<std::pair<Head, uint8_t>> GrammarReader::read_setting(std::string_view word, size_t at) const {
  const size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  if (equals == std::string_view::npos) return wrong("expected HEAD=LABEL, as kind=light", at);
  if (name == "role") return wrong("role: expected the flag @condition or @alternative in the header", at);
  const auto names = head_names();
  const auto found = std::ranges::find(names, name);
  if (found == names.end())
    return wrong("unknown head \"" + on_one_line(name) + "\"" + suggest(name, names), at);
  const Head head = static_cast<Head>(found - names.begin());
  const auto labels = labels_of(head);
  const std::string_view value = word.substr(equals + 1);
  const auto label = std::ranges::find(labels, value);
  if (label == labels.end())
    return wrong("unknown " + std::string(name) + " \"" + on_one_line(value) + "\"" + suggest(value, labels),
                 at);
  return std::pair{head, static_cast<uint8_t>(label - labels.begin())};
}

Status GrammarReader::read_flag(std::string_view word, Header& header) {
  static constexpr std::string_view kFlags[] = {"@alone", "@follow", "@condition", "@alternative",
                                                "@weight=N"};
  static constexpr Use kUses[] = {Use::alone, Use::follow, Use::condition, Use::alternative};
  if (word.starts_with("@weight=")) {
    const std::string_view number = word.substr(8);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), header.weight);
    if (error != std::errc() || end != number.data() + number.size() || !(header.weight > 0) ||
        header.weight > 1e6)
      return wrong("@weight: expected a number above 0");
    return {};
  }
  for (size_t i = 0; i < std::size(kUses); ++i) {
    if (word != kFlags[i]) continue;
    if (header.use != Use::anywhere)
      return wrong("expected one of @alone, @follow, @condition, @alternative");
    header.use = kUses[i];
    if (header.use == Use::condition) header.labels.role = ClauseRole::condition;
    if (header.use == Use::alternative) header.labels.role = ClauseRole::alternative;
    return {};
  }
  return wrong("unknown flag \"" + on_one_line(word) + "\"" + suggest(word, kFlags));
}

Status GrammarReader::read_header() {
  pos_ += 2;
  Header header;
  bool has_intent = false;
  for (skip_space(); !at_end(); skip_space()) {
    const size_t end = std::min(line_->text.find_first_of(" \t", pos_), line_->text.size());
    const std::string_view word = std::string_view(line_->text).substr(pos_, end - pos_);
    if (!has_intent) {
      const auto intents = labels<Intent>();
      const auto found = std::ranges::find(intents, word);
      if (found == intents.end())
        return wrong("unknown intent \"" + on_one_line(word) + "\"" + suggest(word, intents));
      header.labels.intent = static_cast<Intent>(found - intents.begin());
      has_intent = true;
    } else if (word.starts_with('@')) {
      ONDOL_TRY(read_flag(word, header));
    } else {
      ONDOL_ASSIGN(const auto setting, read_setting(word, pos_));
      set_label(header.labels, setting.first, setting.second);
    }
    pos_ = end;
  }
  if (!has_intent) return wrong("expected an intent after ::");
  header.number = n_headers_++;
  header_ = header;
  return {};
}

Status GrammarReader::read_rule(size_t name_end) {
  const std::string name = line_->text.substr(1, name_end - 1);
  const uint32_t index = rule_named(name, 0);
  if (const Rule& known = grammar_.rules_[index]; !known.forms.empty())
    return wrong("<" + name + "> is defined already, in " + grammar_.files_[known.place.file] + ":" +
                     std::to_string(known.place.line),
                 0);
  const SourceLine place{line_->file, line_->line_at(0)};
  pos_ = line_->text.find('=') + 1;
  std::vector<uint32_t> forms;
  while (true) {
    ONDOL_ASSIGN(auto sequences, read_sequences(Stop::line));
    forms.push_back(add_choice(std::move(sequences), false, name.starts_with("w.")));
    if (at_end()) break;
    if (forms.size() == kNumForms)
      return wrong("expected at most three forms: final // joined // conditional");
    pos_ += 2;
  }
  Rule& rule = grammar_.rules_[index];
  rule.forms = std::move(forms);
  rule.place = place;
  return {};
}

Status GrammarReader::read_template() {
  if (!header_) return wrong("expected a header (:: INTENT …) before the first template");
  ONDOL_ASSIGN(const auto sequences, read_sequences(Stop::line));
  if (!at_end()) return wrong("expected forms (//) in rules only");
  for (const Sequence& sequence : sequences) {
    Template out;
    std::tie(out.begin, out.end) = add_items(sequence.items);
    out.weight = sequence.weight * header_->weight;
    out.use = header_->use;
    out.labels = header_->labels;
    out.source = even_spaces(sequence.source);
    out.held_out = is_held_out(out.source);
    out.header = header_->number;
    out.place = {line_->file,
                 line_->line_at(static_cast<size_t>(sequence.source.data() - line_->text.data()))};
    grammar_.templates_.push_back(std::move(out));
  }
  return {};
}

uint32_t GrammarReader::rule_named(std::string_view name, size_t at) {
  const auto [found, is_new] =
      grammar_.rule_index_.try_emplace(std::string(name), static_cast<uint32_t>(grammar_.rules_.size()));
  if (is_new) grammar_.rules_.push_back({std::string(name), {}, {line_->file, line_->line_at(at)}});
  return found->second;
}

}  // namespace ondol::home
