// Options whose values are checked strictly: a number is the whole word, finite and in its range, or the
// program says in one line what it expected. Knows nothing of what the options are for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace CLI {
class App;
}

namespace ondol::cli {

// Commands use these adders only, so that the parser's large header is compiled in a few files.
enum class Need : bool { optional, required };

// A name without dashes is a positional argument.

/// The whole text is one decimal integer from min to max.
Result<int64_t> parse_int(std::string_view text, int64_t min, int64_t max);
/// The whole text is one finite decimal number from min to max.
Result<double> parse_real(std::string_view text, double min, double max);

/// The adders append the allowed range to the help text, and the present value of target as the default.
void add_int(CLI::App& app, const char* name, int64_t& target, int64_t min, int64_t max, const char* help);
/// Without a default: unset means that the program chooses, as the help text says.
void add_int(CLI::App& app, const char* name, std::optional<int64_t>& target, int64_t min, int64_t max,
             const char* help);
void add_real(CLI::App& app, const char* name, double& target, double min, double max, const char* help);
/// Bytes with a binary suffix, 64M or 1.5G; at least one megabyte, so that "300" for "300M" is noticed.
void add_size(CLI::App& app, const char* name, std::optional<uint64_t>& target, const char* help);
/// Any text, taken as it is. type is the word shown in the help: TEXT, FILE, MODEL.
void add_text(CLI::App& app, const char* name, std::string& target, const char* type, const char* help,
              Need need = Need::optional);
void add_text(CLI::App& app, const char* name, std::optional<std::string>& target, const char* type,
              const char* help);
/// As an option, one a time and repeatable; as a positional argument, all that follow.
void add_texts(CLI::App& app, const char* name, std::vector<std::string>& target, const char* type,
               const char* help, Need need = Need::optional);
/// One of the words, any case; target receives it as listed.
void add_choice(CLI::App& app, const char* name, std::string& target, std::vector<std::string> words,
                const char* type, const char* help, Need need = Need::optional);
void add_flag(CLI::App& app, const char* name, bool& target, const char* help);

/// Joins "--name" and a value that begins with "-" to "--name=value", as getopt would read it; the parser
/// would take "-5" or "- milk" for an option. Stops at "--".
std::vector<std::string> join_dashed_values(const CLI::App& app, std::vector<std::string> args);

}  // namespace ondol::cli
