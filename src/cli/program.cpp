// From the words of the command line to one command's run; see program.h.
#include "cli/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <exception>
#include <new>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/options.h"
#include "kernels/kernels.h"
#include "ondol/ondol.h"

namespace ondol::cli {

namespace {

std::string version_text(const std::string& commit) {
  std::string text = std::string("ondol ") + ondol_version() + "\ncommit: " + commit + "\ntargets:";
  for (const char* const* target = available_targets(); *target != nullptr; ++target)
    text += std::string(" ") + *target;
  return text + "\n";
}

/// What the parser found wrong, in our words where its own are unclear.
std::string parse_message(const CLI::ParseError& error) {
  std::string message = error.what();
  if (const auto at = message.find("The following argument"); at == 0) {
    const auto colon = message.find(": ");
    return "unexpected argument" + message.substr(colon == std::string::npos ? message.size() : colon);
  }
  return message;
}

int run_command(const Command& command, std::vector<std::string> args, Output& out) {
  const std::string name = command.name;
  CLI::App app;
  app.name(name);
  const Action action = command.define(app);
  app.set_help_flag("-h,--help", "this text");
  try {
    args = join_dashed_values(app, std::move(args));
    std::reverse(args.begin(), args.end());  // as the parser wants a vector
    app.parse(std::move(args));
  } catch (const CLI::CallForHelp&) {
    out.print(command_help(command, app));
    return 0;
  } catch (const CLI::ParseError& error) {
    return wrong_usage(name, parse_message(error));
  }
  return action(out);
}

/// Whether people who read our plans may type it already.
bool is_planned(const std::string& word) {
  static constexpr std::array kPlanned{"home", "serve", "train", "probe", "fit", "finetune", "distill"};
  return std::find(kPlanned.begin(), kPlanned.end(), word) != kPlanned.end();
}

/// Takes the command's words off args.
const Command* take_command(std::vector<std::string>& args) {
  for (size_t n_words = std::min<size_t>(2, args.size()); n_words > 0; --n_words) {
    const std::string name = n_words == 2 ? args[0] + " " + args[1] : args[0];
    if (const Command* command = find_command(name)) {
      args.erase(args.begin(), args.begin() + static_cast<ptrdiff_t>(n_words));
      return command;
    }
  }
  return nullptr;
}

int run_words(std::vector<std::string> args, const std::string& commit, Output& out) {
  // No argument at all is what a newcomer types: the home, once it is built in (see cmd_run.cpp).
  if (args.empty()) args = {"run"};
  if (args[0] == "--version" || args[0] == "version") {
    out.print(version_text(commit));
    return 0;
  }
  if (args[0] == "help" || args[0] == "--help" || args[0] == "-h") {
    args.erase(args.begin());
    if (args.empty()) {
      out.print(program_help());
      return 0;
    }
    args.push_back("--help");
  }
  const std::string first = args[0];
  if (const Command* command = take_command(args)) return run_command(*command, std::move(args), out);
  if (const std::string family = family_help(first); !family.empty()) {
    if (args.size() > 1 && (args[1] == "--help" || args[1] == "-h")) {
      out.print(family);
      return 0;
    }
    complain(first + ": which one? (see ondol " + first + " --help)");
    return 2;
  }
  if (is_planned(first)) return refuse(first + ": not part of this version yet (ondol --help lists what is)");
  complain("unknown command \"" + first + "\" (ondol --help lists them)");
  return 2;
}

}  // namespace

int refuse(const std::string& message) {
  complain(message);
  return 1;
}

int print_or_refuse(const Result<std::string>& text, Output& out) {
  if (!text.ok()) return refuse(text.error().message);
  out.print(*text);
  return 0;
}

int wrong_usage(const std::string& command, const std::string& message) {
  complain(command + ": " + message + " (see ondol " + command + " --help)");
  return 2;
}

int run_program(std::vector<std::string> args, const std::string& commit, Output& out) {
  int status = 1;
  try {
    status = run_words(std::move(args), commit, out);
  } catch (const std::bad_alloc&) {
    complain("out of memory");
  } catch (const std::exception& error) {
    complain(std::string("internal error: ") + error.what());
  }
  return out.finish(status);
}

}  // namespace ondol::cli
