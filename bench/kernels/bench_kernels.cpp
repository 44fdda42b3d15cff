// Speed of every kernel on every target that this machine can run (Google Benchmark). One thread.
//   bench_kernels --benchmark_filter='avx512/gemv/Q4_1' --benchmark_repetitions=5
// gemv walks through --weights_mib of different matrices, so that weights come from memory as in decode (give
// 1 to stay in cache); gemm repeats one matrix, as prefill does. GB/s counts bytes of weights, Gop/s
// multiplications and additions.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "kernels/kernels.h"
#include "tensor/dtype.h"

namespace ondol {
namespace {

constexpr size_t kAlign = 64;

struct Free {
  void operator()(void* p) const { std::free(p); }
};
using Buffer = std::unique_ptr<char, Free>;

Buffer allocate(size_t bytes) {
  const size_t rounded = (bytes + kAlign - 1) / kAlign * kAlign;
  char* p = static_cast<char*>(std::aligned_alloc(kAlign, rounded));
  if (p == nullptr) std::abort();
  std::memset(p, 0, rounded);
  return Buffer(p);
}

float noise(size_t i) { return static_cast<float>((i * 2654435761u >> 7) % 2048) / 1024.0f - 1.0f; }

std::vector<float> noise_vector(int64_t n) {
  std::vector<float> x(static_cast<size_t>(n));
  for (size_t i = 0; i < x.size(); ++i) x[i] = noise(i);
  return x;
}

/// `copies` matrices of n_rows × n_cols; rows repeat, since only their place in memory matters here.
Buffer weights(DType dtype, int64_t n_rows, int64_t n_cols, int64_t copies) {
  const size_t row = row_bytes(dtype, static_cast<uint64_t>(n_cols));
  Buffer w = allocate(row * static_cast<size_t>(n_rows * copies));
  const std::vector<float> x = noise_vector(n_cols);
  quantize_row(dtype, w.get(), x.data(), n_cols, nullptr);
  for (int64_t r = 1; r < n_rows * copies; ++r)
    std::memcpy(w.get() + static_cast<size_t>(r) * row, w.get(), row);
  return w;
}

/// n_tok rows of activations of the kind that m wants.
Buffer activations(const Kernels& k, const MatmulKernels& m, int64_t n_cols, int64_t n_tok) {
  const size_t stride = act_row_bytes(m.act, n_cols);
  Buffer act = allocate(stride * static_cast<size_t>(n_tok));
  const std::vector<float> x = noise_vector(n_cols);
  for (int64_t t = 0; t < n_tok; ++t) {
    char* row = act.get() + static_cast<size_t>(t) * stride;
    if (m.act == ActKind::q8) {
      k.quantize_act(row, x.data(), n_cols);
    } else {
      std::memcpy(row, x.data(), x.size() * sizeof(float));
    }
  }
  return act;
}

void bench_gemv(benchmark::State& state, const Kernels& k, DType dtype, int64_t n_rows, int64_t n_cols,
                double weights_mib) {
  const MatmulKernels& m = *k.matmul(dtype);
  const size_t matrix = row_bytes(dtype, static_cast<uint64_t>(n_cols)) * static_cast<size_t>(n_rows);
  const int64_t copies = 1 + static_cast<int64_t>(weights_mib * 1048576.0 / static_cast<double>(matrix));
  const Buffer w = weights(dtype, n_rows, n_cols, copies);
  const Buffer act = activations(k, m, n_cols, 1);
  std::vector<float> y(static_cast<size_t>(n_rows));
  int64_t next = 0;
  for (auto _ : state) {
    m.gemv(y.data(), w.get() + static_cast<size_t>(next) * matrix, n_rows, n_cols, act.get());
    benchmark::DoNotOptimize(y.data());
    next = next + 1 == copies ? 0 : next + 1;
  }
  state.counters["GB/s"] =
      benchmark::Counter(static_cast<double>(matrix) * 1e-9, benchmark::Counter::kIsIterationInvariantRate);
}

void bench_gemm(benchmark::State& state, const Kernels& k, DType dtype, int64_t n_rows, int64_t n_cols,
                int64_t n_tok) {
  const MatmulKernels& m = *k.matmul(dtype);
  const Buffer w = weights(dtype, n_rows, n_cols, 1);
  const Buffer act = activations(k, m, n_cols, n_tok);
  const Buffer scratch = allocate(m.gemm_scratch_bytes(n_cols));
  std::vector<float> y(static_cast<size_t>(n_rows * n_tok));
  for (auto _ : state) {
    m.gemm(y.data(), n_rows, w.get(), n_rows, n_cols, act.get(), act_row_bytes(m.act, n_cols), n_tok,
           scratch.get());
    benchmark::DoNotOptimize(y.data());
  }
  state.counters["Gop/s"] = benchmark::Counter(2e-9 * static_cast<double>(n_rows * n_cols * n_tok),
                                               benchmark::Counter::kIsIterationInvariantRate);
}

/// One KV head with three query heads of 64 (SmolLM2-135M), the last n_tok of n_kv positions.
void bench_attention(benchmark::State& state, const Kernels& k, KvType type, int64_t n_tok, int64_t n_kv) {
  constexpr int64_t d_head = 64, n_group = 3;
  const size_t row = kv_row_bytes(type, d_head);
  const Buffer keys = allocate(row * static_cast<size_t>(n_kv)),
               values = allocate(row * static_cast<size_t>(n_kv));
  const std::vector<float> x = noise_vector(d_head + n_kv);
  for (int64_t j = 0; j < n_kv; ++j) {
    k.store_kv(type, keys.get() + static_cast<size_t>(j) * row, x.data() + j, d_head);
    k.store_kv(type, values.get() + static_cast<size_t>(j) * row, x.data() + j, d_head);
  }
  const std::vector<float> q = noise_vector(n_tok * n_group * d_head);
  std::vector<float> out(q.size());
  const Buffer scratch = allocate(k.attention_scratch_bytes(n_group, n_kv, d_head));
  AttentionArgs args{};
  args.out = out.data();
  args.q = q.data();
  args.out_stride = args.q_stride = n_group * d_head;
  args.k = keys.get();
  args.v = values.get();
  args.kv_type = type;
  args.n_tok = n_tok;
  args.n_group = n_group;
  args.d_head = d_head;
  args.pos = n_kv - n_tok;
  args.scale = 0.125f;
  args.scratch = scratch.get();
  for (auto _ : state) {
    k.attention(args);
    benchmark::DoNotOptimize(out.data());
  }
  const double pairs =
      static_cast<double>(n_tok) * (static_cast<double>(n_kv) - static_cast<double>(n_tok - 1) / 2);
  state.counters["Gop/s"] =
      benchmark::Counter(4e-9 * pairs * n_group * d_head, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["GB/s"] = benchmark::Counter(2e-9 * static_cast<double>(row) * static_cast<double>(n_kv),
                                              benchmark::Counter::kIsIterationInvariantRate);
}

enum class Row {
  quantize_act,
  rms_norm,
  silu_mul,
  gelu_tanh_mul,
  softmax,
  rope,
  rope_neox,
  store_f16,
  store_q8
};

void bench_row(benchmark::State& state, const Kernels& k, Row what, int64_t n) {
  std::vector<float> x = noise_vector(n), y = noise_vector(n);
  std::vector<float> out(static_cast<size_t>(n) * 2);
  const Buffer act = allocate(act_row_bytes(ActKind::q8, n) + static_cast<size_t>(n) * 2);
  for (auto _ : state) {
    switch (what) {
      case Row::quantize_act:
        k.quantize_act(act.get(), x.data(), n);
        break;
      case Row::rms_norm:
        k.rms_norm(out.data(), x.data(), y.data(), n, 1e-5f);
        break;
      case Row::silu_mul:
        k.silu_mul(out.data(), x.data(), y.data(), n);
        break;
      case Row::gelu_tanh_mul:
        k.gelu_tanh_mul(out.data(), x.data(), y.data(), n);
        break;
      case Row::softmax:
        benchmark::DoNotOptimize(k.softmax(x.data(), n));
        break;
      case Row::rope:
        k.rope(x.data(), n / 64, 64, 64, y.data(), y.data() + 32, false);
        break;
      case Row::rope_neox:
        k.rope(x.data(), n / 64, 64, 64, y.data(), y.data() + 32, true);
        break;
      case Row::store_f16:
        k.store_kv(KvType::f16, act.get(), x.data(), n);
        break;
      case Row::store_q8:
        k.store_kv(KvType::q8_0, act.get(), x.data(), n);
        break;
    }
    benchmark::ClobberMemory();
  }
  state.counters["Gelem/s"] =
      benchmark::Counter(1e-9 * static_cast<double>(n), benchmark::Counter::kIsIterationInvariantRate);
}

void register_target(const Kernels& k, double weights_mib) {
  const std::string prefix = std::string(k.target) + "/";
  const auto add = [](const std::string& name, auto fn) { benchmark::RegisterBenchmark(name.c_str(), fn); };
  const DType types[] = {DType::f32,  DType::f16,  DType::bf16, DType::q8_0,   DType::q4_0,
                         DType::q4_1, DType::q5_0, DType::q5_1, DType::q2_k,   DType::q3_k,
                         DType::q4_k, DType::q5_k, DType::q6_k, DType::iq4_nl, DType::iq4_xs};
  for (DType dtype : types) {
    const std::string type = traits(dtype).name;
    const bool super = traits(dtype).block_elems == 256;
    for (auto [rows, cols] :
         {std::pair<int64_t, int64_t>{1536, super ? 768 : 576}, {576, 1536}, {2048, 2048}}) {
      const std::string shape = "/" + type + "/" + std::to_string(rows) + "x" + std::to_string(cols);
      add(prefix + "gemv" + shape, [&k, dtype, rows = rows, cols = cols, weights_mib](benchmark::State& s) {
        bench_gemv(s, k, dtype, rows, cols, weights_mib);
      });
      for (int64_t n_tok : {2, 3, 4, 5, 6, 8, 16, 32, 128, 512}) {
        add(prefix + "gemm" + shape + "/tok:" + std::to_string(n_tok),
            [&k, dtype, rows = rows, cols = cols, n_tok](benchmark::State& s) {
              bench_gemm(s, k, dtype, rows, cols, n_tok);
            });
      }
    }
  }
  for (KvType type : {KvType::f16, KvType::q8_0}) {
    const std::string name = prefix + "attention/" + (type == KvType::f16 ? "f16" : "q8_0");
    for (auto [n_tok, n_kv] :
         {std::pair<int64_t, int64_t>{1, 128}, {1, 512}, {1, 2048}, {16, 512}, {512, 512}, {256, 2048}}) {
      add(name + "/tok:" + std::to_string(n_tok) + "/kv:" + std::to_string(n_kv),
          [&k, type, n_tok = n_tok, n_kv = n_kv](benchmark::State& s) {
            bench_attention(s, k, type, n_tok, n_kv);
          });
    }
  }
  const std::pair<const char*, Row> rows[] = {
      {"quantize_act", Row::quantize_act}, {"rms_norm", Row::rms_norm},
      {"silu_mul", Row::silu_mul},         {"gelu_tanh_mul", Row::gelu_tanh_mul},
      {"softmax", Row::softmax},           {"rope", Row::rope},
      {"rope_neox", Row::rope_neox},       {"store_kv_f16", Row::store_f16},
      {"store_kv_q8_0", Row::store_q8}};
  for (auto [name, what] : rows) {
    add(prefix + name + "/1536", [&k, what = what](benchmark::State& s) { bench_row(s, k, what, 1536); });
  }
}

}  // namespace
}  // namespace ondol

int main(int argc, char** argv) {
  double weights_mib = 64.0;
  for (int i = 1; i < argc; ++i) {
    constexpr const char* flag = "--weights_mib=";
    if (std::strncmp(argv[i], flag, std::strlen(flag)) != 0) continue;
    weights_mib = std::atof(argv[i] + std::strlen(flag));
    for (int j = i; j + 1 < argc; ++j) argv[j] = argv[j + 1];
    --argc;
    --i;
  }
  for (const char* const* name = ondol::available_targets(); *name != nullptr; ++name) {
    ondol::register_target(*ondol::select_kernels(*name, nullptr), weights_mib);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
