// Shopping and to-do lists: entities of the domain todo; see clause.h.
#include <algorithm>

#include "home/clause.h"
#include "home/labels.h"
#include "home/reply/josa.h"
#include "home/reply/nouns.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool is_open(const Json& item) {
  return item.is_object() && item.value("status", "needs_action") != Json("completed");
}
std::string summary_of(const Json& item) {
  const auto found = item.find("summary");
  return found != item.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Every way to say an item: as it is, and without a Korean particle.
bool same_item(std::string_view spoken, std::string_view written) {
  const std::string there = compact(normalise(written));
  for (const std::string& way : without_particles(normalise(spoken)))
    if (compact(way) == there) return true;
  return false;
}

/// "우유를" is put on the list as "우유". 을 follows a consonant and 를 a vowel: "마을" ends in no particle.
std::string item_name(std::string_view spoken) {
  std::string text(spoken);
  for (const std::string_view particle : {"을", "를"}) {
    if (text.size() <= particle.size() || !text.ends_with(particle)) continue;
    const std::string rest = text.substr(0, text.size() - particle.size());
    if (with_particle(rest, "을") == text) return rest;
  }
  return text;
}

class Lists {
 public:
  Lists(const View& view, const Frame& frame, Simulator* simulator)
      : view_(view), frame_(frame), simulator_(simulator) {
    choose();
    if (!is_certain_ && frame_.intent != Intent::list_add) look_for_item();
  }

  ClauseResult change() {
    auto items = frame_.texts(SpanRole::item);
    if (items.empty() && frame_.intent != Intent::list_add) spoken_of_ = item_in_the_words();
    if (!spoken_of_.empty()) items.push_back(spoken_of_);
    call_.name = call_name(frame_.intent);
    if (is_shopping_ && frame_.intent == Intent::list_add) call_.name = "HassShoppingListAddItem";
    if (is_shopping_ && frame_.intent == Intent::list_complete) call_.name = "HassShoppingListCompleteItem";
    if (list_ != kNowhere && !is_shopping_) call_.arguments["name"] = list().name;
    if (items.empty()) return done(ask(view_.say(Say::no_item)));
    std::vector<std::string> names;
    for (const std::string_view item : items) names.push_back(item_name(item));
    call_.arguments["item"] = names.size() == 1 ? Json(names[0]) : Json(names);
    if (list_ == kNowhere) return done(no_list());
    call_.entities = {list().id};
    ClauseResult out;
    out.subjects = {list_};
    std::vector<std::string> changed, unchanged;
    for (std::string& name : names) name = whole_item(name);
    for (const std::string& name : names) (change_one(name) ? changed : unchanged).push_back(name);
    const Noun list_name = name_of_list();
    const bool add = frame_.intent == Intent::list_add;
    if (!changed.empty()) {
      const Say what = add                                      ? Say::item_added
                       : frame_.intent == Intent::list_complete ? Say::item_completed
                                                                : Say::item_removed;
      out.reply = view_.say(what, {Noun(join_names(view_.language, changed), changed.size() > 1), list_name});
      out.claims_action = true;
      out.deeds.push_back({call_, list().id});
    }
    if (!unchanged.empty())
      out.reply += (out.reply.empty() ? "" : " ") +
                   view_.say(add ? Say::item_already : Say::item_missing,
                             {Noun(join_names(view_.language, unchanged), unchanged.size() > 1), list_name});
    return done(std::move(out));
  }

  ClauseResult answer() {
    call_.name = "HassGetState";
    call_.arguments["domain"] = "todo";
    if (list_ == kNowhere) return done(no_list());
    call_.arguments["name"] = list().name;
    call_.entities = {list().id};
    std::vector<std::string> open;
    const Json& items = items_of(list());
    for (const Json& item : items)
      if (is_open(item)) open.push_back(summary_of(item));
    ClauseResult out;
    out.subjects = {list_};
    const Noun name = name_of_list();
    if (frame_.has(SpanRole::item)) {
      const std::string item = item_name(frame_.text(SpanRole::item));
      const bool there = std::ranges::any_of(open, [&](const std::string& s) { return same_item(item, s); });
      out.reply = view_.say(there ? Say::item_is_on : Say::item_is_not_on, {item, name});
    } else if (!list().attributes.contains("items")) {
      out.reply = view_.say(Say::list_count, {name, list().state});
    } else if (frame_.question == Question::count) {
      out.reply = view_.say(Say::list_count, {name, std::to_string(open.size())});
    } else if (open.empty()) {
      out.reply = view_.say(Say::list_empty, {name});
    } else {
      out.reply = view_.say(Say::list_items, {name, join_names(view_.language, open)});
    }
    return done(std::move(out));
  }

 private:
  const Entity& list() const { return view_.home.entities[static_cast<size_t>(list_)]; }
  static const Json& items_of(const Entity& list) {
    static const Json kNone = Json::array();
    const auto found = list.attributes.find("items");
    return found != list.attributes.end() && found->is_array() ? *found : kNone;
  }
  Noun name_of_list() const {
    return view_.language == Language::korean ? Noun(list().name) : name_noun(view_.language, list());
  }
  ClauseResult done(ClauseResult result) {
    result.calls.push_back(std::move(call_));
    return result;
  }
  ClauseResult no_list() const {
    if (candidates_.size() < 2) return reply_only(view_.say(Say::no_list));
    return ask(view_.say(Say::which_list, {Noun(names_text(view_.language, view_.home, candidates_))}));
  }

  static bool is_shopping_list(const Entity& e) {
    std::string all = compact(normalise(e.id.substr(e.id.find('.') + 1))) + " " + normalise(e.name);
    for (const std::string& alias : e.aliases) all += " " + normalise(alias);
    for (const std::string_view word :
         {"shopping", "grocer", "장보기", "쇼핑", "장바구니", "마트", "살것", "살 것"})
      if (all.find(word) != std::string::npos) return true;
    return false;
  }

  static bool is_generic(std::string_view said) {
    const std::string word = compact(normalise(said));
    return word == "list" || word == "목록" || word == "리스트";
  }

  void choose() {
    for (size_t i = 0; i < view_.home.entities.size(); ++i)
      if (view_.home.entities[i].domain() == "todo") candidates_.push_back(static_cast<int32_t>(i));
    const auto shopping = std::ranges::find_if(candidates_, [&](int32_t i) {
      return is_shopping_list(view_.home.entities[static_cast<size_t>(i)]);
    });
    std::string_view said = frame_.text(SpanRole::list);
    if (said.empty()) said = frame_.text(SpanRole::name);
    // "How many snags are left": the word for the list, read as a kind.
    if (said.empty() && view_.situation.index.kinds_of(frame_.text(SpanRole::kind)).empty())
      said = frame_.text(SpanRole::kind);
    // "할 일 목록" is the list that is called 할 일.
    if (!said.empty() && view_.situation.index.find(said).entities.empty()) said = without_list_noun(said);
    if (!said.empty()) {
      for (const Match& match : view_.situation.index.find(said).entities) {
        if (std::ranges::find(candidates_, match.thing) == candidates_.end()) continue;
        list_ = match.thing;
        is_shopping_ = is_shopping_list(list());
        is_certain_ = !is_generic(said);
        return;
      }
    }
    const auto kinds = view_.situation.index.kinds_of(said);
    const bool says_shopping =
        frame_.kind == Kind::shopping_list || std::ranges::find(kinds, Kind::shopping_list) != kinds.end();
    const bool says_todo = !says_shopping && frame_.kind == Kind::todo_list;
    // A name that no list has is no list; a kind, or nothing, chooses by kind.
    if (!said.empty() && kinds.empty() && frame_.kind == Kind::any) return;
    std::vector<int32_t> others;
    for (const int32_t i : candidates_)
      if (!is_shopping_list(view_.home.entities[static_cast<size_t>(i)])) others.push_back(i);
    // "The list", of many: the one that things are bought by, as in Home Assistant.
    const bool only_list =
        is_generic(said) && (others.size() > 1 || (frame_.intent == Intent::list_add && !others.empty()));
    is_shopping_ = !says_todo || only_list;
    if (!is_shopping_) {
      if (others.size() == 1)
        list_ = others[0];
      else if (candidates_.size() == 1)
        list_ = candidates_[0];
      return;
    }
    if (shopping != candidates_.end())
      list_ = *shopping;
    else if (candidates_.size() == 1)
      list_ = candidates_[0];
  }

  bool has_item(int32_t list, std::string_view item) const {
    const Json& items = items_of(view_.home.entities[static_cast<size_t>(list)]);
    return std::any_of(items.begin(), items.end(),
                       [&](const Json& each) { return is_open(each) && same_item(item, summary_of(each)); });
  }

  /// Nobody said which list: the one that has the item, where one alone has.
  void look_for_item() {
    if (!frame_.has(SpanRole::item)) return;
    const std::string item = item_name(frame_.text(SpanRole::item));
    if (list_ != kNowhere && has_item(list_, item)) return;
    int32_t found = kNowhere;
    for (const int32_t i : candidates_) {
      if (!has_item(i, item)) continue;
      if (found != kNowhere) return;
      found = i;
    }
    // "I greased the baler, check it off": "grease the baler", on one list alone.
    if (found == kNowhere && frame_.intent == Intent::list_complete && frame_.text(SpanRole::list).empty())
      for (const int32_t i : candidates_) {
        if (item_called_by(view_.entity(i), item, 2).empty()) continue;
        if (found != kNowhere) return;
        found = i;
      }
    if (found == kNowhere) {
      // "Is bread on the list": where it is on none, the list that things are bought by has not got it.
      for (const int32_t i : candidates_)
        if (frame_.kind != Kind::any && is_generic(frame_.text(SpanRole::list)) &&
            is_shopping_list(view_.home.entities[static_cast<size_t>(i)]))
          found = i;
      if (found == kNowhere) return;
    }
    list_ = found;
    is_shopping_ = is_shopping_list(list());
  }

  /// "The fees" for "pay the fees", where one open item alone has that in it.
  std::string whole_item(const std::string& name) const {
    constexpr size_t kShortest = 4;  // bytes
    if (frame_.intent == Intent::list_add || has_item(list_, name)) return name;
    std::string whole;
    for (const std::string& way : without_particles(normalise(name))) {
      const std::string part = compact(way);
      if (part.size() < kShortest || !whole.empty()) break;
      for (const Json& item : items_of(list())) {
        const std::string summary = summary_of(item);
        if (!is_open(item) || compact(normalise(summary)).find(part) == std::string::npos) continue;
        if (!whole.empty()) return name;
        whole = summary;
      }
    }
    if (whole.empty()) whole = item_called_by(list(), name, 2);
    return whole.empty() ? name : whole;
  }

  /// "The gutter's been fixed, cross it off": the one open item that a word of the utterance names.
  std::string item_in_the_words() const {
    return list_ == kNowhere ? std::string() : item_called_by(list(), view_.text, 1);
  }
  /// The one open item of the list, of at least so many words, one of which was said.
  static std::string item_called_by(const Entity& list, std::string_view text, size_t least_words) {
    const std::string said = " " + normalise(text) + " ";
    std::string found;
    for (const Json& item : items_of(list)) {
      if (!is_open(item)) continue;
      const std::string summary = normalise(summary_of(item));
      const auto words = split_words(summary);
      if (words.size() < least_words || std::ranges::none_of(words, [&](std::string_view word) {
            return word.size() > 3 && said.find(" " + std::string(word) + " ") != std::string::npos;
          }))
        continue;
      if (!found.empty()) return {};
      found = summary_of(item);
    }
    return found;
  }

  /// True where the list differs afterwards.
  bool change_one(const std::string& name) {
    Json all = items_of(list());
    const auto same = std::ranges::find_if(
        all, [&](const Json& item) { return is_open(item) && same_item(name, summary_of(item)); });
    int64_t n_open = std::ranges::count_if(all, is_open);
    if (!list().attributes.contains("items")) n_open = std::atoll(list().state.c_str());
    if (frame_.intent == Intent::list_add) {
      if (same != all.end()) return false;
      all.push_back({{"summary", name}, {"status", "needs_action"}});
      ++n_open;
    } else {
      if (same == all.end()) return false;
      if (frame_.intent == Intent::list_complete)
        (*same)["status"] = "completed";
      else
        all.erase(same);
      --n_open;
    }
    return simulator_->write(list_, std::to_string(n_open), {{"items", all}});
  }

  const View& view_;
  const Frame& frame_;
  Call call_;
  std::vector<int32_t> candidates_;
  int32_t list_ = kNowhere;
  bool is_shopping_ = false;
  std::string spoken_of_;    ///< an item that was named before the clause
  bool is_certain_ = false;  ///< a list was named
  Simulator* simulator_;     ///< null for questions
};

}  // namespace

ClauseResult handle_list_change(const Scene& scene, const Frame& frame) {
  return Lists(scene, frame, &scene.simulator).change();
}
ClauseResult answer_list(const View& view, const Frame& frame) {
  return Lists(view, frame, nullptr).answer();
}

}  // namespace ondol::home
