#!/usr/bin/env python3
"""Tiny random Hugging Face checkpoints and the logits HF transformers gives for them (float32, eager attention).

    python make_goldens.py [--out DIR] [CASE ...]        every case, or those named; rewrites tests/golden/models/CASE/
    python make_goldens.py --trace FILE.npz CASE         hidden states after every layer, for debugging; writes nothing else

What each file is, and how a test reads it: README.md. Every case is checked here before it is written: a float64
run must agree, decoding step by step through HF's cache must agree, and every knob listed under "ablate" must move
the logits – a golden that an engine could pass while ignoring the sliding window proves nothing.
"""
import argparse
import json
import math
import re
import shutil
import sys
import tempfile
import zlib
from pathlib import Path

sys.dont_write_bytecode = True
import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModelForCausalLM

from cases import CASES

HERE = Path(__file__).resolve().parent
TEXTS = ["turn on the light", " the 21 floors,\n\nwarm", "거실 불을 켜 주세요", "x  y\tz 2024'll"]
MAX_OFF = 1e-5     # float32 against float64, of the largest logit
MIN_EFFECT = 5e-3  # what ignoring a knob must change, of the largest logit; a test allows 1e-4


def fill(name, shape, case, rng):
    """Random weights that make every part matter: attention that is neither flat nor one-hot, norms around 1."""
    x = rng.standard_normal(shape)
    if len(shape) == 1:
        if name.endswith("bias"):
            return 0.5 * x
        return 0.3 * x + (0 if case.get("norm_plus_one") else 1)
    if "embed_tokens" in name:
        return case.get("embed_std", 0.3) * x
    if "lm_head" in name:
        return 3 / math.sqrt(shape[1]) * x
    gain = 2.0 if any(p in name for p in ("q_proj", "k_proj", "qkv_proj")) else 1.4
    return gain / math.sqrt(shape[1]) * x


def random_state(model, case, seed):
    rng = np.random.default_rng(seed)
    dtype = {"bf16": torch.bfloat16, "f16": torch.float16, "f32": torch.float32}[case.get("store", "bf16")]
    state = {}
    for name, p in sorted(model.named_parameters()):
        state[name] = torch.from_numpy(fill(name, tuple(p.shape), case, rng)).to(dtype)
    return state  # tied weights appear once, as in published checkpoints


