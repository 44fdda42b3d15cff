// llama2.c's legacy checkpoint (version 0) and tokenizer.bin → GGUF. Format: the comments of llama2.c's
// run.c and export.py (karpathy/llama2.c): seven int32, then float32 tensors, all layers of a kind together.
// Its Q and K rows already pair neighbours for RoPE, so nothing is permuted.
#include <array>
#include <cmath>
#include <cstring>
#include <filesystem>

#include "base/mapped_file.h"
#include "base/try.h"
#include "format/byte_cursor.h"
#include "models/convert/convert.h"
#include "models/convert/tensor_stream.h"
#include "models/convert/type_choice.h"
#include "models/tokenizer_from_gguf.h"

namespace ondol {
namespace {

struct Shapes {
  uint64_t d_model = 0, d_ff = 0, n_layer = 0, n_head = 0, n_kv_head = 0, n_vocab = 0, n_ctx = 0;
  bool tied = true;
  uint64_t d_head() const { return d_model / n_head; }
  uint64_t n_kv() const { return n_kv_head * d_head(); }
};

Result<Shapes> read_shapes(ByteCursor& in) {
  constexpr int32_t newer_magic = 0x616b3432;  // "ak42": versions 1 and 2
  Shapes s;
  struct Field {
    const char* name;
    uint64_t Shapes::*member;
    int32_t max;
  };
  constexpr std::array<Field, 7> fields{{{"dim", &Shapes::d_model, 1 << 20},
                                         {"hidden_dim", &Shapes::d_ff, 1 << 20},
                                         {"n_layers", &Shapes::n_layer, 1024},
                                         {"n_heads", &Shapes::n_head, 4096},
                                         {"n_kv_heads", &Shapes::n_kv_head, 4096},
                                         {"vocab_size", &Shapes::n_vocab, 1 << 24},
                                         {"seq_len", &Shapes::n_ctx, 1 << 24}}};
  for (const Field& field : fields) {
    const uint64_t at = in.offset();
    ONDOL_ASSIGN(int32_t value, in.read<int32_t>(field.name));
    if (at == 0 && value == newer_magic) {
      return in.error("magic", 0, "a legacy (version 0) checkpoint", "a newer one", ErrorCode::unsupported);
    }
    if (field.member == &Shapes::n_vocab && value < 0 && value >= -field.max) {
      s.tied = false;  // the sign says that the output matrix is stored too
      value = -value;
    }
    if (value < 1 || value > field.max) {
      return in.error(field.name, at, "1 to " + std::to_string(field.max), std::to_string(value));
    }
    s.*field.member = static_cast<uint64_t>(value);
  }
  if (s.d_model % s.n_head != 0 || s.d_head() % 2 != 0 || s.n_head % s.n_kv_head != 0) {
    return in.error("n_heads", 12, "heads that divide dim evenly and n_kv_heads that divide them",
                    std::to_string(s.n_head) + " heads, " + std::to_string(s.n_kv_head) +
                        " of K and V, dim " + std::to_string(s.d_model));
  }
  return s;
}

/// Hands out the float tensors in file order.
class Layout {
 public:
  Layout(const std::byte* data, const Shapes& shapes) : data_(data), s_(shapes) {}

  std::vector<PlannedTensor> plan() {
    const uint64_t d = s_.d_model;
    add("token_embd.weight", s_.n_vocab, d);
    layers("attn_norm.weight", 0, d);
    layers("attn_q.weight", d, d);
    layers("attn_k.weight", s_.n_kv(), d);
    layers("attn_v.weight", s_.n_kv(), d);
    layers("attn_output.weight", d, d);
    layers("ffn_norm.weight", 0, d);
    layers("ffn_gate.weight", s_.d_ff, d);
    layers("ffn_down.weight", d, s_.d_ff);
    layers("ffn_up.weight", s_.d_ff, d);
    add("output_norm.weight", 0, d);
    used_floats_ += s_.n_ctx * s_.d_head();  // cos and sin tables, which every reader computes itself
    if (!s_.tied) add("output.weight", s_.n_vocab, d);
    return std::move(tensors_);
  }
  uint64_t used_bytes() const { return used_floats_ * sizeof(float); }

 private:
  /// rows 0: a vector.
  void add(std::string name, uint64_t rows, uint64_t cols) {
    PlannedTensor t;
    t.name = std::move(name);
    t.dims = rows == 0 ? std::vector<uint64_t>{cols} : std::vector<uint64_t>{cols, rows};
    t.read = [from = data_ + used_floats_ * sizeof(float), cols](uint64_t first, uint64_t n,
                                                                 float* out) -> Status {
      std::memcpy(out, from + first * cols * sizeof(float), n * cols * sizeof(float));
      return {};
    };
    used_floats_ += t.n_elems();
    tensors_.push_back(std::move(t));
  }
  void layers(const std::string& name, uint64_t rows, uint64_t cols) {
    for (uint64_t i = 0; i < s_.n_layer; ++i) add("blk." + std::to_string(i) + "." + name, rows, cols);
  }

