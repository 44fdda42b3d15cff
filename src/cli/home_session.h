// What `home ask` and `eval home` share: who reads frames, how a case is answered, and how an action is
// handed to a program. Knows nothing of options.
#pragma once

#include <memory>
#include <string>

#include "home/assistant.h"
#include "home/cases.h"
#include "home/frame_reader.h"

namespace ondol::cli {

/// The reader of frames: those written in a file. This is where the built-in model comes in.
Result<std::unique_ptr<home::FrameReader>> open_frame_reader(const std::string& frames_file);

struct Answered {
  home::Outcome outcome;
  double latency_ms = 0;  ///< reading and acting, without loading
};
/// A case's history is taken note of, then its text is handled; item.home is moved from.
Result<Answered> answer_case(home::Case& item, home::FrameReader* reader);

/// Hands each action to `sh -c command` as one JSON line on its standard input; its output goes to stderr.
/// Errors: io, when it cannot be started or ends with another status than 0.
Status hand_over(const std::string& command, const home::Home& home, const home::Outcome& outcome);

}  // namespace ondol::cli