def write_weights(state, folder, shards):
    names = list(state)
    if shards == 1:
        save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
        return
    size = lambda n: state[n].numel() * state[n].element_size()
    total, where, used, k = sum(map(size, names)), {}, 0, 1
    for n in names:
        if used >= total * k / shards:
            k += 1
        where[n], used = k, used + size(n)
    file = lambda i: f"model-{i:05d}-of-{shards:05d}.safetensors"
    for i in range(1, shards + 1):
        save_file({n: state[n] for n in names if where[n] == i}, folder / file(i), metadata={"format": "pt"})
    index = {"metadata": {"total_size": total}, "weight_map": {n: file(where[n]) for n in names}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")


def load(config, state, case, dtype=torch.float32):
    """The model as HF reads the config.json that we commit (not as we would build it in code)."""
    with tempfile.TemporaryDirectory() as d:
        (Path(d) / "config.json").write_text(json.dumps(config))
        cfg = AutoConfig.from_pretrained(d)
    model = AutoModelForCausalLM.from_config(cfg, attn_implementation="eager", dtype=torch.float32).eval()
    if state is not None:
        missing, unexpected = model.load_state_dict({n: t.to(torch.float32) for n, t in state.items()}, strict=False)
        assert not unexpected and all("lm_head" in m for m in missing), (missing, unexpected)
        model.tie_weights()
    return model.to(dtype)


@torch.no_grad()
def logits_of(model, ids, **kw):
    return model(torch.tensor([ids]), use_cache=False, **kw).logits[0]


@torch.no_grad()
def stepwise(model, ids):
    past, rows = None, []
    for t in ids:
        out = model(torch.tensor([[t]]), past_key_values=past, use_cache=True)
        past = out.past_key_values
        rows.append(out.logits[0, -1])
    return torch.stack(rows)


def ablations(case, config, state, ids, want):
    """How far the logits move when one knob is ignored or misread: {label: change / largest logit}."""
    out = {}
    for label, (keys, value) in case.get("ablate", {}).items():
        changed, weights = json.loads(json.dumps(config)), dict(state)
        if keys.startswith("weight:"):
            hit = [n for n in weights if keys[7:] in n]
            assert hit, (label, keys)
            for n in hit:
                weights[n] = torch.full_like(weights[n], value)
        else:
            *path, last = keys.split(".")
            at = changed
            for p in path:
                at = at[p]
            assert last in at, (label, keys)
            if value is None:
                del at[last]
            else:
                at[last] = value
        got = logits_of(load(changed, weights, case), ids)
        out[label] = float((got - want).abs().max() / want.abs().max())
        assert out[label] > MIN_EFFECT, (label, out[label])
    return out


def hf_config(case):
    """What HF runs: the committed config, but for EXAONE-3.5, whose class HF ships only as remote code, Llama's."""
    return case["as_llama"] if "as_llama" in case else case["config"]


def make(name, root):
    case = CASES[name]
    seed = zlib.crc32(name.encode())
    folder = root / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tok, tok_config = case["tokenizer"]()
    dump = lambda path, doc, **kw: path.write_text(json.dumps(doc, ensure_ascii=False, **kw) + "\n")
    dump(folder / "config.json", case["config"], indent=1)
    dump(folder / "tokenizer.json", tok)
    dump(folder / "tokenizer_config.json", tok_config, indent=1)
    if "generation" in case:
        dump(folder / "generation_config.json", case["generation"], indent=1)

    config = hf_config(case)
    state = random_state(load(config, None, case), case, seed)
    rename = case.get("rename", lambda n: n)
    write_weights({rename(n): t for n, t in state.items()}, folder, case.get("shards", 1))

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    assert tokenizer.get_vocab_size() == config["vocab_size"]
    model, model64 = load(config, state, case), load(config, state, case, torch.float64)
    runs = []
    for i, run in enumerate(case.get("runs", [{"n_tok": 28}])):
        ids = np.random.default_rng([seed, i]).integers(0, config["vocab_size"], run["n_tok"]).tolist()
        want = logits_of(model, ids)
        largest = float(want.abs().max())
        off = float((logits_of(model64, ids) - want).abs().max()) / largest
        assert off < MAX_OFF, off
        steps = float((stepwise(model, ids) - want).abs().max()) / largest if run.get("stepwise", True) else None
        assert steps is None or steps < MAX_OFF, steps
        file = "golden.safetensors" if i == 0 else f"golden_{run['label']}.safetensors"
        save_file({"ids": torch.tensor(ids, dtype=torch.int32), "logits": want.contiguous()}, folder / file)
        effect = ablations(case, config, state, ids, want) if i == 0 else {}
        runs.append({"file": file, "n_tok": len(ids), "n_ctx": run.get("n_ctx", 64), "note": run.get("note", ""), "ids": ids,
                     "largest_logit": largest, "f32_against_f64": off, "hf_stepwise_against_prefill": steps,
                     "last_argmax": int(want[-1].argmax()), "effect_of_ignoring": effect})
    texts = [{"text": s, "ids": tokenizer.encode(s, add_special_tokens=False).ids,
              "ids_special": tokenizer.encode(s, add_special_tokens=True).ids} for s in TEXTS]
    golden = {"case": name, "about": case["about"], "n_vocab": config["vocab_size"], "weights": case.get("store", "bf16"),
              "runs": runs, "tokenizer": texts}
    flat = re.sub(r"\[[\s\d,]*\]", lambda m: re.sub(r"\s+", " ", m[0]), json.dumps(golden, ensure_ascii=False, indent=1))
    (folder / "golden.json").write_text(flat + "\n")
    size = sum(f.stat().st_size for f in folder.iterdir())
    first = runs[0]
    print(f"{name:18} {size / 1e3:6.1f} kB  largest {first['largest_logit']:6.2f}  f64 {first['f32_against_f64']:.1e}  "
          f"least effect {min(first['effect_of_ignoring'].values(), default=float('nan')):.3f}")
    return size


def trace(name, path):
    case = CASES[name]
    config, seed = hf_config(case), zlib.crc32(name.encode())
    state = random_state(load(config, None, case), case, seed)
    ids = json.loads((HERE / name / "golden.json").read_text())["runs"][0]["ids"]
    with torch.no_grad():
        out = load(config, state, case)(torch.tensor([ids]), output_hidden_states=True, use_cache=False)
    np.savez(path, ids=np.array(ids, np.int32), logits=out.logits[0].numpy(),
             hidden=np.stack([h[0].numpy() for h in out.hidden_states]))  # [0] embedding … [n_layer] after the final norm


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    ap.add_argument("--out", type=Path, default=HERE)
    ap.add_argument("--trace", metavar="FILE.npz")
    a = ap.parse_args()
    torch.set_num_threads(1)
    if a.trace:
        return trace(a.cases[0], a.trace)
    print(f"total {sum(make(n, a.out) for n in a.cases or CASES) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
