#include "fit/verify/random_model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

#include "base/try.h"
#include "fit/probe/weight_buffer.h"
#include "format/gguf.h"
#include "kernels/kernels.h"
#include "text/bpe.h"

namespace ondol::fit {
namespace {

constexpr int64_t kTileRows = 16;

/// Words over six letters by length: every prefix is a word before it, so each is one merge of an earlier
/// token and a letter, and they are about as long as the tokens of real vocabularies.
std::vector<std::string> words(size_t n) {
  constexpr char kLetters[] = "etaoin";
  std::vector<std::string> out;
  for (const char letter : std::string(kLetters)) out.emplace_back(1, letter);
  for (size_t i = 0; out.size() < n; ++i)
    for (const char letter : std::string(kLetters)) out.push_back(out[i] + letter);
  out.resize(n);
  return out;
}

void write_bpe(GgufWriter& writer, size_t n_vocab) {
  std::vector<std::string> tokens(byte_alphabet().begin(), byte_alphabet().end()), merges;
  const size_t n_words = n_vocab > tokens.size() ? n_vocab - tokens.size() : 0;
  const auto all = words(n_words + 6);  // the first six are bytes already
  for (size_t i = 6; i < all.size() && tokens.size() < n_vocab; ++i) {
    tokens.push_back(all[i]);
    merges.push_back(all[i].substr(0, all[i].size() - 1) + " " + all[i].back());
  }
  tokens.resize(n_vocab);
  writer.set_string("tokenizer.ggml.model", "gpt2");
  writer.set_string("tokenizer.ggml.pre", "gpt-2");
  writer.set_strings("tokenizer.ggml.tokens", tokens);
  writer.set_ints("tokenizer.ggml.token_type", std::vector<int32_t>(n_vocab, 1));
  writer.set_strings("tokenizer.ggml.merges", merges);
}

void write_sentencepiece(GgufWriter& writer, size_t n_vocab) {
  std::vector<std::string> tokens{"<unk>", "<s>", "</s>"};
  std::vector<int32_t> types{2, 3, 3};
  for (int byte = 0; byte < 256; ++byte) {
    constexpr char kHex[] = "0123456789ABCDEF";
    tokens.push_back(std::string("<0x") + kHex[byte >> 4] + kHex[byte & 15] + ">");
    types.push_back(6);
  }
  std::vector<float> scores(tokens.size(), 0.0f);
  for (const std::string& word : words(n_vocab > tokens.size() ? n_vocab - tokens.size() : 0)) {
    scores.push_back(-static_cast<float>(tokens.size()));
    tokens.push_back(word);
    types.push_back(1);
  }
  tokens.resize(n_vocab);
  types.resize(n_vocab, 1);
  scores.resize(n_vocab);
  writer.set_string("tokenizer.ggml.model", "llama");
  writer.set_strings("tokenizer.ggml.tokens", tokens);
  writer.set_floats("tokenizer.ggml.scores", scores);
  writer.set_ints("tokenizer.ggml.token_type", types);
}

void write_metadata(GgufWriter& writer, const CatalogueModel& model, const QuantMix& mix) {
  const ModelShape& shape = *model.shape;
  const std::string at = model.architecture + ".";
  const auto number = [&](const char* key, int64_t value) {
    writer.set_uint(at + key, static_cast<uint32_t>(value));
  };
  writer.set_string("general.architecture", model.architecture);
  writer.set_string("general.name", model.name + " (random weights)");
  writer.set_uint("general.file_type", mix.file_type);
  number("block_count", shape.n_layer);
  number("context_length", shape.n_ctx);
  number("embedding_length", shape.d_model);
  number("feed_forward_length", shape.d_ff);
  number("attention.head_count", shape.n_head);
  number("attention.head_count_kv", shape.n_kv_head);
  number("attention.key_length", shape.d_head);
  number("attention.value_length", shape.d_head);
  writer.set_float(at + "attention.layer_norm_rms_epsilon", 1e-5f);
  if (shape.window > 0) number("attention.sliding_window", shape.window);
  if (shape.window > 0 && shape.window_pattern > 0)
    number("attention.sliding_window_pattern", shape.window_pattern);
  const auto n_vocab = static_cast<size_t>(shape.n_vocab);
  if (model.tokenizer == TokenizerKind::spm) {
    write_sentencepiece(writer, n_vocab);
  } else {
    write_bpe(writer, n_vocab);
  }
}

/// Rows of one type and length, made once and written over and over: quantising billions of weights would
/// take longer than measuring with them, and speed does not depend on their values.
class Tiles {
 public:
  const std::vector<std::byte>& of(DType type, int64_t n_cols) {
    auto [at, is_new] = tiles_.try_emplace({type, n_cols});
    if (is_new) {
      const uint64_t row = row_bytes(type, static_cast<uint64_t>(n_cols));
      at->second.resize(row * kTileRows);
      std::vector<float> values(static_cast<size_t>(n_cols));
      // So that a product's results are about as large as what went in.
      const float scale = 1.0f / std::sqrt(static_cast<float>(n_cols));
      for (int64_t r = 0; r < kTileRows; ++r) {
        random_values(values.data(), values.size(), static_cast<uint64_t>(r));
        for (float& value : values) value *= scale;
        quantize_row(type, at->second.data() + static_cast<uint64_t>(r) * row, values.data(), n_cols,
                     nullptr);
      }
    }
    return at->second;
  }

