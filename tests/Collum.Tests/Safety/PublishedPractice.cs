using System.Globalization;
using System.Text;
using Collum.Anatomy;
using Collum.Patients;
using Collum.Plans;
using Collum.Postures;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Tests.Safety;

/// <summary>Plans as published practice gives them, drawn with a seed: product, region, first or later session, whole dose, muscles, sides, points, guidance, vials, history, answers.</summary>
/// <remarks>
/// Whole doses come from the arms of data/trials/trials.csv, weighted by their size, and from the pooled data of seven centres (Jost et al.,
/// Neurol Neurochir Pol 2021;55:174-178: mean and SD of a session by product). The number of muscles is 4.4 (SD 1.6) (Jost et al., J Neural
/// Transm 2020;127:45-50), the muscles by their injection frequency, their shares by the mean doses of the same centres. A draw that a label
/// itself forbids or wants a reason for (session, first session, point, sternocleidomastoid, interval, sum over the window) is no legitimate
/// plan and is drawn again.
/// </remarks>
/// <param name="seed">Makes the same plans again.</param>
/// <param name="proposalsToo">Whether draws respect the figures that only this project proposes as they respect those of a label.</param>
sealed class PublishedPractice(int seed, bool proposalsToo = true)
{
    static readonly Medicine Medicine = Shared.Medicine;

    // Mean and SD of a session, seven centres.
    static readonly Dictionary<string, (double Mean, double Sd)> Centres = new(StringComparer.Ordinal)
    {
        ["onabotulinumtoxinA"] = (159.5, 62.4), ["incobotulinumtoxinA"] = (173.4, 99.2), ["abobotulinumtoxinA"] = (652.5, 285.5),
    };

    // The centres' patients are not given by product; a third each of 305.
    const double CentreWeight = 305 / 3.0;

    // A trial that states mean and range only: 25th to 75th percentile 198-300 U, as the maker reports of the same study.
    const double IndividualisedSd = 75;

    // Shares of the muscles: splenius capitis is the highest of the centres with 49.2 U, the others lie between 20 and 49.
    static readonly Dictionary<string, double> Share = new(StringComparer.Ordinal)
    {
        ["splenius-capitis"] = 49, ["semispinalis-capitis"] = 38, ["sternocleidomastoid"] = 34, ["trapezius-descendens"] = 34,
        ["levator-scapulae"] = 30, ["obliquus-capitis-inferior"] = 22,
    };

    const double OtherShare = 20;

    static readonly (string Product, string Region)[] Markets =
        [.. from label in Medicine.Toxins.Labels from region in (string[])["US", "EU", "UK", "IE"] where label.Covers(Region.Known[region]) select (label.Id, region)];

    // Smallest step in which doses are written, and least line, in the product's units.
    static readonly Dictionary<string, (decimal Step, decimal Least, decimal Point, decimal Spread)> Hand = new(StringComparer.Ordinal)
    {
        ["onabotulinumtoxinA"] = (5, 10, 20, 98), ["incobotulinumtoxinA"] = (5, 10, 20, 98), ["daxibotulinumtoxinA"] = (5, 10, 20, 83),
        ["abobotulinumtoxinA"] = (10, 40, 60, 280), ["rimabotulinumtoxinB"] = (250, 250, 750, 5000),
    };

    static readonly Dictionary<string, (double Dose, double Sd, double Weight)[]> Arms = ReadArms();

    // Common long-term medication of people of this age; what any of them means is the rules' affair.
    static readonly string[] Medications =
    [
        "amlodipine", "levothyroxine", "omeprazole", "atorvastatin", "sertraline", "paracetamol", "ibuprofen", "metformin", "clonazepam",
        "trihexyphenidyl", "baclofen", "aspirin", "bisoprolol", "candesartan", "simvastatin", "ramipril", "pantoprazole", "vitamin D",
        "escitalopram", "gabapentin", "losartan", "hydrochlorothiazide",
    ];

