// A GGUF file of exactly a catalogue model's shape in a given type, with random weights: what --verify runs
// the real engine on, so that memory and speed can be measured without downloading anything. Its text makes
// no sense.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "fit/catalogue.h"
#include "tensor/quant_mix.h"

namespace ondol::fit {

/// One tensor of such a file.
struct ShapeTensor {
  std::string name;
  DType dtype = DType::f32;
  int64_t n_rows = 1, n_cols = 0;  ///< n_rows 1: a vector
};

/// All of them, in the file's order. Errors: unsupported, for shapes that the engine has no layers for or
/// that nobody knows.
Result<std::vector<ShapeTensor>> shape_tensors(const CatalogueModel& model, const QuantMix& mix);

/// Written piece by piece (a few rows are held in memory) and atomically. progress: bytes done and total;
/// false stops. Errors: unsupported, io (also for too little space, before the first byte), cancelled.
Status write_random_model(const CatalogueModel& model, const QuantMix& mix, const std::string& path,
                          const std::function<bool(uint64_t, uint64_t)>& progress = nullptr);

}  // namespace ondol::fit
