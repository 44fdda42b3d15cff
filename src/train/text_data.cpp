// Data of kind "text": whole files as running text, or JSONL files of documents. Knows nothing of labels.
#include <algorithm>
#include <cmath>

#include "base/try.h"
#include "train/line_data.h"

namespace ondol::train {
namespace {

bool is_jsonl(const std::string& path) { return path.ends_with(".jsonl"); }

/// Where the dev part of a text begins: behind the line end nearest before the share asked for, or the next
/// one.
Result<size_t> dev_begin(std::string_view text, double fraction, const std::string& path) {
  const auto wanted = static_cast<size_t>(static_cast<double>(text.size()) * (1 - fraction));
  const size_t before = text.rfind('\n', wanted);
  const size_t line_end = before != std::string_view::npos ? before : text.find('\n', wanted);
  if (line_end == std::string_view::npos || line_end + 1 >= text.size())
    return Error{ErrorCode::invalid_argument,
                 path + ": data.dev_fraction: expected a line end at which to part train from dev, got none"};
  return line_end + 1;
}

class RunningText final : public DataSource {
 public:
  explicit RunningText(const Recipe& recipe) : recipe_(recipe) {}

  Status read() {
    for (const std::string& path : recipe_.data.train) {
      ONDOL_ASSIGN(const std::string_view text, open(path));
      size_t cut = text.size();
      if (recipe_.data.dev.empty()) {
        ONDOL_ASSIGN(cut, dev_begin(text, recipe_.data.dev_fraction, path));
        dev_.push_back(text.substr(cut));
      }
      train_.push_back(text.substr(0, cut));
    }
    if (!recipe_.data.dev.empty()) {
      ONDOL_ASSIGN(const std::string_view text, open(recipe_.data.dev));
      dev_.push_back(text);
    }
    return {};
  }

  std::vector<std::string_view> tokenizer_texts() const override { return train_; }
  std::vector<std::string> special_tokens() const override { return {}; }
  bool has_documents() const override { return false; }

  Status lay_out(const Tokenizer& tokenizer, TrainingData& out) const override {
    ONDOL_ASSIGN(out.train, part(tokenizer, train_, true));
    ONDOL_ASSIGN(out.dev, part(tokenizer, dev_, false));
    for (const auto& file : files_) ONDOL_TRY(file->check_intact());
    return {};
  }

 private:
  Result<std::string_view> open(const std::string& path) {
    ONDOL_ASSIGN(auto file, open_text(path));
    files_.push_back(std::move(file));
    return text_of(*files_.back());
  }

  Result<std::unique_ptr<Dataset>> part(const Tokenizer& tokenizer,
                                        const std::vector<std::string_view>& texts, bool is_train) const {
    TokenStream stream;
    for (const std::string_view text : texts) {
      ONDOL_ASSIGN(const std::vector<TokenId> ids, tokenizer.encode(text, {}));
      if (ids.empty()) continue;
      stream.starts.push_back(static_cast<int64_t>(stream.tokens.size()));
      stream.tokens.insert(stream.tokens.end(), ids.begin(), ids.end());
    }
    auto rows = stream_rows(std::move(stream), row_options(recipe_, is_train));
    if (!rows.ok()) return std::move(rows).error().within(is_train ? "data.train" : "data.dev");
    return rows;
  }

  const Recipe recipe_;
  std::vector<std::shared_ptr<MappedFile>> files_;
  std::vector<std::string_view> train_, dev_;
};

class TextDocuments final : public DataSource {
 public:
  explicit TextDocuments(const Recipe& recipe) : recipe_(recipe) {}

  Status read() {
    for (const std::string& path : recipe_.data.train)
      ONDOL_TRY(read_lines(path, kExpected, read_document, train_));
    return read_dev(recipe_, "documents", kExpected, read_document, train_, dev_);
  }

  std::vector<std::string_view> tokenizer_texts() const override {
    std::vector<std::string_view> texts;
    for (const Document& document : train_) texts.push_back(document.text);
    return texts;
  }
  std::vector<std::string> special_tokens() const override { return {}; }
  bool has_documents() const override { return true; }

  Status lay_out(const Tokenizer& tokenizer, TrainingData& out) const override {
    ONDOL_ASSIGN(out.train, part(tokenizer, train_, true, out.notes));
    ONDOL_ASSIGN(out.dev, part(tokenizer, dev_, false, out.notes));
    return {};
  }

 private:
  struct Document {
    std::string text;
    std::string where;  ///< "PATH:LINE: text"
  };

  static constexpr const char* kExpected = "{\"text\": …}";

  static Result<Document> read_document(const JsonLine& line, const std::string& path) {
    ONDOL_ASSIGN(std::string text, line.text("text"));
    if (text.empty()) return line.wrong("text", "expected a text that is not empty");
    return Document{std::move(text), path + ":" + std::to_string(line.line()) + ": text"};
  }

  Result<std::unique_ptr<Dataset>> part(const Tokenizer& tokenizer, const std::vector<Document>& documents,
                                        bool is_train, std::vector<std::string>& notes) const {
    const TokenId end = tokenizer.spec().eos;
    const auto n_ctx = static_cast<size_t>(recipe_.model.n_ctx);
    LongSequences long_sequences(recipe_);
    Documents rows;
    for (const Document& document : documents) {
      // Begin, text, end: all but the last are read, all but the first predicted.
      std::vector<TokenId> ids{end};
      ONDOL_ASSIGN(const std::vector<TokenId> text, tokenizer.encode(document.text, {}));
      ids.insert(ids.end(), text.begin(), text.end());
      ids.push_back(end);
      const size_t n = ids.size() - 1;
      ONDOL_ASSIGN(const bool fits, long_sequences.fits(static_cast<int64_t>(n), document.where));
      if (!fits && recipe_.data.long_documents == LongPolicy::drop) continue;
      for (size_t from = 0; from < n; from += n_ctx) {
        const auto first = ids.begin() + static_cast<ptrdiff_t>(from);
        const auto last = first + static_cast<ptrdiff_t>(std::min(n_ctx, n - from));
        rows.tokens.insert(rows.tokens.end(), first, last);
        rows.targets.insert(rows.targets.end(), first + 1, last + 1);
        rows.ends.push_back(static_cast<int64_t>(rows.tokens.size()));
      }
    }
    return packed_part(recipe_, is_train, std::move(rows), long_sequences, notes);
  }

  const Recipe recipe_;
  std::vector<Document> train_, dev_;
};

template <class Source>
Result<std::unique_ptr<DataSource>> read_as(const Recipe& recipe) {
  auto source = std::make_unique<Source>(recipe);
  ONDOL_TRY(source->read());
  return std::unique_ptr<DataSource>(std::move(source));
}

}  // namespace

Result<std::unique_ptr<DataSource>> read_text_data(const Recipe& recipe) {
  const DataRecipe& data = recipe.data;
  const auto n_jsonl = std::ranges::count_if(data.train, is_jsonl) + (is_jsonl(data.dev) ? 1 : 0);
  const auto n_files = static_cast<ptrdiff_t>(data.train.size() + (data.dev.empty() ? 0 : 1));
  if (n_jsonl != 0 && n_jsonl != n_files)
    return Error{ErrorCode::invalid_argument,
                 recipe.path + ": data.train: expected text files, or .jsonl files of documents, got both"};
  return n_jsonl != 0 ? read_as<TextDocuments>(recipe) : read_as<RunningText>(recipe);
}

}  // namespace ondol::train
