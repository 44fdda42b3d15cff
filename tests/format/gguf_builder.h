// Builds GGUF bytes by hand, wrong ones too: every count, length and offset can be a lie. Independent of
// GgufWriter on purpose, so that a shared misunderstanding of the format would show.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ondol::testing {

class GgufBuilder {
 public:
  template <class T>
  static std::string raw(T value) {
    std::string out(sizeof(T), '\0');
    std::memcpy(out.data(), &value, sizeof(T));
    return out;
  }
  static std::string text(std::string_view s) { return raw(uint64_t{s.size()}) + std::string(s); }

  std::string magic = "GGUF";
  uint32_t version = 3;
  int64_t extra_keys = 0;     // added to the declared count
  int64_t extra_tensors = 0;  // likewise
  uint64_t alignment = 32;    // of the data section that is laid out
  std::string data = std::string(256, '\x01');

  /// A whole entry behind its key: type and value, as given.
  GgufBuilder& key(std::string_view name, uint32_t type, const std::string& value) {
    keys_ += text(name) + raw(type) + value;
    ++n_keys_;
    return *this;
  }
  GgufBuilder& string_key(std::string_view name, std::string_view value) { return key(name, 8, text(value)); }
  GgufBuilder& array_key(std::string_view name, uint32_t elem, uint64_t count, const std::string& elems) {
    return key(name, 9, raw(elem) + raw(count) + elems);
  }
  GgufBuilder& tensor(std::string_view name, const std::vector<uint64_t>& dims, uint32_t type,
                      uint64_t offset) {
    return tensor_n(name, static_cast<uint32_t>(dims.size()), dims, type, offset);
  }
  GgufBuilder& tensor_n(std::string_view name, uint32_t n_dims, const std::vector<uint64_t>& dims,
                        uint32_t type, uint64_t offset) {
    tensors_ += text(name) + raw(n_dims);
    for (const uint64_t d : dims) tensors_ += raw(d);
    tensors_ += raw(type) + raw(offset);
    ++n_tensors_;
    return *this;
  }

  std::string head() const {
    return magic + raw(version) + raw(static_cast<uint64_t>(n_tensors_ + extra_tensors)) +
           raw(static_cast<uint64_t>(n_keys_ + extra_keys)) + keys_ + tensors_;
  }
  std::string build() const {
    std::string out = head();
    out.resize((out.size() + alignment - 1) / alignment * alignment);
    return out + data;
  }

 private:
  std::string keys_;
  std::string tensors_;
  int64_t n_keys_ = 0;
  int64_t n_tensors_ = 0;
};

inline std::span<const std::byte> as_bytes(const std::string& s) {
  return {reinterpret_cast<const std::byte*>(s.data()), s.size()};
}

}  // namespace ondol::testing
