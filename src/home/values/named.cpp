// The rows of named values; see named.h.
#include "home/values/named.h"

#include <string>

#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

struct ColorRow {
  Color color;
  std::string_view words;
};
// clang-format off
constexpr ColorRow kColors[] = {
  {{"black", "검은색", {0, 0, 0}}, "black,검정,검은"},
  {{"white", "흰색", {255, 255, 255}}, "white,하양,하얀,흰색,흰,백색,화이트"},
  {{"red", "빨간색", {255, 0, 0}}, "red,빨강,빨간,레드,적색,붉은"},
  {{"orange", "주황색", {255, 165, 0}}, "orange,주황,오렌지"},
  {{"yellow", "노란색", {255, 255, 0}}, "yellow,노랑,노란,옐로우,황색"},
  {{"yellowgreen", "연두색", {154, 205, 50}}, "yellow green,yellowgreen,연두"},
  {{"lime", "라임색", {0, 255, 0}}, "lime,라임"},
  {{"green", "초록색", {0, 128, 0}}, "green,초록,녹색,그린,초록색"},
  {{"teal", "청록색", {0, 128, 128}}, "teal,청록"},
  {{"turquoise", "터키색", {64, 224, 208}}, "turquoise,터키,터콰이즈,민트,mint"},
  {{"cyan", "시안색", {0, 255, 255}}, "cyan,시안"},
  {{"skyblue", "하늘색", {135, 206, 235}}, "sky blue,skyblue,light blue,하늘색,하늘"},
  {{"navy", "남색", {0, 0, 128}}, "navy,dark blue,남색,네이비"},
  {{"indigo", "인디고색", {75, 0, 130}}, "indigo,인디고,쪽빛"},
  {{"blue", "파란색", {0, 0, 255}}, "blue,파랑,파란,블루,청색,푸른"},
  {{"violet", "제비꽃색", {238, 130, 238}}, "violet,바이올렛"},
  {{"lavender", "라벤더색", {230, 230, 250}}, "lavender,라벤더"},
  {{"purple", "보라색", {128, 0, 128}}, "purple,보라,퍼플,자주"},
  {{"magenta", "자홍색", {255, 0, 255}}, "magenta,fuchsia,자홍,마젠타"},
  {{"pink", "분홍색", {255, 192, 203}}, "pink,분홍,핑크"},
  {{"salmon", "연어색", {250, 128, 114}}, "salmon,연어"},
  {{"coral", "산호색", {255, 127, 80}}, "coral,산호,코랄"},
  {{"gold", "금색", {255, 215, 0}}, "gold,golden,금색,골드"},
  {{"brown", "갈색", {165, 42, 42}}, "brown,갈색,브라운"},
  {{"beige", "베이지색", {245, 245, 220}}, "beige,베이지,ivory,아이보리,cream"},
};

struct WhiteRow { int kelvin; std::string_view words; };
constexpr WhiteRow kWhites[] = {
  {2200, "candle,candlelight,촛불,양초"},
  {2700, "warm white,soft white,전구색,따뜻한 흰,웜화이트,웜 화이트,warmest,warm,cozy,따뜻,아늑"},
  {4000, "neutral white,natural white,neutral,주백색,온백색,자연"},
  {6500, "cool white,cold white,daylight,주광색,차가운 흰,쿨화이트,쿨 화이트,coolest,cool,cold,차가,시원"},
};

struct ModeRow { Mode mode; std::string_view words; };
constexpr ModeRow kModes[] = {
  {{"heat_cool", "heat/cool", "냉난방"}, "heat cool,heat and cool,냉난방,heat_cool"},
  {{"heat", "heating", "난방"}, "heat,heating,warm,난방,히터,온풍,히팅,따뜻"},
  {{"cool", "cooling", "냉방"}, "cool,cooling,ac,냉방,쿨링,시원,에어컨"},
  {{"dry", "dry", "제습"}, "dry,dehumidify,dehumidifying,제습,건조,드라이"},
  {{"fan_only", "fan only", "송풍"}, "fan only,fan,송풍,바람,환기"},
  {{"auto", "auto", "자동"}, "auto,automatic,자동,오토,인공지능"},
  {{"off", "off", "꺼짐"}, "off,꺼짐,끔"},
};

struct MediaRow { std::string_view name, words; };
constexpr MediaRow kMediaClasses[] = {
  {"track", "song,track,tune,music,노래,곡,음악"},
  {"album", "album,앨범,음반"},
  {"artist", "artist,band,singer,가수,아티스트,밴드"},
  {"playlist", "playlist,플레이리스트,재생 목록,재생목록,플리"},
  {"genre", "genre,장르"},
  {"podcast", "podcast,팟캐스트"},
  {"movie", "movie,film,영화"},
  {"tv_show", "tv show,show,series,드라마,예능,프로그램,시리즈,tv 프로그램"},
  {"channel", "channel,station,radio,채널,라디오,방송"},
  {"audio_book", "audiobook,audio book,오디오북"},
};
// clang-format on

/// Whether one of the words begins a word of text, Korean also inside ("따뜻한 전구색으로").
bool holds(std::string_view text, std::string_view words) {
  for (const std::string_view word : split_commas(words)) {
    size_t at = text.find(word);
    while (at != std::string_view::npos) {
      const bool latin = word[0] >= 'a' && word[0] <= 'z';
      const size_t end = at + word.size();
      const bool begins = at == 0 || text[at - 1] == ' ' || !latin;
      const bool ends =
          !latin || end == text.size() || text[end] == ' ' || static_cast<unsigned char>(text[end]) >= 0x80;
      if (begins && ends) return true;
      at = text.find(word, at + 1);
    }
  }
  return false;
}

}  // namespace

const Color* read_color(std::string_view spoken) {
  const std::string text = prepare_value(spoken);
  for (const ColorRow& row : kColors)
    if (holds(text, row.words)) return &row.color;
  return nullptr;
}

const Color* find_color(std::string_view name) {
  for (const ColorRow& row : kColors)
    if (row.color.name == name) return &row.color;
  return nullptr;
}

std::optional<int> read_color_temperature(std::string_view spoken) {
  const std::string text = prepare_value(spoken);
  if (const auto number = read_number(text); number && number->value >= 1000 && number->value <= 20000)
    return static_cast<int>(number->value);
  for (const WhiteRow& row : kWhites)
    if (holds(text, row.words)) return row.kelvin;
  return std::nullopt;
}

const Mode* read_hvac_mode(std::string_view spoken) {
  const std::string text = prepare_value(spoken);
  for (const ModeRow& row : kModes)
    if (holds(text, row.words)) return &row.mode;
  return nullptr;
}

const Mode* find_hvac_mode(std::string_view name) {
  for (const ModeRow& row : kModes)
    if (row.mode.name == name) return &row.mode;
  return nullptr;
}

std::string_view read_media_class(std::string_view spoken) {
  const std::string text = prepare_value(spoken);
  for (const MediaRow& row : kMediaClasses) {
    if (holds(text, row.words)) return row.name;
    if (text.size() > 1 && text.ends_with('s') && holds(text.substr(0, text.size() - 1), row.words))
      return row.name;
  }
  return {};
}

}  // namespace ondol::home
