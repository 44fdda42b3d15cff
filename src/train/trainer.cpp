#include "train/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "base/process_memory.h"
#include "base/thread_pool.h"
#include "base/try.h"
#include "train/checkpoint.h"
#include "train/dataset.h"
#include "train/export_model.h"
#include "train/learner.h"
#include "train/run_log.h"
#include "train/word_bag.h"

namespace ondol::train {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kEpochsApart = 10000;  // of the members of an ensemble

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Warm-up, stable, decay (MiniCPM, arXiv 2404.06395): up in warmup_steps, then 1, then down to 0 in a
/// straight line.
float schedule_at(const TrainRecipe& recipe, int64_t step, double fraction) {
  double scale = 1.0;
  if (recipe.warmup_steps > 0)
    scale = std::min(1.0, static_cast<double>(step) / static_cast<double>(recipe.warmup_steps));
  if (recipe.decay_fraction > 0) scale = std::min(scale, (1.0 - fraction) / recipe.decay_fraction);
  return static_cast<float>(std::max(scale, 0.0));
}

/// One model of a run: the final one, or a teacher of it.
struct Member {
  int64_t index;
  std::string phase, checkpoint, log, curve;
  std::vector<std::vector<float>> teachers;  // parameters of those that were trained before
  const WordBag* bag = nullptr;              // one more teacher
};

std::string beside(const Recipe& recipe, const std::string& suffix) {
  std::filesystem::path path(recipe.out);
  if (path.extension() == ".gguf") path.replace_extension();
  return path.string() + suffix;
}

class Run {
 public:
  Run(const Recipe& recipe, const TrainingData& data, const TrainerOptions& options, Learner& learner,
      const Member& member, const TrainProgressFn& progress)
      : recipe_(recipe),
        data_(data),
        options_(options),
        learner_(learner),
        member_(member),
        progress_(progress),
        rows_a_step_(std::max<int64_t>(1, recipe.train.batch_tokens / recipe.model.n_ctx)) {
    const bool shorter = !member.phase.empty() && recipe.ensemble.teacher_epochs > 0;
    const double epochs = shorter ? recipe.ensemble.teacher_epochs : recipe.train.epochs;
    if (epochs > 0)
      total_steps_ = std::max<int64_t>(1, std::llround(epochs * static_cast<double>(data.train->n_rows()) /
                                                       static_cast<double>(rows_a_step_)));
    else
      total_steps_ = recipe.train.steps;
    state_.data_fingerprint = data.fingerprint;
    state_.n_threads = options.n_threads;
    state_.identity = recipe_identity(recipe) + "member = " + std::to_string(member.index) + "\n";
  }

  Status begin();
  Status go();
  const RunState& state() const { return state_; }
  bool finished() const {
    return total_steps_ > 0 ? state_.step >= total_steps_ : state_.minutes >= recipe_.train.minutes;
  }
  void report(TrainSummary& summary) const;
  Status evaluate();
  Status draw() const { return main_process() ? log_->draw(member_.curve) : Status{}; }

 private:
  bool main_process() const { return options_.others == nullptr || options_.others->rank() == 0; }
  /// Members begin elsewhere and see the data in another order.
  uint64_t seed() const {
    return static_cast<uint64_t>(recipe_.seed) + 1000003 * static_cast<uint64_t>(member_.index);
  }
  double fraction(int64_t step) const {
    return total_steps_ > 0 ? static_cast<double>(step) / static_cast<double>(total_steps_)
                            : std::min(1.0, state_.minutes / recipe_.train.minutes);
  }
  Status resume();
  bool was_finished() const;
  void fill_batch(int64_t step);
  const float* teach();
  Status one_step();
  Status save();
  bool all_agree(bool here) const;
  Error not_finite(const StepReport& report) const;

