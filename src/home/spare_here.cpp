// See spare_here.h.
#include "home/spare_here.h"

#include <algorithm>
#include <vector>

#include "home/english_words.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/words.h"

namespace ondol::home {
namespace {

constexpr std::string_view kHere = "here";

/// Words behind "except", of which the last say where; the noun between is returned.
std::optional<std::string> english_noun(std::string_view behind) {
  constexpr std::string_view kWheres[] = {
      "in here",         "right here",       "this room",          "in this room",
      "the room i'm in", "the room i am in", "in the room i'm in", "here"};
  constexpr std::string_view kFillers[] = {"for",    "not",        "the",      "those",  "that", "that's",
                                           "what's", "whatever's", "whatever", "is",     "are",  "which",
                                           "one",    "ones",       "stuff",    "things", "just", "my",
                                           "only",   "of",         "we",       "i",      "have"};
  size_t where = std::string_view::npos;
  for (const std::string_view words : kWheres) {
    const size_t at = behind.find(" " + std::string(words) + " ");
    where = std::min(where, at);
  }
  if (where == std::string_view::npos) return {};
  std::string noun;
  for (const std::string_view word : split_words(behind.substr(0, where + 1)))
    if (!is_one_of(word, kFillers)) noun += (noun.empty() ? "" : " ") + std::string(word);
  if (!noun.empty() && kinds_of(noun).empty()) return {};
  return noun;
}

/// The noun, and where in the words the exception begins.
struct Spared {
  std::string noun;
  size_t begin = 0;
};

std::optional<Spared> spared_in_english(const std::string& said) {
  constexpr std::string_view kMarks[] = {" except ",     " but ",        " apart from ",
                                         " aside from ", " other than ", " excluding ",
                                         " save for ",   " besides ",    " bar "};
  for (const std::string_view mark : kMarks) {
    const size_t at = said.find(mark);
    if (at == std::string::npos) continue;
    if (auto noun = english_noun(std::string_view(said).substr(at + mark.size() - 1)))
      return Spared{*std::move(noun), at};
  }
  return {};
}

/// "여기만 빼고 다 꺼", "이 방은 놔두고": all of it; "여기 불 빼고 다 꺼" is about what is here.
std::optional<Spared> spared_in_korean(std::string_view said) {
  constexpr std::string_view kBare[] = {"", "만", "은", "는", "만은", "에", "것만", "거만"};
  constexpr std::string_view kInIt[] = {"있는", "것만", "거만", "것은", "건"};
  const auto words = split_words(said);
  for (size_t i = 0; i < words.size(); ++i) {
    std::string_view rest = words[i];
    size_t next = i + 1;
    if (rest == "이" && next < words.size() && words[next].starts_with("방"))
      rest = words[next++].substr(std::string_view("방").size());
    else if (rest == "내" && next < words.size() && words[next].starts_with("방"))
      rest = words[next++].substr(std::string_view("방").size());
    else if (starts(rest, {"여기", "이방"}))
      rest.remove_prefix(std::string_view("여기").size());
    else
      continue;
    if (!is_one_of(rest, kBare)) continue;
    while (next < words.size() && is_one_of(words[next], kInIt)) ++next;
    if (next < words.size() && starts(words[next], {"빼고", "빼곤", "빼놓고", "말고", "제외", "남기고",
                                                    "두고", "놔두고", "냅두고", "남겨두", "외에", "놓고"}))
      return Spared{};
  }
  return {};
}

}  // namespace

void spare_what_is_here(Frame& frame) {
  const bool korean = has_hangul(frame.said);
  const bool all = frame.quantity == Quantity::all ||
                   (!korean && (frame.place != Place::unsaid || frame.has(SpanRole::except)));
  if (!acts_on_things(frame.intent) || !all) return;  // "여기 말고 저기"
  const std::string said = korean ? frame.said : spaced(frame);
  const auto spared = korean ? spared_in_korean(said) : spared_in_english(said);
  if (!spared) return;
  const std::string& noun = spared->noun;
  // What it was read as; "…and the hall light" is left out as well.
  constexpr std::string_view kItself[] = {"here", "in here", "room", "this room", "one",   "ones",
                                          "여기", "이 방",   "이방", "방",        "stuff", "내 방"};
  std::erase_if(frame.spans, [&](const Span& span) {
    return span.role == SpanRole::except && (span.text == noun || is_one_of(span.text, kItself));
  });
  // "Everything off but the lamp in here": the noun behind it is no kind that is meant.
  if (!noun.empty() && frame.texts(SpanRole::kind).size() == 1 && frame.text(SpanRole::kind) == noun &&
      said.find(" " + noun + " ") > spared->begin) {
    std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::kind; });
    frame.kind = Kind::any;
  }
  frame.spans.push_back({SpanRole::except, (noun.empty() ? "" : noun + " ") + std::string(kHere)});
  frame.place = frame.has(SpanRole::area) || frame.has(SpanRole::floor) ? Place::unsaid : Place::whole_house;
  frame.quantity = Quantity::all;
}

std::optional<std::string> noun_spared_here(std::string_view exception) {
  if (exception == kHere) return "";
  const std::string end = " " + std::string(kHere);
  if (!exception.ends_with(end)) return {};
  return std::string(exception.substr(0, exception.size() - end.size()));
}

}  // namespace ondol::home
