// By the first words and what is in this home; see nearest_talk.h.
#include "home/nearest_talk.h"

#include <algorithm>
#include <string>
#include <utility>

#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/words.h"

namespace ondol::home {

std::optional<Frame> asked_of_a_timer(const View& view, const Frame& frame) {
  const size_t at = frame.said.find(" 얼마나 ");
  if (frame.intent != Intent::none || !frame.spans.empty() || at == std::string::npos ||
      !says(frame.said, {"얼마나 더 ", "얼마나 남"}))
    return {};
  const std::string name(without_ending(trim_spaces(frame.said.substr(0, at)), {"은", "는", "이", "가"}, 6));
  const auto called_so = [&](const Entity& each) {
    return each.domain() == "timer" && each.state != "idle" &&
           (" " + normalise(each.name) + " ").find(" " + normalise(name) + " ") != std::string::npos;
  };
  if (std::ranges::count_if(view.home.entities, called_so) != 1) return {};
  Frame out{.intent = Intent::timer_status, .question = Question::value, .said = frame.said};
  out.spans = {{SpanRole::name, name}};
  return out;
}

std::optional<Frame> told_as_done(const View& view, const Frame& frame) {
  const auto words = placed_words(frame.said);
  if (frame.intent != Intent::none || !frame.spans.empty() || words.size() != 2 ||
      frame.said.find('?') != std::string::npos)
    return {};
  const std::string_view stem = without_ending(words[1].text, {"어요", "어", "다", "음", "네"});
  if (stem == words[1].text || !is_past(stem)) return {};
  const std::string item(without_ending(words[0].text, {"은", "는", "을", "를", "도"}, 6));
  // "월세 보내기" is done where it was sent, "우유" where it was bought and not where it has run out.
  constexpr std::string_view kDone[] = {"샀", "사왔", "했", "끝냈", "냈", "처리했", "받았"};
  constexpr size_t kSyllable = 3;  // bytes
  const auto is_done = [&](const std::string& summary) {
    const std::string_view todo =
        trim_spaces(std::string_view(summary).substr(std::min(item.size(), summary.size())));
    if (!summary.starts_with(item)) return false;
    return todo.empty() ? is_one_of(stem, kDone)
                        : summary[item.size()] == ' ' && todo.find(' ') == std::string_view::npos &&
                              todo.starts_with(stem.substr(0, kSyllable));
  };
  std::vector<std::string> done;
  for (const Entity& entity : view.home.entities) {
    const auto items = entity.attributes.find("items");
    if (entity.domain() != "todo" || items == entity.attributes.end()) continue;
    for (const Json& each : *items)
      if (const std::string summary = each.value("summary", std::string());
          each.value("status", std::string()) != "completed" && is_done(summary))
        done.push_back(summary);
  }
  if (done.size() != 1) return {};
  Frame out{.intent = Intent::list_complete, .said = frame.said};
  out.spans = {{SpanRole::item, done[0]}};
  out.mended = true;
  return out;
}

}  // namespace ondol::home
