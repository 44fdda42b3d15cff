// Lines to cases and expectations; see cases.h.
#include "home/cases.h"

#include <filesystem>

#include "base/try.h"
#include "home/frame_json.h"
#include "text/json_lines.h"

namespace ondol::home {
namespace {

constexpr std::string_view kCaseKeys[] = {"id",   "home",   "from", "now",  "state", "history",
                                          "text", "frames", "tags", "note", "expect"};
constexpr std::string_view kTurnKeys[] = {"text", "reply"};
constexpr std::string_view kExpectationKeys[] = {"id",   "category",   "intent",   "slots",   "context",
                                                 "room", "domain",     "response", "changes", "reply",
                                                 "tags", "asked_back", "note"};
constexpr size_t kMaxText = 64 << 10;  // bytes: an utterance of 10,000 characters of any script fits

Result<std::string> id_of(const Field& field) {
  if (!field.has("id")) return field.wrong("expected \"id\", a string or an integer; it is missing");
  const Json& id = field.json().at("id");
  if (id.is_number_integer()) return id.dump();
  if (!id.is_string()) return field.at("id").expected("a string or an integer");
  return id.get<std::string>();
}

/// What a person said may hold anything that is UTF-8; control characters become spaces.
Result<std::string> spoken(const Field& field, const char* key) {
  if (!field.has(key)) return field.wrong(std::string("expected \"") + key + "\", a string; it is missing");
  if (!field.json().at(key).is_string()) return field.at(key).expected("a string");
  std::string text = field.json().at(key).get<std::string>();
  if (text.size() > kMaxText) return field.at(key).wrong("expected at most 64 KiB of text");
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return text;
}

class Cases {
 public:
  explicit Cases(std::string path) : path_(std::move(path)) {}

  Result<Case> read(const Field& field) {
    ONDOL_TRY(field.expect_object(kCaseKeys));
    Case out;
    ONDOL_ASSIGN(out.id, id_of(field));
    out.id_json = field.json().at("id");
    ONDOL_ASSIGN(out.home, home_of(field));
    ONDOL_ASSIGN(out.from, field.text_or("from", ""));
    if (!field.is_null("now")) {
      ONDOL_ASSIGN(const std::string now, field.text("now"));
      out.now = read_moment(now, 0);
      if (!out.now || !out.now->has_time)
        return field.at("now").wrong("expected a time as 2025-03-10T18:30:00+09:00, got \"" + now + "\"");
    }
    if (!field.is_null("state")) ONDOL_TRY(overlay_states(field.at("state"), out.home));
    if (!field.is_null("history")) {
      const Field history = field.at("history");
      ONDOL_TRY(history.expect_array());
      for (size_t i = 0; i < history.json().size(); ++i) {
        const Field turn = history.at(i);
        ONDOL_TRY(turn.expect_object(kTurnKeys));
        Turn& said = out.history.emplace_back();
        ONDOL_ASSIGN(said.text, spoken(turn, "text"));
        if (!turn.is_null("reply")) {
          ONDOL_ASSIGN(said.reply, spoken(turn, "reply"));
        }
      }
    }
    ONDOL_ASSIGN(out.text, spoken(field, "text"));
    if (field.has("frames")) {
      ONDOL_ASSIGN(out.frames, read_frames(field.at("frames")));
    }
    return out;
  }

 private:
  Result<Home> home_of(const Field& field) {
    if (field.is_null("home")) return demo_home();
    const Field home = field.at("home");
    if (!home.json().is_string()) return read_home(home);
    ONDOL_ASSIGN(const std::string name, home.text());
    if (const auto known = files_.find(name); known != files_.end()) return known->second;
    // Beside the cases, as their paths are written, or from where the program stands.
    const std::filesystem::path beside = std::filesystem::path(path_).parent_path() / name;
    std::error_code error;
    auto loaded = load_home(std::filesystem::exists(beside, error) ? beside.string() : name);
    if (!loaded.ok()) return home.wrong(loaded.error().message);
    files_.emplace(name, *loaded);
    return loaded;
  }

  std::string path_;
  std::unordered_map<std::string, Home> files_;
};

Result<std::vector<std::string>> one_or_more(const Field& field, const char* key) {
  if (!field.is_null(key) && field.json().at(key).is_string()) {
    ONDOL_ASSIGN(std::string one, field.text(key));
    return std::vector<std::string>{std::move(one)};
  }
  return field.texts_or_none(key);
}

}  // namespace

Status for_each_case(std::string_view content, const std::string& path,
                     const std::function<Status(Case&)>& visit) {
  Cases cases(path);
  return for_each_json_line(content, path, [&](const JsonLine& line) -> Status {
    const Json object = line.object();
    const Whereabouts where = [&](const std::string&) { return path + ":" + std::to_string(line.line()); };
    ONDOL_ASSIGN(Case read, cases.read(Field(object, where)));
    return visit(read);
  });
}

Result<Expectation> read_expectation(const Field& field) {
  ONDOL_TRY(field.expect_object(kExpectationKeys));
  Expectation out;
  if (field.has("id")) {
    ONDOL_ASSIGN(out.id, id_of(field));
  }
  ONDOL_ASSIGN(out.intent, field.text_or("intent", ""));
  ONDOL_ASSIGN(out.domain, field.text_or("domain", ""));
  if (!field.is_null("slots")) {
    if (!field.json().at("slots").is_object()) return field.at("slots").expected("an object");
    out.slots = field.json().at("slots");
  }
  if (!field.is_null("changes")) {
    const Field changes = field.at("changes");
    if (!changes.json().is_object()) return changes.expected("an object of entity ids");
    for (const auto& [id, change] : changes.json().items())
      if (!change.is_object()) return changes.at(id.c_str()).expected("an object with state and attributes");
    out.changes = changes.json();
  }
  if (!field.is_null("asked_back")) {
    if (!field.json().at("asked_back").is_boolean()) return field.at("asked_back").expected("true or false");
    out.asked_back = field.json().at("asked_back").get<bool>();
  }
  ONDOL_ASSIGN(out.reply, one_or_more(field, "reply"));
  ONDOL_ASSIGN(out.tags, one_or_more(field, "tags"));
  ONDOL_ASSIGN(const auto categories, one_or_more(field, "category"));
  for (const std::string& category : categories) out.tags.push_back(category);
  if (out.intent.empty() && !out.changes && out.reply.empty() && !out.asked_back)
    return field.wrong("expected at least one of intent, changes, reply, asked_back");
  return out;
}

Result<Expectations> read_expectations(std::string_view content, const std::string& path) {
  Expectations out;
  ONDOL_TRY(for_each_json_line(content, path, [&](const JsonLine& line) -> Status {
    const Json object = line.object();
    const Whereabouts where = [&](const std::string&) { return path + ":" + std::to_string(line.line()); };
    const Field field(object, where);
    ONDOL_ASSIGN(const std::string id, id_of(field));
    ONDOL_ASSIGN(Expectation read, read_expectation(field));
    if (!out.emplace(id, std::move(read)).second) return line.wrong("id", "\"" + id + "\" stands here twice");
    return {};
  }));
  return out;
}

}  // namespace ondol::home
