// Rooms, then names, then kinds; see resolver.h.
#include "home/resolver.h"

#include <algorithm>

#include "home/actions.h"
#include "home/fitness.h"
#include "home/labels.h"
#include "home/questions.h"
#include "home/scope.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// Letter by letter but for case.
bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(x) == lower(y);
  });
}

class Resolver {
 public:
  Resolver(const Frame& frame, const Situation& situation, const Memory& memory)
      : frame_(frame),
        home_(situation.home),
        index_(situation.index),
        speaker_(situation.speaker_area),
        memory_(memory) {
    out_.kind = implied_kind(frame);
  }

  Targets run() {
    if (!find_places() || !find_exceptions()) return finish();
    if (frame_.has(SpanRole::name)) {
      by_name();
    } else if (frame_.reference != Reference::none && !frame_.has(SpanRole::area) &&
               !frame_.has(SpanRole::floor)) {
      by_reference();
    } else if (!by_noun()) {
      by_kind();
    }
    return finish();
  }

 private:
  Targets finish() {
    out_.areas = std::move(places_.areas);
    out_.floors = std::move(places_.floors);
    return std::move(out_);
  }

  const Entity& entity(int32_t index) const { return home_.entities[static_cast<size_t>(index)]; }
  bool fail(Missing missing, std::string_view text = {}) {
    out_.missing = missing;
    out_.missing_text = text;
    return false;
  }

  bool able(int32_t index) const { return is_able(home_, frame_, out_.kind, entity(index)); }

  // ---- places ---------------------------------------------------------------------------------------------

  bool find_place(std::string_view text, bool floor_first) {
    const int score = places_.add(index_, text, floor_first);
    if (score > 0) out_.certainty = std::min(out_.certainty, score);
    return score > 0;
  }
  bool find_places() {
    for (const Span& span : frame_.spans) {
      if (span.role != SpanRole::area && span.role != SpanRole::floor) continue;
      if (find_place(span.text, span.role == SpanRole::floor)) continue;
      // "the lamp" marked as a room: perhaps it is the name.
      const NameReading reading = index_.find(span.text);
      if (reading.entities.empty() || reading.entities[0].score < kClear)
        return fail(Missing::area, span.text);
      extra_names_.push_back(span.text);
    }
    return true;
  }
  bool find_exceptions() {
    for (const std::string_view text : frame_.texts(SpanRole::except))
      if (!exceptions_.add(index_, text)) return fail(Missing::name, text);
    return true;
  }
  bool in_scope(int32_t index) const { return places_.hold(home_, entity(index)); }
  bool is_excepted(int32_t index) const { return exceptions_.hold(home_, index_, index); }

  // ---- names ----------------------------------------------------------------------------------------------

  /// What may be acted on first where a name is a door's and its lock's: the thing that the verb moves.
  int domain_preference(int32_t index) const {
    const std::string_view domain = entity(index).domain();
    if (frame_.intent == Intent::open || frame_.intent == Intent::close)
      return domain == "cover" ? 0 : domain == "valve" ? 1 : domain == "lock" ? 2 : 3;
    if (is_question(frame_.intent)) return domain == "binary_sensor" || domain == "sensor" ? 1 : 0;
    return domain == "automation" || domain == "script" ? 1 : 0;
  }

  /// Of one name's matches, those that fit the clause best.
  std::vector<int32_t> choose(const std::vector<Match>& matches, bool& able_found, int& certainty) {
    std::vector<Match> fitting;
    for (const Match& match : matches)
      if (able(match.thing) && !is_excepted(match.thing)) fitting.push_back(match);
    able_found = !fitting.empty();
    if (fitting.empty()) return {};
    const auto narrow = [&](const auto& keep) {
      std::vector<Match> kept;
      for (const Match& match : fitting)
        if (keep(match)) kept.push_back(match);
      if (!kept.empty()) fitting = std::move(kept);
    };
    if (!places_.empty()) {
      std::erase_if(fitting, [&](const Match& match) { return !in_scope(match.thing); });
      if (fitting.empty()) return {};
    }
    if (out_.kind != Kind::any)
      narrow([&](const Match& match) { return index_.kind_rank(match.thing, out_.kind) < kWeaklyOfKind; });
    const int top = std::ranges::max(fitting, {}, &Match::score).score;
    narrow([&](const Match& match) { return match.score >= top - (top >= kClear ? 3 : 5); });
    const int preferred = domain_preference(
        std::ranges::min(fitting, {}, [&](const Match& m) { return domain_preference(m.thing); }).thing);
    narrow([&](const Match& match) { return domain_preference(match.thing) == preferred; });
    if (fitting.size() > 1 && speaker_ != kNowhere)
      narrow([&](const Match& match) { return entity(match.thing).area == speaker_; });
    certainty = std::min(certainty, top);
    std::vector<int32_t> chosen;
    for (const Match& match : fitting) chosen.push_back(match.thing);
    return chosen;
  }

