target_link_libraries(ondol_base PUBLIC Threads::Threads)
