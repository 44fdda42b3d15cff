// ondol convert: a Hugging Face checkpoint, or a llama2.c model, into a GGUF file.
#include <filesystem>
#include <memory>

#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/convert_flags.h"
#include "cli/model_store.h"
#include "cli/options.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string in, out, name, tokenizer;
  ConvertFlags common;
};

Result<ConvertReport> convert(const Options& options, const ConvertProgressFn& progress) {
  const ConvertOptions convert_options{
      .type = options.common.type, .name = options.name, .n_threads = options.common.threads()};
  std::error_code error;
  if (!std::filesystem::exists(options.in, error))
    return Error{ErrorCode::not_found, options.in + ": no such file or folder"};
  if (std::filesystem::is_directory(options.in, error))
    return convert_hf(options.in, options.out, convert_options, progress);
  return convert_llama2c(options.in, options.tokenizer, options.out, convert_options, progress);
}

int run(const Options& options, Output& out) {
  std::error_code error;
  const bool folder = std::filesystem::is_directory(options.in, error);
  if (folder && !options.tokenizer.empty())
    return wrong_usage("convert", "--tokenizer is for llama2.c files; a checkpoint folder has its own");
  if (!folder && options.tokenizer.empty() && std::filesystem::exists(options.in, error))
    return wrong_usage("convert", "a llama2.c file needs --tokenizer TOK.bin");
  return write_model(
      options.common, options.out, "converting",
      [&](const ConvertProgressFn& progress) { return convert(options, progress); }, out);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_text(app, "IN", options->in, "HF_DIR|MODEL.bin", "a checkpoint folder, or a llama2.c model",
           Need::required);
  add_text(app, "OUT", options->out, "OUT.gguf", "the file to write", Need::required);
  add_convert_flags(app, options->common, Need::optional,
                    "the type of the weights; by default what the checkpoint stores");
  add_text(app, "--tokenizer", options->tokenizer, "TOK.bin", "the vocabulary of a llama2.c model");
  add_text(app, "--name", options->name, "NAME", "the model's name in the file; by default the folder's");
  return [options](Output& out) { return run(*options, out); };
}

}  // namespace

const Command kConvert = {
    .name = "convert",
    .group = "Models on this machine",
    .summary = "a Hugging Face checkpoint, or a llama2.c model, into a GGUF file",
    .usage = "HF_DIR|MODEL.bin OUT.gguf [--type T] [--tokenizer TOK.bin] [--json]",
    .about =
        "The folder holds config.json, model.safetensors (or its shards and their index) and tokenizer.json "
        "or "
        "tokenizer.model, as published. One tensor is in memory at a time, and OUT appears under its name "
        "only when it is complete. Notes on stderr say what was left out or could not take its type.\n\n"
        "--json prints {path, bytes, parameters, tensors, architecture, type, notes}.",
    .examples =
        "ondol convert SmolLM2-135M-Instruct/ smollm2.gguf\n"
        "ondol convert Qwen3-0.6B/ qwen3-q4.gguf --type Q4_K_M\n"
        "ondol convert stories260K.bin stories.gguf --tokenizer tok512.bin",
    .define = define,
};

}  // namespace ondol::cli
