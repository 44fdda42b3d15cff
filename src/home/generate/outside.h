// Annotated utterances from published collections of what people say to assistants: what no home does, and
// what one does where a collection's own labels say exactly what a frame says. What is unclear is left out.
// The collections lie outside of the project and are read when data is made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "home/generate/sample.h"
#include "ondol/result.h"

namespace ondol::home {

/// MASSIVE, one language's .jsonl (utt, annot_utt, intent); English. Errors: bad_format.
Result<std::vector<Sample>> read_massive(std::string_view content, const std::string& path);
/// CLINC150: an object of lists of [text, intent]; "train" and "oos_train" are read. Errors: bad_format.
Result<std::vector<Sample>> read_clinc(std::string_view content, const std::string& path);
/// Korean questions, answers and a label as CSV with a heading. Errors: bad_format.
Result<std::vector<Sample>> read_chatbot_ko(std::string_view content, const std::string& path);

}  // namespace ondol::home
