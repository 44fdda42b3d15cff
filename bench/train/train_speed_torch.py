"""The same steps in PyTorch, for comparison with train_speed: same shapes, batch, optimiser; torch.compile; run it with
glibc's trimming off and huge pages on, as docs/benchmarks.md shows. train_speed_torch.py [1M|5M|15M] [f32|bf16] [threads] [reps]"""
import json, resource, sys, time
import torch
import torch.nn as nn
from llama_torch import Model

size, precision = sys.argv[1], sys.argv[2]
threads, reps = int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)
torch.manual_seed(1)
D, L, H, FF, V = {"1M": (128, 4, 4, 352, 4096), "5M": (256, 6, 8, 704, 4096), "15M": (288, 6, 6, 768, 32000)}[size]
T, B = 256, 32

model = Model(D, L, H, FF, V, T)
step_loss = torch.compile(model)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.95), weight_decay=0.1, fused=True)
tokens, targets = torch.randint(V, (B, T)), torch.randint(V, (B, T))
rates = []
for step in range(reps + 2):
    begin = time.perf_counter()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
        loss = step_loss(tokens, targets)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    value = loss.item()
    if step > 1:
        rates.append(B * T / (time.perf_counter() - begin))
rates.sort()
print(json.dumps({"size": size, "precision": precision, "threads": threads, "torch": torch.__version__,
                  "n_params": sum(p.numel() for p in model.parameters()),
                  "tok_s": {"median": round(rates[len(rates) // 2]), "min": round(rates[0]), "max": round(rates[-1])},
                  "peak_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "loss": value}))
