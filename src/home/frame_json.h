// Frames as JSON: for training data, tests and `home ask --frames`. Labels that say nothing are left out.
//   {"intent": "HassTurnOff", "kind": "light", "quantity": "all", "spans": [["area", "kitchen"], …]}
#pragma once

#include <string>
#include <vector>

#include "home/fields.h"
#include "home/frame.h"

namespace ondol::home {

Json frame_json(const Frame& frame);
Json frames_json(const std::vector<Frame>& frames);

/// Errors: bad_format (unknown keys and labels, with the nearest known one).
Result<Frame> read_frame(const Field& field);
/// An array of frames.
Result<std::vector<Frame>> read_frames(const Field& field);

}  // namespace ondol::home
