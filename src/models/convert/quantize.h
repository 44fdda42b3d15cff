// GGUF → GGUF with other tensor types: quantise, requantise, or dequantise to F32, F16, BF16.
#pragma once

#include <string>

#include "models/convert/convert.h"

namespace ondol {

struct QuantizeOptions {
  /// A name of quant_mix.h ("Q4_K_M", "Q8_0", "F16", …, any case). Required.
  std::string type;
  /// Every matrix gets the plain type, no mix of better types where they matter more.
  bool pure = false;
  int n_threads = 1;
};

/// Metadata is copied. A source that is already quantised is allowed, with a note. in and out may be the
/// same path. Errors as convert_hf.
Result<ConvertReport> quantize_gguf(const std::string& in, const std::string& out,
                                    const QuantizeOptions& options,
                                    const ConvertProgressFn& progress = nullptr);

}  // namespace ondol