 private:
  std::map<std::pair<DType, int64_t>, std::vector<std::byte>> tiles_;
};

Status write_matrix(GgufWriter& writer, const ShapeTensor& tensor, const std::vector<std::byte>& tile) {
  const uint64_t row = tile.size() / kTileRows;
  for (int64_t done = 0; done < tensor.n_rows; done += kTileRows)
    ONDOL_TRY(
        writer.write(tile.data(), row * static_cast<uint64_t>(std::min(kTileRows, tensor.n_rows - done))));
  return {};
}

Status write_vector(GgufWriter& writer, const ShapeTensor& tensor) {
  const float value = tensor.name.ends_with(".bias") ? 0.0f : 1.0f;
  const std::vector<float> values(static_cast<size_t>(tensor.n_cols), value);
  return writer.write(values.data(), values.size() * sizeof(float));
}

}  // namespace

Status write_random_model(const CatalogueModel& model, const QuantMix& mix, const std::string& path,
                          const std::function<bool(uint64_t, uint64_t)>& progress) {
  ONDOL_ASSIGN(const auto tensors, shape_tensors(model, mix));
  ONDOL_ASSIGN(const auto writer, GgufWriter::create(path));
  write_metadata(*writer, model, mix);
  uint64_t total = 0, done = 0;
  for (const ShapeTensor& tensor : tensors) {
    std::vector<uint64_t> dims{static_cast<uint64_t>(tensor.n_cols)};
    if (tensor.n_rows > 1) dims.push_back(static_cast<uint64_t>(tensor.n_rows));
    ONDOL_TRY(writer->declare(tensor.name, tensor.dtype, dims));
    total += row_bytes(tensor.dtype, dims[0]) * static_cast<uint64_t>(tensor.n_rows);
  }
  Tiles tiles;
  for (const ShapeTensor& tensor : tensors) {
    ONDOL_TRY(tensor.n_rows > 1 ? write_matrix(*writer, tensor, tiles.of(tensor.dtype, tensor.n_cols))
                                : write_vector(*writer, tensor));
    done +=
        row_bytes(tensor.dtype, static_cast<uint64_t>(tensor.n_cols)) * static_cast<uint64_t>(tensor.n_rows);
    if (progress && !progress(done, total)) return Error{ErrorCode::cancelled, "interrupted"};
  }
  return writer->finish();
}

}  // namespace ondol::fit
