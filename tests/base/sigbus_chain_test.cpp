// A handler that was there before ours is called for faults that are not ours. The handler is installed
// once a process, hence a child made with exec: this program itself, asked for one hidden test.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/mapped_file.h"

namespace ondol {
namespace {

void previous_handler(int) { _exit(42); }

TEST(SigbusChain, DISABLED_ChildProcess) {
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
  _exit(2);  // not reached: the fault must have gone to previous_handler
}

TEST(SigbusChain, ForeignFault_GoesToTheHandlerThatWasThere) {
  const pid_t pid = fork();
  if (pid == 0) {
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    execl("/proc/self/exe", "test_base", "--gtest_also_run_disabled_tests",
          "--gtest_filter=SigbusChain.DISABLED_ChildProcess", nullptr);
    _exit(3);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 42);
}

}  // namespace
}  // namespace ondol