    static readonly SortedDictionary<string, Answer> AllNo = new(Medicine.Safety.AnswerIds.ToDictionary(id => id, _ => Answer.No), StringComparer.Ordinal);

    static readonly Dictionary<string, double> Weights = Arms.ToDictionary(a => a.Key, a => a.Value.Sum(x => x.Weight), StringComparer.Ordinal);

    static readonly double AllWeights = Weights.Values.Sum();

    readonly Random _random = new(seed);

    /// <summary>One legitimate plan.</summary>
    /// <param name="complete">With vials, diluent, and every line of the last session on record: ready to be signed.</param>
    public PlanDocument Next(bool complete = false)
    {
        while (true)
            if (Draw(complete) is { } drawn)
                return drawn;
    }

    PlanDocument? Draw(bool complete)
    {
        var id = DrawProduct();
        var code = Pick(Markets.Where(m => m.Product == id).Select(m => m.Region).ToList());
        var (product, region) = (Medicine.Toxins.Products[id], Region.Known[code]);
        var label = Medicine.Toxins[product];
        var first = _random.NextDouble() < 0.25;
        var date = new DateOnly(2026, 1, 5).AddDays(_random.Next(0, 700));

        var wanted = WholeDose(id, label, region, first);
        var posture = DrawPosture();
        var sites = Fill(product, label, region, wanted, posture);
        if (sites.Count == 0)
            return null;

        var plan = new Plan { Date = date, Region = region, Product = product, FirstSession = first, Sites = sites };
        if (!LimitsHold(plan, label))
            return null;

        var history = first ? [] : Past(plan, label, complete);
        if (complete || _random.NextDouble() < 0.9)
            plan = plan with { Preparations = MakeUp(plan, label) };

        return new PlanDocument(plan, DrawPatient(date), history) { Posture = complete || _random.NextDouble() < 0.7 ? posture : null };
    }

    /// <summary>As often as patients of the arms were treated with it.</summary>
    string DrawProduct()
    {
        var at = _random.NextDouble() * AllWeights;
        foreach (var (id, weight) in Weights)
            if ((at -= weight) <= 0)
                return id;
        return Arms.Keys.Last();
    }

    decimal WholeDose(string id, Label label, Region region, bool first)
    {
        var arms = Arms[id];
        while (true)
        {
            var at = _random.NextDouble() * Weights[id];
            var arm = arms[^1];
            foreach (var candidate in arms)
            {
                at -= candidate.Weight;
                if (at <= 0)
                {
                    arm = candidate;
                    break;
                }
            }

            // A first session starts from what the label recommends where it gives a figure, otherwise lower than later ones.
            var starts = label.StartingDose.Where(s => region.IsIn(s.Regions) && s.Population is Population.Naive or Population.Any).Select(s => s.DoseU).ToList();
            var dose = !first ? arm.Dose + (arm.Sd * Normal())
                : starts.FirstOrDefault(d => d?.Min is not null) is { Min: { } start } ? (double)start * Math.Min(1, 0.9 + (0.12 * Normal()))
                : Math.Min(0.75 * (arm.Dose + (arm.Sd * Normal())), (double?)starts.Min(d => d?.Max) ?? double.MaxValue);

            // A normal curve with a large deviation reaches below anything given: half of the lowest figure on file bounds it.
            if (dose >= 0.5 * (double)(label.RecommendedRange.Where(r => region.IsIn(r.Regions)).Min(r => r.DoseU?.Min) ?? Medicine.PlanNumbers.ScaleOf(Medicine.Toxins.Products[id])!.SessionU.Min!.Value * 2))
                return (decimal)dose;
        }
    }

