// Verb, things and list; see english_lists.h.
#include "home/english_lists.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "home/english_words.h"
#include "home/placed_spans.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

constexpr std::string_view kPuts[] = {" put ", " add ", " stick ", " pop ", " jot ", " chuck ", " write "};
constexpr std::string_view kOnto[] = {" on ", " to ", " onto ", " in ", " down on "};
constexpr std::string_view kAsks[] = {" read me out ", " read me ",  " read us ",
                                      " read out ",    " read ",     " what's on ",
                                      " what is on ",  " whats on ", " what's left on "};
constexpr std::string_view kOwners[] = {"the ", "my ", "our "};

/// The list of the home that these words begin with, as they name it; "" where it is none.
std::string_view list_at(const Home& home, std::string_view words) {
  for (const std::string_view owner : kOwners)
    if (words.starts_with(owner)) words.remove_prefix(owner.size());
  std::string_view found;
  for (const Entity& e : home.entities) {
    if (e.domain() != "todo") continue;
    e.any_name([&](const std::string& name) {
      for (const std::string_view way : {std::string_view(name), without_list_noun(name)}) {
        const std::string own = plain_words(way);
        const std::string_view key = std::string_view(own).substr(1);  // one space behind it
        if (key.size() > found.size() + 1 && words.starts_with(key)) found = words.substr(0, key.size() - 1);
      }
      return false;
    });
  }
  return found;
}

bool changes_a_list(const Frame& frame) {
  return frame.intent == Intent::list_add || frame.intent == Intent::list_complete ||
         frame.intent == Intent::list_remove;
}

/// "I found some oat milk at the back of the fridge, so take it off": what was told of first goes, and where
/// it was is no item.
void take_off_what_is_told(Frame& frame) {
  if (!changes_a_list(frame) || !frame.has(SpanRole::item)) return;
  const std::string said = spaced(frame);
  size_t verb = std::string::npos;
  for (const std::string_view off :
       {" take it off ", " take them off ", " take that off ", " take those off ", " knock it off ",
        " get it off ", " scratch it off "})
    verb = std::min(verb, said.find(off));
  if (verb == std::string::npos) return;
  const auto placed = place_spans(frame);
  const auto is_item = [&](const Placed& each) { return frame.spans[each.index].role == SpanRole::item; };
  const auto first = std::ranges::find_if(placed, is_item);
  if (first == placed.end() || first->end > verb) return;
  std::vector<size_t> wheres;
  for (const Placed& each : placed) {
    if (!is_item(each) || each.begin <= first->begin || each.begin >= verb) continue;
    const std::string_view between = std::string_view(said).substr(first->end + 1, each.begin - first->end);
    if (starts(between, {" in ", " at ", " from ", " on ", " under ", " behind "}))
      wheres.push_back(each.index);
  }
  std::string& item = frame.spans[first->index].text;
  for (const std::string_view where : {" in ", " at ", " from "})
    if (const size_t at = item.find(where); at != std::string::npos) item.resize(at);
  erase_spans(frame, wheres);
  if (frame.intent == Intent::list_add) frame.intent = Intent::list_remove;
}

/// "Mark the trash as done": what stands before "as done".
void complete_what_is_marked(Frame& frame) {
  if (frame.intent != Intent::list_complete || frame.has(SpanRole::item)) return;
  const std::string said = spaced(frame);
  constexpr std::string_view kMark = " mark ";
  const size_t at = said.find(kMark);
  const size_t end = std::min({said.find(" as done "), said.find(" as complete "),
                               said.find(" as completed "), said.find(" as finished "), said.find(" done ")});
  if (at == std::string::npos || end == std::string::npos || end < at + kMark.size()) return;
  std::string_view item = std::string_view(frame.said).substr(at + kMark.size() - 1, end - at - kMark.size());
  for (const std::string_view owner : kOwners)
    if (item.starts_with(owner)) item.remove_prefix(owner.size());
  constexpr std::string_view kNone[] = {"it", "that", "this", "them", "those", "everything", "all", ""};
  if (is_one_of(item, kNone)) return;
  frame.spans.insert(frame.spans.begin(), {SpanRole::item, std::string(item)});
}

/// "Bin the tea bags off the list": the verb is not of the item.
void drop_verb_of_item(Frame& frame) {
  if (frame.intent != Intent::list_remove && frame.intent != Intent::list_complete) return;
  if (!says(spaced(frame), {" off the ", " off my ", " off our ", " from the ", " from my "})) return;
  for (Span& span : frame.spans)
    for (const std::string_view verb : {"bin the ", "ditch the ", "scrap the ", "lose the ", "drop the ",
                                        "scratch the ", "strike the ", "knock the ", "chuck the "})
      if (span.role == SpanRole::item && utf8::ascii_lower(frame.said).starts_with(verb) &&
          utf8::ascii_lower(span.text).starts_with(verb))
        span.text.erase(0, verb.size());
}

