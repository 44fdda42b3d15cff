// Reading the files of a sentence book; see hassil_book.h.
#include "home/generate/hassil_book.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/mapped_file.h"
#include "base/try.h"
#include "home/fields.h"
#include "home/markup.h"

namespace ondol::home {
namespace {

namespace fs = std::filesystem;

class FileReader {
 public:
  FileReader(SentenceBook& book, std::string_view content, const std::string& path)
      : book_(book), content_(content), path_(path) {}

  Status read(const std::string& intent) {
    ONDOL_ASSIGN(const Json root, parse_markup(content_, path_));
    if (!root.is_object()) return wrong("", "expected a map, got " + type_text(root));
    if (const auto at = root.find("lists"); at != root.end()) ONDOL_TRY(lists(*at, "/lists"));
    if (const auto at = root.find("expansion_rules"); at != root.end())
      ONDOL_TRY(rules(*at, "/expansion_rules", book_.rules));
    if (const auto at = root.find("data"); at != root.end()) {
      if (intent.empty()) return wrong("/data", "expected the folder to be an intent's");
      ONDOL_TRY(blocks(*at, "/data", intent));
    }
    const auto intents = root.find("intents");
    if (intents == root.end()) return {};
    if (!intents->is_object())
      return wrong("/intents", "expected a map of intents, got " + type_text(*intents));
    for (const auto& [name, value] : intents->items()) {
      const std::string pointer = "/intents/" + name;
      if (!value.is_object() || !value.contains("data")) return wrong(pointer, "expected a map with data");
      ONDOL_TRY(blocks(value.at("data"), pointer + "/data", name));
    }
    return {};
  }

 private:
  std::string place(const std::string& pointer) const { return place_in_markup(content_, path_, pointer); }
  Error wrong(const std::string& pointer, const std::string& what) const {
    std::string field = pointer.empty() ? "" : pointer.substr(1) + ": ";
    std::ranges::replace(field, '/', '.');
    return {ErrorCode::bad_format, place(pointer) + ": " + field + what};
  }

  Result<std::string> scalar(const Json& value, const std::string& pointer) const {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number() || value.is_boolean()) return value.dump();
    return wrong(pointer, "expected a text, got " + type_text(value));
  }
  Result<TemplateNode> parsed(const Json& value, const std::string& pointer) const {
    ONDOL_ASSIGN(const std::string text, scalar(value, pointer));
    auto node = parse_template(text);
    if (!node.ok()) return wrong(pointer, node.error().message + " in \"" + text + "\"");
    return node;
  }
  Result<std::vector<std::string>> texts(const Json& value, const std::string& pointer) const {
    std::vector<std::string> out;
    if (!value.is_array()) {
      ONDOL_ASSIGN(std::string text, scalar(value, pointer));
      out.push_back(std::move(text));
      return out;
    }
    for (size_t i = 0; i < value.size(); ++i) {
      ONDOL_ASSIGN(std::string text, scalar(value[i], pointer + "/" + std::to_string(i)));
      out.push_back(std::move(text));
    }
    return out;
  }

  Status rules(const Json& map, const std::string& pointer, TemplateRules& into) const {
    if (!map.is_object()) return wrong(pointer, "expected a map of rules, got " + type_text(map));
    for (const auto& [name, value] : map.items()) {
      ONDOL_ASSIGN(into[name], parsed(value, pointer + "/" + name));
    }
    return {};
  }

  Status lists(const Json& map, const std::string& pointer) {
    if (!map.is_object()) return wrong(pointer, "expected a map of lists, got " + type_text(map));
    for (const auto& [name, value] : map.items()) {
      ONDOL_ASSIGN(SlotList list, list_of(value, pointer + "/" + name));
      // The language's own words stand, whatever is read after them.
      const auto [at, added] = book_.lists.try_emplace(name, list);
      if (!added && at->second.type != SlotList::Type::values) at->second = std::move(list);
    }
    return {};
  }

