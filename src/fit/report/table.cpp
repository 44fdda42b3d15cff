#include "fit/report/table.h"

#include <algorithm>
#include <set>

#include "fit/plan/words.h"

namespace ondol::fit {
namespace {

constexpr size_t kFitting = 10, kRejected = 10;
constexpr size_t kLine = 100;

/// Paragraphs broken between words, each line indented.
std::string wrapped(const std::string& text, const std::string& indent) {
  std::string out, line;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!line.empty() && indent.size() + line.size() + 1 + word.size() > kLine) {
      out += indent + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    at = end + 1;
  }
  return line.empty() ? out : out + indent + line + "\n";
}

std::string cell(const std::string& text, size_t width, bool right = true) {
  if (text.size() >= width) return text + " ";
  const std::string space(width - text.size(), ' ');
  return (right ? space + text : text + space) + " ";
}

std::string paragraph(const char* heading, const std::string& text) {
  return text.empty() ? "" : std::string("\n") + heading + "\n" + wrapped(text, "  ");
}

std::string row(const Candidate& c, bool best) {
  return std::string(best         ? "> "
                     : c.on_front ? "* "
                                  : "  ") +
         cell(c.model->name, 24, false) + cell(class_name(c.model->model_class), 4, false) +
         cell(c.quant->mix->name, 6, false) + cell(number_words(c.quality.ratio * 100) + " %", 7) +
         cell(size_words(static_cast<double>(c.memory.total_bytes())), 8) +
         cell(time_words(c.speed.ttft_ms), 10) +
         cell(c.work.answer_tokens > 0 ? number_words(c.speed.generate_tok_s) : "at once", 8) +
         cell(time_words(c.speed.load_ms), 8) + joule_words(c.energy.joules) + "\n";
}

/// A line's worth; --json and the page have all of them.
std::string first_reasons(const Candidate& c) {
  constexpr size_t kShown = 2;
  std::string text;
  for (size_t i = 0; i < std::min(kShown, c.rejections.size()); ++i)
    text += (i > 0 ? "; " : "") + c.rejections[i].text;
  if (c.rejections.size() > kShown) text += "; and " + std::to_string(c.rejections.size() - kShown) + " more";
  return text;
}

}  // namespace

std::vector<const Candidate*> best_of_each_model(const Plan& plan) {
  std::vector<const Candidate*> out;
  std::set<const CatalogueModel*> seen;
  for (const Candidate& c : plan.candidates)
    if (seen.insert(c.model).second) out.push_back(&c);
  return out;
}

std::string report_text(const DeviceProfile& device, const TaskProfile& task, const Plan& plan,
                        const Verdict& verdict) {
  std::string text = "device   " + device.name + ": " + device.title + "\ntask     " + task.name + ": " +
                     task.title + "\nverdict  " + verdict.model_class;
  if (const Candidate* best = plan.best)
    text += ": " + best->model->name + ", " + best->quant->mix->name + ", cache in " + kv_name(best->kv) +
            ", context " + std::to_string(best->work.context_tokens) + ", " + std::to_string(best->threads) +
            (best->threads == 1 ? " thread" : " threads");
  text += "\n" + paragraph("Why", verdict.reason) + paragraph("Runner-up", verdict.runner_up) +
          paragraph("A ladder", verdict.ladder) + paragraph("What would change it", verdict.would_change);

  const auto models = best_of_each_model(plan);
  size_t shown = 0;
  for (const Candidate* c : models) {
    if (!c->fits() || shown == kFitting) break;
    if (shown++ == 0)
      text +=
          "\nWhat fits, the best type of each model (> chosen, * nothing that fits is better in everything)\n"
          "  model                    class type   quality   memory first word tokens/s     load J a "
          "request\n";
    text += row(*c, c == plan.best);
  }
  shown = 0;
  for (const Candidate* c : models) {
    if (c->fits()) continue;
    if (shown == kRejected) break;
    if (shown++ == 0) text += "\nWhat does not, nearest first\n";
    text += "  " + cell(c->model->name, 24, false) + cell(c->quant->mix->name, 6, false) + first_reasons(*c) +
            "\n";
  }
  return text;
}

}  // namespace ondol::fit
