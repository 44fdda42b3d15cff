// What data of one example a line has in common, whatever an example is: reading files, setting a dev part
// aside, packing rows. Knows nothing of what examples hold.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/try.h"
#include "text/json_lines.h"
#include "train/data_source.h"

namespace ondol::train {

/// Appends read(line, path) of every line. expected: what a line looks like, for the error where there is
/// none.
template <class Read, class Example>
Status read_lines(const std::string& path, const char* expected, const Read& read,
                  std::vector<Example>& out) {
  ONDOL_ASSIGN(const auto file, open_text(path));
  const size_t n_before = out.size();
  ONDOL_TRY(for_each_json_line(text_of(*file), path, [&](const JsonLine& line) -> Status {
    ONDOL_ASSIGN(Example example, read(line, path));
    out.push_back(std::move(example));
    return {};
  }));
  ONDOL_TRY(file->check_intact());
  if (out.size() == n_before)
    return Error{ErrorCode::invalid_argument, path + ": expected lines of " + expected + ", got none"};
  return {};
}

/// The recipe's dev file, or its share of train. what: "utterances", for errors.
template <class Read, class Example>
Status read_dev(const Recipe& recipe, const char* what, const char* expected, const Read& read,
                std::vector<Example>& train, std::vector<Example>& dev) {
  if (!recipe.data.dev.empty()) return read_lines(recipe.data.dev, expected, read, dev);
  ONDOL_ASSIGN(const std::vector<bool> is_dev, choose_dev(train.size(), recipe.data.dev_fraction, what));
  std::vector<Example> kept;
  for (size_t i = 0; i < train.size(); ++i) (is_dev[i] ? dev : kept).push_back(std::move(train[i]));
  train = std::move(kept);
  return {};
}

/// Rows of a part, and the note on what was too long for them.
Result<std::unique_ptr<Dataset>> packed_part(const Recipe& recipe, bool is_train, Documents rows,
                                             const LongSequences& long_sequences,
                                             std::vector<std::string>& notes);

}  // namespace ondol::train
