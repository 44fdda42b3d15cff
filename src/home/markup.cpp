// JSON by nlohmann-json, YAML by libyaml's events; see markup.h.
#include "home/markup.h"

#include "base/try.h"
#include "text/utf8.h"

#ifdef ONDOL_HAVE_LIBYAML
#include <yaml.h>
#endif

#include <charconv>
#include <memory>

namespace ondol::home {
namespace {

bool is_yaml(const std::string& path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

#ifdef ONDOL_HAVE_LIBYAML

/// Plain scalars by YAML 1.2's core schema: "on", "off", "yes" and "no" are words, as a state needs them to
/// be.
Json plain_scalar(const std::string& text) {
  if (text.empty() || text == "~" || text == "null") return nullptr;
  if (text == "true") return true;
  if (text == "false") return false;
  const char* end = text.data() + text.size();
  int64_t integer = 0;
  if (const auto read = std::from_chars(text.data(), end, integer); read.ec == std::errc() && read.ptr == end)
    return integer;
  double real = 0;
  const bool is_number = text[0] == '-' || text[0] == '.' || (text[0] >= '0' && text[0] <= '9');
  if (const auto read = std::from_chars(text.data(), end, real);
      is_number && read.ec == std::errc() && read.ptr == end)
    return real;
  return text;
}

class YamlReader {
 public:
  YamlReader(std::string_view text, std::string path, std::string wanted)
      : path_(std::move(path)), wanted_(std::move(wanted)) {
    yaml_parser_initialize(&parser_);
    if (text.empty()) text = "";  // an empty view may point nowhere, which libyaml takes for a mistake
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~YamlReader() { yaml_parser_delete(&parser_); }
  YamlReader(const YamlReader&) = delete;
  YamlReader& operator=(const YamlReader&) = delete;

  uint64_t wanted_line() const { return wanted_line_; }

  Result<Json> read() {
    for (;;) {
      ONDOL_ASSIGN(const Event event, next());
      if (event->type == YAML_STREAM_END_EVENT) return Json(nullptr);
      if (event->type == YAML_STREAM_START_EVENT || event->type == YAML_DOCUMENT_START_EVENT) continue;
      ONDOL_ASSIGN(Json document, value(*event, "", 0));
      for (;;) {
        ONDOL_ASSIGN(const Event after, next());
        if (after->type == YAML_STREAM_END_EVENT) return document;
        if (after->type != YAML_DOCUMENT_END_EVENT) return at(*after, "expected one document");
      }
    }
  }

 private:
  struct Free {
    void operator()(yaml_event_t* event) const {
      yaml_event_delete(event);
      delete event;
    }
  };
  using Event = std::unique_ptr<yaml_event_t, Free>;

  Error at(const yaml_event_t& event, const std::string& what) const {
    return {ErrorCode::bad_format, path_ + ":" + std::to_string(event.start_mark.line + 1) + ": " + what};
  }

  Result<Event> next() {
    auto event = std::make_unique<yaml_event_t>();
    if (yaml_parser_parse(&parser_, event.get()) == 0) {
      const size_t line = std::max(parser_.problem_mark.line, parser_.context_mark.line) + 1;
      return Error{ErrorCode::bad_format,
                   path_ + ":" + std::to_string(line) + ": expected YAML: " +
                       (parser_.problem != nullptr ? parser_.problem : "cannot be read")};
    }
    return Event(event.release());
  }

  /// Depth bounds recursion; anchors are refused, because an alias can stand for itself or for a million
  /// copies.
  Result<Json> value(const yaml_event_t& event, const std::string& pointer, int depth) {
    if (pointer == wanted_ && wanted_line_ == 0) wanted_line_ = event.start_mark.line + 1;
    if (depth > 64) return at(event, "expected at most 64 levels");
    if (event.type == YAML_ALIAS_EVENT) return at(event, "expected no aliases (*name)");
    if (event.type == YAML_SCALAR_EVENT) return scalar(event);
    if (event.type == YAML_SEQUENCE_START_EVENT) {
      Json list = Json::array();
      for (;;) {
        ONDOL_ASSIGN(const Event item, next());
        if (item->type == YAML_SEQUENCE_END_EVENT) return list;
        ONDOL_ASSIGN(Json element, value(*item, pointer + "/" + std::to_string(list.size()), depth + 1));
        list.push_back(std::move(element));
      }
    }
    if (event.type != YAML_MAPPING_START_EVENT) return at(event, "expected a value");
    Json map = Json::object();
    for (;;) {
      ONDOL_ASSIGN(const Event key, next());
      if (key->type == YAML_MAPPING_END_EVENT) return map;
      if (key->type != YAML_SCALAR_EVENT) return at(*key, "expected a word as key");
      const std::string name(reinterpret_cast<const char*>(key->data.scalar.value), key->data.scalar.length);
      if (map.contains(name)) return at(*key, "the key \"" + name + "\" stands here twice");
      ONDOL_ASSIGN(const Event item, next());
      ONDOL_ASSIGN(map[name], value(*item, pointer + "/" + name, depth + 1));
    }
  }

  Result<Json> scalar(const yaml_event_t& event) const {
    const std::string text(reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length);
    if (event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE) return plain_scalar(text);
    return Json(text);
  }

  yaml_parser_t parser_;
  std::string path_, wanted_;
  uint64_t wanted_line_ = 0;
};

#endif

}  // namespace

Result<Json> parse_markup(std::string_view text, const std::string& path) {
  if (path.ends_with(".toml"))
    return Error{ErrorCode::unsupported, path + ": a home file is JSON or YAML; TOML is not read"};
  if (!is_yaml(path)) return parse_json(text, path);
#ifdef ONDOL_HAVE_LIBYAML
  if (!utf8::is_valid(text)) return Error{ErrorCode::bad_format, path + ": expected UTF-8"};
  return YamlReader(text, path, "\n").read();
#else
  return Error{ErrorCode::unsupported,
               path + ": this ondol was built without libyaml; give the home as JSON"};
#endif
}

std::string place_in_markup(std::string_view text, const std::string& path, const std::string& pointer) {
  uint64_t line = 0;
  if (is_yaml(path)) {
#ifdef ONDOL_HAVE_LIBYAML
    YamlReader reader(text, path, pointer);
    if (reader.read().ok()) line = reader.wanted_line();
#endif
  } else {
    line = line_of(text, pointer);
  }
  return line > 0 ? path + ":" + std::to_string(line) : path;
}

}  // namespace ondol::home
