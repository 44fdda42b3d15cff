// The names of one scope while scope.cpp works. Internal to it.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "text/jinja/ast.h"

namespace ondol::jinja {

class Symbols {
 public:
  Symbols(Symbols* parent, ScopeInfo& info) : parent_(parent), info_(info) {}

  /// A read: if nobody around knows the name, this scope takes it from the context.
  void load(NameId name) {
    if (!find(name)) define(name, Load::From::context);
  }
  /// A write: the name becomes this scope's, starting from the value around it, or from nothing.
  void store(NameId name) {
    if (stores_.emplace(name, true).second) store_log_.push_back(name);
    if (slots_.contains(name)) return;
    const std::optional<Ref> outer = find_outer(name);
    define(name, outer ? Load::From::outer : Load::From::nothing, outer);
  }
  /// A parameter: set by whoever enters the scope.
  uint32_t declare(NameId name) {
    stores_.emplace(name, true);
    const auto at = slots_.find(name);
    if (at != slots_.end()) drop_load(at->second);
    return slots_[name] = info_.n_slots++;
  }
  /// Names written inside an if start from what the branch not taken would have left.
  size_t branch_begin() const { return store_log_.size(); }
  void branch_end(size_t mark) {
    for (size_t i = mark; i < store_log_.size(); ++i) {
      const NameId name = store_log_[i];
      const std::optional<Ref> outer = find_outer(name);
      set_load(slots_.at(name), name, outer ? Load::From::outer : Load::From::context, outer);
    }
  }

  std::optional<Ref> find(NameId name) const {
    uint16_t hops = 0;
    for (const Symbols* at = this; at != nullptr; at = at->parent_, ++hops) {
      const auto found = at->slots_.find(name);
      if (found != at->slots_.end()) return Ref{hops, found->second};
    }
    return std::nullopt;
  }

  /// Every name written in this scope or around it, innermost first.
  std::vector<std::pair<NameId, Ref>> visible() const {
    std::map<NameId, Ref> all;
    for (const Symbols* at = this; at != nullptr; at = at->parent_) {
      for (const auto& [name, unused] : at->stores_) {
        if (const auto ref = find(name)) all.emplace(name, *ref);
      }
    }
    return {all.begin(), all.end()};
  }

 private:
  std::optional<Ref> find_outer(NameId name) const {
    std::optional<Ref> ref = parent_ == nullptr ? std::nullopt : parent_->find(name);
    if (ref) ++ref->hops;
    return ref;
  }
  void define(NameId name, Load::From from, std::optional<Ref> outer = std::nullopt) {
    const uint32_t slot = info_.n_slots++;
    slots_[name] = slot;
    set_load(slot, name, from, outer);
  }
  void set_load(uint32_t slot, NameId name, Load::From from, std::optional<Ref> outer) {
    const Load load{from, slot, name, outer.value_or(Ref{})};
    const auto [at, fresh] = load_at_.emplace(slot, info_.loads.size());
    if (fresh) {
      info_.loads.push_back(load);
    } else {
      info_.loads[at->second] = load;
    }
  }
  void drop_load(uint32_t slot) {
    const auto at = load_at_.find(slot);
    if (at != load_at_.end()) info_.loads[at->second].from = Load::From::nothing;
  }

  Symbols* const parent_;
  ScopeInfo& info_;
  std::map<NameId, uint32_t> slots_;
  std::map<NameId, bool> stores_;
  std::vector<NameId> store_log_;
  std::map<uint32_t, size_t> load_at_;
};

}  // namespace ondol::jinja
