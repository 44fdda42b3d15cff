# Instruction sets of the kernels. One row a target: folder under src/kernels/target/, processor family and
# compile options. A row whose folder is absent or empty costs nothing; src/kernels/targets.h has the other half
# of the row (the CPU predicate). The scalar table is src/kernels/ref/, compiled with the baseline flags.
#
# Trap: code compiled with these options must never be emitted into a shared (comdat) symbol, or the linker may
# keep the AVX copy for the whole program. So files there include no standard C++ header and keep everything but
# their one entry point static or in an anonymous namespace; tests/kernels checks the object files with nm.

# Contraction off: a row's bits must not depend on how the compiler fused its loop, and quantised files must be
# the same on every machine. Targets that want FMA say so with intrinsics.
target_compile_options(ondol_kernels PRIVATE -ffp-contract=off)

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  set(ondol_cpu_family x86)
  target_compile_definitions(ondol_kernels PUBLIC ONDOL_X86=1)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
  set(ondol_cpu_family aarch64)
  target_compile_definitions(ondol_kernels PUBLIC ONDOL_AARCH64=1)
else()
  set(ondol_cpu_family other)
endif()

set(ONDOL_KERNEL_TARGETS "" CACHE STRING "Kernel targets to build beside scalar; empty: all that fit, 'none': none")

set(ondol_avx2 -mavx2 -mfma -mf16c)
set(ondol_avx512 ${ondol_avx2} -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vnni)

function(ondol_kernel_target target family)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/kernels/target/${target}/*.cpp)
  if(NOT sources OR NOT family STREQUAL ondol_cpu_family)
    return()
  endif()
  if(ONDOL_KERNEL_TARGETS AND NOT target IN_LIST ONDOL_KERNEL_TARGETS)
    return()
  endif()
  string(REPLACE "-" "_" id ${target})
  add_library(ondol_kernels_${id} OBJECT ${sources})
  target_include_directories(ondol_kernels_${id} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(ondol_kernels_${id} PRIVATE ondol_warnings)
  target_compile_options(ondol_kernels_${id} PRIVATE -ffp-contract=off -fno-exceptions ${ARGN})
  string(TOUPPER ${family} family_macro)
  target_compile_definitions(ondol_kernels_${id} PRIVATE ONDOL_${family_macro}=1)
  target_sources(ondol_kernels PRIVATE $<TARGET_OBJECTS:ondol_kernels_${id}>)
  string(TOUPPER ${id} has)
  set_property(SOURCE ${PROJECT_SOURCE_DIR}/src/kernels/dispatch.cpp
               APPEND PROPERTY COMPILE_DEFINITIONS ONDOL_HAS_${has}=1)
  set_property(TARGET ondol_kernels APPEND PROPERTY ONDOL_KERNEL_TARGETS ondol_kernels_${id})
endfunction()

ondol_kernel_target(avx2          x86     ${ondol_avx2})
ondol_kernel_target(avx2vnni      x86     ${ondol_avx2} -mavxvnni)
ondol_kernel_target(avx512        x86     ${ondol_avx512})
if(TARGET ondol_kernels_avx512)  # whose table it copies
ondol_kernel_target(avx512bf16    x86     ${ondol_avx512} -mavx512bf16)
endif()
ondol_kernel_target(amx           x86     ${ondol_avx512} -mavx512bf16 -mamx-tile -mamx-int8 -mamx-bf16)
ondol_kernel_target(neon          aarch64)  # the baseline of AArch64
ondol_kernel_target(neon-dotprod  aarch64 -march=armv8.2-a+fp16+dotprod)
ondol_kernel_target(neon-i8mm     aarch64 -march=armv8.2-a+fp16+dotprod+i8mm)
