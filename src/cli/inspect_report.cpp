// What `ondol inspect` tells of a GGUF file; see inspect_report.h.
#include "cli/inspect_report.h"

#include <charconv>
#include <cstdio>

#include "base/size.h"
#include "models/architecture.h"
#include "models/kv_cache.h"

namespace ondol::cli {

namespace {

constexpr uint64_t kShortArray = 8;  // elements shown of a long array
constexpr size_t kShortText = 100;   // bytes shown of a long text
constexpr int64_t kContexts[] = {512, 2048, 4096, 8192, 32768};

/// One line, printable: a metadata text may hold anything, chat templates hold newlines.
std::string one_line(std::string_view text, bool full) {
  std::string result;
  for (const char c : text) {
    if (!full && result.size() >= kShortText && (static_cast<unsigned char>(c) & 0xC0) != 0x80)
      return result + "… (" + std::to_string(text.size()) + " bytes)";
    if (c == '\n')
      result += "\\n";
    else if (c == '\t')
      result += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      result += '?';
    else
      result += c;
  }
  return result;
}

/// The shortest decimal that is this float: 1e-05, and not the 17 digits of its double.
double shortest(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, static_cast<float>(value)).ptr;
  double result = value;
  std::from_chars(text, end, result);
  return result;
}

Json element_json(const GgufArray& array, uint64_t i) {
  if (array.elem_type == GgufType::string) return std::string(array.strings[i]);
  if (array.elem_type == GgufType::boolean) return array.int_at(i) != 0;
  if (array.elem_type == GgufType::u64) return array.uint_at(i);
  if (array.is_integer()) return array.int_at(i);
  return array.elem_type == GgufType::f32 ? shortest(array.float_at(i)) : array.float_at(i);
}

Json value_json(const GgufValue& value, bool full) {
  if (value.type == GgufType::f32) return shortest(std::get<double>(value.data));
  return std::visit(
      [&](const auto& data) -> Json {
        using T = std::decay_t<decltype(data)>;
        if constexpr (std::is_same_v<T, GgufArray>) {
          const bool whole = full || data.count <= 64;
          Json elements = Json::array();
          for (uint64_t i = 0; i < (whole ? data.count : kShortArray); ++i)
            elements.push_back(element_json(data, i));
          if (whole) return elements;
          return {{"elem_type", gguf_type_name(data.elem_type)}, {"count", data.count}, {"first", elements}};
        } else {
          return data;
        }
      },
      value.data);
}

std::string element_text(const GgufArray& array, uint64_t i, bool full) {
  const Json element = element_json(array, i);
  if (element.is_string())
    return Json(one_line(array.strings[i], full)).dump(-1, ' ', false, Json::error_handler_t::replace);
  return element.dump();
}

std::string value_text(const GgufValue& value, bool full) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return one_line(*text, full);
  const auto* array = std::get_if<GgufArray>(&value.data);
  if (array == nullptr) return value_json(value, full).dump();
  std::string result = "[";
  const uint64_t shown = full ? array->count : std::min(array->count, kShortArray);
  for (uint64_t i = 0; i < shown; ++i) result += (i == 0 ? "" : ", ") + element_text(*array, i, full);
  if (shown < array->count)
    result += ", …] (" + std::to_string(array->count) + ")";
  else
    result += "]";
  return result;
}

std::string padded(std::string text, size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string fixed(double value, int digits) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string shape_text(const GgufTensor& tensor) {
  std::string shape;
  for (int d = 0; d < tensor.n_dims; ++d)
    shape += (d == 0 ? "" : " × ") + std::to_string(tensor.view.dims[static_cast<size_t>(d)]);
  return shape;
}

/// The contexts asked about, up to the trained one, which is always among them.
void add_memory(const GgufFile& file, InspectReport& report) {
  const auto trained = read_config(file, 0);
  if (!trained.ok()) {
    report.memory_unknown = trained.error().message;
    return;
  }
  const auto add = [&](int64_t n_ctx) {
    const uint64_t kv_bytes = KvCache::size_bytes(*trained, KvType::f16, n_ctx);
    report.memory.push_back({n_ctx, kv_bytes, report.weights_bytes + kv_bytes});
  };
  for (const int64_t n_ctx : kContexts)
    if (n_ctx < trained->n_ctx_train) add(n_ctx);
  add(trained->n_ctx_train);
}

}  // namespace

