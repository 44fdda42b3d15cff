// The family's flat, a line at a time; see home_chat.h.
#include "cli/home_chat.h"

#include <cstdio>

#include "cli/commands.h"
#include "cli/conversation.h"
#include "cli/home_session.h"
#include "cli/line_reader.h"
#include "cli/model_flags.h"
#include "home/home.h"

namespace ondol::cli {

namespace {

constexpr const char* kGreeting =
    "A family's flat, with the home model that is in this program. Try, in Korean or English:\n"
    "  거실 불 꺼줘 · 안방 에어컨 24도로 · turn off everything except the kitchen · is any window open\n"
    "/home shows the home, /reset puts it back, Ctrl-D ends. `ondol chat MODEL.gguf` talks to any other "
    "model.\n";

std::string value_text(const home::Json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, home::Json::error_handler_t::replace);
}

/// "  light.kitchen_main: off" or "  climate.boiler: temperature 22"
std::string change_lines(const home::Json& changes) {
  std::string text;
  for (const auto& [id, change] : changes.items()) {
    text += "  " + id + ":";
    if (change.contains("state")) text += " " + value_text(change["state"]);
    const home::Json attributes = change.value("attributes", home::Json::object());
    for (const auto& [key, value] : attributes.items()) text += " " + key + " " + value_text(value);
    text += "\n";
  }
  return text;
}

std::string home_lines(const home::Home& home) {
  std::string text;
  for (size_t a = 0; a < home.areas.size(); ++a) {
    text += home.areas[a].name + "\n";
    for (const home::Entity& entity : home.entities)
      if (entity.area == static_cast<int32_t>(a)) text += "  " + entity.name + ": " + entity.state + "\n";
  }
  return text;
}

class HomeChat {
 public:
  HomeChat(home::FrameReader& reader, Output& out) : frames_(reader), out_(out), lines_(chat_history_path()) {
    restart();
  }

  int run() {
    if (lines_.interactive()) std::fputs(kGreeting, stderr);
    for (;;) {
      const LineReader::Line line = lines_.read("> ");
      if (line.kind == LineReader::Kind::end_of_input || !out_.usable()) return 0;
      if (line.kind == LineReader::Kind::interrupted || line.text.empty()) continue;
      if (line.text == "/exit" || line.text == "/quit") return 0;
      if (line.text == "/home") {
        out_.print(home_lines(assistant_->home()));
      } else if (line.text == "/reset") {
        restart();
      } else if (line.text[0] == '/') {
        std::fputs("/home, /reset, /exit\n", stderr);
      } else if (const int status = answer(valid_utf8(line.text)); status != 0) {
        return status;
      }
    }
  }

 private:
  void restart() {
    assistant_ = std::make_unique<home::Assistant>(home::demo_home(), "living_room_speaker", std::nullopt);
  }

  int answer(const std::string& text) {
    const auto frames = frames_.read(text, {}, assistant_->mentions(text));
    if (!frames.ok()) return refuse(frames.error().message);
    const home::Outcome outcome = assistant_->handle(text, *frames);
    out_.print(outcome.reply + "\n");
    if (lines_.interactive()) std::fputs(change_lines(outcome.changes).c_str(), stderr);
    return 0;
  }

  home::FrameReader& frames_;
  Output& out_;
  LineReader lines_;
  std::unique_ptr<home::Assistant> assistant_;
};

}  // namespace

int home_chat(Output& out) {
  const auto reader = open_frame_reader({});
  if (!reader.ok()) return refuse(reader.error().message);
  if (*reader == nullptr) return refuse(kNoModelError);
  return HomeChat(**reader, out).run();
}

}  // namespace ondol::cli
