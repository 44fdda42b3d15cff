// Stems and endings; see korean_verbs.h. To add a verb, add a row; of a dialect, its endings.
#include "home/korean_verbs.h"

#include <algorithm>
#include <iterator>

#include "home/words.h"

namespace ondol::home {
namespace {

struct Stem {
  std::string_view text;
  VerbSense sense;
  bool bare;  ///< asks without an ending: "꺼"
};
// A longer stem before one that begins it.
constexpr Stem kStems[] = {
    {"켜", VerbSense::on, true},           {"키", VerbSense::on, false},
    {"틀어", VerbSense::on, true},         {"틀", VerbSense::on, false},
    {"돌려", VerbSense::on, true},         {"돌리", VerbSense::on, false},
    {"꺼", VerbSense::off, true},          {"끄", VerbSense::off, false},
    {"열어", VerbSense::open, true},       {"열", VerbSense::open, false},
    {"걷어", VerbSense::open, true},       {"걷", VerbSense::open, false},
    {"펼쳐", VerbSense::open, true},       {"펼치", VerbSense::open, false},
    {"닫아", VerbSense::close, true},      {"닫", VerbSense::close, false},
    {"접어", VerbSense::close, true},      {"접", VerbSense::close, false},
    {"쳐", VerbSense::close, false},       {"치", VerbSense::close, false},
    {"잠가", VerbSense::lock, true},       {"잠궈", VerbSense::lock, true},
    {"잠그", VerbSense::lock, false},      {"잠구", VerbSense::lock, false},
    {"올려", VerbSense::raise, true},      {"올리", VerbSense::raise, false},
    {"높여", VerbSense::raise, true},      {"높이", VerbSense::raise, false},
    {"키워", VerbSense::raise, true},      {"키우", VerbSense::raise, false},
    {"내려", VerbSense::lower, true},      {"내리", VerbSense::lower, false},
    {"낮춰", VerbSense::lower, true},      {"낮추", VerbSense::lower, false},
    {"줄여", VerbSense::lower, true},      {"줄이", VerbSense::lower, false},
    {"멈춰", VerbSense::pause, true},      {"멈추", VerbSense::pause, false},
    {"세워", VerbSense::pause, true},      {"이어서", VerbSense::resume, true},
    {"재개", VerbSense::resume, true},     {"들어오", VerbSense::go_home, false},
    {"돌아오", VerbSense::go_home, false}, {"돌아가", VerbSense::go_home, true},
    {"복귀", VerbSense::go_home, true},    {"펴", VerbSense::open, true},
};

constexpr std::string_view kLeadsOn[] = {"고",   "서",     "주고", "주시고", "놓고",
                                         "두고", "버리고", "불고", "삐고"};
constexpr std::string_view kEndings[] = {
    "라",     "줘",       "줘라",   "줘요", "주라",   "주세요", "주이소", "주소",   "주십시오",
    "주시오", "주실래요", "주실래", "줄래", "줄래요", "줄게",   "놔",     "놔라",   "놔줘",
    "놔줘라", "놔주세요", "놓아",   "둬",   "둬라",   "두게",   "두세요", "봐",     "봐라",
    "봐요",   "버려",     "버려라", "뿌라", "삐라",   "부러",   "불어",   "제껴",   "젖혀",
    "소",     "이소",     "자",     "요",   "유",     "쇼",     "쇼잉",   "주쇼",   "래이",
    "라이",   "라잉",     "잉",     "도라", "다오",   "주쎄요", "세요",   "십시오", "시오",
    "시켜",   "시켜줘",   "해",     "해줘", "해라",   "게",     "드려",   "주시게", "주게"};

/// They insist at the end of a clause: "끄라고". Further in, they tell what somebody said.
constexpr std::string_view kInsisting[] = {"라고",   "라고요",   "라구",  "라구요",
                                           "라니까", "라니까요", "라니깐"};

KoreanVerb verb_of(const PlacedWord& word, bool ends_clause) {
  KoreanVerb out{word.begin, word.end, VerbSense::none, false};
  for (const Stem& stem : kStems) {
    if (!word.text.starts_with(stem.text)) continue;
    const std::string_view ending = word.text.substr(stem.text.size());
    out.leads_on = is_one_of(ending, kLeadsOn);
    if ((ending.empty() && stem.bare) || out.leads_on || is_one_of(ending, kEndings) ||
        (ends_clause && is_one_of(ending, kInsisting))) {
      out.sense = stem.sense;
      return out;
    }
  }
  return out;
}

}  // namespace

Intent intent_of(VerbSense sense) {
  switch (sense) {
    case VerbSense::on:
      return Intent::turn_on;
    case VerbSense::off:
      return Intent::turn_off;
    case VerbSense::open:
      return Intent::open;
    case VerbSense::close:
      return Intent::close;
    case VerbSense::lock:
      return Intent::lock;
    case VerbSense::pause:
      return Intent::media_pause;
    case VerbSense::resume:
      return Intent::media_unpause;
    case VerbSense::go_home:
      return Intent::vacuum_return;
    default:
      return Intent::none;
  }
}

std::vector<PlacedWord> placed_words(std::string_view text) {
  constexpr std::string_view kApart = " ,.!?\n\t";
  std::vector<PlacedWord> out;
  for (size_t begin = text.find_first_not_of(kApart); begin != std::string_view::npos;) {
    const size_t end = std::min(text.find_first_of(kApart, begin), text.size());
    out.push_back({begin, end, text.substr(begin, end - begin)});
    begin = text.find_first_not_of(kApart, end);
  }
  return out;
}

std::vector<KoreanVerb> korean_verbs(std::string_view clause) {
  std::vector<KoreanVerb> out;
  const auto words = placed_words(clause);
  for (const PlacedWord& word : words)
    if (const KoreanVerb verb = verb_of(word, &word == &words.back()); verb.sense != VerbSense::none)
      out.push_back(verb);
  return out;
}

}  // namespace ondol::home
