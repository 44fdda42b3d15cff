// Lines from the user: with editing and history on a terminal, plain ones otherwise.
#pragma once

#include <string>

namespace ondol::cli {

class LineReader {
 public:
  /// history_path may be empty: no history is kept beyond this run.
  explicit LineReader(std::string history_path);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  enum class Kind { line, end_of_input, interrupted };
  struct Line {
    Kind kind = Kind::end_of_input;
    std::string text;
  };
  /// The prompt is shown only on a terminal. Ctrl-C gives up the line, not the program.
  Line read(const char* prompt);
  bool interactive() const { return interactive_; }

 private:
  Line read_plain(const char* prompt);
  std::string history_path_;
  bool interactive_;
};

/// $XDG_STATE_HOME/ondol/chat_history or the like under HOME; its folder is made. Empty if that cannot be.
std::string chat_history_path();

}  // namespace ondol::cli
