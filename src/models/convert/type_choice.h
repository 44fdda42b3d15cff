// Which dtype each tensor of an output file gets. The recipe itself is tensor/quant_mix.h; here is what
// both converters need around it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/convert/tensor_stream.h"
#include "tensor/quant_mix.h"

namespace ondol {

class TypeChoice {
 public:
  /// type: the name of a mix; empty: tensors keep the dtype that they have. Errors: invalid_argument naming
  /// it and what there is.
  static Result<TypeChoice> create(const std::string& type, bool pure);

  /// Sets the dtypes. n_gqa: query heads a KV head. Notes say what did not get the type it should have.
  void apply(std::span<PlannedTensor> tensors, int n_gqa, std::vector<std::string>& notes) const;

  /// Of the tensors once applied: general.file_type, and the name for a person.
  uint32_t file_type(std::span<const PlannedTensor> tensors) const;
  std::string label(std::span<const PlannedTensor> tensors) const;

 private:
  const QuantMix* mix_ = nullptr;  // null: keep
  bool pure_ = false;
};

}  // namespace ondol
