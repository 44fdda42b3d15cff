# Command-line tests: data files, one small runner. make_models converts the tiny checkpoints they use.
if(TARGET ondol)
  set(ondol_cli_models ${PROJECT_BINARY_DIR}/cli_models)
  ondol_test_limit(short_limit 120)
  ondol_test_limit(limit 600)
  ondol_test_limit(long_limit 1800)
  add_test(NAME cli.make_models COMMAND bash ${PROJECT_SOURCE_DIR}/tests/cli/make_models.sh
    $<TARGET_FILE:ondol> ${PROJECT_SOURCE_DIR} ${ondol_cli_models})
  set_tests_properties(cli.make_models PROPERTIES LABELS "cli;native" FIXTURES_SETUP cli_models TIMEOUT ${short_limit})
  file(GLOB cases CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/cli/*.test)
  foreach(case ${cases})
    get_filename_component(name ${case} NAME_WE)
    add_test(NAME cli.${name} COMMAND bash ${PROJECT_SOURCE_DIR}/tests/cli/run_cases.sh ${case})
    set_tests_properties(cli.${name} PROPERTIES LABELS "cli;native" FIXTURES_REQUIRED cli_models
      SKIP_RETURN_CODE 77 TIMEOUT ${limit}
      ENVIRONMENT "ONDOL=$<TARGET_FILE:ondol>;SRC=${PROJECT_SOURCE_DIR};MODELS=${ondol_cli_models};ONDOL_SANITIZED=${ONDOL_SANITIZE}")
  endforeach()
  # docs/fit.md says what fit says.
  find_program(ONDOL_PYTHON python3)
  if(ONDOL_PYTHON)
    add_test(NAME cli.fit_table COMMAND ${ONDOL_PYTHON} ${PROJECT_SOURCE_DIR}/bench/fit_table.py
      $<TARGET_FILE:ondol> --check)
    set_tests_properties(cli.fit_table PROPERTIES LABELS "cli;native;slow" SKIP_RETURN_CODE 77 TIMEOUT ${limit})
    if(NOT ONDOL_SANITIZE)
      # Predicted memory is the engine's; times are printed and not judged.
      add_test(NAME cli.fit_accuracy COMMAND ${ONDOL_PYTHON} ${PROJECT_SOURCE_DIR}/bench/fit_accuracy.py
        $<TARGET_FILE:ondol> --small)
      set_tests_properties(cli.fit_accuracy PROPERTIES LABELS "cli;native;slow" SKIP_RETURN_CODE 77 TIMEOUT ${limit})
    endif()
  endif()
  set_tests_properties(cli.real_model PROPERTIES LABELS "cli;native;slow")
  # A sanitizer's shadow memory counts against no limit of ours, nor does qemu's, and everything takes longer.
  set(malformed_limits "")
  if(ONDOL_SANITIZE OR CMAKE_CROSSCOMPILING)
    set(malformed_limits --data-gb 0 --max-mb 2000 --timeout 90)
  endif()
  add_test(NAME cli.malformed COMMAND bash ${PROJECT_SOURCE_DIR}/tests/cli/malformed.sh
    $<TARGET_FILE:ondol> ${PROJECT_SOURCE_DIR} ${malformed_limits})
  set_tests_properties(cli.malformed PROPERTIES LABELS "cli;native;slow" SKIP_RETURN_CODE 77 TIMEOUT ${long_limit})
  if(NOT ONDOL_SANITIZE AND TARGET ondol_library)
    # An installed sanitized library would need the sanitizer's flags in programs that use it.
    add_test(NAME cli.install COMMAND bash ${PROJECT_SOURCE_DIR}/tests/cli/install.sh
      ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR} ${ondol_cli_models})
    set_tests_properties(cli.install PROPERTIES LABELS "cli;native;slow" FIXTURES_REQUIRED cli_models TIMEOUT ${limit}
      ENVIRONMENT "CC=${CMAKE_C_COMPILER};CXX=${CMAKE_CXX_COMPILER}")
  endif()
endif()
