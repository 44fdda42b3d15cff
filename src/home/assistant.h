// A home that is spoken to: frames in, actions on the simulated home and a reply out. Remembers what was
// spoken of, and what it asked. Knows nothing of models: whoever reads text gives it frames.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "home/clause.h"
#include "home/frame.h"
#include "home/home.h"
#include "home/mentions.h"

namespace ondol::home {

struct Outcome {
  std::string reply;
  std::vector<Call> calls;
  Json changes =
      Json::object();  ///< {entity_id: {"state"?, "attributes"?}} where the home differs from before
  std::vector<Deed> deeds;
  bool asked_back = false;
  bool claims_action = false;
};

struct Pending;

class Assistant {
 public:
  /// from: the speaker's device, or "" for nobody knows. now: RFC 3339 time, or nothing for the machine's
  /// clock.
  Assistant(Home home, std::string_view from, std::optional<Moment> now);
  ~Assistant();
  Assistant(const Assistant&) = delete;
  Assistant& operator=(const Assistant&) = delete;

  const Home& home() const { return *home_; }
  /// For whoever reads a text into frames: what of this home it names where.
  std::vector<Mention> mentions(std::string_view text) const { return mentions_.find(text); }
  /// Does what the frames say, and answers in the language of text.
  Outcome handle(std::string_view text, std::span<const Frame> frames);
  /// Takes note of a turn that was before: what was spoken of and asked, with nothing done.
  void recall(std::string_view text, std::span<const Frame> frames);

 private:
  Outcome run(std::string_view text, std::span<const Frame> frames);

  std::unique_ptr<Home> home_;  ///< its address is the index's
  NameIndex index_;
  MentionFinder mentions_;
  Situation situation_;
  std::optional<Moment> now_;
  Memory memory_;
  std::unique_ptr<std::optional<Pending>> pending_;
};

/// The language a text is answered in: its own; the home's where it has none.
Language language_of(std::string_view text, std::string_view home_language);
Json outcome_json(std::string_view text, const Outcome& outcome);

}  // namespace ondol::home
