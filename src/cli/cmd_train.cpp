// ondol train: a recipe and text into a model file.
#include <memory>

#include "base/cpu.h"
#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/process_info.h"
#include "cli/progress.h"
#include "train/open_mpi.h"
#include "train/recipe.h"
#include "train/trainer.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string recipe, out;
  std::optional<int64_t> n_threads;
  std::optional<uint64_t> memory_bytes;
  bool resume = false, restart = false, json = false;
};

/// "loss 2.31, dev 2.45, 10.7k tok/s, 210 MiB"
std::string progress_label(const train::TrainProgress& now) {
  char text[160];
  if (now.step == 0) return now.phase;
  int n = std::snprintf(text, sizeof text, "%s%sstep %lld, loss %.3f", now.phase.c_str(),
                        now.phase.empty() ? "" : ", ", static_cast<long long>(now.step), now.loss);
  if (now.dev_loss >= 0)
    n += std::snprintf(text + n, sizeof text - static_cast<size_t>(n), ", dev %.3f", now.dev_loss);
  std::snprintf(text + n, sizeof text - static_cast<size_t>(n), ", %.0f tok/s, %.0f MiB", now.tok_s,
                static_cast<double>(peak_rss_bytes()) / (1 << 20));
  return text;
}

Json summary_json(const train::TrainSummary& s) {
  return {{"model", s.model_path},      {"checkpoint", s.checkpoint_path},
          {"log", s.log_path},          {"curve", s.curve_path},
          {"parameters", s.n_params},   {"n_vocab", s.n_vocab},
          {"steps", s.steps},           {"tokens", s.tokens},
          {"minutes", s.minutes},       {"loss", s.loss},
          {"dev_loss", s.dev_loss},     {"dev_accuracy", s.dev_accuracy},
          {"tok_s", s.tok_s},           {"peak_rss_bytes", peak_rss_bytes()},
          {"file_bytes", s.file_bytes}, {"notes", s.notes}};
}

std::string summary_text(const train::TrainSummary& s) {
  char text[400];
  std::snprintf(text, sizeof text,
                "%s: %.2f M parameters, %.2f MiB; %lld steps in %.1f min, %.0f tok/s, peak memory %.0f MiB\n"
                "loss %.4f, dev loss %.4f, %.2f %% of dev targets right; the loss curve is %s\n",
                s.model_path.c_str(), static_cast<double>(s.n_params) / 1e6,
                static_cast<double>(s.file_bytes) / (1 << 20), static_cast<long long>(s.steps), s.minutes,
                s.tok_s, static_cast<double>(peak_rss_bytes()) / (1 << 20), s.loss, s.dev_loss,
                s.dev_accuracy * 100, s.curve_path.c_str());
  return text;
}

Result<train::TrainSummary> train_it(const Options& options) {
  ONDOL_ASSIGN(train::Recipe recipe, train::read_recipe(options.recipe));
  if (!options.out.empty()) recipe.out = options.out;
  const char* why = "";
  const Kernels* kernels = select_kernels(nullptr, &why);
  if (kernels == nullptr) return Error{ErrorCode::unsupported, std::string("ONDOL_TARGET: ") + why};
  train::TrainerOptions trainer;
  trainer.resume = options.resume;
  trainer.restart = options.restart;
  trainer.n_threads = static_cast<int>(options.n_threads.value_or(usable_cpus()));
  trainer.memory_bytes = options.memory_bytes.value_or(0);
  ONDOL_ASSIGN(const auto others, train::join_open_mpi());
  trainer.others = others.get();
  const bool speaks = others == nullptr || others->rank() == 0;
  const InterruptScope interrupt;
  Progress progress("");
  auto summary = train::train_model(recipe, *kernels, trainer, [&](const train::TrainProgress& now) {
    if (speaks) {
      progress.relabel(progress_label(now));
      progress.update(static_cast<uint64_t>(now.fraction * 1e6), 1'000'000);
    }
    return !InterruptScope::interrupted();
  });
  if (others != nullptr && (summary.ok() || summary.error().code == ErrorCode::cancelled)) others->leave();
  if (summary.ok()) summary->quiet = !speaks;
  return summary;
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_text(app, "RECIPE", options->recipe, "RECIPE.toml", "what to train, on what, how", Need::required);
  add_flag(app, "--resume", options->resume, "go on from the recipe's checkpoint");
  add_flag(app, "--restart", options->restart, "begin anew although an unfinished checkpoint is there");
  add_text(app, "--out", options->out, "OUT.gguf", "the model file, instead of the recipe's");
  add_int(app, "-t,--threads", options->n_threads, 1, 512,
          "threads; by default one a CPU that this process may use");
  add_size(app, "--memory", options->memory_bytes, "bytes the whole program may use, as 300M or 1.5G");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) {
    const auto summary = train_it(*options);
    if (!summary.ok()) return refuse(summary.error().message);
    if (summary->quiet) return 0;
    for (const std::string& note : summary->notes) complain(note);
    out.print(options->json ? json_text(summary_json(*summary)) : summary_text(*summary));
    return 0;
  };
}

}  // namespace

const Command kTrain = {
    .name = "train",
    .group = "Make a model",
    .summary = "a recipe and text into a model of your own",
    .usage = "RECIPE.toml [--resume] [--threads N] [--memory SIZE] [--json]",
    .about =
        "Trains a model from scratch on this machine's CPUs and writes it as GGUF, ready for `ondol run`. "
        "Beside the "
        "model lie its checkpoint, a JSON Lines log and the loss curve as a picture (.checkpoint, "
        ".log.jsonl, .svg).\n\n"
        "A checkpoint is written every train.checkpoint_minutes and on Ctrl-C; --resume goes on from it with "
        "the same "
        "bits as a run that was never stopped, with the same number of threads. Memory is planned before the "
        "first "
        "step; what exceeds --memory is refused with the plan.\n\n"
        "Started by Open MPI (mpirun -n N), the processes share each batch and follow the curve of one; "
        "process 0 writes "
        "the files.",
    .examples =
        "ondol train recipes/tiny-shakespeare.toml\n"
        "ondol train recipes/massive-en.toml --threads 2\n"
        "ondol train recipes/tiny-shakespeare.toml --resume\n"
        "mpirun -n 2 ondol train recipes/tiny-shakespeare.toml --threads 1",
    .define = define,
};

}  // namespace ondol::cli
