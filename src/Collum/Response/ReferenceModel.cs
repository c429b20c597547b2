using System.Runtime.Intrinsics;
using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>Dose, time and person with a saturating fraction of severity removed; one product, one instrument.</summary>
/// <remarks>
/// Equations R1 to R5 of <c>docs/methods/response.md</c>. A person's own severity B enters as a factor, so given all else it is normal and is integrated out exactly;
/// it comes back in <see cref="Predict"/>. A person without any dose has no half-dose and no time scale to learn. Both leave the posterior of everything else as it is.
/// </remarks>
public sealed class ReferenceModel : IPopulationModel
{
    const int Base = 0, Emax = 1, HalfDose = 2, Peak = 3, Sharpness = 4, Placebo = 5, SpreadBase = 6, SpreadDose = 7, SpreadPeak = 8, Sigma = 9, Shared = 10;
    const int Lanes = 8;

    readonly IReadOnlyList<FollowUp> _followUps;
    readonly int[] _order;          // number among the treated; −1 without any dose
    readonly Group[] _groups;
    readonly int _treated;

    public ReferenceModel(IReadOnlyList<FollowUp> followUps)
    {
        if (followUps.Count == 0)
            throw new ArgumentException("There are no follow-ups to fit.", nameof(followUps));
        _followUps = followUps;
        _order = new int[followUps.Count];
        Array.Fill(_order, -1);

        // People with as many scores and sessions stand together, so that little is padding.
        var sorted = Enumerable.Range(0, followUps.Count).OrderBy(i => Treated(followUps[i]).Count).ThenBy(i => followUps[i].Scores.Count).ToList();
        var treated = sorted.Where(i => Treated(followUps[i]).Count > 0).ToList();
        foreach (var i in treated)
            _order[i] = _treated++;
        _groups =
        [
            .. treated.Chunk(Lanes).Select((chunk, g) => new Group([.. chunk.Select(i => followUps[i])], g * Lanes)),
            .. sorted.Where(i => _order[i] < 0).Chunk(Lanes).Select(chunk => new Group([.. chunk.Select(i => followUps[i])], -1)),
        ];
    }

    public string Name => "reference";

    public IReadOnlyList<string> Parameters { get; } = ["base", "emax", "ld50", "ltp", "la", "placebo", "w_base", "w_d50", "w_tp", "sigma"];

    public ILogDensity Density() => new Posterior(_groups, _treated);

    public double[] Start(CounterRandom random)
    {
        var start = new double[Shared + (2 * _treated)];
        for (var i = 0; i < start.Length; i++)
            start[i] = 0.3 * random.NextNormal();
        start[Base] = 45 + (3 * random.NextNormal());
        start[HalfDose] += Math.Log(5000);
        start[Peak] += Math.Log(4);
        start[Sharpness] += Math.Log(1.5);
        start[Placebo] *= 0.1;
        start[SpreadBase] += Math.Log(8);
        start[SpreadDose] += Math.Log(0.8);
        start[SpreadPeak] += Math.Log(0.3);
        start[Sigma] += Math.Log(6);
        return start;
    }

    public void Natural(ReadOnlySpan<double> at, Span<double> parameters)
    {
        at[..Shared].CopyTo(parameters);
        parameters[Emax] = Logistic(at[Emax]);
        for (var i = SpreadBase; i <= Sigma; i++)
            parameters[i] = Math.Exp(at[i]);
    }

    public double Predict(ReadOnlySpan<double> at, int person, ReadOnlySpan<double> weeks, Span<double> mean, Span<double> variance)
    {
        Span<double> p = stackalloc double[Shared];
        Natural(at, p);
        var who = _followUps[person];
        var (ff, fr) = (0.0, 0.0);
        foreach (var score in who.Scores)
        {
            var f = Remaining(p, at, person, score.Week);
            ff += f * f;
            fr += f * (score.Value - (p[Base] * f));
        }

        var (between, within) = (p[SpreadBase] * p[SpreadBase], p[Sigma] * p[Sigma]);
        var total = within + (between * ff);
        for (var j = 0; j < weeks.Length; j++)
        {
            var f = Remaining(p, at, person, weeks[j]);
            mean[j] = (p[Base] + (between * fr / total)) * f;
            variance[j] = within + (f * f * between * within / total);
        }

        return double.PositiveInfinity;
    }

