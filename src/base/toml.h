// toml++ (Debian 12 has 3.3.0), made safe for text that nobody has checked. For one .cpp file only: it is
// large. Both faults were found by fuzzing; tests/fuzz/corpus/recipe holds the texts.
#pragma once

// Errors come by value then; nothing but bad_alloc can be thrown.
#define TOML_EXCEPTIONS 0
// The parser asserts before it checks: "[%" would end a debug build, and be undefined where clang builds a
// release (an assertion becomes an assumption there). Without either, the check that follows refuses the
// text.
#define TOML_ASSERT(expr) static_cast<void>(0)
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/impl/forward_declarations.h>
// Its test for white space declares other characters, such as an e with an accent outside of quotes,
// unreachable.
#pragma push_macro("TOML_UNREACHABLE")
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE return false
#include <toml++/impl/unicode.h>
#pragma pop_macro("TOML_UNREACHABLE")
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
