// What the public Engine and Model hide. Private to src/runtime.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "base/thread_pool.h"
#include "format/gguf.h"
#include "models/transformer.h"
#include "ondol/model.h"
#include "text/chat_template.h"
#include "text/tokenizer.h"

namespace ondol {

// The public and the kernels' names of cache types are the same values.
static_assert(static_cast<int>(KvCacheType::f16) == static_cast<int>(KvType::f16) &&
              static_cast<int>(KvCacheType::q8_0) == static_cast<int>(KvType::q8_0) &&
              static_cast<int>(KvCacheType::f32) == static_cast<int>(KvType::f32));

struct Engine::Impl {
  Impl(int n_threads, const Kernels& table) : pool(n_threads), kernels(table) {}
  ThreadPool pool;
  const Kernels& kernels;
};

struct Model::Impl {
  std::shared_ptr<Engine> engine;
  std::shared_ptr<GgufFile> file;
  std::unique_ptr<Tokenizer> tokenizer;
  std::string chat_template_source;
  std::unique_ptr<Transformer> transformer;
  std::mutex forward_mutex;  ///< the transformer's scratch serves one forward at a time
  std::atomic<int> n_open_sessions{0};
  KvType kv_type = KvType::f16;
  ModelInfo info;
  MemoryPlan plan;
};

}  // namespace ondol
