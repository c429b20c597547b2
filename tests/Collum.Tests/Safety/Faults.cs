using System.Text;
using System.Text.Json.Nodes;
using Collum.Anatomy;
using Collum.Patients;
using Collum.Plans;
using Collum.Postures;
using Collum.Safety;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Tests.Safety;

/// <summary>One kind of slip. <see cref="Make"/> turns a sound, complete plan into one with exactly this slip, or null where that plan cannot have it.</summary>
/// <param name="Name">The class, as the table names it.</param>
/// <param name="What">What is changed, and nothing else.</param>
/// <param name="Make">Pure but for the practice's own randomness.</param>
sealed record Fault(string Name, string What, Func<PlanDocument, PublishedPractice, PlanDocument?> Make);

static class Faults
{
    static readonly Medicine Medicine = Shared.Medicine;

    static readonly string[][] UnitScales =
        [["onabotulinumtoxinA", "incobotulinumtoxinA", "daxibotulinumtoxinA"], ["abobotulinumtoxinA"], ["rimabotulinumtoxinB"]];

    static readonly decimal[] VialSizes = [.. Medicine.Toxins.Labels.SelectMany(l => l.Vials).Select(v => v.VialU).Distinct().Order()];

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("product swap, earlier sessions", "another product of the region is chosen; the history shows the right one", (d, p) =>
            d.Plan.FirstSession == false && d.History[0].Product == d.Plan.Product ? Swapped(d, p, _ => true) : null),
        new("product swap, first session", "another product whose units are of another size is chosen", (d, p) =>
            d.Plan.FirstSession == true ? Swapped(d, p, id => !AlikeUnits(id, d.Plan.Product.Id)) : null),
        new("product swap, vial in hand", "the vials in hand are of another product", (d, p) =>
            d with { Plan = d.Plan with { Preparations = [.. d.Plan.Preparations.Select(x => x with { ProductOnVial = Other(d, p, _ => true), Lot = null })] } }),
        new("dose × 2.5 to 10, whole plan", "every dose is multiplied by one factor", (d, p) =>
        {
            var factor = (decimal)p.Uniform(2.5, 10);
            return WithSites(d, s => s with { Dose = Rounded(s.Dose * factor) });
        }),
        new("dose × 2.5 to 10, one line", "the dose of one line of a later session is multiplied", (d, p) =>
        {
            var known = d.Plan.Sites.Where(s => d.History.Count > 0 && d.History[0].Lines.Any(l => l.Muscle == s.Muscle && l.Side == s.Side)).ToList();
            return known.Count == 0 ? null : WithSite(d, p.Pick(known), s => s with { Dose = Rounded(s.Dose * (decimal)p.Uniform(2.5, 10)) });
        }),
        new("decimal, dose of a line", "the dose of one line is ten times larger or smaller", (d, p) =>
        {
            var factor = p.Pick([10m, 0.1m]);
            return WithSite(d, p.Pick(d.Plan.Sites), s => s with { Dose = s.Dose * factor });
        }),
        new("decimal, diluent", "the diluent is ten times larger or smaller", (d, p) => Powder(d)
            ? WithDilution(d, x => new Dilution(x.Vial, new Volume(x.Diluent.Millilitres * p.Pick([10m, 0.1m])))) : null),
        new("diluent of another vial", "the diluent is five times larger or smaller, or a ready-made solution is diluted", (d, p) => Powder(d)
            ? WithDilution(d, x => new Dilution(x.Vial, new Volume(x.Diluent.Millilitres * p.Pick([5m, 0.2m]))))
            : WithDilution(d, x => new Dilution(x.Vial, new Volume(p.Whole(1, 5))))),
        new("vial size", "another vial size, of this or another product, is entered", (d, p) =>
        {
            var sizes = VialSizes.Where(v => v != d.Plan.Preparation!.Dilution.Vial.Content.Units).ToList();
            var label = Medicine.Toxins[d.Plan.Product];
            return WithDilution(d, x => new Dilution(label.VialOf(p.Pick(sizes)), x.Diluent));
        }),
        new("vial count", "one vial more or one fewer", (d, p) =>
        {
            var made = d.Plan.Preparation!;
            var vials = made.Vials + p.Pick([-1, 1]);
            return vials < 1 ? null : d with { Plan = d.Plan with { Preparations = [made with { Vials = vials }] } };
        }),
        new("expired lot", "the lot's expiry lies before the day", (d, p) => d with
        {
            Plan = d.Plan with { Preparations = [.. d.Plan.Preparations.Select(x => x with { Lot = new Lot(d.Plan.Product, "C1", d.Plan.Date.AddDays(-p.Whole(1, 400))) })] },
        }),
        new("side, against the posture", "a muscle that the posture calls for in each of its actions is moved to the other side, first session", (d, p) =>
        {
            if (d.Plan.FirstSession != true || d.Posture is not { Tremor: Tremor.None } posture)
                return null;
            var clear = d.Plan.Sites.Where(s => OneSided(d, s) && CalledFor(s, posture)).ToList();
            return clear.Count == 0 ? null : WithSite(d, p.Pick(clear), s => s with { Side = s.Side.Mirror() });
        }),
        new("side, against the last session", "a muscle that had one side last time is moved to the other", (d, p) =>
        {
            var known = d.Plan.Sites.Where(s => OneSided(d, s) && d.History.Count > 0 && d.History[0].Lines.Any(l => l.Muscle == s.Muscle)).ToList();
            return known.Count == 0 ? null : WithSite(d, p.Pick(known), s => s with { Side = s.Side.Mirror() });
        }),
        new("interval", "the last session lies within the label's shortest interval", (d, p) =>
        {
            if (d.History.Count == 0)
                return null;
            var nearer = d.Plan.Date.DayNumber - d.History[0].Date.DayNumber - p.Whole(7, ShortestDays(d) - 1);
            return d with { History = [.. d.History.Select(h => h with { Date = h.Date.AddDays(nearer) })] };
        }),
        new("toxin elsewhere", "toxin for another indication at another clinic, within the shortest interval", (d, p) =>
        {
            var product = p.Pick(Medicine.Toxins.Products.Values.Distinct().ToList());
            var past = new PastToxin(d.Plan.Date.AddDays(-p.Whole(1, ShortestDays(d) - 1)), product, product.Units(p.Whole(10, 100)), p.Pick(["cosmetic", "migraine", "bladder"])) { Clinic = "another clinic" };
            return d with { History = [.. d.History, past] };
        }),
        new("toxin of unknown dose or product", "within three months, after the shortest interval", (d, p) =>
        {
            if (ShortestDays(d) >= 91)
                return null;
            var date = d.Plan.Date.AddDays(-p.Whole(ShortestDays(d), 91));
            return d with { History = [.. d.History, new PastToxin(date, p.Pick([null, d.Plan.Product]), null, "cosmetic") { Clinic = "another clinic" }] };
        }),
        new("sum over the window", "a second session of the product, after the shortest interval, takes the sum over the label's maximum", (d, p) =>
        {
            var limit = Medicine.Toxins[d.Plan.Product].LimitsIn(d.Plan.Region, LimitKind.MaxCumulative).FirstOrDefault(l => l.DoseU is not null);
            if (limit is null || limit.WindowDays!.Max!.Value < ShortestDays(d))
                return null;
            var units = limit.DoseU!.Value - d.Plan.Total.Units + (p.Whole(1, 20) * 5);
            var past = new PastToxin(d.Plan.Date.AddDays(-p.Whole(ShortestDays(d), limit.WindowDays.Max.Value)), d.Plan.Product, d.Plan.Product.Units(units), "migraine") { Clinic = "another clinic" };
            return d with { History = [.. d.History, past] };
        }),
        new("pregnancy", "pregnant, entered after the plan was made", (d, p) => WithAnswer(d, "pregnancy", Answer.Yes, d.Patient.Sex == Sex.Female)),
        new("breast-feeding", "breast-feeding, entered after the plan was made", (d, p) => WithAnswer(d, "breastfeeding", Answer.Yes, d.Patient.Sex == Sex.Female)),
        new("contraindication", "an absolute or relative contraindication of the product holds", (d, p) => WithAnswer(d, p.Pick(Questions(d, Collum.Safety.Grade.Relative)), Answer.Yes, true)),
        new("absolute question not answered", "the answer to a question behind an absolute contraindication is missing", (d, p) =>
            WithAnswer(d, p.Pick(Questions(d, Collum.Safety.Grade.Absolute)), Answer.Unknown, true)),
        new("interaction", "a drug that blocks neuromuscular transmission is added, by any of its names, one in three misspelt", (d, p) =>
        {
            var drug = p.Pick(Medicine.Safety.Medications.All.Where(m => m.OnlyBy is null && m.LocalForms.Count == 0 && m.Interactions.Any(i => i is "aminoglycosides" or "other-nmj-blockers")).ToList());
            var name = p.Pick([drug.Name, .. drug.Also]);
            return d with { Patient = d.Patient with { Medications = [.. d.Patient.Medications, name.Length >= 8 && p.Whole(1, 3) == 1 ? Misspelt(name, p) : name] } };
        }),
        new("allergy", "an allergy to toxin or to an ingredient of the product is entered", (d, p) =>
        {
            var label = Medicine.Toxins[d.Plan.Product];
            var words = Medicine.Safety.Allergens.Where(a => a.AskWhich is null && (a.EveryProduct || a.In(label) is not null)).SelectMany(a => a.Words).ToList();
            return d with { Patient = d.Patient with { Allergies = [.. d.Patient.Allergies, p.Pick(words)] } };
        }),
        new("child", "the birth date of a child is entered", (d, p) =>
            d with { Patient = d.Patient with { BirthDate = d.Plan.Date.AddDays(-p.Whole(365, (18 * 365) - 10)) } }),
        new("duplicate line", "a line stands twice", (d, p) => d with { Plan = d.Plan with { Sites = [.. d.Plan.Sites, p.Pick(d.Plan.Sites)] } }),
        new("group and member", "a group that holds a planned muscle is planned beside it", (d, p) =>
        {
            var pairs = (from s in d.Plan.Sites from g in Medicine.Muscles.All where g.Members.Contains(s.Muscle.Id) select s with { Muscle = g }).ToList();
            return pairs.Count == 0 ? null : d with { Plan = d.Plan with { Sites = [.. d.Plan.Sites, p.Pick(pairs)] } };
        }),
        new("both sternocleidomastoids", "the other sternocleidomastoid gets the same dose, where the label advises against both", (d, p) =>
        {
            var scm = d.Plan.Sites.FirstOrDefault(s => s.Muscle.Id == Muscle.SternocleidomastoidId);
            var against = Medicine.Toxins[d.Plan.Product].LimitsIn(d.Plan.Region, LimitKind.BilateralMuscle)
                .Any(l => l.Muscle == Muscle.SternocleidomastoidId && (l.BilateralAllowed == false || l.Action != LimitAction.Warn));
            return scm is null || !against || !OneSided(d, scm) ? null : d with { Plan = d.Plan with { Sites = [.. d.Plan.Sites, scm with { Side = scm.Side.Mirror() }] } };
        }),
        new("first session", "a later session's dose is given to somebody who never had toxin", (d, p) =>
        {
            var label = Medicine.Toxins[d.Plan.Product];
            var most = label.LimitsIn(d.Plan.Region, LimitKind.MaxFirstSession).Where(l => l.Population != Population.Experienced).Select(l => l.DoseU)
                .Concat(label.StartingDose.Where(s => d.Plan.Region.IsIn(s.Regions) && s.Population == Population.Naive).Select(s => s.DoseU?.Max)).Min();
            return d.Plan.FirstSession == false && d.Plan.Total.Units > most ? d with { Plan = d.Plan with { FirstSession = true }, History = [] } : null;
        }),
        new("guidance", "the guidance of a deep muscle, or of one on the pleura, is missing", (d, p) =>
        {
            var deep = d.Plan.Sites.Where(s => s.Muscle.Depth?.IsDeep == true || s.Muscle.Risk.Pneumothorax == RiskLevel.High).Where(s => s.Guidance?.SeesTheNeedle() == true).ToList();
            return deep.Count == 0 ? null : WithSite(d, p.Pick(deep), s => s with { Guidance = p.Pick(new Guidance?[] { null, Guidance.Landmarks }) });
        }),
        new("points", "ten times the points", (d, p) => WithSite(d, p.Pick(d.Plan.Sites), s => s with { Points = s.Points * 10 })),
        new("region", "a region whose label is not on file", (d, p) =>
        {
            var none = Region.Known.Values.Where(r => !Medicine.Toxins[d.Plan.Product].Covers(r)).ToList();
            return d with { Plan = d.Plan with { Region = p.Pick(none) } };
        }),
        new("date", "the year of a later session is one too low or ten too high", (d, p) =>
            d.Plan.FirstSession == false ? d with { Plan = d.Plan with { Date = d.Plan.Date.AddYears(p.Pick([-1, 10])) } } : null),
    ];

    /// <summary>Slips that leave a plan which could as well be meant: no rule can always tell.</summary>
    public static IReadOnlyList<Fault> Ambiguous { get; } =
    [
        new("product swap, like units", "first session, no vial in hand: another product whose units are of like size (ona-, inco-, daxibotulinumtoxinA)", (d, p) =>
            d.Plan.FirstSession == true ? Swapped(d, p, id => AlikeUnits(id, d.Plan.Product.Id)) : null),
        new("dose × 2.5 to 10, one line", "first session: the dose of one line is multiplied", (d, p) =>
            d.Plan.FirstSession == true ? WithSite(d, p.Pick(d.Plan.Sites), s => s with { Dose = Rounded(s.Dose * (decimal)p.Uniform(2.5, 10)) }) : null),
        new("side, any muscle", "first session: any muscle planned on one side is moved to the other, whether or not the posture decides its side", (d, p) =>
        {
            var sites = d.Plan.Sites.Where(s => OneSided(d, s)).ToList();
            return d.Plan.FirstSession != true || sites.Count == 0 ? null : WithSite(d, p.Pick(sites), s => s with { Side = s.Side.Mirror() });
        }),
    ];

    static bool AlikeUnits(string a, string b) => UnitScales.First(s => s.Contains(a)).Contains(b);

    static Product? Other(PlanDocument d, PublishedPractice p, Func<string, bool> which)
    {
        var others = Medicine.Toxins.Labels.Where(l => l.Id != d.Plan.Product.Id && l.Covers(d.Plan.Region) && which(l.Id)).ToList();
        return others.Count == 0 ? null : Medicine.Toxins.Products[p.Pick(others).Id];
    }

    // The product is one word of the document: everything else stays as it was typed.
    static PlanDocument? Swapped(PlanDocument d, PublishedPractice p, Func<string, bool> which)
    {
        if (Other(d, p, which) is not { } other)
            return null;

        var text = JsonNode.Parse(d.Write())!;
        text["product"] = other.Id;
        if (text["preparation"] is JsonObject made)
        {
            made.Remove("product");
            made.Remove("lot");
            made.Remove("expiry");
            if (Powder(d) == false && made["diluent_ml"]!.GetValue<decimal>() == 0)
                made["diluent_ml"] = 1;                         // a powder is never entered without diluent: the reader refuses it
        }

        return PlanCheck.Read("PLAN.json", Encoding.UTF8.GetBytes(text.ToJsonString()), Medicine);
    }

    static bool Powder(PlanDocument d) => d.Plan.Preparation!.Dilution.Vial.Solution is null;

    static bool OneSided(PlanDocument d, Site site) => d.Plan.Sites.All(s => s.Muscle != site.Muscle || s.Side == site.Side);

    /// <summary>At least one action along the posture, none against it.</summary>
    static bool CalledFor(Site site, Posture posture)
    {
        if (site.Muscle.Action is not { } a)
            return false;
        var right = site.Side == Side.Right ? 1 : -1;
        double[] along =
        [
            right * a.Caput.Rotation * posture.CaputRotationRightDeg!.Value, right * a.Caput.Lateral * posture.CaputLateralRightDeg!.Value,
            right * a.Collis.Rotation * posture.CollisRotationRightDeg!.Value, right * a.Collis.Lateral * posture.CollisLateralRightDeg!.Value,
            posture.ShoulderElevation is { } raised ? a.ShoulderElevation * (raised == site.Side ? 20 : -20) : 0,
        ];
        return along.All(x => x >= 0) && along.Any(x => x >= 8);
    }

    static int ShortestDays(PlanDocument d) =>
        (int)(Medicine.Toxins[d.Plan.Product].LimitsIn(d.Plan.Region, LimitKind.MinInterval).Max(l => l.IntervalWeeks)!.Value * 7);

    static List<string> Questions(PlanDocument d, Collum.Safety.Grade least) =>
    [
        .. Medicine.Safety.Contraindications.All
            .Where(i => i.Concerns(d.Plan.Product) && i.AnsweredBy == AnsweredBy.Asked && i.GradeFor(d.Plan.Product, d.Plan.Region).Grade >= least && !i.NotAskedOf.Contains(d.Patient.Sex))
            .Select(i => i.Id),
    ];

    static PlanDocument? WithAnswer(PlanDocument d, string id, Answer answer, bool when)
    {
        if (!when)
            return null;
        var answers = new SortedDictionary<string, Answer>(d.Patient.Answers.ToDictionary(), StringComparer.Ordinal) { [id] = answer };
        return d with { Patient = d.Patient with { Answers = answers } };
    }

    static PlanDocument WithSites(PlanDocument d, Func<Site, Site> change) => d with { Plan = d.Plan with { Sites = [.. d.Plan.Sites.Select(change)] } };

    static PlanDocument WithSite(PlanDocument d, Site site, Func<Site, Site> change) => WithSites(d, s => ReferenceEquals(s, site) ? change(s) : s);

    static PlanDocument WithDilution(PlanDocument d, Func<Dilution, Dilution> change) =>
        d with { Plan = d.Plan with { Preparations = [.. d.Plan.Preparations.Select(x => x with { Dilution = change(x.Dilution) })] } };

    static Dose Rounded(Dose dose) => dose.Product.Units(decimal.Round(dose.Units));

    // Two neighbours change places, or one letter is lost; the first letter stays.
    static string Misspelt(string name, PublishedPractice p)
    {
        var at = p.Whole(1, name.Length - 2);
        return p.Whole(1, 2) == 1
            ? name[..at] + name[at + 1] + name[at] + name[(at + 2)..]
            : name[..at] + name[(at + 1)..];
    }
}
