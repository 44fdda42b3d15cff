// From the words of the command line to one command's run, and its exit status.
#pragma once

#include <string>
#include <vector>

#include "cli/output.h"

namespace ondol::cli {

/// args without the program's name. Never throws.
int run_program(std::vector<std::string> args, const std::string& commit, Output& out);

}  // namespace ondol::cli
