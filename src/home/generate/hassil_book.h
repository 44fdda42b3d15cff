// Home Assistant's sentence templates of one language as they lie on disk: lists, rules, and blocks of
// sentences with the slots and the context that come with them. Knows nothing of frames.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "home/generate/hassil_template.h"

namespace ondol::home {

struct SlotList {
  struct Value {
    TemplateNode in;
    std::string out;
  };
  enum class Type : uint8_t { values, range, wildcard };
  Type type = Type::wildcard;
  std::vector<Value> values = {};
  std::string unit = {};  ///< of a range: "percentage", "temperature", or ""
  int from = 0, to = 0;
  bool halves = false;
};

using TemplateRules = std::map<std::string, TemplateNode>;

struct SentenceBlock {
  std::string intent;
  std::string where;  ///< "FILE:LINE"
  std::vector<TemplateNode> sentences = {};
  std::map<std::string, std::string> slots = {};
  std::string domain = {}, device_class = {};  ///< what the context must be
  std::vector<std::string> excluded_domains = {}, name_domains = {};
  TemplateRules rules = {};  ///< of this block, before those of the book
  std::string response = {};
};

struct SentenceBook {
  std::map<std::string, SlotList> lists = {};
  TemplateRules rules = {};
  std::vector<SentenceBlock> blocks = {};
};

/// FOLDER/sentences/LANGUAGE, FOLDER/rules/LANGUAGE, FOLDER/lists[/LANGUAGE]. Every rule that is named
/// exists and none holds itself; keys that mean nothing here are passed over. Errors: not_found, bad_format
/// (with file, line and field).
Result<SentenceBook> load_sentence_book(const std::string& folder, const std::string& language);

/// Adds what one file holds; intent is that of files that do not name it. For tests and fuzzing as well.
Status add_sentence_file(SentenceBook& book, std::string_view content, const std::string& path,
                         const std::string& intent);
/// Errors: bad_format, where a rule is named that does not exist, or holds itself.
Status check_sentence_book(const SentenceBook& book);

}  // namespace ondol::home
