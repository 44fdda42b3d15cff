// The policy: what may be done with what a clause means. All of it is this table of rules, read from top to
// bottom; the first that applies decides. What has no row in actions.cpp cannot be asked of the policy at
// all.
#pragma once

#include <string_view>
#include <vector>

#include "home/resolver.h"
#include "home/simulator.h"

namespace ondol::home {

enum class Verdict : uint8_t {
  act,
  ask_which,  ///< several could be meant: name them and change nothing
  confirm,    ///< ask whether it should be done, and change nothing
  decline,    ///< say why not, and change nothing
  leave,      ///< it was forbidden: say that it is well, and change nothing
};

/// How the command came about: `repeated` was taken over from another clause ("and the back door too"),
/// `confirmed` is a yes to a question about exactly this, `offered` was not asked for: the home thinks of it.
enum class Standing : uint8_t { said, repeated, confirmed, offered };

/// actions: what would be done, one for each target. text: the utterance that frame is a clause of.
Verdict decide(const Home& home, const Targets& targets, const std::vector<Action>& actions,
               Standing standing, const Frame& frame, std::string_view text);

}  // namespace ondol::home
