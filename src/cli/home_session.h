// What `home ask` and `eval home` share: who reads frames, how a case is answered, and how an action is
// handed to a program. Knows nothing of options.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "home/assistant.h"
#include "home/cases.h"
#include "home/frame_reader.h"

namespace ondol::cli {

/// Where frames come from: a file of written ones, a model file, or else the model in the program.
struct ReaderFlags {
  std::optional<std::string> frames, model;
};
void add_reader_flags(CLI::App& app, ReaderFlags& flags);
/// Null where the program was built without a model and none is given: cases may still bring their own
/// frames.
Result<std::unique_ptr<home::FrameReader>> open_frame_reader(const ReaderFlags& flags);

struct Answered {
  home::Outcome outcome;
  std::vector<home::Frame> frames;  ///< what the text was read as
  double latency_ms = 0;            ///< reading and acting, without loading
};
/// A case's history is taken note of, then its text is handled; item.home is moved from. Frames that the case
/// brings are taken unless a model is to be tried.
Result<Answered> answer_case(home::Case& item, const ReaderFlags& flags, home::FrameReader* reader);

/// Hands each action to `sh -c command` as one JSON line on its standard input; its output goes to stderr.
/// Errors: io, when it cannot be started or ends with another status than 0.
Status hand_over(const std::string& command, const home::Home& home, const home::Outcome& outcome);

}  // namespace ondol::cli
