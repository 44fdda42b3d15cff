// Whether a sanitizer that takes over memory or signals is compiled in, for tests that measure either.
#pragma once

namespace ondol::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // gcc
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);  // clang
#else
constexpr bool kSanitized = false;
#endif

}  // namespace ondol::test
