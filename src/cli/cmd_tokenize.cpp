// ondol tokenize: a text as a model's tokens. Reads the vocabulary only.
#include <memory>

#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/json.h"
#include "cli/model_store.h"
#include "cli/options.h"
#include "cli/text_input.h"
#include "format/gguf.h"
#include "models/tokenizer_from_gguf.h"
#include "text/tokenizer.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string model, text;
  bool special = false, json = false;
};

Result<std::unique_ptr<Tokenizer>> open_tokenizer(const std::string& model) {
  ONDOL_ASSIGN(const std::string path, resolve_model(model));
  ONDOL_ASSIGN(const auto file, GgufFile::open(path));
  ONDOL_ASSIGN(TokenizerSpec spec, tokenizer_spec_from_gguf(*file));
  auto tokenizer = Tokenizer::create(std::move(spec));
  if (!tokenizer.ok()) return std::move(tokenizer).error().within(path);
  return tokenizer;
}

Result<std::string> tokenize(const Options& options) {
  ONDOL_ASSIGN(const auto tokenizer, open_tokenizer(options.model));
  ONDOL_ASSIGN(const std::string text, read_text_argument(options.text));
  ONDOL_ASSIGN(const auto ids,
               tokenizer->encode(text, {.add_special = options.special, .parse_special = options.special}));
  if (options.json) {
    Json pieces = Json::array();
    for (const TokenId id : ids) pieces.push_back(tokenizer->piece(id, true));
    return json_text({{"ids", ids}, {"pieces", pieces}});
  }
  std::string lines;
  for (const TokenId id : ids) {
    // As a JSON string: pieces hold newlines and parts of characters.
    const std::string piece =
        Json(tokenizer->piece(id, true)).dump(-1, ' ', false, Json::error_handler_t::replace);
    lines += std::to_string(id) + "\t" + piece + "\n";
  }
  return lines;
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_text(app, "MODEL", options->model, "MODEL", "a GGUF file or a name in the store", Need::required);
  add_text(app, "TEXT", options->text, "TEXT|@FILE", "the text; @FILE reads it, @- from stdin",
           Need::required);
  add_flag(app, "--special", options->special,
           "add BOS and EOS as the model's metadata says, and take special tokens in the text as such");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return print_or_refuse(tokenize(*options), out); };
}

}  // namespace

const Command kTokenize = {
    .name = "tokenize",
    .group = "Models on this machine",
    .summary = "a text as a model's tokens",
    .usage = "MODEL TEXT|@FILE [--special] [--json]",
    .about =
        "One token a line: its id and its text. Without --special nothing is added and a special token's "
        "name in "
        "the text is ordinary text. A text that begins with - goes after --.\n\n"
        "--json prints {ids, pieces}; bytes of a piece that are part of a character only show as U+FFFD.",
    .examples =
        "ondol tokenize model.gguf \"Hello, world\"\nondol tokenize model.gguf --special --json "
        "\"<|im_start|>user\"\n"
        "ondol tokenize model.gguf @text.txt --json | jq '.ids | length'",
    .define = define,
};

}  // namespace ondol::cli