    // 1 − P − E: the fraction of the untreated severity that is left.
    double Remaining(ReadOnlySpan<double> p, ReadOnlySpan<double> at, int person, double week)
    {
        var x = 0.0;
        if (_order[person] is >= 0 and var order)
        {
            var logHalf = p[HalfDose] + (p[SpreadDose] * at[Shared + order]);
            var peak = Math.Exp(p[Peak] + (p[SpreadPeak] * at[Shared + _treated + order]));
            foreach (var session in Treated(_followUps[person]))
                x += Math.Exp(Math.Log(session.DoseU) - logHalf) * TimeCourse.At(week - session.Week, peak, Math.Exp(p[Sharpness]));
        }

        return 1 - (p[Placebo] * Lasting(week)) - (p[Emax] * x / (1 + x));
    }

    static List<Injection> Treated(FollowUp followUp) => [.. followUp.Sessions.Where(s => s.DoseU > 0)];

    static double Lasting(double week) => week > 0 ? 1 - Math.Exp(-week / 2) : 0;

    static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>Eight people side by side, one a lane; masks tell scores that are not there, and scores before an injection.</summary>
    sealed class Group
    {
        public Group(IReadOnlyList<FollowUp> people, int first)
        {
            (First, Slots, Sessions) = (first, people.Max(p => p.Scores.Count), people.Max(p => Treated(p).Count));
            (Value, Lasting, Here) = (new double[Slots * Lanes], new double[Slots * Lanes], new double[Slots * Lanes]);
            (Count, Person, LogDose) = (new double[Lanes], new double[Lanes], new double[Sessions * Lanes]);
            (Weeks, LogWeeks, After) = (new double[Sessions * Slots * Lanes], new double[Sessions * Slots * Lanes], new double[Sessions * Slots * Lanes]);
            for (var i = 0; i < people.Count; i++)
            {
                var sessions = Treated(people[i]);
                (Count[i], Person[i]) = (people[i].Scores.Count - 1, people[i].Scores.Count > 0 ? 1 : 0);
                for (var k = 0; k < sessions.Count; k++)
                    LogDose[(k * Lanes) + i] = Math.Log(sessions[k].DoseU);
                for (var j = 0; j < people[i].Scores.Count; j++)
                {
                    var score = people[i].Scores[j];
                    var at = (j * Lanes) + i;
                    (Value[at], Lasting[at], Here[at]) = (score.Value, ReferenceModel.Lasting(score.Week), 1);
                    for (var k = 0; k < sessions.Count; k++)
                    {
                        var u = score.Week - sessions[k].Week;
                        var slot = (((k * Slots) + j) * Lanes) + i;
                        (Weeks[slot], LogWeeks[slot], After[slot]) = u > 0 ? (u, Math.Log(u), 1) : (0, 0, 0);
                    }
                }
            }
        }

        /// <summary>Number of the first lane among the treated; −1 for people without any dose.</summary>
        public int First { get; }

        public int Slots { get; }

        public int Sessions { get; }

        public double[] Value { get; }

        public double[] Lasting { get; }

        public double[] Here { get; }

        /// <summary>Scores − 1 of each lane.</summary>
        public double[] Count { get; }

        /// <summary>1 where a lane holds somebody with a score.</summary>
        public double[] Person { get; }

        public double[] LogDose { get; }

        public double[] Weeks { get; }

        public double[] LogWeeks { get; }

        public double[] After { get; }
    }

    /// <summary>Deviates stand as all half-doses, then all time scales, in the order of the treated.</summary>
    sealed class Posterior(Group[] groups, int treated) : ILogDensity
    {
        readonly Vector512<double>[] _work = new Vector512<double>[6 * groups.Max(g => g.Slots)];
        readonly double[] _doses = new double[treated + Lanes];
        readonly double[] _peaks = new double[treated + Lanes];
        readonly double[] _byDoses = new double[treated + Lanes];
        readonly double[] _byPeaks = new double[treated + Lanes];

