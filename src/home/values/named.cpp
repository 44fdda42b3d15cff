// The rows of named values; see named.h.
#include "home/values/named.h"

#include <string>

#include "home/values/number.h"
#include "home/values/word_rows.h"

namespace ondol::home {
namespace {

// clang-format off
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

}  // namespace

std::optional<int> read_color_temperature(std::string_view spoken) {
  const std::string text = prepare_value(spoken);
  if (const auto number = read_number(text); number && number->value >= 1000 && number->value <= 20000)
    return static_cast<int>(number->value);
  for (const WhiteRow& row : kWhites)
    if (holds_word(text, row.words)) return row.kelvin;
  return std::nullopt;
}

const Mode* read_hvac_mode(std::string_view spoken) {
  const std::string text = prepare_value(spoken);
  for (const ModeRow& row : kModes)
    if (holds_word(text, row.words)) return &row.mode;
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
    if (holds_word(text, row.words)) return row.name;
    if (text.size() > 1 && text.ends_with('s') && holds_word(text.substr(0, text.size() - 1), row.words))
      return row.name;
  }
  return {};
}

}  // namespace ondol::home
