// The words; see forbidding_words.h.
#include "home/forbidding_words.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "home/words.h"

namespace ondol::home {
namespace {

constexpr std::string_view kDo[] = {"turn",   "switch", "shut",  "close",  "open",   "lock",  "unlock",
                                    "start",  "stop",   "run",   "touch",  "change", "set",   "pause",
                                    "play",   "mute",   "kill",  "dim",    "put",    "raise", "lower",
                                    "unplug", "cut",    "reset", "cancel", "power",  "move"};
constexpr std::string_view kNot[] = {"don't", "don’t", "dont", "never"};
/// Behind "don't" or "never": a state that is not to be, or a figure of speech.
constexpr std::string_view kStates[] = {"leave", "keep", "let",  "want", "forget", "need",
                                        "mind",  "have", "like", "stay", "be"};
constexpr std::string_view kBetween[] = {"you", "ever", "please", "dare", "even", "go", "and", "just"};

constexpr std::string_view kStemsKo[] = {"끄",   "켜",   "키",   "열",   "닫",   "잠그",
                                         "풀",   "닫으", "틀",   "올리", "내리", "건드리",
                                         "만지", "바꾸", "돌리", "멈추", "줄이"};
constexpr std::string_view kEndsKo[] = {"지마",       "지마라",     "지마요",   "지마세요", "지마십시오",
                                        "지말아",     "지말아줘",   "지말아라", "지말아요", "지말아주세요",
                                        "지말아줄래", "지말라",     "지마렴",   "지마시오", "지말게",
                                        "지말자",     "지말아주라", "면안돼",   "면안돼요", "면안됩니다"};

bool forbids_in_english(std::string_view spaced) {
  const auto words = split_words(spaced);
  for (size_t i = 0; i < words.size(); ++i) {
    if (is_one_of(words[i], kDo)) return false;  // something is to be done first
    size_t next = i + 1;
    if (words[i] == "do" && next < words.size() && words[next] == "not")
      ++next;
    else if (!is_one_of(words[i], kNot))
      continue;
    if (i > 0 && words[i - 1] == "why") return false;  // "why don't you turn it off"
    while (next < words.size() && is_one_of(words[next], kBetween)) ++next;
    if (next == words.size() || is_one_of(words[next], kStates)) return false;
    return is_one_of(words[next], kDo);
  }
  return false;
}

bool forbids_in_korean(std::string_view compacted) {
  for (const std::string_view end : kEndsKo) {
    if (!compacted.ends_with(end)) continue;
    const std::string_view before = compacted.substr(0, compacted.size() - end.size());
    return std::ranges::any_of(kStemsKo, [&](std::string_view stem) {
      if (!before.ends_with(stem)) return false;
      const std::string_view rest = before.substr(0, before.size() - stem.size());
      return !rest.ends_with("안") && !rest.ends_with("못");  // "안 끄면 안 돼" asks for it
    });
  }
  return false;
}

}  // namespace

bool forbids(std::string_view clause) {
  const std::string plain = plain_words(clause);
  return forbids_in_english(plain) || forbids_in_korean(compact(plain));
}

size_t ordered_instead_at(std::string_view clause) {
  constexpr std::string_view kFirst[] = {"no", "please", "hey", "oh", "okay", "ok", "right", "and", "just"};
  constexpr std::string_view kForbids[] = {"don't", "don’t", "dont", "never", "leave"};
  constexpr std::string_view kOrders[] = {"turn", "switch", "put",  "shut", "close", "set",  "dim",
                                          "lock", "start",  "stop", "pull", "draw",  "open", "pause",
                                          "play", "kill",   "mute", "get",  "lower", "raise"};
  const std::string plain = plain_words(clause);
  const auto words = split_words(plain);
  size_t first = 0;
  while (first < words.size() && is_one_of(words[first], kFirst)) ++first;
  if (first >= words.size()) return std::string_view::npos;
  const bool do_not = words[first] == "do" && first + 1 < words.size() && words[first + 1] == "not";
  if (!do_not && !is_one_of(words[first], kForbids)) return std::string_view::npos;
  // What is forbidden has a verb and a thing.
  for (size_t i = first + 3; i + 2 < words.size(); ++i) {
    const bool joins = words[i] == "just" || words[i] == "but" || words[i] == "only" || words[i] == "instead";
    if (!joins) continue;
    const size_t verb = words[i] == "but" && words[i + 1] == "just" ? i + 2 : i + 1;
    // "Don't bother, I'll just shut it": somebody does it himself.
    constexpr std::string_view kSelf[] = {"i",   "i'll", "we",  "we'll", "he",  "she",   "they",
                                          "you", "to",   "i'd", "will",  "can", "could", "it"};
    if (verb + 1 >= words.size() || !is_one_of(words[verb], kOrders) || is_one_of(words[i - 1], kSelf))
      continue;
    return static_cast<size_t>(words[i].data() - plain.data()) - 1;
  }
  return std::string_view::npos;
}

}  // namespace ondol::home
