// Every chat template we know, over every conversation, against transformers' apply_chat_template
// (tests/golden/chat_templates).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "text/chat.h"

namespace ondol {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

Json read_json(const std::string& name) {
  return Json::parse(read_text(fs::path(ONDOL_GOLDEN_DIR) / "chat_templates" / name));
}

std::string fnv1a64(std::string_view text) {
  uint64_t h = 0xCBF29CE484222325;
  for (unsigned char byte : text) h = (h ^ byte) * 0x100000001B3;
  char hex[17];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(h));
  return hex;
}

/// One conversation of conversations.py through a template.
Result<std::string> render(const ChatTemplate& chat, const Json& conversation, const Json& head,
                           bool prompt) {
  ChatOptions options;
  options.add_generation_prompt = prompt;
  options.bos_token = head["bos_token"].get<std::string>();
  options.eos_token = head["eos_token"].get<std::string>();
  options.now_unix_s = head["now_unix_s"].get<int64_t>();
  if (conversation.contains("tools")) options.tools = &conversation["tools"];
  if (conversation.contains("documents")) options.documents = &conversation["documents"];
  if (conversation.contains("kwargs")) options.variables = &conversation["kwargs"];
  return render_chat_json(chat, conversation["messages"], options);
}

/// The output a golden pair stands for; null where Python raises.
Json expected_output(const Json& pair, bool prompt) {
  if (!prompt || !pair[1].is_object()) return pair[prompt];
  return pair[0].get<std::string>() + pair[1]["+"].get<std::string>();
}

TEST(ChatTemplateGolden, CommittedTemplates_RenderAsTransformersDoes) {
  const Json golden = read_json("expected.json");
  size_t n_rendered = 0, n_raised = 0;
  for (const auto& [file, outputs] : golden["templates"].items()) {
    const auto chat =
        ChatTemplate::parse(read_text(fs::path(ONDOL_GOLDEN_DIR) / "chat_templates/templates" / file));
    ASSERT_TRUE(chat.ok()) << file << ": " << chat.error().message;
    for (const auto& [name, pair] : outputs.items()) {
      for (const bool prompt : {false, true}) {
        const Json expected = expected_output(pair, prompt);
        const auto output = render(*chat, golden["conversations"][name], golden, prompt);
        const std::string label = file + " / " + name + (prompt ? " / prompt" : "");
        if (expected.is_null()) {
          EXPECT_FALSE(output.ok()) << label << ": Python raises, we rendered " << *output;
          ++n_raised;
        } else if (output.ok()) {
          EXPECT_EQ(*output, expected.get<std::string>()) << label;
          ++n_rendered;
        } else {
          ADD_FAILURE() << label << ": " << output.error().message;
        }
      }
    }
  }
  EXPECT_GE(n_rendered, 500u);
  EXPECT_GE(n_raised, 50u);
}

TEST(ChatTemplateGolden, AllSharedTemplates_HashAsTransformersOutput) {
  const char* shared = std::getenv("ONDOL_SHARED");
  const fs::path folder =
      fs::path(shared != nullptr ? shared : ONDOL_SOURCE_DIR "/../shared") / "data/chat_templates";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "skipped: no " << folder;
  const Json hashes = read_json("hashes.json");
  const Json conversations = read_json("expected.json")["conversations"];
  size_t n_templates = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".jinja") continue;
    const std::string source = read_text(entry.path());
    const std::string key = fnv1a64(source);
    ASSERT_TRUE(hashes["templates"].contains(key)) << entry.path() << " is new: run make_goldens.py";
    const auto chat = ChatTemplate::parse(source);
    ASSERT_TRUE(chat.ok()) << entry.path() << ": " << chat.error().message;
    ++n_templates;
    for (const auto& [name, pair] : hashes["templates"][key]["outputs"].items()) {
      for (const bool prompt : {false, true}) {
        const auto output = render(*chat, conversations[name], hashes, prompt);
        const Json actual = output.ok() ? Json(fnv1a64(*output)) : Json();
        EXPECT_EQ(actual, pair[prompt])
            << entry.path().filename() << " / " << name << (prompt ? " / prompt" : "") << ": "
            << (output.ok() ? *output : output.error().message);
      }
    }
  }
  EXPECT_GE(n_templates, 50u);
}

}  // namespace
}  // namespace ondol
