// From a frame to the entities of this home that it means. Deterministic: the same words in the same home
// always mean the same. Decides nothing and changes nothing.
#pragma once

#include <string>
#include <vector>

#include "home/frame.h"
#include "home/name_index.h"

namespace ondol::home {

/// Why there is nothing to act on, or not one thing.
enum class Missing : uint8_t {
  nothing,    ///< all is there
  name,       ///< no entity, room or kind is called so
  area,       ///< no such room or floor
  in_scope,   ///< the room is there, and nothing of the kind in it
  kind,       ///< nothing of the kind in the whole home
  ability,    ///< what is named cannot do that
  reference,  ///< "it", and nothing was spoken of before
  choice,     ///< several could be meant, and nothing says which
  subject,    ///< the clause names nothing at all
};

struct Targets {
  std::vector<int32_t> entities;  ///< what is meant; with `choice`, what could be
  std::vector<int32_t> areas, floors;
  bool by_name = false;       ///< named by the speaker (or by "it"), not by kind and place
  bool from_speaker = false;  ///< the areas are the speaker's own, unsaid
  bool whole_home = false;
  int certainty = kExact;  ///< of the least certain name
  Kind kind = Kind::any;
  Missing missing = Missing::nothing;
  std::string missing_text;  ///< the words that were not found
};

/// What was spoken of last.
struct Memory {
  std::vector<int32_t> entities;
  std::vector<int32_t> earlier;   ///< what was spoken of before the last condition
  std::vector<int32_t> together;  ///< what the last utterance's clauses spoke of: "them"
  Frame frame;                    ///< of the last clause that was understood
  bool any = false;
  Targets targets;           ///< how the entities were found
  int32_t there = kNowhere;  ///< the room that the clause before this one of the utterance named
};

struct Situation {
  const Home& home;
  const NameIndex& index;
  int32_t speaker_area = kNowhere;
};

Targets resolve(const Frame& frame, const Situation& situation, const Memory& memory);

/// The frame with what an intent implies: lists and timers by their kind, the kind of "pause" is a player.
Kind implied_kind(const Frame& frame);

}  // namespace ondol::home
