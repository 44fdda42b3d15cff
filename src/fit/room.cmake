# The data of `ondol fit` is in the program, so that one static file answers anywhere: each file's bytes, and a table.
set(ondol_data_files "")
foreach(folder catalogue devices tasks constants)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.toml)
  list(SORT files)
  list(APPEND ondol_data_files ${files})
endforeach()
set(assembly "")
set(symbols "")
set(rows "")
set(n 0)
foreach(file ${ondol_data_files})
  file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${file})
  # Global: GNU ld for AArch64 gives all local symbols of a section the first one's entry in the offset table.
  string(APPEND assembly "  \".globl ondol_data_${n}, ondol_data_${n}_end\\n\"\n"
    "  \"ondol_data_${n}:\\n.incbin \\\"${file}\\\"\\nondol_data_${n}_end:\\n\"\n")
  string(APPEND symbols "extern const char ondol_data_${n}[], ondol_data_${n}_end[];\n")
  string(APPEND rows "    {\"${path}\", {ondol_data_${n}, static_cast<size_t>(ondol_data_${n}_end - ondol_data_${n})}},\n")
  math(EXPR n "${n} + 1")
endforeach()
set(ondol_data_source ${PROJECT_BINARY_DIR}/generated/fit_data.cpp)
file(CONFIGURE OUTPUT ${ondol_data_source} CONTENT "// From src/fit/room.cmake.
#include \"fit/built_in.h\"
__asm__(
  \".section .rodata\\n\"
@assembly@  \".previous\\n\");
extern \"C\" {
@symbols@}
namespace ondol::fit {
std::span<const BuiltInFile> built_in_files() {
  static const BuiltInFile files[] = {
@rows@  };
  return files;
}
}  // namespace ondol::fit
" @ONLY)
set_property(SOURCE ${ondol_data_source} APPEND PROPERTY OBJECT_DEPENDS ${ondol_data_files})
target_sources(ondol_fit PRIVATE ${ondol_data_source})
