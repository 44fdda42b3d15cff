#include "ondol/model.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <map>

#include "base/machine_memory.h"
#include "base/process_memory.h"
#include "base/try.h"
#include "models/memory_plan.h"
#include "models/tokenizer_from_gguf.h"
#include "runtime/chat_prompt.h"
#include "runtime/impl.h"

namespace ondol {
namespace {

// The type that most of the weights' bytes have.
std::string main_type(const GgufFile& file) {
  std::map<DType, uint64_t> bytes;
  for (const GgufTensor& tensor : file.tensors()) bytes[tensor.view.dtype] += tensor.view.size_bytes();
  const auto most = std::max_element(bytes.begin(), bytes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == bytes.end() ? "none" : traits(most->first).name;
}

Result<ModelInfo> describe(const GgufFile& file, const ModelConfig& config) {
  ModelInfo info{};
  info.path = file.path();
  const std::string stem = info.path.substr(info.path.find_last_of('/') + 1);
  ONDOL_ASSIGN(info.name, file.string_or("general.name", stem));
  info.architecture = config.arch;
  info.quant = main_type(file);
  info.n_layer = config.n_layer;
  info.d_model = config.d_model;
  info.n_head = config.n_head;
  info.n_kv_head = config.n_kv_head;
  info.d_head = config.d_head;
  info.d_ff = config.d_ff;
  info.n_vocab = config.n_vocab;
  info.n_ctx_train = config.n_ctx_train;
  info.file_bytes = file.file_bytes();
  for (const GgufTensor& tensor : file.tensors()) {
    info.n_parameters += tensor.view.n_elems();
    info.weights_bytes += tensor.view.size_bytes();
  }
  return info;
}

}  // namespace

Model::Model() : impl_(std::make_unique<Impl>()) {}
Model::~Model() = default;

Result<std::shared_ptr<Model>> Model::load(std::shared_ptr<Engine> engine, const std::string& path,
                                           const ModelOptions& options) {
  std::shared_ptr<Model> model(new Model);
  model->impl_->engine = std::move(engine);
  ONDOL_ASSIGN(model->impl_->file, GgufFile::open(path));
  ONDOL_TRY(model->open(options));
  return model;
}

Result<std::shared_ptr<Model>> Model::load(std::shared_ptr<Engine> engine, std::span<const std::byte> file,
                                           std::string name, const ModelOptions& options) {
  std::shared_ptr<Model> model(new Model);
  model->impl_->engine = std::move(engine);
  ONDOL_ASSIGN(model->impl_->file, GgufFile::parse(file, std::move(name)));
  ONDOL_TRY(model->open(options));
  return model;
}

Status Model::open(const ModelOptions& options) {
  Impl& m = *impl_;
  m.kv_type = static_cast<KvType>(options.kv);
  const std::string& path = m.file->path();
  const Kernels& kernels = m.engine->impl().kernels;
  const int n_threads = m.engine->n_threads();

  // Bound twice where RoPE depends on the context: the plan decides the context and needs the shapes for it.
  ONDOL_ASSIGN(BoundModel bound, bind_model(*m.file, std::max<int64_t>(options.n_ctx, 1)));
  // What the system would kill for is refused here, with the amounts.
  const ProcessLimit limit = process_limit(SystemRoot::of_environment());
  ModelOptions affordable = options;
  const bool limited =
      limit.bytes > 0 && (options.memory_budget_bytes == 0 || limit.bytes < options.memory_budget_bytes);
  if (limited) affordable.memory_budget_bytes = limit.bytes;
  auto plan = plan_memory({bound, kernels, n_threads, m.kv_type, affordable, m.file->file_bytes(),
                           vocabulary_bytes(*m.file), program_bytes(resident_bytes(), n_threads)});
  if (!plan.ok()) {
    Error error = std::move(plan).error().within(path);
    if (limited && error.code == ErrorCode::over_budget)
      error.message += "; the budget is what " + limit.source + " leaves";
    return error;
  }
  m.plan = *plan;
  if (m.file->tensor("rope_factors_long.weight") != nullptr) {
    ONDOL_ASSIGN(bound, bind_model(*m.file, m.plan.n_ctx));
  }
  ONDOL_ASSIGN(m.info, describe(*m.file, bound.config));

  ONDOL_ASSIGN(TokenizerSpec spec, tokenizer_spec_from_gguf(*m.file));
  if (static_cast<int64_t>(spec.tokens.size()) > bound.config.n_vocab)
    return Error{ErrorCode::bad_format,
                 path + ": tokenizer.ggml.tokens: expected at most " + std::to_string(bound.config.n_vocab) +
                     " tokens (rows of token_embd.weight), got " + std::to_string(spec.tokens.size())};
  auto tokenizer = Tokenizer::create(std::move(spec));
  if (!tokenizer.ok()) return std::move(tokenizer).error().within(path);
  m.tokenizer = std::move(*tokenizer);
#ifdef __GLIBC__
  ::malloc_trim(0);  // lists of the file that the tokenizer was made from: megabytes that no plan counts
#endif
  ONDOL_ASSIGN(m.chat_template_source, m.file->string_or("tokenizer.chat_template", ""));
  m.info.has_chat_template = !m.chat_template_source.empty();

  const ForwardLimits limits{m.plan.n_batch, std::clamp<int64_t>(options.n_logit_rows, 1, m.plan.n_batch),
                             m.plan.n_ctx, n_threads, options.n_row_logits};
  auto transformer = Transformer::create(std::move(bound), kernels, limits);
  if (!transformer.ok()) return std::move(transformer).error().within(path);
  m.transformer = std::move(*transformer);
  if (options.preload) m.file->read_in();
  return {};
}

const ModelInfo& Model::info() const { return impl_->info; }
const MemoryPlan& Model::plan() const { return impl_->plan; }
Engine& Model::engine() const { return *impl_->engine; }

Result<std::vector<TokenId>> Model::tokenize(std::string_view text, bool add_special,
                                             bool parse_special) const {
  return impl_->tokenizer->encode(text, {add_special, parse_special});
}

std::string Model::detokenize(std::span<const TokenId> tokens, bool special) const {
  return impl_->tokenizer->decode(tokens, special);
}

std::string Model::piece(TokenId token, bool special) const {
  return impl_->tokenizer->piece(token, special);
}
bool Model::is_end_of_generation(TokenId token) const {
  return impl_->tokenizer->is_end_of_generation(token);
}
bool Model::adds_bos() const { return impl_->tokenizer->spec().add_bos && bos() >= 0; }
TokenId Model::bos() const { return impl_->tokenizer->spec().bos; }

Result<std::string> Model::render_chat(std::span<const ChatTurn> turns, bool add_generation_prompt) const {
  const TokenizerSpec& spec = impl_->tokenizer->spec();
  const auto text_of = [&](TokenId id) {
    return id >= 0 && id < impl_->tokenizer->n_vocab() ? spec.tokens[static_cast<size_t>(id)] : std::string();
  };
  auto prompt = chat_prompt(impl_->chat_template_source, turns, add_generation_prompt, text_of(spec.bos),
                            text_of(spec.eos));
  if (!prompt.ok()) return std::move(prompt).error().within(impl_->info.path + ": tokenizer.chat_template");
  return prompt;
}

}  // namespace ondol
