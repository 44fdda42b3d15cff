#!/usr/bin/env python3
"""Makes the files of this folder: tiny vocabularies, and what the reference implementations do with texts.

    generate.py [--smollm2 smollm2.gguf]

Needs tokenizers, sentencepiece and (for --smollm2) gguf. The reference for byte-level BPE and its split
patterns is Hugging Face's `tokenizers` with the regular expressions the models publish; for SentencePiece it
is Google's `sentencepiece`.
"""
import argparse
import io
import json
import pathlib
import random
import unicodedata

import sentencepiece
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from tokenizers.pre_tokenizers import ByteLevel, Digits, Punctuation, Sequence, Split

HERE = pathlib.Path(__file__).parent

# ---- texts ------------------------------------------------------------------------------------------------

ROOMS = ["거실", "부엌", "침실", "욕실", "현관", "서재", "kitchen", "living room", "bedroom", "hallway"]
THINGS = ["불", "전등", "에어컨", "커튼", "선풍기", "로봇청소기", "light", "fan", "thermostat", "blinds"]
LINES = [
    "{r} {t} 켜 줘.", "{r} {t} 꺼 주세요!", "{r}의 {t}을 30%로 낮춰 줄래?", "오늘 {r} 온도가 몇 도야?",
    "Turn on the {t} in the {r}.", "Please don't turn off the {r} {t}.", "Set the {t} to 21.5 degrees, it's cold.",
    "I'll be in the {r} at 7:30; what's the {t} doing?", "{r}에서 음악을 틀어 주세요. 소리는 작게요.",
    "내일 아침 6시 45분에 깨워 줘", "우리 집 {t} 상태를 알려 줘", "if {t} == 'on':\n    print(\"{r}\")\n",
]


def corpus():
    return [line.format(r=r, t=t) for line in LINES for r in ROOMS for t in THINGS]


