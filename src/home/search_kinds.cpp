// Targets by their kind and the rooms that were said, or the speaker's own; see search.h.
#include <algorithm>

#include "home/actions.h"
#include "home/fitness.h"
#include "home/labels.h"
#include "home/questions.h"
#include "home/search.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// Of several players, those that play are meant by pause, next and volume; by resume, those that were paused.
std::vector<int32_t> playing_first(const Search& search, std::vector<int32_t> candidates) {
  const Intent intent = search.frame.intent;
  const bool media = is_media_intent(intent) && intent != Intent::media_play;
  if (!media || candidates.size() < 2 || search.is_several()) return candidates;
  const Asked wanted = intent == Intent::media_unpause ? Asked::paused : Asked::playing;
  std::vector<int32_t> active;
  for (const int32_t i : candidates)
    if (holds(search.entity(i), wanted).value_or(false)) active.push_back(i);
  return active.empty() ? candidates : active;
}

/// Of several that could be meant, the ones whose name has the noun that was said: "프로젝터" among screens.
std::vector<int32_t> called_by_noun(const Search& search, const std::vector<int32_t>& candidates) {
  const std::string noun = compact(normalise(search.frame.text(SpanRole::kind)));
  std::vector<int32_t> out;
  if (noun.size() < 4) return out;
  for (const int32_t i : candidates) {
    const Entity& e = search.entity(i);
    const auto holds_noun = [&](const std::string& name) {
      return compact(normalise(name)).find(noun) != std::string::npos;
    };
    if (!is_secured(e) && (holds_noun(e.name) || std::ranges::any_of(e.aliases, holds_noun)))
      out.push_back(i);
  }
  return out;
}

/// "Turn on" alone says nothing of what.
bool says_nothing(const Search& search) {
  const Frame& frame = search.frame;
  const bool on_off = frame.intent == Intent::turn_on || frame.intent == Intent::turn_off ||
                      frame.intent == Intent::toggle || frame.intent == Intent::get_state;
  return on_off && search.out.kind == Kind::any && search.places.empty() &&
         frame.quantity == Quantity::unsaid && frame.place == Place::unsaid && !frame.has(SpanRole::except) &&
         frame.asked == Asked::none && frame.attribute == Attribute::none;
}

}  // namespace

bool search_by_kind(Search& search) {
  const Frame& frame = search.frame;
  Targets& out = search.out;
  if (says_nothing(search)) return search.fail(Missing::subject);
  if (!search.places.empty()) return search.take(search.of_kind(out.kind, kNowhere), Missing::in_scope);
  if (frame.place == Place::here && search.speaker != kNowhere) {
    search.places.areas.push_back(search.speaker);
    return search.take(search.of_kind(out.kind, search.speaker), Missing::in_scope);
  }
  auto everywhere = search.of_kind(out.kind, kNowhere);
  if (frame.place == Place::whole_house || frame.quantity == Quantity::all || frame.has(SpanRole::except) ||
      asks_everywhere(frame)) {
    out.whole_home = true;
    return search.take(std::move(everywhere), Missing::kind);
  }
  if (search.speaker != kNowhere) {
    auto here = search.of_kind(out.kind, search.speaker);
    if (!here.empty() && (frame.quantity != Quantity::both || here.size() == 2)) {
      search.places.areas.push_back(search.speaker);
      out.from_speaker = true;
      return search.take(playing_first(search, std::move(here)), Missing::in_scope);
    }
  }
  if (frame.quantity == Quantity::both && everywhere.size() == 2)
    return search.take(std::move(everywhere), Missing::kind);
  everywhere = playing_first(search, std::move(everywhere));
  if (frame.quantity == Quantity::any && everywhere.size() > 1) everywhere.resize(1);
  if (everywhere.size() <= 1) return search.take(std::move(everywhere), Missing::kind);
  if (is_question(frame.intent)) {  // all of them is an answer
    out.whole_home = true;
    return search.take(std::move(everywhere), Missing::kind);
  }
  if (auto called = called_by_noun(search, everywhere); called.size() == 1)
    return search.take(std::move(called), Missing::kind);
  out.entities = std::move(everywhere);
  return search.fail(Missing::choice);
}

}  // namespace ondol::home
