// What stands in rules and templates: text, choices, spans, labels, particles. Part of grammar_reader.h.
#include <algorithm>
#include <charconv>

#include "base/nearest.h"
#include "base/try.h"
#include "home/fields.h"
#include "home/generate/grammar_reader.h"
#include "home/labels.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

constexpr int kMaxDepth = 32;
constexpr double kMaxWeight = 1e6;

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_plain_space(const Item& item) { return item.kind == ItemKind::space && item.a == 0; }

}  // namespace

void GrammarReader::skip_space() {
  while (!at_end() && is_space(line_->text[pos_])) ++pos_;
}

bool GrammarReader::ends_here(Stop stop) const {
  if (at_end() || line_->text[pos_] == '|') return true;
  switch (stop) {
    case Stop::line:
      return next_is("//");
    case Stop::round:
      return line_->text[pos_] == ')';
    case Stop::square:
      return line_->text[pos_] == ']';
    case Stop::brace:
      return line_->text[pos_] == '}';
  }
  return true;
}

/// At the closing bracket, "//" or end.
Result<std::vector<GrammarReader::Sequence>> GrammarReader::read_sequences(Stop stop) {
  if (++depth_ > kMaxDepth) return wrong("expected brackets at most " + std::to_string(kMaxDepth) + " deep");
  std::vector<Sequence> out;
  while (true) {
    ONDOL_ASSIGN(Sequence sequence, read_sequence(stop, out.empty()));
    out.push_back(std::move(sequence));
    if (at_end() || line_->text[pos_] != '|') break;
    ++pos_;
  }
  --depth_;
  return out;
}

Result<double> GrammarReader::read_weight() {
  size_t end = pos_;
  const std::string_view text = line_->text;
  while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.')) ++end;
  if (end == pos_ || end >= text.size() || text[end] != '*') return 1.0;
  double weight = 0;
  const auto [stop, error] = std::from_chars(text.data() + pos_, text.data() + end, weight);
  if (error != std::errc() || stop != text.data() + end || !(weight > 0) || weight > kMaxWeight)
    return wrong("expected a weight above 0 before *");
  pos_ = end + 1;
  skip_space();
  return weight;
}

Result<GrammarReader::Sequence> GrammarReader::read_sequence(Stop stop, bool first) {
  // White space beside | and at both ends of a line is for the reader of the file; in brackets it is text.
  const bool open_left = !first || stop == Stop::line;
  const size_t start = pos_;
  skip_space();
  Sequence out;
  const size_t weight_at = pos_;
  ONDOL_ASSIGN(out.weight, read_weight());
  if (!open_left && pos_ == weight_at) pos_ = start;
  const size_t begin = pos_;
  while (!ends_here(stop)) ONDOL_TRY(read_item(stop, out.items));
  out.source = std::string_view(line_->text).substr(begin, pos_ - begin);
  const bool open_right = stop == Stop::line || (!at_end() && line_->text[pos_] == '|');
  while (open_right && !out.items.empty() && is_plain_space(out.items.back())) out.items.pop_back();
  return out;
}

Status GrammarReader::read_item(Stop stop, std::vector<Item>& items) {
  const std::string_view text = line_->text;
  switch (text[pos_]) {
    case ' ':
    case '\t':
      skip_space();
      items.push_back({.kind = ItemKind::space});
      return {};
    case '(':
      return read_group(')', items);
    case '[':
      return read_group(']', items);
    case '{':
      return read_span(items);
    case '<':
      return read_reference(items);
    case '$':
      return read_label(items);
    case '+':
      return read_particle(items);
    case ')':
    case ']':
    case '}':
      return wrong(std::string("'") + text[pos_] + "' closes nothing that is open here; write \\" +
                   text[pos_] + " for the character");
    case '\\':
      // At the end of a line stands a space that an editor took away.
      if (++pos_ >= text.size() || is_space(text[pos_])) {
        items.push_back({.kind = ItemKind::space, .a = 1});
        pos_ = std::min(pos_ + 1, text.size());
        return {};
      }
      break;
    default:
      if (next_is("//") && stop != Stop::line) return wrong("expected // outside of brackets only");
  }
  const utf8::Char c = utf8::decode(text, pos_);
  add_text(text.substr(pos_, c.len), items);
  pos_ += c.len;
  return {};
}

void GrammarReader::add_text(std::string_view text, std::vector<Item>& items) {
  std::string& pool = grammar_.pool_;
  if (!items.empty() && items.back().kind == ItemKind::text &&
      items.back().index + items.back().size == pool.size()) {
    items.back().size += static_cast<uint32_t>(text.size());
  } else {
    items.push_back({.kind = ItemKind::text,
                     .index = static_cast<uint32_t>(pool.size()),
                     .size = static_cast<uint32_t>(text.size())});
  }
  pool += text;
}

Status GrammarReader::read_group(char close, std::vector<Item>& items) {
  const size_t at = pos_++;
  const bool optional = close == ']';
  ONDOL_ASSIGN(auto sequences, read_sequences(optional ? Stop::square : Stop::round));
  if (at_end()) return wrong(std::string("expected '") + close + "' for this bracket", at);
  ++pos_;
  items.push_back({.kind = ItemKind::choice, .index = add_choice(std::move(sequences), optional, false)});
  return {};
}

