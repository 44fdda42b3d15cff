// The double-array trie is Darts-clone's (units of 32 bits: label, offset, leaf flag). Every index is
// checked, because the map comes from a file. Knows nothing of vocabularies.
#include "text/spm_normalizer.h"

#include "text/utf8.h"

namespace ondol {
namespace {

// The longest that Unicode's compatibility mappings have is 33 bytes. The limit keeps a made-up map from
// turning a megabyte into a terabyte.
constexpr size_t kMaxReplacementBytes = 128;

uint32_t read_u32(std::string_view bytes, size_t pos) {
  uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<uint8_t>(bytes[pos + static_cast<size_t>(i)]);
  return value;
}

// Fields of a unit. A leaf's unit holds only a value, in the 31 low bits.
bool has_leaf(uint32_t unit) { return (unit >> 8 & 1) != 0; }
uint32_t label(uint32_t unit) { return unit & 0x800000FF; }
uint32_t offset(uint32_t unit) { return unit >> 10 << ((unit & 0x200) >> 6); }

void append_marked(std::string& out, std::string_view text) {
  for (char c : text) {
    if (c == ' ') {
      out += kSpaceMark;
    } else {
      out += c;
    }
  }
}

}  // namespace

Result<CharsMap> CharsMap::create(std::string_view blob) {
  CharsMap map;
  if (blob.empty()) return map;
  const uint32_t trie_bytes = blob.size() < 4 ? 0 : read_u32(blob, 0);
  if (trie_bytes == 0 || trie_bytes % 4 != 0 || trie_bytes > blob.size() - 4) {
    return Error{ErrorCode::bad_format, "tokenizer precompiled_charsmap: expected a trie of 4 to " +
                                            std::to_string(blob.size() - std::min<size_t>(blob.size(), 4)) +
                                            " bytes, got " + std::to_string(trie_bytes)};
  }
  map.trie_.reserve(trie_bytes / 4);
  for (size_t pos = 4; pos < 4 + size_t{trie_bytes}; pos += 4) map.trie_.push_back(read_u32(blob, pos));
  map.texts_ = blob.substr(4 + size_t{trie_bytes});
  return map;
}

CharsMap::Replacement CharsMap::longest_at(std::string_view text, size_t pos) const {
  Replacement longest;
  if (trie_.empty()) return longest;
  size_t node = offset(trie_[0]);
  for (size_t i = pos; i < text.size(); ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    node ^= byte;
    if (node >= trie_.size() || label(trie_[node]) != byte) break;
    const uint32_t unit = trie_[node];
    node ^= offset(unit);
    if (!has_leaf(unit)) continue;
    if (node >= trie_.size()) break;
    const size_t start = trie_[node] & 0x7FFFFFFF;
    if (start >= texts_.size()) break;
    const std::string_view rest = std::string_view(texts_).substr(start, kMaxReplacementBytes);
    longest = {i + 1 - pos, rest.substr(0, rest.find('\0'))};
  }
  return longest;
}

std::string spm_normalize(std::string_view text, const CharsMap& map, SpmNormalizerOptions options) {
  std::string out;
  out.reserve(text.size() + text.size() / 4 + 3);
  bool after_space = options.remove_extra_whitespaces;  // at the start: leading spaces go
  for (size_t pos = 0; pos < text.size();) {
    const CharsMap::Replacement found = map.longest_at(text, pos);
    std::string_view part = found.text;
    if (found.len != 0) {
      pos += found.len;
    } else {
      const utf8::Char c = utf8::decode(text, pos);
      part = c.valid || map.empty() ? text.substr(pos, c.len) : std::string_view("\xEF\xBF\xBD");
      pos += c.len;
    }
    if (options.remove_extra_whitespaces) {
      while (after_space && part.starts_with(' ')) part.remove_prefix(1);
      if (part.empty()) continue;
      after_space = part.ends_with(' ');
    }
    if (out.empty() && options.add_dummy_prefix) out += kSpaceMark;
    append_marked(out, part);
  }
  if (options.remove_extra_whitespaces) {
    while (out.ends_with(kSpaceMark)) out.resize(out.size() - kSpaceMark.size());
  }
  return out;
}

}  // namespace ondol
