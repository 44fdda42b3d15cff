// What callers of ChatTemplate and render_chat rely on: errors in one line with the template's line, threads,
// text of any kind, the normalisation of messages, the fallback template.
#include "text/chat_template.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "text/chat.h"

namespace ondol {
namespace {

using Json = nlohmann::ordered_json;

ChatTemplate parse(std::string_view source) {
  auto parsed = ChatTemplate::parse(source);
  EXPECT_TRUE(parsed.ok()) << parsed.error().message;
  return std::move(parsed).value();
}

std::string error_of(std::string_view source, const Json& context = Json::object()) {
  auto parsed = ChatTemplate::parse(source);
  if (!parsed.ok()) return parsed.error().message;
  const auto output = parsed.value().render(context, 0);
  return output.ok() ? "rendered: " + *output : output.error().message;
}

TEST(ChatTemplate, SyntaxErrors_NameTheLine) {
  EXPECT_EQ(error_of("a\nb {% if x %}\n"),
            "template line 2: unexpected end of template, expected elif or else or endif");
  EXPECT_EQ(error_of("a\n\n{{ 1 + }}"), "template line 3: unexpected 'end of print statement'");
  EXPECT_EQ(error_of("{% nope %}"), "template line 1: unknown tag 'nope'");
  EXPECT_EQ(error_of("\n{{ x|nofilter }}"), "template line 2: no filter named 'nofilter'");
  EXPECT_EQ(error_of("{{ 'abc }}"), "template line 1: unexpected char ' (a string without end)");
  EXPECT_EQ(error_of("{% for x in y %}\n{% set loop = 1 %}{% endfor %}"),
            "template line 2: can't assign to the special loop variable");
}

TEST(ChatTemplate, RuntimeErrors_NameTheLineAndTheValue) {
  EXPECT_EQ(error_of("a\n{{ nothing.x }}"), "template line 2: 'nothing' is undefined");
  EXPECT_EQ(error_of("{{ m.a.b }}", {{"m", {{"x", 1}}}}),
            "template line 1: 'dict object' has no attribute 'a'");
  EXPECT_EQ(error_of("\n\n{{ 1 + 'a' }}"),
            "template line 3: unsupported operand types for +: 'int' and 'str'");
  EXPECT_EQ(error_of("{{ raise_exception('Only user\nand assistant') }}"),
            "template line 1: the template refuses: Only user and assistant");
  EXPECT_EQ(error_of("{% include 'x' %}"),
            "template line 1: 'include' is refused: a chat template reads no other template");
}

TEST(ChatTemplate, ErrorMessages_StayShort) {
  const std::string huge(100000, 'x');
  for (const char* source :
       {"{{ raise_exception(s) }}", "{{ {}[s].x }}", "{{ '{' ~ s ~ '}' }}{{ ('{' ~ s ~ '}').format() }}",
        "{{ s is eq(1, **{s: 2}) }}", "{% macro m() %}{% endmacro %}{{ m(**{s: 2}) }}",
        "{{ [1]|map(s)|list }}", "{{ ('%(' ~ s ~ ')s') % {} }}"}) {
    const std::string message = error_of(source, {{"s", huge}});
    EXPECT_LT(message.size(), 1000u) << source;
    EXPECT_EQ(message.rfind("template line 1", 0), 0u) << message.substr(0, 200);
  }
}

TEST(ChatTemplate, SourceThatIsNotUtf8_IsRefusedWithTheOffset) {
  EXPECT_EQ(error_of("abc\xff"), "template: byte 3 is not UTF-8");
  EXPECT_EQ(error_of("\xed\xa0\x80"), "template: byte 0 is not UTF-8");
}

TEST(ChatTemplate, ContextThatIsNotUtf8_IsReplaced) {
  const ChatTemplate chat = parse("{{ x|length }}{{ x }}{{ x|tojson }}");
  EXPECT_EQ(*chat.render({{"x", "a\xff\xe1\x88z"}}, 0),
            "4a\xEF\xBF\xBD\xEF\xBF\xBDz\"a\xEF\xBF\xBD\xEF\xBF\xBDz\"");
}

TEST(ChatTemplate, ContextThatIsNoObject_IsRefused) {
  EXPECT_EQ(parse("x").render(Json::array(), 0).error().code, ErrorCode::invalid_argument);
}

TEST(ChatTemplate, NulBytes_ArePassedThrough) {
  const std::string source("a\0{{ '\0' }}b", 12);
  EXPECT_EQ(*parse(source).render(Json::object(), 0), std::string("a\0\0b", 4));
}

TEST(ChatTemplate, IntegersBeyond64Bits_PrintAsTheyAre) {
  const ChatTemplate chat = parse("{{ x }} {{ x|tojson }} {{ x == x }} {{ x is number }}");
  EXPECT_EQ(*chat.render({{"x", 18446744073709551615ull}}, 0),
            "18446744073709551615 18446744073709551615 True True");
  EXPECT_EQ(error_of("{{ x + 1 }}", {{"x", 18446744073709551615ull}}),
            "template line 1: an integer beyond 64 bits");
  EXPECT_EQ(error_of("{{ 9223372036854775807 + 1 }}"), "template line 1: an integer beyond 64 bits");
}

TEST(ChatTemplate, OneTemplate_RendersOnManyThreads) {
  const ChatTemplate chat = parse(
      "{% set ns = namespace(n=0) %}{% for m in messages %}{% set ns.n = ns.n + m.content|length %}{{ 'é' ~ "
      "m.content|upper }}{% endfor %}{{ ns.n }}");
  Json context = {{"messages", Json::array()}};
  for (int i = 0; i < 50; ++i) context["messages"].push_back({{"content", "text " + std::to_string(i)}});
  const std::string expected = *chat.render(context, 0);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) EXPECT_EQ(*chat.render(context, 0), expected);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(ChatTemplate, StrftimeNow_FormatsAnyTimeInUtc) {
  const ChatTemplate chat = parse("{{ strftime_now('%Y-%m-%d %H:%M:%S %a %j') }}");
  EXPECT_EQ(*chat.render(Json::object(), 0), "1970-01-01 00:00:00 Thu 001");
  EXPECT_EQ(*chat.render(Json::object(), 951782399), "2000-02-28 23:59:59 Mon 059");
  EXPECT_EQ(*chat.render(Json::object(), -1), "1969-12-31 23:59:59 Wed 365");
  EXPECT_EQ(*chat.render(Json::object(), INT64_MAX), "9999-12-31 23:59:59 Fri 365");
  EXPECT_EQ(*chat.render(Json::object(), INT64_MIN), "1-01-01 00:00:00 Mon 001");
}

TEST(RenderChat, Messages_LoseNullKeysAndGainReasoningNames) {
  const ChatTemplate chat = parse("{{ messages|tojson }}");
  const auto messages = Json::parse(
      R"([{"role": "assistant", "content": null, "tool_calls": null, "reasoning": "r", "x": 1}])");
  EXPECT_EQ(
      *render_chat_json(chat, messages, {}),
      R"([{"thinking": "r", "role": "assistant", "reasoning": "r", "x": 1, "reasoning_content": "r"}])");
}

TEST(RenderChat, Context_HasWhatTransformersPasses) {
  const ChatTemplate chat = parse(
      "{{ tools is none }}{{ documents is none }}{{ bos_token is defined }}{{ eos_token }}{{ "
      "add_generation_prompt }}{{ enable_thinking }}");
  const Json variables = {{"enable_thinking", false}};
  const ChatMessage message{"user", "x"};
  ChatOptions options;
  options.eos_token = "</s>";
  options.variables = &variables;
  EXPECT_EQ(*render_chat(chat, std::span(&message, 1), options), "TrueTrueFalse</s>TrueFalse");
}

TEST(RenderChat, FurtherKeys_AreTakenFromJson) {
  const ChatTemplate chat = parse("{{ messages[0].tool_calls[0].function.name }}{{ messages[0].content }}");
  const ChatMessage call{"assistant", "", R"({"tool_calls": [{"function": {"name": "f"}}]})"};
  EXPECT_EQ(*render_chat(chat, std::span(&call, 1), {}), "f");
  for (const char* more : {"{", "[]", "5"}) {
    const ChatMessage bad{"assistant", "", more};
    EXPECT_EQ(render_chat(chat, std::span(&bad, 1), {}).error().message,
              "message 0: further keys are not a JSON object");
  }
}

TEST(RenderChat, NoMessagesOrNoObjects_AreRefused) {
  const ChatTemplate chat = parse("x");
  EXPECT_EQ(render_chat_json(chat, Json::array(), {}).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(render_chat_json(chat, Json::array({1}), {}).error().message,
            "message 0: expected an object with role and content");
  Json deep = 1;
  for (int i = 0; i < 100000; ++i) deep = Json::array({std::move(deep)});
  Json messages = Json::array();
  messages.push_back(Json::object());
  messages[0]["content"] = std::move(deep);
  EXPECT_EQ(render_chat_json(chat, messages, {}).error().code, ErrorCode::invalid_argument);
}

TEST(RenderChat, FallbackTemplate_IsChatMl) {
  const ChatTemplate chat = parse(fallback_chat_template());
  const ChatMessage messages[] = {{"system", "S"}, {"user", "안녕\n"}};
  EXPECT_EQ(*render_chat(chat, messages, {}),
            "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\n안녕\n<|im_end|>\n<|im_start|>assistant\n");
  ChatOptions options;
  options.add_generation_prompt = false;
  EXPECT_EQ(*render_chat(chat, std::span(messages, 1), options), "<|im_start|>system\nS<|im_end|>\n");
}

}  // namespace
}  // namespace ondol
