#include "fit/plan/memory.h"

#include <algorithm>
#include <string>

#include "base/try.h"
#include "models/architecture.h"
#include "models/memory_plan.h"

namespace ondol::fit {

const Kernels& kernels_for(const DeviceProfile& device) {
  struct Row {
    const char* isa;
    const char* target;
  };
  constexpr Row kRows[] = {{"amx_int8", "amx"},
                           {"avx512_bf16", "avx512bf16"},
                           {"avx512_vnni", "avx512"},
                           {"avx_vnni", "avx2vnni"},
                           {"avx2", "avx2"},
                           {"i8mm", "neon-i8mm"},
                           {"asimddp", "neon-dotprod"},
                           {"asimd", "neon"}};
  const auto& isa = device.cores.front().isa;
  const char* why = nullptr;
  if (!device.kernel_target.empty())
    if (const Kernels* kernels = select_kernels(device.kernel_target.c_str(), &why)) return *kernels;
  for (const Row& row : kRows) {
    if (std::ranges::find(isa, row.isa) == isa.end()) continue;
    if (const Kernels* kernels = select_kernels(row.target, &why)) return *kernels;
  }
  return *select_kernels("scalar", &why);
}

double resident_bytes(const DeviceProfile& device, const PlanConstants& constants) {
  return constants.program_bytes.value + device.corrections.memory_bytes;
}

MemoryPlan predict_memory(const ShapedModel& model, const Kernels& kernels, double resident_bytes, KvType kv,
                          int64_t threads, int64_t n_ctx, int64_t sessions, double budget_bytes) {
  ModelOptions options;
  options.n_sessions = static_cast<int>(sessions);
  options.memory_budget_bytes = static_cast<uint64_t>(budget_bytes);
  const PlanInput input{
      model.bound,
      kernels,
      static_cast<int>(threads),
      kv,
      options,
      model.file_bytes,
      vocabulary_bytes(model.n_token, model.n_merge),
      program_bytes(static_cast<uint64_t>(std::max(resident_bytes, 0.0)), static_cast<int>(threads))};
  MemoryPlan plan;
  for (const int64_t n_batch : batch_sizes()) {
    const auto tried = memory_at(input, n_ctx, n_batch);
    if (!tried.ok()) return plan;  // cannot be: the types are those of `ondol quantize`
    plan = *tried;
    if (static_cast<double>(plan.total_bytes()) <= budget_bytes) break;
  }
  return plan;
}

Result<MemoryPlan> predict_file_memory(const GgufFile& file, const DeviceProfile& device,
                                       const PlanConstants& constants) {
  ONDOL_ASSIGN(const BoundModel bound, bind_model(file, 1));
  const auto n_threads = static_cast<int>(core_count(device));
  ModelOptions options;
  options.memory_budget_bytes = static_cast<uint64_t>(device.available_bytes.value);
  return plan_memory(
      {bound, kernels_for(device), n_threads, KvType::f16, options, file.file_bytes(), vocabulary_bytes(file),
       program_bytes(static_cast<uint64_t>(std::max(resident_bytes(device, constants), 0.0)), n_threads)});
}

}  // namespace ondol::fit
