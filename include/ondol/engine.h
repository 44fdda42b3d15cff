// The engine: threads and kernels, made once and shared by all models.
#pragma once

#include <memory>
#include <string>

#include "ondol/result.h"

namespace ondol {

struct EngineOptions {
  int n_threads = 0;  ///< 0 = the CPUs this process may use; otherwise 1 to 512
  std::string
      target;  ///< instruction set ("scalar", "avx2", …); empty = ONDOL_TARGET, else the best there is
};

class Engine {
 public:
  /// Errors: invalid_argument (threads), unsupported (target).
  static Result<std::shared_ptr<Engine>> create(const EngineOptions& options = {});
  ~Engine();

  int n_threads() const;
  const char* target() const;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  Engine();
  std::unique_ptr<Impl> impl_;
};

}  // namespace ondol
