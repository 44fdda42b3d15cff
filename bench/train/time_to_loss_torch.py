"""The model of recipes/tiny-shakespeare.toml trained by PyTorch with AdamW, for docs/benchmarks.md: the same vocabulary, split,
shape, tokens and batch; QK-norm and Muon are Ondol's. One JSON line an evaluation; the seconds are those of the steps alone.

time_to_loss_torch.py IDS.json N_TRAIN LR STEPS BATCH_ROWS THREADS
IDS.json: `ondol tokenize MODEL @input.txt --json`; N_TRAIN: how many of its ids are the train part."""
import json, sys, time
import torch
import torch.nn as nn
from llama_torch import Model

ids = torch.tensor(json.load(open(sys.argv[1]))["ids"])
n_train, lr, steps, batch, threads = int(sys.argv[2]), float(sys.argv[3]), *map(int, sys.argv[4:7])
torch.set_num_threads(threads)
torch.manual_seed(1)
T = 256
train, dev = ids[:n_train], ids[n_train:]


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


model = Model(128, 4, 4, 352, 1024, T)
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