  bool is_several() const { return frame_.quantity == Quantity::all || frame_.quantity == Quantity::both; }

  void by_name() {
    auto names = frame_.texts(SpanRole::name);
    for (const std::string& text : extra_names_) names.push_back(text);
    for (const std::string_view name : names) {
      const NameReading reading = index_.find(name);
      // A bare kind is the kind, unless exactly one thing is called just so where it counts.
      if (!reading.kinds.empty() && !is_own_name(reading, name)) {
        if (by_kinds_of_name(reading, name)) continue;
        if (const auto own = own_names(reading); !own.empty()) {
          out_.entities = own;
          fail(Missing::ability, name);
        }
        return;
      }
      if (is_place(name) && (reading.entities.empty() || reading.entities[0].score < kOwn)) {
        if (by_place_of_name(name)) continue;
        return;
      }
      bool able_found = false;
      auto chosen = choose(reading.entities, able_found, out_.certainty);
      if (chosen.empty()) {
        const Missing missing = reading.entities.empty() ? Missing::name
                                : able_found             ? Missing::in_scope
                                                         : Missing::ability;
        if (missing == Missing::ability)
          for (const Match& match : reading.entities)
            if (match.score >= reading.entities[0].score - 3) out_.entities.push_back(match.thing);
        fail(missing, name);
        return;
      }
      if (chosen.size() > 1 && !is_several() && !is_question(frame_.intent)) {
        out_.entities = std::move(chosen);
        fail(Missing::choice, name);
        return;
      }
      out_.by_name = true;
      add_all(chosen);
    }
    if (out_.entities.empty() && out_.missing == Missing::nothing) fail(Missing::name, names[0]);
  }

  std::vector<int32_t> own_names(const NameReading& reading) const {
    std::vector<int32_t> out;
    for (const Match& match : reading.entities)
      if (match.score >= kOwn) out.push_back(match.thing);
    return out;
  }

  bool is_own_name(const NameReading& reading, std::string_view name) const {
    int n_own = 0;
    bool elsewhere = false;
    for (const Match& match : reading.entities) {
      if (match.score < kOwn || !able(match.thing)) continue;
      if ((!places_.empty()) && !in_scope(match.thing)) continue;
      // "the study lights" are more than the one that is called Study Light.
      if (reading.plural && reading.area != kNowhere && !same_name(entity(match.thing).name, name)) continue;
      ++n_own;
      elsewhere = elsewhere ||
                  (speaker_ != kNowhere && entity(match.thing).area != speaker_ && places_.areas.empty());
    }
    if (n_own == 0 || is_several()) return false;
    // "the light", said in a room that has lights of its own, while another room's light is called "Light".
    if (!elsewhere || reading.area != kNowhere) return true;
    return std::ranges::none_of(reading.kinds,
                                [&](Kind kind) { return !of_kind_in(kind, speaker_).empty(); });
  }

  bool by_kinds_of_name(const NameReading& reading, std::string_view name) {
    const auto areas = places_.areas;
    if (reading.area != kNowhere) places_.areas.push_back(reading.area);
    // The frame's own kind decides where a word is several kinds' ("문").
    Kind kind = Kind::any;
    for (const Kind candidate : reading.kinds) {
      if (candidate == out_.kind) {
        kind = candidate;
        break;
      }
      if (kind == Kind::any && !of_kind_in(candidate, kNowhere).empty()) kind = candidate;
    }
    if (kind == Kind::any && !reading.kinds.empty() && reading.kinds[0] != Kind::any &&
        out_.kind == Kind::any)
      return fail(Missing::kind, name);
    const Kind before = out_.kind;
    if (kind != Kind::any) out_.kind = kind;
    auto found = std::move(out_.entities);
    out_.entities.clear();
    const bool ok = by_kind();
    if (ok) {
      std::swap(found, out_.entities);
      add_all(found);
      if (before != Kind::any) out_.kind = before;
      places_.areas = areas.empty() ? places_.areas : areas;
    }
    return ok;
  }

  bool is_place(std::string_view name) const {
    const auto areas = index_.find_areas(name), floors = index_.find_floors(name);
    return (!areas.empty() && areas[0].score >= kClear) || (!floors.empty() && floors[0].score >= kClear);
  }

  /// A room said where a name was expected: "turn off the kitchen".
  bool by_place_of_name(std::string_view name) {
    find_place(name, false);
    auto found = std::move(out_.entities);
    out_.entities.clear();
    if (!by_kind()) return false;
    std::swap(found, out_.entities);
    add_all(found);
    return true;
  }