        public int Dimension => Shared + (2 * treated);

        public double LogDensity(ReadOnlySpan<double> at, Span<double> gradient)
        {
            gradient.Clear();
            var value = Prior(at, gradient);
            at.Slice(Shared, treated).CopyTo(_doses);
            at.Slice(Shared + treated, treated).CopyTo(_peaks);

            var one = Vector512<double>.One;
            var emax = Logistic(at[Emax]);
            var (a, placebo, theBase) = (Math.Exp(at[Sharpness]), at[Placebo], at[Base]);
            var (spreadDose, spreadPeak) = (Math.Exp(at[SpreadDose]), Math.Exp(at[SpreadPeak]));
            var (between, within) = (Math.Exp(2 * at[SpreadBase]), Math.Exp(2 * at[Sigma]));
            var (perWithin, sigma) = (1 / within, at[Sigma]);
            var (sum, gBase, gEmax, gHalf, gPeak) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var (gSharp, gPlacebo, gBetween, gWithin) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var (gSpreadDose, gSpreadPeak) = (Vector512<double>.Zero, Vector512<double>.Zero);

            foreach (var group in groups)
            {
                var isTreated = group.First >= 0;
                var (deviateDose, deviatePeak) = isTreated
                    ? (Vector512.LoadUnsafe(ref _doses[group.First]), Vector512.LoadUnsafe(ref _peaks[group.First])) : (Vector512<double>.Zero, Vector512<double>.Zero);
                var logHalf = Vector512.Create(at[HalfDose]) + (deviateDose * spreadDose);
                var logPeak = Vector512.Create(at[Peak]) + (deviatePeak * spreadPeak);
                var rate = isTreated ? Vector512.Exp(-logPeak) : one;
                var (rr, rf, ff) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
                for (var j = 0; j < group.Slots; j++)
                {
                    var here = Vector512.LoadUnsafe(ref group.Here[j * Lanes]);
                    var left = (one - (Vector512.LoadUnsafe(ref group.Lasting[j * Lanes]) * placebo)) * here;
                    if (isTreated)
                    {
                        var (x, xSharp, xPeak) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
                        for (var k = 0; k < group.Sessions; k++)
                        {
                            var slot = ((k * group.Slots) + j) * Lanes;
                            var scaled = Vector512.LoadUnsafe(ref group.Weeks[slot]) * rate;
                            var log = Vector512.LoadUnsafe(ref group.LogWeeks[slot]) - scaled - logPeak + one;
                            var part = Vector512.Exp((log * a) + Vector512.LoadUnsafe(ref group.LogDose[k * Lanes]) - logHalf) * Vector512.LoadUnsafe(ref group.After[slot]);
                            x += part;
                            xSharp += part * log;
                            xPeak += part * (scaled - one);
                        }

                        var bend = one / (one + x);
                        var slope = bend * bend * emax;
                        var effect = x * bend;
                        left -= effect * emax;
                        (_work[(6 * j) + 2], _work[(6 * j) + 3], _work[(6 * j) + 4], _work[(6 * j) + 5]) = (effect, x * slope, xSharp * slope, xPeak * slope * a);
                    }

                    var r = (Vector512.LoadUnsafe(ref group.Value[j * Lanes]) - (left * theBase)) * here;
                    (_work[6 * j], _work[(6 * j) + 1]) = (left, r);
                    rr += r * r;
                    rf += r * left;
                    ff += left * left;
                }

                // A person's severity integrated out: y ~ Normal(base·f, σ²·I + ω²·f·fᵀ).
                var total = (ff * between) + Vector512.Create(within);
                var perTotal = one / total;
                var offset = rf * perTotal * between;
                var square = (rr - (offset * rf)) * perWithin;
                var person = Vector512.LoadUnsafe(ref group.Person[0]);
                var count = Vector512.LoadUnsafe(ref group.Count[0]) * person;
                sum -= (square * 0.5) + (Vector512.Log(total) * person * 0.5) + (count * sigma);
                gBase += (rf - (offset * ff)) * perWithin;
                gBetween += ((rf * rf * perTotal * perTotal) - (ff * perTotal)) * between;
                gWithin += square - (offset * offset * (1 / between)) - (perTotal * person * within) - count;

                var (byDose, bySharp, byPeak, byEmax) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
                var (own, shrink) = ((offset + Vector512.Create(theBase)) * perWithin, perTotal * between);
                for (var j = 0; j < group.Slots; j++)
                {
                    var left = _work[6 * j];
                    var slope = ((_work[(6 * j) + 1] - (left * offset)) * own) - (left * shrink);          // ∂ log likelihood / ∂ fraction left
                    gPlacebo -= slope * Vector512.LoadUnsafe(ref group.Lasting[j * Lanes]);
                    if (!isTreated)
                        continue;
                    byEmax -= slope * _work[(6 * j) + 2];
                    byDose -= slope * _work[(6 * j) + 3];
                    bySharp -= slope * _work[(6 * j) + 4];
                    byPeak -= slope * _work[(6 * j) + 5];
                }

                if (!isTreated)
                    continue;
                gEmax += byEmax;
                gHalf -= byDose;
                gSharp += bySharp;
                gPeak += byPeak;
                gSpreadDose -= byDose * deviateDose;
                gSpreadPeak += byPeak * deviatePeak;
                byDose.StoreUnsafe(ref _byDoses[group.First]);
                byPeak.StoreUnsafe(ref _byPeaks[group.First]);
            }

            for (var i = 0; i < treated; i++)
            {
                gradient[Shared + i] -= _byDoses[i] * spreadDose;
                gradient[Shared + treated + i] += _byPeaks[i] * spreadPeak;
            }

            gradient[Base] += Vector512.Sum(gBase);
            gradient[Emax] += Vector512.Sum(gEmax) * emax * (1 - emax);
            gradient[HalfDose] += Vector512.Sum(gHalf);
            gradient[Peak] += Vector512.Sum(gPeak);
            gradient[Sharpness] += Vector512.Sum(gSharp) * a;
            gradient[Placebo] += Vector512.Sum(gPlacebo);
            gradient[SpreadBase] += Vector512.Sum(gBetween);
            gradient[SpreadDose] += Vector512.Sum(gSpreadDose) * spreadDose;
            gradient[SpreadPeak] += Vector512.Sum(gSpreadPeak) * spreadPeak;
            gradient[Sigma] += Vector512.Sum(gWithin);
            return value + Vector512.Sum(sum);
        }

