"""Compares what a sweep saved of a qlora trial with PEFT on the base in 4 bits and in full precision.

    python src/test/parity/qlora.py BASE TRIAL

BASE and TRIAL are folders of saved models: that of a linear-probe trial, saved as huggingface, and that of a qlora
trial of the same model, saved as peft and torchscript.
"""

import pathlib
import sys

import bitsandbytes
import peft
import safetensors.torch
import torch
import transformers

BASE, TRIAL = (pathlib.Path(argument) for argument in sys.argv[1:])
TEXTS = ["a small furry animal", "to move quickly on foot", "a large body of salt water"]
FOUR_BITS = transformers.BitsAndBytesConfig(
    load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True
)


def adapted(plain_kernel=True, **settings):
    base = transformers.BertModel.from_pretrained(
        BASE / "huggingface", add_pooling_layer=False, **settings
    )
    for module in base.modules():
        if plain_kernel and isinstance(module, bitsandbytes.nn.Linear4bit):
            module.support_avx512bf16_for_cpu = False  # that kernel computes in bf16
    return peft.PeftModel.from_pretrained(base, TRIAL / "peft").eval()


def logits(encoder, inputs):
    states, mask = encoder(**inputs).last_hidden_state, inputs["attention_mask"]
    pooled = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
    head = safetensors.torch.load_file(TRIAL / "peft" / "classifier.safetensors")
    return torch.nn.functional.linear(pooled, head["classifier.weight"], head["classifier.bias"])


with torch.no_grad():
    tokenizer = transformers.AutoTokenizer.from_pretrained(BASE / "huggingface")
    inputs = tokenizer(TEXTS, padding=True, return_tensors="pt")
    script = torch.jit.load(TRIAL / "torchscript" / "model.pt")
    expected = script(inputs["input_ids"], inputs["token_type_ids"], inputs["attention_mask"])
    print(f"logits reach {expected.abs().max().item():.2g}")
    for title, model in {
        "4 bits, fp32": adapted(quantization_config=FOUR_BITS),
        "4 bits, this processor's kernel": adapted(False, quantization_config=FOUR_BITS),
        "full precision": adapted(),
    }.items():
        print(f"{title}: {(logits(model, inputs) - expected).abs().max().item():.1e}")