  const std::byte* data_;
  const Shapes& s_;
  uint64_t used_floats_ = 0;
  std::vector<PlannedTensor> tensors_;
};

bool is_byte_piece(std::string_view text) {
  return text.size() == 6 && text.starts_with("<0x") && text[5] == '>';
}

/// tokenizer.bin: u32 longest piece, then per token f32 score, i32 length, bytes; spaces unescaped.
Result<TokenizerSpec> read_vocabulary(const std::string& path, uint64_t n_vocab) {
  ONDOL_ASSIGN(const auto file, MappedFile::open(path));
  ByteCursor in(file->bytes(), path);
  ONDOL_ASSIGN(const auto longest, in.read<uint32_t>("max_token_length"));
  (void)longest;
  TokenizerSpec spec;
  spec.model = "llama";
  spec.pre = "default";
  spec.unk = 0;
  spec.bos = 1;
  spec.eos = 2;
  spec.add_bos = true;
  if (n_vocab < 3) return Error{ErrorCode::bad_format, path + ": expected a vocabulary of at least 3 tokens"};
  for (uint64_t id = 0; id < n_vocab; ++id) {
    const std::string field = "token " + std::to_string(id);
    ONDOL_ASSIGN(const auto score, in.read<float>(field));
    const uint64_t at = in.offset();
    ONDOL_ASSIGN(const auto length, in.read<int32_t>(field));
    if (!std::isfinite(score)) return in.error(field, at - 4, "a finite score", "another");
    if (length < 0 || static_cast<uint64_t>(length) > in.left()) {
      return in.error(field, at, "a length from 0 to " + std::to_string(in.left()), std::to_string(length));
    }
    std::string text(reinterpret_cast<const char*>(in.here()), static_cast<size_t>(length));
    in.skip(static_cast<uint64_t>(length));
    std::string piece;
    for (const char c : text) piece += c == ' ' ? std::string("\u2581") : std::string(1, c);
    spec.tokens.push_back(std::move(piece));
    spec.scores.push_back(score);
    spec.types.push_back(is_byte_piece(text) ? TokenType::byte : TokenType::normal);
  }
  if (in.left() != 0) {
    return in.error("end", in.offset(), "the end of the file after " + std::to_string(n_vocab) + " tokens",
                    std::to_string(in.left()) + " more bytes");
  }
  spec.tokens[0] = "<unk>";
  spec.tokens[1] = "<s>";
  spec.tokens[2] = "</s>";
  spec.types[0] = TokenType::unknown;
  spec.types[1] = spec.types[2] = TokenType::control;
  ONDOL_TRY(file->check_intact());
  return spec;
}

void describe(const Shapes& s, GgufWriter& w) {
  const auto set = [&](const char* key, uint64_t value) { w.set_uint(key, static_cast<uint32_t>(value)); };
  set("llama.block_count", s.n_layer);
  set("llama.context_length", s.n_ctx);
  set("llama.embedding_length", s.d_model);
  set("llama.feed_forward_length", s.d_ff);
  set("llama.attention.head_count", s.n_head);
  set("llama.attention.head_count_kv", s.n_kv_head);
  w.set_float("llama.attention.layer_norm_rms_epsilon", 1e-5F);  // constants of llama2.c's code
  set("llama.vocab_size", s.n_vocab);
  set("llama.rope.dimension_count", s.d_head());
  w.set_float("llama.rope.freq_base", 10000.0F);
}

}  // namespace

Result<ConvertReport> convert_llama2c(const std::string& model_bin, const std::string& tokenizer_bin,
                                      const std::string& out, const ConvertOptions& options,
                                      const ConvertProgressFn& progress) {
  ConvertReport report;
  ONDOL_ASSIGN(const TypeChoice choice, TypeChoice::create(options.type, /*pure=*/false));
  ONDOL_ASSIGN(const auto file, MappedFile::open(model_bin));
  ByteCursor in(file->bytes(), model_bin);
  ONDOL_ASSIGN(const Shapes shapes, read_shapes(in));
  Layout layout(in.here(), shapes);
  std::vector<PlannedTensor> tensors = layout.plan();
  if (layout.used_bytes() != in.left()) {
    return in.error("weights", in.offset(), std::to_string(layout.used_bytes()) + " bytes",
                    std::to_string(in.left()));
  }
  ONDOL_ASSIGN(const TokenizerSpec vocabulary, read_vocabulary(tokenizer_bin, shapes.n_vocab));
  for (const PlannedTensor& tensor : tensors) report.n_params += tensor.n_elems();
  choice.apply(tensors, static_cast<int>(shapes.n_head / shapes.n_kv_head), report.notes);

  ONDOL_ASSIGN(const auto writer, GgufWriter::create(out));
  writer->set_string("general.architecture", "llama");
  writer->set_string("general.type", "model");
  writer->set_string("general.name",
                     options.name.empty() ? std::filesystem::path(model_bin).stem().string() : options.name);
  describe(shapes, *writer);
  writer->set_uint("general.file_type", choice.file_type(tensors));
  tokenizer_spec_to_gguf(vocabulary, *writer);
  writer->set_uint("general.quantization_version", 2);
  ONDOL_TRY(write_tensors(*writer, tensors, options.n_threads, progress));
  ONDOL_TRY(file->check_intact());
  report.file_bytes = writer->file_bytes();
  ONDOL_TRY(writer->finish());
  report.n_tensors = static_cast<int>(tensors.size());
  report.architecture = "llama";
  report.type = choice.label(tensors);
  return report;
}

}  // namespace ondol
