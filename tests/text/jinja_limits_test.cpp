// Templates that loop, recurse, nest or explode: each is stopped by a limit, in one line and in little time.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/processor_time.h"
#include "text/chat_template.h"

namespace ondol {
namespace {

using Json = nlohmann::ordered_json;

Result<std::string> render(const std::string& source, const Json& context = Json::object(),
                           TemplateLimits limits = {}) {
  auto parsed = ChatTemplate::parse(source, limits);
  if (!parsed.ok()) return std::move(parsed).error();
  return parsed.value().render(context, 0);
}

std::string repeated(const std::string& piece, size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (size_t i = 0; i < times; ++i) out += piece;
  return out;
}

void expect_stopped(const std::string& source, TemplateLimits limits = {}) {
  const double start = test::processor_s();
  const auto output = render(source, Json::object(), limits);
  const double seconds = test::processor_s() - start;
  ASSERT_FALSE(output.ok()) << source.substr(0, 200);
  EXPECT_EQ(output.error().code, ErrorCode::over_budget) << source.substr(0, 200) << "\n"
                                                         << output.error().message;
  EXPECT_EQ(output.error().message.find('\n'), std::string::npos);
  EXPECT_LT(seconds, 20) << source.substr(0, 200);
}

void expect_output(const std::string& source, const std::string& expected) {
  const auto output = render(source);
  ASSERT_TRUE(output.ok()) << source.substr(0, 200) << "\n" << output.error().message;
  EXPECT_EQ(*output, expected);
}

constexpr size_t kMany = 100000;

TEST(JinjaLimits, DeepNestingInSource_IsRefusedByTheParser) {
  for (const char* open :
       {"(", "[", "{1:", "[1][", "x(", "- ", "not ", "+ ", "1 if (", "x|f(", "x is f(", "{'a':["}) {
    expect_stopped("{{ " + repeated(open, kMany));
  }
  expect_stopped(repeated("{% if 1 %}", kMany));
  expect_stopped(repeated("{% for x in y %}", kMany));
  expect_stopped(repeated("{% macro m() %}", kMany));
  expect_stopped(repeated("{% call m() %}", kMany));
  expect_stopped(repeated("{% set x %}", kMany));
  expect_stopped(repeated("{% filter upper %}", kMany));
  expect_stopped(repeated("{% with %}", kMany));
  expect_stopped(repeated("{% generation %}", kMany));
  expect_stopped("{% set " + repeated("(", kMany));
  expect_stopped("{{ 1 " + repeated("if 1 ", kMany) + "}}");
}

TEST(JinjaLimits, LongFlatChains_Render) {
  expect_output("{{ 1" + repeated(" + 1", kMany) + " }}", std::to_string(kMany + 1));
  expect_output("{{ 'a'" + repeated(" ~ 'a'", kMany) + " }}", repeated("a", kMany + 1));
  expect_output("{{ 0" + repeated(" or 0", kMany) + " }}", "0");
  expect_output("{{ 1" + repeated(" if 0 else 1", kMany / 2) + " }}", "1");
  expect_output("{{ 1" + repeated(" < 2 > 1", kMany) + " }}", "True");
  expect_output("{{ 'a'" + repeated("|upper|lower", kMany / 2) + " }}", "a");
  expect_output("{{ 'a'" + repeated(".upper()", kMany) + " }}", "A");
  expect_output("{% if 0 %}" + repeated("{% elif 0 %}", kMany / 2) + "{% else %}x{% endif %}", "x");
  expect_output(repeated("{{ 1 }}", kMany), repeated("1", kMany));
  expect_output("{{ [" + repeated("1,", kMany) + "]|length }}", std::to_string(kMany));
}

TEST(JinjaLimits, EndlessRecursion_IsStopped) {
  expect_stopped("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
  expect_stopped("{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}");
  expect_stopped(
      "{% macro m(x=m()) %}{% endmacro %}{% set ns = namespace() %}{% macro r() %}{{ ns.r() }}{% endmacro "
      "%}{% set ns.r = r %}{{ r() }}");
  expect_stopped("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}");
  expect_stopped(
      "{% macro m() %}{{ caller() }}{% call m() %}x{% endcall %}{% endmacro %}{% call m() %}{% endcall %}");
  expect_stopped("{% block b %}{{ self.b() }}{% endblock %}");
  expect_stopped(
      "{% macro m() %}{% for x in [1] %}{% if 1 %}{% set y %}{{ [m()] }}{% endset %}{% endif %}{% endfor "
      "%}{% endmacro %}{{ m() }}");
}

TEST(JinjaLimits, MacroRecursionWithinTheLimit_Renders) {
  expect_output(
      "{% macro m(n) %}{% if n > 0 %}{% if true %}{{ (('x' ~ m(n - 1))) }}{% endif %}{% endif %}{% endmacro "
      "%}{{ m(90) }}",
      repeated("x", 90));
}

TEST(JinjaLimits, LongLoops_AreStopped) {
  expect_stopped("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}");
  expect_stopped("{% set l = range(100000)|list %}{% for a in l %}{{ a in l }}{% endfor %}");
  expect_stopped(
      "{% set l = range(100000)|list %}{% for a in l %}{% set x = l|length + l[::2]|length %}{% endfor %}");
  expect_stopped(
      "{% set s = 'ab' * 4000000 %}{% for a in range(100000) %}{% set x = 'z' in s %}{% endfor %}");
  expect_stopped("{% set s = '한' * 4000000 %}{% for a in range(100000) %}{% set x = s[a] %}{% endfor %}");
  expect_stopped(
      "{% set s = 'a' * 4000000 %}{% set t = 'a' * 4000000 %}{% for a in range(100000) %}{% set x = s == t "
      "%}{% endfor %}");
  expect_stopped(
      "{% set s = 'a' * 4000000 %}{% for a in range(100000) %}{% set x = s.upper() %}{% endfor %}");
  expect_stopped(
      "{% set s = 'a' * 4000000 %}{% for a in range(100000) %}{% set x = s.isalpha() and s is lower %}{% "
      "endfor %}");
  expect_stopped(
      "{% set d = dict.fromkeys(range(100000)|list) %}{% for a in range(100000) %}{% set x = d|tojson %}{% "
      "endfor %}");
}

TEST(JinjaLimits, SearchesWithRepeatingNeedles_AreLinear) {
  // Naive search would take 10^13 steps here.
  expect_output(
      "{% set s = 'a' * 8000000 %}{% set n = 'a' * 4000000 ~ 'b' %}{{ n in s }}{{ s.find(n) }}{{ s.rfind(n) "
      "}}{{ s.count(n) }}{{ s.split(n)|length }}{{ s.rsplit(n)|length }}{{ s.replace(n, '')|length }}",
      "False-1-10118000000");
}

TEST(JinjaLimits, TextBombs_AreStopped) {
  expect_stopped("{{ 'x' * 10**9 }}");
  expect_stopped("{{ 10**18 * 'xyz' }}");
  expect_stopped(
      "{% set ns = namespace(s='x') %}{% for i in range(64) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}");
  expect_stopped(
      "{% set ns = namespace(s='x') %}{% for i in range(64) %}{% set ns.s = ns.s + ns.s %}{% endfor %}");
  expect_stopped(
      "{% set ns = namespace(s='xx') %}{% for i in range(64) %}{% set ns.s = ns.s.replace('x', ns.s) %}{% "
      "endfor %}");
  expect_stopped(
      "{% set ns = namespace(s='xx') %}{% for i in range(64) %}{% set ns.s = ns.s.join([ns.s, ns.s]) %}{% "
      "endfor %}");
  expect_stopped(
      "{% set ns = namespace(s='x') %}{% for i in range(64) %}{% set ns.s %}{{ ns.s }}{{ ns.s }}{% endset "
      "%}{% endfor %}");
  expect_stopped(
      "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% else %}x{% endif %}{% endmacro %}{{ m(60) "
      "}}");
  expect_stopped("{% set s = 'x' * 1000000 %}{% for i in range(100) %}{{ s }}{% endfor %}");
  for (const char* bomb : {"'a'|center(10**12)",
                           "'a'.center(10**12)",
                           "'a'.ljust(10**12)",
                           "'a'.rjust(10**12, '한')",
                           "'5'.zfill(10**12)",
                           "'a\\nb'|indent(10**12)",
                           "'\\t'.expandtabs(10**12)",
                           "'%2000000000d' % 5",
                           "'%.2000000000d' % 5",
                           "'%.2000000000f' % 1.5",
                           "'%*d' % (10**12, 1)",
                           "'{:2000000000}'.format(1)",
                           "'{:.2000000000f}'.format(1.5)",
                           "'{:{w}}'.format('a', w=2000000000)",
                           "[1]|tojson(indent=10**12)",
                           "('a' * 16000000)|replace('', 'xx')",
                           "('\\x01' * 4000000)|tojson",
                           "['\\x01' * 16000000]|string",
                           "'é' * 16000000",
                           "('<' * 8000000)|e",
                           "('ab' * 8000000)|list",
                           "('a,' * 8000000).split(',')"}) {
    expect_stopped("{{ " + std::string(bomb) + " }}");
  }
}

TEST(JinjaLimits, ListBombs_AreStopped) {
  expect_stopped("{{ ([0] * 10**9)|length }}");
  expect_stopped("{{ ((1, 2) * 10**18)|length }}");
  expect_stopped(
      "{% set ns = namespace(l=[1]) %}{% for i in range(64) %}{% set ns.l = ns.l + ns.l %}{% endfor %}");
  expect_stopped("{{ [1]|batch(10**12, 0)|list }}");
  expect_stopped("{{ [1]|slice(10**12)|list }}");
  expect_stopped(
      "{% set ns = namespace(l=[]) %}{% for i in range(100000) %}{% set ns.l = [ns.l] * 1000 %}{% endfor %}");
}

TEST(JinjaLimits, SharedValuesThatPrintExponentially_AreStopped) {
  const std::string build =
      "{% set ns = namespace(l=[1], m=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% set "
      "ns.m = [ns.m, ns.m] %}{% endfor %}";
  for (const char* use : {"ns.l", "ns.l|tojson", "ns.l == ns.m", "ns.l < ns.m", "ns.l in [ns.m]",
                          "[ns.l, ns.m]|sort|length", "'%s' % [ns.l]", "ns.l|string|length", "[ns.l]|join"}) {
    expect_stopped(build + "{{ " + use + " }}");
  }
}

TEST(JinjaLimits, ValuesNestedByALoop_NeitherPrintNorOverflowTheStack) {
  const std::string build =
      "{% set ns = namespace(l=[], g='abc', d={}) %}{% for i in range(20000) %}{% set ns.l = [ns.l] %}{% set "
      "ns.d = {'k': ns.d} %}{% set ns.g = ns.g|map('upper') %}{% endfor %}";
  expect_output(build + "built and freed", "built and freed");
  for (const char* use : {"ns.l", "ns.d|tojson", "ns.l == [ns.l]", "ns.g|list", "ns.g|first",
                          "ns.d == {'k': ns.d}", "[ns.l]|string"})
    expect_stopped(build + "{{ " + use + " }}");
}

TEST(JinjaLimits, CyclesThroughNamespaces_AreFreed) {
  expect_output(
      "{% set a = namespace() %}{% set b = namespace(a=a) %}{% set a.b = b %}{% set a.self = a %}{% set a.l "
      "= [a, b] %}{% macro m() %}{% endmacro %}{% set a.m = m %}{{ a.b.a.b.a.self is defined }}",
      "True");
  expect_stopped("{% set a = namespace() %}{% set a.self = a %}{{ a }}");
}

TEST(JinjaLimits, LiveMemory_IsBounded) {
  TemplateLimits limits;
  limits.max_live_bytes = 8 << 20;
  expect_stopped(
      "{% set ns = namespace(l=[]) %}{% for i in range(1000) %}{% set ns.l = ns.l + ['x' * 100000] %}{% "
      "endfor %}",
      limits);
  expect_stopped(
      "{% set ns = namespace(l=[]) %}{% for i in range(100000) %}{% set ns.l = (ns.l, i) %}{% endfor %}",
      limits);
  expect_stopped(
      "{% macro m(n) %}{% set x = 'y' * 500000 %}{{ x }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ "
      "m(50) }}",
      limits);
  // The same work with nothing kept fits.
  const auto output =
      render("{% for i in range(1000) %}{% set x = ['x' * 100000] %}{% endfor %}ok", Json::object(), limits);
  ASSERT_TRUE(output.ok()) << output.error().message;
}

TEST(JinjaLimits, StepsOutputAndSource_AreBoundedAsAsked) {
  TemplateLimits limits;
  limits.max_steps = 1000;
  expect_stopped("{% for i in range(1000) %}{% endfor %}", limits);
  limits = {};
  limits.max_output_bytes = 10;
  EXPECT_EQ(*render("0123456789", Json::object(), limits), "0123456789");
  expect_stopped("0123456789x", limits);
  limits = {};
  limits.max_source_bytes = 5;
  expect_stopped("123456", limits);
  limits = {};
  limits.max_depth = 5;
  expect_stopped(
      "{% if 1 %}{% if 1 %}{% if 1 %}{% if 1 %}{{ 1 }}{% endif %}{% endif %}{% endif %}{% endif %}", limits);
}

TEST(JinjaLimits, ContextOverTheMemoryBudget_IsRefused) {
  TemplateLimits limits;
  limits.max_live_bytes = 1 << 20;
  const auto output = render("{{ x|length }}", Json{{"x", std::string(2 << 20, 'x')}}, limits);
  ASSERT_FALSE(output.ok());
  EXPECT_EQ(output.error().code, ErrorCode::over_budget);
  EXPECT_TRUE(render("{{ y }}", Json{{"x", std::string(2 << 20, 'x')}}, limits).ok())
      << "what is not read costs nothing";
}

TEST(JinjaLimits, ContextNestedTooDeeply_IsRefused) {
  Json deep = 1;
  for (int i = 0; i < 5000; ++i) deep = Json::array({std::move(deep)});
  Json context = Json::object();
  context["x"] = std::move(deep);
  const auto output = render("{{ x }}", context);
  ASSERT_FALSE(output.ok());
  EXPECT_EQ(output.error().code, ErrorCode::over_budget);
}

}  // namespace
}  // namespace ondol
