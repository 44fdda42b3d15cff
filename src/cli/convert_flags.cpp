// What convert and quantize share; see convert_flags.h.
#include "cli/convert_flags.h"

#include <algorithm>
#include <thread>

#include "base/cpu.h"
#include "base/size.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/progress.h"
#include "tensor/quant_mix.h"

namespace ondol::cli {

namespace {

std::string report_text(const ConvertReport& report, const std::string& path) {
  char params[32];
  std::snprintf(params, sizeof params, "%.1f M", static_cast<double>(report.n_params) / 1e6);
  return path + ": " + report.architecture + ", " + report.type + ", " + std::to_string(report.n_tensors) +
         " tensors, " + params + " parameters, " + format_bytes(report.file_bytes) + "\n";
}

Json report_json(const ConvertReport& report, const std::string& path) {
  return {{"path", path},
          {"bytes", report.file_bytes},
          {"parameters", report.n_params},
          {"tensors", report.n_tensors},
          {"architecture", report.architecture},
          {"type", report.type},
          {"notes", report.notes}};
}

}  // namespace

int ConvertFlags::threads() const {
  if (n_threads) return static_cast<int>(*n_threads);
  return usable_cpus();
}

void add_convert_flags(CLI::App& app, ConvertFlags& flags, Need type_need, const char* type_help) {
  std::vector<std::string> names;
  for (const QuantMix& mix : quant_mixes()) names.push_back(mix.name);
  add_choice(app, "--type", flags.type, std::move(names), "T", type_help, type_need);
  add_int(app, "-t,--threads", flags.n_threads, 1, 512, "threads; by default the CPUs this process may use");
  add_flag(app, "--json", flags.json, "one JSON document");
}

int write_model(const ConvertFlags& flags, const std::string& path, const char* label,
                const ConvertWork& work, Output& out) {
  auto report = [&] {
    Progress progress(label);
    const InterruptScope interrupt;
    return work([&](const ConvertProgress& at) {
      progress.update(at.done_bytes, at.total_bytes);
      return !InterruptScope::interrupted();
    });
  }();
  if (!report.ok() && report.error().code == ErrorCode::cancelled)
    return refuse("interrupted; nothing was written to " + path);
  if (!report.ok()) return refuse(report.error().message);
  if (!flags.json)
    for (const std::string& note : report->notes) std::fputs(("note: " + note + "\n").c_str(), stderr);
  out.print(flags.json ? json_text(report_json(*report, path)) : report_text(*report, path));
  return 0;
}

}  // namespace ondol::cli
