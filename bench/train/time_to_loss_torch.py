"""The model of recipes/tiny-shakespeare.toml trained by PyTorch with AdamW, for docs/benchmarks.md: the same vocabulary, split,
shape, tokens and batch; QK-norm and Muon are Ondol's. One JSON line an evaluation; the seconds are those of the steps alone.

time_to_loss_torch.py IDS.json N_TRAIN LR STEPS BATCH_ROWS THREADS
IDS.json: `ondol tokenize MODEL @input.txt --json`; N_TRAIN: how many of its ids are the train part."""
import json, sys, time
import torch
import torch.nn as nn
import torch.nn.functional as F

ids = torch.tensor(json.load(open(sys.argv[1]))["ids"])
n_train, lr, steps, batch, threads = int(sys.argv[2]), float(sys.argv[3]), *map(int, sys.argv[4:7])
torch.set_num_threads(threads)
torch.manual_seed(1)
D, L, H, FF, V, T = 128, 4, 4, 352, 1024, 256
train, dev = ids[:n_train], ids[n_train:]


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.RMSNorm(D, eps=1e-6), nn.RMSNorm(D, eps=1e-6)
        self.qkv, self.out = nn.Linear(D, 3 * D, bias=False), nn.Linear(D, D, bias=False)
        self.gate_up, self.down = nn.Linear(D, 2 * FF, bias=False), nn.Linear(FF, D, bias=False)

    def forward(self, x, cos, sin):
        def rope(x):
            a, b = x.chunk(2, dim=-1)
            return x * cos + torch.cat((-b, a), dim=-1) * sin

        n, t, _ = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(n, t, 3, H, D // H).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(rope(q), rope(k), v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(n, t, D))
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
        for name, p in self.named_parameters():
            if p.dim() > 1:
                residual = name.endswith(("out.weight", "down.weight"))
                nn.init.normal_(p, std=0.02 / (2 * L) ** 0.5 if residual else 0.02)

    def forward(self, tokens, targets):
        x = self.embed(tokens)
        for block in self.blocks:
            x = block(x, self.cos, self.sin)
        logits = F.linear(self.norm(x), self.embed.weight)
        return F.cross_entropy(logits.view(-1, V), targets.view(-1), ignore_index=-1)


def batches():
    """All of the text once an epoch, cut elsewhere each time."""
    rows = []
    while True:
        while len(rows) < batch:
            start = int(torch.randint(len(train), ()))
            stream = torch.cat((train[start:], train[:start]))
            n = (len(stream) - 1) // T
            x, y = stream[:n * T].view(n, T), stream[1:n * T + 1].view(n, T)
            rows += [(x[i], y[i]) for i in torch.randperm(n).tolist()]
        here, rows = rows[:batch], rows[batch:]
        yield torch.stack([x for x, _ in here]), torch.stack([y for _, y in here])


@torch.no_grad()
def dev_loss():
    n, total = (len(dev) - 1) // T, 0.0
    for i in range(0, n, batch):
        rows = range(i, min(i + batch, n))
        x = torch.stack([dev[r * T:r * T + T] for r in rows])
        y = torch.stack([dev[r * T + 1:r * T + T + 1] for r in rows])
        total += model(x, y).item() * len(rows)
    return total / n


model = Model()
step_loss = torch.compile(model)
optimizer = torch.optim.AdamW(model.parameters(), lr=lr, betas=(0.9, 0.95), weight_decay=0.1, fused=True)
data, seconds = batches(), 0.0
x, y = next(data)
step_loss(x, y).backward()  # compiles; not counted
optimizer.zero_grad(set_to_none=True)
for step in range(1, steps + 1):
    x, y = next(data)
    begin = time.perf_counter()
    scale = min(1.0, step / 20, (steps - step + 1) / (0.5 * steps))
    for group in optimizer.param_groups:
        group["lr"] = lr * scale
    loss = step_loss(x, y)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    seconds += time.perf_counter() - begin
    if step % 50 == 0 or step == steps:
        print(json.dumps({"lr": lr, "step": step, "seconds": round(seconds, 1), "loss": round(loss.item(), 4),
                          "dev_loss": round(dev_loss(), 4)}), flush=True)