/// "Is loo roll on the list", of which "loo" was read: all between the verb and the list is the item.
void ask_for_the_whole_item(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.texts(SpanRole::item).size() != 1 ||
      !frame.has(SpanRole::list))
    return;
  const std::string said = spaced(frame);
  const size_t begin = starts(said, {" is "}) ? 4 : starts(said, {" are "}) ? 5 : 0;
  const size_t end = said.rfind(" on ", said.rfind(frame.text(SpanRole::list)));
  if (begin == 0 || end == std::string::npos || end <= begin) return;
  std::string_view item = std::string_view(frame.said).substr(begin - 1, end - begin);
  Span& span = *std::ranges::find(frame.spans, SpanRole::item, &Span::role);
  for (const std::string_view before : {"there ", "the ", "any ", "some ", "my "})
    if (item.starts_with(before)) item.remove_prefix(before.size());
  for (const std::string_view behind : {" still", " already", " actually", " even", " also", " not", " yet"})
    if (item.ends_with(behind)) item.remove_suffix(behind.size());
  constexpr size_t kMostWords = 4;
  if (item.find(span.text) != std::string_view::npos && split_words(item).size() <= kMostWords &&
      split_conjunction(item).size() == 1)
    span.text = std::string(item);
}

/// "Oil the garage door | hinges": a thing to do, whose end was read as one more.
void join_items(Frame& frame) {
  const auto placed = place_spans(frame);
  for (size_t i = 0; i + 1 < placed.size(); ++i) {
    Span& first = frame.spans[placed[i].index];
    const Span& second = frame.spans[placed[i + 1].index];
    // Nouns in a row, "milk eggs", are so many items.
    if (first.role != SpanRole::item || second.role != SpanRole::item ||
        placed[i].end + 1 != placed[i + 1].begin || frame.said[placed[i].end] != ' ' ||
        !says(first.text, {" the ", " my "}) || first.text.find(" and ") != std::string::npos)
      continue;
    first.text += " " + second.text;
    return erase_spans(frame, {placed[i + 1].index});
  }
}

/// "Add descale the | kettle to my odd jobs": no thing to do ends in an article.
void end_the_item(Frame& frame) {
  if (!changes_a_list(frame) || frame.texts(SpanRole::item).size() != 1 || !frame.has(SpanRole::list)) return;
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  for (const Placed& each : placed) {
    Span& item = frame.spans[each.index];
    if (item.role != SpanRole::item || !ends(item.text, {" the", " my", " a", " some"})) continue;
    const auto list = std::ranges::find_if(placed, [&](const Placed& p) {
      return p.begin > each.end && frame.spans[p.index].role == SpanRole::list;
    });
    if (list == placed.end()) return;
    size_t end = std::string::npos;
    for (const std::string_view onto : {" to ", " on ", " onto ", " off ", " from "})
      if (const size_t at = said.rfind(onto, list->begin); at != std::string::npos && at > each.end)
        end = std::min(end, at);
    if (end != std::string::npos) item.text = frame.said.substr(each.begin, end - 1 - each.begin);
    return;
  }
}

/// "Picked up the salt block already", read as nothing of a home: it is done.
void complete_what_was_got(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main ||
      std::ranges::any_of(frame.spans, [](const Span& s) { return s.role != SpanRole::item; }))
    return;
  const std::string said = spaced(frame);
  for (const std::string_view got :
       {" picked up the ", " bought the ", " i picked up the ", " i bought the "}) {
    const std::string_view words = trim_spaces(said);
    constexpr std::string_view kAlready = " already";
    if (!said.starts_with(got) || !words.ends_with(kAlready) || words.size() < got.size() + kAlready.size())
      continue;
    const size_t size = words.size() + 1 - got.size() - kAlready.size();
    frame.intent = Intent::list_complete;
    frame.spans = {{SpanRole::item, frame.said.substr(got.size() - 1, size)}};
    frame.mended = true;
    return;
  }
}

