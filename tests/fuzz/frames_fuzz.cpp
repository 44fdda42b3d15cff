// Frames of any bytes over the demo home: refused in one line, or done with a reply; written again they are
// the same, and no lock, garage door or valve opens by more than one for a clause.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "home/assistant.h"
#include "home/frame_json.h"

using namespace ondol::home;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 8192) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto json = parse_json(text, "f.json");
  const Whereabouts where = [](const std::string&) { return std::string("f.json"); };
  if (!json.ok()) return json.error().message.find('\n') == std::string::npos ? 0 : (std::abort(), 0);
  const auto frames = read_frames(Field(*json, where));
  if (!frames.ok()) return frames.error().message.find('\n') == std::string::npos ? 0 : (std::abort(), 0);
  const Json again = frames_json(*frames);
  const auto back = read_frames(Field(again, where));
  if (!back.ok() || *back != *frames) std::abort();
  if (frames->size() > 8) return 0;
  const Moment now{1741600000, 32400, true};
  Assistant assistant(demo_home(), "kitchen_display", now);
  const Outcome outcome = assistant.handle("거실 불 꺼줘", *frames);
  if (outcome.reply.empty()) std::abort();
  outcome_json("x", outcome).dump(-1, ' ', false, Json::error_handler_t::replace);
  size_t n_opened = 0;
  for (const auto& [id, change] : outcome.changes.items()) {
    const bool secured = id.starts_with("lock.") || id.starts_with("valve.") || id == "cover.garage_door";
    if (!secured || !change.contains("state")) continue;
    const auto state = change.at("state").get<std::string>();
    n_opened += state != "locked" && state != "closed" ? 1 : 0;
  }
  if (n_opened > frames->size()) std::abort();
  const bool only_questions =
      std::ranges::all_of(*frames, [](const Frame& f) { return f.intent == Intent::get_state; });
  if (only_questions && !outcome.changes.empty()) std::abort();
  return 0;
}
