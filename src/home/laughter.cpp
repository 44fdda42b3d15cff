// Letters that stand alone; see laughter.h.
#include "home/laughter.h"

#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {

std::string without_laughter(std::string text) {
  size_t begin = std::string::npos;
  for (size_t pos = 0; pos < text.size();) {
    const utf8::Char c = utf8::decode(text, pos);
    const bool laughs = c.cp == U'ㅋ' || c.cp == U'ㅎ' || c.cp == U'ㅠ' || c.cp == U'ㅜ';
    // Laughter alone is an answer.
    if (begin == std::string::npos && !laughs && is_hangul(c.cp)) begin = pos;
    if (laughs && begin != std::string::npos) text.replace(pos, c.len, c.len, ' ');
    pos += c.len;
  }
  while (begin != std::string::npos && text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace ondol::home
