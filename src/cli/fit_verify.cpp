#include "cli/fit_verify.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/nearest.h"
#include "base/try.h"
#include "cli/engine_run.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "fit/energy/meter.h"
#include "fit/plan/memory.h"
#include "fit/plan/verdict.h"
#include "fit/plan/words.h"
#include "fit/verify/calibration.h"
#include "fit/verify/random_model.h"

namespace ondol::cli {

namespace {

constexpr size_t kRuns = 5, kFewestRuns = 3;
constexpr double kLongestRun_s = 25;     // longer ones are repeated less often
constexpr double kLongestAnswer_s = 10;  // an answer is cut to about this
constexpr double kRepeatUpTo_s = 1;      // in one process, where a request takes less

/// What the engine is asked for, and what the planner says of exactly that.
struct Task {
  const fit::Candidate& candidate;
  RequestShape request;
  MemoryPlan memory;
  fit::Speed speed;
  double joules = 0;  ///< of a request, with what the device takes at rest

  double run_s() const { return (speed.load_ms + speed.ttft_cold_ms) / 1e3 + answer_s(); }
  double answer_s() const { return static_cast<double>(request.n_generate) / speed.generate_tok_s; }
};

RequestShape request_of(const fit::Candidate& c) {
  RequestShape shape{c.work.prompt_tokens, c.work.shared_prompt_tokens, c.work.answer_tokens};
  const auto fits = static_cast<int64_t>(kLongestAnswer_s * c.speed.generate_tok_s);
  shape.n_generate = std::min(shape.n_generate, std::max<int64_t>(fits, 8));
  return shape;
}

Result<Task> predict(const fit::Candidate& c, const fit::DeviceProfile& device,
                     const fit::PlanConstants& constants) {
  ONDOL_ASSIGN(const fit::ShapedModel shape, fit::shape_model(*c.model, *c.quant->mix, constants));
  Task task{c, request_of(c), {}, {}, 0};
  const RequestShape& r = task.request;
  const int64_t n_ctx = r.n_prompt + std::max<int64_t>(r.n_generate, 1);
  const fit::Workload work{r.n_prompt, r.n_shared, r.n_generate, n_ctx};
  task.memory = fit::predict_memory(shape, fit::kernels_for(device), fit::resident_bytes(device, constants),
                                    c.kv, c.threads, n_ctx, 1, 1e18);
  task.speed = fit::predict_speed(device, constants, shape, work, c.kv, c.threads, task.memory.n_batch);
  fit::Speed whole = task.speed;  // the measurement counts the whole prompt
  whole.request_s += (whole.ttft_cold_ms - whole.ttft_ms) / 1e3;
  task.joules = fit::predict_energy(device, constants, whole, c.threads, 1).joules +
                device.idle_watt.value * whole.request_s;
  return task;
}

/// A file that has no name: it is gone when the last process that has it open ends, however that ends.
class NamelessFile {
 public:
  static Result<NamelessFile> take(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY);  // without O_CLOEXEC: for the processes that measure
    ::unlink(path.c_str());
    if (fd < 0) return Error{ErrorCode::io, path + ": cannot open what was just written"};
    return NamelessFile(fd);
  }
  NamelessFile(NamelessFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  ~NamelessFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }
  /// So that the next to read it reads from storage.
  void forget_pages() const { ::posix_fadvise(fd_, 0, 0, POSIX_FADV_DONTNEED); }

