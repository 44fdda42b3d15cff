// ondol rm: removes models from the local store.
#include <memory>

#include "base/size.h"
#include "cli/all_commands.h"
#include "cli/model_store.h"
#include "cli/options.h"

namespace ondol::cli {

namespace {

int remove_all(const std::vector<std::string>& names, Output& out) {
  const auto store = ModelStore::of_user();
  if (!store.ok()) return refuse(store.error().message);
  // All names are looked up before the first file goes, so that a typo removes nothing.
  std::vector<StoredModel> models;
  for (const std::string& name : names) {
    auto model = store->find(name);
    if (!model.ok()) return refuse(model.error().message);
    models.push_back(*std::move(model));
  }
  for (const StoredModel& model : models) {
    if (const Status removed = store->remove(model.name); !removed.ok())
      return refuse(removed.error().message);
    out.print("removed " + model.name + " (" + format_bytes(model.size_bytes) + ")\n");
  }
  return 0;
}

Action define(CLI::App& app) {
  auto names = std::make_shared<std::vector<std::string>>();
  add_texts(app, "NAME", *names, "NAME", "names as ondol list shows them", Need::required);
  return [names](Output& out) { return remove_all(*names, out); };
}

}  // namespace

const Command kRm = {
    .name = "rm",
    .group = "Models on this machine",
    .summary = "remove models from the local store",
    .usage = "NAME...",
    .about = "Only files in the store are removed, never one given by its path.",
    .examples = "ondol rm smollm2-135m-instruct-q4_1",
    .define = define,
};

}  // namespace ondol::cli
