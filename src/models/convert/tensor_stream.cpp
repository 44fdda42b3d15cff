// See tensor_stream.h.
#include "models/convert/tensor_stream.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>

#include "base/thread_pool.h"
#include "base/try.h"
#include "kernels/kernels.h"

namespace ondol {
namespace {

constexpr uint64_t piece_floats = 4 << 20;  // 16 MiB: large enough for every thread, small beside any model
constexpr uint64_t raw_piece_bytes = 16 << 20;

/// Writes one tensor after the other; owns the two buffers that all of them share.
class TensorStream {
 public:
  TensorStream(GgufWriter& writer, int n_threads, uint64_t total_bytes, const ConvertProgressFn& progress)
      : writer_(writer), pool_(n_threads), total_bytes_(total_bytes), progress_(progress) {}

  Status write(const PlannedTensor& tensor) {
    ONDOL_TRY(tensor.raw != nullptr && tensor.raw_dtype == tensor.dtype ? write_raw(tensor)
                                                                        : write_converted(tensor));
    if (tensor.done) tensor.done();
    return {};
  }

 private:
  Status report(const PlannedTensor& tensor, uint64_t bytes) {
    done_bytes_ += bytes;
    if (progress_ && !progress_({tensor.name, done_bytes_, total_bytes_})) {
      return Error{ErrorCode::cancelled, "stopped while writing tensor " + tensor.name};
    }
    return {};
  }

  Status write_raw(const PlannedTensor& tensor) {
    const auto* data = static_cast<const char*>(tensor.raw);
    for (uint64_t at = 0; at < tensor.size_bytes(); at += raw_piece_bytes) {
      const uint64_t n = std::min(raw_piece_bytes, tensor.size_bytes() - at);
      ONDOL_TRY(writer_.write(data + at, n));
      ONDOL_TRY(report(tensor, n));
    }
    return {};
  }

  Status write_converted(const PlannedTensor& tensor) {
    const uint64_t n_cols = tensor.dims[0];
    const uint64_t n_rows = tensor.n_rows();
    const uint64_t rows_at_once = std::clamp<uint64_t>(piece_floats / n_cols, 1, n_rows);
    const uint64_t out_row = row_bytes(tensor.dtype, n_cols);
    floats_.resize(std::max<size_t>(floats_.size(), rows_at_once * n_cols));
    blocks_.resize(std::max<size_t>(blocks_.size(), rows_at_once * out_row));
    for (uint64_t first = 0; first < n_rows; first += rows_at_once) {
      const uint64_t n = std::min(rows_at_once, n_rows - first);
      ONDOL_TRY(convert_rows(tensor, first, n));
      ONDOL_TRY(writer_.write(blocks_.data(), n * out_row));
      ONDOL_TRY(report(tensor, n * out_row));
    }
    return {};
  }

  /// Each thread reads and quantises its share of the rows. The error of the lowest row is the one reported.
  Status convert_rows(const PlannedTensor& tensor, uint64_t first, uint64_t n) {
    const uint64_t n_cols = tensor.dims[0];
    const uint64_t out_row = row_bytes(tensor.dtype, n_cols);
    std::vector<std::optional<Error>> errors(static_cast<size_t>(pool_.size()));
    pool_.run([&](int thread) {
      const auto [begin, end] = ThreadPool::share(static_cast<int64_t>(n), 1, thread, pool_.size());
      if (begin >= end) return;
      const auto from = static_cast<uint64_t>(begin);
      const auto count = static_cast<uint64_t>(end - begin);
      float* x = floats_.data() + from * n_cols;
      auto status = tensor.read(first + from, count, x);
      if (status.ok()) status = check_range(tensor, first + from, x, count);
      if (!status.ok()) {
        errors[static_cast<size_t>(thread)] = std::move(status).error();
        return;
      }
      for (uint64_t r = 0; r < count; ++r) {
        quantize_row(tensor.dtype, blocks_.data() + (from + r) * out_row, x + r * n_cols,
                     static_cast<int64_t>(n_cols), nullptr);
      }
    });
    for (auto& error : errors) {
      if (error.has_value()) return std::move(*error);
    }
    return {};
  }

  /// Everything must be finite, and stay so in F16, which ends at 65504.
  static Status check_range(const PlannedTensor& tensor, uint64_t first_row, const float* x,
                            uint64_t n_rows) {
    constexpr float f16_overflow = 65520.0F;
    const float limit = tensor.dtype == DType::f16 ? f16_overflow : std::numeric_limits<float>::infinity();
    const uint64_t n = n_rows * tensor.dims[0];
    for (uint64_t i = 0; i < n; ++i) {
      if (std::fabs(x[i]) < limit) continue;  // false for NaN too
      return Error{ErrorCode::bad_format, "tensor " + tensor.name + ": element " +
                                              std::to_string(first_row * tensor.dims[0] + i) +
                                              ": expected a finite number" +
                                              (tensor.dtype == DType::f16 ? " below 65520 for F16" : "") +
                                              ", got " + std::to_string(x[i])};
    }
    return {};
  }

  GgufWriter& writer_;
  ThreadPool pool_;
  uint64_t total_bytes_;
  const ConvertProgressFn& progress_;
  uint64_t done_bytes_ = 0;
  std::vector<float> floats_;
  std::vector<char> blocks_;
};

}  // namespace

uint64_t PlannedTensor::n_elems() const {
  uint64_t n = 1;
  for (const uint64_t dim : dims) n *= dim;
  return n;
}

PlannedTensor planned_floats(std::string name, std::vector<float> values) {
  PlannedTensor tensor;
  tensor.name = std::move(name);
  tensor.dims = {values.size()};
  tensor.read = [values = std::move(values)](uint64_t, uint64_t, float* out) -> Status {
    std::copy(values.begin(), values.end(), out);
    return {};
  };
  return tensor;
}

Status write_tensors(GgufWriter& writer, std::span<const PlannedTensor> tensors, int n_threads,
                     const ConvertProgressFn& progress) {
  uint64_t total_bytes = 0;
  for (const PlannedTensor& tensor : tensors) {
    ONDOL_TRY(writer.declare(tensor.name, tensor.dtype, tensor.dims));
    total_bytes += tensor.size_bytes();
  }
  TensorStream stream(writer, std::clamp(n_threads, 1, 256), total_bytes, progress);
  for (const PlannedTensor& tensor : tensors) ONDOL_TRY(stream.write(tensor));
  return {};
}

}  // namespace ondol
