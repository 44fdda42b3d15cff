// A conversation with the built-in home: what `ondol`, `ondol run` and `ondol chat` do without a model.
#pragma once

#include "cli/output.h"

namespace ondol::cli {

/// Reads lines from the terminal or standard input until they end; answers each, and on a terminal shows what
/// changed in the home. Returns the exit status.
int home_chat(Output& out);

}  // namespace ondol::cli
