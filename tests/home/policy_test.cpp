// What must hold whatever is said, over random frames and homes. The rules are written here anew, from the
// issue and not from the tables of the code.
#include "home/policy.h"

#include <gtest/gtest.h>

#include "home/assistant.h"
#include "home/forbidding_words.h"
#include "home/opening_words.h"
#include "home/random_home.h"

namespace ondol::home {
namespace {

bool lets_in(const Entity& entity) {
  const std::string_view domain = entity.domain();
  if (domain == "lock" || domain == "valve" || domain == "alarm_control_panel") return true;
  if (domain != "cover") return false;
  const std::string_view of = entity.device_class();
  if (!of.empty()) return of == "garage" || of == "gate" || of == "door";
  for (const char* word : {"Door", "Garage", "Gate", "현관", "차고", "대문"})
    if (entity.name.find(word) != std::string::npos) return true;
  return false;
}

/// The words that may open it.
bool may_open(const Entity& entity, Intent intent) {
  if (entity.domain() == "lock") return intent == Intent::unlock || intent == Intent::open;
  if (entity.domain() == "valve")
    return intent == Intent::open || intent == Intent::turn_on || intent == Intent::set_position;
  return intent == Intent::open || intent == Intent::set_position;
}

double position(const Entity& entity) {
  const auto found = entity.attributes.find("current_position");
  return found != entity.attributes.end() && found->is_number() ? found->get<double>() : 0;
}

bool opened(const Entity& before, const Entity& after) {
  if (after.state == "unlocked" && before.state != "unlocked") return true;
  if (after.state == "open" && before.state != "open") return true;
  if (after.state == "disarmed" && before.state != "disarmed") return true;
  return position(after) > position(before);
}

TEST(Policy, RandomFrames_NothingOpensUnlessItIsSaidOfOneThing) {
  testing::RandomHome random(20250310);
  int n_opened = 0, n_changed = 0;
  for (int i = 0; i < 30000; ++i) {
    const Home before = random.home();
    Assistant assistant(before, random.chance(60) ? "speaker" : "", std::nullopt);
    std::vector<Frame> frames;
    for (size_t n = 1 + random.below(3); n > 0; --n) frames.push_back(random.frame(before));
    const Outcome outcome =
        assistant.handle(random.chance(50) ? "turn it on, up and open" : "켜고 열어줘", frames);
    n_changed += outcome.changes.empty() ? 0 : 1;
    int n_secured_opened = 0;
    for (size_t e = 0; e < before.entities.size(); ++e) {
      const Entity &was = before.entities[e], &is = assistant.home().entities[e];
      if (!lets_in(was) || !opened(was, is)) continue;
      ++n_secured_opened;
      const bool said = std::ranges::any_of(frames, [&](const Frame& f) { return may_open(was, f.intent); });
      EXPECT_TRUE(said) << was.id << " opened by " << label(frames[0].intent) << " in round " << i;
    }
    n_opened += n_secured_opened;
    const auto n_openers = std::ranges::count_if(frames, [](const Frame& f) {
      return f.intent == Intent::unlock || f.intent == Intent::open || f.intent == Intent::turn_on ||
             f.intent == Intent::set_position;
    });
    EXPECT_LE(n_secured_opened, n_openers) << "more than one for a clause in round " << i;
  }
  // The test has seen what it is about.
  EXPECT_GT(n_opened, 50);
  EXPECT_GT(n_changed, 2000);
}

/// What a wrong reading may make of anything that is said without a word that opens.
TEST(Policy, RandomFrames_OfWordsThatDoNotOpen_OpenNothingButByPosition) {
  constexpr std::string_view kSaid[] = {"toggle the front door",
                                        "turn off the gate",
                                        "lock everything",
                                        "don't open the garage",
                                        "never unlock the door",
                                        "현관문 토글",
                                        "대문 꺼줘",
                                        "문 잠가",
                                        "문 열지 마",
                                        "차고 문 올리지 말고 불 꺼"};
  testing::RandomHome random(41);
  int n_opening_frames = 0;
  for (int i = 0; i < 20000; ++i) {
    const Home before = random.home();
    Assistant assistant(before, random.chance(60) ? "speaker" : "", std::nullopt);
    const Frame frame = random.frame(before);
    if (frame.intent == Intent::set_position) continue;
    n_opening_frames += frame.intent == Intent::open || frame.intent == Intent::unlock ? 1 : 0;
    const std::string_view said = random.pick(kSaid);
    assistant.handle(said, std::vector{frame});
    for (size_t e = 0; e < before.entities.size(); ++e)
      EXPECT_FALSE(lets_in(before.entities[e]) && opened(before.entities[e], assistant.home().entities[e]))
          << before.entities[e].id << " opened by " << label(frame.intent) << " of \"" << said << "\"";
  }
  EXPECT_GT(n_opening_frames, 500);
}

TEST(OpeningWords, OfAThing_AreItsOwn) {
  const auto of = [](const char* id) {
    Entity entity;
    entity.id = id;
    return entity;
  };
  const Entity lock = of("lock.a"), gate = of("cover.gate"), valve = of("valve.a");
  for (const char* said :
       {"Unlock the door!", "open up", "could you open it please", "I want the door unlocked",
        "I want you to unlock it", "open the door right now", "현관문 열어 줘", "문 따줘", "문 여세요",
        "문열어", "문 열고 불 켜", "잠금 해제해", "잠금 풀어"}) {
    EXPECT_TRUE(asks_to_open(said, said, lock)) << said;
    EXPECT_TRUE(asks_to_open(said, said, valve)) << said;
  }
  for (const char* said : {"turn on the water", "물 틀어", "밸브 켜"}) {
    EXPECT_TRUE(asks_to_open(said, said, valve)) << said;
    EXPECT_FALSE(asks_to_open(said, said, lock)) << said;
  }
  EXPECT_TRUE(asks_to_open("roll it up", "roll it up", gate));
  EXPECT_TRUE(asks_to_open("셔터 올려", "셔터 올려", gate));
  EXPECT_FALSE(asks_to_open("차고 올려", "차고 올려", lock));
  for (const char* said :
       {"don't open the door", "do not unlock it", "문 열지 마", "열지 말고 잠가", "lock up", "", "문",
        "is the door open now", "why is the door open", "how do I open it", "he told me to unlock it",
        "I already unlocked it", "문 열어도 돼", "문 열려 있어", "문 열어놨나", "누가 문 열고 싶대",
        "문 열라고 하면", "문 열어줘라는 노래"})
    EXPECT_FALSE(asks_to_open(said, said, lock)) << said;
}

TEST(OpeningWords, ANamedLock_UnlockedPlease_IsAWish) {
  Entity lock;
  lock.id = "lock.back";
  lock.name = "Back Door";
  for (const char* said : {"back door, unlocked please", "the back door unlocked, please"})
    EXPECT_TRUE(asks_to_open(said, said, lock)) << said;
  for (const char* said :
       {"back door, unlocked", "the back door is unlocked please note", "is the back door unlocked please",
        "check the back door unlocked please", "front door, unlocked please", "back door's unlocked please",
        "the door unlocked please", "unlocked please", "not the back door unlocked please"})
    EXPECT_FALSE(asks_to_open(said, said, lock)) << said;
}

TEST(ForbiddingWords, ForbidOnlyWhatIsNotToBeDone) {
  for (const char* said :
       {"don't turn the oven off", "whatever you do don’t open the gate", "please do not touch the heater",
        "never ever unlock that door", "and don't you dare switch it on", "대문은 열지 말아줘",
        "가스 밸브 절대 열면 안 돼", "멀티탭은 건드리지 마", "불 끄지 마세요!"})
    EXPECT_TRUE(forbids(said)) << said;
  for (const char* said :
       {"don't leave the oven on", "don't forget to turn off the oven", "why don't you turn on the light",
        "turn it off and don't turn it on again", "do not disturb mode on", "I don't want the light on",
        "never mind", "turn off the fan", "차고 문 열어 둔 채로 두지 마", "켜 두지 마", "안 끄면 안 돼",
        "끄지 말고 줄여", "불 꺼", "", "마"})
    EXPECT_FALSE(forbids(said)) << said;
}

TEST(Policy, RandomOffCloseAndStop_NeverOpenAnything) {
  testing::RandomHome random(7);
  int n_changed = 0;
  for (int i = 0; i < 20000; ++i) {
    const Home before = random.home();
    Assistant assistant(before, random.chance(60) ? "speaker" : "", std::nullopt);
    Frame frame = random.frame(before);
    static constexpr Intent kGeneric[] = {Intent::turn_off, Intent::close, Intent::stop, Intent::lock};
    frame.intent = random.pick(kGeneric);
    const Outcome outcome = assistant.handle("off", std::vector{frame});
    n_changed += outcome.changes.empty() ? 0 : 1;
    for (size_t e = 0; e < before.entities.size(); ++e)
      EXPECT_FALSE(opened(before.entities[e], assistant.home().entities[e]))
          << before.entities[e].id << " opened by " << label(frame.intent) << " in round " << i;
  }
  EXPECT_GT(n_changed, 1000);
}

TEST(Policy, SecuredThings_AreNotActedOnInBulk) {
  testing::RandomHome random(11);
  int n_asked = 0;
  for (int i = 0; i < 10000; ++i) {
    const Home before = random.home();
    Assistant assistant(before, "", std::nullopt);
    Frame frame = random.frame(before);
    static constexpr Intent kActs[] = {Intent::open,   Intent::close,   Intent::lock,
                                       Intent::unlock, Intent::turn_on, Intent::turn_off};
    frame.intent = random.pick(kActs);
    frame.role = ClauseRole::main;
    frame.quantity = Quantity::all;
    const Outcome outcome = assistant.handle("all of them", std::vector{frame});
    n_asked += outcome.asked_back ? 1 : 0;
    int n_moved = 0;
    for (size_t e = 0; e < before.entities.size(); ++e)
      n_moved += lets_in(before.entities[e]) && before.entities[e].state != assistant.home().entities[e].state
                     ? 1
                     : 0;
    EXPECT_LE(n_moved, 1) << label(frame.intent) << " in round " << i;
  }
  EXPECT_GT(n_asked, 300);
}

TEST(Policy, Questions_ChangeNothing) {
  testing::RandomHome random(3);
  for (int i = 0; i < 20000; ++i) {
    const Home before = random.home();
    Assistant assistant(before, random.chance(50) ? "speaker" : "", std::nullopt);
    Frame frame = random.frame(before);
    static constexpr Intent kQuestions[] = {Intent::get_state,    Intent::climate_get_temperature,
                                            Intent::timer_status, Intent::get_time,
                                            Intent::get_date,     Intent::get_weather};
    frame.intent = random.pick(kQuestions);
    const Outcome outcome = assistant.handle("what is it", std::vector{frame});
    EXPECT_TRUE(outcome.changes.empty()) << outcome.changes.dump();
    EXPECT_TRUE(outcome.deeds.empty());
    EXPECT_FALSE(outcome.claims_action);
    EXPECT_FALSE(outcome.reply.empty()) << label(frame.intent);
  }
}

TEST(Policy, WhatIsClaimed_WasDone) {
  testing::RandomHome random(5);
  int n_claims = 0;
  for (int i = 0; i < 20000; ++i) {
    const Home before = random.home();
    Assistant assistant(before, random.chance(50) ? "speaker" : "", std::nullopt);
    const std::vector<Frame> frames = {random.frame(before)};
    const Outcome outcome = assistant.handle(random.chance(50) ? "do it" : "해줘", frames);
    EXPECT_FALSE(outcome.reply.empty()) << label(frames[0].intent);
    // Skipping tracks, scenes and media leave no trace in a state, but are handed over.
    EXPECT_TRUE(!outcome.claims_action || !outcome.deeds.empty()) << outcome.reply;
    EXPECT_TRUE(outcome.changes.empty() || outcome.claims_action) << outcome.reply << outcome.changes.dump();
    EXPECT_TRUE(!outcome.asked_back || outcome.changes.empty()) << outcome.reply;
    n_claims += outcome.claims_action ? 1 : 0;
    for (const Deed& deed : outcome.deeds)
      EXPECT_TRUE(deed.entity.empty() || assistant.home().find_entity(deed.entity) != kNowhere)
          << deed.entity;
    for (const Call& call : outcome.calls)
      for (const std::string& id : call.entities) EXPECT_NE(assistant.home().find_entity(id), kNowhere) << id;
  }
  EXPECT_GT(n_claims, 800);
}

TEST(Policy, SameWordsInTheSameHome_MeanTheSame) {
  testing::RandomHome random(9);
  for (int i = 0; i < 2000; ++i) {
    const Home home = random.home();
    const std::vector<Frame> frames = {random.frame(home), random.frame(home)};
    const Moment now{1741600000, 32400, true};
    const Outcome a = Assistant(home, "speaker", now).handle("x", frames);
    const Outcome b = Assistant(home, "speaker", now).handle("x", frames);
    EXPECT_EQ(outcome_json("x", a), outcome_json("x", b));
  }
}

TEST(Policy, WhatIsOrderedInstead_BeginsBehindWhatIsForbidden) {
  const auto rest = [](std::string said) {
    const size_t at = ordered_instead_at(said);
    return at == std::string::npos ? std::string() : said.substr(at);
  };
  EXPECT_EQ(rest("don't touch the lights just shut the blinds"), "just shut the blinds");
  EXPECT_EQ(rest("No, leave the lights alone, but close the blinds"), "but close the blinds");
  EXPECT_EQ(rest("never mind the lights just close the blinds"), "just close the blinds");
  for (const char* said :
       {"don't just shut the blinds", "don't touch the blinds just because it's sunny", "shut the blinds",
        "don't worry about the lights i'll just turn them off", "don't turn the lights off just yet",
        "don't worry about the blinds you just shut the door"})
    EXPECT_EQ(rest(said), "") << said;
}

TEST(Policy, AGarageDoorThatStandsOpen_IsLoweredHalf_AndNoneIsRaised) {
  const auto asks = [](const char* state, int now, double to) {
    Entity door;
    door.id = "cover.garage";
    door.name = "Garage Door";
    door.state = state;
    door.attributes["device_class"] = "garage";
    if (now >= 0) door.attributes["current_position"] = now;
    return is_opening(door, Effect::set, to);
  };
  EXPECT_FALSE(asks("open", 100, 50));
  EXPECT_TRUE(asks("open", 30, 50));
  EXPECT_TRUE(asks("open", 50, 50));
  EXPECT_TRUE(asks("closed", 0, 50));
  EXPECT_TRUE(asks("open", -1, 50));  // nobody knows how far
}

TEST(OpeningWords, BothHands_AreNotManyThings) {
  const std::string hands = "unlock the back door i've got shopping in both hands";
  EXPECT_FALSE(asks_for_many(hands, hands));
  EXPECT_TRUE(asks_for_many("unlock both doors", "unlock both doors"));
  EXPECT_TRUE(
      asks_for_many("unlock all doors i've both hands full", "unlock all doors i've both hands full"));
}

}  // namespace
}  // namespace ondol::home
