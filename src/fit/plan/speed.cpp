#include "fit/plan/speed.h"

#include <algorithm>
#include <cmath>

namespace ondol::fit {
namespace {

/// Longer than this a request runs at the speed that is left once the case is warm.
constexpr double kCoolSeconds = 60;

class Roofline {
 public:
  Roofline(const DeviceProfile& device, const PlanConstants& constants, const ShapedModel& model, KvType kv,
           int64_t threads, int64_t n_batch)
      : device_(device),
        constants_(constants),
        model_(model),
        config_(model.bound.config),
        rates_(device, constants),
        kv_(kv),
        threads_(threads),
        n_batch_(n_batch) {
    for (const auto& [type, bytes] : model_.layer_bytes) layer_bytes_ += static_cast<double>(bytes);
    cached_ = device_.cache_bytes &&
              layer_bytes_ + static_cast<double>(model_.output_bytes) <= device_.cache_bytes->value;
  }

  bool measured() const { return rates_.measured(threads_); }
  double layer_bytes() const { return layer_bytes_; }

  /// All layers and the logits for one token that sees `seen` tokens, and the choice of the next.
  double token_s(double seen) const {
    return layers_s() + attention_token_s(seen) + elements_s(1, 1) + barriers_s(1) + logits_s();
  }

  /// Reads n_tok tokens behind `seen` others, and the logits of the last.
  double prompt_s(int64_t seen, int64_t n_tok) const {
    if (n_tok <= 1) return token_s(static_cast<double>(seen));
    const double passes = std::ceil(static_cast<double>(n_tok) / static_cast<double>(n_batch_));
    double products_s = 0;
    for (const auto& [type, bytes] : model_.layer_bytes)
      products_s += static_cast<double>(n_tok) *
                    rates_.product_s(type, elements(type, bytes),
                                     static_cast<double>(model_.layer_results.at(type)), n_tok, threads_);
    const double attention_s = attention_macs(seen, n_tok) * 2 / rates_.attention_ops_s(kv_, threads_);
    return std::max(products_s, passes * layers_s()) + attention_s +
           elements_s(static_cast<double>(n_tok), threads_) + barriers_s(passes) + logits_s();
  }

  /// Multiplications of attention for n_tok tokens behind `seen` others.
  double attention_macs(int64_t seen, int64_t n_tok) const {
    const auto n = static_cast<double>(n_tok);
    return 2 * static_cast<double>(config_.n_head * config_.d_head) *
           positions(static_cast<double>(seen) + n / 2) * n;
  }

  /// Bytes of keys and values that one token reads.
  double cache_bytes(double seen) const {
    return 2 * static_cast<double>(config_.n_kv_head) *
           static_cast<double>(kv_row_bytes(kv_, config_.d_head)) * positions(seen);
  }

 private:
  static double elements(DType type, uint64_t bytes) {
    return static_cast<double>(bytes) * 8 / traits(type).bits_per_elem();
  }
  double weights_s(DType type, double bytes) const {
    return bytes / (cached_ ? rates_.cached_bytes_s(type, threads_) : rates_.decode_bytes_s(type, threads_));
  }
  double layers_s() const {
    double s = 0;
    for (const auto& [type, bytes] : model_.layer_bytes) s += weights_s(type, static_cast<double>(bytes));
    return s;
  }
  double logits_s() const {
    return weights_s(model_.output_type, static_cast<double>(model_.output_bytes)) +
           static_cast<double>(config_.n_vocab) * constants_.choose_ns_a_token.value * 1e-9;
  }
  double attention_token_s(double seen) const {
    return cache_bytes(seen) / rates_.attention_bytes_s(kv_, threads_);
  }
  /// What stands between the products. One token's norms are computed by every thread for itself.
  double elements_s(double n_tok, int64_t threads) const {
    const double row = static_cast<double>(10 * config_.d_model + 3 * config_.d_ff +
                                           (3 * config_.n_head + 2 * config_.n_kv_head) * config_.d_head);
    return n_tok * static_cast<double>(config_.n_layer) * row / rates_.elements_s(threads);
  }
  double barriers_s(double passes) const {
    if (threads_ < 2) return 0;
    return passes * static_cast<double>(config_.n_layer) * constants_.barriers_a_layer.value *
           constants_.barrier_us.value * 1e-6;
  }
  /// Positions that one token sees, summed over the layers.
  double positions(double seen) const {
    double sum = 0;
    for (const LayerConfig& layer : config_.layers)
      sum += layer.window > 0 ? std::min(seen, static_cast<double>(layer.window)) : seen;
    return sum;
  }

  const DeviceProfile& device_;
  const PlanConstants& constants_;
  const ShapedModel& model_;
  const ModelConfig& config_;
  DeviceRates rates_;
  KvType kv_;
  int64_t threads_, n_batch_;
  double layer_bytes_ = 0;
  bool cached_ = false;
};

}  // namespace

Workload workload_of(const TaskProfile& task, const CatalogueModel& model) {
  if (model.request)
    return {model.request->prompt_tokens, 0, model.request->answer_tokens, model.request->context_tokens};
  return {task.prompt_tokens, task.shared_prompt_tokens, task.answer_tokens, task.context_tokens};
}

Speed predict_speed(const DeviceProfile& device, const PlanConstants& constants, const ShapedModel& model,
                    const Workload& work, KvType kv, int64_t threads, int64_t n_batch) {
  const Roofline roofline(device, constants, model, kv, threads, n_batch);
  const int64_t fresh = work.prompt_tokens - work.shared_prompt_tokens;
  const auto answer = static_cast<double>(work.answer_tokens);
  const double middle = static_cast<double>(work.prompt_tokens) + answer / 2;
  Speed speed;
  speed.measured = roofline.measured();
  const Corrections& known = device.corrections;
  const double ttft_s = roofline.prompt_s(work.shared_prompt_tokens, fresh) / known.prefill;
  const double cold_s = roofline.prompt_s(0, work.prompt_tokens) / known.prefill;
  double token_s = roofline.token_s(middle) / known.decode;
  if (ttft_s + answer * token_s > kCoolSeconds) token_s /= device.sustained_fraction.value;
  speed.ttft_ms = ttft_s * 1e3;
  speed.ttft_cold_ms = cold_s * 1e3;
  speed.prompt_tok_s = static_cast<double>(work.prompt_tokens) / cold_s;
  speed.generate_tok_s = 1 / token_s;
  speed.request_s = ttft_s + answer * token_s;
  speed.load_ms = (static_cast<double>(model.file_bytes) / (device.storage_read_gb_s.value * 1e9) +
                   static_cast<double>(model.n_token) * constants.vocabulary_us_a_token.value * 1e-6) *
                  1e3;

  const double passes =
      std::ceil(static_cast<double>(std::max<int64_t>(fresh, 1)) / static_cast<double>(n_batch));
  const double n_tok = static_cast<double>(fresh) + answer;
  speed.macs = static_cast<double>(model.layer_parameters) * n_tok +
               static_cast<double>(model.output_parameters) * (answer + 1) +
               roofline.attention_macs(work.shared_prompt_tokens, fresh + work.answer_tokens);
  speed.dram_bytes = roofline.layer_bytes() * (passes + answer) +
                     static_cast<double>(model.output_bytes) * (answer + 1) +
                     roofline.cache_bytes(middle) * answer;
  return speed;
}

}  // namespace ondol::fit
