// CLINC150: intents by name, in three groups; see outside.h.
#include <algorithm>
#include <array>

#include "base/try.h"
#include "home/fields.h"
#include "home/generate/outside.h"
#include "home/generate/outside_sample.h"

namespace ondol::home {
namespace {

/// Those that a home does, or might: left out, because the collection has no slots to make a frame of.
constexpr std::array<std::string_view, 33> kOfHomes = {"alarm",
                                                       "calendar",
                                                       "calendar_update",
                                                       "cancel",
                                                       "change_speed",
                                                       "change_volume",
                                                       "date",
                                                       "find_phone",
                                                       "gas",
                                                       "maybe",
                                                       "meeting_schedule",
                                                       "next_holiday",
                                                       "next_song",
                                                       "no",
                                                       "play_music",
                                                       "repeat",
                                                       "reminder",
                                                       "reminder_update",
                                                       "reset_settings",
                                                       "shopping_list",
                                                       "shopping_list_update",
                                                       "smart_home",
                                                       "sync_device",
                                                       "time",
                                                       "timer",
                                                       "todo_list",
                                                       "todo_list_update",
                                                       "update_playlist",
                                                       "weather",
                                                       "what_song",
                                                       "whisper_mode",
                                                       "yes",
                                                       "what_can_i_ask_you"};
constexpr std::array<std::string_view, 4> kTalk = {"greeting", "goodbye", "thank_you", "who_made_you"};

bool is_in(const auto& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

}  // namespace

Result<std::vector<Sample>> read_clinc(std::string_view content, const std::string& path) {
  ONDOL_ASSIGN(const Json root, parse_json(content, path));
  if (!root.is_object() || !root.contains("train"))
    return Error{ErrorCode::bad_format, path + ": expected an object with train"};
  std::vector<Sample> samples;
  for (const char* part : {"train", "oos_train"}) {
    if (!root.contains(part)) continue;
    const Json& rows = root.at(part);
    for (size_t i = 0; i < rows.size(); ++i) {
      const auto wrong = [&] {
        const std::string pointer = "/" + std::string(part) + "/" + std::to_string(i);
        return Error{ErrorCode::bad_format, path + ":" + std::to_string(line_of(content, pointer)) + ": " +
                                                part + "[" + std::to_string(i) +
                                                "]: expected [TEXT, INTENT]"};
      };
      if (!rows.is_array() || !rows[i].is_array() || rows[i].size() != 2 || !rows[i][0].is_string() ||
          !rows[i][1].is_string())
        return wrong();
      const auto text = rows[i][0].get<std::string>();
      const auto intent = rows[i][1].get<std::string>();
      if (text.empty() || has_control_character(text) || is_in(kOfHomes, intent)) continue;
      if (part == std::string_view("oos_train") && speaks_of_home(text)) continue;
      if (intent == "order" && has_words(text, "list")) continue;
      samples.push_back(one_clause(text, {.intent = is_in(kTalk, intent) ? Intent::respond : Intent::none}));
    }
  }
  return samples;
}

}  // namespace ondol::home
