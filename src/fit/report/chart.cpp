#include "fit/report/chart.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "base/toml_table.h"
#include "fit/plan/words.h"
#include "fit/report/table.h"

namespace ondol::fit {
namespace {

constexpr double kWidth = 900, kHeight = 560;
constexpr double kLeft = 70, kRight = 870, kTop = 70, kBottom = 470;
constexpr double kLargestRadius = 26, kSmallestRadius = 3;
constexpr const char* kFits = "#1b6ca8";
constexpr const char* kRejected = "#8a8a8a";
constexpr const char* kChosen = "#c8372d";
constexpr const char* kLimit = "#5b7f3a";

struct Point {
  const Candidate* candidate;
  double tok_s, quality;
  double x = 0, y = 0, radius = 0;
};

/// Tokens a second as a person sees them: an answer that comes all at once is as fast as its whole request.
double seen_tok_s(const Candidate& c, const TaskProfile& task) {
  if (c.work.answer_tokens > 0) return c.speed.generate_tok_s;
  return static_cast<double>(task.answer_tokens) / c.speed.request_s;
}

std::string formatted(const char* format, double a, double b, double c = 0, double d = 0) {
  char text[256];
  std::snprintf(text, sizeof text, format, a, b, c, d);
  return text;
}

class Chart {
 public:
  Chart(const DeviceProfile& device, const TaskProfile& task, const Plan& plan)
      : device_(device), task_(task), plan_(plan) {
    double memory = 1;
    for (const Candidate* c : best_of_each_model(plan)) {
      if (!c->computed || !c->quality.known || c->quality.ratio <= 0) continue;
      points_.push_back({c, seen_tok_s(*c, task), c->quality.ratio * 100});
      memory = std::max(memory, static_cast<double>(c->memory.total_bytes()));
    }
    slowest_ = fastest_ = task.min_generate_tok_s;
    for (const Point& p : points_) {
      slowest_ = std::min(slowest_, p.tok_s);
      fastest_ = std::max(fastest_, p.tok_s);
      ablest_ = std::max(ablest_, p.quality);
    }
    slowest_ = std::pow(10, std::floor(std::log10(slowest_)));
    fastest_ = std::pow(10, std::ceil(std::log10(fastest_ * 1.01)));
    ablest_ = std::ceil(ablest_ / 20 + 0.2) * 20;
    for (Point& p : points_) {
      p.x = x_of(p.tok_s);
      p.y = y_of(p.quality);
      const double share = static_cast<double>(p.candidate->memory.total_bytes()) / memory;
      p.radius = std::max(kSmallestRadius, kLargestRadius * std::sqrt(share));
    }
    // Large discs first, so that small ones lie on top; the chosen one last of all.
    std::ranges::stable_sort(points_, [&](const Point& a, const Point& b) {
      const bool a_last = a.candidate == plan_.best, b_last = b.candidate == plan_.best;
      return a_last != b_last ? b_last : a.radius > b.radius;
    });
  }

  std::string svg() {
    out_ = formatted(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" "
        "height=\"%.0f\" font-family=\"sans-serif\" font-size=\"12\">\n",
        kWidth, kHeight, kWidth, kHeight);
    out_ += formatted("<rect width=\"%.0f\" height=\"%.0f\" fill=\"white\"/>\n", kWidth, kHeight);
    text(kLeft, 28, task_.title, "font-size=\"17\" font-weight=\"bold\"");
    text(kLeft, 48, "on " + device_.title + ": quality against speed, discs as large as the memory",
         "fill=\"#444\"");
    axes();
    limits();
    front();
    for (const Point& p : points_) disc(p);
    labels();
    legend();
    return out_ + "</svg>\n";
  }

 private:
  double x_of(double tok_s) const {
    const double part =
        (std::log10(tok_s) - std::log10(slowest_)) / (std::log10(fastest_) - std::log10(slowest_));
    return kLeft + part * (kRight - kLeft);
  }
  double y_of(double quality) const { return kBottom - quality / ablest_ * (kBottom - kTop); }

