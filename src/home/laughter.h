// Laughter and tears that are written onto words.
#pragma once

#include <string>

namespace ondol::home {

/// "켜줘ㅎㅎ", "더워ㅠㅠ 에어컨 켜줘": spaces where somebody laughs or cries behind a word.
std::string without_laughter(std::string text);

}  // namespace ondol::home
