// ondol list: the models in the local store.
#include <memory>

#include "base/size.h"
#include "cli/all_commands.h"
#include "cli/json.h"
#include "cli/model_store.h"
#include "cli/options.h"

namespace ondol::cli {

namespace {

struct Options {
  bool names = false;
  bool json = false;
};

int list(const Options& options, Output& out) {
  const auto store = ModelStore::of_user();
  if (!store.ok()) return refuse(store.error().message);
  const auto models = store->list();
  if (!models.ok()) return refuse(models.error().message);
  Json document = {{"folder", store->folder()}, {"models", Json::array()}};
  std::string text;
  size_t width = 0;
  for (const StoredModel& model : *models) width = std::max(width, model.name.size());
  for (const StoredModel& model : *models) {
    document["models"].push_back({{"name", model.name}, {"path", model.path}, {"bytes", model.size_bytes}});
    text += model.name;
    if (!options.names)
      text += std::string(width + 2 - model.name.size(), ' ') + format_bytes(model.size_bytes);
    text += "\n";
  }
  if (options.json)
    text = json_text(document);
  else if (models->empty() && !options.names)
    text = "no models yet; put GGUF files into " + store->folder() + "\n";
  out.print(text);
  return 0;
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_flag(app, "-q,--names", options->names, "names only, one a line");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return list(*options, out); };
}

}  // namespace

const Command kList = {
    .name = "list",
    .group = "Models on this machine",
    .summary = "the models in the local store",
    .usage = "[--names] [--json]",
    .about =
        "The store is a folder of GGUF files: $ONDOL_HOME, by default ~/.local/share/ondol/models. A model's "
        "name is its file name without .gguf, and commands take that name as MODEL.",
    .examples = "ondol list\nondol list --json",
    .define = define,
};

}  // namespace ondol::cli
