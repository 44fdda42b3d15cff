// The commands, each defined in the file of its name (cmd_NAME.cpp); commands.cpp lists them in order.
#pragma once

#include "cli/commands.h"

namespace ondol::cli {

extern const Command kBench;
extern const Command kChat;
extern const Command kCompletion;
extern const Command kConvert;
extern const Command kEvalFrames;
extern const Command kEvalHome;
extern const Command kEvalIntent;
extern const Command kEvalPerplexity;
extern const Command kFit;
extern const Command kHomeAsk;
extern const Command kHomeGenerate;
extern const Command kHomeImport;
extern const Command kInspect;
extern const Command kList;
extern const Command kProbe;
extern const Command kPull;
extern const Command kQuantize;
extern const Command kRm;
extern const Command kRun;
extern const Command kTokenize;
extern const Command kTrain;

}  // namespace ondol::cli
