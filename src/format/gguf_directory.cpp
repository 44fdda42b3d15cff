// See gguf_directory.h.
#include "format/gguf_directory.h"

#include <algorithm>
#include <utility>

#include "base/try.h"

namespace ondol {
namespace {

constexpr uint64_t max_name_bytes = 64;            // the specification's
constexpr uint64_t max_elems = uint64_t{1} << 59;  // so that the bytes (at most 8 an element) fit as well

std::string known_type_name(uint32_t id) {
  switch (id) {  // types of ggml that Ondol does not read; the names help whoever gets the error
    case 9:
      return "9 (Q8_1)";
    case 15:
      return "15 (Q8_K)";
    case 16:
      return "16 (IQ2_XXS)";
    case 17:
      return "17 (IQ2_XS)";
    case 18:
      return "18 (IQ3_XXS)";
    case 19:
      return "19 (IQ1_S)";
    case 21:
      return "21 (IQ3_S)";
    case 22:
      return "22 (IQ2_S)";
    case 29:
      return "29 (IQ1_M)";
    case 34:
      return "34 (TQ1_0)";
    case 35:
      return "35 (TQ2_0)";
    case 39:
      return "39 (MXFP4)";
    default:
      return std::to_string(id);
  }
}

/// Reads dimensions and type; afterwards the size in bytes is known to fit 63 bits.
Result<TensorView> parse_shape(ByteCursor& in, const std::string& name, int& n_dims) {
  const uint64_t at = in.offset();
  ONDOL_ASSIGN(const auto n, in.read<uint32_t>(name + " n_dims"));
  if (n < 1 || n > 4) return in.error(name + " n_dims", at, "1 to 4", std::to_string(n));
  n_dims = static_cast<int>(n);
  TensorView view;
  view.dims = {1, 1, 1, 1};
  uint64_t n_elems = 1;
  for (uint32_t i = 0; i < n; ++i) {
    const uint64_t dim_at = in.offset();
    const std::string field = name + " dims[" + std::to_string(i) + "]";
    ONDOL_ASSIGN(const auto dim, in.read<int64_t>(field));
    if (dim < 1) return in.error(field, dim_at, "at least 1", std::to_string(dim));
    uint64_t product = 0;
    if (__builtin_mul_overflow(n_elems, static_cast<uint64_t>(dim), &product) || product >= max_elems) {
      return in.error(field, dim_at, "dimensions whose product is below 2^59", std::to_string(dim));
    }
    n_elems = product;
    view.dims[i] = static_cast<uint64_t>(dim);
  }
  const uint64_t type_at = in.offset();
  ONDOL_ASSIGN(const auto type, in.read<uint32_t>(name + " type"));
  const DTypeTraits* t = find_dtype(type);
  if (t == nullptr) {
    return in.error(name + " type", type_at, "a type that Ondol knows", known_type_name(type),
                    ErrorCode::unsupported);
  }
  view.dtype = t->dtype;
  if (view.dims[0] % t->block_elems != 0) {
    return in.error(name + " dims[0]", at + 4,
                    "a multiple of " + std::to_string(t->block_elems) + " for " + t->name,
                    std::to_string(view.dims[0]));
  }
  return view;
}

}  // namespace

Result<GgufDirectoryEntry> parse_gguf_tensor(ByteCursor& in, uint64_t n, uint64_t alignment) {
  GgufDirectoryEntry entry;
  entry.name_at = in.offset();
  const std::string field = "tensor name " + std::to_string(n);
  ONDOL_ASSIGN(const auto name, in.read_string(field));
  if (name.empty() || name.size() > max_name_bytes) {
    return in.error(field, entry.name_at, "1 to 64 bytes", std::to_string(name.size()));
  }
  GgufTensor& tensor = entry.tensor;
  tensor.name = std::string(name);
  const std::string shown = "tensor " + quoted_for_error(name);
  ONDOL_ASSIGN(tensor.view, parse_shape(in, shown, tensor.n_dims));
  entry.offset_at = in.offset();
  ONDOL_ASSIGN(tensor.file_offset, in.read<uint64_t>(shown + " offset"));
  if (tensor.file_offset % alignment != 0) {
    return in.error(shown + " offset", entry.offset_at, "a multiple of " + std::to_string(alignment),
                    std::to_string(tensor.file_offset));
  }
  return entry;
}

Status place_gguf_tensors(const ByteCursor& in, std::span<const std::byte> bytes, uint64_t data_begin,
                          std::span<GgufDirectoryEntry> entries) {
  const uint64_t data_bytes = data_begin < bytes.size() ? bytes.size() - data_begin : 0;
  std::vector<std::pair<uint64_t, size_t>> order;  // (offset in the data, entry)
  order.reserve(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const GgufTensor& t = entries[i].tensor;
    const uint64_t size = t.view.size_bytes();
    if (size > data_bytes || t.file_offset > data_bytes - size) {
      return in.error("tensor " + quoted_for_error(t.name) + " offset", entries[i].offset_at,
                      "offset + size within the " + std::to_string(data_bytes) + " bytes of tensor data",
                      std::to_string(t.file_offset) + " + " + std::to_string(size));
    }
    order.emplace_back(t.file_offset, i);
  }
  std::sort(order.begin(), order.end());
  for (size_t k = 1; k < order.size(); ++k) {
    const GgufTensor& before = entries[order[k - 1].second].tensor;
    const GgufDirectoryEntry& entry = entries[order[k].second];
    if (entry.tensor.file_offset < before.file_offset + before.view.size_bytes()) {
      return in.error("tensor " + quoted_for_error(entry.tensor.name) + " offset", entry.offset_at,
                      "no overlap with " + quoted_for_error(before.name),
                      std::to_string(entry.tensor.file_offset));
    }
  }
  for (GgufDirectoryEntry& entry : entries) {
    entry.tensor.file_offset += data_begin;
    entry.tensor.view.data = bytes.data() + entry.tensor.file_offset;
  }
  return {};
}

}  // namespace ondol
