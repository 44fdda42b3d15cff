// One way to do a task on a device: a model, its type of weights and of cache, the threads; what it would
// take and give, and why not, where it is rejected.
#pragma once

#include <string>
#include <vector>

#include "fit/plan/energy.h"
#include "fit/plan/quality.h"
#include "fit/plan/speed.h"
#include "ondol/types.h"

namespace ondol::fit {

enum class Limit : uint8_t {
  // Of the model, whatever the device.
  placeholder,
  architecture,
  shape,
  language,
  licence,
  context,
  quality_unknown,
  quality,
  // Of the device.
  storage,
  memory,
  ttft,
  speed,
  energy,
};
inline bool is_of_device(Limit limit) { return limit >= Limit::storage; }

struct Rejection {
  Limit limit;
  std::string text;  ///< "needs 1.9 GB of memory, 0.8 GB is free"
  double needed = 0, allowed = 0;
};

struct Candidate {
  const CatalogueModel* model = nullptr;
  const QuantLoss* quant = nullptr;
  KvType kv = KvType::f16;
  int64_t threads = 1;
  Workload work;
  bool computed = false;  ///< memory, speed, energy: false where the shape is unknown to the engine
  MemoryPlan memory;
  uint64_t file_bytes = 0;
  Speed speed;
  Energy energy;
  Quality quality;
  std::vector<Rejection> rejections;  ///< empty: it fits
  bool on_front = false;              ///< no other that fits is better in everything
  double points = 0;                  ///< higher is preferred among those that fit

  bool fits() const { return rejections.empty(); }
  bool is_for_device() const;  ///< nothing but the device stands in its way
};

inline const char* kv_name(KvType kv) { return kv == KvType::q8_0 ? "Q8_0" : "F16"; }

}  // namespace ondol::fit