 private:
  explicit NamelessFile(int fd) : fd_(fd) {}
  int fd_;
};

double free_disk_bytes(const std::string& folder) {
  struct statvfs fs {};
  double bytes = ::statvfs(folder.c_str(), &fs) == 0
                     ? static_cast<double>(fs.f_bavail) * static_cast<double>(fs.f_frsize)
                     : 0;
  rlimit limit{};
  if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    bytes = std::min(bytes, static_cast<double>(limit.rlim_cur));
  return bytes;
}

Result<NamelessFile> write_model(const fit::Candidate& c, const std::string& folder) {
  const std::string path = folder + "/.verify.tmp";
  Progress progress("writing " + fit::size_words(static_cast<double>(c.file_bytes)) + " of random weights");
  ONDOL_TRY(fit::write_random_model(*c.model, *c.quant->mix, path, [&](uint64_t done, uint64_t total) {
    progress.update(done, total);
    return !InterruptScope::interrupted();
  }));
  return NamelessFile::take(path);
}

Result<std::vector<EngineRun>> run_all(const Task& task, const NamelessFile& file,
                                       const VerifyOptions& options) {
  EngineRunOptions run;
  run.path = file.path();
  run.request = task.request;
  run.n_threads = task.candidate.threads;
  run.kv = task.candidate.kv == KvType::q8_0 ? "q8_0" : "f16";
  const double request_s = task.speed.ttft_cold_ms / 1e3 + task.answer_s();
  run.n_reps = std::clamp<int64_t>(static_cast<int64_t>(kRepeatUpTo_s / std::max(request_s, 1e-3)), 1, 5);
  const auto n_runs =
      static_cast<size_t>(options.n_runs.value_or(task.run_s() > kLongestRun_s ? kFewestRuns : kRuns));
  const double whole_s = task.run_s() * static_cast<double>(n_runs) + options.sustain_minutes * 60;
  Progress progress("measuring");
  const double start = fit::steady_seconds();
  run.tick = [&] {
    // By the predicted time: the runs themselves say nothing until they end.
    const double part = std::min((fit::steady_seconds() - start) / whole_s, 0.99);
    progress.update(static_cast<uint64_t>(part * 1000), 1000);
    return !InterruptScope::interrupted();
  };
  std::vector<EngineRun> runs;
  for (size_t i = 0; i < n_runs; ++i) {
    progress.relabel("measuring, run " + std::to_string(i + 1) + " of " + std::to_string(n_runs));
    run.sustain_minutes = i + 1 == n_runs ? options.sustain_minutes : 0;
    file.forget_pages();
    ONDOL_ASSIGN(EngineRun done, run_engine(run));
    runs.push_back(std::move(done));
  }
  return runs;
}

std::vector<fit::Compared> compare(const Task& task, const std::vector<EngineRun>& runs) {
  using fit::FigureUnit;
  std::vector<fit::Compared> figures;
  const auto add = [&](const char* name, FigureUnit unit, double predicted, double EngineRun::*measured) {
    fit::Compared figure{name, unit, predicted, {}, ""};
    for (const EngineRun& run : runs) figure.measured.push_back(run.*measured);
    figures.push_back(std::move(figure));
  };
  add("memory", FigureUnit::bytes, static_cast<double>(task.memory.total_bytes()),
      &EngineRun::peak_rss_bytes);
  add("load", FigureUnit::ms, task.speed.load_ms, &EngineRun::load_ms);
  add("first token", FigureUnit::ms, task.speed.ttft_ms, &EngineRun::ttft_ms);
  add("prompt", FigureUnit::tok_s, task.speed.prompt_tok_s, &EngineRun::prompt_tok_s);
  if (task.request.n_generate > 0)
    add("answer", FigureUnit::tok_s, task.speed.generate_tok_s, &EngineRun::generate_tok_s);
  add("energy", FigureUnit::joules, task.joules, &EngineRun::joules);
  if (!runs.front().joules_measured) {
    figures.back().measured.clear();
    figures.back().instead = "modelled, no meter";
  }
  return figures;
}

const fit::Compared* find(const std::vector<fit::Compared>& figures, const char* name) {
  const auto at = std::ranges::find(figures, name, &fit::Compared::name);
  return at == figures.end() ? nullptr : &*at;
}

/// What the next prediction is to know. figures: against a prediction that nothing corrects.
std::string keep(const Task& task, const std::vector<fit::Compared>& figures,
                 const fit::DeviceProfile& device, const std::string& path) {
  fit::Calibration known;
  if (const auto kept = fit::read_calibration(path); kept.ok()) known = *kept;
  fit::CalibrationRow row{task.candidate.model->name, task.candidate.quant->mix->name,
                          task.candidate.threads};
  if (const fit::Compared* answer = find(figures, "answer")) row.decode = answer->ratio();
  row.prefill = find(figures, "prompt")->ratio();
  const fit::Compared& memory = *find(figures, "memory");
  row.memory_bytes = memory.median() - memory.predicted;
  if (!fit::can_be_learnt_from(row))
    return "not kept: more than " + fit::number_words(fit::kLargestRatio) +
           " times off, as on a busy machine or before ondol probe has run";
  fit::add_row(known, fit::rates_fingerprint(device), row);
  const Status written = fit::write_calibration(known, path);
  if (!written.ok()) return "not kept: " + written.error().message;
  const size_t n = known.rows.size();
  return "kept in " + path + ": predictions for this device are corrected by " + std::to_string(n) +
         (n == 1 ? " verified model" : " verified models") + " from now on (--no-calibration leaves it out)";
}

}  // namespace