  Result<SlotList> list_of(const Json& value, const std::string& pointer) const {
    SlotList list;
    if (!value.is_object()) return wrong(pointer, "expected values, range or wildcard");
    if (value.contains("range")) return range_of(value.at("range"), pointer + "/range");
    if (!value.contains("values")) {
      if (!value.contains("wildcard")) return wrong(pointer, "expected values, range or wildcard");
      return list;
    }
    list.type = SlotList::Type::values;
    const Json& values = value.at("values");
    if (!values.is_array() || values.empty()) return wrong(pointer + "/values", "expected a list of values");
    for (size_t i = 0; i < values.size(); ++i) {
      const std::string at = pointer + "/values/" + std::to_string(i);
      const bool is_pair = values[i].is_object();
      if (is_pair && (!values[i].contains("in") || !values[i].contains("out")))
        return wrong(at, "expected in and out");
      SlotList::Value out;
      ONDOL_ASSIGN(out.in, parsed(is_pair ? values[i].at("in") : values[i], at));
      ONDOL_ASSIGN(out.out, scalar(is_pair ? values[i].at("out") : values[i], at));
      list.values.push_back(std::move(out));
    }
    return list;
  }

  Result<SlotList> range_of(const Json& range, const std::string& pointer) const {
    SlotList list;
    list.type = SlotList::Type::range;
    const auto number = [&](const char* key) {
      return range.is_object() && range.contains(key) && range.at(key).is_number_integer()
                 ? range.at(key).get<int64_t>()
                 : int64_t{-1};
    };
    const int64_t from = number("from"), to = number("to");
    if (from < 0 || to < from || to > 1000)
      return wrong(pointer, "expected from and to, whole numbers from 0 to 1000");
    list.from = static_cast<int>(from);
    list.to = static_cast<int>(to);
    if (range.contains("type")) {
      ONDOL_ASSIGN(list.unit, scalar(range.at("type"), pointer + "/type"));
    }
    list.halves = range.contains("fractions");
    return list;
  }

  Status blocks(const Json& data, const std::string& pointer, const std::string& intent) {
    if (!data.is_array()) return wrong(pointer, "expected a list of sentence blocks, got " + type_text(data));
    for (size_t i = 0; i < data.size(); ++i) {
      const std::string at = pointer + "/" + std::to_string(i);
      if (!data[i].is_object() || !data[i].contains("sentences"))
        return wrong(at, "expected a map with sentences");
      SentenceBlock block{.intent = intent, .where = place(at)};
      ONDOL_TRY(fill(block, data[i], at));
      book_.blocks.push_back(std::move(block));
    }
    return {};
  }

  Status fill(SentenceBlock& block, const Json& data, const std::string& pointer) const {
    const Json& sentences = data.at("sentences");
    if (!sentences.is_array() || sentences.empty())
      return wrong(pointer + "/sentences", "expected a list of sentences");
    for (size_t i = 0; i < sentences.size(); ++i) {
      ONDOL_ASSIGN(TemplateNode node, parsed(sentences[i], pointer + "/sentences/" + std::to_string(i)));
      block.sentences.push_back(std::move(node));
    }
    if (data.contains("slots")) {
      const Json& slots = data.at("slots");
      if (!slots.is_object()) return wrong(pointer + "/slots", "expected a map, got " + type_text(slots));
      for (const auto& [name, value] : slots.items()) {
        ONDOL_ASSIGN(block.slots[name], scalar(value, pointer + "/slots/" + name));
      }
    }
    if (data.contains("expansion_rules"))
      ONDOL_TRY(rules(data.at("expansion_rules"), pointer + "/expansion_rules", block.rules));
    if (data.contains("response")) {
      ONDOL_ASSIGN(block.response, scalar(data.at("response"), pointer + "/response"));
    }
    if (data.contains("inferred_domain")) {
      ONDOL_ASSIGN(block.slots["domain"], scalar(data.at("inferred_domain"), pointer + "/inferred_domain"));
    }
    if (data.contains("name_domains")) {
      ONDOL_ASSIGN(block.name_domains, texts(data.at("name_domains"), pointer + "/name_domains"));
    }
    return context(block, data, pointer);
  }

  Status context(SentenceBlock& block, const Json& data, const std::string& pointer) const {
    for (const char* key : {"requires_context", "excludes_context"}) {
      if (!data.contains(key)) continue;
      const std::string at = pointer + "/" + key;
      const Json& map = data.at(key);
      if (!map.is_object()) return wrong(at, "expected a map, got " + type_text(map));
      const bool required = key == std::string_view("requires_context");
      if (map.contains("domain")) {
        ONDOL_ASSIGN(std::vector<std::string> domains, texts(map.at("domain"), at + "/domain"));
        if (!required)
          block.excluded_domains = std::move(domains);
        else if (domains.size() == 1)
          block.domain = domains[0];
        else
          block.name_domains = std::move(domains);
      }
      if (required && map.contains("device_class")) {
        ONDOL_ASSIGN(const std::vector<std::string> classes,
                     texts(map.at("device_class"), at + "/device_class"));
        if (!classes.empty()) block.device_class = classes[0];
      }
    }
    return {};
  }

