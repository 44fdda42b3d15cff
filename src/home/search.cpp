// What fits a clause at all, and what fits it best; see search.h.
#include "home/search.h"

#include "home/fitness.h"
#include "home/labels.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// What may be acted on first where a name is a door's and its lock's: the thing that the verb moves.
int domain_preference(Intent intent, std::string_view domain) {
  if (intent == Intent::open || intent == Intent::close)
    return domain == "cover" ? 0 : domain == "valve" ? 1 : domain == "lock" ? 2 : 3;
  if (is_question(intent)) return domain == "binary_sensor" || domain == "sensor" ? 1 : 0;
  return domain == "automation" || domain == "script" ? 1 : 0;
}

/// Keeps those of which keep is true, where there are any.
template <class Keep>
void narrow(std::vector<Match>& matches, const Keep& keep) {
  std::vector<Match> kept;
  std::ranges::copy_if(matches, std::back_inserter(kept), keep);
  if (!kept.empty()) matches = std::move(kept);
}

/// "Start watering", "물 틀어": gas is not what comes where water was asked for.
bool is_gas_for_water(const Frame& frame, const Entity& e) {
  constexpr Intent kOpens[] = {Intent::turn_on, Intent::open, Intent::toggle, Intent::set_position};
  const auto says_gas = [](const std::string& text) {
    return says(plain_words(text), {" gas ", " propane ", "가스"});
  };
  return e.domain() == "valve" && is_one_of(frame.intent, kOpens) &&
         (e.device_class() == "gas" || e.any_name(says_gas)) && !says_gas(frame.said) &&
         says(plain_words(frame.said), {" water", " sprinkler", " irrigat", "물", "수도", "스프링클러"});
}

/// "환풍기 켜" is no 선풍기's: what blows air about and what draws it out are told apart by their Korean
/// nouns.
bool is_other_fan(const Frame& frame, Kind kind, const Entity& entity) {
  if (kind != Kind::fan && kind != Kind::air_purifier) return false;
  const auto draws_out = [](std::string_view words) { return says(words, {"환풍", "환기", "배기", "후드"}); };
  const auto blows = [](std::string_view words) {
    return says(words, {"선풍기", "써큘", "서큘", "실링팬", "천장팬"});
  };
  const auto is_out = [&](const std::string& name) { return draws_out(name); };
  const auto is_about = [&](const std::string& name) { return blows(name); };
  const bool named_out = entity.any_name(is_out), named_about = entity.any_name(is_about);
  // "공기청정기 꺼", where there is none: no fan's and no plug's either.
  if (kind == Kind::air_purifier) {
    const auto cleans = [](const std::string& name) { return says(name, {"청정", "공청"}); };
    return has_hangul(frame.text(SpanRole::kind)) && entity.device_class().empty() &&
           (named_out || named_about || entity.domain() == "switch") && !entity.any_name(cleans);
  }
  bool out = false, about = false;
  for (const std::string_view noun : frame.texts(SpanRole::kind)) {
    out = out || draws_out(noun);
    about = about || blows(noun);
  }
  if (out == about) return false;
  return named_out != named_about && named_out != out;
}

}  // namespace

Search::Search(const Frame& of_clause, const Situation& situation, const Memory& spoken)
    : frame(of_clause),
      home(situation.home),
      index(situation.index),
      speaker(situation.speaker_area),
      memory(spoken) {
  out.kind = implied_kind(frame);
}

bool Search::able(int32_t i) const { return is_able(home, frame, out.kind, entity(i)); }

bool Search::fail(Missing missing, std::string_view text) {
  out.missing = missing;
  out.missing_text = text;
  return false;
}

void Search::add(const std::vector<int32_t>& entities) {
  for (const int32_t i : entities)
    if (std::ranges::find(out.entities, i) == out.entities.end()) out.entities.push_back(i);
}

