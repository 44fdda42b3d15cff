// Special tokens, BOS and EOS, end of generation, refusals, and text of any kind and length.
#include <cmath>

#include "support/processor_time.h"
#include "text/bpe_merge.h"
#include "text/sentencepiece_model.h"
#include "text/tokenizer_base.h"
#include "tokenizer_test_util.h"

namespace ondol {
namespace {

using test::byte_level_spec, test::encode, test::id_of, test::make_tokenizer;

using Ids = std::vector<TokenId>;

TEST(Tokenizer, ControlToken_IsFoundOnlyWhenParsed) {
  const auto t = make_tokenizer(byte_level_spec({"a b"}, {{"<|im_start|>", TokenType::control}}));
  const TokenId control = id_of(*t, "<|im_start|>");
  EXPECT_EQ(encode(*t, "ab<|im_start|>ab", {.parse_special = true}),
            (Ids{id_of(*t, "ab"), control, id_of(*t, "ab")}));
  EXPECT_EQ(std::ranges::count(encode(*t, "ab<|im_start|>ab"), control), 0);
}

TEST(Tokenizer, UserDefinedToken_IsAlwaysFound) {
  const auto t = make_tokenizer(byte_level_spec({"a b"}, {{"<tool>", TokenType::user_defined}}));
  EXPECT_EQ(encode(*t, "<tool>ab"), (Ids{id_of(*t, "<tool>"), id_of(*t, "ab")}));
  EXPECT_EQ(t->decode(encode(*t, "<tool>ab")), "<tool>ab");
}

TEST(Tokenizer, SpecialTokensSharingAPrefix_LongestWins) {
  const auto t = make_tokenizer(byte_level_spec({}, {{"<a", TokenType::user_defined},
                                                     {"<a>", TokenType::user_defined},
                                                     {"<a>b>", TokenType::user_defined},
                                                     {"\n", TokenType::user_defined},
                                                     {"\n\n\n", TokenType::user_defined}}));
  EXPECT_EQ(encode(*t, "<a>b>"), Ids{id_of(*t, "<a>b>")});
  EXPECT_EQ(encode(*t, "<a>b"), (Ids{id_of(*t, "<a>"), id_of(*t, "b")}));
  EXPECT_EQ(encode(*t, "<a<a>"), (Ids{id_of(*t, "<a"), id_of(*t, "<a>")}));
  EXPECT_EQ(encode(*t, "\n\n\n\n\n"), (Ids{id_of(*t, "\n\n\n"), id_of(*t, "\n"), id_of(*t, "\n")}));
}

TEST(Tokenizer, LstripAndRstrip_SwallowWhiteSpace) {
  auto spec = byte_level_spec({}, {{"<l>", TokenType::control}, {"<r>", TokenType::control}});
  const auto l = static_cast<TokenId>(spec.tokens.size()) - 2;
  spec.lstrip = {l};
  spec.rstrip = {l + 1};
  const auto t = make_tokenizer(std::move(spec));
  const TokenId a = id_of(*t, "a"), b = id_of(*t, "b");
  EXPECT_EQ(encode(*t, "a \u3000\n<l>b", {.parse_special = true}), (Ids{a, l, b}));
  EXPECT_EQ(encode(*t, "a<r> \t\u00a0b", {.parse_special = true}), (Ids{a, l + 1, b}));
  EXPECT_EQ(encode(*t, " <l><r> ", {.parse_special = true}), (Ids{l, l + 1}));
}

TEST(Tokenizer, AddSpecial_PutsBosAndEosOnlyWhereTheSpecSays) {
  auto spec = byte_level_spec({}, {{"<s>", TokenType::control}, {"</s>", TokenType::control}});
  spec.bos = static_cast<TokenId>(spec.tokens.size()) - 2;
  spec.eos = spec.bos + 1;
  const TokenId bos = spec.bos, eos = spec.eos;
  for (const auto& [add_bos, add_eos] :
       {std::pair(false, false), std::pair(true, false), std::pair(true, true)}) {
    spec.add_bos = add_bos;
    spec.add_eos = add_eos;
    const auto t = make_tokenizer(spec);
    Ids want = {id_of(*t, "a")};
    if (add_bos) want.insert(want.begin(), bos);
    if (add_eos) want.push_back(eos);
    EXPECT_EQ(encode(*t, "a", {.add_special = true}), want);
    EXPECT_EQ(encode(*t, "a"), Ids{id_of(*t, "a")});
  }
  const auto t = make_tokenizer(spec);
  EXPECT_EQ(encode(*t, "", {.add_special = true}), (Ids{bos, eos}));
}

TEST(Tokenizer, Piece_HidesControlTokensUnlessAsked) {
  const auto t = make_tokenizer(byte_level_spec({"Ġ a"}, {{"<s>", TokenType::control}}));
  EXPECT_EQ(t->piece(id_of(*t, "<s>")), "");
  EXPECT_EQ(t->piece(id_of(*t, "<s>"), true), "<s>");
  EXPECT_EQ(t->piece(id_of(*t, "Ġa")), " a");
  EXPECT_EQ(t->piece(-1), "");
  EXPECT_EQ(t->piece(t->n_vocab()), "");
  EXPECT_EQ(t->decode(Ids{id_of(*t, "a"), id_of(*t, "<s>"), -5, 1 << 30}), "a");
  EXPECT_EQ(t->decode(Ids{id_of(*t, "<s>"), id_of(*t, "a")}, true), "<s>a");
}

TEST(Tokenizer, EndOfGeneration_IsEosEotAndKnownNames) {
  auto spec = byte_level_spec({}, {{"<|endoftext|>", TokenType::control},
                                   {"<|im_end|>", TokenType::normal},
                                   {"<mine>", TokenType::control},
                                   {"<other>", TokenType::control},
                                   {"<plain>", TokenType::control}});
  const auto first = static_cast<TokenId>(spec.tokens.size()) - 5;
  spec.eos = first + 2;
  spec.eog = {first + 3};
  const auto t = make_tokenizer(std::move(spec));
  for (TokenId id : {first, first + 1, first + 2, first + 3}) EXPECT_TRUE(t->is_end_of_generation(id)) << id;
  EXPECT_FALSE(t->is_end_of_generation(first + 4));
  EXPECT_FALSE(t->is_end_of_generation(0));
  EXPECT_FALSE(t->is_end_of_generation(-1));
  EXPECT_EQ(t->piece(first + 1), "") << "a token that ends the answer is no text, whatever the file calls it";
}

TEST(Tokenizer, HarmonyEnd_EndsOnlyAMessage) {
  const auto t = make_tokenizer(byte_level_spec({}, {{"<|end|>", TokenType::control},
                                                     {"<|return|>", TokenType::control},
                                                     {"<|call|>", TokenType::control},
                                                     {"<|channel|>", TokenType::control}}));
  EXPECT_FALSE(t->is_end_of_generation(id_of(*t, "<|end|>")));
  EXPECT_TRUE(t->is_end_of_generation(id_of(*t, "<|return|>")));
  EXPECT_EQ(t->piece(id_of(*t, "<|channel|>")), "<|channel|>");
}

TEST(Tokenizer, IgnoreMerges_TakesAWholePiece) {
  auto spec = byte_level_spec({"a b", "b c", "ab c"});
  spec.tokens.push_back("abcab");
  spec.types.push_back(TokenType::normal);
  const auto merged = make_tokenizer(spec);
  EXPECT_EQ(encode(*merged, "abcab"), (Ids{id_of(*merged, "abc"), id_of(*merged, "ab")}));
  spec.ignore_merges = true;
  const auto whole = make_tokenizer(spec);
  EXPECT_EQ(encode(*whole, "abcab"), Ids{id_of(*whole, "abcab")});
  EXPECT_EQ(encode(*whole, "abcabc"), (Ids{id_of(*whole, "abc"), id_of(*whole, "abc")}));
}

TEST(Tokenizer, MergesOfLongPieces_AgreeWithThoseOfShortOnes) {
  // The same rules on both sides of the length where the heap takes over.
  const std::vector<std::string> merges = {"a a", "aa a", "b a", "aa b", "aaa aaa", "ba b"};
  const auto t = make_tokenizer(byte_level_spec(merges));
  std::mt19937 rng(3);
  for (size_t n = 1; n < 80; ++n) {
    std::string text(n, 'a');
    for (char& c : text) c = rng() % 3 == 0 ? 'b' : 'a';
    Ids naive;
    for (char c : text) naive.push_back(id_of(*t, std::string(1, c)));
    for (const std::string& merge : merges) {
      const std::string left = merge.substr(0, merge.find(' ')), right = merge.substr(merge.find(' ') + 1);
      for (size_t i = 0; i + 1 < naive.size(); ++i) {
        if (naive[i] != id_of(*t, left) || naive[i + 1] != id_of(*t, right)) continue;
        naive[i] = id_of(*t, left + right);
        naive.erase(naive.begin() + static_cast<ptrdiff_t>(i) + 1);
      }
    }
    EXPECT_EQ(encode(*t, text), naive) << text;
  }
}

TEST(Tokenizer, MergeQueue_GivesWhatLookingAtEveryPairGives) {
  // Made-up rules with many ties: (left, right) → priority 0 to 9 and an id, for about half of the pairs.
  const auto lookup = [](const MergeSymbol& a, const MergeSymbol& b) -> MergeResult {
    const uint32_t mixed =
        (static_cast<uint32_t>(a.id) * 2654435761u) ^ (static_cast<uint32_t>(b.id) * 40503u);
    if ((mixed >> 7) % 2 == 0 || a.len + b.len > 12) return {};
    return {(mixed >> 11) % 10, static_cast<TokenId>((mixed >> 3) % 50)};
  };
  std::mt19937 rng(23);
  for (int round = 0; round < 300; ++round) {
    MergeScratch by_pairs;
    for (uint32_t i = 0, n = 2 + rng() % 200; i < n; ++i) {
      by_pairs.symbols.push_back({i, 1, static_cast<TokenId>(rng() % 4), -1, -1});
    }
    MergeScratch by_queue;
    by_queue.symbols = by_pairs.symbols;
    merge_short(by_pairs, lookup);
    merge_long(by_queue, lookup);
    ASSERT_EQ(by_pairs.symbols.size(), by_queue.symbols.size());
    for (size_t i = 0; i < by_pairs.symbols.size(); ++i) {
      ASSERT_EQ(by_pairs.symbols[i].begin, by_queue.symbols[i].begin);
      ASSERT_EQ(by_pairs.symbols[i].id, by_queue.symbols[i].id);
    }
  }
}

TEST(Tokenizer, Nfc_ComposesWhereTheSpecAsks) {
  auto spec = byte_level_spec({});
  const std::string decomposed = "\u1112\u1161\u11ab e\u0301", composed = "한 é";
  EXPECT_EQ(make_tokenizer(spec)->decode(encode(*make_tokenizer(spec), decomposed)), decomposed);
  spec.nfc = true;
  const auto t = make_tokenizer(spec);
  EXPECT_EQ(encode(*t, decomposed), encode(*t, composed));
}

TEST(Tokenizer, BytesMissingFromTheVocabulary_BecomeTheReplacementCharacter) {
  auto spec = byte_level_spec({});
  std::erase(spec.tokens, "ÿ");  // the byte 0xFF
  spec.types.pop_back();
  const auto t = make_tokenizer(std::move(spec));
  EXPECT_EQ(t->decode(encode(*t, "a\xFF한\xFE")), "a\uFFFD한\xFE");
}

TEST(Tokenizer, EmptyAndDuplicateTokens_AreTolerated) {
  auto spec = byte_level_spec({"a b"});
  spec.tokens.push_back("");
  spec.tokens.push_back("ab");
  spec.types.resize(spec.tokens.size(), TokenType::normal);
  const auto t = make_tokenizer(std::move(spec));
  EXPECT_EQ(encode(*t, "ab"), Ids{id_of(*t, "ab")}) << "the lowest id of equal texts";
  EXPECT_EQ(t->piece(t->n_vocab() - 1), "ab");
  EXPECT_EQ(t->piece(t->n_vocab() - 2), "");
}

TEST(Tokenizer, MergesOfUnknownTokens_ArePassedOver) {
  auto spec = byte_level_spec({"a b"});
  spec.merges.insert(spec.merges.begin(), {"b c", "nope a", "a nope"});
  const auto t = make_tokenizer(std::move(spec));
  EXPECT_EQ(encode(*t, "abc"), (Ids{id_of(*t, "ab"), id_of(*t, "c")}));
}

struct BadSpec {
  const char* name;
  void (*spoil)(TokenizerSpec&);
  const char* message;
};

TEST(Tokenizer, BadSpec_IsRefusedNamingTheField) {
  const BadSpec cases[] = {
      {"no tokens", [](TokenizerSpec& s) { s.tokens.clear(); }, "tokens"},
      {"scores", [](TokenizerSpec& s) { s.scores.resize(3); }, "scores: expected 257 entries"},
      {"nan score", [](TokenizerSpec& s) { s.scores.assign(257, 0.0f), s.scores[7] = NAN; },
       "score of token 7"},
      {"types", [](TokenizerSpec& s) { s.types.resize(3); }, "token_type"},
      {"type 9", [](TokenizerSpec& s) { s.types[5] = static_cast<TokenType>(9); },
       "token 5: expected 1 to 6, got 9"},
      {"bos", [](TokenizerSpec& s) { s.bos = 257; }, "bos_token_id: expected a token id below 257, got 257"},
      {"eos", [](TokenizerSpec& s) { s.eos = -7; }, "eos_token_id"},
      {"pad", [](TokenizerSpec& s) { s.pad = INT32_MAX; }, "padding_token_id"},
      {"eog",
       [](TokenizerSpec& s) {
         s.eog = {1, 999};
       },
       "end-of-generation"},
      {"rstrip", [](TokenizerSpec& s) { s.rstrip = {-1}; }, "rstrip"},
      {"merge", [](TokenizerSpec& s) { s.merges[0] = "ab"; }, "merge 0: expected two parts"},
      {"empty merge", [](TokenizerSpec& s) { s.merges[0] = ""; }, "merge 0"},
      {"no merges", [](TokenizerSpec& s) { s.merges.clear(); }, "merges"},
      {"pre", [](TokenizerSpec& s) { s.pre = "no-such"; }, "'no-such'"},
      {"model", [](TokenizerSpec& s) { s.model = "bert"; }, "expected gpt2, llama or t5, got 'bert'"},
      {"spm without scores", [](TokenizerSpec& s) { s.model = "llama"; }, "scores"},
      {"unigram without scores", [](TokenizerSpec& s) { s.model = "t5"; }, "scores"},
      {"byte", [](TokenizerSpec& s) { s.types[9] = TokenType::byte, s.tokens[9] = "<0x-1>"; },
       "token 9: expected a byte token"},
      {"charsmap", [](TokenizerSpec& s) { s.model = "t5", s.scores.assign(257, 0.0f), s.charsmap = "abc"; },
       "charsmap"},
  };
  for (const BadSpec& c : cases) {
    auto spec = byte_level_spec({"a b"});
    c.spoil(spec);
    const auto t = Tokenizer::create(std::move(spec));
    ASSERT_FALSE(t.ok()) << c.name;
    EXPECT_NE(t.error().message.find(c.message), std::string::npos) << c.name << ": " << t.error().message;
    EXPECT_EQ(t.error().message.find('\n'), std::string::npos) << c.name;
  }
}

TEST(Tokenizer, ByteTokenValues_OnlyTheExactForm) {
  EXPECT_EQ(byte_token_value("<0x00>"), 0);
  EXPECT_EQ(byte_token_value("<0xfF>"), 255);
  for (const char* text : {"<0x-1>", "<0x1>", "<0x100>", "<0xG0>", "<0x0A", "0x0A>", "<0X0A>", ""}) {
    EXPECT_EQ(byte_token_value(text), -1) << text;
  }
}

TokenizerSpec spm_spec() {
  auto spec = tokenizer_spec_from_sentencepiece(test::read_file(test::golden_path("tiny_spm_bpe.model")));
  EXPECT_TRUE(spec.ok());
  return *spec;
}

TEST(SpmTokenizer, DummyPrefix_FollowsStartAndSpecialTokens) {
  const auto t = make_tokenizer(spm_spec());
  const TokenId eos = t->spec().eos;
  const Ids ids = encode(*t, "a</s>a", {.parse_special = true});
  const Ids a = encode(*t, "a");
  Ids want = a;
  want.push_back(eos);
  want.insert(want.end(), a.begin(), a.end());
  EXPECT_EQ(ids, want);
}

TEST(SpmTokenizer, WithoutDummyPrefix_TextIsTakenAsItIs) {
  auto spec = spm_spec();
  spec.add_space_prefix = false;
  const auto t = make_tokenizer(std::move(spec));
  for (const char* text : {"a", " a", "거실 불", "\n  x"}) EXPECT_EQ(t->decode(encode(*t, text)), text);
  EXPECT_EQ(t->decode(Ids{id_of(*t, "▁")}), " ");
}

TEST(SpmTokenizer, TextSpelledLikeByteOrControlTokens_StaysText) {
  const auto t = make_tokenizer(spm_spec());
  for (const char* text : {"<0x41>", "<s>", "<unk>", "</s>"}) {
    for (TokenId id : encode(*t, text)) {
      EXPECT_NE(t->spec().types[id], TokenType::control) << text;
      EXPECT_NE(t->spec().types[id], TokenType::unknown) << text;
    }
    EXPECT_EQ(t->decode(encode(*t, text)), text);
  }
}

TEST(SpmTokenizer, RunsAsUserDefinedTokens_AreTakenWhole) {
  // As Gemma has them: no dummy prefix, newlines and spaces in runs.
  auto spec = spm_spec();
  spec.add_space_prefix = false;
  for (const char* run : {"\n\n", "  ", "    "}) {
    spec.tokens.push_back(run);
    spec.scores.push_back(0);
    spec.types.push_back(TokenType::user_defined);
  }
  const auto t = make_tokenizer(std::move(spec));
  EXPECT_EQ(encode(*t, "      "), (Ids{id_of(*t, "    "), id_of(*t, "  ")}));
  EXPECT_EQ(encode(*t, "\n\n\n\n"), (Ids{id_of(*t, "\n\n"), id_of(*t, "\n\n")}));
  EXPECT_EQ(t->decode(encode(*t, "a\n\n    b")), "a\n\n    b");
}

TEST(SpmTokenizer, NoByteTokens_UnknownStandsForARun) {
  auto spec = spm_spec();
  for (TokenType& type : spec.types) {
    if (type == TokenType::byte) type = TokenType::unused;
  }
  const auto t = make_tokenizer(std::move(spec));
  const Ids ids = encode(*t, "☃☃☃");
  EXPECT_EQ(std::ranges::count(ids, t->spec().unk), 1);
}

TEST(Tokenizer, RandomBytes_AlwaysEncodeAndDecodeBack) {
  std::mt19937 rng(17);
  auto unigram =
      tokenizer_spec_from_sentencepiece(test::read_file(test::golden_path("tiny_spm_unigram.model")));
  ASSERT_TRUE(unigram.ok());
  const std::unique_ptr<Tokenizer> all[] = {make_tokenizer(byte_level_spec({"a b"})),
                                            make_tokenizer(spm_spec()), make_tokenizer(std::move(*unigram))};
  for (int round = 0; round < 300; ++round) {
    const std::string bytes = test::random_bytes(rng, rng() % 300);
    for (const auto& t : all) ASSERT_EQ(t->decode(encode(*t, bytes)), bytes) << t->spec().model;
  }
}

TEST(Tokenizer, LongRunsOfAnything_EncodeInLinearTime) {
  auto unigram =
      tokenizer_spec_from_sentencepiece(test::read_file(test::golden_path("tiny_spm_unigram.model")));
  ASSERT_TRUE(unigram.ok());
  const std::unique_ptr<Tokenizer> all[] = {
      make_tokenizer(
          byte_level_spec({"a a", "aa aa", "aaaa aaaa", "Ġ Ġ", "ĠĠ ĠĠ"}, {{"<|x|>", TokenType::control}})),
      make_tokenizer(spm_spec()), make_tokenizer(std::move(*unigram))};
  for (const char* unit : {"a", " ", "\n", "가", "\xFF", "<|x", "a b "}) {
    std::string text;
    while (text.size() < (1u << 18)) text += unit;
    for (const auto& t : all) {
      const double start = test::processor_s();
      EXPECT_EQ(t->decode(encode(*t, text, {.parse_special = true})), text);
      // Quadratic would be many minutes; the limit only has to hold on a slow emulated machine.
      EXPECT_LT(test::processor_s() - start, 30) << t->spec().model << unit;
    }
  }
}

}  // namespace
}  // namespace ondol
