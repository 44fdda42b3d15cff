// The words; see opening_words.h. Korean is compared without spaces: recognisers set them as they like.
#include "home/opening_words.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "home/words.h"

namespace ondol::home {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kOpen[] = {"open",    "unlock", "unlatch",  "unbolt",
                                      "release", "disarm", "unsecure", "disengage"};
constexpr std::string_view kUp[] = {"up", "raise", "lift", "roll"};
constexpr std::string_view kRun[] = {"on", "start", "run", "flow"};
constexpr std::string_view kClose[] = {"close", "shut", "lower", "down"};
/// Behind these an "opened" or "unlocked" is still to come.
constexpr std::string_view kWishes[] = {"want", "need",  "get",   "have", "like",
                                        "set",  "start", "begin", "make"};
/// Nobody who wishes says these right before the verb.
constexpr std::string_view kOthers[] = {"i",    "he",       "she",     "it",     "they",   "we",
                                        "who",  "somebody", "someone", "anyone", "nobody", "was",
                                        "been", "being",    "already", "not",    "a",      "an"};
constexpr std::string_view kBeforeTo[] = {"want",  "like", "need", "you",  "love",
                                          "going", "able", "have", "sure", "time"};
constexpr std::string_view kIs[] = {"is", "are", "was", "were", "isn't", "aren't", "stay", "be"};
constexpr std::string_view kPut[] = {"set", "put", "move", "bring", "to", "at", "percent"};
constexpr std::string_view kMany[] = {" all ",   " every ", " everything ", " both ",  " each ",
                                      " doors ", " locks ", " gates ",      " valves "};
/// Anywhere in the text: forbidding, asking, reporting, quoting, noting down.
constexpr std::string_view kNoWish[] = {
    " don't ",     " dont ",     " do not ",    " never ", " not ",   " without ",  " won't ",
    " shouldn't ", " must not ", " how ",       " why ",   " when ",  " whether ",  " what ",
    " who ",       " which ",    " told me ",   " said ",  " says ",  " wants to ", " remind ",
    " tell ",      " announce ", " broadcast ", " list ",  " timer ", " play ",     " song ",
    " did ",       " should ",   " safe ",      " can a ", " has ",   " burglar "};

/// Stems as they stand in a wish; what may not come right behind them is below.
constexpr std::string_view kOpenKo[] = {
    "열어", "열고", "열자", "여세요", "여십시오", "열어라", "열게", "열도록", "연다음", "연뒤", "열거라",
    "열렴", "풀어", "풀고", "풀자",   "따줘",     "따주",   "따고", "따봐",   "따자",   "따놔", "따라"};
constexpr std::string_view kNotBehindKo[] = {"도", "야", "져", "지", "졌",   "놨",   "뒀",
                                             "봤", "줬", "싶", "있", "보니", "놓은", "둔"};
constexpr std::string_view kOpenNounKo[] = {"해제", "개방", "오픈", "언락"};
constexpr std::string_view kNotBehindNounKo[] = {"됐", "되", "했", "된", "한", "할", "하면", "하라", "방법"};
constexpr std::string_view kUpKo[] = {"올려", "올리고", "올리자"};
constexpr std::string_view kRunKo[] = {"틀어", "틀고", "켜",   "물줘",  "물주",
                                       "물좀", "흐르", "돌려", "돌리고"};
constexpr std::string_view kCloseKo[] = {"닫", "내려", "내리", "잠그", "잠가"};
constexpr std::string_view kPutKo[] = {"로", "퍼센트", "프로", "%", "만큼"};
/// Also of another clause: "대문이랑 | 현관문 다 열어" may be cut anywhere.
constexpr std::string_view kManyKo[] = {"전부",   "모두",   "모든",   "싹열",   "싹풀",   "둘다",
                                        "다열",   "다풀",   "다따",   "다잠금", "다개방", "다오픈",
                                        "다해제", "다좀열", "이란문", "문들"};
constexpr std::string_view kNoWishKo[] = {
    "지마", "지말", "말고", "안열", "않게", "않도록", "금지", "못열", "면안", "면어떻", "어떻게", "방법",
    "언제", "왜",   "라고", "라는", "다고", "냐고",   "싶대", "달래", "수있", "안전할", "어틀어", "어재생"};

/// The verb that a word is a form of, or nothing.
bool is_form(std::string_view word, std::string_view verb) {
  if (!word.starts_with(verb)) return false;
  const std::string_view end = word.substr(verb.size());
  return end == "s" || end == "d" || end == "ed" || end == "ing";
}

/// Whether one of the verbs is wished in these words.
bool wishes(std::span<const std::string_view> words, Words verbs) {
  const auto stated = [&](size_t at) {  // "is the back door open now"
    const auto before = words.first(at);
    return words.size() - at <= 3 &&
           std::ranges::any_of(before, [](std::string_view w) { return is_one_of(w, kIs); });
  };
  for (size_t i = 0; i < words.size(); ++i) {
    const bool plain = is_one_of(words[i], verbs);
    const bool form =
        !plain && std::ranges::any_of(verbs, [&](std::string_view verb) { return is_form(words[i], verb); });
    if (!plain && !form) continue;
    const std::string_view before = i > 0 ? words[i - 1] : "", second = i > 1 ? words[i - 2] : "";
    if (is_one_of(before, kOthers) || stated(i)) continue;
    if (before == "to" && !second.empty() && !is_one_of(second, kBeforeTo) && !is_one_of("set", words))
      continue;
    if (form && std::ranges::none_of(words.first(i), [](auto w) { return is_one_of(w, kWishes); })) continue;
    return true;
  }
  return false;
}

/// "Water the roses": a verb, as it is not in "the main water valve".
bool waters(std::span<const std::string_view> words) {
  constexpr std::string_view kBefore[] = {"and", "then", "please", "to", "you", "just", "now", "so"};
  constexpr std::string_view kNouns[] = {"valve", "main", "mains", "supply", "tap", "pipe", "meter", "line"};
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const bool verb = words[i] == "water" || words[i] == "irrigate";
    if (verb && (i == 0 || is_one_of(words[i - 1], kBefore)) && !is_one_of(words[i + 1], kNouns)) return true;
  }
  return false;
}

