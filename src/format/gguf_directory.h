// The tensor directory of a GGUF file: entries read one by one, then placed together. Used by the reader.
// Knows nothing of metadata but the alignment.
#pragma once

#include <span>
#include <vector>

#include "format/byte_cursor.h"
#include "format/gguf.h"

namespace ondol {

/// Bytes of the shortest possible entry: for bounding a declared count.
inline constexpr uint64_t gguf_min_tensor_entry_bytes = 8 + 1 + 4 + 8 + 4 + 8;

struct GgufDirectoryEntry {
  GgufTensor tensor;     ///< file_offset is still relative to the data, view.data is null
  uint64_t name_at = 0;  ///< where these fields stand, for errors
  uint64_t offset_at = 0;
};

/// The entry at the cursor, its n-th. Its size in bytes is known to fit 63 bits.
Result<GgufDirectoryEntry> parse_gguf_tensor(ByteCursor& in, uint64_t n, uint64_t alignment);

/// Checks that all tensors lie inside the data, which begins at data_begin, and apart from each other; fills
/// their file offsets and pointers.
Status place_gguf_tensors(const ByteCursor& in, std::span<const std::byte> bytes, uint64_t data_begin,
                          std::span<GgufDirectoryEntry> entries);

}  // namespace ondol
