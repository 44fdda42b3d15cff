#!/usr/bin/env python3
"""Writes the goldens of the format tests (needs numpy and PyPI's gguf, sentencepiece).

gguf_py.gguf      every metadata type and a few tensors, written by gguf-py: our reader must read it, and our
                  writer, given the same content, must produce the same bytes.
spm/              a checkpoint directory whose only vocabulary is SentencePiece's tokenizer.model (the weights
                  are those of ../models/llama), with the pieces that sentencepiece itself reports.

usage: make_goldens.py            writes them here
       make_goldens.py FILE.gguf  reads FILE with gguf-py instead and prints what is in it
"""
import io, json, pathlib, shutil, sys
import numpy as np
import gguf

HERE = pathlib.Path(__file__).parent


def show(path):
    reader = gguf.GGUFReader(path)
    for key, field in reader.fields.items():
        if not key.startswith("GGUF."):
            print(key, [t.name for t in field.types], str(field.contents())[:80])
    for t in reader.tensors:
        print(t.name, t.tensor_type.name, list(map(int, t.shape)), t.data.nbytes)


def write_gguf(path):
    w = gguf.GGUFWriter(path, "llama")
    w.add_uint8("t.u8", 200)
    w.add_int8("t.i8", -5)
    w.add_uint16("t.u16", 60000)
    w.add_int16("t.i16", -30000)
    w.add_uint32("t.u32", 4000000000)
    w.add_int32("t.i32", -7)
    w.add_float32("t.f32", 1.5)
    w.add_bool("t.bool", True)
    w.add_string("t.string", "가나 hello")
    w.add_uint64("t.u64", 1 << 40)
    w.add_int64("t.i64", -(1 << 40))
    w.add_float64("t.f64", 0.1)
    w.add_array("t.strings", ["", "Ġthe", "▁x"])
    w.add_array("t.ints", [1, -2, 3])
    w.add_array("t.floats", [0.5, -2.25])
    w.add_array("t.bools", [True, False])
    w.add_tensor("a.weight", np.arange(6, dtype=np.float32).reshape(2, 3))
    w.add_tensor("b.weight", np.arange(5, dtype=np.float16))
    w.add_tensor("c.weight", np.arange(36, dtype=np.uint8).reshape(2, 18), raw_dtype=gguf.GGMLQuantizationType.Q4_0)
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()


def write_spm(folder):
    import sentencepiece as spm
    models = HERE.parent / "models" / "llama"
    folder.mkdir(exist_ok=True)
    corpus = ["the quick brown fox jumps over the lazy dog", "she sells sea shells by the sea shore",
              "안녕하세요 반갑습니다", "turn on the kitchen light", "turn off the living room light"] * 20
    out = io.BytesIO()
    spm.SentencePieceTrainer.train(sentence_iterator=iter(corpus), model_writer=out, vocab_size=316, model_type="bpe",
                                   byte_fallback=True, character_coverage=1.0, hard_vocab_limit=False,
                                   add_dummy_prefix=True, remove_extra_whitespaces=False, normalization_rule_name="identity",
                                   num_threads=1)
    (folder / "tokenizer.model").write_bytes(out.getvalue())
    sp = spm.SentencePieceProcessor(model_proto=out.getvalue())
    kind = lambda i: 2 if sp.is_unknown(i) else 3 if sp.is_control(i) else 6 if sp.is_byte(i) else 5 if sp.is_unused(i) else 1
    pieces = [[sp.id_to_piece(i), round(sp.get_score(i), 4), kind(i)] for i in range(sp.vocab_size())]
    texts = ["turn on the light", "안녕하세요", "a  b\n", "zß"]
    (folder / "pieces.json").write_text(json.dumps(
        {"pieces": pieces, "texts": [[t, sp.encode(t)] for t in texts]}, ensure_ascii=False) + "\n")
    (folder / "tokenizer_config.json").write_text(json.dumps(
        {"add_bos_token": True, "bos_token": "<s>", "eos_token": {"content": "<|end|>"}, "unk_token": "<unk>",
         "added_tokens_decoder": {"317": {"content": "<|end|>", "special": True}},
         "chat_template": [{"name": "default", "template": "{{ messages[0].content }}"},
                           {"name": "tool_use", "template": "{{ tools }}"}]}) + "\n")
    (folder / "generation_config.json").write_text(json.dumps(
        {"eos_token_id": [317, 2], "do_sample": True, "temperature": 0.7, "top_k": 40}) + "\n")
    shutil.copy(models / "config.json", folder / "config.json")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        show(sys.argv[1])
    else:
        write_gguf(HERE / "gguf_py.gguf")
        write_spm(HERE / "spm")