/// "Back door, unlocked please": the name of the one thing, how it shall be, and nothing else.
bool pleads(Words words, const Entity& entity) {
  const size_t n = words.size();
  if (n < 3 || words[n - 1] != "please" || !is_form(words[n - 2], "unlock")) return false;
  if (words[n - 3].ends_with("'s") || words[n - 3].ends_with("’s")) return false;  // "the door's unlocked"
  std::string thing;
  for (const std::string_view word : words.first(n - 2)) thing += std::string(word) + " ";
  return entity.any_name([&](const std::string& name) { return normalise(name) == normalise(thing); });
}

/// Whether a stem stands in the text without any of these behind it.
bool has_stem(std::string_view compacted, Words stems, Words not_behind = {}) {
  for (const std::string_view stem : stems) {
    for (size_t at = compacted.find(stem); at != std::string_view::npos; at = compacted.find(stem, at + 1)) {
      const std::string_view rest = compacted.substr(at + stem.size());
      if (std::ranges::none_of(not_behind, [&](std::string_view end) { return rest.starts_with(end); }))
        return true;
    }
  }
  return false;
}

bool has_any(std::string_view text, Words parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

}  // namespace

bool asks_to_open(std::string_view clause, std::string_view text, const Entity& entity) {
  const std::string whole = plain_words(text);
  if (has_any(whole, kNoWish) || has_any(compact(whole), kNoWishKo)) return false;
  const std::string spaced = plain_words(clause), compacted = compact(spaced);
  const std::vector<std::string_view> words = split_words(spaced);
  if (wishes(words, kOpen) || pleads(words, entity) || has_stem(compacted, kOpenKo, kNotBehindKo) ||
      has_stem(compacted, kOpenNounKo, kNotBehindNounKo))
    return true;
  const std::string_view domain = entity.domain();
  if (domain == "cover") return wishes(words, kUp) || has_stem(compacted, kUpKo, kNotBehindKo);
  return domain == "valve" &&
         (wishes(words, kRun) || waters(words) || has_stem(compacted, kRunKo, kNotBehindKo));
}

bool asks_for_position(std::string_view clause) {
  const std::string spaced = plain_words(clause), compacted = compact(spaced);
  const std::vector<std::string_view> words = split_words(spaced);
  const auto has_word = [&](Words list) {
    return std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, list); });
  };
  return (has_word(kPut) || has_any(compacted, kPutKo)) && !has_word(kClose) && !has_any(compacted, kCloseKo);
}

bool asks_for_many(std::string_view clause, std::string_view text) {
  auto words = plain_words(clause);
  // "I've got shopping in both hands".
  for (const std::string_view hands : {" both hands ", " both my hands ", " both arms "})
    if (const size_t at = words.find(hands); at != std::string::npos) words.erase(at, hands.size() - 1);
  return has_any(words, kMany) || has_any(compact(plain_words(text)), kManyKo);
}

}  // namespace ondol::home
