"""Tiny tokenizer.json files in the shapes that published checkpoints have, for make_goldens.py.

Each function returns (tokenizer.json, tokenizer_config.json) as dicts. The vocabularies are learnt from the few
sentences below; what matters is that the parts a converter reads (model, pre-tokenizer, normaliser,
post-processor, added tokens, where the special ids lie) look as they do in the wild.
"""
from collections import Counter

from tokenizers import Regex, pre_tokenizers

TEXT = ("the light in the kitchen is on and the light in the hall is off, turn the heating down to 21 degrees "
        "there was a warm floor under the table; all the others were cold. "
        "거실 불을 켜 주세요. 거실 온도를 알려 주세요. 부엌 불을 꺼 주세요. ") * 2

WORDS_1 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
WORDS_3 = WORDS_1.replace(r"\p{N}|", r"\p{N}{1,3}|")
CHATML = ("{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}"
          "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")


def byte_chars():
    """GPT-2's printable stand-ins: byte -> character."""
    keep = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {b: chr(b) for b in keep}
    for b in range(256):
        if b not in table:
            table[b] = chr(256 + len(table) - len(keep))
    return table


def learn(words, n_merges):
    """Plain BPE over a Counter of words; ties go to the smaller pair, so the result is the same everywhere."""
    split = {w: list(w) for w in words}
    merges = []
    while len(merges) < n_merges:
        pairs = Counter()
        for w, n in words.items():
            for pair in zip(split[w], split[w][1:]):
                pairs[pair] += n
        best = min(pairs, key=lambda p: (-pairs[p], p))
        merges.append(best)
        for s in split.values():
            i = 0
            while i + 1 < len(s):
                if (s[i], s[i + 1]) == best:
                    s[i:i + 2] = [s[i] + s[i + 1]]
                i += 1
    return merges


def added(id_, content, special=True):
    return {"id": id_, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
            "special": special}


def template(bos, bos_id):
    a = [{"Sequence": {"id": "A", "type_id": 0}}]
    b = [{"Sequence": {"id": "B", "type_id": 1}}]
    if bos:
        a.insert(0, {"SpecialToken": {"id": bos, "type_id": 0}})
        b.insert(0, {"SpecialToken": {"id": bos, "type_id": 1}})
    return {"type": "TemplateProcessing", "single": a, "pair": a + b,
            "special_tokens": {bos: {"id": bos, "ids": [bos_id], "tokens": [bos]}} if bos else {}}


def wrap(model, normalizer, pre, post, decoder, specials):
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [added(i, s) for i, s in specials],
            "normalizer": normalizer, "pre_tokenizer": pre, "post_processor": post, "decoder": decoder, "model": model}


def settings(bos, eos, unk=None, pad=None, add_bos=None, template_=None, cls="PreTrainedTokenizerFast", specials=()):
    out = {"added_tokens_decoder": {str(i): {k: v for k, v in added(i, s).items() if k != "id"} for i, s in specials}}
    if add_bos is not None:
        out |= {"add_bos_token": add_bos, "add_eos_token": False}
    out |= {"bos_token": bos, "eos_token": eos, "unk_token": unk, "pad_token": pad,
            "clean_up_tokenization_spaces": False, "model_max_length": 4096, "tokenizer_class": cls}
    if template_:
        out["chat_template"] = template_
    return out


def byte_level(n_vocab, words, specials, bos=None, eos=None, first=False, add_bos=False, ignore_merges=False, nfc=False,
               template_=None):
    """Byte-level BPE. words: 'gpt2', 'digits' (single digits apart, then GPT-2's pattern) or a regular expression."""
    blank = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}
    if words == "gpt2":
        pre, cut = blank | {"use_regex": True}, pre_tokenizers.ByteLevel(add_prefix_space=False)
    elif words == "digits":
        pre = {"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": True}, blank | {"use_regex": True}]}
        cut = pre_tokenizers.Sequence([pre_tokenizers.Digits(True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    else:
        pre = {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": words}, "behavior": "Isolated", "invert": False}, blank | {"use_regex": False}]}
        cut = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(words), "isolated"),
                                       pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    counted = Counter(w for w, _ in cut.pre_tokenize_str(TEXT))
    merges = learn(counted, n_vocab - 256 - len(specials))
    pieces = [byte_chars()[b] for b in sorted(range(256), key=lambda b: byte_chars()[b])] + [a + b for a, b in merges]
    names = specials + pieces if first else pieces + specials
    vocab = {s: i for i, s in enumerate(names)}
    model = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None,
             "fuse_unk": False, "byte_fallback": False, "ignore_merges": ignore_merges,
             "vocab": {s: i for s, i in vocab.items() if first or s not in specials}, "merges": [list(m) for m in merges]}
    post = blank | {"trim_offsets": False, "use_regex": True}
    if add_bos:
        post = {"type": "Sequence", "processors": [post, template(bos, vocab[bos])]}
    listed = [(vocab[s], s) for s in specials]
    tok = wrap(model, {"type": "NFC"} if nfc else None, pre, post, blank | {"use_regex": True}, listed)
    return tok, settings(bos, eos, pad=eos, add_bos=add_bos, template_=template_, specials=listed)


def sentencepiece(n_vocab, specials, bos, eos, unk, prefix=True, add_bos=True, late=(), template_=None):
    """SentencePiece BPE as HF stores it: byte fallback, every split of a piece listed as a merge. `late`: control
    tokens above the pieces (Phi-3's). prefix=False is Gemma's: no dummy space, cut at spaces."""
    words = Counter()
    for w in TEXT.split():
        words["▁" + w] += 1
    names = list(specials) + [f"<0x{b:02X}>" for b in range(256)]
    chars = sorted(set("".join(words)) - {c for c in "".join(words) if ord(c) > 0xac00})  # Hangul falls back to bytes
    room = n_vocab - len(names) - len(chars) - len(late)
    learnt = []
    for a, b in learn(Counter({w: n for w, n in words.items() if w.isascii() or all(c in chars for c in w)}), room):
        learnt.append(a + b)
    assert len(set(learnt)) == len(learnt)
    names += learnt + chars + list(late)
    vocab = {s: i for i, s in enumerate(names)}
    rank = {s: i for i, s in enumerate(learnt)}
    merges = []
    for p in learnt:
        splits = [(p[:i], p[i:]) for i in range(1, len(p)) if p[:i] in vocab and p[i:] in vocab]
        merges += sorted(splits, key=lambda lr: (rank.get(lr[0], 1 << 20), rank.get(lr[1], 1 << 20), lr))
    model = {"type": "BPE", "dropout": None, "unk_token": unk, "continuing_subword_prefix": None, "end_of_word_suffix": None,
             "fuse_unk": True, "byte_fallback": True, "ignore_merges": False, "vocab": {s: vocab[s] for s in names if s not in late},
             "merges": [list(m) for m in merges]}
    mark = {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}
    back = [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}]
    if prefix:
        norm, pre = {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, mark]}, None
        back.append({"type": "Strip", "content": " ", "start": 1, "stop": 0})
    else:
        norm = mark
        pre = {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": False}
    listed = [(vocab[s], s) for s in (*specials, *late)]
    tok = wrap(model, norm, pre, template(bos if add_bos else None, vocab[bos]), {"type": "Sequence", "decoders": back}, listed)
    cls = "LlamaTokenizer" if prefix else "GemmaTokenizer"
    return tok, settings(bos, eos, unk=unk, pad=eos, add_bos=add_bos, template_=template_, cls=cls, specials=listed)
