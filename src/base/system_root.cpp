#include "base/system_root.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>

namespace ondol {
namespace {

constexpr size_t kMaxBytes = 1 << 20;
constexpr int kMaxCpu = 4096;

// cpu2 before cpu10: runs of digits compare as numbers.
bool natural_less(const std::string& a, const std::string& b) {
  size_t i = 0, j = 0;
  const auto digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  while (i < a.size() && j < b.size()) {
    if (digit(a[i]) && digit(b[j])) {
      size_t i_end = i, j_end = j;
      while (i_end < a.size() && digit(a[i_end])) ++i_end;
      while (j_end < b.size() && digit(b[j_end])) ++j_end;
      if (i_end - i != j_end - j) return i_end - i < j_end - j;
      const int order = a.compare(i, i_end - i, b, j, j_end - j);
      if (order != 0) return order < 0;
      i = i_end;
      j = j_end;
    } else if (a[i] != b[j]) {
      return a[i] < b[j];
    } else {
      ++i;
      ++j;
    }
  }
  return a.size() - i < b.size() - j;
}

}  // namespace

SystemRoot SystemRoot::of_environment() {
  const char* prefix = std::getenv("ONDOL_SYSTEM_ROOT");
  return SystemRoot(prefix != nullptr ? prefix : "");
}

Result<std::string> SystemRoot::text(const std::string& path) const {
  const int fd = ::open(real_path(path).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    const ErrorCode code = errno == ENOENT || errno == ENOTDIR ? ErrorCode::not_found : ErrorCode::io;
    return Error{code, path + ": " + std::strerror(errno)};
  }
  std::string text;
  char buffer[4096];
  ssize_t n = 0;
  while (text.size() < kMaxBytes && (n = ::read(fd, buffer, sizeof buffer)) != 0) {
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) break;
    text.append(buffer, static_cast<size_t>(n));
  }
  const int number = errno;
  ::close(fd);
  if (n < 0) return Error{ErrorCode::io, path + ": " + std::strerror(number)};
  while (!text.empty() && (text.back() == '\0' || std::isspace(static_cast<unsigned char>(text.back())) != 0))
    text.pop_back();
  return text;
}

std::string SystemRoot::text_or(const std::string& path, const std::string& otherwise) const {
  auto read = text(path);
  return read.ok() ? std::move(*read) : otherwise;
}

std::optional<int64_t> SystemRoot::integer(const std::string& path) const {
  const auto read = text(path);
  if (!read.ok()) return std::nullopt;
  int64_t value = 0;
  const char* end = read->data() + read->size();
  const auto [stop, error] = std::from_chars(read->data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

bool SystemRoot::has(const std::string& path) const {
  struct stat info {};
  return ::stat(real_path(path).c_str(), &info) == 0;
}

std::vector<std::string> SystemRoot::names(const std::string& folder) const {
  std::vector<std::string> out;
  if (DIR* dir = ::opendir(real_path(folder).c_str())) {
    while (const dirent* entry = ::readdir(dir))
      if (entry->d_name[0] != '.') out.emplace_back(entry->d_name);
    ::closedir(dir);
  }
  std::ranges::sort(out, natural_less);
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string field(const std::string& text, const std::string& key) {
  for (const std::string& line : lines_of(text)) {
    if (!line.starts_with(key)) continue;
    size_t at = line.find_first_not_of(" \t", key.size());
    if (at == std::string::npos || line[at] != ':') continue;
    at = line.find_first_not_of(" \t", at + 1);
    return at == std::string::npos ? "" : line.substr(at);
  }
  return "";
}

std::vector<int> cpu_list(const std::string& text) {
  std::vector<int> out;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    int first = 0;
    auto read = std::from_chars(at, end, first);
    if (read.ec != std::errc()) return {};
    int last = first;
    if (read.ptr < end && *read.ptr == '-') {
      read = std::from_chars(read.ptr + 1, end, last);
      if (read.ec != std::errc()) return {};
    }
    if (first < 0 || last < first || last >= kMaxCpu) return {};
    for (int cpu = first; cpu <= last; ++cpu) out.push_back(cpu);
    if (read.ptr < end && *read.ptr != ',') return {};
    at = read.ptr + 1;
  }
  return out;
}

}  // namespace ondol
