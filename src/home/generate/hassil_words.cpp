// Reading word lists; see hassil_words.h.
#include "home/generate/hassil_words.h"

#include "base/try.h"
#include "home/fields.h"
#include "home/labels.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

}  // namespace

Result<WordLists> read_word_lists(std::string_view content, const std::string& path,
                                  std::string_view language) {
  if (!utf8::is_valid(content)) return Error{ErrorCode::bad_format, path + ": expected UTF-8"};
  WordLists lists;
  std::vector<Word>* into = nullptr;
  bool passed_over = false;
  size_t line_number = 0;
  while (!content.empty()) {
    const size_t end = std::min(content.find('\n'), content.size());
    std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    ++line_number;
    const auto wrong = [&](const std::string& what) {
      return Error{ErrorCode::bad_format, path + ":" + std::to_string(line_number) + ": " + what};
    };
    line = trimmed(line.substr(0, std::min(line.find('#'), line.size())));
    if (line.empty()) continue;
    if (line.front() == '[') {
      const size_t space = line.find(' ');
      if (line.back() != ']' || space == std::string_view::npos)
        return wrong("expected [LANGUAGE ROLE], got \"" + std::string(line) + "\"");
      passed_over = line.substr(1, space - 1) != language;
      into = passed_over ? nullptr
                         : &lists[std::string(trimmed(line.substr(space + 1, line.size() - space - 2)))];
      continue;
    }
    if (passed_over) continue;
    if (into == nullptr) return wrong("expected [LANGUAGE ROLE] before the first words");
    if (has_control_character(line)) return wrong("expected no control characters");
    for (const std::string_view part : split_commas(line)) {
      Word word;
      const size_t equals = part.find('=');
      word.text = std::string(trimmed(part.substr(0, std::min(equals, part.size()))));
      if (word.text.empty()) return wrong("expected a word before \"=\" or \",\"");
      if (equals != std::string_view::npos) {
        const std::string_view name = trimmed(part.substr(equals + 1));
        const auto kind = find_label<Kind>(name);
        if (!kind) return wrong("unknown kind \"" + std::string(name) + "\"" + suggest(name, labels<Kind>()));
        word.kind = *kind;
      }
      into->push_back(std::move(word));
    }
  }
  return lists;
}

}  // namespace ondol::home
