using System.Runtime.Intrinsics;
using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>Which variant of the drift model; the default is what won out of sample.</summary>
public sealed record DriftOptions
{
    /// <summary>People differ in how much they vary: the scores of one person are multivariate t, not normal.</summary>
    public bool HeavyTails { get; init; } = true;

    /// <summary>One free amplitude for each dose in place of a saturating dose-response; for trials of one session.</summary>
    public bool PerDose { get; init; }
}

/// <summary>Severity that drifts slowly, from which each injection takes a course away; one product, one instrument.</summary>
/// <remarks>
/// Equations R6 to R12 of <c>docs/methods/response.md</c>. Given a person's own time scale everything else about the person is normal and is integrated out:
/// lasting difference, Ornstein-Uhlenbeck drift (Phys Rev 1930;36:823-841) and amplitude; the scores of one person are multivariate t, or normal without heavy tails.
/// </remarks>
public sealed class DriftModel : IPopulationModel
{
    const int Base = 0, Common = 1, Peak = 2, Sharpness = 3, SpreadBase = 4, SpreadAmplitude = 5, SpreadPeak = 6, Sigma = 7, SpreadDrift = 8, DriftWeeks = 9;
    const int Lanes = 8;

    readonly IReadOnlyList<FollowUp> _followUps;
    readonly DriftOptions _options;
    readonly double[] _doses;           // distinct, above 0, for the variant with one amplitude a dose
    readonly int _first, _shared, _nu;
    readonly int[] _order;
    readonly Group[] _groups;

    public DriftModel(IReadOnlyList<FollowUp> followUps, DriftOptions? options = null)
    {
        if (followUps.Count == 0)
            throw new ArgumentException("There are no follow-ups to fit.", nameof(followUps));
        (_followUps, _options) = (followUps, options ?? new());
        _doses = _options.PerDose ? [.. followUps.SelectMany(f => f.Sessions).Select(s => s.DoseU).Where(d => d > 0).Distinct().Order()] : [];
        if (_options.PerDose && followUps.Any(f => f.Sessions.Count > 1))
            throw new ArgumentException("One amplitude a dose takes follow-ups of one session.", nameof(followUps));
        _first = DriftWeeks + 1;
        _shared = _first + (_options.PerDose ? _doses.Length : 2);
        _nu = _options.HeavyTails ? _shared++ : -1;

        var sorted = Enumerable.Range(0, followUps.Count).OrderBy(i => followUps[i].Sessions.Count).ThenBy(i => followUps[i].Scores.Count).ToList();
        _order = new int[followUps.Count];
        for (var i = 0; i < sorted.Count; i++)
            _order[sorted[i]] = i;
        _groups = [.. sorted.Chunk(Lanes).Select((chunk, g) => new Group([.. chunk.Select(i => followUps[i])], g * Lanes, _doses))];
        Parameters =
        [
            "base", "p_common", "ltp", "la", "w_base", "w_amp", "w_tp", "sigma", "s_drift", "ltau",
            .. _options.PerDose ? _doses.Select(d => FormattableString.Invariant($"a_{d:0.####}")) : ["largest", "ld50"],
            .. _options.HeavyTails ? ["nu"] : (string[])[],
        ];
    }

    public string Name => _options.PerDose ? "drift-per-dose" : _options.HeavyTails ? "drift" : "drift-normal";

    public IReadOnlyList<string> Parameters { get; }

    public ILogDensity Density() => new Posterior(this);

