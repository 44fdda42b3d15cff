// A handler that was there before ours is called for faults that are not ours. Ours is installed once a
// process, by the first mapped file, hence a forked child; not a child made with exec, which qemu-user cannot
// start without the kernel's help (binfmt_misc).
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/mapped_file.h"

namespace ondol {
namespace {

void previous_handler(int) { _exit(42); }

/// Exit status: 42 when the handler ran, 1 when the scene could not be set, 2 when the fault went nowhere.
[[noreturn]] void fault_outside_our_mappings() {
  signal(SIGBUS, previous_handler);
  const std::string path =
      (std::filesystem::temp_directory_path() / ("ondol_bus_" + std::to_string(getpid()))).string();
  std::ofstream(path) << std::string(8192, 'x');
  const auto ours = MappedFile::open("/proc/self/exe");
  const int fd = open(path.c_str(), O_RDWR);
  auto* data = static_cast<volatile char*>(mmap(nullptr, 8192, PROT_READ, MAP_SHARED, fd, 0));
  const bool cut = truncate(path.c_str(), 0) == 0;
  std::filesystem::remove(path);
  if (!ours.ok() || !cut) _exit(1);
  (void)data[4096];
  _exit(2);
}

TEST(SigbusChain, ForeignFault_GoesToTheHandlerThatWasThere) {
  struct sigaction now {};
  sigaction(SIGBUS, nullptr, &now);
  if ((now.sa_flags & SA_SIGINFO) != 0) {
    GTEST_SKIP()
        << "skipped: an earlier test of this process mapped a file (ctest runs each alone), or a sanitizer "
           "has its own handler";
  }
  const pid_t pid = fork();
  ASSERT_NE(pid, -1);
  if (pid == 0) fault_outside_our_mappings();
  int status = 0;
  waitpid(pid, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 42);
}

}  // namespace
}  // namespace ondol