        static double Prior(ReadOnlySpan<double> at, Span<double> gradient)
        {
            var value = 0.0;
            Normal(at, gradient, Base, 45, 10, ref value);
            Normal(at, gradient, HalfDose, Math.Log(5000), 1, ref value);
            Normal(at, gradient, Peak, Math.Log(4), 0.5, ref value);
            Normal(at, gradient, Sharpness, Math.Log(1.5), 0.5, ref value);
            Normal(at, gradient, Placebo, 0.05, 0.1, ref value);
            HalfNormal(at, gradient, SpreadBase, 10, ref value);
            HalfNormal(at, gradient, SpreadDose, 1, ref value);
            HalfNormal(at, gradient, SpreadPeak, 0.5, ref value);
            HalfNormal(at, gradient, Sigma, 10, ref value);

            // Beta(4, 4) on the logit scale, its Jacobian included: 4 log e + 4 log(1 − e).
            var e = Logistic(at[Emax]);
            value += 4 * (Math.Log(e) + Math.Log(1 - e));
            gradient[Emax] += 4 * (1 - (2 * e));
            for (var i = Shared; i < at.Length; i++)
            {
                value -= 0.5 * at[i] * at[i];
                gradient[i] -= at[i];
            }

            return value;
        }

        static void Normal(ReadOnlySpan<double> at, Span<double> gradient, int i, double mean, double deviation, ref double value) =>
            Priors.Normal(at[i], mean, deviation, ref value, ref gradient[i]);

        static void HalfNormal(ReadOnlySpan<double> at, Span<double> gradient, int i, double deviation, ref double value) =>
            Priors.HalfNormalOfLog(at[i], deviation, ref value, ref gradient[i]);
    }
}
