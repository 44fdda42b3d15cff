// Catalogue, device and task files of any bytes: refused in one line that names the file, or read into values
// that keep the promises of their headers.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "fit/catalogue.h"
#include "fit/device_profile.h"
#include "fit/task_profile.h"

namespace {

void require(bool kept) {
  if (!kept) std::abort();
}

void check_refusal(const ondol::Error& error) {
  require(error.message.starts_with("f.toml:") && error.message.find('\n') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ondol::fit;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto models = parse_catalogue_file(text, "f.toml"); !models.ok()) {
    check_refusal(models.error());
  } else {
    for (const CatalogueModel& model : *models) {
      require(!model.shape_source.empty() && !model.licence.empty());
      if (model.shape)
        require(model.shape->n_head % model.shape->n_kv_head == 0 && count_parameters(*model.shape) > 0);
      for (const Score& score : model.scores)
        require(score.benchmark != nullptr && score.value <= score.benchmark->max && !score.source.empty());
    }
  }
  if (const auto device = parse_device(text, "f.toml"); !device.ok()) {
    check_refusal(device.error());
  } else {
    require(core_count(*device) > 0 && device->read.front().threads == 1);
    require(device->available_bytes.value <= device->total_bytes.value &&
            std::isfinite(device->load_watt.value));
  }
  if (const auto task = parse_task(text, "f.toml"); !task.ok()) {
    check_refusal(task.error());
  } else {
    require(!task->needs.empty() && task->context_tokens >= task->prompt_tokens + task->answer_tokens);
  }
  return 0;
}
