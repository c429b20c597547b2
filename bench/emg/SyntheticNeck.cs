using System.Globalization;
using System.Text;

namespace Collum.Bench.Emg;

/// <summary>A made-up EMG recording of sixteen neck muscles whose truth is known: who drives the posture, who compensates, who shares a drive, when the heart beats.</summary>
/// <remarks>
/// EMG is white noise through a resonance at 90 Hz and a high-pass, its strength set by phase and muscle. Each dystonic muscle is modulated by slow noise around
/// 5 Hz of its own, except that <see cref="Coupled"/> two share one. Each channel hears the same heart, 90 to 260 µV, 72 a minute with little variation,
/// so that its harmonics fall into 4 to 7 Hz; 50 and 150 Hz hum; instrument noise; slow drift. Same seed, same bytes.
/// </remarks>
sealed class SyntheticNeck(int seed = 1)
{
    public const double RateHz = 2000;
    public const int Channels = 16;

    public static readonly string[] Muscles = ["SCM", "SPL", "SSC", "LEV", "TRP", "SCA", "OCI", "LON"];

    /// <summary>R-SCM, L-SCM, R-SPL …</summary>
    public static readonly string[] Labels = [.. Muscles.SelectMany(m => (string[])["R-" + m, "L-" + m])];

    public static readonly string[] Dystonic = ["R-SCM", "L-SPL", "L-SSC", "R-LEV"];
    public static readonly (string A, string B) Coupled = ("R-SCM", "L-SPL");
    public const string Compensating = "L-SCM";
    public const string NormallyActive = "R-TRP";

    public sealed record Mark(double OnsetS, double DurationS, string Text);

    readonly Random _random = new(seed);

    /// <summary>Every ten minutes: contractions of each muscle pair, rest, the posture for eight minutes, the midline held, the geste.</summary>
    public static IReadOnlyList<Mark> Marks(double seconds)
    {
        var marks = new List<Mark>();
        var scale = Math.Min(1, seconds / 600);
        for (var start = 0.0; start + (600 * scale) <= seconds + 1e-6; start += 600)
        {
            for (var i = 0; i < Muscles.Length; i++)
                marks.Add(new(start + ((1 + (4 * i)) * scale), 3 * scale, "mvc " + Muscles[i]));
            marks.Add(new(start + (35 * scale), 20 * scale, "neutral"));
            marks.Add(new(start + (60 * scale), 470 * scale, "dystonic posture"));
            marks.Add(new(start + (535 * scale), 30 * scale, "midline held"));
            marks.Add(new(start + (568 * scale), 30 * scale, "geste"));
        }

        return marks;
    }

    /// <summary>Seconds at which the heart beats, after <see cref="Write"/> or <see cref="Make"/>.</summary>
    public List<double> Beats { get; } = [];

    // Share of the maximum by phase. The maximum is 300 to 500 µV RMS.
    static double Level(string label, string? phase)
    {
        if (phase is null)
            return 0.01;
        if (phase.StartsWith("mvc", StringComparison.Ordinal))
            return phase.EndsWith(label[2..], StringComparison.Ordinal) ? 1 : 0.05;
        var dystonic = Dystonic.Contains(label);
        return phase switch
        {
            "neutral" => dystonic ? 0.03 : label == NormallyActive ? 0.08 : 0.005,
            "dystonic posture" => dystonic ? 0.34 : label == NormallyActive ? 0.09 : 0.006,
            "midline held" => dystonic ? 0.15 : label == Compensating ? 0.3 : label == NormallyActive ? 0.09 : 0.006,
            _ => dystonic ? 0.12 : label == NormallyActive ? 0.08 : 0.006,
        };
    }

    /// <summary>The whole as arrays in microvolts, for short recordings.</summary>
    public float[][] Make(double seconds)
    {
        var all = Enumerable.Range(0, Channels).Select(_ => new float[(int)(seconds * RateHz)]).ToArray();
        foreach (var (second, block) in Seconds(seconds).Index())
            for (var c = 0; c < Channels; c++)
                for (var i = 0; i < block[c].Length; i++)
                    all[c][(second * (int)RateHz) + i] = (float)block[c][i];
        return all;
    }