    public double[] Start(CounterRandom random)
    {
        var start = new double[_shared + _followUps.Count];
        for (var i = 0; i < start.Length; i++)
            start[i] = 0.3 * random.NextNormal();
        start[Base] = 45 + (3 * random.NextNormal());
        start[Common] = 4 + random.NextNormal();
        start[Peak] += Math.Log(3.5);
        start[Sharpness] += Math.Log(1.5);
        start[SpreadBase] += Math.Log(6);
        start[SpreadAmplitude] += Math.Log(4);
        start[SpreadPeak] += Math.Log(0.3);
        start[Sigma] += Math.Log(5);
        start[SpreadDrift] += Math.Log(6);
        start[DriftWeeks] += Math.Log(20);
        for (var i = _first; i < (_nu >= 0 ? _nu : _shared); i++)
            start[i] += Math.Log(_options.PerDose ? 6 : i == _first ? 18 : 8000);
        if (_nu >= 0)
            start[_nu] += Math.Log(10);
        return start;
    }

    public void Natural(ReadOnlySpan<double> at, Span<double> parameters)
    {
        at[..Parameters.Count].CopyTo(parameters);
        for (var i = SpreadBase; i <= SpreadDrift; i++)
            parameters[i] = Math.Exp(at[i]);
        parameters[_first] = Math.Exp(at[_first]);
        for (var i = _first; i < _first + _doses.Length; i++)
            parameters[i] = Math.Exp(at[i]);
        if (_nu >= 0)
            parameters[_nu] = Math.Exp(at[_nu]);
    }

    /// <summary>A draw as parameters; the variant with one amplitude a dose has no half-dose and is refused.</summary>
    public DriftParameters ParametersOf(ReadOnlySpan<double> at) => new()
    {
        Base = at[Base], Common = at[Common], LogPeak = at[Peak], Sharpness = Math.Exp(at[Sharpness]), SpreadBase = Math.Exp(at[SpreadBase]),
        SpreadAmplitude = Math.Exp(at[SpreadAmplitude]), SpreadPeak = Math.Exp(at[SpreadPeak]), Sigma = Math.Exp(at[Sigma]), SpreadDrift = Math.Exp(at[SpreadDrift]),
        DriftWeeks = Math.Exp(at[DriftWeeks]), Tails = _nu >= 0 ? Math.Exp(at[_nu]) : double.PositiveInfinity, Largest = _options.PerDose ? 0 : Math.Exp(at[_first]), LogHalfDose = _options.PerDose ? 0 : at[_first + 1],
    };

    public double Predict(ReadOnlySpan<double> at, int person, ReadOnlySpan<double> weeks, Span<double> mean, Span<double> variance)
    {
        var p = ParametersOf(at);
        var who = _followUps[person];
        var logPeak = p.LogPeak + (p.SpreadPeak * at[_shared + _order[person]]);
        var (n, m) = (who.Scores.Count, weeks.Length);
        var (all, common, expected) = (new double[n + m], new double[n + m], new double[n + m]);
        for (var j = 0; j < n + m; j++)
        {
            all[j] = j < n ? who.Scores[j].Week : weeks[j - n];
            (common[j], var toxin) = p.Courses(who.Sessions, all[j], logPeak);
            expected[j] = p.Base - (p.Common * common[j]) - (_options.PerDose ? Amplitude(at, who) * common[j] : p.Largest * toxin);
        }

        double Covariance(int j, int k) => (p.SpreadBase * p.SpreadBase) + (p.SpreadDrift * p.SpreadDrift * p.DriftCorrelation(all[j], all[k]))
            + (p.SpreadAmplitude * p.SpreadAmplitude * common[j] * common[k]) + (j == k ? p.Sigma * p.Sigma : 0);
        var (factor, residual, across) = (new double[n * n], new double[n], new double[n]);
        for (var j = 0; j < n; j++)
        {
            residual[j] = who.Scores[j].Value - expected[j];
            for (var k = 0; k <= j; k++)
                factor[(j * n) + k] = Covariance(j, k);
        }

        if (!SymmetricMatrix.Factor(factor, n))
            throw new InvalidOperationException("The covariance of a person's scores is not positive definite.");
        SymmetricMatrix.SolveLower(factor, n, residual);
        var heavy = 1.0;
        if (_nu >= 0)
            heavy = (Math.Exp(at[_nu]) + residual.Sum(x => x * x)) / (Math.Exp(at[_nu]) + n);
        for (var j = 0; j < m; j++)
        {
            for (var k = 0; k < n; k++)
                across[k] = Covariance(n + j, k);
            SymmetricMatrix.SolveLower(factor, n, across);
            (mean[j], variance[j]) = (expected[n + j], Covariance(n + j, n + j));
            for (var k = 0; k < n; k++)
            {
                mean[j] += across[k] * residual[k];
                variance[j] -= across[k] * across[k];
            }

            variance[j] *= heavy;
        }

        return _nu >= 0 ? Math.Exp(at[_nu]) + n : double.PositiveInfinity;
    }

