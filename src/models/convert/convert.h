// Checkpoints → GGUF: Hugging Face directories and llama2.c files. One tensor at a time; the output appears
// under its name only when it is complete.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol {

struct ConvertProgress {
  std::string_view tensor;  ///< the one that was just written
  uint64_t done_bytes = 0;  ///< of the output's tensor data
  uint64_t total_bytes = 0;
};
/// Called after each piece of a tensor. Returning false stops the work: error `cancelled`, nothing written.
using ConvertProgressFn = std::function<bool(const ConvertProgress&)>;

struct ConvertOptions {
  /// A name of quant_mix.h ("Q4_K_M", "Q8_0", "F16", …, any case). Empty: what the checkpoint stores.
  std::string type;
  /// general.name; empty: from the directory's name.
  std::string name;
  int n_threads = 1;
};

struct ConvertReport {
  uint64_t file_bytes = 0;
  uint64_t n_params = 0;
  int n_tensors = 0;
  std::string architecture;
  std::string type;                ///< the mix that was used
  std::vector<std::string> notes;  ///< one line each: what was skipped, guessed, or could not take its type
};

/// dir: config.json, model.safetensors (or the shards of model.safetensors.index.json), tokenizer.json or
/// tokenizer.model, and where there: tokenizer_config.json, generation_config.json, chat_template.jinja.
/// Errors: not_found, bad_format, unsupported (architecture, tokenizer, tensor type), io, cancelled – all
/// name file and field.
Result<ConvertReport> convert_hf(const std::string& dir, const std::string& out,
                                 const ConvertOptions& options, const ConvertProgressFn& progress = nullptr);

/// llama2.c's legacy model.bin with its tokenizer.bin, to the llama architecture in F32 (or options.type).
Result<ConvertReport> convert_llama2c(const std::string& model_bin, const std::string& tokenizer_bin,
                                      const std::string& out, const ConvertOptions& options,
                                      const ConvertProgressFn& progress = nullptr);

}  // namespace ondol