Status GrammarReader::read_span(std::vector<Item>& items) {
  const size_t at = pos_++;
  size_t end = pos_;
  while (end < line_->text.size() && is_letter(line_->text[end])) ++end;
  const std::string_view name = std::string_view(line_->text).substr(pos_, end - pos_);
  if (end >= line_->text.size() || line_->text[end] != ':') return wrong("expected {ROLE:…}", at);
  const auto role = find_label<SpanRole>(name);
  if (!role)
    return wrong("unknown role \"" + on_one_line(name) + "\"" + suggest(name, labels<SpanRole>()), at);
  pos_ = end + 1;
  ONDOL_ASSIGN(auto sequences, read_sequences(Stop::brace));
  if (at_end()) return wrong("expected '}' for this brace", at);
  for (const Sequence& sequence : sequences)
    if (!sequence.items.empty() && sequence.items.back().kind == ItemKind::particle)
      return wrong("expected the particle (+) behind the closing brace", at);
  ++pos_;
  items.push_back({.kind = ItemKind::span,
                   .a = static_cast<uint8_t>(*role),
                   .index = add_choice(std::move(sequences), false, false),
                   .size = line_->line_at(at)});
  return {};
}

Status GrammarReader::read_reference(std::vector<Item>& items) {
  const size_t at = pos_;
  const size_t end = line_->text.find('>', pos_);
  const std::string_view name =
      std::string_view(line_->text).substr(pos_ + 1, end == std::string::npos ? 0 : end - pos_ - 1);
  const bool good =
      !name.empty() && std::ranges::all_of(name, [](char c) { return is_letter(c) || c == '.' || c == '-'; });
  if (!good)
    return wrong(
        "expected <RULE>, its name of letters, digits, '.', '-' and '_'; write \\< for the character");
  pos_ = end + 1;
  items.push_back({.kind = ItemKind::rule, .index = rule_named(name, at)});
  return {};
}

Status GrammarReader::read_label(std::vector<Item>& items) {
  const size_t at = pos_++;
  size_t end = pos_;
  while (end < line_->text.size() && (is_letter(line_->text[end]) || line_->text[end] == '=')) ++end;
  const std::string_view word = std::string_view(line_->text).substr(pos_, end - pos_);
  ONDOL_ASSIGN(const auto setting, read_setting(word, at));
  pos_ = end;
  items.push_back({.kind = ItemKind::label, .a = static_cast<uint8_t>(setting.first), .b = setting.second});
  return {};
}

Status GrammarReader::read_particle(std::vector<Item>& items) {
  const std::string_view rest = std::string_view(line_->text).substr(pos_ + 1);
  const auto particles = grammar_particles();
  size_t best = particles.size();
  for (size_t i = 0; i < particles.size(); ++i)
    if (rest.starts_with(particles[i]) &&
        (best == particles.size() || particles[i].size() > particles[best].size()))
      best = i;
  if (best == particles.size()) {
    std::string all;
    for (const std::string_view particle : particles) all += (all.empty() ? "" : " ") + std::string(particle);
    return wrong("expected one of the particles " + all + " after +; write \\+ for the character");
  }
  pos_ += 1 + particles[best].size();
  const bool optional = next_is("?");
  pos_ += optional ? 1 : 0;
  items.push_back({.kind = ItemKind::particle, .a = optional, .index = static_cast<uint32_t>(best)});
  return {};
}

std::pair<uint32_t, uint32_t> GrammarReader::add_items(const std::vector<Item>& items) {
  const auto begin = static_cast<uint32_t>(grammar_.items_.size());
  grammar_.items_.insert(grammar_.items_.end(), items.begin(), items.end());
  return {begin, static_cast<uint32_t>(grammar_.items_.size())};
}

uint32_t GrammarReader::add_choice(std::vector<Sequence> sequences, bool optional, bool word_list) {
  std::vector<Alternative> alternatives;
  for (const Sequence& sequence : sequences) {
    Alternative out;
    std::tie(out.begin, out.end) = add_items(sequence.items);
    out.weight = sequence.weight;
    if (word_list) {
      out.held_out = is_held_out(sequence.source);
      out.in_both_parts = std::ranges::any_of(sequence.items, [&](const Item& item) {
        return item.kind == ItemKind::rule && grammar_.rules_[item.index].name.starts_with("w.");
      });
    }
    alternatives.push_back(out);
  }
  Choice choice{.begin = static_cast<uint32_t>(grammar_.alternatives_.size()), .optional = optional};
  grammar_.alternatives_.insert(grammar_.alternatives_.end(), alternatives.begin(), alternatives.end());
  choice.end = static_cast<uint32_t>(grammar_.alternatives_.size());
  grammar_.settle_weights(choice);
  grammar_.choices_.push_back(choice);
  return static_cast<uint32_t>(grammar_.choices_.size() - 1);
}

}  // namespace ondol::home
