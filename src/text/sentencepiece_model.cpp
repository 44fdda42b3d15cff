// The few fields of sentencepiece_model.proto that matter, read straight from the protobuf wire format
// (varint, 64-bit, length-delimited, 32-bit). Knows nothing of encoding.
#include "text/sentencepiece_model.h"

#include <bit>

#include "base/try.h"

namespace ondol {
namespace {

Error bad(size_t offset, const std::string& expected) {
  return {ErrorCode::bad_format,
          "sentencepiece model at offset " + std::to_string(offset) + ": expected " + expected};
}

struct Field {
  uint32_t number = 0;
  uint32_t wire_type = 0;
  uint64_t value = 0;      ///< of varint and fixed fields
  std::string_view bytes;  ///< of length-delimited fields
  size_t offset = 0;
};

/// Walks the fields of one message.
class Message {
 public:
  Message(std::string_view bytes, size_t base) : bytes_(bytes), base_(base) {}
  bool at_end() const { return pos_ == bytes_.size(); }
  Result<Field> next();

 private:
  Result<uint64_t> varint();
  Result<uint64_t> fixed(size_t n);

  std::string_view bytes_;
  size_t base_;  // of the message in the file, for errors
  size_t pos_ = 0;
};

Result<uint64_t> Message::varint() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64 && pos_ < bytes_.size(); shift += 7) {
    const auto byte = static_cast<uint8_t>(bytes_[pos_++]);
    value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return bad(base_ + pos_, "a varint");
}

Result<uint64_t> Message::fixed(size_t n) {
  if (bytes_.size() - pos_ < n) return bad(base_ + pos_, std::to_string(n) + " more bytes");
  uint64_t value = 0;
  for (size_t i = n; i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes_[pos_ + i]);
  pos_ += n;
  return value;
}

Result<Field> Message::next() {
  ONDOL_ASSIGN(const uint64_t tag, varint());
  Field field;
  field.number = static_cast<uint32_t>(tag >> 3);
  field.wire_type = static_cast<uint32_t>(tag & 7);
  field.offset = base_ + pos_;
  switch (field.wire_type) {
    case 0: {
      ONDOL_ASSIGN(field.value, varint());
      return field;
    }
    case 1: {
      ONDOL_ASSIGN(field.value, fixed(8));
      return field;
    }
    case 5: {
      ONDOL_ASSIGN(field.value, fixed(4));
      return field;
    }
    case 2: {
      ONDOL_ASSIGN(const uint64_t n, varint());
      if (n > bytes_.size() - pos_) return bad(base_ + pos_, "a field that ends inside the file");
      field.offset = base_ + pos_;
      field.bytes = bytes_.substr(pos_, n);
      pos_ += n;
      return field;
    }
    default:
      return bad(field.offset, "a wire type of 0, 1, 2 or 5, got " + std::to_string(field.wire_type));
  }
}

Status read_piece(const Field& piece, TokenizerSpec& spec) {
  std::string text;
  float score = 0;
  uint64_t type = 1;
  for (Message message(piece.bytes, piece.offset); !message.at_end();) {
    ONDOL_ASSIGN(const Field field, message.next());
    if (field.number == 1 && field.wire_type == 2) text = field.bytes;
    if (field.number == 2 && field.wire_type == 5)
      score = std::bit_cast<float>(static_cast<uint32_t>(field.value));
    if (field.number == 3 && field.wire_type == 0) type = field.value;
  }
  if (type < 1 || type > 6) return bad(piece.offset, "a piece type of 1 to 6, got " + std::to_string(type));
  spec.tokens.push_back(std::move(text));
  spec.scores.push_back(score);
  spec.types.push_back(static_cast<TokenType>(type));
  return {};
}

struct Trainer {
  uint64_t model_type = 1;
  int32_t unk = 0, bos = 1, eos = 2, pad = -1;
};

Status read_trainer(const Field& section, Trainer& trainer) {
  for (Message message(section.bytes, section.offset); !message.at_end();) {
    ONDOL_ASSIGN(const Field field, message.next());
    if (field.wire_type != 0) continue;
    const auto id = static_cast<int32_t>(field.value);
    if (field.number == 3) trainer.model_type = field.value;
    if (field.number == 40) trainer.unk = id;
    if (field.number == 41) trainer.bos = id;
    if (field.number == 42) trainer.eos = id;
    if (field.number == 43) trainer.pad = id;
  }
  return {};
}

Status read_normalizer(const Field& section, TokenizerSpec& spec) {
  for (Message message(section.bytes, section.offset); !message.at_end();) {
    ONDOL_ASSIGN(const Field field, message.next());
    if (field.number == 2 && field.wire_type == 2) spec.charsmap = field.bytes;
    if (field.number == 3 && field.wire_type == 0) spec.add_space_prefix = field.value != 0;
    if (field.number == 4 && field.wire_type == 0) spec.remove_extra_whitespaces = field.value != 0;
  }
  return {};
}

TokenId id_or_none(int32_t id, const TokenizerSpec& spec) {
  return id >= 0 && static_cast<size_t>(id) < spec.tokens.size() ? id : -1;
}

// Runs of spaces are matched in the raw text, so user-defined pieces hold spaces, as in GGUF.
void unmark_user_defined(TokenizerSpec& spec) {
  constexpr std::string_view kMark = "\xE2\x96\x81";
  for (size_t id = 0; id < spec.tokens.size(); ++id) {
    if (spec.types[id] != TokenType::user_defined) continue;
    std::string& text = spec.tokens[id];
    for (size_t pos = text.find(kMark); pos != std::string::npos; pos = text.find(kMark, pos + 1)) {
      text.replace(pos, kMark.size(), " ");
    }
  }
}

}  // namespace

Result<TokenizerSpec> tokenizer_spec_from_sentencepiece(std::string_view model) {
  TokenizerSpec spec;
  spec.remove_extra_whitespaces = true;  // the proto's default
  Trainer trainer;
  for (Message message(model, 0); !message.at_end();) {
    ONDOL_ASSIGN(const Field field, message.next());
    if (field.wire_type != 2) continue;
    if (field.number == 1) ONDOL_TRY(read_piece(field, spec));
    if (field.number == 2) ONDOL_TRY(read_trainer(field, trainer));
    if (field.number == 3) ONDOL_TRY(read_normalizer(field, spec));
  }
  if (spec.tokens.empty()) return bad(model.size(), "pieces, got none");
  if (trainer.model_type != 1 && trainer.model_type != 2) {
    return Error{ErrorCode::unsupported, "sentencepiece model: expected a unigram or BPE model, got type " +
                                             std::to_string(trainer.model_type)};
  }
  spec.model = trainer.model_type == 1 ? "t5" : "llama";
  spec.bos = id_or_none(trainer.bos, spec);
  spec.eos = id_or_none(trainer.eos, spec);
  spec.unk = id_or_none(trainer.unk, spec);
  spec.pad = id_or_none(trainer.pad, spec);
  unmark_user_defined(spec);
  return spec;
}

}  // namespace ondol
