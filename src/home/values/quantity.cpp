// Units and vague amounts; see quantity.h. To add a word, add it to a row.
#include "home/values/quantity.h"

#include <algorithm>
#include <string>

#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

struct UnitWord {
  std::string_view text;
  Unit unit;
};
// The longest first where one begins another.
constexpr UnitWord kUnits[] = {
    {"percent", Unit::percent},
    {"per cent", Unit::percent},
    {"pct", Unit::percent},
    {"%", Unit::percent},
    {"퍼센트", Unit::percent},
    {"퍼샌트", Unit::percent},
    {"프로", Unit::percent},
    {"퍼", Unit::percent},
    {"°c", Unit::celsius},
    {"℃", Unit::celsius},
    {"degrees celsius", Unit::celsius},
    {"degree celsius", Unit::celsius},
    {"celsius", Unit::celsius},
    {"도씨", Unit::celsius},
    {"degrees c", Unit::celsius},
    {"°f", Unit::fahrenheit},
    {"℉", Unit::fahrenheit},
    {"degrees fahrenheit", Unit::fahrenheit},
    {"degree fahrenheit", Unit::fahrenheit},
    {"fahrenheit", Unit::fahrenheit},
    {"degrees f", Unit::fahrenheit},
    {"degree", Unit::degrees},
    {"deg", Unit::degrees},
    {"°", Unit::degrees},
    {"도", Unit::degrees},
    {"kelvin", Unit::kelvin},
    {"켈빈", Unit::kelvin},
    {"step", Unit::steps},
    {"notch", Unit::steps},
    {"level", Unit::steps},
    {"point", Unit::steps},
    {"tick", Unit::steps},
    {"click", Unit::steps},
    {"time", Unit::steps},
    {"칸", Unit::steps},
    {"단계", Unit::steps},
    {"단", Unit::steps},
    {"눈금", Unit::steps},
    {"번", Unit::steps},
    {"레벨", Unit::steps},
};

constexpr std::string_view kLittle[] = {"a bit", "a little", "little", "bit",    "slightly", "tad",
                                        "touch", "somewhat", "smidge", "조금",   "약간",     "살짝",
                                        "쪼금",  "쫌",       "좀",     "조금만", "소폭",     "다소"};
constexpr std::string_view kMuch[] = {"a lot", "lot",           "loads",        "tons", "heaps", "much",
                                      "way",   "significantly", "considerably", "많이", "훨씬",  "확",
                                      "크게",  "왕창",          "엄청",         "대폭"};
constexpr std::string_view kMaximum[] = {"max",        "full",      "highest",
                                         "brightest",  "loudest",   "all the way",
                                         "completely", "fully",     "hundred percent",
                                         "as high",    "as bright", "as loud",
                                         "hottest",    "최대",      "최고",
                                         "제일 밝",    "가장 밝",   "제일 크",
                                         "가장 크",    "제일 높",   "가장 높",
                                         "끝까지",     "완전히",    "다 ",
                                         "만땅",       "풀",        "최상"};
constexpr std::string_view kMinimum[] = {
    "min",  "lowest",    "dimmest",   "quietest", "darkest", "as low",  "as dim",  "coldest", "최소",
    "최저", "제일 어둡", "가장 어둡", "제일 작",  "가장 작", "제일 낮", "가장 낮", "최하"};
constexpr std::string_view kMiddle[] = {"halfway", "half way", "half",   "middle", "medium",
                                        "mid",     "중간",     "보통",   "절반",   "반만",
                                        "반씩",    "반쯤",     "반정도", "반 정도"};

template <size_t N>
bool mentions(std::string_view text, const std::string_view (&words)[N]) {
  for (const std::string_view word : words) {
    const size_t at = text.find(word);
    if (at == std::string_view::npos) continue;
    // English words begin at a word's beginning: "min" is not in "gemini".
    const bool latin = word[0] >= 'a' && word[0] <= 'z';
    if (!latin || at == 0 || text[at - 1] == ' ') return true;
  }
  return false;
}

Unit unit_at(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text == "k") return Unit::kelvin;
  for (const UnitWord& word : kUnits)
    if (text.starts_with(word.text)) return word.unit;
  return Unit::none;
}

