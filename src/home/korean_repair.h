// What Korean words say for certain and the labels of a reading missed: a span that was cut in the middle of
// a word, a number that nobody read, what is spared, a verb that says otherwise, two verbs in one clause.
// Works on frames only, as read_repair.h, which calls it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// One clause by its own words; mentions are counted from its beginning. before: the intent of the clause
/// before it.
void repair_korean_clause(const std::vector<Mention>& mentions, Intent before, Frame& frame);

/// Its part about spans and values: korean_spans.cpp.
void repair_korean_spans(const std::vector<Mention>& mentions, Frame& frame);

/// What is only seen across clauses; mentions_of: those of each clause.
void repair_korean_clauses(std::vector<std::vector<Mention>>& mentions_of, std::vector<Frame>& frames);

/// A clause that says two things, cut in two.
std::vector<Frame> split_korean_clause(Frame frame);

// Of two clauses side by side: korean_neighbours.cpp.
/// What is to be done at a time of the day is not done now: nothing here waits so long.
void leave_what_waits_for_a_time(std::vector<Frame>& frames);
/// The clause adds nothing to the next, which may take over what it says.
bool says_nothing_before(const Frame& frame, Frame& next);
void take_from_before(Frame& before, Frame& frame);
/// No more than "주시기 바랍니다".
bool only_asks_politely(const Frame& frame);
/// "식기세척기 또한 | 정지시켜 주세요": what is to be done with what was just named.
bool only_tells(const Frame& before, const Frame& frame);

/// The spans that stand within [begin, end) of the clause, and those words.
Frame part_of(const Frame& frame, size_t begin, size_t end);

/// "음악 틀어줘 | 트로트로": what the clause before is to play.
bool says_what_plays(Frame& before, const Frame& frame);

// Of conditions and of what is heard no more: korean_conditions.cpp.
/// "라디오 고만 듣고 앰프에서 조용필 틀어봐라", of which only what is to play was read.
bool split_stop_and_play(const Frame& frame, std::vector<Frame>& out);
/// "켜져 있으면 | 끄고 | 꺼져 있으면 켜고": the last is done where the condition is not met.
void do_else_by_opposite(std::vector<Frame>& frames);

// Of a value beside another verb: korean_settings.cpp. Whether the clause says two things, both then in
// `out`.
/// "밥솥 끄고 어 그 후드 약하게 해줘", read as one switch: how the second is to be.
bool split_before_setting(const Frame& frame, std::vector<Frame>& out);
/// "제습기 사십으로 맞추고 돌려줘": what is set is to start too.
bool split_set_and_start(const Frame& frame, std::vector<Frame>& out);
/// "천장등 끄고 소파 스탠드는 이십 퍼센트로", read as the same again: a value is no switch.
void set_what_repeats_no_switch(const Frame& before, Frame& frame);
/// "무드등 십 퍼센트 | 준호 LED는 빨간색으로", "촛불색으로 | 그라고 이십 프로", read as the same again: it is
/// another sort of value.
void set_another_sort(const Frame& before, Frame& frame);
/// "난방 24도로 맞추고 | 틀어줘", read as nothing in particular: what was just set.
void start_what_was_set(const Frame& before, Frame& frame);

// Of several things in one clause: korean_rows.cpp. Whether there are any, each then in `out`.
/// "마루 난방이랑 큰방 난방 1도씩", "거실등이랑 주방등 둘 다": rooms that each have their noun, or a name
/// that ends with it.
bool split_at_korean_pairs(const Frame& frame, std::vector<Frame>& out);
/// "현관문이랑 가스 잠가줘": what of it is a valve is closed.
bool split_lock_and_valve(const Frame& frame, std::vector<Frame>& out);
/// "고기는 십이 분 찌개는 이십 분 타이머 두 개": each with its name.
bool split_korean_timers(const Frame& frame, std::vector<Frame>& out);
/// "불이고 게임기고 스피커고 다 꺼": each of a row, whatever was read of it.
bool split_at_korean_row(const Frame& frame, std::vector<Frame>& out);

/// A condition and what is to be done then, read as one: "켜져 있거든 끄고". Whether it is so, both then in
/// `out`: korean_conditions.cpp.
bool split_korean_condition(const Frame& frame, std::vector<Frame>& out);
/// "잠겼나 보고 안 잠겼으면", read as the first of them: the second is the condition.
void ask_after_look(Frame& frame);

/// Of the value that is set: korean_values.cpp.
void repair_korean_value(Frame& frame);

/// Of wishes that were read as another or as none: korean_wishes.cpp.
void repair_korean_wish(const std::vector<Mention>& mentions, Frame& frame);

/// Of questions: korean_questions.cpp.
void repair_korean_question(const std::vector<Mention>& mentions, Frame& frame);

// Of what stands beside the wish: korean_asides.cpp.
void repair_korean_asides(const std::vector<Mention>& mentions, Frame& frame);
/// "불 꺼줘, 아 가습기는 끄지 마", read as one: what is forbidden of another thing. Whether it is so, both
/// then in `out`.
bool split_off_forbidden(const Frame& frame, std::vector<Frame>& out);
/// The clause tells what the speaker is about to do: "구경 좀 할게요".
bool is_korean_plan(std::string_view clause);

// Of lists: korean_lists.cpp.
void repair_korean_list(const std::vector<Mention>& mentions, Frame& frame);
std::vector<Frame> split_korean_list(Frame frame);
/// The clause ends in a verb that puts something on a list: "…담아 줘".
bool puts_on_a_list(std::string_view said);

}  // namespace ondol::home
