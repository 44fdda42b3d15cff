// The other processes of a training run, if there are any. Knows nothing of what is summed.
#pragma once

#include <cstdint>

namespace ondol::train {

class Communicator {
 public:
  virtual ~Communicator() = default;
  virtual int rank() const = 0;
  virtual int size() const = 0;
  /// Element-wise sums over all processes, the same bits in each.
  virtual void sum(float* values, int64_t n) = 0;
  virtual void sum(double* values, int64_t n) = 0;
};

}  // namespace ondol::train
