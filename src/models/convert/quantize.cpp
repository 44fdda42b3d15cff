// See quantize.h. Tensors whose type stays are copied byte for byte; the others go through floats.
#include "models/convert/quantize.h"

#include <map>

#include "base/try.h"
#include "format/gguf.h"
#include "kernels/kernels.h"
#include "models/convert/tensor_stream.h"
#include "models/convert/type_choice.h"

namespace ondol {
namespace {

bool is_plain(DType dtype) { return traits(dtype).block_elems == 1; }

/// One tensor of the source, read as floats.
PlannedTensor plan_tensor(const GgufTensor& tensor, const Kernels& kernels) {
  PlannedTensor planned;
  planned.name = tensor.name;
  planned.dtype = planned.raw_dtype = tensor.view.dtype;
  planned.dims.assign(tensor.view.dims.begin(), tensor.view.dims.begin() + tensor.n_dims);
  planned.raw = tensor.view.data;
  planned.read = [view = tensor.view, dequantize = kernels.dequantize_row](uint64_t first, uint64_t n,
                                                                           float* out) -> Status {
    for (uint64_t r = 0; r < n; ++r) {
      dequantize(view.dtype, out + r * view.dims[0], view.row(static_cast<int64_t>(first + r)),
                 view.n_cols());
    }
    return {};
  };
  return planned;
}

/// Query heads a KV head, where the metadata tells; a mix only weighs types by it.
int group_of(const GgufFile& file) {
  const auto arch = file.string_or("general.architecture", "");
  if (!arch.ok()) return 1;
  const auto heads = file.get_uint(*arch + ".attention.head_count", 4096);
  const auto kv_heads = file.get_uint(*arch + ".attention.head_count_kv", 4096);
  if (!heads.ok() || !kv_heads.ok() || *kv_heads == 0) return 1;
  return static_cast<int>(*heads / *kv_heads);
}

void note_requantised(const GgufFile& file, std::span<const PlannedTensor> tensors,
                      std::vector<std::string>& notes) {
  std::map<std::string, int> counts;
  for (size_t i = 0; i < tensors.size(); ++i) {
    const DType before = file.tensors()[i].view.dtype;
    if (!is_plain(before) && tensors[i].dtype != before) ++counts[traits(before).name];
  }
  if (counts.empty()) return;
  std::string list;
  for (const auto& [name, n] : counts) list += (list.empty() ? "" : ", ") + std::to_string(n) + " " + name;
  notes.push_back("the source is already quantised (" + list +
                  "): what that lost stays lost; an F32, F16 or BF16 source gives a better file");
}

}  // namespace

Result<ConvertReport> quantize_gguf(const std::string& in, const std::string& out,
                                    const QuantizeOptions& options, const ConvertProgressFn& progress) {
  ConvertReport report;
  if (options.type.empty())
    return Error{ErrorCode::invalid_argument, "type: expected the name of a type, got nothing"};
  ONDOL_ASSIGN(const TypeChoice choice, TypeChoice::create(options.type, options.pure));
  ONDOL_ASSIGN(const auto file, GgufFile::open(in));
  ONDOL_ASSIGN(const uint64_t n_parts, file->uint_or("split.count", 1));
  if (n_parts > 1) {
    return Error{ErrorCode::unsupported, in + ": split.count: expected a whole model, got one of " +
                                             std::to_string(n_parts) + " parts; merge them first"};
  }
  // The scalar table: the same floats, and so the same file, on every machine.
  const char* why = nullptr;
  const Kernels* kernels = select_kernels("scalar", &why);
  if (kernels == nullptr) return Error{ErrorCode::internal, std::string("kernels: ") + why};

  std::vector<PlannedTensor> tensors;
  for (const GgufTensor& tensor : file->tensors()) {
    tensors.push_back(plan_tensor(tensor, *kernels));
    tensors.back().done = [&file, &tensor] { file->release(tensor); };
    report.n_params += tensors.back().n_elems();
  }
  choice.apply(tensors, group_of(*file), report.notes);
  note_requantised(*file, tensors, report.notes);

  ONDOL_ASSIGN(const auto writer, GgufWriter::create(out));
  for (const auto& [key, value] : file->metadata()) {
    if (key != "general.alignment") writer->set(key, value);  // the writer has its own
  }
  writer->set_uint("general.file_type", choice.file_type(tensors));
  writer->set_uint("general.quantization_version", 2);
  ONDOL_TRY(write_tensors(*writer, tensors, options.n_threads, progress));
  ONDOL_TRY(file->check_intact());
  report.file_bytes = writer->file_bytes();
  ONDOL_TRY(writer->finish());
  report.n_tensors = static_cast<int>(tensors.size());
  ONDOL_ASSIGN(report.architecture, file->string_or("general.architecture", ""));
  report.type = choice.label(tensors);
  return report;
}

}  // namespace ondol
