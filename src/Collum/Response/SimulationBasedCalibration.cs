using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>A model from which truths and data sets can be drawn by its prior.</summary>
public interface ISimulation
{
    string Name { get; }

    /// <summary>A truth from the prior, on the natural scales of <see cref="IPopulationModel.Natural"/>, and a data set that follows from it.</summary>
    (double[] Truth, IReadOnlyList<FollowUp> Data) Draw(CounterRandom random);

    IPopulationModel Model(IReadOnlyList<FollowUp> data);
}

/// <summary>Whether a model's inference finds truths drawn from its own prior as often as it claims.</summary>
/// <remarks>Talts, Betancourt, Simpson, Vehtari and Gelman, arXiv:1804.06788: the rank of each truth among posterior draws is uniform.</remarks>
public static class SimulationBasedCalibration
{
    const int Kept = 99, Bins = 10;

    /// <summary>Uniformity of the ranks of each population parameter.</summary>
    /// <param name="simulation">The model and its prior.</param>
    /// <param name="sets">Data sets.</param>
    /// <param name="seed">The same seed gives the same ranks whatever the threads.</param>
    /// <param name="threads">Data sets fitted side by side.</param>
    /// <param name="warmup">Of the one chain a data set gets.</param>
    /// <param name="draws">Of it; thinned to 99.</param>
    /// <param name="cancel">Asked within every fit.</param>
    public static IReadOnlyList<(string Name, RankUniformity Uniformity)> Run(
        ISimulation simulation, int sets, ulong seed, int threads, int warmup = 600, int draws = 990, CancellationToken cancel = default)
    {
        var ranks = new int[sets][];
        string[]? names = null;
        Parallel.For(0, sets, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, i =>
        {
            var (truth, data) = simulation.Draw(new CounterRandom(seed, (1UL << 40) + (ulong)i));
            var model = simulation.Model(data);
            var sampled = NoUTurnSampler.Sample(model.Density, model.Start,
                new() { Chains = 1, Warmup = warmup, Draws = draws, Seed = seed + (ulong)i, Threads = 1, TargetAcceptance = 0.9 }, cancel);
            Interlocked.CompareExchange(ref names, [.. model.Parameters], null);
            var (natural, rank) = (new double[model.Parameters.Count], new int[model.Parameters.Count]);
            for (var d = 0; d < Kept; d++)
            {
                model.Natural(sampled.Draw(d * draws / Kept), natural);
                for (var k = 0; k < rank.Length; k++)
                    rank[k] += natural[k] < truth[k] ? 1 : 0;
            }

            ranks[i] = rank;
        });
        return [.. names!.Select((name, k) => (name, RankUniformity.Of([.. ranks.Select(r => r[k])], Kept, Bins)))];
    }
}

/// <summary>Trials of one session as in <c>data/trials/cdystonia.csv</c>, smaller: 24 people in three arms.</summary>
static class SmallTrial
{
    public static readonly double[] Weeks = [0, 2, 4, 8, 12, 16];

    public static double Dose(int person) => (person % 3) * 5000.0;

    public const int People = 24;

    public static double HalfNormal(CounterRandom random, double deviation, double mean = 0)
    {
        while (true)
            if (mean + (deviation * random.NextNormal()) is > 0 and var x)
                return x;
    }
}

/// <summary>The reference model's prior and data.</summary>
public sealed class ReferenceSimulation : ISimulation
{
    public string Name => "reference";

    public IPopulationModel Model(IReadOnlyList<FollowUp> data) => new ReferenceModel(data);

