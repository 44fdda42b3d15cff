#include "home/built_in_model.h"

#ifdef ONDOL_HOME_MODEL
// clang-format off
__asm__(
    ".section .rodata\n"
    ".balign 64\n"
    ".globl ondol_home_model_begin\n"
    "ondol_home_model_begin:\n"
    ".incbin \"" ONDOL_HOME_MODEL "\"\n"
    ".globl ondol_home_model_end\n"
    "ondol_home_model_end:\n"
    ".byte 0\n"
    ".previous\n");
// clang-format on
extern "C" {
extern const std::byte ondol_home_model_begin[], ondol_home_model_end[];
}
#endif

namespace ondol::home {

std::span<const std::byte> built_in_model() {
#ifdef ONDOL_HOME_MODEL
  return {ondol_home_model_begin, ondol_home_model_end};
#else
  return {};
#endif
}

}  // namespace ondol::home
