"""The cases of make_goldens.py: config.json as published checkpoints write it, the tokenizer's shape, and what to ablate.

config: written as is. Most use the spelling of checkpoints on the hub (rope_theta, rope_scaling, torch_dtype);
olmo2 uses the one of transformers 5 (rope_parameters, dtype). ablate: label -> (config key with dots, or
"weight:PART-OF-NAME"; value, None = key removed).
"""
import re

from tiny_tokenizers import CHATML, WORDS_1, WORDS_3, byte_level, sentencepiece

V_BYTES, V_SP = 288, 320


def llama_sp(**kw):
    return lambda: sentencepiece(V_SP, ["<unk>", "<s>", "</s>"], "<s>", "</s>", "<unk>", **kw)


def llama3_tok():
    return byte_level(V_BYTES, WORDS_3, ["<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>"], bos="<|begin_of_text|>",
                      eos="<|eot_id|>", add_bos=True, ignore_merges=True)


def digits_tok():
    return byte_level(V_BYTES, "digits", ["<|endoftext|>", "<|im_start|>", "<|im_end|>"], bos="<|im_start|>",
                      eos="<|im_end|>", first=True, template_=CHATML)


def qwen_tok():
    return byte_level(V_BYTES, WORDS_1, ["<|endoftext|>", "<|im_start|>", "<|im_end|>"], eos="<|im_end|>", nfc=True, add_bos=False)


def gemma_tok():
    return sentencepiece(V_SP, ["<pad>", "<eos>", "<bos>", "<unk>"], "<bos>", "<eos>", "<unk>", prefix=False)


def phi3_tok():
    return sentencepiece(V_SP, ["<unk>", "<s>", "</s>"], "<s>", "<|endoftext|>", "<unk>", add_bos=False,
                         late=["<|endoftext|>", "<|assistant|>", "<|user|>", "<|end|>"])


def exaone_tok():
    return byte_level(V_BYTES, "digits", ["[PAD]", "[BOS]", "[EOS]", "[|endofturn|]"], bos="[BOS]", eos="[|endofturn|]", first=True)


def base(arch, model_type, vocab, d, heads, kv, ff, layers, **more):
    return {"architectures": [arch], "model_type": model_type, "torch_dtype": "bfloat16", "vocab_size": vocab, "hidden_size": d,
            "intermediate_size": ff, "num_hidden_layers": layers, "num_attention_heads": heads, "num_key_value_heads": kv,
            "hidden_act": "silu", "max_position_embeddings": 64, "rms_norm_eps": 1e-5, "tie_word_embeddings": False,
            "initializer_range": 0.02, "use_cache": True} | more


LLAMA3_SCALING = {"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 16,
                  "rope_type": "llama3"}
EXAONE = {"architectures": ["ExaoneForCausalLM"], "model_type": "exaone", "torch_dtype": "bfloat16", "vocab_size": V_BYTES,
          "hidden_size": 64, "intermediate_size": 64, "num_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
          "head_dim": 16, "activation_function": "silu", "max_position_embeddings": 64, "layer_norm_epsilon": 1e-5,
          "rope_theta": 1000000, "rope_scaling": LLAMA3_SCALING, "tie_word_embeddings": True, "bos_token_id": 1,
          "eos_token_id": 3, "pad_token_id": 0, "attention_dropout": 0.0, "embed_dropout": 0.0, "use_cache": True}


def exaone_name(n):
    """Llama's tensor names -> EXAONE-3.5's. The layout is Llama's; c_fc_0 is the gate (through SiLU), c_fc_1 the up."""
    for a, b in ((r"^model\.embed_tokens", "transformer.wte"), (r"^model\.norm", "transformer.ln_f"),
                 (r"^model\.layers", "transformer.h"), (r"input_layernorm", "ln_1"), (r"post_attention_layernorm", "ln_2"),
                 (r"self_attn\.o_proj", "attn.attention.out_proj"), (r"self_attn\.", "attn.attention."),
                 (r"gate_proj", "c_fc_0"), (r"up_proj", "c_fc_1"), (r"down_proj", "c_proj")):
        n = re.sub(a, b, n)
    return n


