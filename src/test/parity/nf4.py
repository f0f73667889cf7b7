"""Records what bitsandbytes makes of a matrix: src/test/resources/io/sparing/quant/nf4.json.

    python src/test/parity/nf4.py > src/test/resources/io/sparing/quant/nf4.json

Needs bitsandbytes and torch; a CPU is enough. The matrix is a formula that Nf4ParityTest repeats.
bitsandbytes' CPU kernel for the 8-bit code takes the second nearest of 256 values where two are
within 1e-4 of being equally near; its other backends take the nearest. The matrix avoids these.
"""

import base64
import json

import bitsandbytes
import bitsandbytes.functional as functional
import numpy
import torch

ROWS, COLUMNS, STRIDE = 40, 448, 7


def matrix():
    i = numpy.arange(ROWS * COLUMNS, dtype=numpy.int64)
    value = ((i * 7919 + 13) % 2003 - 1001) / 1001.0
    scale = (1 + (i // 64 * 37) % 97) / 512.0
    return torch.from_numpy((value * value * value * scale).astype(numpy.float32)).view(ROWS, COLUMNS)


def text(tensor):
    return base64.b64encode(tensor.contiguous().numpy().tobytes()).decode()


packed, state = functional.quantize_4bit(
    matrix(), blocksize=64, compress_statistics=True, quant_type="nf4"
)
values = functional.dequantize_4bit(packed, state).reshape(-1)
near = functional.create_dynamic_map()
left = state.state2.absmax.repeat_interleave(256)[: state.absmax.numel()]
left = (matrix().reshape(-1, 64).abs().amax(1) - state.offset) / left
assert torch.equal((left[:, None] - near).abs().argmin(1).to(torch.uint8), state.absmax)
print(
    json.dumps(
        {
            "source": "bitsandbytes " + bitsandbytes.__version__,
            "rows": ROWS,
            "columns": COLUMNS,
            "code": text(state.code),
            "packed": text(packed),
            "absmax_codes": text(state.absmax),
            "absmax_code": text(functional.create_dynamic_map()),
            "absmax_scales": text(state.state2.absmax),
            "offset": float(state.offset),
            "stride": STRIDE,
            "every_stride_value": text(values[::STRIDE]),
        },
        indent=1,
    )
)
