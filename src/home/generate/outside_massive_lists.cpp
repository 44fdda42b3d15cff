// Lists, the clock, the calendar and the weather of MASSIVE.
#include "home/generate/outside_massive_spans.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ondol::home {

namespace {

/// "… my [shopping] list": where the list's name begins and ends.
std::optional<std::pair<size_t, size_t>> find_list(const Said& said) {
  const std::string_view text = said.text;
  const size_t list = text.rfind("list");
  if (list == text.npos || (list + 4 < text.size() && text[list + 4] != ' ')) return {};
  size_t begin = list;
  if (const MassiveSlot* name = said.slot("list_name")) {
    begin = name->begin;
    if (name->end > list + 4 || (name->end < list && name->end + 1 != list)) return {};
  }
  return std::pair{begin, list + 4};
}

void name_list(Sample& sample, std::pair<size_t, size_t> where) {
  const std::string_view name = std::string_view(sample.text).substr(where.first, where.second - where.first);
  sample.clauses[0].labels.kind = name.find("shopping") != name.npos || name.find("grocer") != name.npos
                                      ? Kind::shopping_list
                                      : Kind::todo_list;
  add(sample, SpanRole::list, where.first, where.second);
}

/// verb ITEM preposition [my] LIST, and nothing else but politeness.
Made change_list(const Said& said, Intent intent, std::initializer_list<std::string_view> verbs,
                 std::initializer_list<std::string_view> prepositions) {
  const auto list = find_list(said);
  if (!list) return {};
  const std::string_view text = said.text;
  const std::string_view tail = text.substr(list->second);
  if (!tail.empty() && tail != " please" && tail != " for me") return {};
  for (const std::string_view verb : verbs) {
    const size_t at = text.find(verb);
    if (at == text.npos || at > 24 || (at > 0 && text[at - 1] != ' ')) continue;
    size_t begin = at + verb.size();
    for (const std::string_view preposition : prepositions) {
      const size_t link = text.rfind(preposition, list->first);
      if (link == text.npos || link <= begin) continue;
      const std::string_view between =
          text.substr(link + preposition.size(), list->first - link - preposition.size());
      if (between != "" && between != "my " && between != "the " && between != "our ") continue;
      for (const std::string_view article : {"some ", "the ", "a "})
        if (text.substr(begin).starts_with(article)) begin += article.size();
      const std::string_view item = text.substr(begin, link - begin);
      if (item.size() < 2 || item.ends_with(" out") || item.ends_with(" off") ||
          has_any_words(item, {"item", "items", "it", "this", "that", "something", "these", "them", "new",
                               "list", "first", "last", "everything", "all", "event"}))
        return {};
      Sample sample = one_clause(text, {.intent = intent});
      for (size_t from = begin; from < link;) {
        const size_t joint = std::min(text.find(" and ", from), link);
        add(sample, SpanRole::item, from, joint);
        from = joint == link ? link : joint + 5;
      }
      name_list(sample, *list);
      return sample;
    }
  }
  return {};
}

}  // namespace

Made massive_list_add(const Said& said) {
  return change_list(said, Intent::list_add, {"add ", "put ", "include "},
                     {" to ", " on ", " onto ", " in "});
}
Made massive_list_remove(const Said& said) {
  return change_list(said, Intent::list_remove, {"remove ", "delete ", "take ", "erase "},
                     {" from ", " off of ", " off "});
}

Made massive_list_query(const Said& said) {
  const auto list = find_list(said);
  if (!list || !said.has_only({"list_name"}) || list->second != said.text.size()) return {};
  std::string_view before = std::string_view(said.text).substr(0, list->first);
  for (const std::string_view article : {"my ", "the "})
    if (before.ends_with(article)) before.remove_suffix(article.size());
  static constexpr std::array<std::string_view, 14> kAsks = {"what's on ",
                                                             "what is on ",
                                                             "what do i have on ",
                                                             "read ",
                                                             "read me ",
                                                             "tell me what's on ",
                                                             "show me ",
                                                             "show ",
                                                             "what are on ",
                                                             "please read ",
                                                             "what items are on ",
                                                             "what is in ",
                                                             "tell me what is on ",
                                                             "what's in "};
  if (std::ranges::find(kAsks, before) == kAsks.end()) return {};
  Sample sample = one_clause(said.text, {.intent = Intent::get_state, .question = Question::value});
  name_list(sample, *list);
  return sample;
}

