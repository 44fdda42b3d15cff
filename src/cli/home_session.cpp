// Frames, cases, programs; see home_session.h.
#include "cli/home_session.h"

#include <sys/wait.h>

#include <chrono>
#include <cstdio>

#include "base/try.h"
#include "cli/text_input.h"
#include "home/model_reader.h"

namespace ondol::cli {

void add_reader_flags(CLI::App& app, ReaderFlags& flags) {
  add_text(app, "--model", flags.model, "FILE",
           "a home model made by ondol train; without it, the built-in one");
  add_text(app, "--frames", flags.frames, "FILE", "read frames from here instead of the text");
}

Result<std::unique_ptr<home::FrameReader>> open_frame_reader(const ReaderFlags& flags) {
  if (flags.frames) {
    ONDOL_ASSIGN(const std::string content, read_text_file(*flags.frames));
    ONDOL_ASSIGN(auto written, home::WrittenFrames::parse(content, *flags.frames));
    return std::unique_ptr<home::FrameReader>(std::move(written));
  }
  if (!flags.model && !home::has_built_in_model()) return std::unique_ptr<home::FrameReader>();
  // One thread: an utterance is over before a second would have woken up.
  ONDOL_ASSIGN(auto engine, Engine::create({.n_threads = 1, .target = ""}));
  ONDOL_ASSIGN(auto reader, home::ModelReader::open(std::move(engine), flags.model.value_or("")));
  return std::unique_ptr<home::FrameReader>(std::move(reader));
}

Result<Answered> answer_case(home::Case& item, const ReaderFlags& flags, home::FrameReader* reader) {
  const bool own_frames = item.frames && !flags.model;
  if (reader == nullptr && (!own_frames || !item.history.empty()))
    return Error{
        ErrorCode::invalid_argument,
        "this program was built without the home model; give one with --model, or frames with --frames"};
  home::Assistant assistant(std::move(item.home), item.from, item.now);
  for (size_t i = 0; i < item.history.size(); ++i) {
    const std::span<const home::Turn> before(item.history.data(), i);
    ONDOL_ASSIGN(const auto frames,
                 reader->read(item.history[i].text, before, assistant.mentions(item.history[i].text)));
    assistant.recall(item.history[i].text, frames);
  }
  const auto start = std::chrono::steady_clock::now();
  std::vector<home::Frame> frames;
  if (own_frames) {
    frames = *item.frames;
  } else {
    ONDOL_ASSIGN(frames, reader->read(item.text, item.history, assistant.mentions(item.text)));
  }
  Answered out;
  out.outcome = assistant.handle(item.text, frames);
  out.latency_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  out.frames = std::move(frames);
  return out;
}

Status hand_over(const std::string& command, const home::Home& home, const home::Outcome& outcome) {
  for (const home::Deed& deed : outcome.deeds) {
    home::Json line = {{"name", deed.call.name}, {"arguments", deed.call.arguments}, {"entity", nullptr}};
    if (const int32_t index = home.find_entity(deed.entity); index != home::kNowhere) {
      const home::Entity& entity = home.entities[static_cast<size_t>(index)];
      line["entity"] = entity.id;
      line["state"] = entity.state;
      line["attributes"] = entity.attributes;
    }
    const std::string text = line.dump(-1, ' ', false, home::Json::error_handler_t::replace) + "\n";
    // Its own line, so that a comment in the command ends; stdout is the reply's.
    FILE* program = ::popen(("(" + command + "\n) 1>&2").c_str(), "w");
    if (program == nullptr) return Error{ErrorCode::io, "--exec: cannot start a shell"};
    // A program that does not read its input may still have done its work: its exit status decides.
    std::fwrite(text.data(), 1, text.size(), program);
    const int status = ::pclose(program);
    if (status != 0) {
      const std::string how = WIFEXITED(status) ? "status " + std::to_string(WEXITSTATUS(status))
                                                : "signal " + std::to_string(WTERMSIG(status));
      return Error{ErrorCode::io, "--exec: the program ended with " + how + " for " + deed.entity +
                                      "; what the home should be is not what it is"};
    }
  }
  return {};
}

}  // namespace ondol::cli