TEXTS = [
    "", " ", "  ", "   ", "\t", "\n", "\n\n", "\r\n\r\n", " \n \n", "\t\n  x", "a", " a", "a ", "  a  b   c    ",
    "Hello world", " Hello, World!", "don't we'll I'VE they'Re you'd 'S 's'S ''s 'tis ’s",
    "it'ſ 'ſx 'LLama 'll 've've",
    "안녕하세요, 오늘 날씨가 어때요?", "거실 불을 켜고 에어컨은 26도로 맞춰 줘.", "한국어는 교착어이다. 띄어쓰기가  중요하다!",
    "ㅋㅋㅋㅋ ㅠㅠ ㅎㅇ 뷁 쀍 똠방각하 펲시콜라", "값이 얼마예요? 값어치·닭볶음탕(닭도리탕) 「한글」 『훈민정음』",
    "\u1112\u1161\u11ab\u1100\u1173\u11af \u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165",  # decomposed Hangul
    "서울특별시 종로구 세종대로 172, 02-1234-5678", "가나다라마바사아자차카타파하 ABC가나다123라마바",
    "나는 3월 14일에 π=3.14159265를 외웠다.", "２０２６년 １월 ①②③ ㈜온돌 ㎏ ㎡ ㉠",
    "1 12 123 1234 12345 123456 1234567 12345678", "3.14 1,000,000 1e-10 0x1F 0b1010 1/2 ½ ¼ ² ³ ⅓ Ⅷ ٣٤٥ १२३",
    "12½3456 x²y ½6789 м and мир 999 (555) 123-4567 ext. 89",
    "🚀 🦙.cpp 👩‍👩‍👧‍👦 👍🏽 🇰🇷🇺🇸 ❤️ ☺︎ ✅ 1️⃣", "😀😃😄😁 😆😅🤣 텍스트😂안에 emoji",
    "def f(x):\n    return [i**2 for i in range(10)]  # squares\n\n\nclass A(B):\n\tpass\n",
    "for (int i = 0; i < n; ++i) { sum += a[i] * b[i]; } // dot\r\n/* end */",
    "SELECT * FROM t WHERE id='1' AND name LIKE \"%ab%\";", "<|im_start|>user\n안녕<|im_end|>\n<think></think>",
    "https://example.com/a/b?c=d&e=%20f#g user@example.org C:\\path\\to\\file.txt ~/x/../y",
    "camelCase PascalCase snake_case SCREAMING_CASE kebab-case HTMLParser XMLHttpRequest iOS",
    "Straße ÀÉÎÕÜ naïve café cafe\u0301 e\u0301a\u0300 İstanbul ǅ ŉ ﬁ ﬃ ĲǼ",
    "Привет, мир! ПРИВЕТ МИР Ёлка", "Καλημέρα κόσμε ΚΑΛΗΜΕΡΑ", "你好，世界！这是一个测试。繁體字", "こんにちは世界 カタカナ ﾊﾝｶｸ ーー",
    "สวัสดีชาวโลก ภาษาไทย", "नमस्ते दुनिया हिन्दी", "مرحبا بالعالم ۔ ، ؟", "שלום עולם", "ተማሪ አዲስ",
    "a\u00a0b\u3000c\u2003d\u2028e\u0085f\u200bg\ufeffh\u180ei\u1680j",
    "!!! ??? ... --- *** ### $$$ %%% ^^^ &&& ((( ))) [[[ ]]] {{{ }}} ||| ``` ~~~ +++ === <<< >>>",
    "a!b?c.d-e*f#g$h%i^j&k(l)m[n]o{p}q|r`s~t+u=v<w>x/y\\z_0", "-foo _bar /baz .qux @user #tag $x %y ^z",
    "“quotes” ‘single’ «guillemets» …ellipsis—dash–en·dot•bullet €£¥₩¢ ±×÷≠≤≥ →⇒",
    "   leading\n\n   and trailing   \n\n", "x\n \ny\n  \n  z", "a\r\nb\rc\n\rd", "word\n\n\n\nword    \n\tword\t\t",
    "\x00\x01\x7f\x1b[0m", "a/b//c///d\n/e\n//", "hello/\n/world ///\n\n", "AbCdEF GHij KLM nOP'S QrS'Ll",
    "ᄀᄁ가각 \u0301\u0302x \u0301 ́ a\u0301\u0301b \u20dd", "𐍈𐍉 𝒜𝓑 𝟙𝟚 𠀀𠀁 🀄", "ﷺ ㍿ ㌀ ꀀ ᚠ ꯀ",
    "ⅷ Ⅷ ᾳ ᾼ ǲ ʰ ʱ ª º ー 々 〻 ゝ", "a b c d e f 가 나 다 라 A B C", "word1 word2  word3   word4\tword5",
    "한 글 자 씩 띄 어 쓰 기 a  b", "e\u0301 e\u0301 한\u0301 글 i\u0301\u0302 o p",
]


def random_texts(n, seed):
    """Characters of every kind, from those assigned long enough ago that all Unicode versions agree."""
    rng = random.Random(seed)
    pools = [range(0x20, 0x7F), [0x20, 0x20, 0x0A, 0x0D, 0x09], range(0xAC00, 0xAC80), range(0x1100, 0x1160),
             range(0xA0, 0x180), range(0x370, 0x400), range(0x400, 0x460), range(0x900, 0x980), range(0x300, 0x340),
             range(0x2000, 0x2070), range(0x3000, 0x3100), range(0x4E00, 0x4E40), range(0xFF01, 0xFF5F),
             range(0x1F600, 0x1F640), range(0x660, 0x66A), [0x27, 0x73, 0x74, 0x4C, 0x6C], range(0x30, 0x3A)]
    out = []
    for _ in range(n):
        text = ""
        while len(text) < rng.randint(5, 60):
            pool = rng.choice(pools)
            for _ in range(rng.choice([1, 1, 1, 2, 3, 5])):
                c = chr(rng.choice(pool))
                if unicodedata.category(c) != "Cn":
                    text += c
        out.append(text)
    return out


