using Collum.Anatomy;
using Collum.Findings;
using Collum.Patients;
using Collum.Plans;
using Collum.Postures;
using Collum.Safety;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Tests.Safety;

/// <summary>A plan in a few words, and what one rule says of it.</summary>
sealed record RuleCase(string ProductId, string RegionCode)
{
    public static readonly DateOnly Day = new(2026, 11, 20);

    public DateOnly Date { get; init; } = Day;

    public bool? First { get; init; } = false;

    public IReadOnlyList<Site> Sites { get; init; } = [];

    public IReadOnlyList<PastToxin> History { get; init; } = [];

    public IReadOnlyList<Preparation> Preparations { get; init; } = [];

    public Posture? Posture { get; init; }

    public Product Product => Shared.Medicine.Toxins.Products[ProductId];

    public Label Label => Shared.Medicine.Toxins[Product];

    public static RuleCase Ona(string region = "US") => new("onabotulinumtoxinA", region);

    public static RuleCase Inco(string region = "US") => new("incobotulinumtoxinA", region);

    public static RuleCase Abo(string region = "EU") => new("abobotulinumtoxinA", region);

    public static RuleCase Daxi() => new("daxibotulinumtoxinA", "US");

    public static RuleCase Rima(string region = "US") => new("rimabotulinumtoxinB", region);

    public RuleCase With(string muscle, decimal units, Side side = Side.Left, int points = 2, Guidance? guidance = Guidance.EmgUltrasound) =>
        this with { Sites = [.. Sites, new Site(Shared.Medicine.Muscles[muscle], side, Product.Units(units), points, guidance)] };

    public RuleCase Scm(decimal units, Side side = Side.Left, int points = 2) => With(Muscle.SternocleidomastoidId, units, side, points);

    public RuleCase Splenius(decimal units, Side side = Side.Right, int points = 3) => With("splenius-capitis", units, side, points);

    public RuleCase Naive() => this with { First = true };

    public RuleCase Past(int days, decimal? units, string? product = null, string? indication = PastToxin.CervicalDystonia, params (string Muscle, Side Side, decimal Units)[] lines)
    {
        var which = Shared.Medicine.Toxins.Products[product ?? ProductId];
        return this with
        {
            History =
            [
                .. History,
                new PastToxin(Date.AddDays(-days), which, units is { } u ? which.Units(u) : null, indication)
                {
                    Lines = [.. lines.Select(l => new PastLine(Shared.Medicine.Muscles[l.Muscle], l.Side, which.Units(l.Units)))],
                },
            ],
        };
    }

    public RuleCase MadeUp(decimal vial, int vials, decimal diluent, DateOnly? expiry = null, string? onVial = null) => this with
    {
        Preparations =
        [
            .. Preparations,
            new Preparation(new Dilution(Label.VialOf(vial), new Volume(diluent)), vials)
            {
                Lot = expiry is { } day ? new Lot(Product, "C1234", day) : null,
                ProductOnVial = onVial is null ? null : Shared.Medicine.Toxins.Products[onVial],
            },
        ],
    };

    public PlanCase Case => new(
        new Plan { Date = Date, Region = Region.Known[RegionCode], Product = Product, FirstSession = First, Sites = Sites, Preparations = Preparations },
        new Patient(), History, Label) { Posture = Posture };

    public IReadOnlyList<Finding> Findings => Shared.Medicine.PlanRules.Check(Case);

    /// <summary>The one finding of the rule, with its severity.</summary>
    public Finding Says(string code, Severity severity)
    {
        var rule = Shared.Medicine.PlanRules.All.Single(r => r.Code == code);
        var finding = Assert.Single(rule.Check(Case));
        Assert.Equal(severity, finding.Severity);
        Assert.Equal(code, finding.Code);
        Assert.Contains(finding.Source, Shared.Medicine.Sources.Sources.Keys);
        Assert.NotNull(finding.Place);
        return finding;
    }

    public void Silent(string code) => Assert.Empty(Shared.Medicine.PlanRules.All.Single(r => r.Code == code).Check(Case));
}