    double Amplitude(ReadOnlySpan<double> at, FollowUp who) =>
        who.Sessions is [{ DoseU: > 0 } only] ? Math.Exp(at[_first + Array.IndexOf(_doses, only.DoseU)]) : 0;

    /// <summary>Eight people side by side, one a lane; masks tell scores and injections that are not there.</summary>
    sealed class Group
    {
        public Group(IReadOnlyList<FollowUp> people, int first, double[] doses)
        {
            (First, Slots, Sessions) = (first, people.Max(p => p.Scores.Count), people.Max(p => p.Sessions.Count));
            (Value, Here, Weeks, LogWeeks, After) = (New(Slots), New(Slots), New(Slots * Sessions), New(Slots * Sessions), New(Slots * Sessions));
            (Lag, LogDose, Toxin, Count, DoseNumber) = (New(Slots * Slots), New(Sessions), New(Sessions), New(1), new int[Lanes]);
            Array.Fill(DoseNumber, -1);
            for (var i = 0; i < people.Count; i++)
            {
                var who = people[i];
                Count[i] = who.Scores.Count;
                for (var k = 0; k < who.Sessions.Count; k++)
                    (LogDose[(k * Lanes) + i], Toxin[(k * Lanes) + i]) = who.Sessions[k].DoseU > 0 ? (Math.Log(who.Sessions[k].DoseU), 1) : (0, 0);
                if (doses.Length > 0 && who.Sessions is [{ DoseU: > 0 } only])
                    DoseNumber[i] = Array.IndexOf(doses, only.DoseU);
                for (var j = 0; j < who.Scores.Count; j++)
                {
                    (Value[(j * Lanes) + i], Here[(j * Lanes) + i]) = (who.Scores[j].Value, 1);
                    for (var k = 0; k < j; k++)
                        Lag[(((j * Slots) + k) * Lanes) + i] = Math.Abs(who.Scores[j].Week - who.Scores[k].Week);
                    for (var k = 0; k < who.Sessions.Count; k++)
                        if (who.Scores[j].Week - who.Sessions[k].Week is > 0 and var u)
                            (Weeks[Slot(j, k, i)], LogWeeks[Slot(j, k, i)], After[Slot(j, k, i)]) = (u, Math.Log(u), 1);
                }
            }

            static double[] New(int vectors) => new double[Math.Max(1, vectors) * Lanes];
        }

        int Slot(int j, int k, int lane) => (((k * Slots) + j) * Lanes) + lane;

        public int First { get; }

        public int Slots { get; }

        public int Sessions { get; }

        public double[] Value { get; }

        public double[] Here { get; }

        public double[] Lag { get; }

        public double[] Weeks { get; }

        public double[] LogWeeks { get; }

        public double[] After { get; }

        public double[] LogDose { get; }

        /// <summary>1 where the session had a dose.</summary>
        public double[] Toxin { get; }

        public double[] Count { get; }

        public int[] DoseNumber { get; }
    }

