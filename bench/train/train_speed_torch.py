"""The same steps in PyTorch, for comparison with train_speed: same shapes, batch, optimiser; torch.compile; run it with
glibc's trimming off and huge pages on, as docs/benchmarks.md shows. train_speed_torch.py [1M|5M|15M] [f32|bf16] [threads] [reps]"""
import json, resource, sys, time
import torch
import torch.nn as nn
import torch.nn.functional as F

size, precision = sys.argv[1], sys.argv[2]
threads, reps = int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)
torch.manual_seed(1)
D, L, H, FF, V = {"1M": (128, 4, 4, 352, 4096), "5M": (256, 6, 8, 704, 4096), "15M": (288, 6, 6, 768, 32000)}[size]
T, B = 256, 32


def rope(x, cos, sin):
    a, b = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-b, a), dim=-1) * sin


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.RMSNorm(D, eps=1e-6), nn.RMSNorm(D, eps=1e-6)
        self.qkv, self.out = nn.Linear(D, 3 * D, bias=False), nn.Linear(D, D, bias=False)
        self.gate_up, self.down = nn.Linear(D, 2 * FF, bias=False), nn.Linear(FF, D, bias=False)

    def forward(self, x, cos, sin):
        b, t, _ = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, H, D // H).permute(2, 0, 3, 1, 4)
        q, k = rope(q, cos, sin).to(v.dtype), rope(k, cos, sin).to(v.dtype)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(b, t, D))
        gate, up = self.gate_up(self.norm2(x)).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * up)


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.blocks = nn.ModuleList(Block() for _ in range(L))
        self.norm = nn.RMSNorm(D, eps=1e-6)
        angle = torch.outer(torch.arange(T).float(), 10000 ** (-torch.arange(0, D // H, 2).float() / (D // H)))
        angle = torch.cat((angle, angle), dim=-1)
        self.register_buffer("cos", angle.cos())
        self.register_buffer("sin", angle.sin())
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.normal_(p, std=0.02)

    def forward(self, tokens, targets):
        x = self.embed(tokens)
        for block in self.blocks:
            x = block(x, self.cos, self.sin)
        logits = F.linear(self.norm(x), self.embed.weight)
        return F.cross_entropy(logits.float().view(-1, V), targets.view(-1))


model = Model()
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
