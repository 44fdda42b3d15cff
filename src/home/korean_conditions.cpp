// Korean conditions that were read with what is to be done, and what else is to be done; see korean_repair.h.
#include <algorithm>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "꺼졌나 보고 안 꺼졌으면 꺼": the state that would have it done; none where the words say no state.
Asked state_after_look(std::string_view condition) {
  const size_t at = condition.find("나 보고 ");
  if (at == std::string_view::npos) return Asked::none;
  const std::string_view behind = trim_spaces(condition.substr(at + std::string_view("나 보고 ").size()));
  struct Row {
    std::string_view stem;
    Asked asked;
  };
  constexpr Row kRows[] = {{"켜", Asked::on},
                           {"꺼", Asked::off},
                           {"열", Asked::open},
                           {"닫", Asked::closed},
                           {"잠", Asked::locked}};
  const bool negated = behind.starts_with("안 ");
  const std::string_view said = negated ? behind.substr(std::string_view("안 ").size()) : behind;
  for (const Row& row : kRows)
    if (said.starts_with(row.stem)) return negated ? opposite_of(row.asked) : row.asked;
  return Asked::none;
}

}  // namespace

void ask_after_look(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.role != ClauseRole::condition || !has_hangul(frame.said))
    return;
  if (const Asked asked = state_after_look(frame.said); asked != Asked::none) frame.asked = asked;
}

bool split_korean_condition(const Frame& frame, std::vector<Frame>& out) {
  const auto verbs = korean_verbs(frame.said);
  const bool is_condition = frame.role == ClauseRole::condition;
  const bool looks = frame.role == ClauseRole::main && frame.said.find("나 보고 ") != std::string::npos;
  if (frame.intent != Intent::get_state || (!is_condition && !looks) || !has_target(frame) ||
      frame.said.find('?') != std::string::npos || verbs.empty())
    return false;
  // Nothing opens by it.
  constexpr VerbSense kThen[] = {VerbSense::on, VerbSense::off, VerbSense::close, VerbSense::lock};
  const KoreanVerb& verb = verbs.back();
  auto words = placed_words(frame.said);
  // "…잠가 나 간다"
  constexpr std::string_view kLeaves[] = {"나", "간다", "나간다", "나가", "갈게", "나갈게", "잔다", "잘게"};
  while (!words.empty() && words.back().begin > verb.begin && is_one_of(words.back().text, kLeaves))
    words.pop_back();
  const auto at = std::ranges::find(words, verb.begin, &PlacedWord::begin);
  const size_t behind = static_cast<size_t>(words.end() - at);
  // "켜져 있거든 끄고", "안 잠겼거든 잠가 줘"
  const bool at_the_end =
      behind == 1 || (behind == 2 && starts(words.back().text, {"주", "줘", "줄", "두", "둬", "놔", "버"}));
  if (at == words.begin() || at == words.end() || !at_the_end || !is_one_of(verb.sense, kThen) ||
      !ends((at - 1)->text, {"거든", "으면", "면", "걸랑"}))
    return false;
  const auto placed = place_spans(frame);
  if (placed.size() != frame.spans.size() || is_covered(placed, (at - 1)->begin, frame.said.size()))
    return false;
  Frame condition = frame;
  condition.said.resize(verb.begin);
  condition.role = ClauseRole::condition;
  if (looks) {
    condition.asked = state_after_look(condition.said);
    if (condition.asked == Asked::none) return false;
  }
  if (condition.asked == Asked::none && condition.comparison == Comparison::none) return false;
  Frame then{.intent = intent_of(verb.sense), .kind = frame.kind, .said = frame.said.substr(verb.begin)};
  for (const Span& span : frame.spans)
    if (is_target(span.role)) then.spans.push_back(span);
  condition.question = Question::none;
  out.push_back(std::move(condition));
  out.push_back(std::move(then));
  return true;
}

bool split_stop_and_play(const Frame& frame, std::vector<Frame>& out) {
  if (frame.intent != Intent::media_play || frame.role != ClauseRole::main) return false;
  const auto words = placed_words(frame.said);
  constexpr std::string_view kEnough[] = {"그만", "고만"}, kHeard[] = {"듣고", "보고", "틀고"},
                             kNoThing[] = {"이제", "인제", "그럼", "그거", "이거",
                                           "좀",   "자",   "야",   "노래", "음악"};
  for (size_t i = 1; i + 2 < words.size(); ++i) {
    if (!is_one_of(words[i].text, kEnough) || !is_one_of(words[i + 1].text, kHeard)) continue;
    const std::string heard = frame.said.substr(0, words[i - 1].end);
    const std::string_view name = without_ending(heard, {"는", "은", "를"}, 3);
    const bool covered = is_covered(place_spans(frame), 0, words[i + 1].end);
    if (i != 1 || covered || is_one_of(name, kNoThing)) return false;
    out.push_back({.intent = Intent::media_pause,
                   .spans = {{SpanRole::name, std::string(name)}},
                   .said = frame.said.substr(0, words[i + 1].end)});
    Frame rest = frame;
    rest.said.erase(0, words[i + 1].end);
    out.push_back(std::move(rest));
    return true;
  }
  return false;
}

void do_else_by_opposite(std::vector<Frame>& frames) {
  const Frame* condition = nullptr;
  for (Frame& frame : frames) {
    if (frame.role == ClauseRole::condition) condition = &frame;
    if (condition == nullptr || frame.role != ClauseRole::main || !frame.spans.empty() ||
        !acts_on_things(frame.intent))
      continue;
    for (const KoreanState& state : kKoreanStates)
      if (condition->asked != Asked::none && state.asked == opposite_of(condition->asked) &&
          trim_spaces(frame.said).starts_with(std::string(state.words) + " 있으면 ")) {
        frame.role = ClauseRole::alternative;
        frame.reference = Reference::same;
      }
  }
}

}  // namespace ondol::home
