"""What HF transformers (float32, eager) answers for SmolLM2-135M-Instruct read from its Q4_1 GGUF, dequantised.

usage: python make_goldens.py SHARED     (torch, transformers, gguf; SHARED holds models/ and data/)

Writes greedy20.json: for each prompt its ids, 32 greedy ids, and at each step the distance from the first to the second
logit; and for the first 8 chunks of 512 tokens of tinyshakespeare the summed negative log-likelihood of their second halves.
"""
import json
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

PROMPTS = [
    "The capital of France is",
    "Once upon a time, there was a little girl who",
    "To turn on the lights in the kitchen, you should",
    'def fibonacci(n):\n    """Return the n-th Fibonacci number."""\n',
    "Water boils at a temperature of",
    "The three primary colors are",
    "In 1969, astronauts landed on the",
    "My favourite recipe for pancakes starts with",
    "Dear Sir or Madam,\n\nI am writing to",
    "Photosynthesis is the process by which plants",
    "1, 1, 2, 3, 5, 8, 13,",
    "Shakespeare wrote many plays, including",
    "The quick brown fox jumps over",
    "Q: What is the largest planet in the solar system?\nA:",
    "Today's weather forecast: cloudy with a chance of",
    'A robot entered the room and said, "',
    "The main difference between a virus and a bacterium is that",
    "If you want to save energy at home, the first thing to do is",
    "The Pythagorean theorem states that",
    "She opened the old wooden door and saw",
]
FILE, N_CTX, N_CHUNKS = "smollm2-135m-instruct-q4_1.gguf", 512, 8

shared = sys.argv[1]
torch.set_num_threads(1)  # spinning threads starve on a busy machine
model = AutoModelForCausalLM.from_pretrained(
    shared + "/models", gguf_file=FILE, dtype=torch.float32, attn_implementation="eager"
).eval()
tokenizer = AutoTokenizer.from_pretrained(shared + "/models", gguf_file=FILE)

greedy = []
with torch.no_grad():
    for prompt in PROMPTS:
        prompt_ids = tokenizer(prompt, add_special_tokens=False)["input_ids"]
        ids, past, generated, gaps = torch.tensor([prompt_ids]), None, [], []
        for _ in range(32):
            out = model(ids, past_key_values=past, use_cache=True)
            past = out.past_key_values
            values, best = torch.topk(out.logits[0, -1], 2)
            generated.append(int(best[0]))
            gaps.append(round(float(values[0] - values[1]), 4))
            ids = best[:1].view(1, 1)
        greedy.append({"prompt": prompt, "prompt_ids": prompt_ids, "ids": generated, "gaps": gaps})

    text = open(shared + "/data/tinyshakespeare/input.txt").read()
    tokens = tokenizer(text, add_special_tokens=False)["input_ids"]
    nll, n_scored = [0.0] * N_CHUNKS, 0
    for c in range(N_CHUNKS):
        chunk = torch.tensor([tokens[c * N_CTX : (c + 1) * N_CTX]])
        logprobs = torch.log_softmax(model(chunk, use_cache=False).logits[0].double(), -1)
        for i in range(N_CTX // 2, N_CTX - 1):
            nll[c] -= float(logprobs[i, chunk[0, i + 1]])
            n_scored += 1

with open("greedy20.json", "w") as out:
    out.write('{"file": ' + json.dumps(FILE) + ",\n")
    out.write(f'"nll": {[round(x, 4) for x in nll]}, "scored": {n_scored},\n"greedy": [\n')
    out.write(",\n".join(json.dumps(g) for g in greedy))
    out.write("\n]}\n")
