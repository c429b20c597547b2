#!/usr/bin/python3
"""How far the program and the Python peer are apart on one recording: compare.py COLLUM.json PEER.json [TRUTH.json]."""
import json
import sys

collum, peer = (json.load(open(p, encoding="utf-8")) for p in sys.argv[1:3])
muscles = {m["label"]: m for m in collum["muscles"]}


def worst(what, own, other, relative=True):
    pairs = [(abs(own[k] - other[k]) / (abs(other[k]) if relative else 1), k) for k in other if own.get(k) is not None]
    size, where = max(pairs)
    print(f"{what:34} largest difference {size:.2e}{' of the value' if relative else ''} ({where})")


worst("RMS in the posture", {k: m["rms_uv"] for k, m in muscles.items()}, peer["rms_uv"])
worst("drive, % of maximum", {k: m["d_percent_mvc"] for k, m in muscles.items()}, peer["d_percent_mvc"], relative=False)
worst("CDF10", {k: m["cdf10"] for k, m in muscles.items()}, peer["cdf10"], relative=False)
worst("coherence, 4 to 7 Hz", {f'{p["a"]} {p["b"]}': p["value"] for p in collum["coherence"]}, peer["coherence"], relative=False)
if "turns_per_s" in peer:
    worst("turns/s", {k: m["turns_per_s"] for k, m in muscles.items()}, peer["turns_per_s"], relative=False)
print(f"limit {collum['coherence'][0]['limit']:.5f} and {peer['limit']:.5f}; segments {collum['segments']} and {peer['segments']}")
print("first four:", [m["label"] for m in collum["muscles"][:4]], peer["order"][:4])
print("significant:", [(p["a"], p["b"]) for p in collum["coherence"] if p["significant"]], peer["significant"])

if len(sys.argv) > 3:
    truth = json.load(open(sys.argv[3], encoding="utf-8"))["heart_beats_s"]
    for name, beats in (("collum", collum["heart_beat_times_s"]), ("peer", peer["heart_beat_times_s"])):
        found = [min((abs(b - t), b - t) for b in beats) for t in truth]
        hit = [d for a, d in found if a < 0.03]
        mean = sum(hit) / max(1, len(hit))
        spread = (sum((d - mean) ** 2 for d in hit) / max(1, len(hit))) ** 0.5
        print(f"{name}: {len(hit)} of {len(truth)} beats within 30 ms, {len(beats) - len(hit)} that are none; late by {1000 * mean:.2f} ms, spread {1000 * spread:.2f} ms")
