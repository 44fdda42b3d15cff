// Whole numbers as people say them. Knows nothing of what is counted.
#pragma once

#include <string>

namespace ondol::home {

/// 0 … 999: "twenty five", "one hundred and five".
std::string number_in_english(int number);
/// 0 … 999: "이십오", "백오".
std::string number_in_sino_korean(int number);
/// 1 … 99, as before a counter: "스물두", "한".
std::string number_in_native_korean(int number);

}  // namespace ondol::home
