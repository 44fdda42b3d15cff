// Reads catalogue files: what a family shares, then each of its models.
#include "fit/catalogue.h"

#include <set>
#include <utility>

#include "base/nearest.h"
#include "base/toml_table.h"
#include "base/try.h"
#include "fit/data_folder.h"
#include "fit/figure.h"
#include "tensor/quant_mix.h"

namespace ondol::fit {
namespace {

constexpr const char* kClasses[] = {"sLM", "sLLM"};
constexpr const char* kCommercial[] = {"yes", "no", "conditions", "unknown"};
constexpr const char* kVariants[] = {"base", "instruct", "thinking"};
constexpr const char* kQkNorms[] = {"none", "head", "whole"};
constexpr const char* kNorms[] = {"before", "after", "around"};
constexpr const char* kTokenizers[] = {"bpe", "spm"};
constexpr const char* kMixers[] = {"attention", "short_conv", "mamba2"};

constexpr int64_t kMaxDimension = 1 << 20;

class FileReader {
 public:
  FileReader(TomlTable root, std::string family) : root_(std::move(root)), family_(std::move(family)) {}

  Result<std::vector<CatalogueModel>> read() {
    ONDOL_TRY(root_.allow({"family", "sources", "model"}));
    ONDOL_TRY(read_sources());
    ONDOL_TRY(read_family());
    ONDOL_ASSIGN(const auto tables, root_.tables("model"));
    std::vector<CatalogueModel> models;
    for (const TomlTable& table : tables) {
      ONDOL_ASSIGN(CatalogueModel model, read_model(table));
      models.push_back(std::move(model));
    }
    return models;
  }

 private:
  // ---- what the file's models share -----------------------------------------------------------------------

  Status read_sources() {
    ONDOL_ASSIGN(const TomlTable table, root_.table("sources"));
    for (const std::string& key : table.keys()) {
      ONDOL_ASSIGN(const std::string address, table.text(key));
      if (!is_address(address))
        return table.wrong(key, "expected an address, got \"" + on_one_line(address) + "\"");
      sources_[key] = address;
    }
    return {};
  }

  /// The address behind a key of [sources].
  Result<std::string> source(const TomlTable& table, std::string_view key) {
    ONDOL_ASSIGN(const std::string name, table.text(key));
    if (const auto found = sources_.find(name); found != sources_.end()) return found->second;
    Nearest nearest;
    for (const auto& [known, address] : sources_) nearest.offer(name, known, known);
    return table.wrong(
        key, "expected a key of [sources], got \"" + on_one_line(name) + "\"" +
                 (nearest.steps <= misspelling_steps(name) ? "; did you mean " + nearest.name + "?" : ""));
  }

  Status read_family() {
    ONDOL_ASSIGN(const TomlTable table, root_.table("family"));
    ONDOL_TRY(table.allow(
        {"maker", "licence", "licence_source", "commercial_use", "commercial_note", "languages"}));
    shared_.family = family_;
    ONDOL_ASSIGN(shared_.maker, table.text("maker"));
    return read_licence_and_languages(table, shared_);
  }

  /// A family says them once; a model may say otherwise.
  Status read_licence_and_languages(const TomlTable& table, CatalogueModel& model) {
    const bool is_family = &model == &shared_;
    if (is_family || table.has("licence")) {
      ONDOL_ASSIGN(model.licence, table.text("licence"));
      ONDOL_ASSIGN(model.licence_source, source(table, "licence_source"));
      ONDOL_ASSIGN(const size_t commercial, table.word("commercial_use", kCommercial));
      model.commercial = static_cast<Commercial>(commercial);
      model.commercial_note.clear();
      if (model.commercial == Commercial::conditions || table.has("commercial_note")) {
        ONDOL_ASSIGN(model.commercial_note, table.text("commercial_note"));
      }
    }
    if (is_family || table.has("languages")) {
      ONDOL_ASSIGN(model.languages, table.texts("languages"));
      for (const std::string& language : model.languages)
        if (language.size() != 2 && language != "multilingual")
          return table.wrong("languages", "expected two-letter codes or \"multilingual\", got \"" +
                                              on_one_line(language) + "\"");
    }
    return {};
  }

  // ---- one model ------------------------------------------------------------------------------------------