/// A number in Korean words needs a unit, an end or a particle behind it: "조" of "조금" is none, nor "영" of
/// "영하".
bool is_trusted(std::string_view text, std::string_view after) {
  constexpr std::string_view kMayFollow[] = {" ",  "로",   "으로", "에", "까지", "만", "보다",
                                             "이", "정도", "쯤",   "를", "을",   "씩"};
  const bool digits = text[0] == '-' || text[0] == '.' || (text[0] >= '0' && text[0] <= '9');
  return digits || after.empty() || unit_at(after) != Unit::none || has_latin(text) ||
         std::ranges::any_of(kMayFollow, [&](std::string_view follow) { return after.starts_with(follow); });
}

/// Where the number may begin: the text, and after each space; "to 50 percent", "밝기 오십".
std::optional<NumberRead> first_number(std::string_view text, size_t& from) {
  for (from = 0; from < text.size();) {
    const std::string_view rest = text.substr(from);
    const auto number = read_number(rest);
    // A lone article is no number here; "a hundred" and "a third" are.
    const std::string_view first = rest.substr(0, rest.find(' '));
    const bool article =
        (first == "a" || first == "an") && number && !number->is_share && number->end <= first.size();
    if (number && !article && is_trusted(rest, rest.substr(number->end))) return number;
    const size_t space = text.find(' ', from);
    if (space == std::string_view::npos) return std::nullopt;
    from = space + 1;
  }
  return std::nullopt;
}

/// "A degree and a half", "two degrees and a half", "두 도 반": the half is of a degree.
std::optional<QuantityRead> degrees_and_a_half(std::string_view text) {
  for (const std::string_view half : {" and a half", "도 반", "도반"}) {
    const size_t at = text.find(half);
    if (at == std::string_view::npos) continue;
    const std::string_view before =
        text.substr(0, has_hangul(half) ? at + std::string_view("도").size() : at);
    const size_t one = before.find("a degree");
    if (one != std::string_view::npos && one + std::string_view("a degree").size() == before.size())
      return QuantityRead{.number = 1.5, .unit = Unit::degrees};
    size_t from = 0;
    const auto number = first_number(before, from);
    const Unit unit = number ? unit_at(before.substr(from + number->end)) : Unit::none;
    if (unit == Unit::degrees || unit == Unit::celsius || unit == Unit::fahrenheit)
      return QuantityRead{.number = number->value + 0.5, .unit = unit};
  }
  return {};
}

}  // namespace

QuantityRead read_quantity(std::string_view spoken) {
  const std::string text = prepare_value(spoken);
  QuantityRead out;
  // "Half a degree" is no half of the range.
  for (const std::string_view half : {"half a ", "half "})
    if (const Unit unit =
            text.starts_with(half) ? unit_at(std::string_view(text).substr(half.size())) : Unit::none;
        unit == Unit::degrees || unit == Unit::celsius || unit == Unit::fahrenheit) {
      out.number = 0.5;
      out.unit = unit;
      return out;
    }
  if (text.starts_with("반 도")) return {.number = 0.5, .unit = Unit::degrees};
  if (const auto degrees = degrees_and_a_half(text)) return *degrees;
  size_t from = 0;
  const auto number = first_number(text, from);
  if (number) {
    out.unit = unit_at(std::string_view(text).substr(from + number->end));
    const std::string_view before = std::string_view(text).substr(0, from);
    const bool negative =
        before.ends_with("minus ") || before.ends_with("영하 ") || before.ends_with("마이너스 ");
    out.number = negative ? -number->value : number->value;
    if (number->is_share && out.unit == Unit::none) {
      out.number = number->value * 100;
      out.unit = Unit::percent;
    }
  }
  if (out.number) return out;
  out.unit = Unit::none;
  if (mentions(text, kMiddle) || text == "반")
    out.extreme = Extreme::middle;
  else if (mentions(text, kMaximum))
    out.extreme = Extreme::maximum;
  else if (mentions(text, kMinimum))
    out.extreme = Extreme::minimum;
  else if (mentions(text, kLittle))
    out.amount = Amount::little;
  else if (mentions(text, kMuch))
    out.amount = Amount::much;
  if (out.extreme == Extreme::middle) out.number = 50, out.unit = Unit::percent;
  return out;
}

}  // namespace ondol::home
