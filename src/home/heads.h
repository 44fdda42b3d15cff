// The heads of a clause by their names, for JSON, grammars, training lines and models: which labels each has,
// and setting one in a frame. Knows nothing of what labels mean.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "home/frame.h"

namespace ondol::home {

enum class Head : uint8_t {
  intent,
  role,
  kind,
  quantity,
  place,
  reference,
  attribute,
  operation,
  question,
  asked,
  comparison,
};
inline constexpr size_t kNumHeads = 11;

/// In the order of Head, which is that of training lines and JSON.
std::span<const std::string_view> head_names();
std::optional<Head> find_head(std::string_view name);
std::span<const std::string_view> labels_of(Head head);
/// Index into labels_of(head).
std::optional<uint8_t> find_label(Head head, std::string_view label);
/// value is an index into labels_of(head).
void set_label(Frame& frame, Head head, uint8_t value);
uint8_t label_of(const Frame& frame, Head head);

}  // namespace ondol::home