    sealed class Posterior(DriftModel model) : ILogDensity
    {
        readonly int _slots = model._groups.Max(g => g.Slots);
        readonly double[] _deviates = new double[model._followUps.Count + Lanes];
        readonly double[] _byDeviates = new double[model._followUps.Count + Lanes];
        readonly double[] _amplitudes = new double[Lanes];
        readonly double[] _byAmplitudes = new double[Lanes];
        readonly double[] _tails = new double[model._groups.Max(g => g.Slots) + 1];
        readonly double[] _tailSlopes = new double[model._groups.Max(g => g.Slots) + 1];
        Vector512<double>[] Common { get => field ??= new Vector512<double>[_slots]; }
        Vector512<double>[] CommonSharp { get => field ??= new Vector512<double>[_slots]; }
        Vector512<double>[] CommonPeak { get => field ??= new Vector512<double>[_slots]; }
        Vector512<double>[] Effect { get => field ??= new Vector512<double>[_slots]; }
        Vector512<double>[] EffectDose { get => field ??= new Vector512<double>[_slots]; }
        Vector512<double>[] EffectSharp { get => field ??= new Vector512<double>[_slots]; }
        Vector512<double>[] EffectPeak { get => field ??= new Vector512<double>[_slots]; }
        Vector512<double>[] Residual { get => field ??= new Vector512<double>[_slots]; }
        Vector512<double>[] Correlation { get => field ??= new Vector512<double>[_slots * _slots]; }
        Vector512<double>[] Factor { get => field ??= new Vector512<double>[_slots * _slots]; }
        Vector512<double>[] Inverse { get => field ??= new Vector512<double>[_slots * _slots]; }

        public int Dimension => model._shared + model._followUps.Count;