Made massive_clock(const Said& said) {
  const std::string_view text = said.text;
  if (!said.slots.empty()) {
    const bool elsewhere = said.slot("place_name") != nullptr || said.slot("time_zone") != nullptr;
    return elsewhere && has_words(text, "time") ? one_clause(text, {.intent = Intent::none}) : Made();
  }
  if (has_any_words(text, {"long", "many", "until", "zone", "difference", "when", "in", "set", "change"}))
    return {};
  const bool time = has_any_words(
      text, {"what time is it", "the time", "current time", "what's the time", "what time it is"});
  const bool date =
      has_any_words(text, {"the date", "what date", "what day is it", "today's date", "what day is today",
                           "current date", "what date is it", "what is the day"});
  if (time == date) return {};
  return one_clause(text, {.intent = time ? Intent::get_time : Intent::get_date});
}

namespace {

/// "tomorrow", "tomorrow morning": one text, or nothing where dates stand apart.
bool add_dates(const Said& said, Sample& sample) {
  const MassiveSlot *date = said.slot("date"), *part = said.slot("timeofday");
  if (date == nullptr && part == nullptr) return true;
  if (date != nullptr && part != nullptr) {
    if (date->end + 1 != part->begin) return false;
    add(sample, SpanRole::date, date->begin, part->end);
    return true;
  }
  MassiveSlot one = date != nullptr ? *date : *part;
  for (const std::string_view before : {"this ", "next ", "last ", "the next "})
    if (std::string_view(said.text).substr(0, one.begin).ends_with(before)) one.begin -= before.size();
  if (said.text_of(one).starts_with("the ")) one.begin += std::string_view("the ").size();
  if (said.text_of(one).ends_with("'s")) one.end -= 2;
  add(sample, SpanRole::date, one);
  return true;
}

}  // namespace

Made massive_calendar(const Said& said) {
  if (is_more(said.text) || !said.has_only({"date", "timeofday", "event_name"})) return {};
  if (!has_any_words(said.text, {"what", "what's", "when", "show", "tell", "list", "give"})) return {};
  if (has_any_words(said.text, {"who", "where", "remind", "reminder", "reminders", "repeat", "how", "set",
                                "weather", "news", "playing"}))
    return {};
  Sample sample = one_clause(
      said.text, {.intent = Intent::get_state, .kind = Kind::calendar, .question = Question::value});
  if (!add_dates(said, sample)) return {};
  bool asked = false;
  if (const MassiveSlot* event = said.slot("event_name")) {
    const MassiveSlot named = without_article(said, *event);
    const std::string_view word = said.text_of(named);
    const bool generic =
        has_any_words(word, {"meeting", "meetings", "event", "events", "appointment", "appointments"}) &&
        word.find(' ') == word.npos;
    if (!generic && said.text.find("when") == said.text.npos) return {};
    add(sample, generic ? SpanRole::kind : SpanRole::item, named);
    asked = true;
  }
  if (add_noun(sample, Kind::calendar)) asked = true;
  sample.clauses[0].labels.kind = Kind::calendar;
  return asked ? Made(sample) : Made();
}

Made massive_weather(const Said& said) {
  if (is_more(said.text) || !said.has_only({"date", "timeofday", "place_name", "weather_descriptor"}))
    return {};
  const std::string_view text = said.text;
  const MassiveSlot* sort = said.slot("weather_descriptor");
  Sample sample = one_clause(text, {.intent = Intent::get_weather, .kind = Kind::weather});
  if (!add_dates(said, sample)) return {};
  if (const MassiveSlot* place = said.slot("place_name"))
    add(sample, SpanRole::name, without_article(said, *place));
  if (sort != nullptr) {
    static constexpr std::array<std::string_view, 9> kSorts = {"rain",  "raining", "rainy", "snow", "snowing",
                                                               "sunny", "cloudy",  "windy", "foggy"};
    const bool known = std::ranges::find(kSorts, said.text_of(*sort)) != kSorts.end();
    const bool yes_no =
        text.starts_with("will ") || text.starts_with("is it ") || text.starts_with("is there ");
    if (!known || !yes_no) return {};
    sample.clauses[0].labels.question = Question::yes_no;
    add(sample, SpanRole::value, *sort);
    return sample;
  }
  const bool asks = has_any_words(text, {"what", "what's", "how", "how's", "tell", "show", "give", "whats"});
  if (!asks || has_any_words(text, {"app", "temperature", "umbrella", "open"})) return {};
  return add_noun(sample, Kind::weather) ? Made(sample) : Made();
}

}  // namespace ondol::home
