// Names of what was acted on or asked about, as a reply says them: one thing by its name, many by their kind
// and room. Knows nothing of what was done.
#pragma once

#include <string>
#include <vector>

#include "home/reply/texts.h"
#include "home/resolver.h"

namespace ondol::home {

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
