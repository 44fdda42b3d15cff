// Reading grammar files: lines into rules, headers and templates, and what stands in them into items. Used by
// grammar.cpp only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "home/generate/grammar.h"

namespace ondol::home {

/// A line with those that go on with it, comments taken away.
struct LogicalLine {
  std::string text;
  uint32_t file = 0;
  std::vector<std::pair<size_t, uint32_t>> lines;  ///< where in the text each line of the file begins

  uint32_t line_at(size_t pos) const;
};

/// One twelfth of all texts; white space runs count as one space.
bool is_held_out(std::string_view source);
std::string even_spaces(std::string_view text);

class GrammarReader {
 public:
  explicit GrammarReader(Grammar& grammar) : grammar_(grammar) {}

  Status read(const GrammarText& file, uint32_t index);

 private:
  struct Header {
    Frame labels;
    Use use = Use::anywhere;
    double weight = 1;
    uint32_t number = 0;
  };
  /// What ends a sequence.
  enum class Stop : uint8_t { line, round, square, brace };
  struct Sequence {
    std::vector<Item> items;
    double weight = 1;
    std::string_view source;
  };

  Result<std::vector<LogicalLine>> join_lines(const GrammarText& file, uint32_t index) const;
  Status read_line(const LogicalLine& line);
  Status read_header();
  Status read_flag(std::string_view word, Header& header);
  Status read_rule(size_t name_end);
  Status read_template();

  Result<std::vector<Sequence>> read_sequences(Stop stop);
  Result<Sequence> read_sequence(Stop stop, bool first);
  Status read_item(Stop stop, std::vector<Item>& items);
  Status read_group(char close, std::vector<Item>& items);
  Status read_span(std::vector<Item>& items);
  Status read_reference(std::vector<Item>& items);
  Status read_label(std::vector<Item>& items);
  Status read_particle(std::vector<Item>& items);
  Result<double> read_weight();
  Result<std::pair<Head, uint8_t>> read_setting(std::string_view word, size_t at) const;
  void add_text(std::string_view text, std::vector<Item>& items);

  /// The choice of these sequences; appends to the grammar.
  uint32_t add_choice(std::vector<Sequence> sequences, bool optional, bool word_list);
  std::pair<uint32_t, uint32_t> add_items(const std::vector<Item>& items);
  uint32_t rule_named(std::string_view name, size_t at);

  bool at_end() const { return pos_ >= line_->text.size(); }
  bool next_is(std::string_view what) const {
    return std::string_view(line_->text).substr(pos_).starts_with(what);
  }
  bool ends_here(Stop stop) const;
  void skip_space();
  Error wrong(const std::string& what, size_t at) const;
  Error wrong(const std::string& what) const { return wrong(what, pos_); }

  Grammar& grammar_;
  std::optional<Header> header_;
  const LogicalLine* line_ = nullptr;
  uint32_t n_headers_ = 0;
  size_t pos_ = 0;
  int depth_ = 0;
};

}  // namespace ondol::home
