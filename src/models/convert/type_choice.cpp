// See type_choice.h.
#include "models/convert/type_choice.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/try.h"
#include "format/byte_cursor.h"

namespace ondol {
namespace {

bool is_matrix(const PlannedTensor& tensor) { return tensor.dims.size() >= 2; }

/// The dtype that most of the matrices' elements have.
DType commonest(std::span<const PlannedTensor> tensors) {
  std::map<DType, uint64_t> elems;
  for (const PlannedTensor& t : tensors) {
    if (is_matrix(t)) elems[t.dtype] += t.n_elems();
  }
  const auto most = std::max_element(elems.begin(), elems.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == elems.end() ? DType::f32 : most->first;
}

MixModel model_of(std::span<const PlannedTensor> tensors, int n_gqa) {
  MixModel model;
  model.n_gqa = n_gqa;
  model.tied_output = true;
  for (const PlannedTensor& t : tensors) {
    model.n_layer = std::max(model.n_layer, layer_of_tensor(t.name) + 1);
    if (t.name == "output.weight") model.tied_output = false;
  }
  return model;
}

}  // namespace

Result<TypeChoice> TypeChoice::create(const std::string& type, bool pure) {
  TypeChoice choice;
  choice.pure_ = pure;
  if (type.empty()) return choice;
  choice.mix_ = find_quant_mix(type);
  if (choice.mix_ != nullptr) return choice;
  std::string names;
  for (const QuantMix& mix : quant_mixes()) names += (names.empty() ? "" : ", ") + std::string(mix.name);
  return Error{ErrorCode::invalid_argument,
               "type: expected one of " + names + ", got " + quoted_for_error(type)};
}

void TypeChoice::apply(std::span<PlannedTensor> tensors, int n_gqa, std::vector<std::string>& notes) const {
  if (mix_ == nullptr) return;
  const MixModel model = model_of(tensors, n_gqa);
  std::map<std::tuple<DType, DType, uint64_t>, int> fallbacks;  // wanted, got, row length → tensors
  for (PlannedTensor& t : tensors) {
    if (!traits(t.dtype).is_weight) continue;  // integers and f64 are not weights
    const MixChoice chosen = mix_->choose(model, {t.name, t.dims[0], t.n_rows()}, pure_);
    t.dtype = chosen.dtype;
    if (chosen.fell_back()) ++fallbacks[{chosen.wanted, chosen.dtype, t.dims[0]}];
  }
  for (const auto& [key, n] : fallbacks) {
    const auto& [wanted, got, n_cols] = key;
    notes.push_back(std::to_string(n) + (n == 1 ? " tensor" : " tensors") + " with rows of " +
                    std::to_string(n_cols) + ": " + traits(got).name + " instead of " + traits(wanted).name +
                    ", whose blocks of " + std::to_string(traits(wanted).block_elems) +
                    " do not divide them");
  }
}

uint32_t TypeChoice::file_type(std::span<const PlannedTensor> tensors) const {
  if (mix_ != nullptr) return mix_->file_type;
  const DType most = commonest(tensors);
  for (const QuantMix& mix : quant_mixes()) {
    if (mix.base == most) return mix.file_type;
  }
  return 0;
}

std::string TypeChoice::label(std::span<const PlannedTensor> tensors) const {
  return mix_ != nullptr ? mix_->name : traits(commonest(tensors)).name;
}

}  // namespace ondol
