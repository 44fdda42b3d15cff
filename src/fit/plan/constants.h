// What the planner assumes where nobody measured: constants/*.toml, each figure with its source. Knows
// nothing of devices or models.
#pragma once

#include <string>
#include <vector>

#include "fit/figure.h"
#include "tensor/quant_mix.h"

namespace ondol::fit {

/// Shares of a core's peak rates that the engine reaches.
struct InstructionSet {
  std::string isa;         ///< as device profiles name it
  Figure decode_share;     ///< of the int8 peak, one token
  Figure prefill_share;    ///< of the int8 peak, many tokens
  Figure attention_share;  ///< of the f32 peak
};

struct QuantLoss {
  const QuantMix* mix = nullptr;
  Figure loss_percent;  ///< of a score
};

struct PlanConstants {
  Figure bandwidth_share;
  Figure barriers_a_layer, barrier_us, cycles_an_element, choose_ns_a_token;
  Figure vocabulary_us_a_token, token_bytes;
  Figure program_bytes;
  std::vector<InstructionSet> instruction_sets;  ///< best first
  Figure pj_per_int8_mac, pj_per_dram_byte, share_of_load;
  std::vector<QuantLoss> quants;
  Figure q8_0_cache_loss_percent;
};

/// Texts of the three files. Errors: bad_format "constants/NAME.toml:LINE: …".
Result<PlanConstants> parse_constants(const std::string& speed, const std::string& energy,
                                      const std::string& quants);

}  // namespace ondol::fit
