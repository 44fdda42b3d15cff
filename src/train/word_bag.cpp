#include "train/word_bag.h"

#include <algorithm>
#include <cmath>

#include "kernels/train_kernels.h"
#include "train/letters.h"
#include "train/random.h"

namespace ondol::train {
namespace {

// Measured on MASSIVE: half of the buckets or of the width costs 1 % of the answers, more gives nothing.
constexpr int64_t kBuckets = 1 << 16, kWidth = 128;
constexpr size_t kShortest = 3, kLongest = 5;  // runs of letters
constexpr int64_t kEpochs = 12;
constexpr double kRate = 0.05;  // AdaGrad's (Duchi et al. 2011)
constexpr double kDecay = 0.7;  // last share of the run, in which the rate falls to 0
constexpr double kDropRows = 0.2, kDropSum = 0.4;
constexpr float kSmoothing = 0.05f, kDeviation = 0.05f;

/// Parameters with AdaGrad's sums of squares.
struct Adaptive {
  std::vector<float>& values;
  std::vector<float> squares;

  explicit Adaptive(std::vector<float>& v) : values(v), squares(v.size(), 1e-10f) {}
  void step(int64_t at, const float* gradient, float rate) {
    float* value = values.data() + at;
    float* square = squares.data() + at;
    for (int64_t i = 0; i < kWidth; ++i) {
      square[i] += gradient[i] * gradient[i];
      value[i] -= rate * gradient[i] / std::sqrt(square[i]);
    }
  }
};

}  // namespace

WordBag::WordBag(const TrainingData& data, int64_t head, const Kernels& kernels)
    : data_(data), kernels_(kernels), head_(head), range_(data.heads[static_cast<size_t>(head)]) {
  const TokenizerSpec& spec = data.tokenizer_spec;
  for (size_t id = 0; id < spec.tokens.size(); ++id) {
    const bool ordinary = spec.types.empty() || spec.types[id] == TokenType::normal;
    pieces_.push_back(ordinary ? data.tokenizer->piece(static_cast<TokenId>(id)) : "");
  }
}

uint64_t WordBag::bytes(int64_t n_label) {
  return static_cast<uint64_t>(2 * (kBuckets + n_label) * kWidth) * sizeof(float);
}

void WordBag::add_features(std::string_view text, std::vector<uint32_t>& rows) const {
  const auto add = [&](uint64_t hash) { rows.push_back(static_cast<uint32_t>(hash % kBuckets)); };
  constexpr uint64_t edge = 1;  // stands where a word before the first or behind the last would
  uint64_t before = edge, last = edge;
  const auto next = [&](uint64_t word) {
    add(mix_bits(last + 2 * mix_bits(word)));
    if (last != edge) add(mix_bits(before + 3 * mix_bits(last + 5 * mix_bits(word))));
    before = last;
    last = word;
  };
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    if (begin < end) {
      const std::string_view word = text.substr(begin, end - begin);
      const uint64_t hash = hash_of(word);
      add(hash);
      next(hash);
      for_each_run("\x02" + std::string(word) + "\x03", kShortest, kLongest, add);
    }
    begin = end + 1;
  }
  next(edge);
}

std::vector<WordBag::Document> WordBag::documents(const Batch& batch) const {
  std::vector<Document> out;
  std::string text;
  for (int64_t i = 0; i < batch.n_seq * batch.n_tok; ++i) {
    const int32_t target = batch.targets[static_cast<size_t>(i * batch.n_head + head_)];
    if (target < 0) continue;
    const int64_t row = i / batch.n_tok * batch.n_tok;
    const auto at = static_cast<size_t>(i);
    text.clear();
    for (int64_t t = row + batch.doc_start[at]; t < row + batch.doc_end[at]; ++t)
      text += pieces_[static_cast<size_t>(batch.tokens[static_cast<size_t>(t)])];
    Document& document = out.emplace_back();
    document.label = target - data_.first_label - range_.first;
    document.token = i;
    add_features(text, document.rows);
  }
  return out;
}

void WordBag::sum(std::span<const uint32_t> rows, float* x) const {
  std::fill_n(x, kWidth, 0.0f);
  for (const uint32_t row : rows) kernels_.add(x, x, rows_.data() + row * kWidth, kWidth);
  kernels_.scale(x, 1.0f / std::sqrt(static_cast<float>(std::max<size_t>(1, rows.size()))), kWidth);
}