/// "Remind me on my to-do list to call her" asks nothing; "call her is done, tick it off" is no chat.
void change_as_said(Frame& frame) {
  if (!frame.has(SpanRole::item) || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  if (frame.intent == Intent::get_state && frame.has(SpanRole::list) && starts(said, {" remind me "})) {
    frame = {.intent = Intent::list_add, .kind = frame.kind, .spans = frame.spans, .said = frame.said};
  } else if (frame.intent == Intent::none &&
             says(said, {" tick it off ", " tick that off ", " cross it off ", " cross that off ",
                         " check it off ", " check that off "})) {
    frame.intent = Intent::list_complete;
  }
}

/// "What's left on my chores": a question that has a list is about the list.
void ask_of_the_list(Frame& frame) {
  if (frame.intent == Intent::get_state && frame.kind == Kind::any && frame.has(SpanRole::list))
    frame.kind = Kind::todo_list;
}

/// "Stick washing up liquid on the shopping list", read as "liquid": all between the verb and the list.
void take_whole_item(std::span<const Mention> mentions, Frame& frame) {
  constexpr std::string_view kArticles[] = {"some", "a", "an", "the", "more", "another", "me", "us"};
  constexpr std::string_view kNoItems[] = {"and",  "on", "to",   "of", "it",
                                           "that", "up", "onto", "or", "please"};
  if (frame.intent != Intent::list_add || frame.texts(SpanRole::item).size() != 1) return;
  const std::string said = spaced(frame);
  for (const Placed& each : place_spans(frame)) {
    Span& item = frame.spans[each.index];
    if (item.role != SpanRole::item) continue;
    size_t verb = std::string::npos;
    for (const std::string_view word : kPuts) {
      const size_t at = said.rfind(word, each.begin);
      if (at != std::string::npos && at + word.size() - 2 < each.begin)
        verb = verb == std::string::npos ? at + word.size() - 1 : std::max(verb, at + word.size() - 1);
    }
    if (verb == std::string::npos ||
        !starts(std::string_view(said).substr(each.end + 1), {" on ", " onto ", " to "}))
      return;
    const std::string between = said.substr(verb, each.begin + 1 - verb);
    auto words = split_words(between);
    while (!words.empty() && is_one_of(words[0], kArticles)) words.erase(words.begin());
    constexpr size_t kMostWords = 3;
    if (words.empty() || words.size() > kMostWords ||
        frame.said.substr(0, each.begin).find(',') != std::string::npos)
      return;
    // "Washing up liquid" has an "up" of its own.
    const bool ends_item = std::ranges::any_of(words, [&](std::string_view word) {
      return is_one_of(word, kNoItems) && !(word == "up" && word.data() != words[0].data());
    });
    if (ends_item || is_mentioned(mentions, verb - 1, each.begin)) return;
    item.text = join_words(words) + " " + item.text;
    return;
  }
}

/// "Stick loo roll on the shopping list", read as "loo": up to the list.
void finish_item(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::list_add || frame.texts(SpanRole::item).size() != 1 ||
      !frame.has(SpanRole::list))
    return;
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  for (const Placed& each : placed) {
    Span& item = frame.spans[each.index];
    if (item.role != SpanRole::item) continue;
    const size_t end = std::min(said.find(" on ", each.end + 1), said.find(" to ", each.end + 1));
    if (end == std::string::npos || end <= each.end + 1) return;
    const std::string between(trim_spaces(std::string_view(said).substr(each.end + 1, end - each.end - 1)));
    constexpr size_t kMostWords = 2;
    constexpr std::string_view kNoItems[] = {"and",  "or",  "up",  "please", "back", "as",
                                             "well", "too", "the", "a",      "been"};
    const auto words = split_words(between);
    if (words.empty() || words.size() > kMostWords || is_covered(placed, each.end + 1, end - 1) ||
        is_mentioned(mentions, each.end + 1, end - 1) ||
        std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoItems); }))
      return;
    item.text += " " + between;
    return;
  }
}

/// "Saffron on the shopping list" asks nothing: it goes on it.
void add_what_is_listed(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.role != ClauseRole::main || !frame.has(SpanRole::item) ||
      !frame.has(SpanRole::list))
    return;
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  constexpr std::string_view kAskers[] = {"have", "has", "got", "still", "already", "there", "does", "did"};
  const auto placed = place_spans(frame);
  if (asks(words) || placed.empty() || placed[0].begin != 0 ||
      std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kAskers); }) ||
      frame.said.find('?') != std::string::npos)
    return;
  frame.intent = Intent::list_add;
  frame.question = Question::none;
  frame.asked = Asked::none;
}

}  // namespace

void repair_english_list(std::span<const Mention> mentions, Frame& frame) {
  if (frame.said.empty() || has_hangul(frame.said)) return;
  take_off_what_is_told(frame);
  complete_what_is_marked(frame);
  drop_verb_of_item(frame);
  ask_for_the_whole_item(frame);
  ask_of_the_list(frame);
  join_items(frame);
  end_the_item(frame);
  change_as_said(frame);
  complete_what_was_got(frame);
  take_whole_item(mentions, frame);
  finish_item(mentions, frame);
  add_what_is_listed(frame);
}