# ---- split patterns ---------------------------------------------------------------------------------------

LETTERS = ("A-Za-zµÀ-ÖØ-öø-\u01ba\u01bc-\u01bf\u01c4-\u0293\u0295-\u02af\u0370-\u0373\u0376\u0377\u037b-\u037d"
           "\u037f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03f5\u03f7-\u0481\u048a-\u052f\u0531-\u0556"
           "\u10a0-\u10c5\u13a0-\u13f5\u13f8-\u13fd\u1c90-\u1cba\u1cbd-\u1cbf\u1d00-\u1d2b\u1d6b-\u1d77"
           "\u1d79-\u1d9a\u1e00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d"
           "\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fbc\u1fbe\u1fc2-\u1fc4\u1fc6-\u1fcc\u1fd0-\u1fd3\u1fd6-\u1fdb"
           "\u1fe0-\u1fec\u1ff2-\u1ff4\u1ff6-\u1ffc\u2102\u2107\u210a-\u2113\u2115\u2119-\u211d\u2124\u2126"
           "\u2128\u212a-\u212d\u212f-\u2134\u2139\u213c-\u213f\u2145-\u2149\u214e\u2183\u2184\u2c00-\u2c7b"
           "\u2c7e-\u2ce4\u2ceb-\u2cee\u2cf2\u2cf3\ua640-\ua66d\ua680-\ua69b\ua722-\ua76f\ua771-\ua787"
           "\ua78b-\ua78e\uab70-\uabbf\ufb00-\ufb06\ufb13-\ufb17\uff21-\uff3a\uff41-\uff5a\U00010400-\U0001044f"
           "\U000104b0-\U000104d3\U000104d8-\U000104fb\U00010c80-\U00010cb2\U00010cc0-\U00010cf2"
           "\U000118a0-\U000118df\U0001e900-\U0001e943")
TAIL = r"|\s*[\r\n]+|\s+(?!\S)|\s+"
CL100K = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|%s| ?[^\s\p{L}\p{N}]+[\r\n]*" + TAIL
GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
UPPER, LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
O200K = (r"[^\r\n\p{L}\p{N}]?" + UPPER + "*" + LOWER + r"+%s|[^\r\n\p{L}\p{N}]?" + UPPER + "+" + LOWER +
         r"*%s|%s| ?[^\s\p{L}\p{N}]+[\r\n/]*" + TAIL)
CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
DEEPSEEK_V3 = ("[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
               "| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+")
BLOOM = r" ?[^(\s|.,!?…。，、।۔،)]+"
CJK = "[一-龥ࠀ-一가-퟿]+"


def split(*patterns):
    return [Split(Regex(p), "isolated") for p in patterns]


BYTES, BYTES_GPT2 = ByteLevel(add_prefix_space=False, use_regex=False), ByteLevel(add_prefix_space=False)

