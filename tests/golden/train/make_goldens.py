"""tiny.safetensors: a random decoder in PyTorch (float64), its logits, loss, every gradient, and the losses of ten AdamW
steps with clipping. Run with: python make_goldens.py (torch 2.15, safetensors). tests/train/golden_test.cpp reads it."""
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

D, L, H, KV, DH, FF, V, T, B = 24, 2, 4, 2, 8, 40, 50, 30, 2
EPS, THETA, SPLIT = 1e-6, 10000.0, 12
torch.manual_seed(11)
torch.set_default_dtype(torch.float64)


def normal(*shape, std=0.2):
    return (torch.randn(*shape) * std).float().double().requires_grad_()


def norm(n):
    return (1 + 0.2 * torch.randn(n)).float().double().requires_grad_()


params = {"token_embd": normal(V, D, std=0.5)}
for i in range(L):
    p = f"blk.{i}."
    params |= {p + "attn_norm": norm(D), p + "attn_qkv": normal((H + 2 * KV) * DH, D), p + "attn_q_norm": norm(DH),
               p + "attn_k_norm": norm(DH), p + "attn_output": normal(D, H * DH), p + "ffn_norm": norm(D),
               p + "ffn_gate_up": normal(2 * FF, D), p + "ffn_down": normal(D, FF)}
params["output_norm"] = norm(D)

tokens = torch.randint(V, (B, T))
targets = torch.randint(V, (B, T))
targets[torch.rand(B, T) < 0.3] = -1
# Two documents a row: attention and positions begin again at SPLIT.
doc_start = torch.zeros(B, T, dtype=torch.long)
doc_start[:, SPLIT:] = SPLIT
position = torch.arange(T) - doc_start[0]
mask = (torch.arange(T)[:, None] >= torch.arange(T)[None, :]) & (doc_start[0][:, None] == doc_start[0][None, :])
angle = position[:, None] * THETA ** (-torch.arange(0, DH, 2) / DH)
cos, sin = torch.cat((angle, angle), -1).cos(), torch.cat((angle, angle), -1).sin()


def rms(x, w):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPS) * w


def rope(x):
    a, b = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-b, a), -1) * sin


def forward(p):
    x = p["token_embd"][tokens]
    for i in range(L):
        n = f"blk.{i}."
        q, k, v = F.linear(rms(x, p[n + "attn_norm"]), p[n + "attn_qkv"]).split([H * DH, KV * DH, KV * DH], -1)
        q = rope(rms(q.view(B, T, H, DH).transpose(1, 2), p[n + "attn_q_norm"]))
        k = rope(rms(k.view(B, T, KV, DH).transpose(1, 2), p[n + "attn_k_norm"])).repeat_interleave(H // KV, 1)
        v = v.view(B, T, KV, DH).transpose(1, 2).repeat_interleave(H // KV, 1)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + F.linear(y.transpose(1, 2).reshape(B, T, H * DH), p[n + "attn_output"])
        gate, up = F.linear(rms(x, p[n + "ffn_norm"]), p[n + "ffn_gate_up"]).chunk(2, -1)
        x = x + F.linear(F.silu(gate) * up, p[n + "ffn_down"])
    return F.linear(rms(x, p["output_norm"]), p["token_embd"])


def loss_of(logits):
    return F.cross_entropy(logits.view(-1, V), targets.view(-1), ignore_index=-1)


logits = forward(params)
loss = loss_of(logits)
loss.backward()
out = {"param." + k: v.detach().float().clone() for k, v in params.items()}
out |= {"grad." + k: v.grad.float().clone() for k, v in params.items()}
out |= {"tokens": tokens.int(), "targets": targets.int(), "doc_start": doc_start.int(),
        "logits": logits.detach().float().clone(), "loss": loss.detach().view(1).float()}
decayed = [v for k, v in params.items() if "norm" not in k]
rest = [v for k, v in params.items() if "norm" in k]
optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0}],
                              lr=0.01, betas=(0.9, 0.95), eps=1e-8)
curve = []
for _ in range(10):
    optimizer.zero_grad()
    step_loss = loss_of(forward(params))
    step_loss.backward()
    torch.nn.utils.clip_grad_norm_(params.values(), 1.0)
    optimizer.step()
    curve.append(step_loss.item())
out["curve"] = torch.tensor(curve).float()
save_file(out, "tiny.safetensors")