  Result<CatalogueModel> read_model(const TomlTable& table) {
    ONDOL_TRY(table.allow({"name",           "title",          "parameters",      "parameters_source",
                           "class",          "architecture",   "runs_on_ondol",   "placeholder",
                           "note",           "shape",          "shape_unknown",   "scores",
                           "original",       "gguf",           "gguf_file",       "licence",
                           "licence_source", "commercial_use", "commercial_note", "languages",
                           "tokenizer",      "only_quant",     "request"}));
    CatalogueModel model = shared_;
    ONDOL_ASSIGN(model.name, table.text("name"));
    if (model.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string::npos)
      return table.wrong("name", "expected small letters, digits, dots and hyphens, got \"" +
                                     on_one_line(model.name) + "\"");
    ONDOL_ASSIGN(model.title, table.text("title"));
    ONDOL_ASSIGN(model.parameters, table.integer("parameters", 1, 1000000000000));
    ONDOL_ASSIGN(model.parameters_source, source(table, "parameters_source"));
    ONDOL_TRY(read_class(table, model));
    ONDOL_ASSIGN(model.architecture, table.text("architecture"));
    ONDOL_ASSIGN(model.runs_on_ondol, table.boolean("runs_on_ondol"));
    if (table.has("placeholder")) {
      ONDOL_ASSIGN(model.placeholder, table.boolean("placeholder"));
    }
    if (table.has("note")) {
      ONDOL_ASSIGN(model.note, table.text("note"));
    }
    ONDOL_TRY(read_licence_and_languages(table, model));
    ONDOL_TRY(read_shape(table, model));
    ONDOL_TRY(read_use(table, model));
    ONDOL_TRY(read_scores(table, model));
    ONDOL_TRY(read_download(table, model));
    return model;
  }

  static Status read_class(const TomlTable& table, CatalogueModel& model) {
    ONDOL_ASSIGN(const size_t word, table.word("class", kClasses));
    model.model_class = static_cast<ModelClass>(word);
    const ModelClass expected = model.parameters <= kMaxSlmParameters ? ModelClass::slm : ModelClass::sllm;
    if (model.model_class != expected)
      return table.wrong("class", std::string("expected \"") + class_name(expected) + "\" for " +
                                      std::to_string(model.parameters) + " parameters, got \"" +
                                      class_name(model.model_class) + "\"");
    return {};
  }

  Status read_shape(const TomlTable& table, CatalogueModel& model) {
    if (!table.has("shape")) {
      // An unknown shape is said, with the reason: a forgotten one is an error.
      if (!table.has("shape_unknown"))
        return table.wrong("shape", "expected a section, or shape_unknown with the reason, got nothing");
      ONDOL_ASSIGN(model.shape_source, table.text("shape_unknown"));
      return {};
    }
    if (table.has("shape_unknown")) return table.wrong("shape_unknown", "expected nothing beside a shape");
    ONDOL_ASSIGN(const TomlTable shape, table.table("shape"));
    ONDOL_TRY(shape.allow(
        {"source",  "n_layer", "d_model",        "n_head",   "n_kv_head",         "d_head",      "d_ff",
         "n_vocab", "n_ctx",   "tied",           "n_expert", "n_expert_used",     "qkv_bias",    "qk_norm",
         "norms",   "window",  "window_pattern", "mixer",    "n_attention_layer", "conv_kernel", "d_inner",
         "d_state", "n_group", "n_ssm_head"}));
    ONDOL_ASSIGN(model.shape_source, source(shape, "source"));
    ModelShape out;
    ONDOL_TRY(read_dimensions(shape, out));
    ONDOL_TRY(read_variants(shape, out));
    ONDOL_TRY(read_mixer(shape, out));
    model.shape = out;
    return {};
  }

  Status read_use(const TomlTable& table, CatalogueModel& model) {
    if (table.has("tokenizer")) {
      ONDOL_ASSIGN(const size_t word, table.word("tokenizer", kTokenizers));
      model.tokenizer = static_cast<TokenizerKind>(word);
    }
    if (table.has("only_quant")) {
      ONDOL_ASSIGN(model.only_quant, table.text("only_quant"));
      if (find_quant_mix(model.only_quant) == nullptr)
        return table.wrong("only_quant", "expected a type that `ondol quantize` knows, got \"" +
                                             on_one_line(model.only_quant) + "\"");
    }
    if (!table.has("request")) return {};
    ONDOL_ASSIGN(const TomlTable request, table.table("request"));
    ONDOL_TRY(request.allow({"prompt_tokens", "answer_tokens", "context_tokens", "source"}));
    OwnRequest out;
    ONDOL_ASSIGN(out.prompt_tokens, request.integer("prompt_tokens", 1, 1 << 20));
    ONDOL_ASSIGN(out.answer_tokens, request.integer("answer_tokens", 0, 1 << 20));
    ONDOL_ASSIGN(out.context_tokens,
                 request.integer("context_tokens", out.prompt_tokens + out.answer_tokens, 1 << 24));
    ONDOL_ASSIGN(out.source, source(request, "source"));
    model.request = out;
    return {};
  }