InspectReport inspect_file(const GgufFile& file) {
  InspectReport report;
  if (auto name = file.get_string("general.architecture"); name.ok()) report.architecture = *name;
  for (const GgufTensor& tensor : file.tensors()) {
    TypeSum& sum = report.types[traits(tensor.view.dtype).name];
    sum.n_tensors += 1;
    sum.n_params += tensor.view.n_elems();
    sum.bytes += tensor.view.size_bytes();
    report.n_params += tensor.view.n_elems();
    report.weights_bytes += tensor.view.size_bytes();
  }
  add_memory(file, report);
  return report;
}

std::string inspect_text(const GgufFile& file, const InspectReport& report, bool tensors, bool full) {
  std::string text = one_line(file.path(), true) + "\n";
  text += "  GGUF version " + std::to_string(file.version()) + ", " + format_bytes(file.file_bytes()) + ", " +
          std::to_string(file.tensors().size()) + " tensors, " +
          fixed(static_cast<double>(report.n_params) / 1e6, 1) + " M parameters, " +
          fixed(report.bits_per_weight(), 2) + " bits per weight\n";

  text += "\nmetadata\n";
  for (const auto& [key, value] : file.metadata())
    text += "  " + padded(one_line(key, true), 42) + "  " + value_text(value, full) + "\n";

  text += "\ntensors by type\n";
  for (const auto& [type, sum] : report.types)
    text += "  " + padded(type, 8) + padded(std::to_string(sum.n_tensors), 6) +
            padded(fixed(static_cast<double>(sum.n_params) / 1e6, 2) + " M", 14) + format_bytes(sum.bytes) +
            "\n";
  if (tensors) {
    text += "\ntensors\n";
    for (const GgufTensor& tensor : file.tensors())
      text += "  " + padded(one_line(tensor.name, true), 32) + "  " +
              padded(traits(tensor.view.dtype).name, 8) + padded(format_bytes(tensor.view.size_bytes()), 10) +
              "  " + shape_text(tensor) + "\n";
  }

  if (report.memory.empty()) return text + "\nmemory: not known, " + report.memory_unknown + "\n";
  text += "\nmemory: weights " + format_bytes(report.weights_bytes) + " + KV cache (f16)\n";
  for (const MemoryNeed& need : report.memory)
    text += "  context " + padded(std::to_string(need.n_ctx), 8) + padded(format_bytes(need.kv_bytes), 12) +
            "= " + format_bytes(need.total_bytes) + "\n";
  return text;
}

Json inspect_json(const GgufFile& file, const InspectReport& report, bool full) {
  Json document = {{"path", file.path()},
                   {"version", file.version()},
                   {"file_bytes", file.file_bytes()},
                   {"architecture", report.architecture},
                   {"parameters", report.n_params},
                   {"weights_bytes", report.weights_bytes},
                   {"bits_per_weight", report.bits_per_weight()},
                   {"types", Json::object()},
                   {"memory", Json::array()},
                   {"metadata", Json::object()},
                   {"tensors", Json::array()}};
  for (const auto& [type, sum] : report.types)
    document["types"][type] = {
        {"tensors", sum.n_tensors}, {"parameters", sum.n_params}, {"bytes", sum.bytes}};
  for (const MemoryNeed& need : report.memory)
    document["memory"].push_back(
        {{"context", need.n_ctx}, {"kv_bytes", need.kv_bytes}, {"total_bytes", need.total_bytes}});
  for (const auto& [key, value] : file.metadata()) document["metadata"][key] = value_json(value, full);
  for (const GgufTensor& tensor : file.tensors()) {
    Json shape = Json::array();
    for (int d = 0; d < tensor.n_dims; ++d) shape.push_back(tensor.view.dims[static_cast<size_t>(d)]);
    document["tensors"].push_back({{"name", tensor.name},
                                   {"type", traits(tensor.view.dtype).name},
                                   {"shape", shape},
                                   {"bytes", tensor.view.size_bytes()},
                                   {"offset", tensor.file_offset}});
  }
  return document;
}

}  // namespace ondol::cli
