#include "train/line_data.h"

namespace ondol::train {

Result<std::unique_ptr<Dataset>> packed_part(const Recipe& recipe, bool is_train, Documents rows,
                                             const LongSequences& long_sequences,
                                             std::vector<std::string>& notes) {
  const char* name = is_train ? "data.train" : "data.dev";
  long_sequences.add_note(name, notes);
  auto packed = packed_rows(std::move(rows), row_options(recipe, is_train));
  if (!packed.ok()) return std::move(packed).error().within(name);
  return packed;
}

}  // namespace ondol::train