    IEnumerable<double[][]> Seconds(double seconds)
    {
        var marks = Marks(seconds);
        var n = (int)RateHz;
        var maximum = Enumerable.Range(0, Channels).Select(_ => 300 + (200 * _random.NextDouble())).ToArray();
        var heart = Enumerable.Range(0, Channels).Select(_ => (90 + (170 * _random.NextDouble())) * (_random.Next(2) == 0 ? 1 : -1)).ToArray();
        var hum = Enumerable.Range(0, Channels).Select(_ => (A: 5 + (10 * _random.NextDouble()), B: 2 + (4 * _random.NextDouble()), P: 2 * Math.PI * _random.NextDouble())).ToArray();
        var coils = Enumerable.Range(0, Channels).Select(_ => new Voice(_random.Next())).ToArray();
        var drives = Labels.ToDictionary(l => l, _ => new Drive(_random.Next()));
        drives[Coupled.B] = drives[Coupled.A];
        Beats.Clear();
        for (var t = 0.3; t < seconds; t += (60.0 / 72) * (1 + (0.015 * Math.Sin(2 * Math.PI * 0.25 * t)) + (0.008 * Normal(_random))))
            Beats.Add(t);
        var beatSize = Beats.Select(t => 1 + (0.06 * Math.Sin(2 * Math.PI * 0.25 * t)) + (0.02 * Normal(_random))).ToArray();
        var firstBeat = 0;
        for (var second = 0; second < (int)seconds; second++)
        {
            var block = Enumerable.Range(0, Channels).Select(_ => new double[n]).ToArray();
            var modulation = drives.Values.Distinct().ToDictionary(d => d, d => d.Second(n));
            var phases = new string?[n];
            foreach (var mark in marks)
                for (var i = (int)Math.Max(0, (mark.OnsetS - second) * n); i < (int)Math.Min(n, (mark.OnsetS + mark.DurationS - second) * n); i++)
                    phases[i] = mark.Text;
            for (var c = 0; c < Channels; c++)
            {
                var (label, x) = (Labels[c], block[c]);
                var (drive, moved) = (modulation[drives[label]], Dystonic.Contains(label));
                string? known = "?";
                var level = 0.0;
                for (var i = 0; i < n; i++)
                {
                    if (!ReferenceEquals(phases[i], known))
                        (known, level) = (phases[i], Level(label, phases[i]) * maximum[c]);
                    var depth = moved && known is "dystonic posture" ? Math.Max(0.05, 1 + (0.45 * drive[i])) : 1;
                    var t = second + ((double)i / n);
                    x[i] = (level * depth * coils[c].Next()) + (2.5 * coils[c].Noise())
                        + (hum[c].A * Math.Sin((2 * Math.PI * 50.01 * t) + hum[c].P)) + (hum[c].B * Math.Sin((2 * Math.PI * 150.03 * t) + (2 * hum[c].P)))
                        + (40 * Math.Sin(2 * Math.PI * 0.3 * (t + c)));
                }
            }

            while (firstBeat < Beats.Count && Beats[firstBeat] < second - 0.5)
                firstBeat++;
            for (var b = firstBeat; b < Beats.Count && Beats[b] < second + 1.2; b++)
                for (var i = (int)Math.Max(0, (Beats[b] - second - 0.2) * n); i < (int)Math.Min(n, (Beats[b] - second + 0.45) * n); i++)
                {
                    var wave = beatSize[b] * Beat(second + ((double)i / n) - Beats[b]);
                    for (var c = 0; c < Channels; c++)
                        block[c][i] += heart[c] * wave;
                }

            yield return block;
        }
    }

    // P, Q, R, S and T as bells; 1 from the deepest to the highest point, about.
    static double Beat(double t) =>
        (0.08 * Bell(t + 0.16, 0.022)) - (0.1 * Bell(t + 0.026, 0.008)) + (0.84 * Bell(t, 0.010)) - (0.16 * Bell(t - 0.028, 0.010)) + (0.18 * Bell(t - 0.24, 0.045));

    static double Bell(double t, double width) => Math.Exp(-0.5 * t * t / (width * width));

    static double Normal(Random random)
    {
        // Sum of uniforms: near enough to normal, and the same on every machine.
        var sum = 0.0;
        for (var i = 0; i < 6; i++)
            sum += random.NextDouble();
        return (sum - 3) * Math.Sqrt(2);
    }