GEMMA3 = {"hidden_activation": "gelu_pytorch_tanh", "hidden_act": None, "head_dim": 16, "rms_norm_eps": 1e-6,
          "tie_word_embeddings": True, "sliding_window": 8, "attention_bias": False, "attn_logit_softcapping": None,
          "bos_token_id": 2, "eos_token_id": 1, "pad_token_id": 0, "rope_theta": 1000000.0, "rope_local_base_freq": 10000.0}
PHI3 = {"bos_token_id": 1, "eos_token_id": 316, "pad_token_id": 316, "attention_bias": False, "rope_theta": 10000.0}
LONGROPE = {"type": "longrope", "short_factor": [1.0 + 0.02 * i for i in range(16)], "long_factor": [1.0 + 0.55 * i for i in range(16)]}
PHI4 = {"type": "longrope", "short_factor": [1.0] * 12, "long_factor": [1.0 + 1.5 * i for i in range(12)]}
LONG_RUNS = [{"n_tok": 36, "n_ctx": 64, "stepwise": False, "note": "longer than original_max_position_embeddings: long factors"},
             {"label": "short", "n_tok": 14, "n_ctx": 16, "note": "n_ctx within original_max_position_embeddings: short factors"}]
THETA = {"rope_theta": ("rope_theta", 300.0)}
NORMS = {"norm weights": ("weight:norm", 1.0)}

