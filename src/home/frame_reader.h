// What turns text into frames: the model, or, for tests and debugging, frames that were written down. Knows
// nothing of any home but where the text names something of it: no name can come out of a reader but by being
// copied from the text.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "home/frame.h"
#include "home/mentions.h"
#include "ondol/result.h"

namespace ondol::home {

/// What was said before, and what the home answered.
struct Turn {
  std::string text, reply;
};

class FrameReader {
 public:
  virtual ~FrameReader() = default;
  /// One frame a clause, in the order of the utterance; none for silence. Errors: the model's own.
  /// mentions: what of the home is named where, as MentionFinder gives it; empty where no home is known.
  virtual Result<std::vector<Frame>> read(std::string_view text, std::span<const Turn> history,
                                          std::span<const Mention> mentions) = 0;
};

/// Frames from a file of lines {"text": …, "frames": […]}. A text that is not there is an error.
class WrittenFrames : public FrameReader {
 public:
  static Result<std::unique_ptr<WrittenFrames>> parse(std::string_view content, const std::string& path);
  Result<std::vector<Frame>> read(std::string_view text, std::span<const Turn> history,
                                  std::span<const Mention> mentions) override;

 private:
  std::string path_;
  std::unordered_map<std::string, std::vector<Frame>> frames_;
};

}  // namespace ondol::home
