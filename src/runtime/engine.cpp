#include "ondol/engine.h"

#include "base/cpu.h"
#include "runtime/impl.h"

namespace ondol {
namespace {

constexpr int kMaxThreads = 512;

}  // namespace

Engine::Engine() = default;
Engine::~Engine() = default;

Result<std::shared_ptr<Engine>> Engine::create(const EngineOptions& options) {
  if (options.n_threads < 0 || options.n_threads > kMaxThreads)
    return Error{ErrorCode::invalid_argument, "threads: expected 1 to " + std::to_string(kMaxThreads) +
                                                  " (or 0 for all), got " +
                                                  std::to_string(options.n_threads)};
  const char* why = nullptr;
  const Kernels* kernels = select_kernels(options.target.empty() ? nullptr : options.target.c_str(), &why);
  if (kernels == nullptr) return Error{ErrorCode::unsupported, why};
  std::shared_ptr<Engine> engine(new Engine);
  engine->impl_ = std::make_unique<Impl>(options.n_threads > 0 ? options.n_threads : usable_cpus(), *kernels);
  return engine;
}

int Engine::n_threads() const { return impl_->pool.size(); }
const char* Engine::target() const { return impl_->kernels.target; }

}  // namespace ondol
