// Strictly checked options; see options.h.
#include "cli/options.h"

#include <strings.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/size.h"

namespace ondol::cli {

namespace {

std::string real_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

Error expected(const std::string& what, std::string_view got) {
  return {ErrorCode::invalid_argument, "expected " + what + ", got \"" + std::string(got) + "\""};
}

/// Parses one word into target, or throws what the parser reports as wrong usage (caught in program.cpp).
template <class Target, class Parse>
CLI::Option* add_parsed(CLI::App& app, const char* name, Target& target, const char* type,
                        const std::string& help, Parse parse) {
  const std::string display = CLI::detail::split_names(name).back();
  auto take = [&target, parse, display](const std::string& word) {
    auto value = parse(word);
    if (!value.ok()) throw CLI::ValidationError(display, value.error().message);
    target = *value;
  };
  return app.add_option_function<std::string>(name, take, help)->type_name(type);
}

std::string int_range(int64_t min, int64_t max) { return std::to_string(min) + " to " + std::to_string(max); }

}  // namespace

Result<int64_t> parse_int(std::string_view text, int64_t min, int64_t max) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < min || value > max)
    return expected("a whole number from " + int_range(min, max), text);
  return value;
}

Result<double> parse_real(std::string_view text, double min, double max) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) || value < min ||
      value > max)
    return expected("a number from " + real_text(min) + " to " + real_text(max), text);
  return value;
}

void add_int(CLI::App& app, const char* name, int64_t& target, int64_t min, int64_t max, const char* help) {
  const std::string text =
      std::string(help) + " (" + int_range(min, max) + "; default " + std::to_string(target) + ")";
  add_parsed(app, name, target, "N", text,
             [=](const std::string& word) { return parse_int(word, min, max); });
}

void add_int(CLI::App& app, const char* name, std::optional<int64_t>& target, int64_t min, int64_t max,
             const char* help) {
  const std::string text = std::string(help) + " (" + int_range(min, max) + ")";
  add_parsed(app, name, target, "N", text,
             [=](const std::string& word) { return parse_int(word, min, max); });
}

void add_real(CLI::App& app, const char* name, double& target, double min, double max, const char* help) {
  const std::string text = std::string(help) + " (" + real_text(min) + " to " + real_text(max) +
                           "; default " + real_text(target) + ")";
  add_parsed(app, name, target, "X", text,
             [=](const std::string& word) { return parse_real(word, min, max); });
}

void add_size(CLI::App& app, const char* name, std::optional<uint64_t>& target, const char* help) {
  add_parsed(app, name, target, "SIZE", help, [](const std::string& word) -> Result<uint64_t> {
    auto size = parse_size(word);
    if (!size.ok() || *size < (1 << 20)) return expected("a size of at least 1M, as 64M or 1.5G", word);
    return size;
  });
}

void add_text(CLI::App& app, const char* name, std::string& target, const char* type, const char* help,
              Need need) {
  app.add_option_function<std::string>(
         name, [&target](const std::string& word) { target = word; }, help)
      ->type_name(type)
      ->required(need == Need::required);
}

void add_text(CLI::App& app, const char* name, std::optional<std::string>& target, const char* type,
              const char* help) {
  app.add_option_function<std::string>(
         name, [&target](const std::string& word) { target = word; }, help)
      ->type_name(type);
}

void add_texts(CLI::App& app, const char* name, std::vector<std::string>& target, const char* type,
               const char* help, Need need) {
  app.add_option(name, target, help)
      ->type_name(type)
      ->allow_extra_args(*name != '-')
      ->required(need == Need::required);
}

void add_choice(CLI::App& app, const char* name, std::string& target, std::vector<std::string> words,
                const char* type, const char* help, Need need) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  std::string text = std::string(help) + " (" + list + (target.empty() ? "" : "; default " + target) + ")";
  auto parse = [words = std::move(words), list](const std::string& word) -> Result<std::string> {
    const auto same = [&](const std::string& each) { return strcasecmp(each.c_str(), word.c_str()) == 0; };
    const auto found = std::find_if(words.begin(), words.end(), same);
    if (found == words.end()) return expected("one of " + list, word);
    return *found;
  };
  add_parsed(app, name, target, type, text, parse)->required(need == Need::required);
}

void add_flag(CLI::App& app, const char* name, bool& target, const char* help) {
  app.add_flag(name, target, help);
}

std::vector<std::string> join_dashed_values(const CLI::App& app, std::vector<std::string> args) {
  std::vector<std::string> joined;
  for (size_t i = 0; i < args.size(); ++i) {
    if (args[i] == "--") {
      joined.insert(joined.end(), args.begin() + static_cast<ptrdiff_t>(i), args.end());
      break;
    }
    const CLI::Option* option = args[i].starts_with("-") ? app.get_option_no_throw(args[i]) : nullptr;
    const bool takes_value =
        option != nullptr && option->get_expected_min() > 0 && !option->get_lnames().empty();
    if (takes_value && i + 1 < args.size() && args[i + 1].starts_with("-")) {
      joined.push_back("--" + option->get_lnames().front() + "=" + args[i + 1]);
      ++i;
    } else {
      joined.push_back(std::move(args[i]));
    }
  }
  return joined;
}

}  // namespace ondol::cli
