#include "fit/report/page.h"

#include <initializer_list>

#include "fit/plan/words.h"
#include "fit/report/chart.h"
#include "fit/report/table.h"

namespace ondol::fit {
namespace {

constexpr const char* kStyle =
    "body{font:15px/1.5 sans-serif;max-width:62em;margin:2em auto;padding:0 1em;color:#222}"
    "h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.25em .6em;border-bottom:1px solid #ddd;vertical-align:top}"
    "td.n,th.n{text-align:right}.verdict{font-size:1.25em;border-left:6px solid #c8372d;padding-left:.8em}"
    ".chosen{background:#fbeceb;font-weight:bold}.small{color:#555;font-size:.85em}svg{max-width:100%;height:"
    "auto}";

std::string paragraph(const char* heading, const std::string& text) {
  return text.empty() ? "" : std::string("<h2>") + heading + "</h2>\n<p>" + xml_text(text) + "</p>\n";
}

/// Cells whose text begins with a digit stand at the right.
std::string table_row(const std::string& attributes, std::initializer_list<std::string> cells,
                      const char* tag = "td") {
  std::string out = "<tr" + attributes + ">";
  for (const std::string& cell : cells) {
    const bool number = !cell.empty() && cell.front() >= '0' && cell.front() <= '9';
    out += std::string("<") + tag + (number ? " class=\"n\">" : ">") + xml_text(cell) + "</" + tag + ">";
  }
  return out + "</tr>\n";
}

std::string fitting_table(const Plan& plan) {
  std::string rows;
  for (const Candidate& c : plan.candidates) {
    if (!c.fits()) break;
    rows += table_row(
        &c == plan.best ? " class=\"chosen\"" : "",
        {c.model->title, class_name(c.model->model_class), c.quant->mix->name,
         number_words(c.quality.ratio * 100) + " %", size_words(static_cast<double>(c.memory.total_bytes())),
         size_words(static_cast<double>(c.file_bytes)), time_words(c.speed.ttft_ms),
         time_words(c.speed.ttft_cold_ms),
         c.work.answer_tokens > 0 ? number_words(c.speed.generate_tok_s) : "at once",
         time_words(c.speed.load_ms),
         number_words(c.energy.joules) + " J (" + number_words(c.energy.low) + " to " +
             number_words(c.energy.high) + ")",
         c.on_front ? "yes" : ""});
  }
  if (rows.empty()) return "";
  return "<h2>What fits</h2>\n<table>\n" +
         table_row("",
                   {"model", "class", "type", "quality", "memory", "file", "first word",
                    "the same, nothing kept ready", "tokens/s", "load", "energy a request, modelled",
                    "on the front"},
                   "th") +
         rows + "</table>\n";
}

std::string rejected_table(const Plan& plan) {
  std::string rows;
  for (const Candidate* c : best_of_each_model(plan))
    if (!c->fits())
      rows += table_row(
          "", {c->model->title, class_name(c->model->model_class), c->quant->mix->name, rejection_words(*c)});
  return rows.empty() ? ""
                      : "<h2>What does not, the nearest type of each model</h2>\n<table>\n" +
                            table_row("", {"model", "class", "type", "why not"}, "th") + rows + "</table>\n";
}

std::string scores_table(const Plan& plan) {
  if (plan.best == nullptr) return "";
  std::string rows;
  for (const NeedMet& met : plan.best->quality.needs)
    rows += table_row(
        "", {met.need->ability, met.by->benchmark->name, number_words(met.score->value),
             number_words(met.value), number_words(met.by->at_least), met.score->setting, met.score->source});
  return "<h2>What the chosen one has shown</h2>\n<table>\n" +
         table_row("",
                   {"ability", "benchmark", "published", "after quantising", "needed", "setting", "source"},
                   "th") +
         rows + "</table>\n";
}

std::string device_table(const DeviceProfile& device) {
  std::string rows;
  const auto add = [&](const std::string& what, const Figure& figure, const std::string& value) {
    rows += table_row("", {what, value, source_name(figure.source), figure.from});
  };
  for (const CoreKind& core : device.cores)
    add(std::to_string(core.count) + " x " + core.kind + ", int8 of one", core.int8_gop_s,
        number_words(core.int8_gop_s.value) + " Gop/s");
  add("memory free", device.available_bytes, size_words(device.available_bytes.value));
  for (const ReadBandwidth& read : device.read)
    add("memory read by " + std::to_string(read.threads), read.gb_s, number_words(read.gb_s.value) + " GB/s");
  add("storage free", device.storage_free_bytes, size_words(device.storage_free_bytes.value));
  add("storage read", device.storage_read_gb_s, number_words(device.storage_read_gb_s.value) + " GB/s");
  add("power, idle", device.idle_watt, number_words(device.idle_watt.value) + " W");
  add("power, load", device.load_watt, number_words(device.load_watt.value) + " W");
  return "<h2>The device</h2>\n<table>\n" + table_row("", {"what", "figure", "is", "from"}, "th") + rows +
         "</table>\n";
}

}  // namespace

std::string report_html(const DeviceProfile& device, const TaskProfile& task, const Plan& plan,
                        const Verdict& verdict) {
  const std::string title = task.title + " on " + device.title;
  std::string line = verdict.model_class;
  if (plan.best != nullptr) line += ": " + plan.best->model->title + " in " + plan.best->quant->mix->name;
  return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + xml_text(title) +
         "</title><style>" + kStyle + "</style></head><body>\n<h1>" + xml_text(title) +
         "</h1>\n<p class=\"verdict\">" + xml_text(line) + "</p>\n<p>" + xml_text(verdict.reason) + "</p>\n" +
         paragraph("Runner-up", verdict.runner_up) + paragraph("A ladder", verdict.ladder) +
         paragraph("What would change it", verdict.would_change) + "<h2>The picture</h2>\n" +
         chart_svg(device, task, plan) + scores_table(plan) + fitting_table(plan) + rejected_table(plan) +
         device_table(device) +
         "<p class=\"small\">Made by ondol fit. Memory is computed from shapes by the engine's planning "
         "code; speed is "
         "predicted, energy is modelled, scores are the publishers'.</p>\n</body></html>\n";
}

}  // namespace ondol::fit
