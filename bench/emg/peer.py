#!/usr/bin/python3
"""The same ranking as a good Python pipeline would do it: MNE reads, SciPy filters, NumPy does the rest, all channels at once.

peer.py FILE.edf OUT.json: beats, amplitudes and coherence of the posture, to be compared with `collum emg rank --json`.
With --like COLLUM.json heart beats are left in and hum is taken out where that answer (made with --ecg none) took it out, and turns are counted:
then nothing but arithmetic differs.
Needs Debian's python3-mne and python3-scipy.
"""
import json
import sys

import mne
import numpy as np
from scipy import signal

mne.set_log_level("ERROR")


def phases(raw):
    kinds = {"mvc": [], "neutral": [], "midline": [], "posture": []}
    for a in raw.annotations:
        text = a["description"].lower()
        kind = next((k for k in ("mvc", "neutral", "midline", "geste") if text.startswith(k)), "posture")
        if kind in kinds:
            kinds[kind].append((text, a["onset"], a["onset"] + a["duration"]))
    return kinds


def heart_beats(x, fs):
    """R peaks in the spikiest channel, 5 to 35 Hz."""
    step = max(1, round(fs / 250))
    slow = signal.decimate(x, step, ftype="fir", axis=1)
    slow = signal.sosfiltfilt(signal.butter(2, [5, 35], "bandpass", fs=fs / step, output="sos"), slow, axis=1)
    second = int(fs / step)
    cut = abs(slow[:, : slow.shape[1] // second * second]).reshape(len(x), -1, second)
    best = int(np.argmax(np.median(cut.max(axis=2) / np.median(cut, axis=2), axis=1)))
    y, usual = slow[best], np.median(cut[best].max(axis=1))
    y = y * (1 if np.median(y.max()) >= 0 and np.sum(y > 0.6 * usual) >= np.sum(y < -0.6 * usual) else -1)
    peaks, _ = signal.find_peaks(y, height=0.5 * usual, distance=int(0.4 * fs / step))
    # To the sample: the steepest channel around each coarse peak at the full rate.
    fine = signal.sosfiltfilt(signal.butter(2, [5, 35], "bandpass", fs=fs, output="sos"), x[best]) * np.sign(slow[best][peaks].mean())
    reach = 2 * step
    return np.array([p * step - reach + int(np.argmax(fine[p * step - reach : p * step + reach])) for p in peaks if reach <= p * step < len(fine) - reach])


def remove_beats(x, beats, fs):
    """Median template from the quietest third of beats of each channel, one least-squares size a beat."""
    before, after = int(0.1 * fs), int(0.4 * fs)
    inside = beats[(beats >= before) & (beats + after <= x.shape[1])]
    index = inside[:, None] + np.arange(-before, after)
    for c in range(x.shape[0]):
        windows = x[c][index]
        loud = np.sum(np.diff(windows, axis=1) ** 2, axis=1)
        quiet = np.argsort(loud)[: max(4, len(loud) // 3)]
        template = np.median(windows[quiet] - windows[quiet].mean(axis=1, keepdims=True), axis=0)
        if np.ptp(template) < 15:
            continue
        size = np.clip(windows @ template / (template @ template), 0.7, 1.3)
        np.subtract.at(x[c], index, size[:, None] * template)


def mains(x, fs):
    f, p = signal.welch(x, fs, nperseg=2048, axis=1)
    found = []
    for base in (50, 60):
        for hz in range(base, 251, base):
            near = (abs(f - hz) < 5) & (abs(f - hz) > 2)
            found += [(c, hz) for c in range(len(x)) if p[c, abs(f - hz) <= 1].max() > 5 * np.median(p[c, near])]
    return found


def windows_of(x, spans, fs, width=0.25):
    n = int(round(width * fs))
    parts = [x[:, int(np.ceil(a * fs)) : int(np.floor(b * fs))] for _, a, b in spans]
    return [p[:, : p.shape[1] // n * n].reshape(len(x), -1, n) for p in parts]


def turns(x, threshold=100.0):
    """Samples at which a reversal of more than the threshold is confirmed."""
    at, up, extreme = [], True, x[0]
    for i, v in enumerate(x):
        if up:
            if v > extreme:
                extreme = v
            elif extreme - v > threshold:
                at.append(i)
                up, extreme = False, v
        elif v < extreme:
            extreme = v
        elif v - extreme > threshold:
            at.append(i)
            up, extreme = True, v
    return np.array(at, dtype=int)


def turns_per_s(x, spans, fs, width=0.25):
    n = int(round(width * fs))
    counts = []
    for _, a, b in spans:
        first, last = int(np.ceil(a * fs)), int(np.floor(b * fs))
        at = turns(x[max(0, first - 4 * n) : last]) - (first - max(0, first - 4 * n))
        counts.append(np.bincount(at[at >= 0] // n, minlength=(last - first) // n)[: (last - first) // n])
    return float(np.median(np.concatenate(counts)) / width)


def coherence(x, spans, fs, n=2048):
    taper = signal.get_window("hann", n)
    sxy, segments = None, 0
    for _, a, b in spans:
        part = np.abs(x[:, int(np.ceil(a * fs)) : int(np.floor(b * fs))])
        part = part[:, : part.shape[1] // n * n].reshape(len(x), -1, n)
        part = (part - part.mean(axis=2, keepdims=True)) * taper
        spectrum = np.fft.rfft(part, axis=2)[:, :, :32]
        cross = np.einsum("ilk,jlk->ijk", spectrum, spectrum.conj())
        sxy = cross if sxy is None else sxy + cross
        segments += part.shape[1]
    auto = np.einsum("iik->ik", sxy).real
    f = np.arange(32) * fs / n
    band = (f >= 4) & (f <= 7)
    value = (abs(sxy) ** 2 / (auto[:, None] * auto[None]))[:, :, band].max(axis=2)
    pairs = len(x) * (len(x) - 1) // 2
    limit = 1 - (0.05 / (band.sum() * pairs)) ** (1 / (segments - 1))
    cdf10 = auto[:, (f >= 3) & (f <= 10)].sum(axis=1) / auto[:, (f >= 3) & (f <= 30)].sum(axis=1)
    return value, limit, segments, cdf10


def main(path, out, like=None):
    raw = mne.io.read_raw_edf(path, preload=True)
    fs = raw.info["sfreq"]
    x = raw.get_data() * 1e6
    names = raw.ch_names
    kinds = phases(raw)
    del raw

    beats = heart_beats(x, fs)
    if not like:
        remove_beats(x, beats, fs)
    x = signal.sosfiltfilt(signal.butter(4, [20, min(450, 0.45 * fs)], "bandpass", fs=fs, output="sos"), x, axis=1)
    hum = [(names.index(m["label"]), hz) for m in like["muscles"] for hz in m["mains_hz"]] if like else mains(x, fs)
    for c, hz in hum:
        b, a = signal.iirnotch(hz, 30, fs=fs)
        x[c] = signal.filtfilt(b, a, x[c])

    level = {k: [np.sqrt((w**2).mean(axis=2)) for w in windows_of(x, v, fs)] for k, v in kinds.items()}
    joined = {k: np.concatenate(v, axis=1) if v else None for k, v in level.items()}
    reference = np.empty(len(x))
    for c, name in enumerate(names):
        own = [w for (text, _, _), w in zip(kinds["mvc"], level["mvc"]) if text.endswith(name[2:].lower())]
        reference[c] = np.percentile(np.concatenate(own or level["mvc"], axis=1)[c], 95)
    median = {k: np.median(v, axis=1) for k, v in joined.items() if v is not None}
    drive = 100 * (median["posture"] - median["neutral"]) / reference
    value, limit, segments, cdf10 = coherence(x, kinds["posture"], fs)
    active = 100 * median["posture"] / reference >= 5
    significant = [(names[i], names[j]) for i in range(len(x)) for j in range(i) if value[i, j] > limit and active[i] and active[j]]
    answer = {
        "heart_beats": len(beats), "heart_beat_times_s": (beats / fs).tolist(), "segments": segments, "limit": limit,
        "order": [names[i] for i in np.argsort(-drive)], "significant": significant,
        "rms_uv": dict(zip(names, median["posture"])), "d_percent_mvc": dict(zip(names, drive)), "cdf10": dict(zip(names, cdf10)),
        "coherence": {f"{names[j]} {names[i]}": value[i, j] for i in range(len(x)) for j in range(i)},
    }
    if like:
        answer["turns_per_s"] = {name: turns_per_s(x[c], kinds["posture"], fs) for c, name in enumerate(names)}
    with open(out, "w", encoding="utf-8") as f:
        json.dump(answer, f)


if __name__ == "__main__":
    if len(sys.argv) == 5 and sys.argv[3] == "--like":
        with open(sys.argv[4], encoding="utf-8") as known:
            main(sys.argv[1], sys.argv[2], json.load(known))
    else:
        main(sys.argv[1], sys.argv[2])
