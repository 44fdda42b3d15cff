// Mapped files, above all those that change while they are mapped.
#include "base/mapped_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "support/sanitizer.h"

namespace ondol {
namespace {

using ::testing::HasSubstr;

class MappedFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "ondol_map_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }
  std::string write(const std::string& name, size_t bytes, char c = 'x') {
    const std::string path = (dir_ / name).string();
    std::ofstream(path, std::ios::binary) << std::string(bytes, c);
    return path;
  }

  std::filesystem::path dir_;
};

uint64_t sum(std::span<const std::byte> bytes) {
  uint64_t total = 0;
  for (const auto b : bytes) total += std::to_integer<uint64_t>(b);
  return total;
}

TEST_F(MappedFileTest, Open_RegularFile_GivesItsBytes) {
  const auto file = MappedFile::open(write("f", 10000, 'a'));
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_EQ((*file)->bytes().size(), 10000U);
  EXPECT_EQ(sum((*file)->bytes()), 10000U * 'a');
  EXPECT_TRUE((*file)->check_intact().ok());
  (*file)->advise(MappedFile::Advice::will_need, 0, UINT64_MAX);
  (*file)->advise(MappedFile::Advice::huge_pages, 5000, 100);
  (*file)->advise(MappedFile::Advice::done, 0, 10000);
  (*file)->advise(MappedFile::Advice::sequential, 1 << 20, 1);
  EXPECT_EQ(sum((*file)->bytes()), 10000U * 'a');
}

TEST_F(MappedFileTest, Open_NotARegularFile_OneClearLine) {
  const auto none = MappedFile::open((dir_ / "none").string());
  EXPECT_EQ(none.error().code, ErrorCode::not_found);
  EXPECT_THAT(none.error().message, HasSubstr("none: cannot open: No such file"));
  EXPECT_EQ(MappedFile::open(write("f", 1) + "/below").error().code, ErrorCode::not_found);
  EXPECT_THAT(MappedFile::open(dir_.string()).error().message,
              HasSubstr("expected a regular file, got a directory"));
  EXPECT_THAT(MappedFile::open("/dev/null").error().message, HasSubstr("got a device"));
  EXPECT_THAT(MappedFile::open(write("empty", 0)).error().message, HasSubstr("got an empty file"));
  const std::string fifo = (dir_ / "fifo").string();
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_THAT(MappedFile::open(fifo).error().message,
              HasSubstr("got a FIFO"));  // and does not wait for a writer
}

TEST_F(MappedFileTest, Truncated_WhileMapped_ReadsZerosAndIsReported) {
  const std::string path = write("f", 1 << 20);
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(truncate(path.c_str(), 5000), 0);
  EXPECT_THAT((*file)->check_intact().error().message, HasSubstr("expected 1048576 bytes, got 5000"));
  EXPECT_EQ(sum((*file)->bytes()), 5000U * 'x');
  ASSERT_EQ(truncate(path.c_str(), 1 << 20), 0);  // grown back: still not what was opened
  const auto status = (*file)->check_intact();
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message, HasSubstr("could not be read"));
}

TEST_F(MappedFileTest, Rewritten_WithTheSameSize_IsReported) {
  const std::string path = write("f", 5000);
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file.ok());
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // the clock of file times ticks coarsely
  write("f", 5000, 'y');
  EXPECT_THAT((*file)->check_intact().error().message, HasSubstr("modified while in use"));
}

TEST_F(MappedFileTest, Replaced_ByRename_KeepsTheOldBytes) {
  const std::string path = write("f", 5000, 'a');
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file.ok());
  std::filesystem::rename(write("g", 100, 'b'), path);
  EXPECT_TRUE((*file)->check_intact().ok());
  EXPECT_EQ(sum((*file)->bytes()), 5000U * 'a');
}

TEST_F(MappedFileTest, Truncated_WhileManyThreadsRead_NobodyDies) {
  constexpr int n_files = 4;
  std::vector<std::string> paths;
  std::vector<std::unique_ptr<MappedFile>> files;
  for (int i = 0; i < n_files; ++i) {
    paths.push_back(write("f" + std::to_string(i), 1 << 20));
    auto file = MappedFile::open(paths.back());
    ASSERT_TRUE(file.ok());
    files.push_back(std::move(*file));
  }
  std::atomic<bool> stop{false};
  std::atomic<int> rounds{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      while (!stop.load()) {
        for (int i = 0; i < n_files; ++i) (void)sum(files[static_cast<size_t>((i + t) % n_files)]->bytes());
        // Mappings that come and go, while others fault.
        auto extra = MappedFile::open("/proc/self/exe");
        if (extra.ok()) (void)(*extra)->check_intact();
        rounds.fetch_add(1);
      }
    });
  }
  while (rounds.load() < 4) std::this_thread::yield();
  for (const auto& path : paths) ASSERT_EQ(truncate(path.c_str(), 0), 0);
  const int seen = rounds.load();
  while (rounds.load() < seen + 8) std::this_thread::yield();
  stop.store(true);
  for (auto& thread : threads) thread.join();
  for (const auto& file : files) {
    EXPECT_FALSE(file->check_intact().ok());
    EXPECT_EQ(sum(file->bytes()), 0U);
  }
}

TEST_F(MappedFileTest, Registry_ManyOpenAndClosed_EntriesAreReusedClean) {
  const std::string path = write("f", 8192);
  for (int round = 0; round < 50; ++round) {
    auto file = MappedFile::open(path);
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->check_intact().ok()) << round;
    ASSERT_EQ(truncate(path.c_str(), 0), 0);
    ASSERT_EQ(sum((*file)->bytes()), 0U);
    ASSERT_FALSE((*file)->check_intact().ok());
    file->reset();
    write("f", 8192);
  }
}

// In a child process: a SIGBUS outside our mappings must go where it went before.
int run_child(const std::function<void()>& body) {
  const pid_t pid = fork();
  if (pid == 0) {
    body();
    _exit(0);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  return status;
}

void fault_in_foreign_mapping(const std::string& path) {
  const int fd = open(path.c_str(), O_RDWR);
  auto* data = static_cast<volatile char*>(mmap(nullptr, 8192, PROT_READ, MAP_SHARED, fd, 0));
  if (truncate(path.c_str(), 0) != 0) _exit(9);
  (void)data[4096];
}

TEST_F(MappedFileTest, ForeignFault_DefaultAction_StillEndsTheProcess) {
  if (test::kSanitized) GTEST_SKIP() << "skipped: the sanitizer has its own handler";
  const std::string ours = write("ours", 8192);
  const std::string foreign = write("foreign", 8192);
  const int status = run_child([&] {
    const auto file = MappedFile::open(ours);
    fault_in_foreign_mapping(foreign);
  });
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGBUS);
}

}  // namespace
}  // namespace ondol