CASES = {
    "llama": {"about": "Llama 2: GQA, untied, SentencePiece; an eps large enough to show", "tokenizer": llama_sp(),
              "config": base("LlamaForCausalLM", "llama", V_SP, 64, 4, 2, 64, 2, rms_norm_eps=1e-3, bos_token_id=1, eos_token_id=2,
                             rope_theta=10000.0, rope_scaling=None, attention_bias=False, mlp_bias=False, pretraining_tp=1),
              "ablate": THETA | NORMS | {"eps": ("rms_norm_eps", 1e-5)}, "embed_std": 0.1},
    "llama_linear": {"about": "Llama with linear RoPE scaling, the key spelt 'type'", "tokenizer": llama_sp(),
                     "config": base("LlamaForCausalLM", "llama", V_SP, 32, 2, 1, 64, 2, bos_token_id=1, eos_token_id=2,
                                    rope_theta=10000.0, rope_scaling={"type": "linear", "factor": 4.0}),
                     "ablate": {"scaling": ("rope_scaling", None)}},
    "llama3": {"about": "Llama 3.2: llama3 RoPE scaling, tied, head_dim given, several end tokens", "tokenizer": llama3_tok,
               "config": base("LlamaForCausalLM", "llama", V_BYTES, 32, 4, 2, 64, 2, head_dim=32, tie_word_embeddings=True,
                              bos_token_id=285, eos_token_id=[286, 287], rope_theta=500000.0, rope_scaling=LLAMA3_SCALING),
               "generation": {"bos_token_id": 285, "eos_token_id": [286, 287], "do_sample": True, "temperature": 0.6, "top_p": 0.9},
               "ablate": {"scaling": ("rope_scaling", None), "low_freq": ("rope_scaling.low_freq_factor", 2.0),
                          "high_freq": ("rope_scaling.high_freq_factor", 1.5)}},
    "smollm2": {"about": "SmolLM2: Llama, tied, 3 query heads on 1 KV head", "tokenizer": digits_tok,
                "config": base("LlamaForCausalLM", "llama", V_BYTES, 96, 3, 1, 32, 2, tie_word_embeddings=True, bos_token_id=1,
                               eos_token_id=2, pad_token_id=2, rope_theta=100000, rope_scaling=None, rope_interleaved=False),
                "ablate": THETA | NORMS},
    "mistral": {"about": "Mistral: sliding window 8 in every layer, head_dim apart from d_model / n_head", "tokenizer": llama_sp(),
                "config": base("MistralForCausalLM", "mistral", V_SP, 32, 4, 2, 64, 2, head_dim=32, sliding_window=8, bos_token_id=1,
                               eos_token_id=2, rope_theta=10000.0),
                "ablate": {"window": ("sliding_window", 64), "window off by one": ("sliding_window", 9)}},
    "exaone": {"about": "EXAONE-3.5: Llama under other names (HF's class is remote code, so HF's Llama gives the logits)",
               "tokenizer": exaone_tok, "config": EXAONE, "rename": exaone_name,
               "as_llama": base("LlamaForCausalLM", "llama", V_BYTES, 64, 4, 2, 64, 2, head_dim=16, rope_theta=1000000,
                                rope_scaling=LLAMA3_SCALING, tie_word_embeddings=True),
               "ablate": {"scaling": ("rope_scaling", None)}},
    "qwen2": {"about": "Qwen2.5: biases on q, k, v; stored as F16", "tokenizer": qwen_tok, "store": "f16",
              "config": base("Qwen2ForCausalLM", "qwen2", V_BYTES, 64, 4, 2, 64, 2, rms_norm_eps=1e-6, tie_word_embeddings=True,
                             torch_dtype="float16", bos_token_id=285, eos_token_id=287, rope_theta=1000000.0, sliding_window=8,
                             max_window_layers=1, use_sliding_window=False),
              "ablate": {"q bias": ("weight:q_proj.bias", 0.0), "k bias": ("weight:k_proj.bias", 0.0),
                         "v bias": ("weight:v_proj.bias", 0.0), "window that is switched off": ("use_sliding_window", True)
                         } | THETA},
    "qwen3": {"about": "Qwen3: QK-norm, head_dim apart from d_model / n_head; two shards and an index", "tokenizer": qwen_tok,
              "shards": 2,
              "config": base("Qwen3ForCausalLM", "qwen3", V_BYTES, 32, 4, 2, 64, 2, head_dim=32, rms_norm_eps=1e-6, bos_token_id=285,
                             eos_token_id=287, rope_theta=1000000, rope_scaling=None, attention_bias=False, sliding_window=None,
                             max_window_layers=2, use_sliding_window=False),
              "ablate": {"q norm": ("weight:q_norm", 1.0), "k norm": ("weight:k_norm", 1.0)} | THETA},
    "gemma3": {"about": "Gemma 3 text (270m, 1b): five sliding layers to one global, two RoPE bases, norms before and after",
               "tokenizer": gemma_tok, "norm_plus_one": True, "embed_std": 0.1,
               "config": base("Gemma3ForCausalLM", "gemma3_text", V_SP, 32, 4, 1, 64, 7, **GEMMA3 | {
                   "query_pre_attn_scalar": 16, "final_logit_softcapping": None, "sliding_window_pattern": 6, "rope_scaling": None}),
               "ablate": THETA | {"local rope": ("rope_local_base_freq", 300.0), "window": ("sliding_window", 64),
                                  "window off by one": ("sliding_window", 9), "pattern": ("sliding_window_pattern", 3),
                                  "q norm": ("weight:q_norm", 0.0), "post norm": ("weight:post_feedforward", 0.0)}},
    "gemma3_scaled": {"about": "Gemma 3 text as in 4b–27b: linear RoPE scaling in the global layers only, its own score scale, "
                               "a cap on the logits, layer_types spelt out", "tokenizer": gemma_tok,
                      "norm_plus_one": True, "embed_std": 0.1,
                      "config": base("Gemma3ForCausalLM", "gemma3_text", V_SP, 32, 2, 1, 64, 6, **GEMMA3 | {
                          "query_pre_attn_scalar": 24, "final_logit_softcapping": 6.0, "rope_scaling": {"factor": 8.0, "rope_type": "linear"},
                          "layer_types": ["sliding_attention"] * 5 + ["full_attention"]}),
                      "ablate": {"score scale": ("query_pre_attn_scalar", 16), "cap": ("final_logit_softcapping", None),
                                 "scaling": ("rope_scaling", None)}},
    "gemma2": {"about": "Gemma 2: every second layer sliding, caps on scores and logits", "tokenizer": gemma_tok,
               "norm_plus_one": True, "embed_std": 0.1,
               "config": base("Gemma2ForCausalLM", "gemma2", V_SP, 32, 2, 1, 64, 3, **GEMMA3 | {
                   "head_dim": 32, "query_pre_attn_scalar": 24, "final_logit_softcapping": 6.0, "attn_logit_softcapping": 2.0,
                   "rope_theta": 10000.0, "rope_local_base_freq": None}),
               "ablate": THETA | {"score scale": ("query_pre_attn_scalar", 32), "cap": ("final_logit_softcapping", 100.0),
                                  "score cap": ("attn_logit_softcapping", 100.0), "window": ("sliding_window", 64)}},
    "phi3": {"about": "Phi-3 mini 4k: fused qkv and gate+up, sliding window", "tokenizer": phi3_tok,
             "config": base("Phi3ForCausalLM", "phi3", V_SP, 64, 2, 2, 32, 2, **PHI3, sliding_window=9, rope_scaling=None,
                            original_max_position_embeddings=64),
             "ablate": THETA | {"window": ("sliding_window", 64)}},
    "phi3_longrope": {"about": "Phi-3 mini 128k: longrope with short and long factors", "tokenizer": phi3_tok,
                      "config": base("Phi3ForCausalLM", "phi3", V_SP, 64, 2, 2, 32, 2, **PHI3, sliding_window=64,
                                     rope_scaling=LONGROPE, original_max_position_embeddings=16),
                      "runs": LONG_RUNS, "ablate": {"scaling": ("rope_scaling", None), "factor": ("max_position_embeddings", 32)}},
    "phi4_mini": {"about": "Phi-4 mini: GQA, tied, RoPE on three quarters of a head, longrope", "tokenizer": phi3_tok,
                  "config": base("Phi3ForCausalLM", "phi3", V_SP, 64, 2, 1, 32, 2, **PHI3, sliding_window=64, rope_scaling=PHI4,
                                 tie_word_embeddings=True, partial_rotary_factor=0.75, original_max_position_embeddings=16),
                  "runs": LONG_RUNS, "ablate": {"long factors": ("rope_scaling.long_factor", [1.0] * 12)}},
    "smollm3": {"about": "SmolLM3: every fourth layer without RoPE, tied", "tokenizer": llama3_tok,
                "config": base("SmolLM3ForCausalLM", "smollm3", V_BYTES, 32, 2, 1, 64, 5, rms_norm_eps=1e-6, tie_word_embeddings=True,
                               bos_token_id=285, eos_token_id=287, pad_token_id=286, rope_theta=5000000.0, rope_scaling=None,
                               no_rope_layers=[1, 1, 1, 0, 1], no_rope_layer_interval=4, use_sliding_window=False, sliding_window=None,
                               attention_bias=False, mlp_bias=False),
                "ablate": {"rope-free layer": ("no_rope_layers", [1] * 5)} | THETA},
    "granite": {"about": "Granite 3: multipliers on embedding, scores, residuals and logits; stored as F32", "tokenizer": digits_tok,
                "store": "f32",
                "config": base("GraniteForCausalLM", "granite", V_BYTES, 32, 2, 1, 64, 2, tie_word_embeddings=True, torch_dtype="float32",
                               bos_token_id=0, eos_token_id=0, pad_token_id=0, rope_theta=10000.0, rope_scaling=None,
                               attention_bias=False, mlp_bias=False, embedding_multiplier=12.0, attention_multiplier=0.125,
                               residual_multiplier=0.22, logits_scaling=8.0),
                "ablate": {m: (m, 1.0) for m in ("embedding_multiplier", "attention_multiplier", "residual_multiplier",
                                                 "logits_scaling")}},
    "olmo2": {"about": "OLMo 2: norms after attention and MLP only, QK-norm over all heads at once", "tokenizer": lambda: byte_level(
                  V_BYTES, WORDS_3, ["<|endoftext|>", "<|pad|>"], bos="<|endoftext|>", eos="<|endoftext|>"),
              "config": {k: v for k, v in base("Olmo2ForCausalLM", "olmo2", V_BYTES, 64, 4, 2, 32, 2, rms_norm_eps=1e-6,
                                               dtype="bfloat16", eos_token_id=286, pad_token_id=287, attention_bias=False,
                                               rope_parameters={"rope_theta": 500000.0, "rope_type": "default"}).items()
                         if k != "torch_dtype"},
              "ablate": NORMS | {"k norm": ("weight:k_norm", 1.0), "rope_theta": ("rope_parameters.rope_theta", 300.0)}},
}
for _case in CASES.values():  # keys set to None above are absent in published files too, but for those that say null
    _case["config"] = {k: v for k, v in _case["config"].items() if v is not None or k in ("rope_scaling", "sliding_window",
                       "final_logit_softcapping", "attn_logit_softcapping")}
