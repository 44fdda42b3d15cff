// Hugging Face checkpoint → GGUF: reads everything small, plans every tensor, then streams. All that can be
// refused is refused before the output file exists.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include "base/try.h"
#include "models/convert/convert.h"
#include "models/convert/hf_architectures.h"
#include "models/convert/hf_config.h"
#include "models/convert/hf_rope.h"
#include "models/convert/hf_tensors.h"
#include "models/convert/hf_tokenizer.h"
#include "models/convert/tensor_stream.h"
#include "models/convert/type_choice.h"
#include "models/tokenizer_from_gguf.h"

namespace ondol {
namespace {

/// "135M", "1.7B": as model names write it.
std::string size_label(uint64_t n_params) {
  struct Unit {
    double size;
    const char* name;
  };
  constexpr std::array<Unit, 3> units{{{1e9, "B"}, {1e6, "M"}, {1e3, "K"}}};
  const auto n = static_cast<double>(n_params);
  for (const Unit& unit : units) {
    if (n < 0.9995 * unit.size && unit.size > 1e3) continue;
    const double value = n / unit.size;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), value < 9.95 ? "%.1f%s" : "%.0f%s", value, unit.name);
    return text.data();
  }
  return std::to_string(n_params);
}

std::string name_of(const std::string& dir, const ConvertOptions& options) {
  if (!options.name.empty()) return options.name;
  std::error_code ignored;
  const std::string name = std::filesystem::weakly_canonical(dir, ignored).filename().string();
  return name.empty() ? "model" : name;
}

/// Sampling that the model's makers recommend; the keys are the ones llama.cpp reads.
Status describe_sampling(const std::string& dir, GgufWriter& w) {
  ONDOL_ASSIGN(const auto generation, JsonFile::load_if_there(dir + "/generation_config.json"));
  if (!generation.has_value()) return {};
  ONDOL_ASSIGN(const bool sampled, generation->bool_or("do_sample", false));
  if (!sampled) return {};
  struct Row {
    const char* hf;
    const char* gguf;
  };
  for (const Row& row : {Row{"temperature", "general.sampling.temp"}, Row{"top_p", "general.sampling.top_p"},
                         Row{"min_p", "general.sampling.min_p"}}) {
    if (!generation->has(row.hf)) continue;
    ONDOL_ASSIGN(const double value, generation->number(row.hf));
    w.set_float(row.gguf, static_cast<float>(value));
  }
  if (generation->has("top_k")) {
    ONDOL_ASSIGN(const uint64_t k, generation->uint("top_k", INT32_MAX));
    w.set("general.sampling.top_k", {GgufType::i32, static_cast<int64_t>(k), 0});
  }
  return {};
}

void describe_templates(const std::vector<std::pair<std::string, std::string>>& templates, GgufWriter& w) {
  std::vector<std::string> others;
  for (const auto& [name, source] : templates) {
    if (name == "default") {
      w.set_string("tokenizer.chat_template", source);
      continue;
    }
    others.push_back(name);
    w.set_string("tokenizer.chat_template." + name, source);
  }
  if (!others.empty()) w.set_strings("tokenizer.chat_templates", others);
}

}  // namespace

Result<ConvertReport> convert_hf(const std::string& dir, const std::string& out,
                                 const ConvertOptions& options, const ConvertProgressFn& progress) {
  ConvertReport report;
  ONDOL_ASSIGN(const TypeChoice choice, TypeChoice::create(options.type, /*pure=*/false));
  ONDOL_ASSIGN(const HfConfig config, HfConfig::load(dir));
  ONDOL_ASSIGN(const SafetensorsModel model, SafetensorsModel::open(dir));
  ONDOL_ASSIGN(auto tensors, plan_hf_tensors(config, model, report.notes));
  ONDOL_ASSIGN(const uint64_t n_vocab, embedding_rows(config, model));
  ONDOL_ASSIGN(const TokenizerSpec vocabulary, load_hf_tokenizer(dir, config, n_vocab, report.notes));
  ONDOL_ASSIGN(const auto templates, load_chat_templates(dir));
  for (const PlannedTensor& tensor : tensors) report.n_params += tensor.n_elems();
  ONDOL_ASSIGN(auto factors, rope_tensors(config));
  std::move(factors.begin(), factors.end(), std::back_inserter(tensors));
  choice.apply(tensors, static_cast<int>(config.n_head / config.n_kv_head), report.notes);

  ONDOL_ASSIGN(const auto writer, GgufWriter::create(out));
  writer->set_string("general.architecture", config.arch->gguf_name);
  writer->set_string("general.type", "model");
  writer->set_string("general.name", name_of(dir, options));
  writer->set_string("general.size_label", size_label(report.n_params));
  ONDOL_TRY(describe_sampling(dir, *writer));
  ONDOL_TRY(describe_model(config, n_vocab, *writer, report.notes));
  writer->set_uint("general.file_type", choice.file_type(tensors));
  tokenizer_spec_to_gguf(vocabulary, *writer);
  describe_templates(templates, *writer);
  writer->set_uint("general.quantization_version", 2);

  ONDOL_TRY(write_tensors(*writer, tensors, options.n_threads, progress));
  ONDOL_TRY(model.check_intact());  // a shard that shrank meanwhile was read as zeros
  report.file_bytes = writer->file_bytes();
  ONDOL_TRY(writer->finish());
  report.n_tensors = static_cast<int>(tensors.size());
  report.architecture = config.arch->gguf_name;
  report.type = choice.label(tensors);
  return report;
}

}  // namespace ondol
