// ondol inspect: what is in a model file, without running it.
#include <memory>

#include "cli/all_commands.h"
#include "cli/inspect_report.h"
#include "cli/model_store.h"
#include "cli/options.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string model;
  bool tensors = false;
  bool full = false;
  bool json = false;
};

int inspect(const Options& options, Output& out) {
  const auto path = resolve_model(options.model);
  if (!path.ok()) return refuse(path.error().message);
  const auto file = GgufFile::open(*path);
  if (!file.ok()) return refuse(file.error().message);
  const InspectReport report = inspect_file(**file);
  if (options.json)
    out.print(json_text(inspect_json(**file, report, options.full)));
  else
    out.print(inspect_text(**file, report, options.tensors, options.full));
  return 0;
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_text(app, "MODEL", options->model, "MODEL", "a GGUF file or a name in the store", Need::required);
  add_flag(app, "--tensors", options->tensors, "list every tensor, not only a summary by type");
  add_flag(app, "--full", options->full, "show long metadata arrays and texts in full");
  add_flag(app, "--json", options->json, "one JSON document, tensors included");
  return [options](Output& out) { return inspect(*options, out); };
}

}  // namespace

const Command kInspect = {
    .name = "inspect",
    .group = "Models on this machine",
    .summary = "metadata, tensors, sizes and memory needs of a model file",
    .usage = "MODEL [--tensors] [--full] [--json]",
    .about =
        "Reads the file's header only; a file of any architecture can be inspected, also one that Ondol does "
        "not run. The memory lines are for one session with an f16 cache.",
    .examples =
        "ondol inspect model.gguf\nondol inspect model.gguf --tensors\n"
        "ondol inspect model.gguf --json | jq .types",
    .define = define,
};

}  // namespace ondol::cli