  void add_all(const std::vector<int32_t>& entities) {
    for (const int32_t index : entities)
      if (std::ranges::find(out_.entities, index) == out_.entities.end()) out_.entities.push_back(index);
  }

  // ---- references -----------------------------------------------------------------------------------------

  void by_reference() {
    for (const int32_t index : memory_.entities)
      if (able(index) && (out_.kind == Kind::any || index_.kind_rank(index, out_.kind) != kNotOfKind) &&
          !is_excepted(index))
        out_.entities.push_back(index);
    out_.by_name = true;
    if (!out_.entities.empty()) return;
    out_.by_name = false;
    // "it" after a question that had no entity, or a kind of its own: as if it had been left out.
    if (out_.kind != Kind::any || frame_.reference == Reference::same) {
      if (frame_.place == Place::unsaid) places_.areas = memory_.targets.areas;
      by_kind();
      return;
    }
    if (memory_.entities.empty()) {
      fail(Missing::reference);
    } else {
      out_.entities = memory_.entities;
      fail(Missing::ability, entity(memory_.entities[0]).name);
    }
  }

  // ---- nouns that are names -------------------------------------------------------------------------------

  /// A noun of a kind, with its room or without, that one thing here is called by: "안방등", "the soundbar".
  bool by_noun() {
    const auto nouns = frame_.texts(SpanRole::kind);
    if (nouns.size() != 1 || frame_.quantity != Quantity::unsaid || frame_.has(SpanRole::except) ||
        asks_everywhere(frame_))
      return false;
    std::string whole;
    for (const Span& span : frame_.spans)
      if (span.role == SpanRole::floor || span.role == SpanRole::area || span.role == SpanRole::kind)
        whole += (whole.empty() ? "" : " ") + span.text;
    for (const std::string& text : {whole, std::string(nouns[0])}) {
      const NameReading reading = index_.find(text);
      if (reading.plural || !is_own_name(reading, text)) continue;
      std::vector<Match> own;
      for (const Match& match : reading.entities)
        if (match.score >= kOwn) own.push_back(match);
      bool able_found = false;
      const auto chosen = choose(own, able_found, out_.certainty);
      if (chosen.size() != 1) continue;
      out_.entities = chosen;
      return out_.by_name = true;
    }
    return false;
  }

  /// Of several that could be meant, the one whose name has the noun that was said: "프로젝터" among screens.
  std::vector<int32_t> called_by_noun(const std::vector<int32_t>& candidates) const {
    const std::string noun = compact(normalise(frame_.text(SpanRole::kind)));
    std::vector<int32_t> out;
    if (noun.size() < 4) return out;
    for (const int32_t index : candidates) {
      const Entity& e = entity(index);
      const auto holds_noun = [&](const std::string& name) {
        return compact(normalise(name)).find(noun) != std::string::npos;
      };
      if (!is_secured(e) && (holds_noun(e.name) || std::ranges::any_of(e.aliases, holds_noun)))
        out.push_back(index);
    }
    return out;
  }

  // ---- kinds ----------------------------------------------------------------------------------------------

  /// Everything of the kind that is able, in an area or anywhere; the closest reading of the kind that has
  /// any.
  std::vector<int32_t> of_kind_in(Kind kind, int32_t area) const {
    std::vector<std::pair<int, int32_t>> found;
    for (size_t i = 0; i < home_.entities.size(); ++i) {
      const auto index = static_cast<int32_t>(i);
      const Entity& e = home_.entities[i];
      if (area != kNowhere && e.area != area) continue;
      if (!in_scope(index)) continue;
      const int rank = kind == Kind::any ? 0 : index_.kind_rank(index, kind);
      if (rank == kNotOfKind || !able(index) || is_excepted(index)) continue;
      if (kind == Kind::any && !belongs_to_everything(frame_, e)) continue;
      // 10, 11: by class or by name, the same closeness; 20 is the next reading.
      found.emplace_back(rank / 10, index);
    }
    if (found.empty()) return {};
    const int best = std::ranges::min(found).first;
    std::vector<int32_t> out;
    for (const auto& [rank, index] : found)
      if (rank == best) out.push_back(index);
    return out;
  }