    /// <summary>Writes EDF+ with one-second records.</summary>
    public void Write(Stream to, int seconds)
    {
        const double PhysicalMost = 3276.7;
        var ascii = Encoding.ASCII;
        var signals = Channels + 1;
        var annotationBytes = 120;
        void Put(string text, int width) => to.Write(ascii.GetBytes(text.PadRight(width)[..width]));
        Put("0", 8);
        Put("X X X X", 80);
        Put("Startdate 02-MAR-2026 X X Synthetic", 80);
        Put("02.03.26", 8);
        Put("10.00.00", 8);
        Put(((signals + 1) * 256).ToString(CultureInfo.InvariantCulture), 8);
        Put("EDF+C", 44);
        Put(seconds.ToString(CultureInfo.InvariantCulture), 8);
        Put("1", 8);
        Put(signals.ToString(CultureInfo.InvariantCulture), 4);
        Each(c => c < Channels ? Labels[c] : "EDF Annotations", 16);
        Each(c => c < Channels ? "fine wire" : "", 80);
        Each(c => c < Channels ? "uV" : "", 8);
        Each(c => c < Channels ? "-3276.7" : "-1", 8);
        Each(c => c < Channels ? "3276.7" : "1", 8);
        Each(c => c < Channels ? "-32767" : "-32768", 8);
        Each(_ => "32767", 8);
        Each(_ => "", 80);
        Each(c => c < Channels ? ((int)RateHz).ToString(CultureInfo.InvariantCulture) : (annotationBytes / 2).ToString(CultureInfo.InvariantCulture), 8);
        Each(_ => "", 32);

        var marks = Marks(seconds);
        var bytes = new byte[(int)RateHz * 2];
        foreach (var (second, block) in Seconds(seconds).Index())
        {
            foreach (var x in block)
            {
                for (var i = 0; i < x.Length; i++)
                    System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)Math.Round(Math.Clamp(x[i], -PhysicalMost, PhysicalMost) * 10));
                to.Write(bytes);
            }

            var text = new StringBuilder(FormattableString.Invariant($"+{second}\u0014\u0014\0"));
            foreach (var mark in marks.Where(m => m.OnsetS >= second && m.OnsetS < second + 1))
                text.Append(FormattableString.Invariant($"+{mark.OnsetS:0.###}\u0015{mark.DurationS:0.###}\u0014{mark.Text}\u0014\0"));
            var list = new byte[annotationBytes];
            ascii.GetBytes(text.ToString()).CopyTo(list, 0);
            to.Write(list);
        }

        void Each(Func<int, string> field, int width)
        {
            for (var c = 0; c < signals; c++)
                Put(field(c), width);
        }
    }

    // White noise through a resonance at 90 Hz and a high-pass at about 20 Hz, unit deviation.
    sealed class Voice(int seed)
    {
        readonly Random _random = new(seed);
        double _y1, _y2, _x, _h;
        static readonly (double A1, double A2, double Gain) Shape = Resonance(90, 110);

        static (double, double, double) Resonance(double hz, double width)
        {
            var r = Math.Exp(-Math.PI * width / RateHz);
            var (a1, a2) = (-2 * r * Math.Cos(2 * Math.PI * hz / RateHz), r * r);
            // Deviation of the chain for unit noise, from its impulse response.
            double y1 = 0, y2 = 0, h = 0, last = 0, sum = 0;
            for (var i = 0; i < 4000; i++)
            {
                var y = (i == 0 ? 1 : 0) - (a1 * y1) - (a2 * y2);
                (y1, y2) = (y, y1);
                h = (0.94 * h) + y - last;
                last = y;
                sum += h * h;
            }

            return (a1, a2, 1 / Math.Sqrt(sum));
        }

        public double Next()
        {
            var y = Noise() - (Shape.A1 * _y1) - (Shape.A2 * _y2);
            (_y1, _y2) = (y, _y1);
            _h = (0.94 * _h) + y - _x;
            _x = y;
            return _h * Shape.Gain;
        }

        public double Noise()
        {
            var sum = _random.NextDouble() + _random.NextDouble() + _random.NextDouble() + _random.NextDouble();
            return (sum - 2) * 1.7320508075688772;
        }
    }

    // Noise around 5 Hz, about 1.5 Hz wide, unit deviation, made at 100 samples a second and joined by straight lines.
    sealed class Drive(int seed)
    {
        readonly Random _random = new(seed);
        double _y1, _y2, _before;
        static readonly double R = Math.Exp(-Math.PI * 1.5 / 100);
        static readonly double A1 = -2 * R * Math.Cos(2 * Math.PI * 5 / 100), A2 = R * R;
        static readonly double Gain = Math.Sqrt((1 - A2) * (((1 + A2) * (1 + A2)) - (A1 * A1)) / (1 + A2));

        public double[] Second(int n)
        {
            var second = new double[n];
            for (var step = 0; step < 100; step++)
            {
                var y = (Gain * Normal(_random)) - (A1 * _y1) - (A2 * _y2);
                (_y1, _y2) = (y, _y1);
                for (int i = step * n / 100, from = i, to = (step + 1) * n / 100; i < to; i++)
                    second[i] = _before + ((y - _before) * (i - from) / (to - from));
                _before = y;
            }

            return second;
        }
    }
}
