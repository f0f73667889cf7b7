"""Records what the Python package gguf makes of blocks: gguf.py FILE.gguf FILE.json

The blocks are hash bytes; scales are halves of moderate size, of both signs. The GGUF file is
written by the package too, so that its layout is the reference as well.
"""

import json
import sys

# The folder of this script has its own name on sys.path: leave it, or `import gguf` finds the script.
sys.path.pop(0)

import gguf  # noqa: E402
import numpy as np  # noqa: E402
from gguf import GGMLQuantizationType as Type  # noqa: E402
from gguf import quants  # noqa: E402

HALVES = {"Q8_0": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q4_K": [0, 2], "Q6_K": [208]}
ROWS, BLOCKS = 3, 2


def blocks(kind):
    size = gguf.GGML_QUANT_SIZES[kind][1]
    count = ROWS * BLOCKS
    random = np.random.default_rng(int(kind))
    data = random.integers(0, 256, (count, size), dtype=np.uint8)
    for at in HALVES[kind.name]:
        halves = random.normal(0, 0.05, (count, 1)).astype(np.float16)
        data[:, at : at + 2] = halves.view(np.uint8)
    return data.reshape(ROWS, BLOCKS * size)


def main(file, record):
    writer = gguf.GGUFWriter(file, "test")
    writer.add_array("test.words", ["a", "ä", ""])
    writer.add_bool("test.truth", True)
    values = {}
    for name in HALVES:
        kind = Type[name]
        data = blocks(kind)
        writer.add_tensor(name, data, raw_dtype=kind)
        values[name] = quants.dequantize(data, kind)
    halves = np.array([[0, -0.0, 6e-8, 6.1e-5, 1], [-2.5, 65504, np.inf, -np.inf, 0.1]], np.float16)
    writer.add_tensor("F16", halves)
    values["F16"] = halves.astype(np.float32)
    single = np.random.default_rng(0).normal(0, 1, (2, 7)).astype(np.float32)
    writer.add_tensor("F32", single)
    values["F32"] = single
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    out = {
        name: {"shape": list(value.shape), "bits": value.view(np.int32).ravel().tolist()}
        for name, value in values.items()
    }
    with open(record, "w") as text:
        json.dump(out, text, separators=(",", ":"))
        text.write("\n")


main(*sys.argv[1:])
