// How often something is tried again, and how long is waited in between.
#pragma once

#include "fetch/exchange.h"

namespace ondol::fetch {

class Patience {
 public:
  explicit Patience(const Asking& asking) : asking_(asking) {}

  /// After an exchange that failed: waits, as long as the server asks for or twice as long as before. Errors:
  /// io when it was tried often enough or the server asks for too long a wait, cancelled.
  Status wait(const Exchange& failed);
  /// It went on a good deal: tries are counted anew.
  void renew() { n_failed_ = 0; }

 private:
  const Asking& asking_;
  int n_failed_ = 0;
};

}  // namespace ondol::fetch
