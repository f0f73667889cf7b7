"""Records the hidden states that transformers gives for a tiny random encoder of each architecture.

Weights and ids come from strategies.py's formula of a weight's name in the file, which TinyFolder.java
repeats, so that no weight file is needed. See README.md for the command.
"""

import importlib.util
import json
import pathlib
import sys

import torch
import transformers

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 16, 2, 2, 32, 60, 40
LENGTHS, WIDTH = [7, 5, 4], 7
FARTHEST = 150


def formulas():
    """strategies.py's functions, without what it does when run."""
    source = (pathlib.Path(__file__).parent / "strategies.py").read_text()
    source = source.replace("import peft\n", "").rsplit("\nmain(sys.argv[1])", 1)[0]
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("formulas", None))
    exec(source, module.__dict__)
    return module


FORMULAS = formulas()


def bert():
    sizes = dict(hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=HEADS)
    return transformers.BertModel, transformers.BertConfig(
        vocab_size=VOCABULARY, intermediate_size=INNER, max_position_embeddings=POSITIONS, **sizes
    )


def distilbert():
    return transformers.DistilBertModel, transformers.DistilBertConfig(
        vocab_size=VOCABULARY,
        dim=HIDDEN,
        n_layers=LAYERS,
        n_heads=HEADS,
        hidden_dim=INNER,
        max_position_embeddings=POSITIONS,
    )


def roberta():
    sizes = dict(hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=HEADS)
    return transformers.RobertaModel, transformers.RobertaConfig(
        vocab_size=VOCABULARY,
        intermediate_size=INNER,
        max_position_embeddings=POSITIONS,
        type_vocab_size=1,
        layer_norm_eps=1e-5,
        pad_token_id=1,
        **sizes,
    )


def electra():
    sizes = dict(hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=HEADS)
    return transformers.ElectraModel, transformers.ElectraConfig(
        vocab_size=VOCABULARY,
        embedding_size=HIDDEN // 2,
        intermediate_size=INNER,
        max_position_embeddings=POSITIONS,
        **sizes,
    )


def xlm_roberta():
    sizes = dict(hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=HEADS)
    return transformers.XLMRobertaModel, transformers.XLMRobertaConfig(
        vocab_size=VOCABULARY,
        intermediate_size=INNER,
        max_position_embeddings=POSITIONS,
        type_vocab_size=1,
        layer_norm_eps=1e-5,
        pad_token_id=1,
        **sizes,
    )


def mpnet():
    sizes = dict(hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=HEADS)
    return transformers.MPNetModel, transformers.MPNetConfig(
        vocab_size=VOCABULARY,
        intermediate_size=INNER,
        max_position_embeddings=POSITIONS,
        layer_norm_eps=1e-5,
        **sizes,
    )


def record(make):
    kind, config = make()
    config._attn_implementation = "eager"
    model = kind(config).eval()
    with torch.no_grad():
        for weight, parameter in model.named_parameters():
            parameter.copy_(FORMULAS.formula(weight, parameter.shape))
    mask = torch.tensor([[1 if t < n else 0 for t in range(WIDTH)] for n in LENGTHS])
    ids = 2 + FORMULAS.whole_numbers("ids", VOCABULARY - 2)  # neither padding id
    ids = ids * mask + config.pad_token_id * (1 - mask)
    inputs = {"input_ids": ids, "attention_mask": mask}
    if getattr(config, "type_vocab_size", 1) == 2:
        inputs["token_type_ids"] = FORMULAS.whole_numbers("types", 2)
    with torch.no_grad():
        states = model(**inputs).last_hidden_state
    buckets = {}
    if config.model_type == "mpnet":
        apart = torch.arange(FARTHEST + 1) - FARTHEST  # of tokens before the last of a text
        buckets = {"buckets": model.encoder.relative_position_bucket(apart).tolist()}
    return buckets | {
        "architecture": config.model_type,
        "config": json.loads(config.to_json_string(use_diff=False)),
        "ids": ids.flatten().tolist(),
        "states": [FORMULAS.digits(x) for x in states.flatten()],
    }


def main(target):
    recorded = {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "cases": [record(f) for f in (bert, distilbert, roberta, electra, xlm_roberta, mpnet)],
    }
    with open(target, "w") as out:
        json.dump(recorded, out, separators=(",", ":"))
        out.write("\n")


main(sys.argv[1])
