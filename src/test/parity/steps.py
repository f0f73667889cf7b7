"""Times the optimizer steps of StepBench with Hugging Face: same shapes, same arithmetic.

Arguments: cpu or gpu, the steps to time, then cases such as full:bf16:6x384:32x64.
In bf16 and fp16 the reference computes under autocast with fp32 masters, as Sparing does; a case
that ends in ":pure" holds the model itself in the format, without masters.
"""

import json
import sys
import time

import torch
import torch.nn.functional as F
from transformers import BertConfig, BertModel

WARM_UPS, CLASSES = 5, 8
DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


class Classifier(torch.nn.Module):
    def __init__(self, encoder, hidden):
        super().__init__()
        self.encoder = encoder
        self.classifier = torch.nn.Linear(hidden, CLASSES)

    def forward(self, ids, types, mask):
        x = self.encoder(ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        keep = mask.unsqueeze(-1)
        return self.classifier((x * keep).sum(1) / keep.sum(1))


def build(strategy, layers, hidden):
    config = BertConfig(
        vocab_size=30522, hidden_size=hidden, num_hidden_layers=layers,
        num_attention_heads=hidden // (32 if hidden == 384 else 64), intermediate_size=4 * hidden,
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, attn_implementation="sdpa")
    encoder = BertModel(config, add_pooling_layer=False)
    if strategy == "lora":
        from peft import LoraConfig, get_peft_model
        encoder = get_peft_model(
            encoder, LoraConfig(r=8, lora_alpha=16, target_modules=["query", "value"]))
    return Classifier(encoder, hidden)


def run(case, device, steps):
    strategy, form, shape, batch, *pure = case.split(":")
    layers, hidden = map(int, shape.split("x"))
    rows, tokens = map(int, batch.split("x"))
    torch.manual_seed(1)
    model = build(strategy, layers, hidden).to(device).train()
    if pure:
        model = model.to(DTYPES[form])
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=1e-4, weight_decay=0.01, fused=True)
    half = form != "fp32" and not pure
    scaler = torch.amp.GradScaler(device, enabled=form == "fp16" and not pure)
    ids = torch.randint(1000, 30000, (rows, tokens))
    types, mask = torch.zeros_like(ids), torch.ones_like(ids)
    labels = torch.randint(0, CLASSES, (rows,))
    millis = []
    for step in range(WARM_UPS + steps):
        if device == "cuda":
            torch.cuda.synchronize()
        start = time.perf_counter()
        inputs = [t.to(device) for t in (ids, types, mask, labels)]
        with torch.autocast(device, DTYPES[form], enabled=half):
            logits = model(*inputs[:3])
            loss = F.cross_entropy(logits.float(), inputs[3])
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0, foreach=True)
        scaler.step(optimizer)
        scaler.update()
        optimizer.zero_grad(set_to_none=True)
        loss.item()
        if step >= WARM_UPS:
            millis.append(round((time.perf_counter() - start) * 1e3, 3))
    return millis


def main():
    device = "cuda" if sys.argv[1] == "gpu" else "cpu"
    for case in sys.argv[3:]:
        print(json.dumps({"peer": "huggingface", "case": case,
                          "millis": run(case, device, int(sys.argv[2]))}), flush=True)


main()
