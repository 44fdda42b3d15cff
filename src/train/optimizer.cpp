#include "train/optimizer.h"

#include <algorithm>
#include <cmath>

#include "kernels/kernels.h"

namespace ondol::train {
namespace {

constexpr int kNewtonSchulzSteps = 5;
// Of the quintic a·x + b·x³ + c·x⁵ that drives singular values from (0, 1] to about 1, as in Muon's
// reference.
constexpr float kA = 3.4445f, kB = -4.7750f, kC = 2.0315f;

}  // namespace

double Optimizer::MuonPart::cost() const {
  const double small = static_cast<double>(std::min(rows, cols)),
               large = static_cast<double>(std::max(rows, cols));
  return small * small * (2.0 * large + small);
}

bool Optimizer::uses_muon(const Param& param) const {
  return recipe_.optimizer == OptimizerKind::muon && param.kind == ParamKind::matrix;
}

Optimizer::Optimizer(const ParamLayout& layout, const TrainRecipe& recipe, const Kernels& kernels,
                     int n_threads, Arena& arena)
    : layout_(layout), recipe_(recipe), kernels_(kernels) {
  int64_t v_floats = 0;
  for (const Param& p : layout.params()) {
    v_offset_.push_back(uses_muon(p) ? -1 : v_floats);
    if (!uses_muon(p)) v_floats += (p.n() + 15) / 16 * 16;
  }
  m_ = arena.take_array<float>(static_cast<uint64_t>(layout.n_floats()));
  v_ = arena.take_array<float>(static_cast<uint64_t>(v_floats));
  share_out(n_threads);
  for (int t = 0; t < n_threads; ++t) scratch_.push_back(take_scratch(t, arena));
}

float* Optimizer::second(int param) const {
  const int64_t offset = v_offset_[static_cast<size_t>(param)];
  return offset < 0 ? nullptr : v_ + offset;
}

void Optimizer::share_out(int n_threads) {
  const auto n = static_cast<size_t>(n_threads);
  shares_.resize(n);
  parts_.resize(n);
  std::vector<MuonPart> all;
  int64_t adam_floats = 0;
  for (size_t i = 0; i < layout_.params().size(); ++i) {
    const Param& p = layout_.params()[i];
    if (!uses_muon(p)) {
      adam_floats += p.n();
      continue;
    }
    int64_t row = 0;
    for (const int64_t rows : p.parts.empty() ? std::vector<int64_t>{p.d_out} : p.parts) {
      all.push_back({static_cast<int>(i), row, rows, p.d_in});
      row += rows;
    }
  }
  // The dearest first, each to the thread with the least so far.
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.cost() > b.cost(); });
  std::vector<double> load(n);
  for (const MuonPart& part : all) {
    const auto least = static_cast<size_t>(std::min_element(load.begin(), load.end()) - load.begin());
    parts_[least].push_back(part);
    load[least] += part.cost();
  }
  int64_t place = 0;
  for (size_t i = 0; i < layout_.params().size(); ++i) {
    const Param& p = layout_.params()[i];
    if (uses_muon(p)) continue;
    for (size_t t = 0; t < n; ++t) {
      const auto from = static_cast<int64_t>(t) * adam_floats / n_threads;
      const auto to = (static_cast<int64_t>(t) + 1) * adam_floats / n_threads;
      const int64_t begin = std::max<int64_t>(from - place, 0), end = std::min(to - place, p.n());
      if (begin < end) shares_[t].push_back({static_cast<int>(i), begin, end});
    }
    place += p.n();
  }
}

Optimizer::MuonScratch Optimizer::take_scratch(int thread, Arena& arena) const {
  int64_t largest = 0, gram = 0, longest = 0;
  size_t panel_bytes = 0;
  const TrainGemm& gemm = kernels_.train->f32;
  for (const MuonPart& part : parts_[static_cast<size_t>(thread)]) {
    const int64_t small = std::min(part.rows, part.cols);
    largest = std::max(largest, part.rows * part.cols);
    gram = std::max(gram, small * small);
    longest = std::max({longest, part.rows, part.cols});
    panel_bytes = std::max({panel_bytes, gemm.panel_bytes(part.rows, part.cols),
                            gemm.panel_bytes(part.cols, part.rows), gemm.panel_bytes(small, small)});
  }
  size_t gemm_bytes = 0;
  for (int64_t k = 1; k <= longest; ++k) gemm_bytes = std::max(gemm_bytes, gemm.scratch_bytes(k));
  MuonScratch scratch{};
  scratch.x = arena.take_array<float>(static_cast<uint64_t>(largest));
  scratch.product = arena.take_array<float>(static_cast<uint64_t>(largest));
  scratch.gram = arena.take_array<float>(static_cast<uint64_t>(gram));
  scratch.gram2 = arena.take_array<float>(static_cast<uint64_t>(gram));
  scratch.panels = arena.take(panel_bytes);
  scratch.gemm = arena.take(gemm_bytes);
  return scratch;
}

