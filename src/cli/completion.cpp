// Shell completion scripts; see completion.h.
#include "cli/completion.h"

#include <CLI/CLI.hpp>
#include <set>
#include <sstream>
#include <vector>

#include "cli/commands.h"

namespace ondol::cli {

namespace {

struct OptionInfo {
  std::vector<std::string> names;  // with dashes
  std::string type;                // empty for flags
  std::string help;
};

struct CommandInfo {
  std::string name, summary;
  std::vector<OptionInfo> options;
};

std::vector<CommandInfo> command_infos() {
  std::vector<CommandInfo> infos;
  for (const Command& command : commands()) {
    CLI::App app;
    command.define(app);
    app.set_help_flag("-h,--help", "this text");
    CommandInfo info{command.name, command.summary, {}};
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_positional()) continue;
      OptionInfo entry;
      for (const auto& name : option->get_snames()) entry.names.push_back("-" + name);
      for (const auto& name : option->get_lnames()) entry.names.push_back("--" + name);
      if (option->get_expected_min() > 0) entry.type = option->get_type_name();
      entry.help = option->get_description();
      info.options.push_back(std::move(entry));
    }
    infos.push_back(std::move(info));
  }
  return infos;
}

/// 'text', safe inside single quotes of any of the three shells.
std::string quoted(const std::string& text, const char* quote_inside) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'')
      result += quote_inside;
    else
      result += c;
  }
  return result + "'";
}

/// The words that may follow the words typed so far: "" → all first words, "eval" → "perplexity …".
std::string next_words(const std::vector<CommandInfo>& infos, const std::string& typed) {
  std::set<std::string> seen;
  std::string words;
  for (const CommandInfo& info : infos) {
    if (!typed.empty() && !info.name.starts_with(typed + " ")) continue;
    const std::string rest = typed.empty() ? info.name : info.name.substr(typed.size() + 1);
    const std::string word = rest.substr(0, rest.find(' '));
    if (seen.insert(word).second) words += (words.empty() ? "" : " ") + word;
  }
  return words;
}

std::set<std::string> families(const std::vector<CommandInfo>& infos) {
  std::set<std::string> result;
  for (const CommandInfo& info : infos)
    if (const auto space = info.name.find(' '); space != std::string::npos)
      result.insert(info.name.substr(0, space));
  return result;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

std::string bash_completion() {
  const auto infos = command_infos();
  std::string options;
  for (const CommandInfo& info : infos) {
    std::string names;
    for (const OptionInfo& option : info.options)
      for (const std::string& name : option.names) names += (names.empty() ? "" : " ") + name;
    options += "    " + quoted(info.name, "'\\''") + ") words='" + names + "' ;;\n";
  }
  std::string family_cases;
  for (const std::string& family : families(infos))
    family_cases += "    " + family + ") second='" + next_words(infos, family) + "' ;;\n";
  return "# bash completion for ondol; use: source <(ondol completion bash)\n"
         "_ondol() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} second='' words=''\n"
         "  COMPREPLY=()\n"
         "  if ((COMP_CWORD == 1)); then\n"
         "    COMPREPLY=($(compgen -W '" +
         next_words(infos, "") +
         " --help --version' -- \"$current\"))\n"
         "    return\n"
         "  fi\n"
         "  case $command in\n" +
         family_cases +
         "  esac\n"
         "  if [[ -n $second ]]; then\n"
         "    if ((COMP_CWORD == 2)); then\n"
         "      COMPREPLY=($(compgen -W \"$second\" -- \"$current\"))\n"
         "      return\n"
         "    fi\n"
         "    command=\"$command ${COMP_WORDS[2]}\"\n"
         "  fi\n"
         "  if [[ $current == -* ]]; then\n"
         "    case $command in\n" +
         options +
         "    esac\n"
         "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -W \"$(ondol list --names 2>/dev/null)\" -- \"$current\") $(compgen -f -- "
         "\"$current\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _ondol ondol\n";
}

std::string zsh_completion() {
  const auto infos = command_infos();
  std::string cases;
  for (const CommandInfo& info : infos) {
    cases += "    (" + quoted(info.name, "'\\''") + ")\n      _arguments -s \\\n";
    for (const OptionInfo& option : info.options) {
      // Brackets and colons are syntax inside an _arguments specification.
      std::string help = replaced(replaced(replaced(option.help, ":", "\\:"), "[", "\\["), "]", "\\]");
      for (const std::string& name : option.names) {
        std::string spec = name + "[" + help + "]";
        if (!option.type.empty()) spec += ":" + option.type + ":" + (option.type == "FILE" ? "_files" : " ");
        cases += "        " + quoted(spec, "'\\''") + " \\\n";
      }
    }
    cases += "        '*:model or file:_ondol_models' ;;\n";
  }
  std::string family_cases;
  for (const std::string& family : families(infos))
    family_cases += "    " + family + ") second=(" + next_words(infos, family) + ") ;;\n";
  return "#compdef ondol\n"
         "# zsh completion for ondol; use: ondol completion zsh > some folder of $fpath, as _ondol\n"
         "_ondol_models() {\n"
         "  _alternative \"models:model:($(ondol list --names 2>/dev/null))\" 'files:file:_files'\n"
         "}\n"
         "_ondol() {\n"
         "  local command=$words[2]\n"
         "  local -a second\n"
         "  if ((CURRENT == 2)); then\n"
         "    compadd -- " +
         next_words(infos, "") +
         " --help --version\n"
         "    return\n"
         "  fi\n"
         "  case $command in\n" +
         family_cases +
         "  esac\n"
         "  if (($#second)); then\n"
         "    if ((CURRENT == 3)); then\n"
         "      compadd -- $second\n"
         "      return\n"
         "    fi\n"
         "    command=\"$command $words[3]\"\n"
         "    shift words\n"
         "    ((CURRENT--))\n"
         "  fi\n"
         "  shift words\n"
         "  ((CURRENT--))\n"
         "  case $command in\n" +
         cases +
         "  esac\n"
         "}\n"
         "if [[ $funcstack[1] == _ondol ]]; then _ondol \"$@\"; else compdef _ondol ondol; fi\n";
}

std::string fish_completion() {
  std::string text =
      "# fish completion for ondol; use: ondol completion fish | source\n"
      "complete -c ondol -n __fish_use_subcommand -l version -d 'version, commit and targets'\n";
  const auto infos = command_infos();
  for (const CommandInfo& info : infos) {
    const auto space = info.name.find(' ');
    const std::string first = info.name.substr(0, space);
    std::string condition = "__fish_seen_subcommand_from " + first;
    const std::string summary = " -d " + quoted(info.summary, "\\'") + "\n";
    if (space == std::string::npos) {
      text += "complete -c ondol -n __fish_use_subcommand -a " + first + summary;
    } else {
      const std::string second = info.name.substr(space + 1);
      text += "complete -c ondol -n __fish_use_subcommand -a " + first + "\n";
      text += "complete -c ondol -n '" + condition + "' -a " + second + summary;
      condition += "; and __fish_seen_subcommand_from " + second;
    }
    for (const OptionInfo& option : info.options) {
      std::string line = "complete -c ondol -n '" + condition + "'";
      for (const std::string& name : option.names)
        line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      text += line + (option.type.empty() ? "" : " -r") + " -d " + quoted(option.help, "\\'") + "\n";
    }
  }
  return text + "complete -c ondol -n 'not __fish_use_subcommand' -a '(ondol list --names 2>/dev/null)'\n";
}

}  // namespace ondol::cli