    Posture DrawPosture()
    {
        // Turning is the leading direction in most patients, at caput and collis level about equally often; tilt goes with it or not.
        var turn = Sign() * (12 + (_random.NextDouble() * 25));
        var tilt = _random.NextDouble() < 0.75 ? Sign() * (_random.NextDouble() * 20) : 0;
        var sagittal = _random.NextDouble() < 0.4 ? 8 + (6 * Normal()) : 0;
        var share = _random.NextDouble();
        return new Posture
        {
            CaputRotationRightDeg = Math.Round(turn * share), CollisRotationRightDeg = Math.Round(turn * (1 - share)),
            CaputLateralRightDeg = Math.Round(tilt * share), CollisLateralRightDeg = Math.Round(tilt * (1 - share)),
            CaputExtensionDeg = Math.Round(sagittal * share), CollisExtensionDeg = Math.Round(sagittal * (1 - share)),
            ShoulderElevation = _random.NextDouble() < 0.4 ? turn > 0 ? Side.Left : Side.Right : null,
            Tremor = _random.NextDouble() < 0.3 ? Tremor.NoNo : Tremor.None,
        };
    }

    List<Site> Fill(Product product, Label label, Region region, decimal wanted, Posture posture)
    {
        var hand = Hand[product.Id];
        var muscles = Medicine.Muscles.Single.Where(m => _random.NextDouble() * 100 < Medicine.CandidateNumbers.FrequencyOf(m).Percent).ToList();
        if (product.Id == "rimabotulinumtoxinB")                // its trials split the dose over two to four muscles
            muscles = [.. muscles.OrderByDescending(m => Share.GetValueOrDefault(m.Id, OtherShare)).Take(_random.Next(2, 5))];

        var lines = new List<(Muscle Muscle, Side Side, double Weight)>();
        foreach (var muscle in muscles)
        {
            var weight = Share.GetValueOrDefault(muscle.Id, OtherShare) * Math.Exp(0.35 * Normal());
            var both = IsScm(muscle) ? _random.NextDouble() < 0.04 : _random.NextDouble() < 0.12;
            foreach (var side in both ? [Side.Right, Side.Left] : new[] { SideFor(muscle, posture) })
                lines.Add((muscle, side, product.Id == "rimabotulinumtoxinB" ? 1 : weight));
        }

        // A dose is spread: no line has on average more than twice the highest mean of the centres (daxibotulinumtoxinA, of which no dose by muscle was read: a third of 250 U).
        if (lines.Count == 0 || wanted / lines.Count > hand.Spread)
            return [];

        var sum = lines.Sum(l => l.Weight);
        var sites = new List<Site>();
        foreach (var (muscle, side, weight) in lines)
        {
            var units = decimal.Round((decimal)(weight / sum) * wanted / hand.Step) * hand.Step;
            if (IsSmall(muscle))
                units = Math.Min(units, SmallMost(product));
            if (units < hand.Least)
                continue;

            var points = Math.Clamp((int)Math.Ceiling(units / hand.Point), muscle.Points.Min, muscle.Points.Max);
            while (label.LimitsIn(region, LimitKind.MaxPerSite).Any(l => units / points > l.DoseU))
                points++;
            if (units / points < Medicine.PlanNumbers.ScaleOf(product)!.PointU.Min)
                points = Math.Max(1, points - 1);
            sites.Add(new Site(muscle, side, product.Units(units), points, GuidanceFor(muscle)));
        }

        // Lines too small to write down were left out: a dose far from the one wanted is no draw of it.
        var planned = sites.Sum(s => s.Dose.Units);
        return planned >= 0.85m * wanted && planned <= 1.15m * wanted ? sites : [];
    }

    // A small muscle takes no more than it holds: three times the centres' lowest mean.
    static decimal SmallMost(Product product) => Medicine.PlanNumbers.ScaleOf(product)!.SmallLineU.Max!.Value;

    static bool IsSmall(Muscle muscle) => muscle.Points.Max <= 2;

    static bool IsScm(Muscle muscle) => muscle.Id == Muscle.SternocleidomastoidId;

