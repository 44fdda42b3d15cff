// A home file of any bytes, as JSON and as YAML: refused in one line that names it, or a home whose every
// reference leads somewhere, which can be spoken to.
#include <cstdint>
#include <cstdlib>

#include "home/assistant.h"

namespace {

using namespace ondol::home;

void check(const Home& home) {
  const auto is_area = [&](int32_t area) {
    return area >= kNowhere && area < static_cast<int32_t>(home.areas.size());
  };
  for (const Area& area : home.areas)
    if (area.floor < kNowhere || area.floor >= static_cast<int32_t>(home.floors.size())) std::abort();
  for (const Device& device : home.devices)
    if (!is_area(device.area)) std::abort();
  for (const Entity& entity : home.entities)
    if (!is_area(entity.area) || entity.domain().empty()) std::abort();
  Assistant assistant(home, home.devices.empty() ? "" : home.devices[0].id, std::nullopt);
  const std::string name = home.entities.empty() ? "lamp" : home.entities[0].name;
  const Frame everything{.intent = Intent::turn_off, .quantity = Quantity::all};
  const Frame one{.intent = Intent::toggle, .spans = {{SpanRole::name, name}}};
  const Frame question{
      .intent = Intent::get_state, .question = Question::value, .spans = {{SpanRole::name, name}}};
  for (const Frame& frame : {everything, one, question})
    if (assistant.handle("turn it off", std::vector{frame}).reply.empty()) std::abort();
  for (const Kind kind : {Kind::calendar, Kind::weather, Kind::todo_list, Kind::timer})
    assistant.handle("뭐 있어", std::vector{Frame{.intent = Intent::get_state, .kind = kind}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 16384) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const char* path : {"h.json", "h.yaml"}) {
    const auto home = parse_home(text, path);
    if (home.ok()) {
      check(*home);
      continue;
    }
    const std::string& message = home.error().message;
    if (!message.starts_with(path) || message.find('\n') != std::string::npos) std::abort();
  }
  return 0;
}
