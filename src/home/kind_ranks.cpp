// How an entity is of a kind: by its domain, device class, name or modes; see name_index.h.
#include <algorithm>

#include "home/kind_words.h"
#include "home/name_index.h"
#include "home/words.h"

namespace ondol::home {

int NameIndex::rank_of(int32_t index, const KindRow& row) const {
  const Entity& entity = home_.entities[static_cast<size_t>(index)];
  const auto named = [&] { return says(index, row.kind); };
  int rank = 0;
  for (std::string_view match : split_words(row.matches)) {
    rank += 10;
    const bool by_name_only = match.ends_with('!');
    if (by_name_only) match.remove_suffix(1);
    const size_t colon = match.find(':');
    if (match.substr(0, colon) != entity.domain()) continue;
    if (colon == std::string_view::npos) {
      if (!by_name_only || named()) return rank;
      continue;
    }
    const std::string_view device_class = entity.device_class();
    if (!device_class.empty()) {
      for (const std::string_view known : split_commas(match.substr(colon + 1)))
        if (known == device_class && (!by_name_only || named())) return rank;
      continue;
    }
    if (entity.domain() == "sensor" || entity.domain() == "binary_sensor") {
      if (named()) return rank + 1;  // a sensor that says nothing of itself is not every sensor
      continue;
    }
    return named() ? rank + 1 : kWeaklyOfKind + rank;
  }
  return kNotOfKind;
}

bool NameIndex::says(int32_t entity, Kind kind) const {
  const Names& name = names_[static_cast<size_t>(entity)];
  return std::ranges::any_of(kind_words().of_kind[static_cast<size_t>(kind)], [&](const KindWord& word) {
    return word.latin ? name.padded.find(word.padded) != std::string::npos
                      : name.compact.find(word.compact) != std::string::npos;
  });
}

int NameIndex::kind_rank(int32_t entity, Kind kind) const {
  const size_t at = static_cast<size_t>(entity) * kind_rows().size() + static_cast<size_t>(kind);
  return at < ranks_.size() ? ranks_[at] : kNotOfKind;  // what came after the index was made is of no kind
}

int NameIndex::work_out_rank(int32_t entity, Kind kind) const {
  if (kind == Kind::any) return 0;
  const int rank = rank_of(entity, kind_row(kind));
  if (rank == kNotOfKind) return rank;
  // Kinds that share a domain without device classes are told apart by their names.
  const auto has_mode = [&](std::string_view mode) {
    const auto& attributes = home_.entities[static_cast<size_t>(entity)].attributes;
    const auto modes = attributes.find("hvac_modes");
    return modes != attributes.end() && modes->is_array() &&
           std::ranges::find(*modes, Json(mode)) != modes->end();
  };
  // What says its modes and cannot heat is no heater, whatever it is called.
  const auto& attributes = home_.entities[static_cast<size_t>(entity)].attributes;
  const bool heats =
      !attributes.contains("hvac_modes") || has_mode("heat") || has_mode("heat_cool") || has_mode("auto");
  switch (kind) {
    // A rack that is moved like a blind is no garage door: "차고 셔터 내려".
    case Kind::garage_door:
    case Kind::gate:
    case Kind::window:
      return rank >= kWeaklyOfKind ? kNotOfKind : rank;
    case Kind::lamp:
    case Kind::shopping_list:
      return says(entity, kind) ? rank : kWeaklyOfKind + rank;
    case Kind::fan:
      return says(entity, Kind::air_purifier) && !says(entity, kind) ? kWeaklyOfKind + rank : rank;
    case Kind::heater:
      if (!heats) return kNotOfKind;
      if (rank >= 20 || says(entity, kind) || (has_mode("heat") && !has_mode("cool"))) return rank;
      return says(entity, Kind::air_conditioner) && !has_mode("heat") ? kNotOfKind : kWeaklyOfKind + rank;
    case Kind::air_conditioner:
      if (rank >= 20 || says(entity, kind)) return rank;
      return says(entity, Kind::heater) && !has_mode("cool") ? kNotOfKind : kWeaklyOfKind + rank;
    default:
      return rank;
  }
}

}  // namespace ondol::home
