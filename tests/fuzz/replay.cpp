// Runs a fuzz target without a fuzzer: on every file of a folder, on its prefixes, and with single bytes
// changed, so that a plain test run already fails on what a fuzzer once found. Knows no particular target.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

int n_runs = 0;

void run(const std::string& bytes) {
  // A copy of its own size, so that a sanitizer sees a read beyond the end.
  const std::vector<uint8_t> copy(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(copy.data(), copy.size());
  ++n_runs;
}

void run_with_edges(std::string bytes) {
  run(bytes);
  constexpr size_t kSteps = 40;  // keeps the whole under a few seconds
  const size_t step = std::max<size_t>(1, bytes.size() / kSteps);
  for (size_t n = 0; n < bytes.size(); n += step) run(bytes.substr(0, n));
  for (size_t i = 0; i < bytes.size(); i += step) {
    const char kept = bytes[i];
    for (const unsigned char value : {0x00, 0x7f, 0x80, 0xff}) {
      bytes[i] = static_cast<char>(value);
      run(bytes);
    }
    bytes[i] = kept;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: replay CORPUS\n"), 2;
  run("");
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator files(argv[1], error), end; files != end; ++files) {
    if (!files->is_regular_file()) continue;
    std::ifstream in(files->path(), std::ios::binary);
    run_with_edges({std::istreambuf_iterator<char>(in), {}});
  }
  std::printf("%d runs\n", n_runs);
  if (n_runs > 1) return 0;
  std::fprintf(stderr, "%s: no seeds\n", argv[1]);
  return 1;
}