        public double LogDensity(ReadOnlySpan<double> at, Span<double> gradient)
        {
            gradient.Clear();
            var value = Prior(at, gradient);
            var perDose = model._options.PerDose;
            var people = model._followUps.Count;
            at[model._shared..].CopyTo(_deviates);
            var (zero, one) = (Vector512<double>.Zero, Vector512<double>.One);
            var (theBase, common, a, spreadPeak) = (at[DriftModel.Base], at[DriftModel.Common], Math.Exp(at[Sharpness]), Math.Exp(at[SpreadPeak]));
            var (vBase, vAmplitude, vSigma, vDrift) = (Math.Exp(2 * at[SpreadBase]), Math.Exp(2 * at[SpreadAmplitude]), Math.Exp(2 * at[Sigma]), Math.Exp(2 * at[SpreadDrift]));
            var rate = -Math.Exp(-at[DriftWeeks]);
            var (largest, logHalf) = perDose ? (0, 0) : (Math.Exp(at[model._first]), at[model._first + 1]);
            var nu = model._nu >= 0 ? Math.Exp(at[model._nu]) : 0;
            if (model._nu >= 0)
                for (var n = 1; n < _tails.Length; n++)
                {
                    _tails[n] = SpecialFunctions.LogGamma((nu + n) / 2) - SpecialFunctions.LogGamma(nu / 2) - (0.5 * n * at[model._nu]);
                    _tailSlopes[n] = SpecialFunctions.Digamma((nu + n) / 2) - SpecialFunctions.Digamma(nu / 2) - (n / nu);
                }

            var (gBase, gCommon, gPeak, gSharp, gSpreadPeak) = (zero, zero, zero, zero, zero);
            var (gvBase, gvAmplitude, gvSigma, gvDrift, gDriftWeeks, gLargest, gHalf) = (zero, zero, zero, zero, zero, zero, zero);
            var (c, cs, cp) = (Common, CommonSharp, CommonPeak);
            var (e, ed, es, ep) = (Effect, EffectDose, EffectSharp, EffectPeak);
            var (r, correlation, l, inverse) = (Residual, Correlation, Factor, Inverse);

            foreach (var group in model._groups)
            {
                var n = group.Slots;
                var deviate = Vector512.LoadUnsafe(ref _deviates[group.First]);
                var logPeak = (deviate * spreadPeak) + Vector512.Create(at[Peak]);
                var perPeak = Vector512.Exp(-logPeak);
                var amplitude = zero;
                if (perDose)
                {
                    for (var i = 0; i < Lanes; i++)
                        _amplitudes[i] = group.DoseNumber[i] < 0 ? 0 : Math.Exp(at[model._first + group.DoseNumber[i]]);
                    amplitude = Vector512.LoadUnsafe(ref _amplitudes[0]);
                }

                for (var j = 0; j < n; j++)
                {
                    var (without, withoutSharp, withoutPeak) = (one, zero, zero);
                    var (x, xSharp, xPeak) = (zero, zero, zero);
                    for (var k = 0; k < group.Sessions; k++)
                    {
                        var slot = ((k * n) + j) * Lanes;
                        var scaled = Vector512.LoadUnsafe(ref group.Weeks[slot]) * perPeak;
                        var log = Vector512.LoadUnsafe(ref group.LogWeeks[slot]) - scaled - logPeak + one;
                        var s = Vector512.Exp(log * a) * Vector512.LoadUnsafe(ref group.After[slot]);
                        var (sSharp, sPeak) = (s * log, s * (scaled - one) * a);
                        var not = one - s;
                        withoutSharp = (withoutSharp * not) - (without * sSharp);
                        withoutPeak = (withoutPeak * not) - (without * sPeak);
                        without *= not;
                        if (!perDose)
                        {
                            var relative = Vector512.Exp(Vector512.LoadUnsafe(ref group.LogDose[k * Lanes]) - Vector512.Create(logHalf)) * Vector512.LoadUnsafe(ref group.Toxin[k * Lanes]);
                            x += relative * s;
                            xSharp += relative * sSharp;
                            xPeak += relative * sPeak;
                        }
                    }

                    (c[j], cs[j], cp[j]) = (one - without, -withoutSharp, -withoutPeak);
                    if (perDose)
                    {
                        (e[j], ed[j], es[j], ep[j]) = (zero, zero, zero, zero);
                    }
                    else
                    {
                        var bend = one / (one + x);
                        (e[j], ed[j], es[j], ep[j]) = (x * bend, x * bend * bend, xSharp * bend * bend, xPeak * bend * bend);
                    }

                    var here = Vector512.LoadUnsafe(ref group.Here[j * Lanes]);
                    r[j] = (Vector512.LoadUnsafe(ref group.Value[j * Lanes]) - Vector512.Create(theBase) + (c[j] * (amplitude + Vector512.Create(common))) + (e[j] * largest)) * here;
                    for (var k = 0; k < j; k++)
                    {
                        var both = here * Vector512.LoadUnsafe(ref group.Here[k * Lanes]);
                        var near = Vector512.Exp(Vector512.LoadUnsafe(ref group.Lag[((j * n) + k) * Lanes]) * rate) * both;
                        correlation[(j * n) + k] = near;
                        l[(j * n) + k] = (near * vDrift) + (both * ((c[j] * c[k] * vAmplitude) + Vector512.Create(vBase)));
                    }

                    l[(j * n) + j] = (here * ((c[j] * c[j] * vAmplitude) + Vector512.Create(vBase + vDrift + vSigma))) + one - here;
                }

                // Σ = L·Lᵀ lane by lane; then L⁻¹, whose diagonal gives the determinant.
                var logDeterminant = zero;
                for (var j = 0; j < n; j++)
                {
                    for (var k = 0; k <= j; k++)
                    {
                        var sum = l[(j * n) + k];
                        for (var m = 0; m < k; m++)
                            sum -= l[(j * n) + m] * l[(k * n) + m];
                        if (k < j)
                            l[(j * n) + k] = sum * inverse[(k * n) + k];
                        else
                            (l[(j * n) + j], inverse[(j * n) + j], logDeterminant) = (Vector512.Sqrt(sum), one / Vector512.Sqrt(sum), logDeterminant + Vector512.Log(sum));
                    }

                    for (var k = 0; k < j; k++)
                    {
                        var sum = zero;
                        for (var m = k; m < j; m++)
                            sum -= l[(j * n) + m] * inverse[(m * n) + k];
                        inverse[(j * n) + k] = sum * inverse[(j * n) + j];
                    }
                }

                // α = Σ⁻¹·r, by two triangular products; l is free and takes α in its first row, L⁻¹·r in its last place used.
                var square = zero;
                for (var j = n - 1; j >= 0; j--)
                {
                    var sum = zero;
                    for (var k = 0; k <= j; k++)
                        sum += inverse[(j * n) + k] * r[k];
                    l[j] = sum;
                    square += sum * sum;
                }

                for (var k = 0; k < n; k++)
                {
                    var sum = zero;
                    for (var j = k; j < n; j++)
                        sum += inverse[(j * n) + k] * l[j];
                    r[k] = sum;                     // the residual is not needed any more: r holds α
                }

                var weight = one;
                if (model._nu >= 0)
                {
                    // Multivariate t: the sums over a person's scores depend on their count only, and are made once for each count.
                    var count = Vector512.LoadUnsafe(ref group.Count[0]);
                    var logTail = Vector512.Log(one + (square * (1 / nu)));
                    weight = (count + Vector512.Create(nu)) / (square + Vector512.Create(nu));
                    value -= 0.5 * Vector512.Sum((count + Vector512.Create(nu)) * logTail);
                    var byNu = (weight * square * (1 / nu)) - logTail;
                    for (var i = 0; i < Lanes; i++)
                    {
                        var scores = (int)group.Count[i];
                        value += _tails[scores];
                        gradient[model._nu] += 0.5 * nu * (byNu[i] + _tailSlopes[scores]);
                    }
                }
                else
                {
                    value -= 0.5 * Vector512.Sum(square);
                }

                value -= 0.5 * Vector512.Sum(logDeterminant);

                var (byPeak, bySharp, byAmplitude) = (zero, zero, zero);
                for (var j = 0; j < n; j++)
                {
                    var here = Vector512.LoadUnsafe(ref group.Here[j * Lanes]);
                    var qc = zero;
                    for (var k = 0; k < n; k++)
                    {
                        var (row, column) = j >= k ? (j, k) : (k, j);
                        var precision = zero;
                        for (var m = row; m < n; m++)
                            precision += inverse[(m * n) + row] * inverse[(m * n) + column];
                        var there = Vector512.LoadUnsafe(ref group.Here[k * Lanes]);
                        var q = ((r[j] * r[k] * weight) - precision) * here * there * 0.5;          // ∂ log likelihood / ∂ Σ, entry j, k
                        gvBase += q;
                        qc += q * c[k] * vAmplitude;
                        gvAmplitude += q * c[j] * c[k];
                        if (j == k)
                        {
                            gvSigma += q;
                            gvDrift += q;
                        }
                        else
                        {
                            var near = q * correlation[(row * n) + column];
                            gvDrift += near;
                            gDriftWeeks += near * Vector512.LoadUnsafe(ref group.Lag[((row * n) + column) * Lanes]);
                        }
                    }

                    var byMean = r[j] * weight * here;
                    gBase += byMean;
                    gCommon -= byMean * c[j];
                    gLargest += byMean * e[j];
                    gHalf += byMean * ed[j] * largest;
                    byAmplitude -= byMean * c[j];
                    var byCommon = (qc + qc) - (byMean * (amplitude + Vector512.Create(common)));
                    byPeak += (byCommon * cp[j]) - (byMean * ep[j] * largest);
                    bySharp += (byCommon * cs[j]) - (byMean * es[j] * largest);
                }

                gPeak += byPeak;
                gSharp += bySharp;
                gSpreadPeak += byPeak * deviate;
                byPeak.StoreUnsafe(ref _byDeviates[group.First]);
                if (perDose)
                {
                    byAmplitude.StoreUnsafe(ref _byAmplitudes[0]);
                    for (var i = 0; i < Lanes; i++)
                        if (group.DoseNumber[i] >= 0)
                            gradient[model._first + group.DoseNumber[i]] += _byAmplitudes[i] * _amplitudes[i];
                }
            }

            for (var i = 0; i < people; i++)
                gradient[model._shared + i] += _byDeviates[i] * spreadPeak;
            gradient[DriftModel.Base] += Vector512.Sum(gBase);
            gradient[DriftModel.Common] += Vector512.Sum(gCommon);
            gradient[Peak] += Vector512.Sum(gPeak);
            gradient[Sharpness] += Vector512.Sum(gSharp) * a;
            gradient[SpreadPeak] += Vector512.Sum(gSpreadPeak) * spreadPeak;
            gradient[SpreadBase] += 2 * Vector512.Sum(gvBase) * vBase;
            gradient[SpreadAmplitude] += 2 * Vector512.Sum(gvAmplitude) * vAmplitude;
            gradient[Sigma] += 2 * Vector512.Sum(gvSigma) * vSigma;
            gradient[SpreadDrift] += 2 * Vector512.Sum(gvDrift) * vDrift;
            gradient[DriftWeeks] -= Vector512.Sum(gDriftWeeks) * vDrift * rate;
            if (!perDose)
            {
                gradient[model._first] += -Vector512.Sum(gLargest) * largest;
                gradient[model._first + 1] += Vector512.Sum(gHalf);
            }

            return value;
        }

