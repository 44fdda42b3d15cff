// The table of commands; see commands.h.
#include "cli/commands.h"

#include <array>

#include "cli/all_commands.h"

namespace ondol::cli {

std::span<const Command> commands() {
  // In the order of `ondol --help`; a group's rows stand together.
  static const std::array table{
      kRun,     kChat,     kHomeAsk, kHomeGenerate,   kHomeImport, kInspect,    kTokenize,
      kConvert, kQuantize, kTrain,   kPull,           kList,       kRm,         kCompletion,
      kFit,     kProbe,    kBench,   kEvalPerplexity, kEvalIntent, kEvalFrames, kEvalHome,
  };
  return table;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands())
    if (command.name == name) return &command;
  return nullptr;
}

}  // namespace ondol::cli
