"""Records what Hugging Face gives for a tiny BERT: logits, loss and every gradient of each strategy.

Weights, inputs and labels come from a formula of a tensor's name and an element's flat index, which
TinyBert.java repeats exactly, so that no weight file is needed. Gradients are named by Sparing's
parameter paths. See README.md for the command.
"""

import json
import sys
import zlib

import numpy
import peft
import torch
import transformers

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS, CLASSES = 16, 2, 2, 32, 40, 32, 3
LENGTHS, WIDTH = [7, 5, 4], 7
WHOLE, STRIDED = 256, 64
TARGETS = {"query": "attention.self.query", "value": "attention.self.value"}


def hashes(name, count):
    """A 32-bit hash of each flat index."""
    mask = 0xFFFFFFFF
    seed = zlib.crc32(name.encode())
    for i in range(count):
        x = (i * 2654435761 + seed) & mask
        x = ((x ^ (x >> 15)) * 2246822519) & mask
        x = ((x ^ (x >> 13)) * 3266489917) & mask
        yield x ^ (x >> 16)


def formula(name, shape):
    """Values spread evenly about 0, or about 1 for what multiplies."""
    count = int(numpy.prod(shape))
    even = numpy.array([x / 2147483648.0 - 1 for x in hashes(name, count)])
    if name.endswith("ia3_l"):
        values = 1 + 0.5 * even
    elif name.endswith("LayerNorm.weight"):
        values = 1 + 0.25 * even
    elif name.endswith("bias"):
        values = 0.25 * even
    else:
        values = 0.5 * even
    return torch.tensor(values.astype(numpy.float32)).reshape(shape)


def whole_numbers(name, modulus):
    count = len(LENGTHS) * WIDTH
    return torch.tensor([x % modulus for x in hashes(name, count)]).reshape(len(LENGTHS), WIDTH)


def inputs():
    mask = torch.tensor([[1 if t < n else 0 for t in range(WIDTH)] for n in LENGTHS])
    return {
        "input_ids": (1 + whole_numbers("ids", VOCABULARY - 1)) * mask,  # 0 pads
        "token_type_ids": whole_numbers("types", 2),
        "attention_mask": mask,
    }


