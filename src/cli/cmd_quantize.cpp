// ondol quantize: a GGUF file with other types of weights.
#include <memory>

#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/convert_flags.h"
#include "cli/model_store.h"
#include "cli/options.h"
#include "models/convert/quantize.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string in, out;
  ConvertFlags common;
  bool pure = false;
};

Result<ConvertReport> quantize(const Options& options, const ConvertProgressFn& progress) {
  ONDOL_ASSIGN(const std::string in, resolve_model(options.in));
  return quantize_gguf(
      in, options.out,
      {.type = options.common.type, .pure = options.pure, .n_threads = options.common.threads()}, progress);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_text(app, "IN", options->in, "MODEL", "a GGUF file or a name in the store", Need::required);
  add_text(app, "OUT", options->out, "OUT.gguf", "the file to write", Need::required);
  add_convert_flags(app, options->common, Need::required, "the type of the weights");
  add_flag(app, "--pure", options->pure, "every matrix the plain type, none better where it matters more");
  return [options](Output& out) {
    return write_model(
        options->common, options->out, "quantizing",
        [&](const ConvertProgressFn& progress) { return quantize(*options, progress); }, out);
  };
}

}  // namespace

const Command kQuantize = {
    .name = "quantize",
    .group = "Models on this machine",
    .summary = "a GGUF file with other types of weights",
    .usage = "IN OUT.gguf --type T [--pure] [--json]",
    .about =
        "Metadata is copied. Types with _S, _M or _L are mixes: tensors that matter more get more bits. A "
        "matrix "
        "whose rows are not whole blocks of the type gets another type, and a note says which. F32, F16 and "
        "BF16 "
        "dequantise. The file is the same on every machine, whatever its threads and instruction sets, and "
        "appears under its name only when it is complete.\n\n"
        "--json prints {path, bytes, parameters, tensors, architecture, type, notes}.",
    .examples =
        "ondol quantize model-f16.gguf model-q4.gguf --type Q4_K_M\n"
        "ondol quantize model-q4.gguf back.gguf --type F32",
    .define = define,
};

}  // namespace ondol::cli
