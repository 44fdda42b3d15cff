// The catalogue of open models, catalogue/*.toml, one file a family: shapes from which memory is computed,
// what the licence allows, published scores with their source. Knows nothing of devices or of the engine.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fit/benchmarks.h"
#include "ondol/result.h"

namespace ondol::fit {

/// Up to this many parameters a model is an sLM, above an sLLM (the project's word is "about 3B").
constexpr int64_t kMaxSlmParameters = 3300000000;

enum class ModelClass { slm, sllm };
enum class Commercial { yes, no, conditions, unknown };
enum class Variant { base, instruct, thinking };
enum class QkNorm { none, head, whole };  ///< a norm on each head of Q and K, or one over all heads together
enum class Norms {
  before,  ///< one before each block: two a layer
  after,   ///< one after each block: two a layer
  around,  ///< before and after: four a layer
};
enum class TokenizerKind {
  bpe,  ///< pieces are merged by a list of pairs
  spm,  ///< pieces have scores (SentencePiece)
};
enum class Mixer { attention, short_conv, mamba2 };  ///< what layers without attention do instead

/// The dimensions of a decoder; the tensors' sizes follow from them.
struct ModelShape {
  int64_t n_layer = 0, d_model = 0, n_head = 0, n_kv_head = 0, d_head = 0, d_ff = 0, n_vocab = 0;
  int64_t n_ctx = 0;                        ///< the longest context of the published model
  bool tied = false;                        ///< the output matrix is the embedding
  int64_t n_expert = 0, n_expert_used = 0;  ///< of d_ff each; 0 = no experts
  bool qkv_bias = false;
  QkNorm qk_norm = QkNorm::none;
  Norms norms = Norms::before;
  int64_t window = 0;          ///< of layers with a sliding window, 0 = no such layer
  int64_t window_pattern = 0;  ///< every so many layers one sees the whole context, 0 = none does
  Mixer mixer = Mixer::attention;
  int64_t n_attention_layer = 0;  ///< layers with a key-value cache; all of them unless mixer says otherwise
  int64_t conv_kernel = 0;        ///< short_conv, mamba2: width of the convolution
  int64_t d_inner = 0, d_state = 0, n_group = 0, n_ssm_head = 0;  ///< mamba2
};

struct Score {
  const Benchmark* benchmark = nullptr;
  double value = 0;
  Variant variant = Variant::instruct;
  std::string setting;  ///< shots and metric as published, "unknown" where the publication does not say
  std::string source;   ///< address
};

/// What a request is to a model made for one task, where the task's profile describes what a general model
/// would be told: tools and devices are in its weights, and its answer is labels that one pass gives.
struct OwnRequest {
  int64_t prompt_tokens = 0;
  int64_t answer_tokens = 0;  ///< 0: the answer is there when the prompt has been read
  int64_t context_tokens = 0;
  std::string source;
};

struct CatalogueModel {
  std::string name;    ///< as `ondol pull` and --json name it
  std::string family;  ///< the file's name
  std::string title, maker;
  int64_t parameters = 0;  ///< as published
  std::string parameters_source;
  ModelClass model_class = ModelClass::slm;
  std::vector<std::string> languages;  ///< ISO 639-1; "multilingual" says that there are many more
  std::string licence, licence_source;
  Commercial commercial = Commercial::unknown;
  std::string commercial_note;
  std::string architecture;    ///< general.architecture of its GGUF file
  bool runs_on_ondol = false;  ///< whether the engine has that architecture
  bool placeholder = false;    ///< the figures are a plan: such a model cannot be chosen yet
  std::string note;
  std::optional<ModelShape> shape;  ///< absent where nothing that could be cited gives it
  std::string shape_source;         ///< address, or why the shape is unknown
  TokenizerKind tokenizer = TokenizerKind::bpe;
  std::string only_quant;  ///< the one type that it comes in; its scores are of that type. Mostly empty
  std::optional<OwnRequest> request;  ///< absent for general models
  std::vector<Score> scores;          ///< in the file's order
  std::string original;               ///< Hugging Face repository of the original weights
  std::string gguf;                   ///< repository with GGUF files, "unknown" where none is known
  std::string gguf_file;              ///< a file's name there, with {quant} for the type, or "unknown"
};

/// Parameters that a model of this shape has, every matrix, norm and bias counted once.
int64_t count_parameters(const ModelShape& shape);

/// One file's models. Errors: bad_format "PATH:LINE: section.key: …".
Result<std::vector<CatalogueModel>> parse_catalogue_file(const std::string& text, const std::string& path);

/// Every *.toml of a folder, in the order of the files' names. Errors: not_found where there is none;
/// bad_format also for a name that two models have.
Result<std::vector<CatalogueModel>> read_catalogue(const std::string& folder);

const char* class_name(ModelClass model_class);

}  // namespace ondol::fit
