// The simulated home: the only code that changes states. What it changed can be told, and is what `changes`
// and a reply's claims are made from.
#pragma once

#include <string>
#include <vector>

#include "home/actions.h"
#include "home/home.h"

namespace ondol::home {

struct Action {
  int32_t entity = kNowhere;
  Effect effect = Effect::none;
  std::string key = {};  ///< of `set`: the attribute
  Json value = {};       ///< of `set`: its value; of play_media: what
};

class Simulator {
 public:
  explicit Simulator(Home& home) : home_(home) {}

  /// True where a state or attribute differs afterwards.
  bool apply(const Action& action);
  /// Writes a state and attributes over an entity's (timers and lists); true where something differs.
  bool write(int32_t entity, const std::string& state, const Json& attributes);
  /// Adds an entity (a timer) and returns its index.
  int32_t add(Entity entity);

  /// {entity_id: {"state"?, "attributes"?: {…}}} of what differs from how it was when this simulator was
  /// made.
  Json changes() const;

 private:
  struct Before {
    int32_t entity;
    bool is_new;
    std::string state;
    Json attributes;
  };
  void remember(int32_t entity, bool is_new);

  Home& home_;
  std::vector<Before> before_;
};

}  // namespace ondol::home