  bool by_kind() {
    const bool placed = !places_.empty();
    const bool unsaid_all = out_.kind == Kind::any && !placed && frame_.quantity == Quantity::unsaid &&
                            frame_.place == Place::unsaid && !frame_.has(SpanRole::except);
    const bool on_off = frame_.intent == Intent::turn_on || frame_.intent == Intent::turn_off ||
                        frame_.intent == Intent::toggle || frame_.intent == Intent::get_state;
    // "turn on" alone says nothing of what.
    if (unsaid_all && on_off && frame_.asked == Asked::none && frame_.attribute == Attribute::none)
      return fail(Missing::subject);
    if (placed) return take(of_kind_in(out_.kind, kNowhere), Missing::in_scope);
    if (frame_.place == Place::here && speaker_ != kNowhere) {
      places_.areas.push_back(speaker_);
      return take(of_kind_in(out_.kind, speaker_), Missing::in_scope);
    }
    auto everywhere = of_kind_in(out_.kind, kNowhere);
    if (frame_.place == Place::whole_house || frame_.quantity == Quantity::all ||
        frame_.has(SpanRole::except) || asks_everywhere(frame_)) {
      out_.whole_home = true;
      return take(std::move(everywhere), Missing::kind);
    }
    if (speaker_ != kNowhere) {
      auto here = of_kind_in(out_.kind, speaker_);
      if (!here.empty() && (frame_.quantity != Quantity::both || here.size() == 2)) {
        places_.areas.push_back(speaker_);
        out_.from_speaker = true;
        return take(playing_first(std::move(here)), Missing::in_scope);
      }
    }
    if (frame_.quantity == Quantity::both && everywhere.size() == 2)
      return take(std::move(everywhere), Missing::kind);
    everywhere = playing_first(std::move(everywhere));
    if (frame_.quantity == Quantity::any && everywhere.size() > 1)
      everywhere.erase(everywhere.begin() + 1, everywhere.end());
    if (everywhere.size() <= 1) return take(std::move(everywhere), Missing::kind);
    if (is_question(frame_.intent)) {  // all of them is an answer
      out_.whole_home = true;
      return take(std::move(everywhere), Missing::kind);
    }
    if (auto called = called_by_noun(everywhere); called.size() == 1)
      return take(std::move(called), Missing::kind);
    out_.entities = std::move(everywhere);
    return fail(Missing::choice);
  }

  /// Of several players, those that play are meant by pause, next and volume; by resume, those that were
  /// paused.
  std::vector<int32_t> playing_first(std::vector<int32_t> candidates) const {
    const bool media = is_media_intent(frame_.intent) && frame_.intent != Intent::media_play;
    if (!media || candidates.size() < 2 || is_several()) return candidates;
    const Asked wanted = frame_.intent == Intent::media_unpause ? Asked::paused : Asked::playing;
    std::vector<int32_t> active;
    for (const int32_t index : candidates)
      if (holds(entity(index), wanted).value_or(false)) active.push_back(index);
    return active.empty() ? candidates : active;
  }

  bool take(std::vector<int32_t> entities, Missing if_empty) {
    if (frame_.quantity == Quantity::any && !is_question(frame_.intent) && entities.size() > 1)
      entities.erase(entities.begin() + 1, entities.end());
    if (frame_.quantity == Quantity::one && !is_question(frame_.intent) && entities.size() > 1) {
      out_.entities = std::move(entities);
      return fail(Missing::choice);
    }
    out_.entities = std::move(entities);
    if (out_.entities.empty()) return fail(if_empty);
    return true;
  }

  const Frame& frame_;
  const Home& home_;
  const NameIndex& index_;
  const int32_t speaker_;
  const Memory& memory_;
  Targets out_;
  std::vector<std::string> extra_names_;
  Places places_;
  Exceptions exceptions_;
};

}  // namespace

Kind implied_kind(const Frame& frame) {
  if (frame.kind != Kind::any) return frame.kind;
  if (is_timer_intent(frame.intent)) return Kind::timer;
  if (is_media_intent(frame.intent)) return Kind::media_player;
  switch (frame.intent) {
    case Intent::light_set:
      return Kind::light;
    case Intent::lock:
    case Intent::unlock:
      return Kind::lock;
    case Intent::fan_set_speed:
      return Kind::fan;
    case Intent::climate_set_mode:
      return Kind::climate;
    case Intent::climate_get_temperature:
      return Kind::climate;
    case Intent::vacuum_start:
    case Intent::vacuum_return:
      return Kind::vacuum;
    case Intent::list_add:
    case Intent::list_complete:
    case Intent::list_remove:
      return Kind::todo_list;
    case Intent::get_weather:
      return Kind::weather;
    case Intent::climate_set_temperature:
      return frame.has(SpanRole::name) ? Kind::any : Kind::climate;
    default:
      return Kind::any;
  }
}

Targets resolve(const Frame& frame, const Situation& situation, const Memory& memory) {
  return Resolver(frame, situation, memory).run();
}

}  // namespace ondol::home
