// Where a text names something of a home: whole words, longest first, kinds of things left out.
#include "home/mentions.h"

#include <gtest/gtest.h>

#include "text/clause_format.h"

namespace ondol::home {
namespace {

class Mentions : public ::testing::Test {
 protected:
  Mentions() {
    home_.floors = {{"up", "2층", {"upstairs"}}};
    home_.areas = {{"kitchen", "Kitchen", {"주방"}, 0}, {"room", "서연이 방", {"Minji's Room"}, 0}};
    add("light.a", "Big Lamp");
    add("light.b", "Big Lamp by the Door");
    add("light.c", "Kitchen Light");
    add("light.d", "서연이 방 별빛");
    add("light.e", "TV");
    add("light.h", "Kitchen Moonbeam");
    add("light.i", "안방 벽걸이");
    add("scene.j", "Film Night");
    add("todo.f", "코스트코");
    add("fan.g", "방");
    index_ = std::make_unique<NameIndex>(home_);
    finder_ = std::make_unique<MentionFinder>(home_, *index_);
  }

  void add(std::string id, std::string name) {
    Entity entity;
    entity.id = std::move(id);
    entity.name = std::move(name);
    home_.entities.push_back(std::move(entity));
  }

  /// "ROLE text", each in brackets.
  std::string found(std::string_view text) const {
    constexpr auto name_of = [](SpanRole role) {
      return role == SpanRole::name    ? "name "
             : role == SpanRole::area  ? "area "
             : role == SpanRole::floor ? "floor "
                                       : "list ";
    };
    const std::string clean = clause_text(text);
    std::string out;
    for (const Mention& m : finder_->find(text))
      out += "[" + (name_of(m.role) + clean.substr(m.begin, m.end - m.begin)) + "]";
    return out;
  }

  Home home_;
  std::unique_ptr<NameIndex> index_;
  std::unique_ptr<MentionFinder> finder_;
};

TEST_F(Mentions, Names_AreFoundWhole) {
  EXPECT_EQ(found("turn on the Big Lamp"), "[name big lamp]");
  EXPECT_EQ(found("turn on the big lamp by the door please"), "[name big lamp by the door]");
  EXPECT_EQ(found("big lamps, biglamp"), "[name biglamp]");
  EXPECT_EQ(found("the bigger lamp"), "");
}

TEST_F(Mentions, Spaces_AndApostrophesDoNotMatter) {
  EXPECT_EQ(found("minjis room light on"), "[area minjis room]");
  EXPECT_EQ(found("Minji's room"), "[area minji's room]");
  EXPECT_EQ(found("서연이방 불 꺼"), "[area 서연이방]");
}

TEST_F(Mentions, Owners_AreFoundAndToldApart) {
  const auto found = finder_->find("what's the big lamp's battery, big lamps, the big lamp");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].owns);
  EXPECT_FALSE(found[1].owns);
}

TEST_F(Mentions, Korean_EndsBeforeParticles) {
  EXPECT_EQ(found("서연이 방 별빛을 켜고 주방에서는 2층도 꺼"),
            "[name 서연이 방 별빛][area 주방][floor 2층]");
  EXPECT_EQ(found("주방장 불러"), "");
  EXPECT_EQ(found("코스트코에 우유"), "[list 코스트코]");
}

TEST_F(Mentions, Kinds_AreNoNames) {
  EXPECT_EQ(found("turn on the kitchen light"), "[area kitchen]");
  EXPECT_EQ(found("tv 꺼"), "");
  EXPECT_EQ(found("방 꺼"), "");
}

TEST_F(Mentions, EndsOfNames_AreFoundUnlessTheyAreKinds) {
  EXPECT_EQ(found("moonbeam to half"), "[name moonbeam]");
  EXPECT_EQ(found("kitchen moonbeam to half"), "[name kitchen moonbeam]");
  EXPECT_EQ(found("벽걸이 꺼"), "");
  EXPECT_EQ(found("lamp by the door, lamp"), "[name lamp by the door]");
  EXPECT_EQ(found("what a night"), "");
}

TEST_F(Mentions, OddTexts_GiveNothing) {
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found("'"), "");
  EXPECT_EQ(found("\xff\xfe 🙂🙂"), "");
}

}  // namespace
}  // namespace ondol::home