  const Recipe& recipe_;
  const TrainingData& data_;
  const TrainerOptions& options_;
  Learner& learner_;
  const Member& member_;
  const TrainProgressFn& progress_;
  const int64_t rows_a_step_;
  int64_t total_steps_ = 0;  // 0: until the minutes are over
  RunState state_;
  double minutes_before_ = 0.0;  // of earlier sittings
  int64_t saved_step_ = 0;
  Clock::time_point begin_, saved_;
  std::unique_ptr<RunLog> log_;
  Batch batch_, part_;
  std::vector<float> taught_;
  LogLine line_;
  double dev_loss_ = -1.0, dev_accuracy_ = -1.0;
  double tokens_seen_ = 0.0;
};

Status Run::resume() {
  auto head = read_checkpoint_head(member_.checkpoint);
  if (!head.ok()) return std::move(head).error();
  const RunState& before = head->state;
  if (before.identity != state_.identity)
    return Error{ErrorCode::bad_format,
                 member_.checkpoint +
                     ": ondol.checkpoint.recipe: the recipe has changed since; put it back, or "
                     "start again with --restart"};
  if (before.data_fingerprint != state_.data_fingerprint)
    return Error{ErrorCode::bad_format,
                 member_.checkpoint +
                     ": ondol.checkpoint.data: the training data has changed since; put it back, "
                     "or start again with --restart"};
  ONDOL_TRY(load_checkpoint(member_.checkpoint, learner_));
  state_.step = saved_step_ = before.step;
  state_.minutes = minutes_before_ = before.minutes;
  return {};
}

/// Whether the checkpoint is of a run that reached its end: nothing is lost when another begins.
bool Run::was_finished() const {
  const auto head = read_checkpoint_head(member_.checkpoint);
  if (!head.ok()) return false;
  return total_steps_ > 0 ? head->state.step >= total_steps_ : head->state.minutes >= recipe_.train.minutes;
}

Status Run::begin() {
  std::error_code error;
  const bool exists = std::filesystem::exists(member_.checkpoint, error);
  if (exists && options_.resume) {
    ONDOL_TRY(resume());
  } else if (exists && !options_.restart && !was_finished()) {
    return Error{ErrorCode::invalid_argument,
                 member_.checkpoint +
                     ": a checkpoint of an earlier run; go on with --resume, or start again with --restart"};
  } else if (options_.resume && member_.phase.empty() && member_.teachers.empty()) {
    return Error{ErrorCode::not_found,
                 member_.checkpoint + ": no checkpoint to resume from; start without --resume"};
  } else {
    learner_.initialise(seed());
  }
  if (main_process()) {
    ONDOL_ASSIGN(log_,
                 RunLog::open(member_.log, recipe_.name + (member_.phase.empty() ? "" : ", " + member_.phase),
                              state_.step));
  }
  begin_ = saved_ = Clock::now();
  return {};
}

/// Rows are drawn epoch after epoch; a batch may reach into the next.
void Run::fill_batch(int64_t step) {
  const int64_t n_rows = data_.train->n_rows(), n_tok = data_.train->n_ctx();
  batch_ = {};
  batch_.n_tok = n_tok;
  for (int64_t at = (step - 1) * rows_a_step_, end = at + rows_a_step_; at < end;) {
    const int64_t row = at % n_rows, n = std::min(end - at, n_rows - row);
    data_.train->fill(at / n_rows + kEpochsApart * member_.index, row, n, part_);
    batch_.tokens.insert(batch_.tokens.end(), part_.tokens.begin(), part_.tokens.end());
    batch_.targets.insert(batch_.targets.end(), part_.targets.begin(), part_.targets.end());
    batch_.doc_start.insert(batch_.doc_start.end(), part_.doc_start.begin(), part_.doc_start.end());
    batch_.doc_end.insert(batch_.doc_end.end(), part_.doc_end.begin(), part_.doc_end.end());
    batch_.n_head = part_.n_head;
    batch_.n_seq += n;
    at += n;
  }
}

const float* Run::teach() {
  if (member_.teachers.empty() && member_.bag == nullptr) return nullptr;
  const int64_t n_token = count_with_target(batch_, batch_.n_seq * batch_.n_tok);
  taught_.assign(static_cast<size_t>(n_token * learner_.n_output()), 0.0f);
  for (const std::vector<float>& params : member_.teachers) {
    learner_.add_probabilities(params.data(), batch_, 1.0f / static_cast<float>(member_.teachers.size()),
                               static_cast<float>(recipe_.ensemble.temperature), taught_.data());
  }
  if (member_.bag != nullptr)
    member_.bag->mix(batch_, static_cast<float>(recipe_.ensemble.bag_weight),
                     static_cast<float>(recipe_.ensemble.temperature), learner_.n_output(), taught_.data());
  return taught_.data();
}

Error Run::not_finite(const StepReport& report) const {
  const int64_t first = (state_.step * rows_a_step_) % data_.train->n_rows();
  return {ErrorCode::internal, "step " + std::to_string(state_.step + 1) + " (rows " + std::to_string(first) +
                                   " to " + std::to_string(first + rows_a_step_ - 1) + " of epoch " +
                                   std::to_string(state_.step * rows_a_step_ / data_.train->n_rows()) +
                                   "): " + (std::isfinite(report.loss.nll) ? "the gradient" : "the loss") +
                                   " is no longer a finite number; lower train.lr or train.muon_lr. " +
                                   (saved_step_ > 0 ? "The last good checkpoint is " + member_.checkpoint +
                                                          ", of step " + std::to_string(saved_step_)
                                                    : std::string("No checkpoint had been written yet"))};
}

Status Run::one_step() {
  const Clock::time_point start = Clock::now();
  const int64_t step = state_.step + 1;
  fill_batch(step);
  const float* teacher = teach();
  const StepInput input{&batch_, teacher, step, schedule_at(recipe_.train, step, fraction(step - 1)), seed()};
  const StepReport report = learner_.step(input);
  if (!report.finite()) return not_finite(report);
  state_.step = step;
  const double tokens = static_cast<double>(batch_.n_seq * batch_.n_tok);
  tokens_seen_ += tokens;
  line_ = {};
  line_.step = step;
  line_.loss = report.loss.nll / static_cast<double>(std::max<int64_t>(1, report.loss.n_target));
  line_.lr_scale = static_cast<double>(input.schedule);
  line_.grad_norm = report.grad_norm;
  line_.tok_s = tokens / seconds_since(start);
  return {};
}

Status Run::evaluate() {
  const LossSum dev = learner_.evaluate(*data_.dev);
  const auto n = static_cast<double>(std::max<int64_t>(1, dev.n_target));
  dev_loss_ = line_.dev_loss = dev.nll / n;
  dev_accuracy_ = line_.dev_accuracy = static_cast<double>(dev.n_right) / n;
  return {};
}

Status Run::save() {
  if (main_process()) {
    auto saved = save_checkpoint(member_.checkpoint, state_, data_.tokenizer_spec, learner_);
    if (!saved.ok()) return saved;
  }
  saved_step_ = state_.step;
  saved_ = Clock::now();
  return {};
}

/// False in all processes as soon as it is in one.
bool Run::all_agree(bool here) const {
  if (options_.others == nullptr) return here;
  double against = here ? 0.0 : 1.0;
  options_.others->sum(&against, 1);
  return against == 0.0;
}

Status Run::go() {
  while (!finished()) {
    ONDOL_TRY(one_step());
    state_.minutes = minutes_before_ + seconds_since(begin_) / 60;
    if (options_.others != nullptr) {  // all processes must agree on when the time is over
      double minutes = main_process() ? state_.minutes : 0.0;
      options_.others->sum(&minutes, 1);
      state_.minutes = minutes;
    }
    if (finished() || state_.step % recipe_.train.eval_every_steps == 0) ONDOL_TRY(evaluate());
    line_.seconds = state_.minutes * 60;
    if (log_ != nullptr) ONDOL_TRY(log_->write(line_));
    const double done = fraction(state_.step), elapsed = seconds_since(begin_);
    const TrainProgress now{member_.phase,
                            state_.step,
                            done,
                            line_.loss,
                            dev_loss_,
                            dev_accuracy_,
                            tokens_seen_ / elapsed,
                            done > 0 ? state_.minutes * 60 * (1 - done) / done : 0.0};
    const bool go_on = all_agree(progress_ == nullptr || progress_(now));
    if (!go_on || finished() || seconds_since(saved_) > recipe_.train.checkpoint_minutes * 60)
      ONDOL_TRY(save());
    if (!go_on)
      return Error{ErrorCode::cancelled,
                   "stopped after step " + std::to_string(state_.step) + "; go on with --resume"};
  }
  if (dev_loss_ < 0) ONDOL_TRY(evaluate());  // resumed after the last step
  return {};
}

void Run::report(TrainSummary& summary) const {
  summary.steps = state_.step;
  summary.minutes += state_.minutes;
  summary.loss = line_.loss;
  summary.dev_loss = dev_loss_;
  summary.dev_accuracy = dev_accuracy_;
  summary.tokens = static_cast<int64_t>(tokens_seen_);
  summary.tok_s = tokens_seen_ / std::max(1e-9, seconds_since(begin_));
}

Member member_of(const Recipe& recipe, int64_t teacher) {
  const bool is_teacher = teacher < recipe.ensemble.teachers;
  const std::string name = is_teacher ? ".teacher" + std::to_string(teacher + 1) : "";
  return {teacher,
          is_teacher
              ? "teacher " + std::to_string(teacher + 1) + " of " + std::to_string(recipe.ensemble.teachers)
              : "",
          beside(recipe, name + ".checkpoint"),
          beside(recipe, name + ".log.jsonl"),
          beside(recipe, name + ".svg"),
          {}};
}

Status make_folder(const std::string& file) {
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  if (folder.empty()) return {};
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Error{ErrorCode::io, folder.string() + ": " + error.message()};
  return {};
}

/// The vocabulary of the checkpoint that will be resumed: making it again would give the same, in minutes.
Result<TokenizerSpec> known_tokenizer(const Recipe& recipe) {
  ONDOL_ASSIGN(CheckpointHead head, read_checkpoint_head(checkpoint_path(recipe)));
  return std::move(head.tokenizer);
}

Status train_bag(const Recipe& recipe, WordBag& bag, const TrainProgressFn& report, TrainSummary& summary,
                 std::vector<std::string>& notes) {
  const Clock::time_point begin = Clock::now();
  TrainProgress now;
  now.phase = "bag of words";
  const bool trained = bag.train(static_cast<uint64_t>(recipe.seed), [&](double done) {
    now.fraction = done;
    now.left_s = done > 0 ? seconds_since(begin) * (1 - done) / done : 0.0;
    return report == nullptr || report(now);
  });
  if (!trained)
    return Error{ErrorCode::cancelled, "stopped in the bag of words, which is made again in any case"};
  summary.minutes += seconds_since(begin) / 60;
  char note[80];
  std::snprintf(note, sizeof note, "the bag of words has %.2f %% of the dev part's intents right",
                100 * bag.dev_accuracy());
  notes.push_back(note);
  return {};
}

}  // namespace

