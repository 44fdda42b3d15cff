// Syllables put together; see invent.h.
#include "home/generate/invent.h"

#include <string>
#include <string_view>

namespace ondol::home {
namespace {

// clang-format off
constexpr std::string_view kOnsets[] = {"b", "bl", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gl", "gr", "h", "j", "k",
    "l", "m", "n", "p", "pl", "qu", "r", "s", "sh", "sk", "sl", "sn", "sp", "st", "t", "th", "tr", "v", "w", "y", "z", ""};
constexpr std::string_view kVowels[] = {"a", "e", "i", "o", "u", "ai", "ee", "oo", "ou", "ea", "ie", "y"};
constexpr std::string_view kCodas[] = {"", "", "", "n", "m", "r", "l", "s", "t", "ck", "nd", "x", "p", "ng", "rt", "sh", "zz", "lo"};
constexpr std::string_view kSyllables[] = {"가", "강", "거", "고", "곰", "구", "그", "기", "까", "꼬", "나", "남", "너", "노", "누", "늘", "니",
    "다", "달", "담", "대", "도", "동", "두", "드", "들", "따", "라", "람", "랑", "래", "레", "로", "루", "르", "리", "린", "마", "말", "망", "매",
    "모", "몽", "무", "미", "민", "바", "반", "밤", "별", "보", "봄", "부", "비", "빈", "빵", "사", "산", "상", "새", "샤", "서", "선", "설", "소",
    "솔", "송", "수", "숲", "슈", "스", "시", "신", "아", "안", "알", "야", "양", "어", "에", "연", "영", "예", "오", "온", "요", "용", "우", "운",
    "울", "원", "유", "윤", "은", "이", "인", "자", "잔", "장", "재", "정", "제", "조", "주", "준", "지", "진", "차", "찬", "참", "채", "초", "치",
    "카", "칸", "캐", "코", "콩", "쿠", "크", "키", "타", "탄", "테", "토", "통", "투", "트", "티", "파", "팡", "퍼", "포", "푸", "풀", "프", "피",
    "하", "한", "해", "호", "홍", "화", "후", "휘", "흰", "희"};
// clang-format on

template <size_t n>
std::string_view pick(const std::string_view (&from)[n], Dice& dice) {
  return from[dice.below(n)];
}

std::string english_word(Dice& dice) {
  std::string word;
  for (size_t n = 1 + dice.below(3); n > 0; --n) {
    word += pick(kOnsets, dice);
    word += pick(kVowels, dice);
    word += pick(kCodas, dice);
  }
  return word;
}

std::string korean_word(Dice& dice) {
  std::string word;
  for (size_t n = 2 + dice.below(3); n > 0; --n) word += pick(kSyllables, dice);
  return word;
}

/// The last word of some names says what they are ("… lamp"): it stays in half of them.
std::string invented(std::string_view old, Language language, Dice& dice) {
  const size_t space = old.rfind(' ');
  const bool keeps_last = space != std::string_view::npos && dice.chance(0.5);
  std::string out;
  for (size_t n = 1 + dice.below(keeps_last ? 1 : 2); n > 0; --n) {
    if (!out.empty()) out += ' ';
    out += language == Language::korean && !dice.chance(0.1) ? korean_word(dice) : english_word(dice);
  }
  if (keeps_last) out += old.substr(space);
  return out;
}

double share_of(SpanRole role, const Frame& labels) {
  switch (role) {
    case SpanRole::name:
      return labels.kind == Kind::any ? 0.15 : 0.0;
    case SpanRole::item:
    case SpanRole::media:
      return 0.15;
    case SpanRole::area:
    case SpanRole::list:
    case SpanRole::message:
      return 0.05;
    default:
      return 0.0;
  }
}

void replace_span(Sample& sample, SampleSpan& span, const std::string& with) {
  const size_t old_end = span.end;
  const auto moved = [&](size_t at) { return at >= old_end ? at - old_end + span.begin + with.size() : at; };
  sample.text.replace(span.begin, old_end - span.begin, with);
  for (SampleClause& clause : sample.clauses) {
    clause.begin = moved(clause.begin);
    for (SampleSpan& other : clause.spans) {
      other.begin = moved(other.begin);
      other.end = moved(other.end);
    }
  }
}

}  // namespace

void invent_words(Sample& sample, Language language, Dice& dice) {
  for (SampleClause& clause : sample.clauses) {
    for (SampleSpan& span : clause.spans) {
      if (!dice.chance(share_of(span.role, clause.labels))) continue;
      const std::string old = sample.text.substr(span.begin, span.end - span.begin);
      replace_span(sample, span, invented(old, language, dice));
    }
  }
}

}  // namespace ondol::home
