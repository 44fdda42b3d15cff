// What is told beside a command.
#include "home/remarks.h"

#include <gtest/gtest.h>

#include "home/frame_of.h"

namespace ondol::home {
namespace {

TEST(Remarks, TellHowThingsAre_AndAskForNothing) {
  for (const char* said :
       {"the baby's down", "pipe's dripping", "so my sister's coming over and she loves that",
        "we're having guests", "the cat is asleep"})
    EXPECT_TRUE(is_remark(said)) << said;
  for (const char* said :
       {"is the baby down", "what's up", "let's go", "it's too bright", "i'm cold", "we're out of milk",
        "the battery is low", "turn it off it's late", "off", "", "아기가 자요"})
    EXPECT_FALSE(is_remark(said)) << said;
}

TEST(Remarks, AreDropped_OnlyBesideSomething_AndOnlyWhereNothingWasRead) {
  const Frame pause = frame(Intent::media_pause, "pause everything ", {});
  const Frame remark = frame(Intent::set_volume_relative, "the baby's down", {});
  std::vector<Frame> frames = {pause, remark};
  drop_remarks(frames);
  EXPECT_EQ(frames, std::vector<Frame>{pause});
  frames = {remark, remark};
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
  const Frame about = frame(Intent::turn_on, "the lamp's for reading", {{kName, "lamp"}});
  frames = {pause, about};
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
}

TEST(Remarks, AReasonIsNoCondition_AndAPlanNoCommand) {
  const Frame dim = frame(Intent::light_set, "dim the lamp", {{kName, "lamp"}});
  Frame reason = frame(Intent::get_state, "since my wife is asleep in the cabin ", {{kArea, "cabin"}});
  reason.role = ClauseRole::condition;
  std::vector<Frame> frames = {reason, dim};
  drop_remarks(frames);
  EXPECT_EQ(frames, std::vector<Frame>{dim});
  reason.said = "if my wife is asleep in the cabin ";
  frames = {reason, dim};
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
  Frame because = frame(Intent::get_state, "밥 해야 되거든", {});
  because.role = ClauseRole::condition;
  frames = {dim, because};
  drop_remarks(frames);
  EXPECT_EQ(frames, std::vector<Frame>{dim});
  frames = {because, dim};  // "if" as well
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
  for (const char* said : {"영화 볼 거야", "이제 잘 거예요", "낮잠 잘 거거든"}) {
    frames = {dim, frame(Intent::media_play, said, {})};
    drop_remarks(frames);
    EXPECT_EQ(frames, std::vector<Frame>{dim}) << said;
  }
  for (const char* said : {"이거 내 거야", "불 끌 거야", "언제 올 거야"}) {
    frames = {dim, frame(Intent::turn_off, said, {})};
    drop_remarks(frames);
    EXPECT_EQ(frames.size(), 2U) << said;
  }
  const Frame plan = frame(Intent::light_set, "다락 구경 좀 할게요 ", {{kArea, "다락"}});
  frames = {plan, dim};
  drop_remarks(frames);
  EXPECT_EQ(frames, std::vector<Frame>{dim});
}

}  // namespace
}  // namespace ondol::home
