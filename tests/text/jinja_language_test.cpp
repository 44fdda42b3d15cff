// The template language, snippet by snippet, against jinja2 as transformers sets it up (tests/golden/jinja).
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "text/chat_template.h"

namespace ondol {
namespace {

using Json = nlohmann::ordered_json;

TEST(JinjaLanguage, Snippets_RenderOrRaiseAsPython) {
  std::ifstream in(ONDOL_GOLDEN_DIR "/jinja/language.json");
  const Json golden = Json::parse(in);
  size_t n_rendered = 0, n_raised = 0;
  for (const auto& snippet : golden["snippets"]) {
    const std::string source = snippet[0].get<std::string>();
    const auto parsed = ChatTemplate::parse(source);
    const Result<std::string> output =
        parsed.ok() ? parsed.value().render(golden["context"], golden["now_unix_s"].get<int64_t>())
                    : Result<std::string>(parsed.error());
    if (snippet[1].is_null()) {
      EXPECT_FALSE(output.ok()) << source << "\nPython raises, we rendered: " << *output;
      ++n_raised;
    } else if (output.ok()) {
      EXPECT_EQ(*output, snippet[1].get<std::string>()) << source;
      ++n_rendered;
    } else {
      ADD_FAILURE() << source << "\n" << output.error().message;
    }
    if (output.ok()) continue;
    EXPECT_EQ(output.error().message.find('\n'), std::string::npos) << output.error().message;
    EXPECT_EQ(output.error().message.rfind("template line ", 0), 0u) << output.error().message;
  }
  EXPECT_GE(n_rendered, 300u);
  EXPECT_GE(n_raised, 250u);
}

}  // namespace
}  // namespace ondol
