// Shell completion scripts, written from the table of commands so that they cannot go stale.
#pragma once

#include <string>

namespace ondol::cli {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace ondol::cli