Result<const fit::Candidate*> candidate_to_verify(const fit::Plan& plan, const fit::DeviceProfile& device,
                                                  const VerifyOptions& options) {
  const fit::Candidate* found = nullptr;
  if (!options.model && plan.best == nullptr) {
    for (const fit::Candidate& c : plan.candidates)
      if (found == nullptr && c.is_for_device() && c.computed &&
          static_cast<double>(c.memory.total_bytes()) <= device.available_bytes.value)
        found = &c;
    if (found == nullptr)
      return Error{
          ErrorCode::not_found,
          "nothing fits, so there is nothing to verify; --verify-model NAME measures a model anyway"};
  }
  const std::string name = options.model ? *options.model
                           : plan.best   ? plan.best->model->name
                                         : found->model->name;
  if (found == nullptr && !options.model) found = plan.best;
  Nearest nearest, nearest_quant;
  if (options.model || options.quant) {
    found = nullptr;
    for (const fit::Candidate& c : plan.candidates) {
      nearest.offer(name, c.model->name, c.model->name);
      if (c.model->name != name) continue;
      if (options.quant) nearest_quant.offer(*options.quant, c.quant->mix->name, c.quant->mix->name);
      if (found == nullptr && (!options.quant || c.quant->mix->name == *options.quant)) found = &c;
    }
  }
  if (found == nullptr && nearest.name != name)
    return Error{ErrorCode::not_found, "--verify-model: no model \"" + on_one_line(name) +
                                           "\" in the catalogue; the nearest is " + nearest.name};
  if (found == nullptr)
    return Error{ErrorCode::not_found, "--verify-quant: " + name + " is not planned in \"" +
                                           on_one_line(*options.quant) + "\"; the nearest is " +
                                           nearest_quant.name};
  if (!found->computed)
    return Error{ErrorCode::unsupported, name + " cannot be verified: " + fit::rejection_words(*found)};
  if (found->work.prompt_tokens + std::max<int64_t>(found->work.answer_tokens, 1) >
      found->model->shape->n_ctx)
    return Error{ErrorCode::invalid_argument,
                 name + " cannot be verified: the task's " + std::to_string(found->work.prompt_tokens) +
                     " tokens of prompt and its answer are more than its context of " +
                     std::to_string(found->model->shape->n_ctx)};
  return found;
}

Status check_room(double memory_needed, double memory_free, double disk_needed, double disk_free,
                  const std::string& folder) {
  const auto missing = [](const char* what, double needed, double free, const std::string& where) {
    return Error{ErrorCode::over_budget, std::string("--verify needs ") + fit::size_words(needed) + " of " +
                                             what + where + ", " + fit::size_words(free) +
                                             " free: " + fit::size_words(needed - free) + " missing"};
  };
  if (memory_needed > memory_free) return missing("memory", memory_needed, memory_free, "");
  if (disk_needed > disk_free) return missing("disk", disk_needed, disk_free, " in " + folder);
  return {};
}

