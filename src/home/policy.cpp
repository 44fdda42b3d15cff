// The rules of the house; see policy.h.
#include "home/policy.h"

#include <algorithm>

#include "home/forbidding_words.h"
#include "home/kind_words.h"
#include "home/opening_words.h"
#include "home/words.h"

namespace ondol::home {
namespace {

struct Matter {
  const Home& home;
  const Targets& targets;
  const std::vector<Action>& actions;
  Standing standing;
  const Frame& frame;
  std::string_view text;

  const Entity& entity(const Action& action) const {
    return home.entities[static_cast<size_t>(action.entity)];
  }
  bool any_secured() const {
    return std::ranges::any_of(actions, [&](const Action& a) { return is_secured(entity(a)); });
  }
  bool opens() const {
    return std::ranges::any_of(actions,
                               [&](const Action& a) { return is_opening(entity(a), a.effect, a.value); });
  }
  std::string_view said() const { return frame.said.empty() ? text : std::string_view(frame.said); }
  /// Neither a word that opens nor a position was said.
  bool opens_unasked() const {
    return std::ranges::any_of(actions, [&](const Action& a) {
      if (!is_opening(entity(a), a.effect, a.value) || asks_to_open(said(), text, entity(a))) return false;
      return a.effect != Effect::set || !asks_for_position(said());
    });
  }
  bool is_bulk() const {
    return frame.quantity == Quantity::all || frame.quantity == Quantity::both || asks_for_many(said(), text);
  }
  /// "Garage side door", of which only the kind was understood.
  bool is_unknown_noun() const {
    return !targets.by_name && std::ranges::any_of(frame.texts(SpanRole::kind), [](std::string_view noun) {
      return kinds_of(noun).empty();
    });
  }
  /// "Sprinklers on", where the only valve is the water main's.
  bool waters_by_another_valve() const {
    const auto is_watering = [](std::string_view noun) {
      return says(plain_words(noun), {" sprinkler", " irrigat", " drip"});
    };
    const auto waters = [](const std::string& name) {
      return says(plain_words(name), {" sprinkler", " irrigat", " drip", " garden", " lawn", " yard", " bed",
                                      " plant", " flower", " watering", " grass", " hose", " greenhouse"});
    };
    return !targets.by_name && std::ranges::any_of(frame.texts(SpanRole::kind), is_watering) &&
           std::ranges::any_of(actions, [&](const Action& a) {
             return entity(a).domain() == "valve" && !entity(a).any_name(waters);
           });
  }
  bool is_any_one() const {
    return frame.quantity == Quantity::any || (frame.quantity == Quantity::one && !targets.by_name) ||
           says(plain_words(said()), {" 아무 ", " 아무거나 ", " whichever ", " any old "});
  }
  /// "Unlock", and nothing else.
  bool is_bare() const { return !targets.by_name && frame.kind == Kind::any; }
};

struct Rule {
  bool (*applies)(const Matter&);
  Verdict verdict;
};

constexpr Rule kRules[] = {
    // "Don't turn the oven off", whatever else it was read as.
    {[](const Matter& m) {
       return m.standing == Standing::said && !m.frame.has(SpanRole::except) && forbids(m.said());
     },
     Verdict::leave},
    // Several candidates and nothing that says which.
    {[](const Matter& m) { return m.targets.missing == Missing::choice; }, Verdict::ask_which},
    // Nothing there, or nothing that can do it.
    {[](const Matter& m) { return m.targets.missing != Missing::nothing || m.actions.empty(); },
     Verdict::decline},
    // A yes answers one question, about exactly these.
    {[](const Matter& m) { return m.standing == Standing::confirmed; }, Verdict::act},
    // "I'm going to bed" asks for nothing.
    {[](const Matter& m) { return m.standing == Standing::offered; }, Verdict::confirm},
    // Locks, garage doors, gates and valves one at a time.
    {[](const Matter& m) { return m.any_secured() && m.actions.size() > 1; }, Verdict::confirm},
    // "Unlock everything" is no clear single target, even where there is only one.
    // Nor is "whichever door suits", nor "one of the valves".
    {[](const Matter& m) { return m.opens() && (m.is_bulk() || m.is_bare() || m.is_any_one()); },
     Verdict::confirm},
    // "아무 문이나 하나 열어": what is not even told of which kind, whatever it was taken for.
    {[](const Matter& m) {
       return m.frame.intent == Intent::open && says(plain_words(m.said()), {" 아무 문", " 아무거나 "});
     },
     Verdict::confirm},
    // A door opens only for a name or a kind that is plain, never for something that sounded similar.
    {[](const Matter& m) {
       return m.opens() &&
              (m.targets.certainty < kClear || m.is_unknown_noun() || m.waters_by_another_valve());
     },
     Verdict::confirm},
    // Whatever was read: without a word that opens, or with one that forbids, nothing opens.
    {[](const Matter& m) { return m.opens_unasked(); }, Verdict::confirm},
    // Nor by a reading that was mended.
    {[](const Matter& m) { return m.opens() && m.frame.mended; }, Verdict::confirm},
    // "…and the back door too" is not the word unlock.
    {[](const Matter& m) { return m.opens() && m.standing == Standing::repeated; }, Verdict::confirm},
    {[](const Matter&) { return true; }, Verdict::act},
};

}  // namespace

Verdict decide(const Home& home, const Targets& targets, const std::vector<Action>& actions,
               Standing standing, const Frame& frame, std::string_view text) {
  const Matter matter{home, targets, actions, standing, frame, text};
  for (const Rule& rule : kRules)
    if (rule.applies(matter)) return rule.verdict;
  return Verdict::decline;
}

}  // namespace ondol::home
