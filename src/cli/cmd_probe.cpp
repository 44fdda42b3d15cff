// ondol probe: what this device is and what the engine reaches on it.
#include <filesystem>
#include <memory>
#include <optional>

#include "base/size.h"
#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/interrupt.h"
#include "cli/model_store.h"
#include "cli/options.h"
#include "cli/probe_report.h"
#include "cli/progress.h"
#include "fit/probe/probe.h"

namespace ondol::cli {

namespace {

struct Options {
  std::optional<std::string> out;
  int64_t seconds = 60;
  bool json = false;
};

/// Keeps the profile for `ondol fit --device this`; the line that says so.
std::string keep(const fit::DeviceProfile& device, const ModelStore& store) {
  std::error_code ignored;
  std::filesystem::create_directories(store.folder(), ignored);
  const Status written = fit::write_device(device, store.device_profile());
  return written.ok() ? "kept as " + store.device_profile() + " for `ondol fit --device this`"
                      : "not kept for `ondol fit --device this`: " + written.error().message;
}

Result<std::string> run_probe(const Options& options) {
  const char* why = nullptr;
  const Kernels* kernels = select_kernels(nullptr, &why);
  if (kernels == nullptr) return Error{ErrorCode::unsupported, why};
  const auto store = ModelStore::of_user();
  fit::ProbeOptions probe;
  probe.root = SystemRoot::of_environment();
  probe.model_folder = store.ok() ? store->folder() : ".";
  probe.seconds = static_cast<double>(options.seconds);
  fit::ProbeReport report;
  {
    Progress progress("probe");
    const InterruptScope interrupt;
    probe.progress = [&](const char* what, size_t done, size_t total) {
      progress.relabel(std::string("probe: ") + what);
      progress.update(done, total);
      return !InterruptScope::interrupted();
    };
    ONDOL_ASSIGN(report, fit::probe(*kernels, probe));
  }
  if (options.out) ONDOL_TRY(fit::write_device(report.device, *options.out));
  // A recorded machine is not this one.
  if (store.ok() && probe.root.is_this_machine()) report.notes.push_back(keep(report.device, *store));
  return options.json ? probe_json(report) : probe_text(report);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_text(app, "--out", options->out, "FILE", "write the device profile there");
  add_int(app, "--seconds", options->seconds, 1, 600, "to measure for, about; less is noisier");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return print_or_refuse(run_probe(*options), out); };
}

}  // namespace

const Command kProbe = {
    .name = "probe",
    .group = "Choose a model",
    .summary = "what this device is, and what the engine reaches on it",
    .usage = "[--out FILE] [--seconds N] [--json]",
    .about =
        "Asks the system for cores, memory, limits of the container, heat and energy meters, and measures "
        "how "
        "fast memory and storage are read and how fast the engine multiplies each type of weights, for "
        "several "
        "numbers of threads. Every figure says where it comes from and how far repeated values differ; a "
        "machine that is busy with other things is told so.\n\n"
        "The result is a device profile. It is kept beside the models for `ondol fit --device this`, and "
        "written to FILE too where that is given. Storage is measured where the models lie "
        "(see `ondol list`), with a temporary file of at most 64 MiB that is removed.",
    .examples = "ondol probe\nondol probe --out device.toml\nondol probe --json --seconds 20",
    .define = define,
};

}  // namespace ondol::cli
