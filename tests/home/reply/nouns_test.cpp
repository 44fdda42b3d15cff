// What things are called in a reply: in the language of the request, where they have such a name.
#include "home/reply/nouns.h"

#include <gtest/gtest.h>

namespace ondol::home {
namespace {

Entity thing(std::string id, std::string name, std::vector<std::string> aliases) {
  Entity out;
  out.id = std::move(id);
  out.name = std::move(name);
  out.aliases = std::move(aliases);
  return out;
}

TEST(Nouns, Name_IsInTheLanguageOfTheReply) {
  const Entity light = thing("light.a", "주방 조명", {"부엌 불", "Kitchen Light"});
  EXPECT_EQ(name_noun(Language::english, light).text, "the Kitchen Light");
  EXPECT_EQ(name_noun(Language::korean, light).text, "주방 조명");
  const Entity lamp = thing("light.b", "Desk Lamp", {"책상 스탠드"});
  EXPECT_EQ(name_noun(Language::korean, lamp).text, "책상 스탠드");
  EXPECT_EQ(name_noun(Language::english, lamp).text, "the Desk Lamp");
}

TEST(Nouns, WithoutAnother_TheNameStays) {
  EXPECT_EQ(name_noun(Language::english, thing("light.a", "무드등", {"수면등"})).text, "the 무드등");
  EXPECT_EQ(name_noun(Language::korean, thing("light.a", "Aurora", {})).text, "Aurora");
  EXPECT_EQ(name_noun(Language::korean, thing("media_player.tv", "TV", {"텔레비전"})).text, "TV");
}

}  // namespace
}  // namespace ondol::home