std::string checkpoint_path(const Recipe& recipe) { return beside(recipe, ".checkpoint"); }

Result<TrainSummary> train_model(const Recipe& recipe, const Kernels& kernels, const TrainerOptions& options,
                                 const TrainProgressFn& progress) {
  TrainSummary summary;
  ONDOL_TRY(make_folder(recipe.out));
  std::error_code error;
  TrainingData data;
  if (options.resume && std::filesystem::exists(checkpoint_path(recipe), error)) {
    ONDOL_ASSIGN(const TokenizerSpec spec, known_tokenizer(recipe));
    ONDOL_ASSIGN(data, prepare_data(recipe, &spec));
  } else {
    ONDOL_ASSIGN(data, prepare_data(recipe));
  }
  const ModelShape shape = ModelShape::of(recipe.model, data.tokenizer->n_vocab());
  ThreadPool pool(options.n_threads);
  LearnerOptions learner_options;
  learner_options.memory_bytes = options.memory_bytes;
  learner_options.used_bytes = resident_bytes();
  if (recipe.ensemble.bag_weight > 0)
    learner_options.used_bytes += WordBag::bytes(data.heads[static_cast<size_t>(data.document_head)].count);
  learner_options.others = options.others;
  learner_options.first_output = data.first_label;
  learner_options.n_output = data.n_label;
  learner_options.heads = data.heads;
  learner_options.label_weight = data.label_weight;
  std::optional<TokenNgrams> ngrams;
  if (shape.n_bucket > 0) learner_options.ngrams = &ngrams.emplace(*data.tokenizer, shape.n_bucket);
  ONDOL_ASSIGN(const auto learner, Learner::create(recipe, shape, kernels, pool, learner_options));
  std::optional<WordBag> bag;
  if (recipe.ensemble.bag_weight > 0) {
    bag.emplace(data, data.document_head, kernels);
    ONDOL_TRY(train_bag(recipe, *bag, progress, summary, data.notes));
  }
  std::vector<std::vector<float>> teachers;
  for (int64_t i = 0; i <= recipe.ensemble.teachers; ++i) {
    Member member = member_of(recipe, i);
    if (member.phase.empty()) {
      member.teachers = std::move(teachers);
      member.bag = bag ? &*bag : nullptr;
    }
    Run run(recipe, data, options, *learner, member, progress);
    ONDOL_TRY(run.begin());
    ONDOL_TRY(run.go());
    ONDOL_TRY(run.draw());
    run.report(summary);
    if (member.phase.empty()) break;
    const float* params = learner->average() != nullptr ? learner->average() : learner->params();
    teachers.emplace_back(params, params + learner->layout().n_floats());
  }
  const Member last = member_of(recipe, recipe.ensemble.teachers);
  summary.checkpoint_path = last.checkpoint;
  summary.log_path = last.log;
  summary.curve_path = last.curve;
  summary.model_path = recipe.out;
  summary.n_params = learner->layout().n_params();
  summary.n_vocab = shape.n_vocab;
  summary.memory_plan_bytes = learner->memory().total_bytes();
  summary.notes = data.notes;
  if (options.others != nullptr && options.others->rank() != 0) return summary;
  const float* params = learner->average() != nullptr ? learner->average() : learner->params();
  ONDOL_ASSIGN(
      const ConvertReport report,
      export_model(recipe.out, shape, learner->layout(), params, learner->token_table(params),
                   data.tokenizer_spec,
                   {.type = recipe.exported.type, .name = recipe.name, .n_threads = options.n_threads}));
  summary.file_bytes = report.file_bytes;
  summary.notes.insert(summary.notes.end(), report.notes.begin(), report.notes.end());
  return summary;
}

}  // namespace ondol::train
