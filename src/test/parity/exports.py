"""Loads what ExportsTest saved as other tools would, and compares logits with Sparing's.

    python src/test/parity/exports.py target/exports
"""

import json
import pathlib
import sys

import peft
import safetensors
import safetensors.torch
import torch
import transformers

FOLDER = pathlib.Path(sys.argv[1])
RECORDED = json.loads((FOLDER / "logits.json").read_text())


def tensor(name):
    return torch.tensor(RECORDED[name]).reshape(RECORDED["rows"], -1)


IDS, TYPES, MASK = tensor("ids"), tensor("types"), tensor("mask")


def bert(name):
    folder = FOLDER / name / "huggingface"
    model, report = transformers.BertModel.from_pretrained(
        folder, add_pooling_layer=False, output_loading_info=True
    )
    assert not report["missing_keys"] and not report["mismatched_keys"], report
    return model.eval()


def logits(encoder, head):
    states = encoder(input_ids=IDS, token_type_ids=TYPES, attention_mask=MASK).last_hidden_state
    pooled = (states * MASK.unsqueeze(-1)).sum(1) / MASK.sum(1, keepdim=True)
    return torch.nn.functional.linear(pooled, head["classifier.weight"], head["classifier.bias"])


def merged(name):
    folder = FOLDER / name / "huggingface"
    return logits(bert(name), safetensors.torch.load_file(folder / "model.safetensors"))


def adapter(name):
    folder = FOLDER / name / "peft"
    model = peft.PeftModel.from_pretrained(bert("base"), folder)
    saved = safetensors.torch.load_file(folder / "adapter_model.safetensors")
    loaded = peft.get_peft_model_state_dict(model)
    assert saved.keys() == loaded.keys(), (saved.keys(), loaded.keys())
    return logits(model.eval(), safetensors.torch.load_file(folder / "classifier.safetensors"))


def script(name):
    return torch.jit.load(FOLDER / name / "torchscript" / "model.pt")(IDS, TYPES, MASK)


CHECKS = {
    "huggingface, nothing trained but the head": ("base", lambda: merged("base")),
    "huggingface, LoRA merged": ("lora", lambda: merged("lora")),
    "peft, LoRA on that base": ("lora", lambda: adapter("lora")),
    "peft, DoRA on that base": ("dora", lambda: adapter("dora")),
    "huggingface, DoRA merged": ("dora", lambda: merged("dora")),
    "torchscript, LoRA merged": ("lora", lambda: script("lora")),
    "torchscript, adapter in int8": ("adapter-int8", lambda: script("adapter-int8")),
}

for module in (torch, transformers, peft, safetensors):
    print(module.__name__, module.__version__)
with torch.no_grad():
    distance = (merged("base") - merged("lora")).abs().max().item()
    print(f"LoRA moves the logits by up to {distance:.2g}")
    for title, (name, compute) in CHECKS.items():
        expected = torch.tensor(RECORDED["logits"][name]).reshape(RECORDED["rows"], -1)
        difference = (compute() - expected).abs().max().item()
        print(f"{title}: {difference:.1e}")
        assert difference <= 1e-4, title
