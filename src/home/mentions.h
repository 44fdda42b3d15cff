// Where a text says, letter for letter, what something of this home is called. Readers take it as a hint for
// the borders of their spans: a name that nobody trained on is known here all the same. Knows nothing of
// models or of intents.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "home/frame.h"
#include "home/name_index.h"

namespace ondol::home {

/// Bytes [begin, end) of clause_text(text) are a name of this role.
struct Mention {
  size_t begin = 0, end = 0;
  SpanRole role = SpanRole::name;
  bool owns = false;  ///< said as an owner: "Rosie's battery"
};

/// Those within [begin, end) of the text, counted from begin.
std::vector<Mention> mentions_within(std::span<const Mention> mentions, size_t begin, size_t end);

class MentionFinder {
 public:
  /// Names that are a kind of thing, alone or behind its room ("TV", "kitchen lights"), are left out: what
  /// they are read as is not settled by their being a name.
  MentionFinder(const Home& home, const NameIndex& index);

  /// From left to right, the longest at each place; overlapping ones only where the same words have several
  /// roles. Words begin and end where the text has them begin and end, Korean ones also before a particle.
  std::vector<Mention> find(std::string_view text) const;

 private:
  void add(std::string_view name, SpanRole role);
  void add_without_noun(const Entity& list, const std::function<bool(std::string_view)>& is_kind);
  void add_ends(std::string_view name, const std::function<bool(std::string_view)>& is_kind);

  std::unordered_multimap<std::string, SpanRole> names_;  ///< letters only
  std::set<size_t, std::greater<>> lengths_;              ///< of the keys, in bytes
};

}  // namespace ondol::home
