// Numbers as words; see hassil_numbers.h.
#include "home/generate/hassil_numbers.h"

#include <array>
#include <string_view>

namespace ondol::home {

std::string number_in_english(int number) {
  static constexpr std::array<std::string_view, 20> kSmall = {
      "zero",     "one",     "two",     "three",     "four",     "five",    "six",
      "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
      "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static constexpr std::array<std::string_view, 10> kTens = {"",      "",      "twenty",  "thirty", "forty",
                                                             "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (number < 20) return std::string(kSmall[static_cast<size_t>(number)]);
  if (number < 100) {
    const std::string tens(kTens[static_cast<size_t>(number / 10)]);
    return number % 10 == 0 ? tens : tens + " " + std::string(kSmall[static_cast<size_t>(number % 10)]);
  }
  const std::string hundreds = number_in_english(number / 100) + " hundred";
  return number % 100 == 0 ? hundreds : hundreds + " and " + number_in_english(number % 100);
}

std::string number_in_sino_korean(int number) {
  static constexpr std::array<std::string_view, 10> kDigits = {"영", "일", "이", "삼", "사",
                                                               "오", "육", "칠", "팔", "구"};
  if (number < 10) return std::string(kDigits[static_cast<size_t>(number)]);
  std::string out;
  const auto place = [&](int digit, std::string_view unit) {
    if (digit == 0) return;
    if (digit > 1) out += kDigits[static_cast<size_t>(digit)];
    out += unit;
  };
  place(number / 100, "백");
  place(number / 10 % 10, "십");
  if (number % 10 != 0) out += kDigits[static_cast<size_t>(number % 10)];
  return out;
}

std::string number_in_native_korean(int number) {
  static constexpr std::array<std::string_view, 10> kOnes = {"",     "한",   "두",   "세",   "네",
                                                             "다섯", "여섯", "일곱", "여덟", "아홉"};
  static constexpr std::array<std::string_view, 10> kTens = {"",   "열",   "스물", "서른", "마흔",
                                                             "쉰", "예순", "일흔", "여든", "아흔"};
  if (number == 20) return "스무";
  return std::string(kTens[static_cast<size_t>(number / 10 % 10)]) +
         std::string(kOnes[static_cast<size_t>(number % 10)]);
}

}  // namespace ondol::home