  static Status read_dimensions(const TomlTable& shape, ModelShape& out) {
    ONDOL_ASSIGN(out.n_layer, shape.integer("n_layer", 1, 1024));
    ONDOL_ASSIGN(out.d_model, shape.integer("d_model", 1, kMaxDimension));
    ONDOL_ASSIGN(out.n_head, shape.integer("n_head", 1, 4096));
    ONDOL_ASSIGN(out.n_kv_head, shape.integer("n_kv_head", 1, 4096));
    if (out.n_head % out.n_kv_head != 0)
      return shape.wrong("n_kv_head", "expected a divisor of n_head " + std::to_string(out.n_head) +
                                          ", got " + std::to_string(out.n_kv_head));
    ONDOL_ASSIGN(out.d_head, shape.integer("d_head", 1, 4096));
    ONDOL_ASSIGN(out.d_ff, shape.integer("d_ff", 1, kMaxDimension));
    ONDOL_ASSIGN(out.n_vocab, shape.integer("n_vocab", 1, 1 << 24));
    ONDOL_ASSIGN(out.n_ctx, shape.integer("n_ctx", 1, 1 << 24));
    ONDOL_ASSIGN(out.tied, shape.boolean("tied"));
    return {};
  }

  static Status read_variants(const TomlTable& shape, ModelShape& out) {
    if (shape.has("qkv_bias")) {
      ONDOL_ASSIGN(out.qkv_bias, shape.boolean("qkv_bias"));
    }
    if (shape.has("n_expert")) {
      ONDOL_ASSIGN(out.n_expert, shape.integer("n_expert", 2, 4096));
      ONDOL_ASSIGN(out.n_expert_used, shape.integer("n_expert_used", 1, out.n_expert));
    } else if (shape.has("n_expert_used")) {
      return shape.wrong("n_expert_used", "expected nothing without n_expert");
    }
    if (shape.has("qk_norm")) {
      ONDOL_ASSIGN(const size_t word, shape.word("qk_norm", kQkNorms));
      out.qk_norm = static_cast<QkNorm>(word);
    }
    if (shape.has("norms")) {
      ONDOL_ASSIGN(const size_t word, shape.word("norms", kNorms));
      out.norms = static_cast<Norms>(word);
    }
    if (shape.has("window")) {
      ONDOL_ASSIGN(out.window, shape.integer("window", 1, 1 << 24));
      ONDOL_ASSIGN(out.window_pattern, shape.integer("window_pattern", 0, out.n_layer));
    } else if (shape.has("window_pattern")) {
      return shape.wrong("window_pattern", "expected nothing without a window");
    }
    return {};
  }

  static Status read_mixer(const TomlTable& shape, ModelShape& out) {
    out.n_attention_layer = out.n_layer;
    if (shape.has("mixer")) {
      ONDOL_ASSIGN(const size_t word, shape.word("mixer", kMixers));
      out.mixer = static_cast<Mixer>(word);
    }
    const bool hybrid = out.mixer != Mixer::attention;
    for (const char* key :
         {"n_attention_layer", "conv_kernel", "d_inner", "d_state", "n_group", "n_ssm_head"}) {
      if (shape.has(key) && !hybrid)
        return shape.wrong(key,
                           "has a meaning only with a mixer of other layers, \"short_conv\" or \"mamba2\"");
    }
    if (!hybrid) return {};
    ONDOL_ASSIGN(out.n_attention_layer, shape.integer("n_attention_layer", 0, out.n_layer));
    ONDOL_ASSIGN(out.conv_kernel, shape.integer("conv_kernel", 1, 64));
    if (out.mixer != Mixer::mamba2) return {};
    ONDOL_ASSIGN(out.d_inner, shape.integer("d_inner", 1, kMaxDimension));
    ONDOL_ASSIGN(out.d_state, shape.integer("d_state", 1, kMaxDimension));
    ONDOL_ASSIGN(out.n_group, shape.integer("n_group", 1, 4096));
    ONDOL_ASSIGN(out.n_ssm_head, shape.integer("n_ssm_head", 1, 4096));
    return {};
  }

  Status read_scores(const TomlTable& table, CatalogueModel& model) {
    if (!table.has("scores")) return {};
    ONDOL_ASSIGN(const auto scores, table.tables("scores"));
    std::set<std::pair<const Benchmark*, Variant>> seen;
    for (const TomlTable& row : scores) {
      ONDOL_TRY(row.allow({"benchmark", "value", "variant", "setting", "source"}));
      Score score;
      ONDOL_ASSIGN(score.benchmark, read_benchmark(row, "benchmark"));
      ONDOL_ASSIGN(score.value, row.number("value", 0, score.benchmark->max));
      ONDOL_ASSIGN(const size_t variant, row.word("variant", kVariants));
      score.variant = static_cast<Variant>(variant);
      ONDOL_ASSIGN(score.setting, row.text("setting"));
      ONDOL_ASSIGN(score.source, source(row, "source"));
      // Two publications of one score would make a choice silently: the file says which one counts.
      if (!seen.emplace(score.benchmark, score.variant).second)
        return row.wrong("benchmark", std::string("expected one score of ") + score.benchmark->name +
                                          " for \"" + kVariants[variant] + "\", got a second");
      model.scores.push_back(std::move(score));
    }
    return {};
  }