PATTERNS = {
    "gpt-2": [BYTES_GPT2],
    "smollm": [Digits(individual_digits=True), BYTES_GPT2],
    "llama-bpe": split(CL100K % r"\p{N}{1,3}") + [BYTES],
    "qwen2": split(CL100K % r"\p{N}") + [BYTES],
    "qwen35": split((CL100K % r"\p{N}").replace(r"?\p{L}+", r"?[\p{L}\p{M}]+").replace(
        r"[^\s\p{L}\p{N}]", r"[^\s\p{L}\p{M}\p{N}]")) + [BYTES],
    "minicpm5": split(r"\p{N}{1,3}", CL100K % r"\p{N}+") + [BYTES],
    "ufakzeka": split((CL100K % r"\p{N}").split("|", 7)[7]) + [BYTES],
    "seed-coder": split((CL100K % r"\p{N}").replace(r"]+[\r\n]*|", "\\r\\n]+|")) + [BYTES],
    "exaone-moe": split(r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}"
                        r"| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+") + [BYTES],
    "bailingmoe": split(r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]"
                        r"|\s+(?!\S)|\s+") + [BYTES],
    "dbrx": split(r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]"
                  r"|\s+(?!\S)|\s+") + [BYTES],
    "gpt-4o": split(O200K % (CONTRACTIONS, CONTRACTIONS, r"\p{N}{1,3}")) + [BYTES],
    "tekken": split(O200K % ("", "", r"\p{N}")) + [BYTES],
    "falcon": [Punctuation("contiguous"), BYTES_GPT2, Digits(individual_digits=False)] + split("[0-9][0-9][0-9]"),
    "deepseek-llm": split("[\r\n]", r"\s?[%s]+" % LETTERS, r"\s?[!-/:-~！-／：-～‘-‟　-。]+", r"\s+$", CJK) +
                    [Digits(individual_digits=True), BYTES],
    "deepseek-coder": split("[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", CJK) + [Digits(individual_digits=True), BYTES],
    "deepseek-v3": split(r"\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+", DEEPSEEK_V3) + [BYTES],
    "bloom": split(BLOOM) + [BYTES],
    "viking": split(BLOOM, r"\p{N}") + [BYTES],
    "default": split(r"[\p{P}\$\+<=>\^~\|]+", GPT2, r"\p{N}+", "[0-9][0-9][0-9]") + [BYTES],
}


def byte_of_alphabet():
    own = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    table, extra = {chr(b): b for b in own}, 0
    for b in range(256):
        if b not in own:
            table[chr(0x100 + extra)] = b
            extra += 1
    return table


BYTE_OF = byte_of_alphabet()


def piece_lengths(steps, text):
    pieces = [p for p, _ in Sequence(steps).pre_tokenize_str(text)]
    joined = bytes(BYTE_OF[c] for p in pieces for c in p)
    assert joined == text.encode(), (steps, text)
    return [len(p) for p in pieces]


def write(name, value):
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in value)
    (HERE / name).write_text("[\n" + rows + "\n]\n")


def write_splits(texts):
    # Control characters and the like are escaped, so that editors leave the file alone.
    (HERE / "splits.json").write_text(json.dumps(
        {"texts": texts, "lengths": {name: [piece_lengths(steps, t) for t in texts] for name, steps in PATTERNS.items()}},
        separators=(",", ":")).replace('"lengths"', '\n"lengths"').replace("]],", "]],\n") + "\n")


# ---- vocabularies -----------------------------------------------------------------------------------------

def cases(texts, encode):
    return [{"text": t, "ids": encode(t)} for t in texts]


