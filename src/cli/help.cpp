// The text of --help; see help.h.
#include "cli/help.h"

#include <CLI/CLI.hpp>
#include <sstream>
#include <vector>

namespace ondol::cli {

namespace {

constexpr size_t kNameColumn = 24;  // width of "  -n, --predict N" before the help text starts

std::string padded(std::string text, size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

/// NAME, then TEXT wrapped in the right-hand column; a long name takes a line of its own.
std::string entry(const std::string& name, const std::string& text) {
  const std::string body = wrapped(text, kNameColumn);
  const std::string head = "  " + name;
  if (head.size() + 2 > kNameColumn) return head + "\n" + body;
  return padded(head, kNameColumn) + body.substr(std::min(body.size(), kNameColumn));
}

std::string option_names(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += (names.empty() ? "-" : ", -") + name;
  // Options without a short name line up with those that have one.
  if (names.empty()) names = "   ";
  for (const std::string& name : option.get_lnames()) names += (names == "   " ? " --" : ", --") + name;
  if (option.get_expected_min() > 0) names += " " + option.get_type_name();
  return names;
}

std::string indented(const std::string& lines) {
  std::istringstream in(lines);
  std::string text, line;
  while (std::getline(in, line)) text += line.empty() ? "\n" : "  " + line + "\n";
  return text;
}

}  // namespace

std::string wrapped(const std::string& text, size_t indent, size_t width) {
  const std::string margin(indent, ' ');
  std::string result, line, word;
  const auto end_line = [&] {
    if (!line.empty()) result += margin + line + "\n";
    line.clear();
  };
  std::istringstream paragraphs(text);
  std::string paragraph;
  while (std::getline(paragraphs, paragraph)) {
    if (paragraph.empty()) {
      end_line();
      result += "\n";
      continue;
    }
    std::istringstream words(paragraph);
    while (words >> word) {
      if (!line.empty() && indent + line.size() + 1 + word.size() > width) end_line();
      line += (line.empty() ? "" : " ") + word;
    }
  }
  end_line();
  return result;
}

std::string program_help() {
  std::string text =
      "Ondol runs small language models on the home's own devices.\n\n"
      "usage: ondol COMMAND [ARGS]      ondol COMMAND --help      ondol --version\n";
  std::string group;
  for (const Command& command : commands()) {
    if (group != command.group) text += "\n" + std::string(command.group) + "\n";
    group = command.group;
    text += entry(command.name, command.summary);
  }
  text += "\n" + wrapped(
                     "MODEL is a GGUF file, a name in the local store (see ondol list), or nothing where the "
                     "built-in model of the home will do.",
                     0);
  text += "\nexit status: 0 done; 1 refused or failed, one line on stderr says why; 2 wrong usage\n";
  return text;
}

std::string command_help(const Command& command, const CLI::App& app) {
  const std::string name = std::string("ondol ") + command.name;
  std::string text = name + " – " + command.summary + "\n\nusage: " + name + " " + command.usage + "\n";
  if (*command.about != '\0') text += "\n" + wrapped(command.about, 0);
  std::string arguments, options;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional())
      arguments += entry(option->get_name(true), option->get_description());
    else
      options += entry(option_names(*option), option->get_description());
  }
  if (!arguments.empty()) text += "\narguments\n" + arguments;
  if (!options.empty()) text += "\noptions\n" + options;
  if (*command.examples != '\0') text += "\nexamples\n" + indented(command.examples);
  return text;
}

std::string family_help(const std::string& first_word) {
  std::string text;
  for (const Command& command : commands())
    if (std::string(command.name).starts_with(first_word + " ")) text += entry(command.name, command.summary);
  if (text.empty()) return "";
  return "usage: ondol " + first_word + " COMMAND [ARGS]\n\n" + text;
}

}  // namespace ondol::cli
