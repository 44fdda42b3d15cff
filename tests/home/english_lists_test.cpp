// What the words say of items and lists, and what only looks like it.
#include "home/english_lists.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/frame_of.h"

namespace ondol::home {
namespace {

constexpr SpanRole kItem = SpanRole::item, kList = SpanRole::list;

std::string repaired(Frame frame) {
  repair_english_list({}, frame);
  return frame_json(frame).dump();
}

void expect_left(const Frame& frame) { EXPECT_EQ(repaired(frame), frame_json(frame).dump()) << frame.said; }

TEST(EnglishLists, TakeItOff_RemovesWhatWasToldOf_NotWhereItWas) {
  EXPECT_EQ(repaired(frame(Intent::list_add,
                           "i found some oat milk at the back of the fridge so take it off the shopping list",
                           {{kItem, "oat milk"}, {kItem, "back of the fridge"}, {kList, "shopping list"}})),
            R"({"intent":"HassListRemoveItem","spans":[["item","oat milk"],["list","shopping list"]]})");
  EXPECT_EQ(repaired(frame(Intent::list_complete, "i got the nappies in lidl so take them off the list",
                           {{kItem, "nappies in lidl"}, {kList, "list"}})),
            R"({"intent":"HassListCompleteItem","spans":[["item","nappies"],["list","list"]]})");
  EXPECT_EQ(repaired(frame(Intent::list_add, "we've eggs and milk so take them off the list",
                           {{kItem, "eggs"}, {kItem, "milk"}, {kList, "list"}})),
            R"({"intent":"HassListRemoveItem","spans":[["item","eggs"],["item","milk"],["list","list"]]})");
  expect_left(
      frame(Intent::list_add, "put tuna in oil on the list", {{kItem, "tuna in oil"}, {kList, "list"}}));
  expect_left(frame(Intent::list_add, "add take it off tape to the list",
                    {{kItem, "take it off tape"}, {kList, "list"}}));
}

TEST(EnglishLists, WhatIsMarkedAsDone_IsTheItem) {
  EXPECT_NE(repaired(frame(Intent::list_complete, "mark the trash as done", {})).find(R"(["item","trash"])"),
            std::string::npos);
  expect_left(frame(Intent::list_complete, "mark it as done", {}));
  expect_left(frame(Intent::list_complete, "tick the trash off", {}));
  expect_left(frame(Intent::list_add, "mark the trash as done", {}));
}

TEST(EnglishLists, TheVerb_IsNotOfTheItem) {
  EXPECT_NE(repaired(frame(Intent::list_remove, "bin the tea bags off the list",
                           {{kItem, "bin the tea bags"}, {kList, "list"}}))
                .find(R"(["item","tea bags"])"),
            std::string::npos);
  expect_left(
      frame(Intent::list_remove, "take bin bags off the list", {{kItem, "bin bags"}, {kList, "list"}}));
  expect_left(frame(Intent::list_complete, "bin the tea bags is done", {{kItem, "bin the tea bags"}}));
}

TEST(EnglishLists, AQuestionWithAList_IsAboutIt_AndItsItemIsWhole) {
  EXPECT_NE(repaired(frame(Intent::get_state, "what's left on my chores", {{kList, "chores"}}))
                .find(R"("kind":"todo_list")"),
            std::string::npos);
  const auto item = [](std::string said, std::string read) {
    Frame out =
        frame(Intent::get_state, std::move(said), {{kItem, std::move(read)}, {kList, "shopping list"}});
    repair_english_list({}, out);
    return std::string(out.text(kItem));
  };
  EXPECT_EQ(item("is loo roll on the shopping list", "loo"), "loo roll");
  EXPECT_EQ(item("is there any milk on the shopping list", "milk"), "milk");
  EXPECT_EQ(item("is milk still on the shopping list", "milk"), "milk");
  EXPECT_EQ(item("are eggs and milk on the shopping list", "eggs"), "eggs");
  EXPECT_EQ(item("how many eggs on the shopping list", "eggs"), "eggs");
}

TEST(IdiomsOfLists, TasksStayWhole_AndWhatIsDone_IsTicked) {
  Frame oil = frame(Intent::list_add, "add oil the garage door hinges",
                    {{kItem, "oil the garage door"}, {kItem, "hinges"}});
  repair_english_list({}, oil);
  EXPECT_EQ(oil.text(kItem), "oil the garage door hinges");
  expect_left(frame(Intent::list_add, "add milk eggs", {{kItem, "milk"}, {kItem, "eggs"}}));
  Frame got = frame(Intent::none, "picked up the salt block already", {});
  repair_english_list({}, got);
  EXPECT_EQ(got.text(kItem), "salt block");
  expect_left(frame(Intent::none, "picked up the kids", {}));
  Frame remind =
      frame(Intent::get_state, "remind me on my jobs to call her", {{kList, "jobs"}, {kItem, "call her"}});
  repair_english_list({}, remind);
  EXPECT_EQ(remind.intent, Intent::list_add);
  Frame done = frame(Intent::none, "call her is done, tick it off", {{kItem, "call her"}});
  repair_english_list({}, done);
  EXPECT_EQ(done.intent, Intent::list_complete);
  expect_left(frame(Intent::none, "call her a cab", {{kItem, "call her"}}));
}

TEST(EnglishLists, NoItemEndsInAnArticle_AndWhatWasGot_IsDone) {
  EXPECT_EQ(repaired(frame(Intent::list_add, "add descale the kettle to my odd jobs",
                           {{kItem, "descale the"}, {kList, "odd"}})),
            R"({"intent":"HassListAddItem","spans":[["item","descale the kettle"],["list","odd"]]})");
  expect_left(frame(Intent::list_add, "add the kettle to my odd jobs", {{kItem, "kettle"}, {kList, "odd"}}));
  EXPECT_NE(repaired(frame(Intent::none, "picked up the salt block already", {{kItem, "salt"}}))
                .find(R"([["item","salt block"]])"),
            std::string::npos);
  expect_left(frame(Intent::none, "picked up the kids from school", {{kItem, "kids"}}));
}

TEST(EnglishLists, HaveIFixedIt_PutsNothingOnAList) {
  Home home;
  Entity jobs;
  jobs.id = "todo.jobs";
  jobs.name = "Odd Jobs";
  home.entities.push_back(jobs);
  EXPECT_FALSE(of_a_named_list(home, frame(Intent::none, "have i fixed the tap on my odd jobs", {})));
  EXPECT_TRUE(of_a_named_list(home, frame(Intent::none, "fix the tap on my odd jobs", {})));
}

}  // namespace
}  // namespace ondol::home