def write_byte_level(texts):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = Sequence([Digits(individual_digits=True), ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=700, initial_alphabet=ByteLevel.alphabet(), show_progress=False,
                                  special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"])
    tokenizer.train_from_iterator(corpus(), trainer)
    tokenizer.add_tokens([AddedToken("<think>", normalized=False), AddedToken("</think>", normalized=False, rstrip=True)])
    tokenizer.save(str(HERE / "tiny_bpe.json"))
    write("tiny_bpe.cases.json", cases(texts, lambda t: tokenizer.encode(t).ids))


def train_sentencepiece(**options):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(line for text in corpus() for line in text.splitlines()), model_writer=model,
        minloglevel=2, num_threads=1, **options)
    return model.getvalue()


def write_sentencepiece(texts):
    options = dict(byte_fallback=True, normalization_rule_name="identity", remove_extra_whitespaces=False,
                   character_coverage=1.0, user_defined_symbols=["<mark>"])
    bpe = train_sentencepiece(model_type="bpe", vocab_size=600, **options)
    unigram = train_sentencepiece(model_type="unigram", vocab_size=420, **options)
    for name, model in (("tiny_spm_bpe", bpe), ("tiny_spm_unigram", unigram)):
        (HERE / f"{name}.model").write_bytes(model)
        processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        write(f"{name}.cases.json", cases(texts, processor.encode))
    write_llama_json(bpe, texts)


def write_llama_json(model, texts):
    """The same BPE vocabulary as Llama 2's tokenizer.json has it: every way to cut a piece is a merge."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    vocab = {processor.id_to_piece(i): i for i in range(processor.vocab_size())}
    score = {p: processor.get_score(i) for p, i in vocab.items()}
    normal = [p for p, i in vocab.items() if not (processor.is_byte(i) or processor.is_control(i) or
                                                  processor.is_unknown(i) or p == "<mark>")]
    merges = [(p[:k], p[k:]) for p in sorted(normal, key=lambda p: -score[p]) for k in range(1, len(p))
              if p[:k] in vocab and p[k:] in vocab]
    tokenizer = Tokenizer(models.BPE(vocab, merges, byte_fallback=True, fuse_unk=True, unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.add_special_tokens(["<unk>", "<s>", "</s>"])
    tokenizer.add_tokens([AddedToken("<mark>", normalized=False)])
    tokenizer.save(str(HERE / "tiny_llama.json"))
    plain = [t for t in texts if t and "<" not in t]
    write("tiny_llama.cases.json", cases(plain, lambda t: tokenizer.encode(t).ids))


def write_smollm2(path, texts):
    from gguf import GGUFReader
    fields = GGUFReader(path).fields

    def strings(key):
        return [bytes(fields[key].parts[i]).decode() for i in fields[key].data]

    tokens = strings("tokenizer.ggml.tokens")
    merges = [tuple(m.split(" ")) for m in strings("tokenizer.ggml.merges")]
    types = [int(fields["tokenizer.ggml.token_type"].parts[i][0]) for i in fields["tokenizer.ggml.token_type"].data]
    tokenizer = Tokenizer(models.BPE({t: i for i, t in enumerate(tokens)}, merges))
    tokenizer.pre_tokenizer = Sequence([Digits(individual_digits=True), ByteLevel(add_prefix_space=False)])
    write("smollm2.cases.json", cases(texts, lambda t: tokenizer.encode(t).ids))
    tokenizer.add_special_tokens([t for t, kind in zip(tokens, types) if kind == 3])
    write("smollm2_special.cases.json", cases([t for t in texts if "<|" in t], lambda t: tokenizer.encode(t).ids))


def write_nfc():
    rng = random.Random(7)
    singles = [chr(c) for c in range(0x110000)
               if unicodedata.decomposition(chr(c)) and not unicodedata.decomposition(chr(c)).startswith("<")]
    marks = [chr(c) for c in range(0x300, 0x370)] + list("\u0323\u0327\u1dc4\u20d0\u3099\u309a")
    jamo = [chr(c) for c in [*range(0x1100, 0x1113), *range(0x1161, 0x1176), *range(0x11A8, 0x11C3)]]
    texts = singles[::9]
    for _ in range(150):
        texts.append("".join(rng.choice(rng.choice([marks, jamo, singles, list("aeiouAO가각하 ")]))
                             for _ in range(rng.randint(2, 9))))
    (HERE / "nfc.json").write_text(json.dumps([[t, unicodedata.normalize("NFC", t)] for t in texts],
                                              separators=(",", ":")).replace("],", "],\n") + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--smollm2", help="the GGUF whose vocabulary makes smollm2.cases.json")
    args = parser.parse_args()
    texts = TEXTS + random_texts(40, seed=1)
    write_splits(texts)
    write_byte_level(texts)
    write_sentencepiece([t for t in texts if "\x00" not in t])
    write_nfc()
    if args.smollm2:
        write_smollm2(args.smollm2, TEXTS + random_texts(60, seed=2))


main()
