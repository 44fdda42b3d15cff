#include "train/checkpoint.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <span>
#include <vector>

#include "base/try.h"
#include "format/gguf.h"
#include "models/tokenizer_from_gguf.h"
#include "train/permutation.h"

namespace ondol::train {
namespace {

constexpr uint32_t kVersion = 1;
constexpr const char* kArchitecture = "ondol-checkpoint";

struct Piece {
  std::string name;
  const Param* param;
  float* data;
};

std::vector<Piece> pieces_of(Learner& learner) {
  std::vector<Piece> pieces;
  for (size_t i = 0; i < learner.layout().params().size(); ++i) {
    const Param& p = learner.layout().params()[i];
    const int index = static_cast<int>(i);
    pieces.push_back({p.name + ".value", &p, learner.params() + p.offset});
    pieces.push_back({p.name + ".first", &p, learner.optimizer().first(index)});
    if (float* second = learner.optimizer().second(index)) pieces.push_back({p.name + ".second", &p, second});
    if (learner.average() != nullptr)
      pieces.push_back({p.name + ".average", &p, learner.average() + p.offset});
  }
  return pieces;
}

std::string hex(uint64_t value) {
  char text[20];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

uint64_t checksum_of_head(const RunState& s, const std::vector<std::string>& tokens) {
  uint64_t bits;
  std::memcpy(&bits, &s.minutes, sizeof bits);
  const std::vector<uint64_t> numbers{kVersion, static_cast<uint64_t>(s.step), bits, s.data_fingerprint,
                                      static_cast<uint64_t>(s.n_threads)};
  uint64_t sum = fingerprint_of(s.identity, fingerprint_of(numbers, 3));
  for (const std::string& token : tokens) sum = fingerprint_of(token, sum);
  return sum;
}

uint64_t checksum_of(const void* data, int64_t n_floats, uint64_t so_far) {
  return fingerprint_of(std::span(static_cast<const uint32_t*>(data), static_cast<size_t>(n_floats)), so_far);
}

/// What a person can do about a checkpoint that cannot be used.
std::string with_previous(const std::string& path) {
  const std::string previous = previous_checkpoint(path);
  std::error_code error;
  if (!std::filesystem::exists(previous, error))
    return "; there is no earlier checkpoint: start again without --resume";
  return "; the checkpoint before it is still there: mv '" + previous + "' '" + path + "' and resume again";
}

Error unusable(const std::string& path, const std::string& what) {
  return {ErrorCode::bad_format, path + ": " + what + with_previous(path)};
}

/// Both names for the old checkpoint, so that PATH is never missing while the new one is written.
Status keep_previous(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return {};
  const std::string previous = previous_checkpoint(path), fresh = previous + ".new";
  std::filesystem::remove(fresh, error);
  std::filesystem::create_hard_link(path, fresh, error);
  if (error) {  // no hard links on this file system: a copy will do
    std::filesystem::copy_file(path, fresh, std::filesystem::copy_options::overwrite_existing, error);
    if (error) return Error{ErrorCode::io, fresh + ": " + error.message()};
  }
  std::filesystem::rename(fresh, previous, error);
  if (error) return Error{ErrorCode::io, previous + ": " + error.message()};
  return {};
}

Result<std::shared_ptr<GgufFile>> open_checkpoint(const std::string& path) {
  auto file = GgufFile::open(path);
  if (!file.ok()) {
    if (file.error().code != ErrorCode::bad_format) return file;
    return Error{ErrorCode::bad_format, file.error().message + with_previous(path)};
  }
  ONDOL_ASSIGN(const std::string architecture, (*file)->string_or("general.architecture", ""));
  if (architecture != kArchitecture)
    return Error{ErrorCode::bad_format, path + ": general.architecture: expected " + kArchitecture +
                                            ", got \"" + architecture.substr(0, 64) + "\""};
  ONDOL_ASSIGN(const uint64_t version, (*file)->get_uint("ondol.checkpoint.version"));
  if (version != kVersion)
    return Error{ErrorCode::bad_format, path + ": ondol.checkpoint.version: expected " +
                                            std::to_string(kVersion) + ", got " + std::to_string(version) +
                                            ": written by another Ondol"};
  return file;
}

Result<uint64_t> hex_value(const GgufFile& file, const char* key) {
  ONDOL_ASSIGN(const std::string text, file.get_string(key));
  char* end = nullptr;
  errno = 0;
  const uint64_t value = std::strtoull(text.c_str(), &end, 16);
  if (text.size() != 16 || *end != '\0' || errno != 0)
    return Error{
        ErrorCode::bad_format,
        file.path() + ": " + key + ": expected 16 hexadecimal digits, got \"" + text.substr(0, 32) + "\""};
  return value;
}

Result<double> minutes_of(const GgufFile& file) {
  ONDOL_ASSIGN(const uint64_t bits, hex_value(file, "ondol.checkpoint.minutes"));
  double minutes;
  std::memcpy(&minutes, &bits, sizeof minutes);
  return minutes;
}

}  // namespace

std::string previous_checkpoint(const std::string& path) { return path + ".previous"; }

Status save_checkpoint(const std::string& path, const RunState& state, const TokenizerSpec& tokenizer,
                       Learner& learner) {
  const std::vector<Piece> pieces = pieces_of(learner);
  uint64_t checksum = checksum_of_head(state, tokenizer.tokens);
  for (const Piece& piece : pieces) checksum = checksum_of(piece.data, piece.param->n(), checksum);
  ONDOL_TRY(keep_previous(path));
  ONDOL_ASSIGN(const auto writer, GgufWriter::create(path));
  uint64_t minutes_bits;
  std::memcpy(&minutes_bits, &state.minutes, sizeof minutes_bits);
  writer->set_string("general.architecture", kArchitecture);
  writer->set_uint("ondol.checkpoint.version", kVersion);
  writer->set_string("ondol.checkpoint.checksum", hex(checksum));
  writer->set_uint("ondol.checkpoint.step", static_cast<uint32_t>(state.step));
  writer->set_string("ondol.checkpoint.minutes", hex(minutes_bits));  // a float would round it
  writer->set_uint("ondol.checkpoint.n_threads", static_cast<uint32_t>(state.n_threads));
  writer->set_string("ondol.checkpoint.data", hex(state.data_fingerprint));
  writer->set_string("ondol.checkpoint.recipe", state.identity);
  tokenizer_spec_to_gguf(tokenizer, *writer);
  for (const Piece& piece : pieces) {
    const uint64_t dims[] = {static_cast<uint64_t>(piece.param->d_in),
                             static_cast<uint64_t>(piece.param->d_out)};
    ONDOL_TRY(writer->declare(piece.name, DType::f32, dims));
  }
  for (const Piece& piece : pieces) {
    ONDOL_TRY(writer->write(piece.data, static_cast<uint64_t>(piece.param->n()) * sizeof(float)));
  }
  return writer->finish();
}

Result<CheckpointHead> read_checkpoint_head(const std::string& path) {
  ONDOL_ASSIGN(const auto file, open_checkpoint(path));
  CheckpointHead head;
  RunState& s = head.state;
  ONDOL_ASSIGN(const uint64_t step, file->get_uint("ondol.checkpoint.step"));
  ONDOL_ASSIGN(s.minutes, minutes_of(*file));
  ONDOL_ASSIGN(const uint64_t n_threads, file->get_uint("ondol.checkpoint.n_threads", 512));
  ONDOL_ASSIGN(s.data_fingerprint, hex_value(*file, "ondol.checkpoint.data"));
  ONDOL_ASSIGN(s.identity, file->get_string("ondol.checkpoint.recipe"));
  s.step = static_cast<int64_t>(step);
  s.n_threads = static_cast<int>(n_threads);
  ONDOL_ASSIGN(head.tokenizer, tokenizer_spec_from_gguf(*file));
  return head;
}

Status load_checkpoint(const std::string& path, Learner& learner) {
  ONDOL_ASSIGN(const auto file, open_checkpoint(path));
  ONDOL_ASSIGN(const CheckpointHead head, read_checkpoint_head(path));
  ONDOL_ASSIGN(const uint64_t expected, hex_value(*file, "ondol.checkpoint.checksum"));
  const std::vector<Piece> pieces = pieces_of(learner);
  if (file->tensors().size() != pieces.size())
    return unusable(path, "tensors: expected " + std::to_string(pieces.size()) + " for this recipe, got " +
                              std::to_string(file->tensors().size()));
  uint64_t checksum = checksum_of_head(head.state, head.tokenizer.tokens);
  for (const Piece& piece : pieces) {
    const GgufTensor* tensor = file->tensor(piece.name);
    const auto n = static_cast<uint64_t>(piece.param->n());
    if (tensor == nullptr || tensor->view.dtype != DType::f32 || tensor->view.n_elems() != n)
      return unusable(path, "tensor " + piece.name + ": expected " + std::to_string(n) +
                                " f32 values for this recipe, got " +
                                (tensor == nullptr ? "none" : std::to_string(tensor->view.n_elems())));
    checksum = checksum_of(tensor->view.data, piece.param->n(), checksum);
  }
  ONDOL_TRY(file->check_intact());
  if (checksum != expected)
    return unusable(path, "ondol.checkpoint.checksum: expected " + hex(expected) + ", got " + hex(checksum) +
                              ": the file is damaged");
  for (const Piece& piece : pieces) {
    std::memcpy(piece.data, file->tensor(piece.name)->view.data,
                static_cast<size_t>(piece.param->n()) * sizeof(float));
  }
  return file->check_intact();
}

}  // namespace ondol::train
