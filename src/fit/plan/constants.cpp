#include "fit/plan/constants.h"

#include <utility>

#include "base/nearest.h"
#include "base/toml_table.h"
#include "base/try.h"

namespace ondol::fit {
namespace {

Status read_speed(const std::string& text, PlanConstants& out) {
  ONDOL_ASSIGN(const TomlTable root, TomlTable::parse(text, "constants/speed.toml"));
  ONDOL_TRY(root.allow({"decode", "load", "memory", "instruction_set"}));
  ONDOL_ASSIGN(const TomlTable decode, root.table("decode"));
  ONDOL_TRY(decode.allow(
      {"bandwidth_share", "barriers_a_layer", "barrier_us", "cycles_an_element", "choose_ns_a_token"}));
  ONDOL_ASSIGN(out.bandwidth_share, read_figure(decode, "bandwidth_share", 0.01, 1));
  ONDOL_ASSIGN(out.barriers_a_layer, read_figure(decode, "barriers_a_layer", 0, 1000));
  ONDOL_ASSIGN(out.barrier_us, read_figure(decode, "barrier_us", 0, 1000));
  ONDOL_ASSIGN(out.cycles_an_element, read_figure(decode, "cycles_an_element", 0, 1000));
  ONDOL_ASSIGN(out.choose_ns_a_token, read_figure(decode, "choose_ns_a_token", 0, 1000));
  ONDOL_ASSIGN(const TomlTable load, root.table("load"));
  ONDOL_TRY(load.allow({"vocabulary_us_a_token", "token_bytes"}));
  ONDOL_ASSIGN(out.vocabulary_us_a_token, read_figure(load, "vocabulary_us_a_token", 0, 1000));
  ONDOL_ASSIGN(out.token_bytes, read_figure(load, "token_bytes", 1, 100));
  ONDOL_ASSIGN(const TomlTable memory, root.table("memory"));
  ONDOL_TRY(memory.allow({"program_bytes"}));
  ONDOL_ASSIGN(out.program_bytes, read_figure(memory, "program_bytes", 0, 1e9));
  ONDOL_ASSIGN(const auto sets, root.tables("instruction_set"));
  for (const TomlTable& table : sets) {
    ONDOL_TRY(table.allow({"isa", "decode_share", "prefill_share", "attention_share"}));
    InstructionSet set;
    ONDOL_ASSIGN(set.isa, table.text("isa"));
    ONDOL_ASSIGN(set.decode_share, read_figure(table, "decode_share", 0.001, 1));
    ONDOL_ASSIGN(set.prefill_share, read_figure(table, "prefill_share", 0.001, 1));
    ONDOL_ASSIGN(set.attention_share, read_figure(table, "attention_share", 0.001, 1));
    out.instruction_sets.push_back(std::move(set));
  }
  return {};
}

Status read_energy(const std::string& text, PlanConstants& out) {
  ONDOL_ASSIGN(const TomlTable root, TomlTable::parse(text, "constants/energy.toml"));
  ONDOL_TRY(root.allow({"energy"}));
  ONDOL_ASSIGN(const TomlTable energy, root.table("energy"));
  ONDOL_TRY(energy.allow({"pj_per_int8_mac", "pj_per_dram_byte", "share_of_load"}));
  ONDOL_ASSIGN(out.pj_per_int8_mac, read_figure(energy, "pj_per_int8_mac", 0, 1000));
  ONDOL_ASSIGN(out.pj_per_dram_byte, read_figure(energy, "pj_per_dram_byte", 0, 10000));
  ONDOL_ASSIGN(out.share_of_load, read_figure(energy, "share_of_load", 0.01, 1));
  return {};
}

Status read_quants(const std::string& text, PlanConstants& out) {
  ONDOL_ASSIGN(const TomlTable root, TomlTable::parse(text, "constants/quants.toml"));
  ONDOL_TRY(root.allow({"quant", "cache"}));
  ONDOL_ASSIGN(const auto rows, root.tables("quant"));
  for (const TomlTable& row : rows) {
    ONDOL_TRY(row.allow({"name", "loss_percent"}));
    ONDOL_ASSIGN(const std::string name, row.text("name"));
    QuantLoss quant;
    quant.mix = find_quant_mix(name);
    if (quant.mix == nullptr)
      return row.wrong("name",
                       "expected a type that `ondol quantize` knows, got \"" + on_one_line(name) + "\"");
    ONDOL_ASSIGN(quant.loss_percent, read_figure(row, "loss_percent", 0, 100));
    out.quants.push_back(std::move(quant));
  }
  ONDOL_ASSIGN(const TomlTable cache, root.table("cache"));
  ONDOL_TRY(cache.allow({"q8_0_loss_percent"}));
  ONDOL_ASSIGN(out.q8_0_cache_loss_percent, read_figure(cache, "q8_0_loss_percent", 0, 100));
  return {};
}

}  // namespace

Result<PlanConstants> parse_constants(const std::string& speed, const std::string& energy,
                                      const std::string& quants) {
  PlanConstants out;
  ONDOL_TRY(read_speed(speed, out));
  ONDOL_TRY(read_energy(energy, out));
  ONDOL_TRY(read_quants(quants, out));
  return out;
}

}  // namespace ondol::fit
