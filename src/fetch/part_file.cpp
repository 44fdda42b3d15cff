#include "fetch/part_file.h"

#include <unistd.h>

#include "base/mapped_file.h"
#include "base/toml_table.h"
#include "base/try.h"

namespace ondol::fetch {
namespace {

Result<Source> read_note(const std::string& path) {
  ONDOL_ASSIGN(const TomlTable table, TomlTable::read(path, "download note"));
  ONDOL_TRY(table.allow({"url", "validator", "sha256", "total_bytes"}));
  Source source;
  ONDOL_ASSIGN(source.url, table.text("url"));
  if (table.has("validator")) {
    ONDOL_ASSIGN(source.validator, table.text("validator"));
  }
  if (table.has("sha256")) {
    ONDOL_ASSIGN(source.sha256, table.text("sha256"));
  }
  ONDOL_ASSIGN(const int64_t total, table.integer("total_bytes", 1, INT64_MAX));
  source.total_bytes = static_cast<uint64_t>(total);
  return source;
}

}  // namespace

Result<std::unique_ptr<PartFile>> PartFile::open(const std::string& path, const std::string& url) {
  ONDOL_ASSIGN(auto file, AtomicFile::create(path, AtomicFile::Leftover::keep));
  std::unique_ptr<PartFile> part(new PartFile(std::move(file)));
  if (part->bytes() > 0) ONDOL_TRY(part->take_up(url));
  return part;
}

Status PartFile::take_up(const std::string& url) {
  const auto note = read_note(note_path());
  if (!note.ok() || note->url != url || bytes() > note->total_bytes) return file_->restart();
  ONDOL_ASSIGN(const auto mapping, MappedFile::open(part_path()));
  mapping->advise(MappedFile::Advice::sequential, 0, bytes());
  hash_.add(mapping->bytes());
  ONDOL_TRY(mapping->check_intact());
  source_ = *note;
  kept_bytes_ = bytes();
  return {};
}

Status PartFile::begin(const Source& source) {
  ONDOL_TRY(file_->restart());
  hash_ = {};
  source_ = source;
  kept_bytes_ = 0;
  ::unlink(note_path().c_str());
  file_->set_leftover(can_continue() ? AtomicFile::Leftover::keep : AtomicFile::Leftover::discard);
  ONDOL_TRY(reserve());
  return write_note();
}

Status PartFile::write_note() const {
  if (!can_continue()) return {};
  std::string text = "# What " + part_path() + " is the beginning of; ondol pull goes on with it.\n";
  text += "url = " + toml_string(source_.url) + "\n";
  if (!source_.validator.empty()) text += "validator = " + toml_string(source_.validator) + "\n";
  if (!source_.sha256.empty()) text += "sha256 = " + toml_string(source_.sha256) + "\n";
  text += "total_bytes = " + std::to_string(source_.total_bytes) + "\n";
  return write_file_atomically(note_path(), text);
}

Status PartFile::append(std::span<const std::byte> bytes) {
  ONDOL_TRY(file_->write(bytes.data(), bytes.size()));
  hash_.add(bytes);
  return {};
}

Status PartFile::commit() {
  ONDOL_TRY(file_->commit());
  ::unlink(note_path().c_str());
  return {};
}

void PartFile::discard() {
  file_->set_leftover(AtomicFile::Leftover::discard);
  ::unlink(note_path().c_str());
}

}  // namespace ondol::fetch
