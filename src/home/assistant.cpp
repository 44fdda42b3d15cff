// The conversation around a turn; see assistant.h.
#include "home/assistant.h"

#include <algorithm>

#include "home/utterance.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {

namespace {

bool is_verb_ending(std::string_view last_word) { return has_hangul(last_word); }

}  // namespace

Language language_of(std::string_view text, std::string_view home_language) {
  const bool hangul = has_hangul(text), latin = has_latin(text);
  if (hangul && latin) {
    // Code-mixing: Korean ends in its verb, English begins with it ("turn on 거실 불" / "living room 불
    // 꺼줘").
    const auto words = split_words(text);
    constexpr std::string_view kEnglishVerbs[] = {
        "turn",  "switch", "set", "open", "close", "lock",  "unlock", "play", "pause", "stop",
        "start", "is",     "are", "what", "how",   "which", "add",    "put",  "dim",   "please"};
    std::string first(words.empty() ? std::string_view() : words[0]);
    for (char& c : first)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (std::ranges::find(kEnglishVerbs, first) != std::end(kEnglishVerbs)) return Language::english;
    return is_verb_ending(words.empty() ? text : words.back()) ? Language::korean : Language::english;
  }
  if (hangul) return Language::korean;
  if (latin) return Language::english;
  return home_language == "ko" ? Language::korean : Language::english;
}

Assistant::Assistant(Home home, std::string_view from, std::optional<Moment> now)
    : home_(std::make_unique<Home>(std::move(home))),
      index_(*home_),
      mentions_(*home_, index_),
      situation_{*home_, index_, from.empty() ? kNowhere : home_->area_of_device(from)},
      now_(now),
      pending_(std::make_unique<std::optional<Pending>>()) {
  // Once, and not for every reading without a unit of its own.
  home_->temperature_unit = home_->temperature_unit_or_guess();
}

Assistant::~Assistant() = default;

Outcome Assistant::run(std::string_view text, std::span<const Frame> frames) {
  Frame whole;  // one clause is all that was said
  if (frames.size() == 1 && frames[0].said.empty()) {
    whole = frames[0];
    whole.said = text;
    frames = {&whole, 1};
  }
  Simulator simulator(*home_);
  const Language language = language_of(text, home_->language);
  const Scene scene{{*home_, situation_, memory_, now_.value_or(current_moment()), language, text},
                    simulator};
  Outcome out = Utterance(scene, frames, memory_, *pending_).run();
  out.changes = simulator.changes();
  return out;
}

Outcome Assistant::handle(std::string_view text, std::span<const Frame> frames) { return run(text, frames); }

void Assistant::recall(std::string_view text, std::span<const Frame> frames) {
  // Played on a copy: a home that is told what was said before is already as it became.
  const Home before = *home_;
  run(text, frames);
  *home_ = before;
  const auto is_gone = [&](int32_t i) { return static_cast<size_t>(i) >= home_->entities.size(); };
  for (auto* entities : {&memory_.entities, &memory_.earlier, &memory_.together, &memory_.targets.entities})
    std::erase_if(*entities, is_gone);
}

Json outcome_json(std::string_view text, const Outcome& outcome) {
  Json calls = Json::array();
  for (const Call& call : outcome.calls)
    calls.push_back({{"name", call.name}, {"arguments", call.arguments}, {"entities", call.entities}});
  return {{"text", text},
          {"reply", outcome.reply},
          {"calls", std::move(calls)},
          {"changes", outcome.changes},
          {"asked_back", outcome.asked_back}};
}

}  // namespace ondol::home