        double Prior(ReadOnlySpan<double> at, Span<double> gradient)
        {
            var value = 0.0;
            Priors.Normal(at[DriftModel.Base], 45, 10, ref value, ref gradient[DriftModel.Base]);
            Priors.Normal(at[DriftModel.Common], 4, 4, ref value, ref gradient[DriftModel.Common]);
            Priors.Normal(at[Peak], Math.Log(3.5), 0.5, ref value, ref gradient[Peak]);
            Priors.Normal(at[Sharpness], Math.Log(1.5), 0.5, ref value, ref gradient[Sharpness]);
            Priors.HalfNormalOfLog(at[SpreadBase], 10, ref value, ref gradient[SpreadBase]);
            Priors.HalfNormalOfLog(at[SpreadAmplitude], 6, ref value, ref gradient[SpreadAmplitude]);
            Priors.HalfNormalOfLog(at[SpreadPeak], 0.5, ref value, ref gradient[SpreadPeak]);
            Priors.HalfNormalOfLog(at[Sigma], 6, ref value, ref gradient[Sigma]);
            Priors.HalfNormalOfLog(at[SpreadDrift], 8, ref value, ref gradient[SpreadDrift]);
            Priors.Normal(at[DriftWeeks], Math.Log(20), 1, ref value, ref gradient[DriftWeeks]);
            if (model._options.PerDose)
            {
                for (var i = 0; i < model._doses.Length; i++)
                    Priors.HalfNormalOfLog(at[model._first + i], 4, ref value, ref gradient[model._first + i], i == 0 ? 6 : 8);
            }
            else
            {
                Priors.HalfNormalOfLog(at[model._first], 10, ref value, ref gradient[model._first], 20);
                Priors.Normal(at[model._first + 1], Math.Log(8000), 1, ref value, ref gradient[model._first + 1]);
            }

            if (model._nu >= 0)
            {
                // nu ~ Gamma(2, 0.1) (Juárez and Steel 2010), on the log scale.
                var nu = Math.Exp(at[model._nu]);
                value += (2 * at[model._nu]) - (0.1 * nu);
                gradient[model._nu] += 2 - (0.1 * nu);
            }

            for (var i = model._shared; i < at.Length; i++)
            {
                value -= 0.5 * at[i] * at[i];
                gradient[i] -= at[i];
            }

            return value;
        }
    }
}
