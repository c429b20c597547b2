using Collum.Anatomy;
using Collum.Bench.Emg;
using Collum.Emg;

namespace Collum.Tests.Emg;

/// <summary>Two minutes of a made-up neck whose truth is known, measured once for all tests.</summary>
public sealed class NeckFixture
{
    readonly byte[] _file;

    public NeckFixture()
    {
        var neck = new SyntheticNeck(seed: 5);
        using var to = new MemoryStream();
        neck.Write(to, 120);
        _file = to.ToArray();
        Beats = [.. neck.Beats];
        Measured = Measure(MeasureOptions.Default);
    }

    public IReadOnlyList<double> Beats { get; }

    public Measurement Measured { get; }

    public static MuscleNames Names { get; } = MuscleNames.Of(Shared.Medicine.Muscles);

    public static EmgTable Table => Shared.Medicine.Emg;

    public static Montage Montage { get; } = new(Names);

    public Measurement Measure(MeasureOptions options) => Measure(_file, options);

    public static Measurement Measure(byte[] file, MeasureOptions options) =>
        new Measuring(Table, Montage).Run(() => Recordings.Open(new MemoryStream(file), "neck.edf"), options, TestContext.Current.CancellationToken);

    public static Ranking Rank(Measurement measurement, IReadOnlyDictionary<RankedMeasure, double>? weights = null) => new ActivityRanking(Table).Rank(measurement, weights);
}
