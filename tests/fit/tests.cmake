#memory_test holds the planner against the engine's own plan of a real file.
target_link_libraries(test_fit PRIVATE ondol_runtime)
