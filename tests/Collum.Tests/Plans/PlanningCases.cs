using Collum.Anatomy;
using Collum.Patients;
using Collum.Plans;
using Collum.Postures;
using Collum.Toxins;

namespace Collum.Tests.Plans;

/// <summary>People, postures and sessions that the planner's tests share.</summary>
static class PlanningCases
{
    public static readonly DateOnly Day = new(2026, 11, 20);

    static readonly string[] SymmetricNames = ["anterocaput", "anterocollis", "retrocaput", "retrocollis", "sagittal-shift-anterior", "tremor-no-no"];

    // Muscle, side relative to the posture (i, c) or both (b), role: the usual candidates of each posture.
    static readonly Dictionary<string, string[]> Table = new()
    {
        ["torticaput"] = ["splenius-capitis i p", "sternocleidomastoid c p", "obliquus-capitis-inferior i p", "trapezius-descendens c s", "longissimus-capitis i s", "semispinalis-capitis c x"],
        ["torticollis"] = ["splenius-cervicis i p", "levator-scapulae i p", "semispinalis-cervicis c p", "scalenus-anterior c s"],
        ["laterocaput"] = ["sternocleidomastoid i p", "splenius-capitis i p", "trapezius-descendens i p", "semispinalis-capitis i s", "levator-scapulae i s"],
        ["laterocollis"] = ["levator-scapulae i p", "scalenus-medius i p", "scalenus-anterior i s", "splenius-cervicis i s"],
        ["anterocaput"] = ["longus-capitis b p", "suprahyoids b s", "sternocleidomastoid b x"],
        ["anterocollis"] = ["longus-colli b p", "scalenus-anterior b p", "sternocleidomastoid b s"],
        ["retrocaput"] = ["semispinalis-capitis b p", "splenius-capitis b p", "trapezius-descendens b s"],
        ["retrocollis"] = ["semispinalis-capitis b p", "semispinalis-cervicis b p", "splenius-cervicis b p", "levator-scapulae b s"],
        ["lateral-shift"] = ["levator-scapulae i p", "scalenus-medius i p", "sternocleidomastoid c p", "splenius-capitis c s"],
        ["sagittal-shift-anterior"] = ["sternocleidomastoid b p", "scalenus-anterior b p", "splenius-capitis b s"],
        ["shoulder-elevation"] = ["trapezius-descendens i p", "levator-scapulae i p"],
        ["tremor-no-no"] = ["obliquus-capitis-inferior b p", "splenius-capitis b p"],
    };

    public static IReadOnlyList<string> Postures { get; } = [.. Table.Keys];

    public static bool IsSymmetric(string posture) => SymmetricNames.Contains(posture);

    public static IReadOnlyList<(string Product, string Region)> Labels { get; } =
    [
        .. from label in Shared.Medicine.Toxins.Labels
           from region in Region.Known.Values
           where label.Covers(region)
           select (label.Id, region.Code),
    ];

    public static IReadOnlyList<Candidate> Candidates(string posture, Side side) => [.. Entries(posture, side).Select((c, i) => c with { Rank = i + 1 })];

    public static IReadOnlyList<Candidate> Candidates(Side side, params string[] postures) =>
        [.. postures.SelectMany(p => Entries(p, side)).GroupBy(c => (c.Muscle, c.Side)).Select(g => g.MinBy(c => c.Role)!)
            .OrderBy(c => c.Role).Select((c, i) => c with { Rank = i + 1 })];

    static IEnumerable<Candidate> Entries(string posture, Side side)
    {
        var score = 1.0;
        foreach (var parts in Table[posture].Select(e => e.Split(' ')))
        {
            var role = parts[2] switch { "p" => CandidateRole.Primary, "s" => CandidateRole.Secondary, _ => CandidateRole.Contested };
            foreach (var s in parts[1] switch { "i" => new[] { side }, "c" => [side.Mirror()], _ => [Side.Right, Side.Left] })
                yield return new Candidate(1, Shared.Medicine.Muscles[parts[0]], s, role, score, [$"Usual in {posture:code}."], ["jost-tatu-2015"], true);
            score -= 0.1;
        }
    }

    public static Product Product(string id) => Shared.Medicine.Toxins.Products[id];

    public static PlannerRequest Request(string product, string region, string posture = "torticaput", Side side = Side.Right) => new()
    {
        Product = Product(product), Region = Region.Known[region], Date = Day, FirstSession = true,
        Patient = new Patient { BirthDate = new(1970, 5, 1), WeightKg = 70 }, Candidates = Candidates(posture, side), Postures = [posture],
    };

    public static Proposal Propose(PlannerRequest request) => Shared.Medicine.Planner.Propose(request);

    public static ProposedLine? Line(this Proposal proposal, string muscle, Side side) =>
        proposal.Lines.SingleOrDefault(l => l.Muscle.Id == muscle && l.Side == side);

    public static Site Site(string product, string muscle, Side side, decimal units, int points = 2) =>
        new(Shared.Medicine.Muscles[muscle], side, Product(product).Units(units), points, null);

    public static LastSession Last(string product, string region, params IReadOnlyList<Site> sites) => new()
    {
        Given = new Plan { Date = Day.AddDays(-98), Region = Region.Known[region], Product = Product(product), FirstSession = false, Sites = sites },
        SideEffects = [],
    };
}
