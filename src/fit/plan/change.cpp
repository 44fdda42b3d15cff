#include "fit/plan/change.h"

#include <algorithm>
#include <functional>

#include "fit/built_in.h"
#include "fit/plan/verdict.h"
#include "fit/plan/words.h"

namespace ondol::fit {
namespace {

class Changes {
 public:
  Changes(const Planner& planner, const Plan& plan, const DeviceProfile& device, const TaskProfile& task,
          const PlanOptions& options)
      : planner_(planner), plan_(plan), device_(device), task_(task), options_(options) {}

  std::string words() {
    with_memory();
    with_latency();
    with_context();
    if (plan_.best == nullptr) {
      with_energy();
      if (text_.empty()) all_that_is_missing();
      another_device();
    } else {
      with_less_memory();
    }
    return text_.empty() ? "Neither more memory, nor more patience, nor a smaller context." : text_;
  }

 private:
  using Vary = std::function<std::string(DeviceProfile&, TaskProfile&, double factor)>;

  /// Tries the factors in turn until the choice is another model, and says so. vary returns what changed, in
  /// words, or nothing where the factor makes no sense.
  void first_change(std::initializer_list<double> factors, const Vary& vary) {
    for (const double factor : factors) {
      DeviceProfile device = device_;
      TaskProfile task = task_;
      const std::string what = vary(device, task, factor);
      if (what.empty()) return;
      const Plan changed = planner_.plan(device, task, options_, Planner::Depth::choices);
      if (same(changed)) continue;
      say(what + ": " + choice(changed) + ".");
      return;
    }
  }
  bool same(const Plan& other) const {
    if (plan_.best == nullptr || other.best == nullptr) return plan_.best == other.best;
    return plan_.best->model == other.best->model;
  }
  static std::string choice(const Plan& plan) {
    if (plan.best == nullptr) return "nothing fits";
    return short_name(*plan.best) + " (" + verdict_class(plan) + ")";
  }
  void say(const std::string& sentence) { text_ += (text_.empty() ? "" : " ") + sentence; }

  void set_memory(DeviceProfile& device, double bytes) const {
    device.available_bytes.value = bytes;
    device.total_bytes.value = std::max(device.total_bytes.value, bytes);
  }
  void with_memory() {
    first_change({1.5, 2, 3, 4, 6, 8, 12, 16, 32, 64},
                 [&](DeviceProfile& device, TaskProfile&, double factor) {
                   constexpr double kMost = 128e9;
                   const double bytes = device_.available_bytes.value * factor;
                   set_memory(device, bytes);
                   return bytes > kMost ? "" : "With " + size_words(bytes) + " of free memory";
                 });
  }
  void with_less_memory() {
    first_change({0.75, 0.5, 0.25}, [&](DeviceProfile& device, TaskProfile&, double factor) {
      set_memory(device, device_.available_bytes.value * factor);
      return "With only " + size_words(device.available_bytes.value) + " of free memory";
    });
  }
  void with_latency() {
    first_change({2, 4, 8}, [&](DeviceProfile&, TaskProfile& task, double factor) {
      task.max_ttft_ms *= factor;
      task.min_generate_tok_s /= factor;
      return "If people wait " + number_words(factor) + " times as long (first word after " +
             time_words(task.max_ttft_ms) + ", " + number_words(task.min_generate_tok_s) +
             " tokens a second)";
    });
  }
  void with_context() {
    first_change({0.5, 0.25}, [&](DeviceProfile&, TaskProfile& task, double factor) -> std::string {
      const auto wanted = static_cast<int64_t>(static_cast<double>(task_.context_tokens) * factor);
      task.context_tokens = std::max(wanted, task.prompt_tokens + task.answer_tokens);
      if (task.context_tokens >= task_.context_tokens) return "";
      return "With a context of " + std::to_string(task.context_tokens) + " tokens";
    });
  }
  void with_energy() {
    first_change({2, 4, 8}, [&](DeviceProfile&, TaskProfile& task, double factor) {
      task.max_energy_wh_per_day *= factor;
      return "With " + energy_words(task.max_energy_wh_per_day) + " a day";
    });
  }

  /// No single change helps: everything that the nearest candidate lacks.
  void all_that_is_missing() {
    const auto near = std::ranges::find_if(plan_.candidates, &Candidate::is_for_device);
    if (near == plan_.candidates.end()) return;
    std::string lacks;
    for (const Rejection& r : near->rejections) lacks += (lacks.empty() ? "" : " and ") + missing(r);
    say("It would take " + lacks + " for " + short_name(*near) + ".");
  }
  static std::string missing(const Rejection& r) {
    switch (r.limit) {
      case Limit::memory:
        return size_words(r.needed - r.allowed) + " more free memory";
      case Limit::storage:
        return size_words(r.needed - r.allowed) + " more free storage";
      case Limit::energy:
        return number_words(r.needed / r.allowed) + " times the energy a day";
      default:
        return number_words(r.needed / r.allowed) + " times the " +
               (r.limit == Limit::ttft ? "computing power, or patience, for the first word"
                                       : "memory bandwidth, or patience, for the rest");
    }
  }

  /// The smallest of the devices that come with the program on which something fits.
  void another_device() {
    std::string words;
    double smallest = 0;
    for (const std::string& name : built_in_names("devices")) {
      const auto other = find_device(name);
      if (!other.ok() || (smallest > 0 && other->total_bytes.value >= smallest)) continue;
      const Plan plan = planner_.plan(*other, task_, options_, Planner::Depth::choices);
      if (plan.best == nullptr) continue;
      smallest = other->total_bytes.value;
      words = "Of the devices that come with Ondol the smallest that does it is " + name + ", with " +
              choice(plan) + ".";
    }
    say(words.empty() ? "None of the devices that come with Ondol does it." : words);
  }

  const Planner& planner_;
  const Plan& plan_;
  const DeviceProfile& device_;
  const TaskProfile& task_;
  const PlanOptions& options_;
  std::string text_;
};

}  // namespace

std::string change_words(const Planner& planner, const Plan& plan, const DeviceProfile& device,
                         const TaskProfile& task, const PlanOptions& options) {
  return Changes(planner, plan, device, task, options).words();
}

}  // namespace ondol::fit