void WordBag::logits(const float* x, float* out) const {
  for (int64_t i = 0; i < range_.count; ++i)
    out[i] = kernels_.train->dot(x, output_.data() + i * kWidth, kWidth);
}

bool WordBag::train(uint64_t seed, const std::function<bool(double done)>& progress) {
  Random random(seed);
  rows_.resize(static_cast<size_t>(kBuckets * kWidth));
  output_.assign(static_cast<size_t>(range_.count * kWidth), 0.0f);
  for (float& value : rows_) value = kDeviation * static_cast<float>(random.normal());
  Adaptive rows(rows_), output(output_);
  std::vector<float> p(static_cast<size_t>(range_.count));
  std::vector<uint32_t> kept;
  float x[kWidth], dx[kWidth], gradient[kWidth], keep[kWidth];
  Batch batch;
  const Dataset& data = *data_.train;
  const int64_t n_step = kEpochs * data.n_rows();
  for (int64_t step = 0; step < n_step; ++step) {
    const double done = static_cast<double>(step) / static_cast<double>(n_step);
    if (step % 64 == 0 && !progress(done)) return false;
    const auto rate = static_cast<float>(kRate * std::min(1.0, (1.0 - done) / kDecay));
    data.fill(step / data.n_rows(), step % data.n_rows(), 1, batch);
    for (const Document& document : documents(batch)) {
      kept.clear();
      for (const uint32_t row : document.rows)
        if (random.uniform() >= kDropRows) kept.push_back(row);
      sum(kept, x);
      for (int64_t i = 0; i < kWidth; ++i) {
        keep[i] = random.uniform() < kDropSum ? 0.0f : static_cast<float>(1.0 / (1.0 - kDropSum));
        x[i] *= keep[i];
      }
      logits(x, p.data());
      kernels_.softmax(p.data(), range_.count);
      std::fill_n(dx, kWidth, 0.0f);
      for (int64_t label = 0; label < range_.count; ++label) {
        const float target = (label == document.label ? 1.0f - kSmoothing : 0.0f) +
                             kSmoothing / static_cast<float>(range_.count);
        const float d = p[static_cast<size_t>(label)] - target;
        kernels_.train->axpy(dx, d, output_.data() + label * kWidth, kWidth);
        for (int64_t i = 0; i < kWidth; ++i) gradient[i] = d * x[i];
        output.step(label * kWidth, gradient, rate);
      }
      const float share = 1.0f / std::sqrt(static_cast<float>(std::max<size_t>(1, kept.size())));
      for (int64_t i = 0; i < kWidth; ++i) dx[i] *= keep[i] * share;
      for (const uint32_t row : kept) rows.step(row * kWidth, dx, rate);
    }
  }
  return progress(1.0);
}

double WordBag::dev_accuracy() const {
  Batch batch;
  data_.dev->fill(0, 0, data_.dev->n_rows(), batch);
  std::vector<float> p(static_cast<size_t>(range_.count));
  int64_t n = 0, n_right = 0;
  float x[kWidth];
  for (const Document& document : documents(batch)) {
    sum(document.rows, x);
    logits(x, p.data());
    ++n;
    n_right += std::max_element(p.begin(), p.end()) - p.begin() == document.label ? 1 : 0;
  }
  return static_cast<double>(n_right) / static_cast<double>(std::max<int64_t>(1, n));
}

void WordBag::mix(const Batch& batch, float share, float temperature, int64_t n_output, float* taught) const {
  std::vector<float> p(static_cast<size_t>(range_.count));
  float x[kWidth];
  int64_t token = 0, row = 0;  // of the batch, and of those before it that have a target
  for (const Document& document : documents(batch)) {
    for (; token < document.token; ++token)
      row += any_target(batch.targets.data() + token * batch.n_head, batch.n_head) ? 1 : 0;
    sum(document.rows, x);
    logits(x, p.data());
    kernels_.scale(p.data(), 1.0f / temperature, range_.count);
    kernels_.softmax(p.data(), range_.count);
    float* out = taught + row * n_output + range_.first;
    for (int64_t i = 0; i < range_.count; ++i)
      out[i] = (1.0f - share) * out[i] + share * p[static_cast<size_t>(i)];
  }
}

}  // namespace ondol::train
