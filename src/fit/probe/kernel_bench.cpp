#include "fit/probe/kernel_bench.h"

#include <algorithm>
#include <cstring>

#include "base/try.h"
#include "fit/energy/meter.h"
#include "ops/attention.h"

namespace ondol::fit {
namespace {

constexpr int64_t kHeadsPerStep = 4;
constexpr size_t kActStride = act_row_bytes(ActKind::q8, kCols);
constexpr int64_t kTokens[4] = {kLongPrompt, kShortPrompt, 1, kLongPrompt};
constexpr size_t kNarrow = 3;

bool has_residuals(size_t i) { return i == 1 || i == 2; }
size_t act_rows(size_t i) { return static_cast<size_t>(has_residuals(i) ? 2 * kTokens[i] : kTokens[i]); }

// Enough that starting the threads costs little beside the work, few enough that a slow core is done in time.
int64_t rows_per_thread(int64_t n_tok) { return n_tok == 1 ? 1024 : n_tok == kShortPrompt ? 256 : 64; }

// Results of one product are this much or more in a model, and leave the inner caches before they are used.
constexpr int64_t kResults = 1 << 20;

/// Reads all of it; the result keeps the compiler from leaving that out.
uint64_t sum_words(const std::byte* data, size_t bytes) {
  const auto* words = reinterpret_cast<const uint64_t*>(data);
  uint64_t sums[8] = {};
  for (size_t i = 0; i + 8 <= bytes / sizeof(uint64_t); i += 8)
    for (size_t j = 0; j < 8; ++j) sums[j] ^= words[i + j];
  uint64_t all = 0;
  for (const uint64_t sum : sums) all ^= sum;
  return all;
}

/// Calls step(thread, index) on all threads until the time is over; seconds a step.
template <class Step>
double seconds_a_step(ThreadPool& pool, double seconds, Step&& step) {
  int64_t n = 0;
  const double start = steady_seconds();
  double now = start;
  do {
    pool.run([&](int thread) { step(thread, n); });
    ++n;
    now = steady_seconds();
  } while (now - start < seconds);
  return (now - start) / static_cast<double>(n);
}

}  // namespace

Result<std::unique_ptr<KernelBench>> KernelBench::create(const Kernels& kernels, std::vector<int> threads,
                                                         uint64_t buffer_bytes, const std::string& folder,
                                                         const std::vector<DType>& types) {
  std::unique_ptr<KernelBench> bench(new KernelBench(kernels, std::move(threads)));
  ONDOL_ASSIGN(bench->buffer_, WeightBuffer::create(buffer_bytes, folder));
  ONDOL_ASSIGN(bench->huge_arena_, Arena::create(buffer_bytes));
  bench->huge_ = bench->huge_arena_.take_array<std::byte>(buffer_bytes);
  Arena measuring;
  bench->lay_out(measuring, types);
  ONDOL_ASSIGN(bench->arena_, Arena::create(measuring.used_bytes()));
  bench->lay_out(bench->arena_, types);
  bench->fill_inputs();
  for (const int n : bench->threads_) bench->pools_.push_back(std::make_unique<ThreadPool>(n));
  return bench;
}

void KernelBench::lay_out(Arena& arena, const std::vector<DType>& types) {
  const auto n = static_cast<size_t>(threads_.back());
  x_ = arena.take_array<float>(kLongPrompt * kCols);
  for (size_t i = 0; i < 4; ++i) act_[i] = arena.take_array<std::byte>(act_rows(i) * kActStride);
  n_results_ = kResults;
  for (const int64_t n_tok : kTokens)
    n_results_ = std::max(n_results_, n_tok * rows_per_thread(n_tok) * threads_.back());
  y_ = arena.take_array<float>(static_cast<size_t>(n_results_));
  size_t scratch = attention_scratch_bytes(kernels_, kGroup, kCachedTokens, kHeadDim);
  for (const DType type : types)
    scratch = std::max(scratch, kernels_.matmul(type)->gemm_scratch_bytes(kCols));
  lanes_.resize(n);
  for (Lane& lane : lanes_) {
    lane.scratch = arena.take(scratch);
    lane.q = arena.take_array<float>(kPromptChunk * kGroup * kHeadDim);
    lane.out = arena.take_array<float>(kPromptChunk * kGroup * kHeadDim);
  }
}

void KernelBench::fill_inputs() {
  random_values(x_, kLongPrompt * kCols, 7);
  for (size_t i = 0; i < 4; ++i)
    for (int64_t t = 0; t < kTokens[i]; ++t) {
      std::byte* row = act_[i] + static_cast<size_t>(t) * kActStride;
      const float* x = x_ + t * kCols;
      kernels_.quantize_act(row, x, i == kNarrow ? kNarrowCols : kCols);
      if (has_residuals(i))
        kernels_.quantize_residual(row + static_cast<size_t>(kTokens[i]) * kActStride, x, row, kCols);
    }
  for (Lane& lane : lanes_) random_values(lane.q, kPromptChunk * kGroup * kHeadDim, 8);
  std::memset(huge_, 1, buffer_->size_bytes());
}

ThreadPool& KernelBench::pool(int threads) const {
  return *pools_[static_cast<size_t>(std::ranges::find(threads_, threads) - threads_.begin())];
}

// Where a slice of time begins, of n places: what the slice before read may still be in a cache.
int64_t KernelBench::far_from_before(int64_t n) { return n_slices_++ * 5 % 8 * n / 8; }

double KernelBench::read_bytes_s(int threads, double seconds) {
  const auto bytes = static_cast<int64_t>(buffer_->size_bytes());
  const double per_step = seconds_a_step(pool(threads), seconds, [&](int thread, int64_t) {
    const auto [begin, end] = ThreadPool::share(bytes, 4096, thread, threads);
    lanes_[static_cast<size_t>(thread)].sum += sum_words(huge_ + begin, static_cast<size_t>(end - begin));
  });
  return static_cast<double>(bytes) / per_step;
}

double KernelBench::rows_s(DType type, int threads, const Product& product, double seconds) {
  const int64_t n_tok = product.n_tok, n_cols = product.n_cols;
  const uint64_t row = row_bytes(type, n_cols);
  const auto n_rows = static_cast<int64_t>(std::min(product.window_bytes, buffer_->size_bytes()) / row);
  const int64_t step_rows = std::min(rows_per_thread(n_tok) * threads, n_rows);
  if (step_rows == 0) return 0;
  const int64_t n_steps = n_rows / step_rows;
  const TensorView view{
      type, {static_cast<uint64_t>(n_cols), static_cast<uint64_t>(step_rows), 1, 1}, buffer_->data()};
  const auto made = Linear::make(kernels_, view, {});
  if (!made.ok()) return 0;
  const size_t i = n_cols == kNarrowCols ? kNarrow : n_tok == kLongPrompt ? 0 : n_tok == kShortPrompt ? 1 : 2;
  const Activations input{x_, kCols * sizeof(float), act_[i], kActStride, n_tok, has_residuals(i)};
  const int64_t n_places = n_results_ / (step_rows * n_tok);
  const auto step = [&](int thread, int64_t n) {
    float* const y = y_ + n % n_places * step_rows * n_tok;
    Linear part = *made;
    part.weight.data = buffer_->data() + static_cast<uint64_t>(n % n_steps * step_rows) * row;
    const auto [begin, end] = ThreadPool::share(step_rows, 16, thread, threads);
    linear_rows(part, begin, end, input, y, step_rows, lanes_[static_cast<size_t>(thread)].scratch);
  };
  int64_t first = 0;
  if (product.window_bytes < buffer_->size_bytes()) {  // into the cache
    for (int64_t n = 0; n < n_steps; ++n) pool(threads).run([&](int thread) { step(thread, n); });
  } else {
    first = far_from_before(n_steps);
  }
  return static_cast<double>(step_rows) /
         seconds_a_step(pool(threads), seconds, [&](int thread, int64_t n) { step(thread, first + n); });
}

double KernelBench::heads_s(KvType type, int threads, int64_t n_tok, double seconds) {
  const uint64_t head = static_cast<uint64_t>(kCachedTokens) * kv_row_bytes(type, kHeadDim) * 2;
  const auto n_heads = static_cast<int64_t>(buffer_->size_bytes() / head);
  const int64_t per_thread = n_tok == 1 ? kHeadsPerStep : 1;
  const int64_t first = far_from_before(n_heads);
  const double per_step = seconds_a_step(pool(threads), seconds, [&](int thread, int64_t n) {
    const Lane& lane = lanes_[static_cast<size_t>(thread)];
    for (int64_t h = 0; h < per_thread; ++h) {
      const int64_t at = (first + (n * threads + thread) * per_thread + h) % n_heads;
      AttentionArgs args{};
      args.out = lane.out;
      args.q = lane.q;
      args.out_stride = args.q_stride = kGroup * kHeadDim;
      args.k = buffer_->data() + static_cast<uint64_t>(at) * head;
      args.v = static_cast<const std::byte*>(args.k) + head / 2;
      args.kv_type = type;
      args.n_tok = n_tok;
      args.n_group = kGroup;
      args.d_head = kHeadDim;
      args.pos = kCachedTokens - n_tok;
      args.scale = 0.088f;
      args.scratch = lane.scratch;
      attention(kernels_, args);
    }
  });
  return static_cast<double>(per_thread * threads) / per_step;
}

}  // namespace ondol::fit
