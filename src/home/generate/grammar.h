// The grammar of what people say: rules and templates as docs/formats/home-grammar.md writes them, checked
// and flattened so that drawing from it is quick. Knows nothing of randomness.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "home/frame.h"
#include "home/heads.h"
#include "ondol/result.h"

namespace ondol::home {

enum class Form : uint8_t { final, joined, conditional };
inline constexpr size_t kNumForms = 3;

/// One twelfth of templates and of words in word lists is kept from training.
enum class Part : uint8_t { all, train, dev };

/// Where a clause may stand.
enum class Use : uint8_t { anywhere, alone, follow, condition, alternative };
inline constexpr size_t kNumUses = 5;

enum class ItemKind : uint8_t { text, space, choice, rule, span, label, particle };

/// A piece of a sequence.
struct Item {
  ItemKind kind = ItemKind::space;
  uint8_t a = 0;       ///< span: its role; label: its head; particle: 1 where it may be left out
  uint8_t b = 0;       ///< label: its value
  uint32_t index = 0;  ///< text: first byte in the pool; choice, span: choice; rule: rule; particle: which
  uint32_t size = 0;   ///< text: bytes
};

/// Items [begin, end), with how likely it and those before it in its choice are, together.
struct Alternative {
  uint32_t begin = 0, end = 0;
  double weight = 1, weight_so_far = 1;
  bool held_out = false;
  bool in_both_parts = false;  ///< made of other word lists, whose words are held out themselves
};

struct Choice {
  uint32_t begin = 0, end = 0;  ///< alternatives
  bool optional = false;        ///< nothing at all, half the time
  bool even = true;             ///< all weights are the same
};

struct SourceLine {
  uint32_t file = 0, line = 0;
};

struct Rule {
  std::string name;
  std::vector<uint32_t> forms;  ///< choices; empty: not defined
  SourceLine place;             ///< of the definition, or of the first use
};

struct Template {
  uint32_t begin = 0, end = 0;  ///< items
  double weight = 1;
  Use use = Use::anywhere;
  Frame labels;  ///< of its header
  bool held_out = false;
  uint8_t n_forms = 1;  ///< the most that any rule in it has
  uint32_t header = 0;  ///< those of one header have the same number
  std::string source;   ///< as it is written, white space made even
  SourceLine place;
};

/// A file of a grammar: its name for messages, and its text.
struct GrammarText {
  std::string path;
  std::string text;
};

class Grammar {
 public:
  /// All files together are one grammar. Errors, FILE:LINE: bad_format.
  static Result<Grammar> parse(std::span<const GrammarText> files);
  /// All *.grammar of a folder, by name. Errors: also not_found, io.
  static Result<Grammar> load(const std::string& folder);

  /// Without the templates and words of the other part. Errors: bad_format where no template is left.
  Result<Grammar> for_part(Part part) const;

  std::string_view text(const Item& item) const {
    return std::string_view(pool_).substr(item.index, item.size);
  }
  std::span<const Item> items(uint32_t begin, uint32_t end) const {
    return std::span(items_).subspan(begin, end - begin);
  }
  const Choice& choice(uint32_t index) const { return choices_[index]; }
  std::span<const Alternative> alternatives(const Choice& choice) const {
    return std::span(alternatives_).subspan(choice.begin, choice.end - choice.begin);
  }
  const Rule& rule(uint32_t index) const { return rules_[index]; }
  std::span<const Rule> rules() const { return rules_; }
  std::span<const Template> templates() const { return templates_; }
  /// nullptr where there is none.
  const Rule* find_rule(std::string_view name) const;
  /// Some rule has more than one form: what joins clauses is in the verbs.
  bool has_forms() const { return has_forms_; }

 private:
  friend class GrammarReader;
  friend class GrammarCheck;

  void settle_weights(Choice& choice);
  void hold_out_templates();
  void keep_words(Choice& choice, Part part);

  std::string pool_;
  std::vector<Item> items_;
  std::vector<Alternative> alternatives_;
  std::vector<Choice> choices_;
  std::vector<Rule> rules_;
  std::map<std::string, uint32_t, std::less<>> rule_index_;
  std::vector<Template> templates_;
  std::vector<std::string> files_;
  bool has_forms_ = false;
};

/// The particles that may follow a "+", by the form after a consonant.
std::span<const std::string_view> grammar_particles();

}  // namespace ondol::home
