// Standard output for commands: written at once, so that a reader who leaves early is noticed and not an
// error. Knows nothing of what is printed. Everything that is not the command's result goes to stderr
// instead.
#pragma once

#include <string_view>

namespace ondol::cli {

class Output {
 public:
  explicit Output(int fd) : fd_(fd) {}

  /// False when nobody reads any more, or the write failed: the command may stop early, without a message.
  bool print(std::string_view text);
  bool usable() const { return error_ == 0; }
  bool is_terminal() const;

  /// The exit status to end with, given the command's own: a reader who left early got what it wanted;
  /// a disk that is full, or a closed stdout, is a failure and is said on stderr.
  int finish(int status) const;

 private:
  int fd_;
  int error_ = 0;
};

/// "ondol: MESSAGE" on stderr, as one line whatever the message holds.
void complain(std::string_view message);

/// Before anything else is opened: a missing stdin, stdout or stderr must not become the number of a model
/// file. Also makes a vanished reader an error code instead of a signal.
void prepare_standard_streams();

}  // namespace ondol::cli