  SentenceBook& book_;
  std::string_view content_;
  const std::string& path_;
};

/// Depth first over the rules that a template names.
class RuleCheck {
 public:
  RuleCheck(const SentenceBook& book, const SentenceBlock* block) : book_(book), block_(block) {}

  Status check(const TemplateNode& node) {
    if (node.type == TemplateNode::Type::rule) return rule(node.text);
    for (const TemplateNode& part : node.parts) ONDOL_TRY(check(part));
    return {};
  }

 private:
  Error wrong(const std::string& what) const {
    return {ErrorCode::bad_format, (block_ != nullptr ? block_->where + ": " : std::string()) + what};
  }
  Status rule(const std::string& name) {
    if (done_.contains(name)) return {};
    if (std::ranges::find(open_, name) != open_.end()) return wrong("the rule <" + name + "> holds itself");
    const TemplateNode* body = nullptr;
    if (block_ != nullptr && block_->rules.contains(name))
      body = &block_->rules.at(name);
    else if (book_.rules.contains(name))
      body = &book_.rules.at(name);
    if (body == nullptr) return wrong("expected a rule <" + name + ">, there is none");
    open_.push_back(name);
    ONDOL_TRY(check(*body));
    open_.pop_back();
    done_.insert(name);
    return {};
  }

  const SentenceBook& book_;
  const SentenceBlock* block_;
  std::vector<std::string> open_;
  std::set<std::string> done_;
};

Result<std::vector<fs::path>> yaml_files(const fs::path& folder, bool inside) {
  std::vector<fs::path> out;
  std::error_code error;
  const auto keep = [&](const fs::directory_entry& entry) {
    const auto ending = entry.path().extension();
    if (entry.is_regular_file(error) && (ending == ".yaml" || ending == ".yml")) out.push_back(entry.path());
  };
  if (!fs::is_directory(folder, error)) return out;
  if (inside)
    for (auto at = fs::recursive_directory_iterator(folder, error);
         !error && at != fs::recursive_directory_iterator(); at.increment(error))
      keep(*at);
  else
    for (auto at = fs::directory_iterator(folder, error); !error && at != fs::directory_iterator();
         at.increment(error))
      keep(*at);
  if (error) return Error{ErrorCode::io, folder.string() + ": " + error.message()};
  std::ranges::sort(out);
  return out;
}

}  // namespace

Status add_sentence_file(SentenceBook& book, std::string_view content, const std::string& path,
                         const std::string& intent) {
  return FileReader(book, content, path).read(intent);
}

Status check_sentence_book(const SentenceBook& book) {
  for (const SentenceBlock& block : book.blocks) {
    RuleCheck check(book, &block);
    for (const TemplateNode& sentence : block.sentences) ONDOL_TRY(check.check(sentence));
  }
  return {};
}

Result<SentenceBook> load_sentence_book(const std::string& folder, const std::string& language) {
  SentenceBook book;
  const fs::path root(folder);
  const fs::path sentences = root / "sentences" / language;
  std::error_code error;
  if (!fs::is_directory(sentences, error))
    return Error{ErrorCode::not_found, sentences.string() +
                                           ": no such folder; expected Home Assistant's intents with "
                                           "sentences/" +
                                           language};
  std::vector<fs::path> files;
  for (const auto& [part, inside] :
       {std::pair{sentences, true}, std::pair{root / "rules" / language, true},
        std::pair{root / "lists" / language, true}, std::pair{root / "lists", false}}) {
    ONDOL_ASSIGN(const std::vector<fs::path> found, yaml_files(part, inside));
    files.insert(files.end(), found.begin(), found.end());
  }
  for (const fs::path& path : files) {
    ONDOL_ASSIGN(const auto file, MappedFile::open(path.string()));
    const std::string_view content(reinterpret_cast<const char*>(file->bytes().data()), file->bytes().size());
    const std::string parent = path.parent_path().filename().string();
    ONDOL_TRY(add_sentence_file(book, content, path.string(), parent.starts_with("Hass") ? parent : ""));
  }
  if (book.blocks.empty())
    return Error{ErrorCode::bad_format, sentences.string() + ": expected sentences, got none"};
  ONDOL_TRY(check_sentence_book(book));
  return book;
}

}  // namespace ondol::home
