// Verb, things and list; see english_lists.h.
#include "home/english_lists.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "home/words.h"

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

}  // namespace

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
