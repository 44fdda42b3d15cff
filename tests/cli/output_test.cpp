// Standard output with awkward readers.
#include "cli/output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <thread>

namespace ondol::cli {
namespace {

TEST(Output_NonBlockingPipeThatIsFull, WaitsForTheReader) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
  const std::string text(1 << 20, 'x');  // more than a pipe holds
  std::string received;
  std::thread reader([&] {
    ASSERT_EQ(fcntl(ends[0], F_SETFL, 0), 0);  // the reader blocks; the writer's end is its own
    char buffer[4096];
    for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
      received.append(buffer, static_cast<size_t>(n));
  });
  Output out(ends[1]);
  EXPECT_TRUE(out.print(text));
  close(ends[1]);
  reader.join();
  close(ends[0]);
  EXPECT_EQ(out.finish(0), 0);
  EXPECT_EQ(received, text);
}

TEST(Output_ReaderThatLeft, IsNoFailure) {
  const auto previous = std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  close(ends[0]);
  Output out(ends[1]);
  EXPECT_FALSE(out.print("text"));
  EXPECT_FALSE(out.usable());
  EXPECT_EQ(out.finish(0), 0);
  close(ends[1]);
  std::signal(SIGPIPE, previous);
}

}  // namespace
}  // namespace ondol::cli