void Optimizer::update(float* params, const float* gradients, const UpdateRates& rates, int thread) {
  const auto t = static_cast<size_t>(thread);
  for (const Share& share : shares_[t]) adam(share, params, gradients, rates);
  for (const MuonPart& part : parts_[t]) muon(part, scratch_[t], params, gradients, rates);
}

void Optimizer::adam(const Share& share, float* params, const float* gradients,
                     const UpdateRates& rates) const {
  const Param& p = layout_.at(share.param);
  const double lr =
      p.kind == ParamKind::embedding && recipe_.embedding_lr > 0 ? recipe_.embedding_lr : recipe_.lr;
  const int64_t at = p.offset + share.begin;
  const auto step = static_cast<double>(rates.step);
  AdamStep s{};
  s.param = params + at;
  s.m = m_ + at;
  s.v = second(share.param) + share.begin;
  s.grad = gradients + at;
  s.grad_scale = rates.grad_scale;
  s.lr = static_cast<float>(lr) * rates.schedule;
  s.beta1 = static_cast<float>(recipe_.beta1);
  s.beta2 = static_cast<float>(recipe_.beta2);
  s.eps = static_cast<float>(recipe_.eps);
  s.weight_decay = p.kind == ParamKind::norm ? 0.0f : static_cast<float>(recipe_.weight_decay);
  s.m_correction = static_cast<float>(1.0 / (1.0 - std::pow(recipe_.beta1, step)));
  s.v_correction = static_cast<float>(1.0 / (1.0 - std::pow(recipe_.beta2, step)));
  kernels_.train->adam(s, share.end - share.begin);
}

void Optimizer::muon(const MuonPart& part, const MuonScratch& scratch, float* params, const float* gradients,
                     const UpdateRates& rates) const {
  constexpr float momentum = 0.95f;
  const int64_t n = part.rows * part.cols, at = layout_.at(part.param).offset + part.first_row * part.cols;
  float* m = m_ + at;
  const float* g = gradients + at;
  kernels_.scale(m, momentum, n);
  kernels_.train->axpy(m, rates.grad_scale, g, n);
  // Nesterov's: the gradient once more on top of the momentum.
  std::copy_n(m, n, scratch.x);
  kernels_.scale(scratch.x, momentum, n);
  kernels_.train->axpy(scratch.x, rates.grad_scale, g, n);
  orthogonalise(part, scratch);
  const float lr = static_cast<float>(recipe_.muon_lr) * rates.schedule;
  const float shape =
      std::sqrt(std::max(1.0f, static_cast<float>(part.rows) / static_cast<float>(part.cols)));
  kernels_.scale(params + at, 1.0f - lr * static_cast<float>(recipe_.weight_decay), n);
  kernels_.train->axpy(params + at, -lr * shape, scratch.x, n);
}

void Optimizer::orthogonalise(const MuonPart& part, const MuonScratch& s) const {
  const TrainGemm& gemm = kernels_.train->f32;
  const TrainKernels& train = *kernels_.train;
  const int64_t rows = part.rows, cols = part.cols, n = rows * cols, small = std::min(rows, cols);
  const bool wide = rows <= cols;
  const auto multiply = [&](float* c, int64_t ldc, const float* a, int64_t lda, bool a_transposed,
                            int64_t n_rows, int64_t n_k, int64_t n_cols, bool accumulate) {
    gemm.gemm({c, ldc, a, lda, a_transposed, s.panels, gemm.panel_stride(n_k), n_rows, n_k, n_cols,
               accumulate, s.gemm});
  };
  kernels_.scale(s.x, 1.0f / (std::sqrt(train.dot(s.x, s.x, n)) + 1e-7f), n);
  for (int i = 0; i < kNewtonSchulzSteps; ++i) {
    // gram = x·xᵀ or xᵀ·x, whichever is smaller; x ← a·x + (b·gram + c·gram²)·x.
    if (wide) {
      gemm.pack(s.panels, s.x, cols, rows, 1, cols);
      multiply(s.gram, small, s.x, cols, false, rows, cols, rows, false);
    } else {
      gemm.pack(s.panels, s.x, rows, cols, cols, 1);
      multiply(s.gram, small, s.x, cols, true, cols, rows, cols, false);
    }
    gemm.pack(s.panels, s.gram, small, small, small, 1);
    multiply(s.gram2, small, s.gram, small, false, small, small, small, false);
    kernels_.scale(s.gram2, kC, small * small);
    train.axpy(s.gram2, kB, s.gram, small * small);
    if (wide) {
      gemm.pack(s.panels, s.x, rows, cols, cols, 1);
      multiply(s.product, cols, s.gram2, small, false, rows, rows, cols, false);
    } else {
      gemm.pack(s.panels, s.gram2, small, small, small, 1);
      multiply(s.product, cols, s.x, cols, false, rows, cols, cols, false);
    }
    kernels_.scale(s.x, kA, n);
    kernels_.add(s.x, s.x, s.product, n);
  }
}

}  // namespace ondol::train