def bert():
    config = transformers.BertConfig(
        vocab_size=VOCABULARY,
        hidden_size=HIDDEN,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=INNER,
        max_position_embeddings=POSITIONS,
        hidden_act="gelu",
        layer_norm_eps=1e-12,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    model = transformers.BertModel(config, add_pooling_layer=False)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(formula(name, parameter.shape))
            parameter.requires_grad_(False)
    return model


class Run:
    """A model, the tokens put before the text, and what is trained by Sparing's paths."""

    def __init__(self, model, skipped=0):
        self.model, self.skipped = model, skipped
        self.trained = {}
        self.head = torch.nn.Linear(HIDDEN, CLASSES)
        self.add("classifier.weight", self.head.weight)
        self.add("classifier.bias", self.head.bias)

    def keep(self, path, parameter):
        """Trains a pretrained parameter."""
        self.trained[path] = parameter.requires_grad_(True)

    def add(self, path, parameter):
        """Trains an added parameter, which first gets the formula's values."""
        with torch.no_grad():
            parameter.copy_(formula(path, parameter.shape))
        self.keep(path, parameter)

    def record(self, name, pooling):
        data = inputs()
        mask = data["attention_mask"]
        labels = torch.tensor([row % CLASSES for row in range(len(LENGTHS))])
        answer = self.model(**data)
        states = answer.logits[:, self.skipped :] if self.skipped else answer.last_hidden_state
        if pooling == "mean":
            pooled = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        else:
            pooled = states[:, 0]
        logits = self.head(pooled)
        loss = torch.nn.functional.cross_entropy(logits, labels)
        found = torch.autograd.grad(loss, list(self.trained.values()))
        return {
            "name": name,
            "pooling": pooling,
            "loss": digits(loss),
            "logits": [digits(x) for x in logits.flatten()],
            "gradients": {path: summary(g) for path, g in sorted(zip(self.trained, found))},
        }


def digits(x):
    return float(f"{x.item():.8g}")


def summary(gradient):
    flat = gradient.flatten()
    if len(flat) <= WHOLE:
        return {"values": [digits(x) for x in flat]}
    stride = len(flat) // STRIDED
    return {
        "norm": digits(flat.double().norm()),
        "sum": digits(flat.double().sum()),
        "stride": stride,
        "values": [digits(x) for x in flat[::stride][:STRIDED]],
    }


def full():
    run = Run(bert())
    for name, parameter in run.model.named_parameters():
        run.keep("bert." + name, parameter)
    return run


def bitfit():
    run = Run(bert())
    for name, parameter in run.model.named_parameters():
        if name.endswith("bias"):
            run.keep("bert." + name, parameter)
    return run


def ln_tuning():
    config = peft.LNTuningConfig(target_modules=["LayerNorm"])
    run = Run(peft.get_peft_model(bert(), config))
    for name, parameter in run.model.named_parameters():
        if "ln_tuning_layers" in name:
            path = name.replace("base_model.model.", "bert.").replace(".ln_tuning_layers.default", "")
            run.keep(path, parameter)
    return run


def lora(frozen=(), **more):
    def make():
        config = peft.LoraConfig(
            r=2, lora_alpha=4, target_modules=list(TARGETS), lora_dropout=0.0, **more
        )
        run = Run(peft.get_peft_model(bert(), config))
        weights = dict(run.model.named_parameters())
        for name, parameter in weights.items():
            if "lora_magnitude_vector" in name:
                # Sparing trains what is added to the rows' lengths, which has the same gradient.
                layer = name[: name.index(".lora_")]
                path = layer.replace("base_model.model.", "bert.") + ".lora_magnitude"
                run.add(path, parameter)
                with torch.no_grad():
                    parameter += weights[layer + ".base_layer.weight"].norm(dim=1)
            elif "lora_" in name:
                path = name.replace("base_model.model.", "bert.").replace(".default.weight", "")
                run.add(path, parameter)
                if path.endswith(frozen):
                    parameter.requires_grad_(False)
                    del run.trained[path]
        return run

    return make


def vera():
    config = peft.VeraConfig(r=4, target_modules=list(TARGETS), vera_dropout=0.0)
    run = Run(peft.get_peft_model(bert(), config))
    for name, parameter in run.model.named_parameters():
        if "vera_lambda" in name:
            run.add(name.replace("base_model.model.", "bert.").replace(".default", ""), parameter)
    for name in ("vera_A", "vera_B"):
        factor = getattr(run.model.base_model, name)["default"]
        factor.copy_(formula(name, factor.shape))
    return run


def ia3():
    # Named by layer, since PEFT's default for BERT takes "output.dense" of the attention too,
    # which the paper does not scale.
    feed_forward = r".*layer\.\d+\.output\.dense"
    config = peft.IA3Config(
        target_modules=r".*\.(key|value)|" + feed_forward, feedforward_modules=feed_forward
    )
    run = Run(peft.get_peft_model(bert(), config))
    for name, parameter in run.model.named_parameters():
        if "ia3_l" in name:
            run.add(name.replace("base_model.model.", "bert.").replace(".default", ""), parameter)
    return run


def prompt():
    # PEFT passes token types on for classifiers only (it gives the prompt's places type 0). This
    # one classifies tokens with the identity, so that its logits are the hidden states.
    model = transformers.BertForTokenClassification(bert().config)
    model.bert, model.classifier = bert(), torch.nn.Identity()
    config = peft.PromptTuningConfig(task_type="TOKEN_CLS", num_virtual_tokens=3)
    run = Run(peft.get_peft_model(model, config), skipped=3)
    run.add("bert.embeddings.prompt", run.model.prompt_encoder["default"].embedding.weight)
    return run


class HoulsbySublayer(torch.nn.Module):
    """Houlsby et al., 2019, figure 2: the bottleneck, with its own skip, before the residual."""

    def __init__(self, output, down, up):
        super().__init__()
        self.output, self.down, self.up = output, down, up

    def forward(self, hidden, residual):
        h = self.output.dense(hidden)
        h = h + self.up(torch.relu(self.down(h)))
        return self.output.LayerNorm(h + residual)


class PfeifferSublayer(torch.nn.Module):
    """Pfeiffer et al., 2020 (MAD-X, equation 1; AdapterHub's SeqBnConfig): the bottleneck takes the
    normed sum, its skip is the feed-forward's own output, and the norm is applied again."""

    def __init__(self, output, down, up):
        super().__init__()
        self.output, self.down, self.up = output, down, up

    def forward(self, hidden, residual):
        h = self.output.dense(hidden)
        normed = self.output.LayerNorm(h + residual)
        h = h + self.up(torch.relu(self.down(normed)))
        return self.output.LayerNorm(h + residual)


def adapter(kind, wheres, infix):
    def make():
        run = Run(bert())
        for number, layer in enumerate(run.model.encoder.layer):
            for where in wheres:
                down, up = torch.nn.Linear(HIDDEN, HIDDEN // 4), torch.nn.Linear(HIDDEN // 4, HIDDEN)
                owner = layer.get_submodule(where) if where else layer
                owner.output = kind(owner.output, down, up)
                place = f"bert.encoder.layer.{number}.{where + '.' if where else ''}output{infix}"
                for name, linear in (("down", down), ("up", up)):
                    run.add(f"{place}.{name}.weight", linear.weight)
                    run.add(f"{place}.{name}.bias", linear.bias)
        return run

    return make


CASES = {
    "full": full,
    "lora": lora(),
    "bitfit": bitfit,
    "adapter-pfeiffer": adapter(PfeifferSublayer, [""], ""),
    "adapter-houlsby": adapter(HoulsbySublayer, ["attention", ""], ".dense"),
    "prompt": prompt,
    "ia3": ia3,
    "ln-tuning": ln_tuning,
    "vera": vera,
    "lora-fa": lora(frozen=(".lora_A",)),
    "lora dora": lora(use_dora=True),
}


def main(target):
    torch.manual_seed(0)
    cases = [make().record(name, "mean") for name, make in CASES.items()]
    cases += [CASES[name]().record(name, "cls") for name in ("full", "lora", "prompt")]
    recorded = {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "peft": peft.__version__,
        "cases": cases,
    }
    with open(target, "w") as out:
        json.dump(recorded, out, separators=(",", ":"))
        out.write("\n")


main(sys.argv[1])
