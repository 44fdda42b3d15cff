// Several processes, on one machine or many, started by Open MPI's mpirun. Its library is looked for when the
// program runs, so that neither building nor inference needs it.
#pragma once

#include <memory>

#include "ondol/result.h"
#include "train/communicator.h"

namespace ondol::train {

class MpiCommunicator : public Communicator {
 public:
  /// Says that this process leaves in good order. Without it the destructor ends all processes of the run:
  /// the others would wait for this one for ever.
  virtual void leave() = 0;
};

/// Null where the program was not started by mpirun, or alone. Errors: unsupported (libmpi is missing, or is
/// not Open MPI's).
Result<std::unique_ptr<MpiCommunicator>> join_open_mpi();

}  // namespace ondol::train
