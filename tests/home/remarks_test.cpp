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

TEST(Remarks, AReason_IsNoWish_AndItsThingIsNotActedOn) {
  const Frame lamp = frame(Intent::turn_off, "could you turn the lamp off ", {{kName, "lamp"}});
  Frame again = frame(Intent::turn_on, "i forgot it", {});
  again.reference = Reference::it;
  const Frame noise = frame(Intent::fan_set_speed, "i can't hear it over the hood", {{kKind, "hood"}});
  const Frame aim = frame(Intent::list_add, "so i can see the dog", {});
  for (const Frame& why : {again, noise, aim}) {
    std::vector<Frame> frames = {lamp, why};
    drop_remarks(frames);
    EXPECT_EQ(frames, std::vector<Frame>{lamp}) << why.said;
  }
  for (const char* said : {"so we can turn the fan off now", "i forgot to lock the door", "so the fan off",
                           "i can't reach the fan switch it off"}) {
    std::vector<Frame> frames = {lamp, frame(Intent::turn_off, said, {{kName, "fan"}})};
    drop_remarks(frames);
    EXPECT_EQ(frames.size(), 2U) << said;
  }
  // Alone, or beside another complaint, it is the wish.
  const Frame cold = frame(Intent::climate_set_temperature, "i'm cold and ", {});
  std::vector<Frame> frames = {cold, noise};
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
  frames = {noise};
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 1U);
}

TEST(Remarks, AReasonThatComesFirst_SaysWhatItIs) {
  const Frame why = frame(Intent::set_volume_relative, "i can't hear the telly ", {{kKind, "telly"}});
  Frame up = frame(Intent::set_volume_relative, "turn it up", {});
  up.reference = Reference::it;
  std::vector<Frame> frames = {why, up};
  drop_remarks(frames);
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(frames[0].spans, why.spans);
  EXPECT_EQ(frames[0].said, up.said);
}

TEST(Remarks, AComplaintAndItsWish_AreOne) {
  Frame loud = frame(Intent::set_volume_relative, "it's way too loud in here ", {});
  loud.operation = Operation::lower;
  Frame down = frame(Intent::set_volume_relative, "turn the speaker down a lot ",
                     {{kKind, "speaker"}, {kValue, "a lot"}});
  down.operation = Operation::lower;
  const std::vector<Frame> wish = {down};
  std::vector<Frame> frames = {loud, down};
  drop_remarks(frames);
  EXPECT_EQ(frames, wish);
  frames = {down, loud};
  drop_remarks(frames);
  EXPECT_EQ(frames, wish);
  Frame up = loud;
  up.operation = Operation::raise;
  frames = {up, down};  // not the same
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
  loud.said = "turn it down in here ";
  frames = {loud, down};
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
  for (const char* said : {"and it's too cold in here", "i'm too cold"}) {
    frames = {down, frame(Intent::climate_set_temperature, said, {})};
    drop_remarks(frames);
    EXPECT_EQ(frames.size(), 2U) << said;
  }
}

TEST(IdiomsOfRemarks, AComplaintAndItsWish_AreOne) {
  const auto lower = [](const char* said, std::vector<Span> spans) {
    Frame out = frame(Intent::climate_set_temperature, said, std::move(spans));
    out.attribute = Attribute::temperature;
    out.operation = Operation::lower;
    return out;
  };
  const Frame drop = lower("drop the stove by two degrees", {{kName, "stove"}, {kValue, "two degrees"}});
  std::vector<Frame> frames = {lower("too warm in here ", {}), drop};
  drop_remarks(frames);
  EXPECT_EQ(frames, std::vector<Frame>{drop});
  Frame it = lower("bring it down by two", {{kValue, "two"}});
  it.reference = Reference::it;
  frames = {lower("the den is too warm ", {{kArea, "den"}}), it};
  drop_remarks(frames);
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(frames[0].text(kArea), "den");
  // Two wishes.
  frames = {lower("cool the den down ", {{kArea, "den"}}), drop};
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
}

TEST(IdiomsOfRemarks, WhatOneFancies_AndWhatIsLeft_AskForNothing) {
  const Frame on = frame(Intent::turn_on, "get the machine on", {{kName, "machine"}});
  std::vector<Frame> frames = {frame(Intent::turn_on, "i fancy a coffee ", {}), on};
  drop_remarks(frames);
  EXPECT_EQ(frames, std::vector<Frame>{on});
  frames = {frame(Intent::turn_on, "i need my lamp ", {{kName, "lamp"}}), on};
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
  frames = {on, frame(Intent::turn_on, "and leave the nap going", {})};
  drop_remarks(frames);
  EXPECT_EQ(frames, std::vector<Frame>{on});
  frames = {on, frame(Intent::list_add, "there's smoke everywhere", {{kKind, "smoke"}})};
  drop_remarks(frames);
  EXPECT_EQ(frames, std::vector<Frame>{on});
  frames = {on, frame(Intent::list_add, "add milk", {{SpanRole::item, "milk"}})};
  drop_remarks(frames);
  EXPECT_EQ(frames.size(), 2U);
}

TEST(Remarks, HowItStillIs_IsTheReason_UnlessItComplains) {
  const auto left = [](std::string said) {
    Frame longer = frame(Intent::timer_increase, "give the roast another ten minutes ", {{kName, "roast"}});
    Frame still = frame(Intent::light_set, std::move(said), {{kValue, "pink"}});
    still.reference = Reference::it;
    std::vector<Frame> frames = {longer, still};
    drop_remarks(frames);
    return frames.size();
  };
  EXPECT_EQ(left("it's still pink in the middle"), 1U);
  EXPECT_EQ(left("make it pink"), 2U);
  EXPECT_EQ(left("it's still too bright"), 2U);
}

}  // namespace
}  // namespace ondol::home