void add_lost_list(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::list_add || frame.role != ClauseRole::main || has_hangul(frame.said) ||
      frame.texts(SpanRole::item).size() != 1 || frame.has(SpanRole::list) || frame.spans.size() != 1)
    return;
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  if (placed.empty() || !is_one_of(said.substr(0, placed[0].begin + 1), kPuts)) return;
  for (const Mention& list : mentions) {
    const std::string_view behind = std::string_view(said).substr(list.end + 1);
    if (list.role != SpanRole::list || list.owns || list.begin < placed[0].end ||
        !(behind == " " || behind == " please " || behind == " list "))
      continue;
    std::string_view item = std::string_view(said).substr(placed[0].begin + 1, list.begin - placed[0].begin);
    for (const std::string_view owner : kOwners)
      if (item.ends_with(" " + std::string(owner))) item.remove_suffix(owner.size());
    for (const std::string_view onto : {" down on ", " onto ", " on ", " to ", " in "}) {
      if (!item.ends_with(onto)) continue;
      item.remove_suffix(onto.size());
      if (split_conjunction(item).size() == 1)
        frame.spans[0].text = frame.said.substr(placed[0].begin, item.size());
      frame.spans.push_back({SpanRole::list, words_of(frame, list)});
      return;
    }
  }
}

std::optional<Frame> of_a_named_list(const Home& home, const Frame& frame) {
  if (has_hangul(frame.said)) return std::nullopt;
  const std::string said = plain_words(frame.said);  // byte for byte, one space more in front
  Frame out{.kind = Kind::todo_list, .said = frame.said, .mended = true};
  for (const std::string_view asks : kAsks) {
    const size_t at = said.find(asks);
    if (at == std::string::npos) continue;
    const auto list = list_at(home, std::string_view(said).substr(at + asks.size()));
    if (list.empty()) continue;
    out.intent = Intent::get_state;
    out.question = Question::value;
    out.spans = {{SpanRole::list, std::string(list)}};
    return out;
  }
  // "What have I to get from Tesco", "rope's been ordered, tick that off the boat jobs".
  const bool asks_what = said.starts_with(" what");
  const size_t off = said.find(" off ");
  for (const size_t at : {asks_what ? said.rfind(" from ") : std::string::npos,
                          asks_what ? said.rfind(" for ") : std::string::npos,
                          asks_what ? said.rfind(" on ") : std::string::npos, off}) {
    if (at == std::string::npos) continue;
    const size_t begin = said.find(' ', at + 1) + 1;
    const auto list = list_at(home, std::string_view(said).substr(begin));
    if (list.empty() || !said.ends_with(std::string(list) + " ")) continue;
    const bool ticks = said.find(" tick ") < at || said.find(" cross ") < at || said.find(" check ") < at;
    if (!asks_what && !ticks) continue;
    out.intent = asks_what ? Intent::get_state : Intent::list_complete;
    if (asks_what) out.question = Question::value;
    out.spans = {{SpanRole::list, std::string(list)}};
    return out;
  }
  // "Have I fixed the tap on my odd jobs" puts nothing there.
  if (starts(said, {" have i ", " have we ", " has ", " did ", " is ", " are "})) return std::nullopt;
  size_t verb_end = std::string::npos;
  for (const std::string_view puts : kPuts)
    if (const size_t at = said.find(puts); at != std::string::npos)
      verb_end = std::min(verb_end, at + puts.size());
  // "Marmite on the messages", and nothing behind it.
  const bool no_verb = verb_end == std::string::npos;
  if (no_verb) verb_end = 1;
  for (const std::string_view onto : kOnto) {
    const size_t at = said.rfind(onto);
    if (at == std::string::npos || at < verb_end) continue;
    const auto list = list_at(home, std::string_view(said).substr(at + onto.size()));
    if (list.empty() || (no_verb && !said.ends_with(std::string(list) + " "))) continue;
    out.intent = Intent::list_add;
    std::string_view items = std::string_view(frame.said).substr(verb_end - 1, at - verb_end);
    for (const std::string_view done : {"tick off ", "check off ", "cross off ", "mark off "})
      if (said.substr(verb_end).starts_with(done)) {
        items.remove_prefix(done.size());
        out.intent = Intent::list_complete;
        break;
      }
    for (const std::string& item : split_conjunction(items)) out.spans.push_back({SpanRole::item, item});
    if (out.spans.empty()) return std::nullopt;
    out.spans.push_back({SpanRole::list, std::string(list)});
    return out;
  }
  return std::nullopt;
}

}  // namespace ondol::home
