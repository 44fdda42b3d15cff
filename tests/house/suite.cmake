# The house rules as tests; each script says on its first lines what it checks.
ondol_test_limit(limit 120)
foreach(rule includes_one_way public_headers kernel_headers docs recipes format)
  add_test(NAME house.${rule} COMMAND bash ${PROJECT_SOURCE_DIR}/tests/house/${rule}.sh)
  set_tests_properties(house.${rule} PROPERTIES LABELS "house;native" SKIP_RETURN_CODE 77 TIMEOUT ${limit}
    ENVIRONMENT "CXX=${CMAKE_CXX_COMPILER};CC=${CMAKE_C_COMPILER}")
endforeach()
