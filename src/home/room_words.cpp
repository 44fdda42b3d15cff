// The rows; see room_words.h. Words are as normalise() leaves them, without spaces.
#include "home/room_words.h"

#include <algorithm>

#include "home/words.h"

namespace ondol::home {
namespace {

constexpr std::string_view kRooms[] = {
    "livingroom,lounge,sittingroom,familyroom,frontroom,거실,마루,응접실",
    "kitchen,kitchenette,주방,부엌",
    "bathroom,restroom,toilet,washroom,loo,화장실,욕실",
    "masterbedroom,mainbedroom,parentbedroom,안방,큰방,주침실",
    "bedroom,침실,안방",
    "kidroom,kidbedroom,childroom,childrenroom,childrenbedroom,nursery,아이방,애들방,아이들방,애기방,아기방",
    "guestroom,guestbedroom,spareroom,sparebedroom,손님방,게스트룸",
    "hallway,hall,corridor,landing,복도",
    "entrance,entryway,entry,foyer,현관",
    "study,office,homeoffice,workroom,den,서재,작업실,공부방,사무실",
    "utilityroom,laundryroom,laundry,다용도실,세탁실",
    "balcony,veranda,베란다,발코니,테라스",
    "terrace,patio,deck,테라스",
    "garden,yard,backyard,마당,정원,뒷마당",
    "diningroom,diningarea,식당,다이닝룸",
    "basement,cellar,지하실,지하",
    "attic,loft,다락,다락방",
    "garage,carport,차고,주차장",
    "dressingroom,closet,walkincloset,wardrobe,드레스룸,옷방",
    "pantry,storeroom,storage,storageroom,팬트리,창고",
};

/// Ends that are a room of someone's: "minji room", "민지 침실".
constexpr std::string_view kOwnRooms[] = {"bedroom", "room", "침실", "방", "네방"};

constexpr std::string_view kBrands[] = {
    "samsung",   "lg",        "sony",     "dyson",    "philips", "hue",     "ikea",       "xiaomi",
    "mi",        "panasonic", "daikin",   "bosch",    "miele",   "siemens", "nest",       "ecobee",
    "honeywell", "tado",      "shelly",   "sonoff",   "tuya",    "aqara",   "yale",       "august",
    "schlage",   "roborock",  "ecovacs",  "irobot",   "dreame",  "eufy",    "bose",       "denon",
    "yamaha",    "jbl",       "harman",   "apple",    "google",  "amazon",  "lifx",       "nanoleaf",
    "lutron",    "leviton",   "tp link",  "tplink",   "kasa",    "wemo",    "vizio",      "hisense",
    "tcl",       "toshiba",   "hitachi",  "midea",    "haier",   "carrier", "mitsubishi", "fujitsu",
    "delonghi",  "levoit",    "coway",    "winix",    "삼성",    "엘지",    "소니",       "다이슨",
    "필립스",    "이케아",    "샤오미",   "코웨이",   "위닉스",  "쿠쿠",    "캐리어",     "위니아",
    "대우",      "린나이",    "경동",     "귀뚜라미", "나비엔",  "로보락",  "에코백스",   "드리미",
    "보스",      "직방",      "게이트맨", "신일",     "한일",    "청호",    "파나소닉",   "애플",
    "구글",      "야마하",
};

bool lists(std::string_view row, std::string_view word) {
  return ("," + std::string(row) + ",").find("," + std::string(word) + ",") != std::string::npos;
}

}  // namespace

std::vector<std::string> other_room_words(const std::string& normalised) {
  const std::string word = compact(normalised);
  std::vector<std::string> out;
  for (const std::string_view row : kRooms)
    if (lists(row, word))
      for (const std::string_view other : split_commas(row))
        if (other != word) out.emplace_back(other);
  for (const std::string_view end : kOwnRooms) {
    if (word.size() <= end.size() || !word.ends_with(end)) continue;
    const std::string owner = word.substr(0, word.size() - end.size());
    for (const std::string_view other : kOwnRooms)
      if (other != end) out.push_back(owner + std::string(other));
    break;  // the longest end first: "bedroom" before "room"
  }
  return out;
}

bool is_room_word(std::string_view spoken) {
  // "사실 불 켜줘", "금방 불 켜줘": no rooms.
  constexpr std::string_view kNoRooms[] = {"사실", "금방", "확실", "현실", "가방",
                                           "방",   "층",   "실",   "난방", "냉방"};
  return std::ranges::any_of(without_particles(normalise(spoken)), [&](const std::string& way) {
    const std::string word = compact(way);
    if (is_one_of(word, kNoRooms)) return false;
    return ends(word, {"실", "방", "층"}) ||
           std::ranges::any_of(kRooms, [&](std::string_view row) { return lists(row, word); });
  });
}

bool is_place_word(std::string_view word) {
  constexpr size_t kThreeSyllables = 9;  // bytes
  constexpr std::string_view kFurniture[] = {"신발장", "욕실장", "수납장", "장식장",  "진열장",
                                             "싱크장", "상부장", "하부장", "붙박이장"};
  return is_room_word(word) ||
         (word.size() >= kThreeSyllables && ends(word, {"장", "관"}) && !is_one_of(word, kFurniture));
}

std::string without_brand(const std::string& normalised) {
  for (const std::string_view brand : kBrands) {
    const std::string word(brand);
    if (normalised.starts_with(word + " ")) return normalised.substr(word.size() + 1);
    // Korean is written together as well: "삼성티비".
    if (has_hangul(word) && normalised.size() > word.size() && normalised.starts_with(word))
      return normalised.substr(word.size());
  }
  return {};
}

}  // namespace ondol::home
