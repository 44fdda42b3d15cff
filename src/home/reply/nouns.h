// Names of what was acted on or asked about, as a reply says them: one thing by its name, many by their kind
// and room. Knows nothing of what was done.
#pragma once

#include <string>
#include <vector>

#include "home/reply/texts.h"
#include "home/resolver.h"

namespace ondol::home {

const std::string& name_for(Language language, const std::string& name,
                            const std::vector<std::string>& aliases);
/// Of an entity, area or floor: its name, or an alias where only that is in the script of the language.
template <class Thing>
const std::string& spoken_name(Language language, const Thing& thing) {
  return name_for(language, thing.name, thing.aliases);
}
inline const std::string& spoken_area(Language language, const Home& home, int32_t area) {
  return spoken_name(language, home.areas[static_cast<size_t>(area)]);
}
Noun name_noun(Language language, const Entity& entity);
Noun targets_noun(Language language, const Home& home, const Targets& targets,
                  const std::vector<int32_t>& entities);
/// At most a handful of names, and how many more.
std::string names_text(Language language, const Home& home, const std::vector<int32_t>& entities);
std::string kind_noun(Language language, Kind kind, bool plural);
/// "on", "켜져 있어요": the state of an entity as the end of "it is …". asked chooses the word where there
/// are several.
std::string state_words(Language language, const Entity& entity);

}  // namespace ondol::home
