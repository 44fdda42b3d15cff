// Finds what of a home a spoken name may mean: exact names and aliases, then names said with their room or
// their kind, parts of names, and near misses. Built once for a home; knows nothing of intents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "home/home.h"
#include "home/kinds.h"

namespace ondol::home {

/// How sure a match is; what opens a door needs at least kClear.
inline constexpr int kExact = 100, kOwn = 95, kClear = 80, kPartial = 60, kFuzzy = 40;

struct Match {
  int32_t thing = kNowhere;  ///< index of the entity, area or floor
  int score = 0;
};

/// What the words of a name span turn out to be. Empty: nothing of this home.
struct NameReading {
  std::vector<Match> entities;  ///< best first
  int32_t area = kNowhere;      ///< the words are a room and a kind: "kitchen lights"
  std::vector<Kind> kinds;      ///< the words are a kind (with or without a room)
  bool plural = false;          ///< "lights"
  int certainty = kExact;       ///< less where words of it were put aside: "the Samsung TV"
};

/// How an entity is of a kind: by device class, by its name, or only because nothing says otherwise. Smaller
/// is closer; kNotOfKind is none.
inline constexpr int kNotOfKind = 1000, kWeaklyOfKind = 500;

class NameIndex {
 public:
  explicit NameIndex(const Home& home);

  /// "bathroom" may be several: those on a floor are told apart by who asks.
  std::vector<Match> find_areas(std::string_view spoken) const;
  /// The room that is called so, without a doubt; kNowhere where none is.
  int32_t clear_area(std::string_view spoken) const;
  std::vector<Match> find_floors(std::string_view spoken) const;
  NameReading find(std::string_view spoken) const;
  /// Kinds that a word is used for: "lights", "불", "에어컨".
  std::vector<Kind> kinds_of(std::string_view spoken) const;
  int kind_rank(int32_t entity, Kind kind) const;
  /// Its names hold a word of the kind.
  bool says(int32_t entity, Kind kind) const;
  /// The room that an entity is in: where the home puts it, or, where it puts it nowhere, what its name
  /// begins with.
  int32_t area_of(int32_t entity) const;

 private:
  struct Form {
    std::string spaced, compact;
    std::u16string sounds;
    uint64_t mask = 0;  ///< of the pairs of sounds in it: a quick no to most comparisons
    int32_t thing = kNowhere;
    int score = kExact;
  };
  struct Table {
    std::vector<Form> forms;
    std::unordered_multimap<std::string, uint32_t> exact;  ///< by compact
    void add(std::string_view text, int32_t thing, int score);
    void add_normal(const std::string& spaced, int32_t thing, int score);
  };
  struct Scope {
    int32_t area = kNowhere;
    const std::vector<Kind>* kinds = nullptr;
  };

  void add_entity_forms(int32_t index);
  void add_owner(int32_t area);
  std::vector<std::string> area_words(int32_t area) const;
  bool allowed(int32_t entity, const Scope& scope) const;
  void find_exact(const Table& table, const std::string& compacted, int penalty, const Scope& scope,
                  std::vector<Match>& out) const;
  void find_with_scope(const std::string& spaced, int penalty, NameReading& out) const;
  void find_by_synonym(const std::string& whole, int penalty, NameReading& out) const;
  void find_similar(const Table& table, const std::string& spaced, std::vector<Match>& out) const;
  std::vector<Match> find_plain(const Table& table, std::string_view spoken) const;
  int rank_of(int32_t entity, const KindRow& row) const;
  void read_plain(std::string_view spoken, NameReading& out) const;
  int32_t work_out_area(int32_t entity) const;
  int work_out_rank(int32_t entity, Kind kind) const;

  const Home& home_;
  Table entities_, areas_, floors_;
  Table owners_;  ///< of rooms: "Minji's" of "Minji's bedroom"
  struct Names {
    std::string padded, compact;
  };
  std::vector<Names> names_;    ///< of entities, normalised, with aliases
  std::vector<int16_t> ranks_;  ///< [entity][kind]
  std::vector<int32_t> areas_of_;
};

}  // namespace ondol::home
