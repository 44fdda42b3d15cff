// Frames that were written down; see frame_reader.h.
#include "home/frame_reader.h"

#include "base/try.h"
#include "home/frame_json.h"
#include "text/json_lines.h"

namespace ondol::home {

Result<std::unique_ptr<WrittenFrames>> WrittenFrames::parse(std::string_view content,
                                                            const std::string& path) {
  auto out = std::make_unique<WrittenFrames>();
  out->path_ = path;
  ONDOL_TRY(for_each_json_line(content, path, [&](const JsonLine& line) -> Status {
    const Json object = line.object();
    const Whereabouts where = [&](const std::string&) { return path + ":" + std::to_string(line.line()); };
    const Field field(object, where);
    ONDOL_ASSIGN(const std::string text, line.text("text"));
    if (!line.has("frames")) return line.wrong("frames", "expected a list of frames, got nothing");
    ONDOL_ASSIGN(out->frames_[text], read_frames(field.at("frames")));
    return {};
  }));
  return out;
}

Result<std::vector<Frame>> WrittenFrames::read(std::string_view text, std::span<const Turn>,
                                               std::span<const Mention>) {
  const auto found = frames_.find(std::string(text));
  if (found == frames_.end())
    return Error{ErrorCode::not_found,
                 path_ + ": no frames for the text \"" + std::string(text.substr(0, 80)) + "\""};
  return found->second;
}

}  // namespace ondol::home