    /// <summary>The side on which the muscle works with the posture; either, where it works with none of it.</summary>
    Side SideFor(Muscle muscle, Posture posture)
    {
        var right = Pull(muscle, posture);
        return right > 0.5 ? Side.Right : right < -0.5 ? Side.Left : Sign() > 0 ? Side.Right : Side.Left;
    }

    /// <summary>Degrees of the posture that the right muscle works with, less those that it works against.</summary>
    public static double Pull(Muscle muscle, Posture p)
    {
        if (muscle.Action is not { } a)
            return 0;
        return (a.Caput.Rotation * p.CaputRotationRightDeg ?? 0) + (a.Caput.Lateral * p.CaputLateralRightDeg ?? 0)
            + (a.Collis.Rotation * p.CollisRotationRightDeg ?? 0) + (a.Collis.Lateral * p.CollisLateralRightDeg ?? 0)
            + (p.ShoulderElevation is { } raised ? a.ShoulderElevation * (raised == Side.Right ? 15 : -15) : 0);
    }

    Guidance? GuidanceFor(Muscle muscle)
    {
        var at = _random.NextDouble();
        if (muscle.Risk.Pneumothorax == RiskLevel.High || muscle.Risk.Dysphagia == RiskLevel.VeryHigh)
            return at < 0.95 ? at < 0.6 ? Guidance.Ultrasound : Guidance.EmgUltrasound : Guidance.Emg;
        if (muscle.Depth?.IsDeep == true || muscle.Guidance.Ultrasound == GuidanceAdvice.StronglyAdvised || muscle.Guidance.Emg == GuidanceAdvice.StronglyAdvised)
            return at < 0.5 ? Guidance.Ultrasound : at < 0.75 ? Guidance.EmgUltrasound : Guidance.Emg;
        return at < 0.35 ? Guidance.Emg : at < 0.6 ? Guidance.Ultrasound : at < 0.75 ? Guidance.EmgUltrasound : at < 0.95 ? Guidance.Landmarks : null;
    }

    /// <summary>Whether the figures on file that stop or want a reason are kept.</summary>
    bool LimitsHold(Plan plan, Label label)
    {
        var rows = label.Limits.Where(l => plan.Region.IsIn(l.Regions) && l.Action != LimitAction.Warn && (proposalsToo || l.Source != "clinical-proposal")).ToList();
        bool Kept(LimitKind kind, Func<Limit, decimal> counted) => rows.Where(l => l.Kind == kind && l.DoseU is not null).All(l => counted(l) <= l.DoseU);

        var total = plan.Total.Units;
        return Kept(LimitKind.MaxSession, _ => total)
            && Kept(LimitKind.UsualMaxSession, _ => total)
            && (plan.FirstSession == false || label.StartingDose.All(s => !plan.Region.IsIn(s.Regions) || s.Population == Population.Experienced || !(total > s.DoseU?.Max)))
            && (plan.FirstSession == false || Kept(LimitKind.MaxFirstSession, l => l.Population == Population.Experienced ? 0 : total))
            && Kept(LimitKind.MaxPerMuscle, l => plan.TotalTo(l.Muscle!).Units)
            && !(plan.IsBilateral(Muscle.SternocleidomastoidId) && rows.Any(l => l.Kind == LimitKind.BilateralMuscle && l.Muscle == Muscle.SternocleidomastoidId));
    }