  static Status read_download(const TomlTable& table, CatalogueModel& model) {
    ONDOL_ASSIGN(model.original, table.text("original"));
    ONDOL_ASSIGN(model.gguf, table.text("gguf"));
    ONDOL_ASSIGN(model.gguf_file, table.text("gguf_file"));
    for (const auto& [key, value] :
         {std::pair<const char*, const std::string*>{"original", &model.original}, {"gguf", &model.gguf}}) {
      const size_t slash = value->find('/');
      const bool repository = slash != std::string::npos && slash > 0 && slash + 1 < value->size() &&
                              value->find_first_of(" :?#\\") == std::string::npos;
      if (!repository && *value != "unknown" && !model.placeholder)
        return table.wrong(key,
                           "expected OWNER/REPOSITORY or \"unknown\", got \"" + on_one_line(*value) + "\"");
    }
    return {};
  }

  TomlTable root_;
  std::string family_;
  std::map<std::string, std::string> sources_;
  CatalogueModel shared_;
};

}  // namespace

const char* class_name(ModelClass model_class) { return kClasses[static_cast<size_t>(model_class)]; }

int64_t count_parameters(const ModelShape& s) {
  const int64_t d_q = s.n_head * s.d_head, d_kv = s.n_kv_head * s.d_head;

  int64_t attention = s.d_model * (d_q + 2 * d_kv) + d_q * s.d_model;
  if (s.qkv_bias) attention += d_q + 2 * d_kv;
  if (s.qk_norm == QkNorm::head) attention += 2 * s.d_head;
  if (s.qk_norm == QkNorm::whole) attention += d_q + d_kv;

  int64_t mixer = 0;
  if (s.mixer == Mixer::short_conv) {
    // LFM2: one product to three gates' width, the convolution of each channel, one product back.
    mixer = 3 * s.d_model * s.d_model + s.d_model * s.conv_kernel + s.d_model * s.d_model;
  } else if (s.mixer == Mixer::mamba2) {
    // Mamba-2 (arXiv 2405.21060): z, x, B, C and dt in one product; convolution with bias; A, D, dt bias; a
    // norm.
    const int64_t d_conv = s.d_inner + 2 * s.n_group * s.d_state;
    mixer = s.d_model * (s.d_inner + d_conv + s.n_ssm_head) + d_conv * (s.conv_kernel + 1) +
            3 * s.n_ssm_head + s.d_inner + s.d_inner * s.d_model;
  }

  int64_t feed_forward = 3 * s.d_model * s.d_ff;
  // A router is one row of d_model for each expert.
  if (s.n_expert > 0) feed_forward = s.n_expert * (feed_forward + s.d_model);
  const int64_t norms = (s.norms == Norms::around ? 4 : 2) * s.d_model;

  return s.n_vocab * s.d_model * (s.tied ? 1 : 2) + s.d_model + s.n_layer * (feed_forward + norms) +
         s.n_attention_layer * attention + (s.n_layer - s.n_attention_layer) * mixer;
}

Result<std::vector<CatalogueModel>> parse_catalogue_file(const std::string& text, const std::string& path) {
  ONDOL_ASSIGN(TomlTable root, TomlTable::parse(text, path));
  return FileReader(std::move(root), data_name(path)).read();
}

Result<std::vector<CatalogueModel>> read_catalogue(const std::string& folder) {
  ONDOL_ASSIGN(const auto files, data_files(folder));
  std::vector<CatalogueModel> models;
  std::map<std::string, std::string> seen;
  for (const std::string& path : files) {
    ONDOL_ASSIGN(TomlTable root, TomlTable::read(path, "a catalogue file"));
    ONDOL_ASSIGN(auto some, FileReader(std::move(root), data_name(path)).read());
    for (CatalogueModel& model : some) {
      const auto [other, is_new] = seen.emplace(model.name, path);
      if (!is_new)
        return Error{
            ErrorCode::bad_format,
            path + ": model.name: expected a name of its own, got \"" + model.name + "\", which " +
                (other->second == path ? "stands here twice" : "stands in " + other->second + " too")};
      models.push_back(std::move(model));
    }
  }
  return models;
}

}  // namespace ondol::fit
