// One utterance of MASSIVE with its slots, while a frame is made of it. Knows nothing of files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "home/generate/outside_sample.h"
#include "ondol/result.h"

namespace ondol::home {

struct MassiveSlot {
  std::string name;
  size_t begin = 0, end = 0;
};

struct MassiveUtterance {
  std::string intent;
  std::string text;  ///< lower case, without punctuation
  std::vector<MassiveSlot> slots;

  const MassiveSlot* slot(std::string_view name) const;
  /// Whether every slot is one of these, each at most once.
  bool has_only(std::initializer_list<std::string_view> names) const;
  std::string_view text_of(const MassiveSlot& slot) const {
    return std::string_view(text).substr(slot.begin, slot.end - slot.begin);
  }
};

/// "wake me at [time : nine am]". Errors: bad_format.
Result<MassiveUtterance> read_massive_utterance(std::string_view annotated, std::string_view intent);

/// Nothing where it is not clear what a frame should say.
std::optional<Sample> sample_of(const MassiveUtterance& said);

}  // namespace ondol::home