    List<PastToxin> Past(Plan plan, Label label, bool complete)
    {
        var product = plan.Product;
        var hand = Hand[product.Id];
        var weeks = label.LimitsIn(plan.Region, LimitKind.MinInterval).Max(l => l.IntervalWeeks) ?? 12;

        // Re-treatment after 12 to 16 weeks, never below the label; 80.7 (SD 14.4) and 83.9 (13.6) days in one trial.
        var days = Math.Max((int)(weeks * 7), (int)Math.Round(91 + (14 * Normal())));
        var lines = new List<PastLine>();
        var added = plan.Sites.Count > 2 && _random.NextDouble() < 0.25 ? plan.Sites.MinBy(s => s.Dose) : null;
        foreach (var site in plan.Sites)
        {
            if (site == added)
                continue;                                       // new in this plan
            var factor = (decimal)Math.Clamp(Math.Exp(0.2 * Normal()), 0.62, 1.6);
            lines.Add(new PastLine(site.Muscle, site.Side, product.Units(Math.Max(hand.Least, decimal.Round(site.Dose.Units * factor / hand.Step) * hand.Step))));
        }

        var before = lines.Select(l => l.Dose).Sum(product);

        // A label's sum over its window is kept by waiting: to the shorter end of it, as twelve-week clinics do, or to the longer.
        foreach (var limit in label.LimitsIn(plan.Region, LimitKind.MaxCumulative))
            if (limit.DoseU is { } most && (before + plan.Total).Units > most)
                days = Math.Max(days, (complete ? limit.WindowDays?.Max + 1 : limit.WindowDays?.Min) ?? 92);

        var history = new List<PastToxin>
        {
            new(plan.Date.AddDays(-days), product, before, PastToxin.CervicalDystonia) { Lines = complete || _random.NextDouble() < 0.8 ? lines : [] },
        };
        if (_random.NextDouble() < 0.6)
            history.Add(new PastToxin(plan.Date.AddDays(-days - 98), product, before, PastToxin.CervicalDystonia));
        if (_random.NextDouble() < 0.04)
            history.Add(new PastToxin(plan.Date.AddDays(-_random.Next(120, 400)), Medicine.Toxins.Products["onabotulinumtoxinA"], Medicine.Toxins.Products["onabotulinumtoxinA"].Units(30), "cosmetic") { Clinic = "another clinic" });

        // A few come from another product.
        if (!complete && _random.NextDouble() < 0.01)
            history = [new PastToxin(plan.Date.AddDays(-Math.Max(days, 98)), Medicine.Toxins.Products[Pick(Markets).Product], null, PastToxin.CervicalDystonia)];
        return history;
    }

    IReadOnlyList<Preparation> MakeUp(Plan plan, Label label)
    {
        var sold = label.VialsIn(plan.Region).ToList();
        var total = plan.Total.Units;
        var span = Concentrations(plan, label);

        // One size: the smallest waste, then fewest vials; a clinic may stock only one of them, then the same within that size.
        var size = _random.NextDouble() < 0.7
            ? sold.OrderBy(v => (decimal.Ceiling(total / v.Content.Units) * v.Content.Units, decimal.Ceiling(total / v.Content.Units))).First()
            : sold.Where(v => v.Content.Units <= total || v == sold[0]).OrderByDescending(v => v.Content.Units).First();
        var vials = (int)decimal.Ceiling(total / size.Content.Units);
        var volumes = label.Reconstitution
            .Where(r => plan.Region.IsIn(r.Regions) && r.VialU == size.Content.Units && r.ConcentrationUPerMl >= span.Min && r.ConcentrationUPerMl <= span.Max)
            .Select(r => r.DiluentMl).Order().ToList();

        // No more than 1 mL is put into one point, as a hand chooses it.
        volumes.RemoveAll(ml => volumes.Count > 1 && plan.Sites.Any(s => s.PerPoint.Units * ml > size.Content.Units || plan.Total.Units * ml > 10 * size.Content.Units));

        // Small volumes are preferred in the neck; the weakest of the tabled solutions is the exception.
        if (volumes.Count > 1 && _random.NextDouble() < 0.85)
            volumes.RemoveAt(volumes.Count - 1);
        var diluent = size.Solution is not null ? 0 : volumes.Count > 0 ? Pick([.. volumes]) : size.Content.Units / Math.Max(span.Min, Pick([span.Max, span.Max / 2]));
        var lot = _random.NextDouble() < 0.5;
        return
        [
            new Preparation(new Dilution(size, new Volume(diluent)), vials)
            {
                Lot = lot ? new Lot(plan.Product, $"C{_random.Next(1000, 9999)}", plan.Date.AddDays(_random.Next(1, 700))) : null,
                ProductOnVial = lot ? plan.Product : null,
            },
        ];
    }

