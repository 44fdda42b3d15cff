// The ondol program: standard streams, then the command line. Everything else is in the room's library.
#include <unistd.h>

#include "cli/output.h"
#include "cli/program.h"

static const char* const kCommit =
#include "ondol_commit.inc"
    ;

int main(int argc, char** argv) {
  ondol::cli::prepare_standard_streams();
  ondol::cli::Output out(STDOUT_FILENO);
  return ondol::cli::run_program({argv + (argc > 0 ? 1 : 0), argv + argc}, kCommit, out);
}
