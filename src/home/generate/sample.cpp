// Samples as lines of training data; see sample.h.
#include "home/generate/sample.h"

#include <charconv>

#include "home/heads.h"
#include "home/labels.h"

namespace ondol::home {
namespace {

// A JSON value for each sample would take most of the time that a sample takes.
void append_json_text(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[c & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_number(size_t number, std::string& out) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_labels(const Frame& frame, std::string& out) {
  const auto names = head_names();
  for (size_t i = 0; i < names.size(); ++i) {
    const Head head = static_cast<Head>(i);
    out += i == 0 ? "{\"" : ",\"";
    out += names[i];
    out += "\":\"";
    out += labels_of(head)[label_of(frame, head)];
    out += '"';
  }
  out += '}';
}

/// Without those that say nothing.
void append_marked_labels(const Frame& frame, std::string& out) {
  out += " [";
  out += label(frame.intent);
  const auto names = head_names();
  for (size_t i = 1; i < names.size(); ++i) {
    const Head head = static_cast<Head>(i);
    if (label_of(frame, head) == 0) continue;
    out += ' ';
    out += names[i];
    out += '=';
    out += labels_of(head)[label_of(frame, head)];
  }
  out += ']';
}

}  // namespace

void append_sample_line(const Sample& sample, std::string& out) {
  out += "{\"text\":";
  append_json_text(sample.text, out);
  out += ",\"clauses\":[";
  for (const SampleClause& clause : sample.clauses) {
    if (&clause != sample.clauses.data()) out += ',';
    out += "{\"begin\":";
    append_number(clause.begin, out);
    out += ",\"labels\":";
    append_labels(clause.labels, out);
    out += ",\"spans\":[";
    for (const SampleSpan& span : clause.spans) {
      if (&span != clause.spans.data()) out += ',';
      out += "[\"";
      out += label(span.role);
      out += "\",";
      append_number(span.begin, out);
      out += ',';
      append_number(span.end, out);
      out += ']';
    }
    out += "]}";
  }
  out += "]}";
}

std::string sample_line(const Sample& sample) {
  std::string out;
  append_sample_line(sample, out);
  return out;
}

void append_marked_sample(const Sample& sample, std::string& out) {
  for (size_t i = 0; i < sample.clauses.size(); ++i) {
    const SampleClause& clause = sample.clauses[i];
    if (i > 0) out += " ‖ ";
    size_t at = clause.begin;
    const size_t end = i + 1 < sample.clauses.size() ? sample.clauses[i + 1].begin : sample.text.size();
    for (const SampleSpan& span : clause.spans) {
      out.append(sample.text, at, span.begin - at);
      out += '{';
      out += label(span.role);
      out += ':';
      out.append(sample.text, span.begin, span.end - span.begin);
      out += '}';
      at = span.end;
    }
    out.append(sample.text, at, end - at);
    while (!out.empty() && out.back() == ' ') out.pop_back();
    append_marked_labels(clause.labels, out);
  }
}

std::vector<Frame> frames_of(const Sample& sample) {
  std::vector<Frame> frames;
  for (const SampleClause& clause : sample.clauses) {
    Frame frame = clause.labels;
    for (const SampleSpan& span : clause.spans)
      frame.spans.push_back({span.role, sample.text.substr(span.begin, span.end - span.begin)});
    frames.push_back(std::move(frame));
  }
  return frames;
}

}  // namespace ondol::home