bool Search::take(std::vector<int32_t> found, Missing if_empty) {
  const bool several = found.size() > 1 && !is_question(frame.intent);
  if (several && frame.quantity == Quantity::any) found.resize(1);
  out.entities = std::move(found);
  if (several && frame.quantity == Quantity::one) return fail(Missing::choice);
  // "Both" of three is not known to be these or those.
  if (several && frame.quantity == Quantity::both && out.entities.size() > 2) return fail(Missing::choice);
  // "화장실 불 둘 다", where two bathrooms have one each: those two.
  const bool these = frame.quantity == Quantity::all || frame.quantity == Quantity::both;
  if (several && places.ambiguous && !these) {
    const int32_t room = index.area_of(out.entities[0]);
    if (std::ranges::any_of(out.entities, [&](int32_t i) { return index.area_of(i) != room; }))
      return fail(Missing::choice);
  }
  // "환풍기 켜", where fans blow: of those there is one.
  const std::string_view noun = frame.text(SpanRole::kind);
  return !out.entities.empty() || fail(if_empty, out.kind == Kind::fan && has_hangul(noun) ? noun : "");
}

bool Search::add_place(std::string_view words, bool floor_first) {
  int score = places.add(home, index, words, floor_first, speaker);
  if (score == 0 && floor_first) score = places.add_by_height(home, words);
  if (score > 0) out.certainty = std::min(out.certainty, score);
  return score > 0;
}

std::vector<Ranked> Search::ranked_of_kind(Kind kind, int32_t area) const {
  std::vector<Ranked> found;
  for (size_t at = 0; at < home.entities.size(); ++at) {
    const auto i = static_cast<int32_t>(at);
    const Entity& e = home.entities[at];
    if (area != kNowhere && index.area_of(i) != area) continue;
    const int rank = kind == Kind::any ? 0 : index.kind_rank(i, kind);
    if (rank == kNotOfKind || !in_scope(i) || !able(i) || is_excepted(i)) continue;
    if (kind == Kind::any && !belongs_to_everything(frame, e)) continue;
    if (is_gas_for_water(frame, e) || is_other_fan(frame, kind, e)) continue;
    // 10, 11: by class or by name, the same closeness; 20 is the next reading.
    found.push_back({rank / 10, i});
  }
  return found;
}

std::vector<int32_t> closest(std::span<const Ranked> found) {
  if (found.empty()) return {};
  const int best = std::ranges::min(found, {}, &Ranked::rank).rank;
  std::vector<int32_t> out;
  for (const auto& [rank, i] : found)
    if (rank == best) out.push_back(i);
  return out;
}

std::vector<int32_t> Search::of_kind(Kind kind, int32_t area) const {
  return closest(ranked_of_kind(kind, area));
}

std::vector<int32_t> Search::choose(const std::vector<Match>& matches, bool& able_found) {
  std::vector<Match> fitting;
  for (const Match& match : matches)
    if (able(match.thing) && !is_excepted(match.thing)) fitting.push_back(match);
  able_found = !fitting.empty();
  if (!places.empty()) std::erase_if(fitting, [&](const Match& match) { return !in_scope(match.thing); });
  if (fitting.empty()) return {};
  if (out.kind != Kind::any)
    narrow(fitting,
           [&](const Match& match) { return index.kind_rank(match.thing, out.kind) < kWeaklyOfKind; });
  const int top = std::ranges::max(fitting, {}, &Match::score).score;
  narrow(fitting, [&](const Match& match) { return match.score >= top - (top >= kClear ? 3 : 5); });
  const auto preference = [&](const Match& match) {
    return domain_preference(frame.intent, entity(match.thing).domain());
  };
  const int preferred = preference(std::ranges::min(fitting, {}, preference));
  narrow(fitting, [&](const Match& match) { return preference(match) == preferred; });
  if (fitting.size() > 1 && speaker != kNowhere)
    narrow(fitting, [&](const Match& match) { return index.area_of(match.thing) == speaker; });
  // "If there's water in the bilge run the pump": of several pumps the one that is there.
  if (fitting.size() > 1 && memory.targets.areas.size() == 1)
    narrow(fitting,
           [&](const Match& match) { return index.area_of(match.thing) == memory.targets.areas[0]; });
  out.certainty = std::min(out.certainty, top);
  std::vector<int32_t> chosen;
  for (const Match& match : fitting) chosen.push_back(match.thing);
  return chosen;
}

}  // namespace ondol::home
