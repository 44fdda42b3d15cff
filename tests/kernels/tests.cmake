# Beside the gtest cases: the whole program run with ONDOL_TARGET set, and what target objects may export.
add_test(NAME kernels.forced_target_runs COMMAND test_kernels --gtest_filter=Dispatch.TargetFromEnvironment_*)
set_tests_properties(kernels.forced_target_runs PROPERTIES
  LABELS kernels ENVIRONMENT ONDOL_TARGET=scalar PASS_REGULAR_EXPRESSION "ran on target scalar")

# Twice: that it fails, and that it says why (a regular expression makes ctest ignore the exit status).
foreach(check fails says_why)
  add_test(NAME kernels.made_up_target_${check} COMMAND test_kernels --gtest_filter=*EveryWeightType*)
  set_tests_properties(kernels.made_up_target_${check} PROPERTIES LABELS kernels ENVIRONMENT ONDOL_TARGET=made-up)
endforeach()
set_tests_properties(kernels.made_up_target_fails PROPERTIES WILL_FAIL TRUE)
set_tests_properties(kernels.made_up_target_says_why PROPERTIES
  PASS_REGULAR_EXPRESSION "kernel target 'made-up' is not one this program has")

if(NOT ONDOL_SANITIZE)  # sanitizers add symbols of their own
  get_target_property(kernel_targets ondol_kernels ONDOL_KERNEL_TARGETS)
  foreach(target IN LISTS kernel_targets)
    if(TARGET ${target})
      add_test(NAME kernels.symbols_of_${target} COMMAND ${CMAKE_COMMAND}
        -DNM=${CMAKE_NM} -DTARGET=${target} "-DOBJECTS=$<JOIN:$<TARGET_OBJECTS:${target}>,,>"
        -P ${PROJECT_SOURCE_DIR}/tests/kernels/target_symbols.cmake)
      set_tests_properties(kernels.symbols_of_${target} PROPERTIES LABELS kernels)
    endif()
  endforeach()
endif()