Result<Verification> verify(const fit::DeviceProfile& device, const fit::Planner& planner,
                            const fit::Plan& plan, const VerifyOptions& options) {
  ONDOL_ASSIGN(const fit::Candidate* const candidate, candidate_to_verify(plan, device, options));
  ONDOL_ASSIGN(const Task task, predict(*candidate, device, planner.constants()));
  std::error_code ignored;
  std::filesystem::create_directories(options.folder, ignored);
  ONDOL_TRY(check_room(static_cast<double>(task.memory.total_bytes()), device.available_bytes.value,
                       static_cast<double>(candidate->file_bytes), free_disk_bytes(options.folder),
                       options.folder));
  const InterruptScope interrupt;
  ONDOL_ASSIGN(const NamelessFile file, write_model(*candidate, options.folder));
  ONDOL_ASSIGN(const auto runs, run_all(task, file, options));

  Verification out;
  out.candidate = candidate;
  out.request = task.request;
  out.n_runs = runs.size();
  out.figures = compare(task, runs);
  out.sustained = runs.back().sustained;
  if (task.request.n_generate < candidate->work.answer_tokens)
    out.notes.push_back("the answer was cut to " + std::to_string(task.request.n_generate) +
                        " of the task's " + std::to_string(candidate->work.answer_tokens) + " tokens");
  if (runs.front().joules_measured) out.notes.push_back("energy by " + runs.front().joules_from);
  if (options.calibration.empty()) return out;
  fit::DeviceProfile plain = device;
  plain.corrections = {};
  ONDOL_ASSIGN(const Task uncorrected, predict(*candidate, plain, planner.constants()));
  out.notes.push_back(keep(uncorrected, compare(uncorrected, runs), plain, options.calibration));
  return out;
}

std::string verification_text(const Verification& v) {
  std::string request = std::to_string(v.request.n_prompt) + " tokens of prompt";
  if (v.request.n_shared > 0)
    request += " (" + std::to_string(v.request.n_shared) + " of them there already)";
  if (v.request.n_generate > 0) request += ", " + std::to_string(v.request.n_generate) + " of answer";
  std::string text = "\nPredicted and measured: " + fit::short_name(*v.candidate) + " with random weights, " +
                     std::to_string(v.candidate->threads) +
                     (v.candidate->threads == 1 ? " thread, " : " threads, ") + request + "; medians of " +
                     std::to_string(v.n_runs) + " runs\n" + fit::comparison_text(v.figures);
  for (const std::string& note : v.notes) text += "  " + note + "\n";
  if (!v.sustained.empty()) text += "\nGenerating on and on\n" + sustained_text(v.sustained);
  return text;
}

Json verification_json(const Verification& v) {
  constexpr const char* kUnits[] = {"bytes", "ms", "tok_s", "J"};
  Json json = {{"model", v.candidate->model->name},
               {"quant", v.candidate->quant->mix->name},
               {"threads", v.candidate->threads},
               {"prompt_tokens", v.request.n_prompt},
               {"shared_prompt_tokens", v.request.n_shared},
               {"answer_tokens", v.request.n_generate},
               {"runs", v.n_runs},
               {"figures", Json::object()},
               {"notes", v.notes}};
  for (const fit::Compared& figure : v.figures) {
    Json one = {{"unit", kUnits[static_cast<size_t>(figure.unit)]}, {"predicted", figure.predicted}};
    if (figure.measured.empty()) {
      one["measured"] = nullptr;
      one["why"] = figure.instead;
    } else {
      one["measured"] = figure.median();
      one["error_percent"] = figure.error_percent();
      one["spread_percent"] = figure.spread_percent();
      one["runs"] = figure.measured;
    }
    json["figures"][figure.name] = std::move(one);
  }
  if (!v.sustained.empty()) json["sustained"] = sustained_json(v.sustained);
  return json;
}

}  // namespace ondol::cli