    /// <summary>What the label advises for this use, or what is usual in the neck.</summary>
    static (decimal Min, decimal Max) Concentrations(Plan plan, Label label)
    {
        if (label.RecommendedDilution.FirstOrDefault(r => plan.Region.IsIn(r.Regions)) is { } advised)
            return (advised.DoseUPerTenthMl.Min!.Value * 10, advised.DoseUPerTenthMl.Max!.Value * 10);
        var usual = Medicine.PlanNumbers.ScaleOf(plan.Product)!.ConcentrationUPerMl;
        return (usual.Min!.Value, usual.Max!.Value);
    }

    Patient DrawPatient(DateOnly date)
    {
        // Ages of the 109 patients of Brashear 1999: mean 56, SD 12, 26 to 83; two thirds women.
        var age = Math.Clamp(56 + (12 * Normal()), 22, 85);
        return new Patient
        {
            BirthDate = date.AddDays(-(int)(age * 365.25)),
            Sex = _random.NextDouble() < 0.66 ? Sex.Female : Sex.Male,
            WeightKg = Math.Round((decimal)Math.Clamp(73 + (14 * Normal()), 45, 130)),
            Answers = AllNo,
            Medications = [.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Pick(Medications)).Distinct()],
        };
    }

    static Dictionary<string, (double Dose, double Sd, double Weight)[]> ReadArms()
    {
        var lines = Encoding.UTF8.GetString(Medicine.Files["trials/trials.csv"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToList();
        var column = lines[0].Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);
        var rows = lines.Skip(1).Select(l => (Trial: l[column["trial_id"]], Product: l[column["product"]], Arm: l[column["arm"]], Dose: l[column["dose_u"]],
            N: l[column["n"]], Outcome: l[column["outcome"]], Statistic: l[column["statistic"]], Value: l[column["value"]], Status: l[column["status"]])).ToList();
        double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

        var arms =
            from row in rows
            where row.Status == "verified" && row.Dose.Length > 0 && row.N.Length > 0 && Number(row.Dose) > 0 && Centres.Keys.Concat(Hand.Keys).Contains(row.Product)
                && !row.Arm.Contains(" vs ", StringComparison.Ordinal)
            group row by (row.Trial, row.Product, row.Arm, row.Dose) into arm
            let sd = arm.FirstOrDefault(r => r is { Outcome: "dose", Statistic: "sd" }).Value
            select (arm.Key.Product, Dose: Number(arm.Key.Dose),
                Sd: sd is not null ? Number(sd) : arm.Key.Arm.Contains("individualised", StringComparison.Ordinal) ? IndividualisedSd : 0,
                Weight: arm.Max(r => Number(r.N)));

        // The daxibotulinumtoxinA trial had a second arm of 250 U and 130 patients, of which the table holds no row; the label's range ends there.
        return arms
            .Concat(Centres.Select(c => (Product: c.Key, Dose: c.Value.Mean, c.Value.Sd, Weight: CentreWeight)))
            .Append((Product: "daxibotulinumtoxinA", Dose: 250, Sd: 0, Weight: 130))
            .GroupBy(a => a.Product, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(a => (a.Dose, a.Sd, a.Weight)).OrderBy(a => a).ToArray(), StringComparer.Ordinal);
    }

    static string[] Cells(string line)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var ch in line.TrimEnd('\r'))
        {
            if (ch == '"')
                quoted = !quoted;
            else if (ch == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(ch);
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public double Uniform(double low, double high) => low + ((high - low) * _random.NextDouble());

    public int Whole(int low, int high) => _random.Next(low, high + 1);

    int Sign() => _random.NextDouble() < 0.5 ? -1 : 1;

    // Box and Muller, Ann Math Stat 1958;29:610-611.
    double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
