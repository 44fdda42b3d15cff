// ondol completion: prints a completion script for a shell.
#include <memory>

#include "cli/all_commands.h"
#include "cli/completion.h"
#include "cli/options.h"

namespace ondol::cli {

namespace {

Action define(CLI::App& app) {
  auto shell = std::make_shared<std::string>();
  add_choice(app, "SHELL", *shell, {"bash", "zsh", "fish"}, "SHELL", "which shell", Need::required);
  return [shell](Output& out) {
    out.print(*shell == "bash" ? bash_completion() : *shell == "zsh" ? zsh_completion() : fish_completion());
    return 0;
  };
}

}  // namespace

const Command kCompletion = {
    .name = "completion",
    .group = "Models on this machine",
    .summary = "print a completion script for bash, zsh or fish",
    .usage = "bash|zsh|fish",
    .about = "",
    .examples =
        "source <(ondol completion bash)\nondol completion zsh > ~/.zfunc/_ondol\nondol completion fish | "
        "source",
    .define = define,
};

}  // namespace ondol::cli
