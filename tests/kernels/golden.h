// Reads the committed goldens of tests/golden/quant (see make_goldens.py there).
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace ondol::test {

inline std::vector<char> read_golden(const std::string& name) {
  std::ifstream file(std::string(ONDOL_GOLDEN_DIR) + "/quant/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace ondol::test
