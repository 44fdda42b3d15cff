#include "fit/plan/planner.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "fit/plan/memory.h"

namespace ondol::fit {
namespace {

/// More threads must bring this much, or the energy is better saved.
constexpr double kWorthAThread = 0.95;
constexpr int64_t kFullBatch = 256;

/// Fills what depends on the device, for one type of cache.
void compute(Candidate& c, const ShapedModel& shaped, const Kernels& kernels, const DeviceProfile& device,
             const TaskProfile& task, const PlanConstants& constants) {
  const auto speed_with = [&](int64_t threads, int64_t n_batch) {
    return predict_speed(device, constants, shaped, c.work, c.kv, threads, n_batch);
  };
  double best_s = 0;
  for (const int64_t threads : DeviceRates(device, constants).thread_counts()) {
    const double s = speed_with(threads, kFullBatch).request_s;
    if (best_s == 0 || s < best_s * kWorthAThread) {
      best_s = s;
      c.threads = threads;
    }
  }
  c.file_bytes = shaped.file_bytes;
  c.memory = predict_memory(shaped, kernels, resident_bytes(device, constants), c.kv, c.threads,
                            c.work.context_tokens, task.sessions, device.available_bytes.value);
  // With more memory it would read whole batches: what is said of speed is then true too.
  const bool holds = static_cast<double>(c.memory.total_bytes()) <= device.available_bytes.value;
  c.speed = speed_with(c.threads, holds ? c.memory.n_batch : kFullBatch);
  c.energy = predict_energy(device, constants, c.speed, c.threads, task.requests_per_day);
  c.computed = true;
}

/// What is better is larger in each of these.
std::array<double, 4> merits(const Candidate& c) {
  return {c.quality.ratio, 1 / c.speed.request_s, -static_cast<double>(c.memory.total_bytes()),
          -c.energy.joules};
}

void mark_front(std::vector<Candidate>& fitting) {
  for (Candidate& c : fitting) {
    const auto mine = merits(c);
    c.on_front = std::ranges::none_of(fitting, [&](const Candidate& other) {
      const auto theirs = merits(other);
      return theirs != mine && std::ranges::equal(theirs, mine, [](double a, double b) { return a >= b; });
    });
  }
}

/// Twice the quality is worth much, twice the memory costs little; quality far beyond the need counts half.
double points_of(const Candidate& c) {
  constexpr double kPlenty = 1.25, kBeyond = 0.5, kMemory = 0.1, kTime = 0.05, kEnergy = 0.05;
  const double quality = std::log(std::min(c.quality.ratio, kPlenty)) +
                         kBeyond * std::log(std::max(c.quality.ratio, kPlenty) / kPlenty);
  return quality - kMemory * std::log(static_cast<double>(c.memory.total_bytes())) -
         kTime * std::log(c.speed.request_s) - kEnergy * std::log(c.energy.joules);
}

/// How far a rejected one is from fitting: the most wanting of its limits.
double distance(const Candidate& c) {
  double far = 0;
  for (const Rejection& r : c.rejections)
    far = std::max(far, r.allowed > 0 && is_of_device(r.limit) ? r.needed / r.allowed : 1e9);
  return far;
}

/// An sLM that does the job goes before every sLLM: the larger class is for tasks that need it.
bool goes_before(const Candidate& a, const Candidate& b) {
  if (a.fits() != b.fits()) return a.fits();
  if (!a.fits()) return distance(a) < distance(b);
  if (a.model->model_class != b.model->model_class) return a.model->model_class == ModelClass::slm;
  return a.points > b.points;
}

}  // namespace

const ShapedModel* Planner::shaped(const CatalogueModel& model, const QuantLoss& quant) const {
  auto& slot = shapes_[{&model, quant.mix}];
  if (slot == nullptr) {
    auto shape = shape_model(model, *quant.mix, constants_);
    if (!shape.ok()) return nullptr;
    slot = std::make_unique<ShapedModel>(std::move(*shape));
  }
  return slot.get();
}

std::optional<Candidate> Planner::consider(const CatalogueModel& model, const QuantLoss& quant,
                                           const DeviceProfile& device, const TaskProfile& task,
                                           const PlanOptions& options, Depth depth) const {
  Candidate first;
  first.model = &model;
  first.quant = &quant;
  first.work = workload_of(task, model);
  // Scores of a model that comes in one type are of that type.
  const double loss = model.only_quant.empty() ? quant.loss_percent.value : 0;
  first.quality = judge_quality(model, task, loss);
  first.rejections = model_limits(model, task, first.work, options);
  std::ranges::move(quality_limits(first.quality), std::back_inserter(first.rejections));
  if (depth == Depth::choices && !first.rejections.empty()) return std::nullopt;
  const ShapedModel* shape = model.shape && model.runs_on_ondol ? shaped(model, quant) : nullptr;
  if (shape == nullptr) return first;

  const Kernels& kernels = kernels_for(device);
  std::optional<Candidate> best;
  for (const KvType kv : {KvType::f16, KvType::q8_0}) {
    if (kv == KvType::q8_0 && model.shape->d_head % 32 != 0) continue;
    Candidate c = first;
    c.kv = kv;
    if (kv == KvType::q8_0) {
      c.quality = judge_quality(model, task, loss + constants_.q8_0_cache_loss_percent.value);
      c.rejections = model_limits(model, task, c.work, options);
      std::ranges::move(quality_limits(c.quality), std::back_inserter(c.rejections));
    }
    compute(c, *shape, kernels, device, task, constants_);
    std::ranges::move(device_limits(c, device, task), std::back_inserter(c.rejections));
    if (!best || c.rejections.size() < best->rejections.size()) best = std::move(c);
    if (best->is_for_device() && best->fits()) break;  // the smaller cache is for those that need it
  }
  return best;
}

Plan Planner::plan(const DeviceProfile& device, const TaskProfile& task, const PlanOptions& options,
                   Depth depth) const {
  std::vector<Candidate> fitting, rejected;
  for (const CatalogueModel& model : models_) {
    for (const QuantLoss& quant : constants_.quants) {
      if (!model.only_quant.empty() && model.only_quant != quant.mix->name) continue;
      auto candidate = consider(model, quant, device, task, options, depth);
      if (!candidate) continue;
      if (candidate->fits()) candidate->points = points_of(*candidate);
      (candidate->fits() ? fitting : rejected).push_back(std::move(*candidate));
    }
  }
  mark_front(fitting);
  Plan plan;
  plan.candidates = std::move(fitting);
  std::ranges::move(rejected, std::back_inserter(plan.candidates));
  std::ranges::stable_sort(plan.candidates, goes_before);
  for (const Candidate& c : plan.candidates) {
    if (!c.fits()) break;
    if (plan.best == nullptr) plan.best = &c;
    if (c.model != plan.best->model && plan.runner_up == nullptr) plan.runner_up = &c;
  }
  return plan;
}

const char* verdict_class(const Plan& plan) {
  return plan.best == nullptr ? "none" : class_name(plan.best->model->model_class);
}

}  // namespace ondol::fit
