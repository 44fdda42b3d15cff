// The table of commands: one row each, one file each (cmd_NAME.cpp). Help, shell completion and the program
// itself read it; nothing else lists commands.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "cli/output.h"
#include "ondol/result.h"

namespace CLI {
class App;
}

namespace ondol::cli {

/// Does the command with the options that were parsed; returns the exit status (0 done, 1 refused or failed,
/// 2 wrong usage), having said why in one line on stderr.
using Action = std::function<int(Output& out)>;

struct Command {
  const char* name;      ///< one or two words: "run", "eval perplexity"
  const char* group;     ///< heading in `ondol --help`
  const char* summary;   ///< one line
  const char* usage;     ///< after the name: "[MODEL] -p TEXT|@FILE"
  const char* about;     ///< paragraphs, separated by empty lines
  const char* examples;  ///< one command a line, indented comments before them
  /// Adds options to app and returns what runs once they are parsed.
  Action (*define)(CLI::App& app);
};

std::span<const Command> commands();
const Command* find_command(std::string_view name);

/// Says the error on stderr; 1.
int refuse(const std::string& message);
/// The text on standard output, 0; or its error, refused.
int print_or_refuse(const Result<std::string>& text, Output& out);
/// Says it on stderr with a pointer to the help; 2.
int wrong_usage(const std::string& command, const std::string& message);

}  // namespace ondol::cli
