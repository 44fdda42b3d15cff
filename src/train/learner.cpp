#include "train/learner.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/try.h"
#include "train/random.h"

namespace ondol::train {
namespace {

// Tokens of one pass: enough that products run at full speed, few enough that activations stay near the
// cores.
constexpr int64_t kMicroBatchTokens = 512;
constexpr int64_t kReduceGrain = 4096;

std::string mebibytes(uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MiB", static_cast<double>(bytes) / (1 << 20));
  return text;
}

Error over_budget(const LearnerPlan& plan, const LearnerOptions& options, const LearnerPlan& smallest) {
  std::string line = "--memory: training needs " + mebibytes(plan.total_bytes() + options.used_bytes) +
                     " of " + mebibytes(options.memory_bytes) + " allowed: parameters " +
                     mebibytes(plan.parameters_bytes) + ", packed copies " + mebibytes(plan.packed_bytes) +
                     ", optimizer " + mebibytes(plan.optimizer_bytes) + ", gradients and activations " +
                     mebibytes(plan.lanes_bytes) + ", data and program " + mebibytes(options.used_bytes) +
                     "; ";
  if (smallest.total_bytes() + options.used_bytes <= options.memory_bytes) {
    line += "with --threads 1 and train.micro_batch_tokens = " + std::to_string(smallest.micro_batch_tokens) +
            " it takes " + mebibytes(smallest.total_bytes() + options.used_bytes);
  } else {
    line += "with --threads 1 and one row at a time it still takes " +
            mebibytes(smallest.total_bytes() + options.used_bytes) +
            ": make the model or the vocabulary smaller";
  }
  return {ErrorCode::over_budget, line};
}

}  // namespace

bool StepReport::finite() const { return std::isfinite(loss.nll) && std::isfinite(grad_norm); }

Learner::Learner(const Recipe& recipe, const ModelShape& shape, const Kernels& kernels, ThreadPool& pool,
                 const LearnerOptions& options)
    : recipe_(recipe),
      shape_(shape),
      layout_(shape),
      kernels_(kernels),
      gemm_(recipe.train.precision == Precision::bf16 ? kernels.train->bf16 : kernels.train->f32),
      pool_(pool),
      others_(options.others),
      ngrams_(options.ngrams),
      heads_(options.heads.begin(), options.heads.end()),
      label_weight_(options.label_weight),
      first_output_(options.first_output),
      n_output_(options.n_output > 0 ? options.n_output : shape.n_vocab) {
  const int64_t tokens =
      recipe.train.micro_batch_tokens > 0 ? recipe.train.micro_batch_tokens : kMicroBatchTokens;
  max_seq_ = std::max<int64_t>(1, tokens / shape.n_ctx);
  if (heads_.empty()) heads_.push_back({0, n_output_});
}

LearnerPlan Learner::lay_out(Arena& arena) {
  LearnerPlan plan;
  uint64_t before = arena.used_bytes();
  const auto since = [&] {
    const uint64_t taken = arena.used_bytes() - before;
    before = arena.used_bytes();
    return taken;
  };
  const auto floats = [&](int64_t n) { return arena.take_array<float>(static_cast<uint64_t>(n)); };
  params_ = floats(layout_.n_floats());
  if (recipe_.train.ema > 0) average_ = floats(layout_.n_floats());
  if (ngrams_ != nullptr) table_ = floats(shape_.n_vocab * shape_.d_model);
  cos_ = floats(shape_.n_ctx * shape_.d_head / 2);
  sin_ = floats(shape_.n_ctx * shape_.d_head / 2);
  plan.parameters_bytes = since();
  weights_ = std::make_unique<PackedWeights>(layout_, gemm_, first_output_, n_output_, arena);
  plan.packed_bytes = since();
  optimizer_ = std::make_unique<Optimizer>(layout_, recipe_.train, kernels_, pool_.size(), arena);
  plan.optimizer_bytes = since();
  lanes_.clear();
  for (int t = 0; t < pool_.size(); ++t) {
    lanes_.push_back(std::make_unique<Lane>(shape_, layout_, gemm_, max_seq_, n_output_, true, arena));
  }
  plan.lanes_bytes = since();
  plan.micro_batch_tokens = max_seq_ * shape_.n_ctx;
  sums_.resize(lanes_.size());
  squares_.resize(lanes_.size());
  return plan;
}

LearnerPlan Learner::plan(const Recipe& recipe, const ModelShape& shape, const Kernels& kernels,
                          int n_threads, const LearnerOptions& options) {
  ThreadPool pool(n_threads);
  Arena measure;
  return Learner(recipe, shape, kernels, pool, options).lay_out(measure);
}

Result<std::unique_ptr<Learner>> Learner::create(const Recipe& recipe, const ModelShape& shape,
                                                 const Kernels& kernels, ThreadPool& pool,
                                                 const LearnerOptions& options) {
  std::unique_ptr<Learner> learner(new Learner(recipe, shape, kernels, pool, options));
  Arena measure;
  const LearnerPlan plan = learner->lay_out(measure);
  if (options.memory_bytes > 0 && plan.total_bytes() + options.used_bytes > options.memory_bytes) {
    Recipe least = recipe;
    least.train.micro_batch_tokens = shape.n_ctx;
    return over_budget(plan, options, Learner::plan(least, shape, kernels, 1, options));
  }
  ONDOL_ASSIGN(learner->arena_, Arena::create(measure.used_bytes()));
  learner->plan_ = learner->lay_out(learner->arena_);
  fill_rope_tables(shape, learner->cos_, learner->sin_);
  return learner;
}

void Learner::initialise(uint64_t seed) {
  train::initialise(layout_, shape_, recipe_.model, seed, params_);
  if (average_ != nullptr) std::copy_n(params_, layout_.n_floats(), average_);
  used_ = nullptr;
}

Network Learner::network(const float* params) const {
  const float* own = params + layout_.at(layout_.embedding()).offset;
  return {shape_, layout_, *weights_, params, kernels_, gemm_, cos_, sin_, table_ != nullptr ? table_ : own,
          heads_};
}

std::pair<int64_t, int64_t> Learner::columns(int thread) const {
  constexpr int64_t line = 16;  // floats; threads do not share one
  return ThreadPool::share(shape_.d_model, line, thread, pool_.size());
}

void Learner::use(const float* params, int thread) {
  if (used_ != params) {
    if (ngrams_ != nullptr) {
      const auto [begin, end] = columns(thread);
      ngrams_->fold(table_, params + layout_.at(layout_.embedding()).offset,
                    params + layout_.at(layout_.ngrams()).offset, shape_.d_model, begin, end);
      pool_.barrier();
    }
    weights_->pack(params, network(params).token_table, thread, pool_.size());
  }
  pool_.barrier();
  if (thread == 0) used_ = params;
}

const float* Learner::token_table(const float* params) {
  pool_.run([&](int thread) { use(params, thread); });
  return network(params).token_table;
}

MicroBatch Learner::rows(const Batch& batch, int64_t first, int64_t n_seq) const {
  const int64_t at = first * batch.n_tok;
  return {.n_seq = n_seq,
          .n_tok = batch.n_tok,
          .tokens = batch.tokens.data() + at,
          .targets = batch.targets.data() + at * batch.n_head,
          .doc_start = batch.doc_start.data() + at,
          .first_row = first,
          .doc_end = batch.doc_end.empty() ? nullptr : batch.doc_end.data() + at,
          .n_head = batch.n_head};
}

void Learner::accumulate(const StepInput& input, float weight, int thread) {
  const Batch& batch = *input.batch;
  Lane& lane = *lanes_[static_cast<size_t>(thread)];
  std::fill_n(lane.gradients(), layout_.n_floats(), 0.0f);
  LossSum& sum = sums_[static_cast<size_t>(thread)] = {};
  const int ranks = others_ != nullptr ? others_->size() : 1, rank = others_ != nullptr ? others_->rank() : 0;
  const auto [rank_begin, rank_end] = ThreadPool::share(batch.n_seq, 1, rank, ranks);
  const auto [begin, end] = ThreadPool::share(rank_end - rank_begin, 1, thread, pool_.size());
  LossOptions options;
  options.weight = weight;
  options.dropout_key = mix_bits(input.seed ^ mix_bits(static_cast<uint64_t>(input.step)));
  if (!label_weight_.empty()) options.label_weight = label_weight_.data();
  options.label_smoothing = static_cast<float>(recipe_.train.label_smoothing);
  for (int64_t row = rank_begin + begin; row < rank_begin + end;) {
    const int64_t n_seq = std::min(max_seq_, rank_begin + end - row);
    MicroBatch micro = rows(batch, row, n_seq);
    if (input.teacher != nullptr) {
      micro.teacher = input.teacher + count_with_target(batch, row * batch.n_tok) * n_output_;
      options.distill = static_cast<float>(recipe_.ensemble.distill_weight);
    }
    const LossSum here = lane.forward_backward(network(params_), micro, options);
    sum.nll += here.nll;
    sum.n_target += here.n_target;
    sum.n_right += here.n_right;
    row += n_seq;
  }
}

void Learner::reduce_gradients(int thread) {
  const auto [begin, end] = ThreadPool::share(layout_.n_floats(), kReduceGrain, thread, pool_.size());
  float* total = lanes_[0]->gradients();
  for (size_t t = 1; t < lanes_.size(); ++t) {
    kernels_.add(total + begin, total + begin, lanes_[t]->gradients() + begin, end - begin);
  }
}

StepReport Learner::step(const StepInput& input) {
  const int64_t n_target = std::count_if(input.batch->targets.begin(), input.batch->targets.end(),
                                         [](int32_t t) { return t >= 0; });
  StepReport report;
  UpdateRates rates{input.step, input.schedule, 1.0f};
  const float weight = 1.0f / static_cast<float>(std::max<int64_t>(n_target, 1));
  pool_.run([&](int thread) {
    use(params_, thread);
    accumulate(input, weight, thread);
    pool_.barrier();
    reduce_gradients(thread);
    pool_.barrier();
    if (thread == 0 && others_ != nullptr) others_->sum(lanes_[0]->gradients(), layout_.n_floats());
    if (others_ != nullptr) pool_.barrier();
    float* gradients = lanes_[0]->gradients();
    if (ngrams_ != nullptr) {
      const auto [from, to] = columns(thread);
      ngrams_->fold_backward(gradients + layout_.at(layout_.ngrams()).offset,
                             gradients + layout_.at(layout_.embedding()).offset, shape_.d_model, from, to);
      pool_.barrier();
    }
    double squares = 0.0;
    const auto [begin, end] = ThreadPool::share(layout_.n_floats(), kReduceGrain, thread, pool_.size());
    for (int64_t i = begin; i < end; i += kReduceGrain) {
      const int64_t n = std::min(kReduceGrain, end - i);
      squares += static_cast<double>(kernels_.train->dot(gradients + i, gradients + i, n));
    }
    squares_[static_cast<size_t>(thread)] = squares;
    pool_.barrier();
    if (thread == 0) {
      used_ = nullptr;
      double all = 0.0;
      for (const double s : squares_) all += s;
      report.grad_norm = std::sqrt(all);
      for (const LossSum& sum : sums_) {
        report.loss.nll += sum.nll;
        report.loss.n_target += sum.n_target;
        report.loss.n_right += sum.n_right;
      }
      if (others_ != nullptr) {
        double sums[3] = {report.loss.nll, static_cast<double>(report.loss.n_target),
                          static_cast<double>(report.loss.n_right)};
        others_->sum(sums, 3);
        report.loss = {sums[0], static_cast<int64_t>(sums[1]), static_cast<int64_t>(sums[2])};
      }
      if (recipe_.train.clip > 0 && report.grad_norm > recipe_.train.clip) {
        rates.grad_scale = static_cast<float>(recipe_.train.clip / report.grad_norm);
      }
    }
    pool_.barrier();
    if (!report.finite()) return;
    optimizer_->update(params_, gradients, rates, thread);
    if (average_ == nullptr) return;
    pool_.barrier();
    // Early averages would remember the random start: the decay grows from 0 to the recipe's.
    const double grown = (1.0 + static_cast<double>(input.step)) / (10.0 + static_cast<double>(input.step));
    const auto decay = static_cast<float>(std::min(recipe_.train.ema, grown));
    kernels_.scale(average_ + begin, decay, end - begin);
    kernels_.train->axpy(average_ + begin, 1.0f - decay, params_ + begin, end - begin);
  });
  return report;
}

LossSum Learner::evaluate(const Dataset& data) {
  const float* params = average_ != nullptr ? average_ : params_;
  std::vector<Batch> batches(lanes_.size());
  pool_.run([&](int thread) {
    use(params, thread);
    const auto t = static_cast<size_t>(thread);
    LossSum& sum = sums_[t] = {};
    const auto [begin, end] = ThreadPool::share(data.n_rows(), 1, thread, pool_.size());
    for (int64_t row = begin; row < end;) {
      const int64_t n_seq = std::min(max_seq_, end - row);
      data.fill(0, row, n_seq, batches[t]);
      const LossSum here = lanes_[t]->forward(network(params), rows(batches[t], 0, n_seq));
      sum.nll += here.nll;
      sum.n_target += here.n_target;
      sum.n_right += here.n_right;
      row += n_seq;
    }
  });
  LossSum all;
  for (const LossSum& sum : sums_) {
    all.nll += sum.nll;
    all.n_target += sum.n_target;
    all.n_right += sum.n_right;
  }
  return all;
}

void Learner::add_probabilities(const float* params, const Batch& batch, float factor, float temperature,
                                float* out) {
  std::vector<std::vector<float>> logits(lanes_.size());
  pool_.run([&](int thread) {
    use(params, thread);
    const auto [begin, end] = ThreadPool::share(batch.n_seq, 1, thread, pool_.size());
    std::vector<float>& mine = logits[static_cast<size_t>(thread)];
    mine.resize(static_cast<size_t>(max_seq_ * batch.n_tok * n_output_));
    for (int64_t row = begin; row < end; row += max_seq_) {
      const int64_t n_seq = std::min(max_seq_, end - row);
      const MicroBatch micro = rows(batch, row, n_seq);
      const int64_t skipped = count_with_target(batch, row * batch.n_tok);
      const int64_t n = lanes_[static_cast<size_t>(thread)]->logits(network(params), micro, mine.data());
      for (int64_t i = 0; i < n; ++i) {
        kernels_.scale(mine.data() + i * n_output_, 1.0f / temperature, n_output_);
        for (const LabelRange& head : heads_)
          kernels_.softmax(mine.data() + i * n_output_ + head.first, head.count);
      }
      kernels_.train->axpy(out + skipped * n_output_, factor, mine.data(), n * n_output_);
    }
  });
}

}  // namespace ondol::train
