// The text of --help, made from the table of commands and a command's options. Knows nothing of what they do.
#pragma once

#include <string>

#include "cli/commands.h"

namespace CLI {
class App;
}

namespace ondol::cli {

std::string program_help();
std::string command_help(const Command& command, const CLI::App& app);
/// For a word that stands before several commands: "eval" → "ondol eval: perplexity, …"; "" if it is none.
std::string family_help(const std::string& first_word);

/// text in lines of at most width columns, each line indented; paragraphs stay apart.
std::string wrapped(const std::string& text, size_t indent, size_t width = 80);

}  // namespace ondol::cli
