// One function for each group of MASSIVE's intents; see outside.h. Where an utterance does not fit the few
// shapes that are sure, it is left out.
#include "home/generate/outside_massive.h"

#include <algorithm>
#include <array>

#include "home/kinds.h"
#include "home/values/named.h"
#include "home/words.h"

namespace ondol::home {
namespace {

using Said = MassiveUtterance;
using Made = std::optional<Sample>;

// ---- spans ----

void add(Sample& sample, SpanRole role, size_t begin, size_t end) {
  auto& spans = sample.clauses[0].spans;
  spans.push_back({role, begin, end});
  std::ranges::sort(spans, {}, &SampleSpan::begin);
}
void add(Sample& sample, SpanRole role, const MassiveSlot& slot) { add(sample, role, slot.begin, slot.end); }

bool is_free(const Sample& sample, size_t begin, size_t end) {
  return std::ranges::none_of(sample.clauses[0].spans,
                              [&](const SampleSpan& s) { return begin < s.end && s.begin < end; });
}

/// The first whole word (or plural) of a kind's words, marked; false where none is said.
bool add_noun(Sample& sample, Kind kind) {
  const std::string& text = sample.text;
  for (const std::string_view word : split_commas(kind_row(kind).words_en)) {
    for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
      size_t end = at + word.size();
      if (at > 0 && text[at - 1] != ' ') continue;
      if (end < text.size() && text[end] == 's') ++end;
      if ((end < text.size() && text[end] != ' ') || !is_free(sample, at, end)) continue;
      sample.clauses[0].labels.kind = kind;
      add(sample, SpanRole::kind, at, end);
      return true;
    }
  }
  return false;
}

/// Without "the", "my" … at its beginning.
MassiveSlot without_article(const Said& said, MassiveSlot slot) {
  for (const std::string_view article : {"all the ", "all ", "the ", "my ", "this ", "our ", "a ", "an "})
    if (said.text_of(slot).starts_with(article)) slot.begin += article.size();
  return slot;
}

/// A room, "here", or the whole house. False where it is unclear.
bool add_place(const Said& said, Sample& sample) {
  const MassiveSlot* slot = said.slot("house_place");
  if (slot == nullptr)
    return !has_any_words(
        said.text, {"room", "house", "home", "kitchen", "bedroom", "bathroom", "upstairs", "downstairs"});
  const MassiveSlot place = without_article(said, *slot);
  const std::string_view word = said.text_of(place);
  Frame& labels = sample.clauses[0].labels;
  if (word == "house" || word == "home" || word == "whole house" || word == "entire house") {
    labels.place = Place::whole_house;
    return true;
  }
  const std::string_view before = std::string_view(said.text).substr(0, place.begin);
  if (word == "room") {
    labels.place = Place::here;
    return before.ends_with("this ") || before.ends_with("the ");
  }
  if (word == "upstairs" || word == "downstairs") {
    add(sample, SpanRole::floor, place);
    return true;
  }
  if (word.starts_with("carpet") || word == "floor" || word == "flat" || before.ends_with("stairs "))
    return false;
  if (word.empty() || word == "area" || before.ends_with("all ") || word.find(" and ") != word.npos)
    return false;
  add(sample, SpanRole::area, place);
  return true;
}

/// A device by its generic noun or its name. False where there is none to name.
bool add_device(const Said& said, Sample& sample) {
  const MassiveSlot* slot = said.slot("device_type");
  if (slot == nullptr) return true;
  const MassiveSlot device = without_article(said, *slot);
  const std::string_view word = said.text_of(device);
  if (word.empty()) return false;
  if (word == "t. v." || word.ends_with("vacuum cleaner") || word == "vacuum cleaner robot") {
    sample.clauses[0].labels.kind = word == "t. v." ? Kind::tv : Kind::vacuum;
    add(sample, SpanRole::kind, device);
    return true;
  }
  for (const KindRow& row : kind_rows()) {
    if (row.kind == Kind::any || row.kind == Kind::power) continue;
    for (const std::string_view noun : split_commas(row.words_en))
      if (word == noun || word == std::string(noun) + "s") {
        sample.clauses[0].labels.kind = row.kind;
        add(sample, SpanRole::kind, device);
        return true;
      }
  }
  if (has_any_words(word, {"wifi", "power", "internet", "device", "devices"})) return false;
  add(sample, SpanRole::name, device);
  // "the plug for my computer": it is the plug that is meant.
  return word.find("plug") != word.npos || word.find("socket") != word.npos ||
         !has_any_words(said.text, {"plug", "socket", "outlet"});
}

/// How much, where it is said in small words.
void add_little(const Said& said, Sample& sample) {
  for (const std::string_view little : {"a little bit", "a little", "a bit", "slightly"})
    if (const size_t at = said.text.find(little); at != said.text.npos) {
      add(sample, SpanRole::value, at, at + little.size());
      return;
    }
}

/// Things that make more of a sentence than one plain clause.
bool is_more(std::string_view text) {
  return has_any_words(text,
                       {"if",    "when",  "unless", "until",    "and",     "then",      "except", "but",
                        "don't", "not",   "or",     "after",    "before",  "because",   "so",     "while",
                        "leave", "every", "only",   "recently", "pending", "locations", "name",   "over"});
}

// ---- nothing that a home does ----

Made none(const Said& said) {
  return said.text.find(' ') == said.text.npos ? Made() : one_clause(said.text, {.intent = Intent::none});
}
Made none_without_home(const Said& said) { return speaks_of_home(said.text) ? Made() : none(said); }
/// Alarms and reminders at a time of the day.
Made none_at_a_time(const Said& said) {
  const MassiveSlot* time = said.slot("time");
  if (time == nullptr ||
      !has_any_words(said.text_of(*time), {"am", "pm", "a. m.", "p. m.", "noon", "o'clock", "morning"}))
    return {};
  return has_words(said.text, "timer") ? Made() : none(said);
}
Made none_for_calendars(const Said& said) {
  if (has_any_words(said.text,
                    {"light", "lights", "turn on", "turn off", "timer", "list", "know", "what", "show"}))
    return {};
  return said.text.size() < 12 ? Made() : none(said);
}

Made talk(const Said& said) {
  static constexpr std::array<std::string_view, 12> kOpenings = {
      "hello",          "hi",         "hey",         "good day",    "good evening", "good morning",
      "good afternoon", "good night", "how are you", "hello there", "hi there",     "who are you"};
  std::string_view text = said.text;
  if (text.ends_with(" olly")) text.remove_suffix(5);
  for (const std::string_view opening : kOpenings)
    if (text == opening || text == std::string(opening) + " how are you")
      return one_clause(said.text, {.intent = Intent::respond});
  return {};
}

// ---- lights, plugs, the vacuum ----

/// on, off, or nothing where neither or both are said.
std::optional<Intent> direction(std::string_view text) {
  const bool verb = has_any_words(text, {"turn", "switch", "put", "shut", "please turn", "lights", "light"});
  const bool on = has_words(text, "on"), off = has_words(text, "off");
  if (!verb || on == off) return {};
  return on ? Intent::turn_on : Intent::turn_off;
}

Made on_or_off(const Said& said) {
  if (!said.has_only({"house_place", "device_type"}) || is_more(said.text)) return {};
  if (said.text.ends_with(" in") || said.text.ends_with(" the")) return {};
  const auto intent = direction(said.text);
  const bool wants_on = said.intent.ends_with("on");
  if (!intent || (*intent == Intent::turn_on) != wants_on) return {};
  Sample sample = one_clause(said.text, {.intent = *intent});
  if (!add_place(said, sample) || !add_device(said, sample)) return {};
  if (said.slot("device_type") == nullptr && !add_noun(sample, Kind::light)) return {};
  Frame& labels = sample.clauses[0].labels;
  if (labels.kind == Kind::light && has_any_words(said.text, {"lamp", "lamps"}) &&
      !has_any_words(said.text, {"light", "lights"}))
    labels.kind = Kind::lamp;
  if (has_words(said.text, "all")) labels.quantity = Quantity::all;
  return sample;
}

Made brightness(const Said& said) {
  if (!said.has_only({"house_place"}) || is_more(said.text)) return {};
  const bool up = said.intent == "iot_hue_lightup";
  const bool verb =
      up ? has_any_words(said.text, {"brighten", "increase", "raise", "turn up", "brighter"})
         : has_any_words(said.text, {"dim", "lower", "decrease", "turn down", "darken", "dimmer", "reduce"});
  if (!verb || has_any_words(said.text, {"to", "too", "by", "on", "off", "it's"})) return {};
  Sample sample = one_clause(said.text, {.intent = Intent::light_set,
                                         .attribute = Attribute::brightness,
                                         .operation = up ? Operation::raise : Operation::lower});
  if (!add_place(said, sample)) return {};
  if (!add_noun(sample, Kind::light) && !has_words(said.text, "brightness")) return {};
  add_little(said, sample);
  if (has_words(said.text, "all")) sample.clauses[0].labels.quantity = Quantity::all;
  return sample;
}

Made light_change(const Said& said) {
  const MassiveSlot* color = said.slot("color_type");
  const MassiveSlot* amount = said.slot("change_amount");
  if ((color == nullptr) == (amount == nullptr) || is_more(said.text)) return {};
  if (!said.has_only({"house_place", "color_type", "change_amount"})) return {};
  if (!has_any_words(said.text, {"light", "lights", "lamp"})) return {};
  Sample sample = one_clause(said.text, {.intent = Intent::light_set, .operation = Operation::set});
  Frame& labels = sample.clauses[0].labels;
  if (color != nullptr) {
    if (read_color(said.text_of(*color)) == nullptr) return {};
    labels.attribute = Attribute::color;
    add(sample, SpanRole::value, *color);
  } else {
    MassiveSlot value = *amount;
    if (said.text_of(value).starts_with("to ")) value.begin += 3;
    if (said.text_of(value).find("percent") == std::string_view::npos) return {};
    labels.attribute = Attribute::brightness;
    add(sample, SpanRole::value, value);
  }
  if (!add_place(said, sample) || !add_noun(sample, Kind::light)) return {};
  if (has_words(said.text, "all")) labels.quantity = Quantity::all;
  return sample;
}

Made coffee(const Said& said) { return said.slot("device_type") != nullptr ? on_or_off(said) : Made(); }

Made clean(const Said& said) {
  if (is_more(said.text) || !said.has_only({"device_type", "house_place"})) return {};
  if (direction(said.text) == Intent::turn_on) {
    Said on = said;
    on.intent = "turn_on";
    return said.slot("device_type") != nullptr ? on_or_off(on) : Made();
  }
  const bool start = has_any_words(said.text, {"start", "run", "activate", "initiate", "begin"});
  const bool vacuum_room = said.slot("device_type") == nullptr && said.slot("house_place") != nullptr &&
                           has_any_words(said.text, {"vacuum the", "vacuum my", "clean the", "clean my"});
  if (start == vacuum_room) return {};
  Sample sample = one_clause(said.text, {.intent = Intent::vacuum_start});
  if (!add_place(said, sample) || !add_device(said, sample)) return {};
  if (start && sample.clauses[0].labels.kind != Kind::vacuum) return {};
  return sample;
}

// ---- sound and media ----

Made volume(const Said& said) {
  if (is_more(said.text) || !said.has_only({"change_amount", "device_type"})) return {};
  const bool up = has_any_words(said.text, {"up", "increase", "raise", "louder", "higher", "boost"});
  const bool down = has_any_words(said.text, {"down", "decrease", "lower", "quieter", "softer", "reduce"});
  const MassiveSlot* amount = said.slot("change_amount");
  const bool set =
      amount != nullptr && (said.text_of(*amount).starts_with("to ") ||
                            std::string_view(said.text).substr(0, amount->begin).ends_with(" to ") ||
                            std::string_view(said.text).substr(0, amount->begin).ends_with(" at "));
  if (!has_any_words(said.text,
                     {"volume", "sound", "audio", "speaker", "speakers", "louder", "quieter", "softer"}) ||
      has_any_words(said.text, {"unmute", "mute", "repeat", "say"}))
    return {};
  if (!set && (up == down || up != (said.intent == "audio_volume_up"))) return {};
  Sample sample = one_clause(said.text, {.intent = set ? Intent::set_volume : Intent::set_volume_relative,
                                         .attribute = Attribute::volume,
                                         .operation = set  ? Operation::set
                                                      : up ? Operation::raise
                                                           : Operation::lower});
  if (amount != nullptr) {
    MassiveSlot value = *amount;
    for (const std::string_view before : {"to ", "by "})
      if (said.text_of(value).starts_with(before)) value.begin += before.size();
    const std::string_view word = said.text_of(value);
    Frame& labels = sample.clauses[0].labels;
    if (word.find("max") != word.npos || word == "full" || word == "highest") {
      labels.intent = Intent::set_volume;
      labels.operation = Operation::maximum;
    } else if (word.find("min") == 0 || word == "lowest") {
      labels.intent = Intent::set_volume;
      labels.operation = Operation::minimum;
    } else {
      add(sample, SpanRole::value, value);
    }
  }
  if (!set && amount == nullptr) add_little(said, sample);
  if (has_words(said.text, "it")) sample.clauses[0].labels.reference = Reference::it;
  if (!add_device(said, sample)) return {};
  if (said.slot("device_type") == nullptr && !add_noun(sample, Kind::speaker) &&
      has_words(said.text, "music"))
    add_noun(sample, Kind::media_player);
  return sample;
}

Made mute(const Said& said) {
  if (is_more(said.text) || !said.has_only({"device_type"}) || has_words(said.text, "unmute")) return {};
  if (!has_any_words(said.text, {"mute", "silence"}) ||
      has_any_words(said.text, {"mode", "for", "turn", "set"}))
    return {};
  Sample sample = one_clause(said.text, {.intent = Intent::mute});
  if (!add_device(said, sample)) return {};
  if (said.slot("device_type") == nullptr) add_noun(sample, Kind::speaker);
  return sample;
}

/// "play" and what may stand between it and the title.
std::optional<size_t> after_play(std::string_view text) {
  for (const std::string_view verb : {"start playing ", "play me ", "play ", "put on ", "i want to hear ",
                                      "i want to listen to ", "let me hear ", "listen to "}) {
    const size_t at = text.find(verb);
    if (at == text.npos || (at > 0 && text[at - 1] != ' ')) continue;
    return at + verb.size();
  }
  return {};
}

Made play(const Said& said) {
  static constexpr std::array<std::string_view, 7> kTitles = {"song_name",     "artist_name", "playlist_name",
                                                              "music_genre",   "radio_name",  "podcast_name",
                                                              "audiobook_name"};
  if (is_more(said.text) || said.slots.empty()) return {};
  size_t at = after_play(said.text).value_or(0);
  if (at == 0) return {};
  const std::string_view text = said.text;
  Sample sample = one_clause(text, {.intent = Intent::media_play});
  const auto word_at = [&](std::initializer_list<std::string_view> words) -> size_t {
    if (at >= said.slots[0].begin) return 0;  // a title may begin with "the"
    for (const std::string_view word : words)
      if (text.substr(at).starts_with(word) &&
          (at + word.size() == text.size() || text[at + word.size()] == ' '))
        return word.size();
    return 0;
  };
  const auto skip = [&](size_t n) { at = std::min(text.size(), at + n + 1); };
  while (const size_t n = word_at({"some", "the", "my", "a", "an", "me", "any"})) skip(n);
  const size_t class_size = word_at(
      {"song", "songs", "album", "playlist", "track", "podcast", "audiobook", "radio station", "station"});
  if (class_size > 0) {
    add(sample, SpanRole::media_class, at, at + class_size);
    skip(class_size);
    while (const size_t n = word_at({"by", "of", "from", "called", "named", "the"})) skip(n);
  }
  // Titles that follow one another, "X by Y", are one text.
  const size_t begin = at;
  size_t end = begin, n_titles = 0;
  for (const MassiveSlot& slot : said.slots) {
    if (std::ranges::find(kTitles, slot.name) == kTitles.end()) return {};
    const std::string_view between = text.substr(end, slot.begin - std::min(end, slot.begin));
    if (slot.begin != end && (n_titles == 0 || (between != " by " && between != " from "))) return {};
    end = slot.end;
    ++n_titles;
  }
  const std::string_view rest = text.substr(end);
  if (rest.starts_with(" music") && (rest.size() == 6 || rest[6] == ' ')) end += 6;
  if (class_size == 0)
    for (const std::string_view word :
         {" songs", " song", " playlist", " album", " podcast", " station", " audiobook"})
      if (text.substr(begin, end - begin).ends_with(word) && end - begin > word.size() + 1)
        end -= word.size();
  if (end - begin < 3) return {};
  add(sample, SpanRole::media, begin, end);
  std::string_view tail = text.substr(end);
  for (const std::string_view word :
       {" song", " songs", " playlist", " album", " podcast", " station", " audiobook"})
    if (class_size == 0 && tail.starts_with(word) &&
        (tail.size() == word.size() || tail[word.size()] == ' ')) {
      add(sample, SpanRole::media_class, end + 1, end + word.size());
      tail.remove_prefix(word.size());
      break;
    }
  return tail.empty() || tail == " please" || tail == " for me" || tail == " now" ? Made(sample) : Made();
}

// ---- lists, the clock, the calendar, the weather ----

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

Made add_to_list(const Said& said) {
  return change_list(said, Intent::list_add, {"add ", "put ", "include "},
                     {" to ", " on ", " onto ", " in "});
}
Made remove_from_list(const Said& said) {
  return change_list(said, Intent::list_remove, {"remove ", "delete ", "take ", "erase "},
                     {" from ", " off of ", " off "});
}

Made ask_list(const Said& said) {
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

Made clock(const Said& said) {
  const std::string_view text = said.text;
  if (!said.slots.empty()) {
    const bool elsewhere = said.slot("place_name") != nullptr || said.slot("time_zone") != nullptr;
    return elsewhere && has_words(text, "time") ? none(said) : Made();
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

Made calendar(const Said& said) {
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

Made weather(const Said& said) {
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

struct Row {
  std::string_view prefix;  ///< of intents
  Made (*make)(const Said&);
};
constexpr Row kRows[] = {
    {"alarm_set", none_at_a_time},
    {"audio_volume_up", volume},
    {"audio_volume_down", volume},
    {"audio_volume_mute", mute},
    {"calendar_query", calendar},
    {"calendar_set", none_for_calendars},
    {"calendar_remove", none_for_calendars},
    {"cooking_", none},
    {"datetime_convert", none},
    {"datetime_query", clock},
    {"email_", none_without_home},
    {"general_greet", talk},
    {"general_joke", none},
    {"general_quirky", none_without_home},
    {"iot_cleaning", clean},
    {"iot_coffee", coffee},
    {"iot_hue_lightchange", light_change},
    {"iot_hue_lightdim", brightness},
    {"iot_hue_lightup", brightness},
    {"iot_hue_lightoff", on_or_off},
    {"iot_hue_lighton", on_or_off},
    {"iot_wemo_off", on_or_off},
    {"iot_wemo_on", on_or_off},
    {"lists_createoradd", add_to_list},
    {"lists_query", ask_list},
    {"lists_remove", remove_from_list},
    {"news_query", none},
    {"play_audiobook", play},
    {"play_game", none},
    {"play_music", play},
    {"play_podcasts", play},
    {"play_radio", play},
    {"qa_", none},
    {"recommendation_", none},
    {"social_", none},
    {"takeaway_", none},
    {"transport_", none},
    {"weather_query", weather},
};

}  // namespace

std::optional<Sample> sample_of(const MassiveUtterance& said) {
  if (said.text.size() > 400) return std::nullopt;
  for (const Row& row : kRows) {
    if (!said.intent.starts_with(row.prefix)) continue;
    Made made = row.make(said);
    if (!made) return std::nullopt;
    const auto& spans = made->clauses[0].spans;
    for (size_t i = 1; i < spans.size(); ++i)
      if (spans[i].begin < spans[i - 1].end) return std::nullopt;
    return made;
  }
  return std::nullopt;
}

}  // namespace ondol::home
