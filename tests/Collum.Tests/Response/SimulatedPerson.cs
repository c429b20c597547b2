using Collum.Numerics.Inference;
using Collum.Response;

namespace Collum.Tests.Response;

/// <summary>A person drawn from a population, with scores as the model would measure them.</summary>
static class SimulatedPerson
{
    public static (Individual Person, ReliefEvents Truth) Draw(Population people, CounterRandom random, int sessions, int perSession)
    {
        var deviates = new double[DriftParameters.Unbounded];
        random.FillNormal(deviates);
        var p = people.At(deviates);
        var logPeak = p.LogPeak + (p.SpreadPeak * random.NextNormal());
        var scale = Math.Sqrt(0.5 * p.Tails / random.NextGamma(0.5 * p.Tails));
        var (level, amplitude, drift) = (p.SpreadBase * scale * random.NextNormal(), p.SpreadAmplitude * scale * random.NextNormal(), p.SpreadDrift * scale * random.NextNormal());
        var given = Enumerable.Range(0, sessions).Select(k => new Injection(13 * k, 5000 + (2500 * (k % 3)))).ToArray();
        var (scores, last) = (new List<Observation>(), -1.0);
        for (var k = 0; k < sessions; k++)
            for (var q = 0; q < perSession; q++)
            {
                var week = (13 * k) + (q == 0 ? -0.5 : 12.0 * q / perSession);
                var keep = Math.Exp(-(week - last) / p.DriftWeeks);
                drift = (keep * drift) + (Math.Sqrt(1 - (keep * keep)) * p.SpreadDrift * scale * random.NextNormal());
                last = week;
                var (common, toxin) = p.Courses(given, week, logPeak);
                scores.Add(new(week, p.Base + level + drift - ((p.Common + amplitude) * common) - (p.Largest * toxin) + (p.Sigma * scale * random.NextNormal()), Loading.Total));
            }

        return (new Individual(people, given, scores), new Relief(p, logPeak, amplitude, given).Events(0.5));
    }
}
