// Nothing under the final name unless it is complete – whatever goes wrong in between.
#include "base/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace ondol {
namespace {

using ::testing::HasSubstr;

class AtomicFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "ondol_atomic_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }
  std::string path(const std::string& name) const { return (dir_ / name).string(); }
  static std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  size_t n_files() const {
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(dir_), {}));
  }

  std::filesystem::path dir_;
};

TEST_F(AtomicFileTest, Committed_AppearsWhole) {
  auto file = AtomicFile::create(path("out"));
  ASSERT_TRUE(file.ok()) << file.error().message;
  ASSERT_TRUE((*file)->reserve(11).ok());
  ASSERT_TRUE((*file)->write("hello ", 6).ok());
  ASSERT_TRUE((*file)->write("world", 5).ok());
  EXPECT_FALSE(std::filesystem::exists(path("out")));
  ASSERT_TRUE((*file)->commit().ok());
  EXPECT_EQ(content(path("out")), "hello world");
  EXPECT_EQ(n_files(), 1U);
  EXPECT_FALSE((*file)->commit().ok());
}

TEST_F(AtomicFileTest, Kept_NextAttemptGoesOnBehindIt) {
  using enum AtomicFile::Leftover;
  {
    auto file = AtomicFile::create(path("out"), keep);
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->reserve(1 << 20).ok());
    ASSERT_TRUE((*file)->write("hello ", 6).ok());
  }
  EXPECT_EQ(content(path("out.part")), "hello ");
  EXPECT_FALSE(std::filesystem::exists(path("out")));
  auto file = AtomicFile::create(path("out"), keep);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ((*file)->bytes_written(), 6U);
  ASSERT_TRUE((*file)->write("world", 5).ok());
  ASSERT_TRUE((*file)->commit().ok());
  EXPECT_EQ(content(path("out")), "hello world");
  EXPECT_EQ(n_files(), 1U);
}

TEST_F(AtomicFileTest, KeptThenRestarted_OnlyTheNewBytes) {
  using enum AtomicFile::Leftover;
  std::ofstream(path("out.part")) << "of another file, and longer";
  auto file = AtomicFile::create(path("out"), keep);
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE((*file)->restart().ok());
  EXPECT_EQ((*file)->bytes_written(), 0U);
  ASSERT_TRUE((*file)->write("new", 3).ok());
  ASSERT_TRUE((*file)->commit().ok());
  EXPECT_EQ(content(path("out")), "new");
}

TEST_F(AtomicFileTest, KeptThenNotWorthIt_Removed) {
  std::ofstream(path("out.part")) << "x";
  {
    auto file = AtomicFile::create(path("out"), AtomicFile::Leftover::keep);
    ASSERT_TRUE(file.ok());
    (*file)->set_leftover(AtomicFile::Leftover::discard);
  }
  EXPECT_EQ(n_files(), 0U);
}

TEST_F(AtomicFileTest, ReservedMoreThanWritten_SizeIsWhatWasWritten) {
  auto file = AtomicFile::create(path("out"));
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE((*file)->reserve(1 << 20).ok());
  ASSERT_TRUE((*file)->write("x", 1).ok());
  ASSERT_TRUE((*file)->commit().ok());
  EXPECT_EQ(std::filesystem::file_size(path("out")), 1U);
}

TEST_F(AtomicFileTest, NotCommitted_OldContentStays) {
  ASSERT_TRUE(write_file_atomically(path("out"), "old").ok());
  {
    auto file = AtomicFile::create(path("out"));
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->write("new", 3).ok());
  }
  EXPECT_EQ(content(path("out")), "old");
  EXPECT_EQ(n_files(), 1U);
}

TEST_F(AtomicFileTest, Replaced_KeepsPermissionsAndLinks) {
  ASSERT_TRUE(write_file_atomically(path("real"), "old").ok());
  ASSERT_EQ(chmod(path("real").c_str(), 0640), 0);
  std::filesystem::create_symlink(path("real"), path("link"));
  ASSERT_TRUE(write_file_atomically(path("link"), "new").ok());
  EXPECT_EQ(content(path("real")), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
  struct stat st {};
  ASSERT_EQ(stat(path("real").c_str(), &st), 0);
  EXPECT_EQ(st.st_mode & 07777, 0640U);
}

TEST_F(AtomicFileTest, WrongDestination_OneClearLine) {
  EXPECT_EQ(AtomicFile::create("").error().code, ErrorCode::invalid_argument);
  EXPECT_THAT(AtomicFile::create(dir_.string()).error().message,
              HasSubstr("expected the name of a regular file"));
  EXPECT_EQ(AtomicFile::create("/dev/null").error().code, ErrorCode::invalid_argument);
  const auto missing = AtomicFile::create(path("no/such/dir/out"));
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  EXPECT_THAT(missing.error().message, HasSubstr("no/such/dir/out"));
  std::filesystem::create_directory(path("x.part"));
  EXPECT_FALSE(AtomicFile::create(path("x")).ok());
}

TEST_F(AtomicFileTest, TwoWriters_SecondIsRefusedWhileTheFirstLives) {
  auto first = AtomicFile::create(path("out"));
  ASSERT_TRUE(first.ok());
  EXPECT_THAT(AtomicFile::create(path("out")).error().message,
              HasSubstr("another process is writing this file"));
  ASSERT_TRUE((*first)->commit().ok());
  EXPECT_TRUE(AtomicFile::create(path("out")).ok());
}

TEST_F(AtomicFileTest, KilledWriter_LeavesNothingUnderTheName_AndTheNextTakesOver) {
  const pid_t pid = fork();
  if (pid == 0) {
    auto file = AtomicFile::create(path("out"));
    if (!file.ok() || !(*file)->write("half of it", 10).ok()) _exit(1);
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_FALSE(std::filesystem::exists(path("out")));
  ASSERT_TRUE(write_file_atomically(path("out"), "all").ok());
  EXPECT_EQ(content(path("out")), "all");
  EXPECT_EQ(n_files(), 1U);
}

TEST_F(AtomicFileTest, MoreThanTheDiskHas_IsRefusedBeforeWriting) {
  auto file = AtomicFile::create(path("out"));
  ASSERT_TRUE(file.ok());
  const auto status = (*file)->reserve(uint64_t{1} << 60);
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message, HasSubstr("expected 1.00 EiB free on its disk, got "));
  EXPECT_FALSE((*file)->write("x", 1).ok());
  EXPECT_FALSE((*file)->commit().ok());
}

TEST_F(AtomicFileTest, WriteFails_OneErrorAndNothingLeft) {
  // A limit on file sizes fails a write in the middle, as a full disk does, and needs no mount.
  const pid_t pid = fork();
  if (pid == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{100'000, 100'000};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(2);
    auto file = AtomicFile::create(path("out"));
    if (!file.ok()) _exit(3);
    const std::string block(60'000, 'x');
    if (!(*file)->write(block.data(), block.size()).ok()) _exit(4);
    const auto status = (*file)->write(block.data(), block.size());  // 40,000 go in, then it fails
    if (status.ok()) _exit(5);
    if (status.error().message.find("out: cannot write after 97.7 KiB: File too large") == std::string::npos)
      _exit(6);
    if ((*file)->commit().ok()) _exit(7);
    file->reset();
    _exit(0);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(n_files(), 0U);
}

}  // namespace
}  // namespace ondol
