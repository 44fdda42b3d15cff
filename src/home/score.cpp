// The judge and the sums; see score.h.
#include "home/score.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "home/words.h"

namespace ondol::home {
namespace {

bool same_text(const std::string& a, const std::string& b) {
  return compact(normalise(a)) == compact(normalise(b));
}

bool same_value(const Json& expected, const Json& got, double tolerance) {
  // An expectation may list several that are right.
  if (expected.is_array() && !got.is_array())
    return std::ranges::any_of(expected, [&](const Json& e) { return same_value(e, got, tolerance); });
  if (expected.is_number() && got.is_number())
    return std::abs(expected.get<double>() - got.get<double>()) <= tolerance;
  if (expected.is_string() && got.is_string())
    return same_text(expected.get<std::string>(), got.get<std::string>());
  return nlohmann::json(expected) == nlohmann::json(got);  // whatever the order of keys
}

std::vector<std::string> texts_of(const Json& value) {
  std::vector<std::string> out;
  if (value.is_string()) out.push_back(value.get<std::string>());
  if (value.is_array())
    for (const Json& item : value)
      if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}

/// A target slot holds by its argument, or because the entities acted on are what it names.
bool target_holds(const Home& home, const std::string& slot, const Json& expected, const Call& call) {
  const auto wanted = texts_of(expected);
  const auto is_wanted = [&](std::string_view text) {
    return std::ranges::any_of(wanted, [&](const std::string& w) { return same_text(w, std::string(text)); });
  };
  if (slot == "name" && is_wanted("all")) return true;  // Home Assistant's way to say: no name
  if (const auto argument = call.arguments.find(slot); argument != call.arguments.end())
    if (std::ranges::any_of(texts_of(*argument), is_wanted)) return true;
  if (call.entities.empty()) return false;
  return std::ranges::all_of(call.entities, [&](const std::string& id) {
    const int32_t index = home.find_entity(id);
    if (index == kNowhere) return false;
    const Entity& e = home.entities[static_cast<size_t>(index)];
    if (slot == "domain") return is_wanted(e.domain());
    if (slot == "device_class") return is_wanted(e.device_class());
    if (slot == "name") return e.any_name(is_wanted);
    if (e.area == kNowhere) return false;
    if (slot == "area") return is_wanted(home.area_name(e.area));
    const int32_t floor = home.floor_of(e);
    return slot == "floor" && floor != kNowhere && is_wanted(home.floors[static_cast<size_t>(floor)].name);
  });
}

std::string call_trouble(const Home& home, const Expectation& expected, const Call& call) {
  if (call.name != expected.intent) return "intent " + call.name + " instead of " + expected.intent;
  constexpr std::string_view kTargets[] = {"name", "area", "floor", "domain", "device_class"};
  for (const auto& [slot, value] : expected.slots.items()) {
    bool holds = false;
    if (std::ranges::find(kTargets, slot) != std::end(kTargets)) {
      holds = target_holds(home, slot, value, call);
    } else if (const auto argument = call.arguments.find(slot); argument != call.arguments.end()) {
      holds = same_value(value, *argument, 0.011);
    }
    if (!holds)
      return "slot " + slot + ": expected " + value.dump(-1, ' ', false, Json::error_handler_t::replace) +
             ", got " +
             (call.arguments.contains(slot)
                  ? call.arguments.at(slot).dump(-1, ' ', false, Json::error_handler_t::replace)
                  : std::string("nothing"));
  }
  return "";
}

/// Brightness is counted in 255ths: half of them is 127 or 128.
double tolerance_of(const std::string& key) { return key == "brightness" ? 1.01 : 0.011; }

std::string changes_trouble(const Home& home, const Json& expected, const Json& changes) {
  for (const auto& [id, change] : changes.items()) {
    if (expected.contains(id)) continue;
    // A timer that was started is new, it is no entity of the home that moved.
    if (home.find_entity(id) != kNowhere)
      return id + " moved: " + change.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  for (const auto& [id, wanted] : expected.items()) {
    const int32_t index = home.find_entity(id);
    const Json change = changes.contains(id) ? changes.at(id) : Json::object();
    std::string state = index == kNowhere ? "" : home.entities[static_cast<size_t>(index)].state;
    Json attributes =
        index == kNowhere ? Json::object() : home.entities[static_cast<size_t>(index)].attributes;
    if (change.contains("state")) state = change.at("state").get<std::string>();
    if (change.contains("attributes")) attributes.update(change.at("attributes"));
    if (wanted.contains("state") && !same_value(wanted.at("state"), Json(state), 0))
      return id + ": expected state " + wanted.at("state").dump() + ", got \"" + state + "\"";
    if (!wanted.contains("attributes")) continue;
    for (const auto& [key, value] : wanted.at("attributes").items()) {
      const Json got = attributes.contains(key) ? attributes.at(key) : Json(nullptr);
      if (!same_value(value, got, tolerance_of(key)))
        return id + ": expected " + key + " " + value.dump(-1, ' ', false, Json::error_handler_t::replace) +
               ", got " + got.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
  }
  return "";
}

Json tally_json(const std::map<std::string, Tally>& tallies) {
  Json out = Json::object();
  for (const auto& [name, tally] : tallies)
    out[name] = {{"n", tally.n}, {"right", tally.n_right}, {"accuracy", tally.share()}};
  return out;
}

std::string tally_lines(const char* title, const std::map<std::string, Tally>& tallies) {
  std::string out = std::string(title) + "\n";
  for (const auto& [name, tally] : tallies) {
    char line[160];
    std::snprintf(line, sizeof line, "  %-32.80s %6.2f %%  (%lld of %lld)\n", name.c_str(),
                  100 * tally.share(), static_cast<long long>(tally.n_right),
                  static_cast<long long>(tally.n));
    out += line;
  }
  return tallies.empty() ? "" : out;
}

}  // namespace

std::string judge(const Home& home, const Expectation& expected, const Outcome& outcome) {
  if (!expected.intent.empty()) {
    std::string why = "no call";
    for (const Call& call : outcome.calls) {
      const std::string trouble = call_trouble(home, expected, call);
      if (trouble.empty()) {
        why.clear();
        break;
      }
      // Of several calls, the one with the right intent says more.
      if (why == "no call" || call.name == expected.intent) why = trouble;
    }
    if (!why.empty()) return why;
  }
  if (expected.changes)
    if (std::string why = changes_trouble(home, *expected.changes, outcome.changes); !why.empty()) return why;
  if (expected.asked_back && *expected.asked_back != outcome.asked_back)
    return outcome.asked_back ? "asked back" : "did not ask back";
  if (!expected.reply.empty()) {
    const auto folded = [](const std::string& text) {
      std::string out = text;
      for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      return out;
    };
    const std::string reply = folded(outcome.reply);
    if (std::ranges::none_of(
            expected.reply, [&](const std::string& r) { return reply.find(folded(r)) != std::string::npos; }))
      return "reply: expected \"" + expected.reply[0] + "\"" +
             (expected.reply.size() > 1 ? " or another" : "") + " in it";
  }
  return "";
}

void HomeScore::add(const Case& item, const Expectation& expected, const Outcome& outcome,
                    const std::string& why) {
  const bool right = why.empty();
  all_.add(right);
  languages_[language_of(item.text, item.home.language) == Language::korean ? "ko" : "en"].add(right);
  std::string domain = expected.domain;
  if (domain.empty() && expected.changes && !expected.changes->empty())
    domain = expected.changes->begin().key().substr(0, expected.changes->begin().key().find('.'));
  domains_[domain.empty() ? "other" : domain].add(right);
  for (const std::string& tag : expected.tags) tags_[tag].add(right);
  if (!expected.intent.empty()) {
    std::string got = outcome.calls.empty() ? "none" : outcome.calls[0].name;
    for (const Call& call : outcome.calls)
      if (call.name == expected.intent) got = call.name;
    ++confusion_[expected.intent][got];
  }
  if (!right) wrong_.push_back({item.id, item.text, why, outcome.reply});
}

Json HomeScore::json() const {
  Json confusion = Json::object();
  for (const auto& [expected, row] : confusion_)
    for (const auto& [got, n] : row) confusion[expected][got] = n;
  Json wrong = Json::array();
  for (const Wrong& w : wrong_)
    wrong.push_back({{"id", w.id}, {"text", w.text}, {"why", w.why}, {"reply", w.reply}});
  return {{"cases", all_.n},
          {"right", all_.n_right},
          {"accuracy", all_.share()},
          {"languages", tally_json(languages_)},
          {"domains", tally_json(domains_)},
          {"tags", tally_json(tags_)},
          {"confusion", std::move(confusion)},
          {"wrong", std::move(wrong)}};
}

std::string HomeScore::text() const {
  char line[120];
  std::snprintf(line, sizeof line, "accuracy %6.2f %%  (%lld of %lld)\n", 100 * all_.share(),
                static_cast<long long>(all_.n_right), static_cast<long long>(all_.n));
  std::string out = line + tally_lines("by language", languages_) + tally_lines("by domain", domains_) +
                    tally_lines("by tag", tags_);
  std::string confused;
  for (const auto& [expected, row] : confusion_)
    for (const auto& [got, n] : row)
      if (got != expected) confused += "  " + expected + " read as " + got + ": " + std::to_string(n) + "\n";
  if (!confused.empty()) out += "confused intents\n" + confused;
  return out;
}

}  // namespace ondol::home
