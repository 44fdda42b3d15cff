#include "home/reply/josa.h"

#include <gtest/gtest.h>

namespace ondol::home {
namespace {

TEST(Josa, Particles_FollowTheSoundBeforeThem) {
  const struct {
    const char *word, *particle, *expected;
  } cases[] = {
      {"거실 불", "을", "거실 불을"},
      {"안방 스탠드", "을", "안방 스탠드를"},
      {"조명", "이", "조명이"},
      {"청소기", "이", "청소기가"},
      {"창문", "은", "창문은"},
      {"보일러", "은", "보일러는"},
      {"거실", "으로", "거실로"},
      {"주방", "으로", "주방으로"},
      {"서재", "으로", "서재로"},
      {"22도", "으로", "22도로"},
      {"1", "을", "1을"},
      {"2", "을", "2를"},
      {"3", "으로", "3으로"},
      {"7", "으로", "7로"},
      {"8", "이", "8이"},
      {"10", "은", "10은"},
      {"24", "으로", "24로"},
      {"50%", "으로", "50%로"},
      {"21.5°C", "이에요", "21.5°C예요"},
      {"TV", "을", "TV를"},
      {"LED", "은", "LED는"},
      {"USB", "이", "USB가"},
      {"HDMI", "을", "HDMI를"},
      {"PM", "을", "PM을"},
      {"Ceiling Fan", "을", "Ceiling Fan을"},
      {"Kitchen Light", "을", "Kitchen Light를"},
      {"table", "으로", "table로"},
      {"Phone", "은", "Phone은"},
      {"ppm", "이에요", "ppm이에요"},
      {"\"우유\"", "을", "\"우유\"를"},
      {"(안방)", "은", "(안방)은"},
      {"", "을", "를"},
      {"🙂", "은", "🙂는"},
      {"냉방", "이에요", "냉방이에요"},
      {"커튼", "과", "커튼과"},
      {"블라인드", "과", "블라인드와"},
      {"달걀", "으로", "달걀로"},
  };
  for (const auto& c : cases) EXPECT_EQ(with_particle(c.word, c.particle), c.expected);
}

}  // namespace
}  // namespace ondol::home