  void text(double x, double y, const std::string& words, const std::string& attributes = "") {
    out_ +=
        formatted("<text x=\"%.1f\" y=\"%.1f\" ", x, y) + attributes + ">" + xml_text(words) + "</text>\n";
  }
  void line(double x1, double y1, double x2, double y2, const std::string& attributes) {
    out_ += formatted("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" ", x1, y1, x2, y2) + attributes +
            "/>\n";
  }

  void axes() {
    for (double decade = slowest_; decade <= fastest_ * 1.01; decade *= 10) {
      for (const double tok_s : {decade, 2 * decade, 5 * decade}) {
        if (tok_s > fastest_ * 1.01) break;
        line(x_of(tok_s), kTop, x_of(tok_s), kBottom, "stroke=\"#e4e4e4\"");
        text(x_of(tok_s), kBottom + 18, plain_number(tok_s), "text-anchor=\"middle\" fill=\"#444\"");
      }
    }
    const double step = ablest_ > 200 ? 50 : 20;
    for (double quality = 0; quality <= ablest_; quality += step) {
      line(kLeft, y_of(quality), kRight, y_of(quality), "stroke=\"#e4e4e4\"");
      text(kLeft - 8, y_of(quality) + 4, number_words(quality), "text-anchor=\"end\" fill=\"#444\"");
    }
    line(kLeft, kBottom, kRight, kBottom, "stroke=\"#444\"");
    line(kLeft, kTop, kLeft, kBottom, "stroke=\"#444\"");
    text((kLeft + kRight) / 2, kBottom + 38, "tokens a second, predicted", "text-anchor=\"middle\"");
    out_ += formatted("<text transform=\"translate(22 %.1f) rotate(-90)\" text-anchor=\"middle\">",
                      (kTop + kBottom) / 2, 0) +
            "quality, % of what the task needs</text>\n";
  }

  void limits() {
    const std::string stroke =
        std::string("stroke=\"") + kLimit + "\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"";
    const std::string fill = std::string("fill=\"") + kLimit + "\"";
    line(kLeft, y_of(100), kRight, y_of(100), stroke);
    text(kLeft + 6, y_of(100) - 5, "good enough above", fill);
    line(x_of(task_.min_generate_tok_s), kTop, x_of(task_.min_generate_tok_s), kBottom, stroke);
    text(x_of(task_.min_generate_tok_s) + 5, kTop + 12, "fast enough to the right", fill);
  }

  /// The staircase of what is best for its speed, among those that fit.
  void front() {
    std::vector<const Point*> best;
    for (const Point& p : points_)
      if (p.candidate->fits()) best.push_back(&p);
    std::ranges::sort(best, [](const Point* a, const Point* b) { return a->x > b->x; });
    std::string path;
    double ablest = 0;
    for (const Point* p : best) {
      if (p->quality <= ablest) continue;
      ablest = p->quality;
      path += (path.empty() ? "" : " ") + formatted("%.1f,%.1f", p->x, p->y);
    }
    out_ +=
        "<polyline points=\"" + path + "\" fill=\"none\" stroke=\"" + kFits + "\" stroke-opacity=\"0.5\"/>\n";
  }

  void disc(const Point& p) {
    const Candidate& c = *p.candidate;
    const bool chosen = &c == plan_.best;
    const char* color = chosen ? kChosen : c.fits() ? kFits : kRejected;
    out_ += formatted("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" ", p.x, p.y, p.radius) + "fill=\"" + color +
            "\" fill-opacity=\"" + (c.fits() ? "0.55" : "0.12") + "\" stroke=\"" + color + "\"><title>" +
            xml_text(short_name(c) + ", " + size_words(static_cast<double>(c.memory.total_bytes())) +
                     (c.fits() ? "" : ": " + rejection_words(c))) +
            "</title></circle>\n";
    if (chosen)
      out_ += formatted("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"none\" stroke-width=\"2\" ", p.x,
                        p.y, p.radius + 5) +
              "stroke=\"" + kChosen + "\"/>\n";
  }

  struct Box {
    double left, top, right, bottom;
    bool meets(const Box& o) const {
      return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
    }
  };

  /// Names beside discs where there is room: the chosen first, then those that fit, then the others.
  void labels() {
    std::vector<const Point*> order;
    for (const Point& p : points_) order.push_back(&p);
    const auto rank = [&](const Point* p) {
      return p->candidate == plan_.best        ? 0
             : p->candidate == plan_.runner_up ? 1
             : p->candidate->fits()            ? 2
                                               : 3;
    };
    std::ranges::stable_sort(order, [&](const Point* a, const Point* b) { return rank(a) < rank(b); });
    std::vector<Box> taken;
    for (const Point* p : order) label(*p, taken);
  }
  void label(const Point& p, std::vector<Box>& taken) {
    constexpr double kLetter = 6.4, kLine = 13;
    const bool chosen = p.candidate == plan_.best;
    const std::string& words = p.candidate->model->name;
    const double width = kLetter * static_cast<double>(words.size()) * (chosen ? 1.15 : 1);
    const double gap = p.radius + (chosen ? 8 : 3);
    const Box places[] = {
        {p.x + gap, p.y - kLine / 2, p.x + gap + width, p.y + kLine / 2},
        {p.x - gap - width, p.y - kLine / 2, p.x - gap, p.y + kLine / 2},
        {p.x - width / 2, p.y - gap - kLine, p.x + width / 2, p.y - gap},
        {p.x - width / 2, p.y + gap, p.x + width / 2, p.y + gap + kLine},
    };
    for (const Box& box : places) {
      if (box.left < kLeft || box.right > kWidth - 4 || box.top < kTop - 8 || box.bottom > kBottom) continue;
      if (std::ranges::any_of(taken, [&](const Box& other) { return box.meets(other); })) continue;
      taken.push_back(box);
      text(box.left, box.bottom - 3, words,
           chosen
               ? std::string("font-weight=\"bold\" fill=\"") + kChosen + "\""
               : std::string("font-size=\"11\" fill=\"") + (p.candidate->fits() ? "#12486f" : "#777") + "\"");
      return;
    }
  }

  void legend() {
    constexpr double kY = kHeight - 22;
    const auto item = [&](double x, const char* color, const char* opacity, const std::string& words) {
      out_ += formatted("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" ", x, kY - 4) + "fill=\"" + color +
              "\" fill-opacity=\"" + opacity + "\" stroke=\"" + color + "\"/>\n";
      text(x + 11, kY, words);
    };
    item(kLeft, kChosen, "0.55",
         plan_.best != nullptr ? "chosen: " + short_name(*plan_.best) : std::string("nothing was chosen"));
    item(kLeft + 330, kFits, "0.55", "fits");
    item(kLeft + 400, kRejected, "0.12", "rejected (its reason: point at it)");
    line(kLeft + 630, kY - 4, kLeft + 655, kY - 4,
         std::string("stroke=\"") + kFits + "\" stroke-opacity=\"0.5\"");
    text(kLeft + 661, kY, "best for its speed");
  }

  const DeviceProfile& device_;
  const TaskProfile& task_;
  const Plan& plan_;
  std::vector<Point> points_;
  double slowest_ = 1, fastest_ = 10, ablest_ = 120;
  std::string out_;
};

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // What a profile's title may hold and XML may not.
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string chart_svg(const DeviceProfile& device, const TaskProfile& task, const Plan& plan) {
  return Chart(device, task, plan).svg();
}

}  // namespace ondol::fit