    public (double[] Truth, IReadOnlyList<FollowUp> Data) Draw(CounterRandom random)
    {
        var (b1, b2) = (random.NextGamma(4), random.NextGamma(4));
        double[] truth =
        [
            45 + (10 * random.NextNormal()), b1 / (b1 + b2), Math.Log(5000) + random.NextNormal(), Math.Log(4) + (0.5 * random.NextNormal()), Math.Log(1.5) + (0.5 * random.NextNormal()),
            0.05 + (0.1 * random.NextNormal()), SmallTrial.HalfNormal(random, 10), SmallTrial.HalfNormal(random, 1), SmallTrial.HalfNormal(random, 0.5), SmallTrial.HalfNormal(random, 10),
        ];
        var people = new List<FollowUp>();
        for (var i = 0; i < SmallTrial.People; i++)
        {
            var own = truth[0] + (truth[6] * random.NextNormal());
            var (half, peak, dose) = (Math.Exp(truth[2] + (truth[7] * random.NextNormal())), Math.Exp(truth[3] + (truth[8] * random.NextNormal())), SmallTrial.Dose(i));
            people.Add(new($"{i}", [new(0, dose)], [.. SmallTrial.Weeks.Select(t =>
            {
                var x = dose / half * TimeCourse.At(t, peak, Math.Exp(truth[4]));
                var left = 1 - (truth[5] * (1 - Math.Exp(-t / 2))) - (truth[1] * (double.IsPositiveInfinity(x) ? 1 : x / (1 + x)));
                return new Measured(t, (own * left) + (truth[9] * random.NextNormal()));
            })]));
        }

        return (truth, people);
    }
}

/// <summary>The drift model's prior and data.</summary>
public sealed class DriftSimulation : ISimulation
{
    public string Name => "drift";

    public IPopulationModel Model(IReadOnlyList<FollowUp> data) => new DriftModel(data);

    public (double[] Truth, IReadOnlyList<FollowUp> Data) Draw(CounterRandom random)
    {
        double[] truth =
        [
            45 + (10 * random.NextNormal()), 4 + (4 * random.NextNormal()), Math.Log(3.5) + (0.5 * random.NextNormal()), Math.Log(1.5) + (0.5 * random.NextNormal()),
            SmallTrial.HalfNormal(random, 10), SmallTrial.HalfNormal(random, 6), SmallTrial.HalfNormal(random, 0.5), SmallTrial.HalfNormal(random, 6), SmallTrial.HalfNormal(random, 8),
            Math.Log(20) + random.NextNormal(), SmallTrial.HalfNormal(random, 10, 20), Math.Log(8000) + random.NextNormal(), random.NextGamma(2) / 0.1,
        ];
        var p = new DriftParameters
        {
            Base = truth[0], Common = truth[1], LogPeak = truth[2], Sharpness = Math.Exp(truth[3]), SpreadBase = truth[4], SpreadAmplitude = truth[5], SpreadPeak = truth[6],
            Sigma = truth[7], SpreadDrift = truth[8], DriftWeeks = Math.Exp(truth[9]), Largest = truth[10], LogHalfDose = truth[11], Tails = truth[12],
        };
        var people = new List<FollowUp>();
        for (var i = 0; i < SmallTrial.People; i++)
        {
            Injection[] sessions = [new(0, SmallTrial.Dose(i))];
            var scale = Math.Sqrt(0.5 * p.Tails / random.NextGamma(0.5 * p.Tails));
            var (level, amplitude, drift) = (p.SpreadBase * scale * random.NextNormal(), p.SpreadAmplitude * scale * random.NextNormal(), p.SpreadDrift * scale * random.NextNormal());
            var (logPeak, last, scores) = (p.LogPeak + (p.SpreadPeak * random.NextNormal()), 0.0, new List<Measured>());
            foreach (var t in SmallTrial.Weeks)
            {
                var keep = Math.Exp(-(t - last) / p.DriftWeeks);
                drift = (keep * drift) + (Math.Sqrt(1 - (keep * keep)) * p.SpreadDrift * scale * random.NextNormal());
                last = t;
                var (common, toxin) = p.Courses(sessions, t, logPeak);
                scores.Add(new(t, p.Base + level + drift - ((p.Common + amplitude) * common) - (p.Largest * toxin) + (p.Sigma * scale * random.NextNormal())));
            }

            people.Add(new($"{i}", sessions, scores));
        }

        return (truth, people);
    }
}
