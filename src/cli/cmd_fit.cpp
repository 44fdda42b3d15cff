// ondol fit: which model suits a device and a task – an sLM, an sLLM or none – and why.
#include <memory>
#include <optional>

#include "base/atomic_file.h"
#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/chosen_device.h"
#include "cli/fit_json.h"
#include "cli/fit_questions.h"
#include "cli/fit_verify.h"
#include "cli/model_store.h"
#include "cli/options.h"
#include "fit/built_in.h"
#include "fit/report/chart.h"
#include "fit/report/page.h"
#include "fit/report/table.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string device;
  std::optional<std::string> task, chart, report;
  bool any_licence = false;
  bool json = false;
  bool verify = false, no_calibration = false;
  VerifyOptions verification;
};

/// Errors: invalid_argument where the options make no sense together.
Status check(const Options& options) {
  const VerifyOptions& v = options.verification;
  if (!options.verify && (v.model || v.quant || v.n_runs || v.sustain_minutes > 0))
    return Error{ErrorCode::invalid_argument,
                 "--verify-model, --verify-quant, --verify-runs and --sustain need --verify"};
  if (!options.verify) return {};
  if (options.device != "this")
    return Error{
        ErrorCode::invalid_argument,
        "--verify runs the engine on this machine, so it needs --device this, not " + options.device};
  if (!SystemRoot::of_environment().is_this_machine())
    return Error{ErrorCode::invalid_argument,
                 "--verify: this is a recorded machine, which cannot run anything"};
  return {};
}

Result<Verification> verify_here(const Options& options, const fit::DeviceProfile& device,
                                 const fit::Planner& planner, const fit::Plan& plan) {
  ONDOL_ASSIGN(const ModelStore store, ModelStore::of_user());
  VerifyOptions verification = options.verification;
  verification.folder = store.folder();
  if (!options.no_calibration) verification.calibration = store.calibration();
  return verify(device, planner, plan, verification);
}

Status write_file(const std::string& path, const std::string& text) {
  ONDOL_ASSIGN(const auto file, AtomicFile::create(path));
  ONDOL_TRY(file->write(text.data(), text.size()));
  return file->commit();
}

Result<std::string> answer(const Options& options) {
  ONDOL_TRY(check(options));
  ONDOL_ASSIGN(const fit::DeviceProfile device, chosen_device(options.device, !options.no_calibration));
  auto task = options.task ? fit::find_task(*options.task) : ask_for_task();
  if (!task.ok()) return std::move(task).error();
  ONDOL_ASSIGN(auto models, fit::built_in_catalogue());
  ONDOL_ASSIGN(auto constants, fit::built_in_constants());
  const fit::Planner planner(std::move(models), std::move(constants));
  const fit::PlanOptions plan_options{options.any_licence};
  const fit::Plan plan = planner.plan(device, *task, plan_options);
  const fit::Verdict verdict = fit::decide(planner, plan, device, *task, plan_options);
  if (options.chart) ONDOL_TRY(write_file(*options.chart, fit::chart_svg(device, *task, plan)));
  if (options.report) ONDOL_TRY(write_file(*options.report, fit::report_html(device, *task, plan, verdict)));
  std::optional<Verification> verification;
  if (options.verify) {
    ONDOL_ASSIGN(verification, verify_here(options, device, planner, plan));
  }
  if (options.json) {
    Json json = fit_json(device, *task, plan, verdict);
    if (verification) json["verify"] = verification_json(*verification);
    return json_text(json);
  }
  return fit::report_text(device, *task, plan, verdict) +
         (verification ? verification_text(*verification) : "");
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_text(app, "--device", options->device, "NAME|FILE|this",
           "a device that comes with Ondol, a profile, or this machine", Need::required);
  add_text(app, "--task", options->task, "NAME|FILE",
           "a task that comes with Ondol, or a profile; without it, three questions");
  add_flag(app, "--any-licence", options->any_licence,
           "consider models that may not be used commercially, too");
  add_text(app, "--chart", options->chart, "OUT.svg", "draw quality against speed");
  add_text(app, "--report", options->report, "OUT.html", "write all of it as one page");
  add_flag(
      app, "--verify", options->verify,
      "run the engine on random weights of the chosen model's shape, and show prediction and measurement");
  add_text(app, "--verify-model", options->verification.model, "NAME", "verify this model instead");
  add_text(app, "--verify-quant", options->verification.quant, "TYPE", "in this type");
  add_int(app, "--verify-runs", options->verification.n_runs, 1, 100,
          "run it so often; by default five times, three where one takes long");
  add_real(app, "--sustain", options->verification.sustain_minutes, 0, 600,
           "with --verify: minutes to go on generating for, showing what is left of the speed");
  add_flag(app, "--no-calibration", options->no_calibration,
           "neither use what was verified on this device before, nor keep what is verified now");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return print_or_refuse(answer(*options), out); };
}

}  // namespace

const Command kFit = {
    .name = "fit",
    .group = "Choose a model",
    .summary = "which model suits a device and a task: an sLM, an sLLM or none, and why",
    .usage =
        "--device NAME|FILE|this [--task NAME|FILE] [--json] [--chart SVG] [--report HTML]\n"
        "      --device this [--task NAME|FILE] --verify [--verify-model NAME] [--sustain MINUTES]",
    .about =
        "Computes memory, speed and energy of every model of the catalogue on the device, in several types "
        "of weights, "
        "and holds them and the models' published scores against what the task needs. Nothing is downloaded. "
        "Energy is "
        "modelled unless a meter was read, and speeds are predicted.\n\n"
        "--json prints {device, task, verdict: {class: sLM|sLLM|none, model, quant, kv, context, threads, "
        "reason, "
        "runner_up, would_change}, candidates: [{model, quant, context, fits, rejected_because, predicted: "
        "{peak_rss_bytes, load_ms, ttft_ms, prompt_tok_s, generate_tok_s, joules_per_request, "
        "joules_source}}]}. "
        "Ends with 0 also where nothing suits.\n\n"
        "--verify writes a file of exactly the chosen model's shape with random weights beside the models, "
        "runs "
        "the engine on it in processes of its own and removes it; where nothing fits it takes the nearest "
        "that "
        "the memory holds. Memory is the peak of such a process with the whole file and a full context in "
        "memory; loading is from storage. What was learnt corrects later predictions for this device. --json "
        "then has verify: {model, quant, threads, prompt_tokens, shared_prompt_tokens, answer_tokens, runs, "
        "figures: {NAME: {unit, predicted, measured, error_percent, spread_percent, runs}}, notes, "
        "sustained}.",
    .examples =
        "ondol fit --device smart-speaker --task home-commands\nondol fit --device this --task "
        "complex-reasoning\n"
        "ondol fit --device my-board.toml --task my-task.toml --json\n"
        "ondol fit --device this --task home-commands --verify",
    .define = define,
};

}  // namespace ondol::cli
