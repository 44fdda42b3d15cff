// Reading MASSIVE's lines; see outside.h.
#include "home/generate/outside.h"

#include <algorithm>

#include "base/try.h"
#include "home/fields.h"
#include "home/generate/left_out.h"
#include "home/generate/outside_massive.h"
#include "text/json_lines.h"

namespace ondol::home {

const MassiveSlot* MassiveUtterance::slot(std::string_view name) const {
  const auto at = std::ranges::find(slots, name, &MassiveSlot::name);
  return at == slots.end() ? nullptr : &*at;
}

bool MassiveUtterance::has_only(std::initializer_list<std::string_view> names) const {
  for (const MassiveSlot& slot : slots) {
    if (std::ranges::find(names, slot.name) == names.end()) return false;
    if (std::ranges::count(slots, slot.name, &MassiveSlot::name) > 1) return false;
  }
  return true;
}

Result<MassiveUtterance> read_massive_utterance(std::string_view annotated, std::string_view intent) {
  MassiveUtterance out{.intent = std::string(intent), .text = {}, .slots = {}};
  const auto wrong = [](const std::string& what) {
    return Error{ErrorCode::bad_format, "annot_utt: " + what};
  };
  while (!annotated.empty()) {
    const size_t open = std::min(annotated.find('['), annotated.size());
    out.text += annotated.substr(0, open);
    annotated.remove_prefix(open);
    if (annotated.empty()) break;
    const size_t close = annotated.find(']'), colon = annotated.find(" : ");
    if (close == std::string_view::npos || colon == std::string_view::npos || colon > close)
      return wrong("expected [SLOT : TEXT], got \"" + std::string(annotated.substr(0, 40)) + "\"");
    MassiveSlot slot{.name = std::string(annotated.substr(1, colon - 1)), .begin = out.text.size(), .end = 0};
    out.text += annotated.substr(colon + 3, close - colon - 3);
    slot.end = out.text.size();
    if (slot.end == slot.begin) return wrong("expected a text in [" + slot.name + "]");
    out.slots.push_back(std::move(slot));
    annotated.remove_prefix(close + 1);
  }
  return out;
}

Result<std::vector<Sample>> read_massive(std::string_view content, const std::string& path) {
  std::vector<Sample> samples;
  ONDOL_TRY(for_each_json_line(content, path, [&](const JsonLine& line) -> Status {
    ONDOL_ASSIGN(const std::string intent, line.text("intent"));
    ONDOL_ASSIGN(const std::string annotated, line.text("annot_utt"));
    auto said = read_massive_utterance(annotated, intent);
    if (!said.ok()) return std::move(said).error().within(path + ":" + std::to_string(line.line()));
    if (said->text.empty() || has_control_character(said->text)) return {};
    if (auto sample = sample_of(*said)) {
      label_left_out(*sample);
      samples.push_back(std::move(*sample));
    }
    return {};
  }));
  return samples;
}

}  // namespace ondol::home
