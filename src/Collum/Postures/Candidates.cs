using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Numerics;
using Collum.Patients;

namespace Collum.Postures;

/// <summary>Muscles that a posture suggests, best first, with what was said about the measurement.</summary>
public sealed record CandidateList(
    IReadOnlyList<DetectedPosture> Postures, IReadOnlyList<Candidate> Candidates, IReadOnlyList<Finding> Findings);

/// <summary>Suggests muscles for a posture: the posture table first, a score inside it, then what was found in the muscles themselves.</summary>
/// <remarks>
/// <c>docs/methods/candidates.md</c>, equations C1 to C6. Many sets of muscles hold the same posture: a candidate is never an established muscle, and a
/// list of candidates is not a plan.
/// </remarks>
public sealed class Candidates(PostureTable table, CandidateTable numbers, Biomechanics biomechanics, Muscles muscles)
{
    // What the table says, most binding first. A part of a shift ranks behind what the shift itself says.
    const int Decisive = 0, Primary = 1, Secondary = 2, PartPrimary = 3, PartSecondary = 4, Contested = 5, Unlisted = 6, SpokenAgainst = 7;

    /// <summary>Names the postures that the candidates rest on.</summary>
    public ColCap ColCap { get; } = new(table, numbers, biomechanics);

    /// <param name="posture">As measured, with what examination found.</param>
    /// <param name="evidence">Further findings in single muscles, such as EMG; each changes the odds by its likelihood ratio.</param>
    public CandidateList Rank(Posture posture, IReadOnlyList<Evidence>? evidence = null)
    {
        var (postures, said) = ColCap.Classify(posture);
        var findings = said.ToList();
        var all = (IReadOnlyList<Evidence>)[.. Examined(posture, findings), .. evidence ?? []];
        var direction = new Direction(posture, postures, ColCap, numbers.Content.DetectionThreshold.Deg);

        var entries = Named(postures);
        AddUnlisted(entries, all);
        var leading = LeadingSide(posture, all);
        var ordered = entries
            .Select(e => Weigh(e, direction, all, posture, postures))
            .Where(c => c.Tier != Unlisted || c.Candidate.LikelihoodRatio > 1)
            .OrderBy(c => c.Tier).ThenByDescending(c => c.Candidate.Score)
            .ThenBy(c => c.Candidate.Muscle.Id, StringComparer.Ordinal)
            .ThenBy(c => c.Candidate.Side == leading ? 0 : 1)
            .ToList();
        var candidates = ordered.Select((c, i) => c.Candidate with { Rank = i > 0 && IsPair(ordered[i - 1], c) ? i : i + 1 }).ToList();
        Cautions(postures, candidates.Count > 0, findings);
        return new(postures, candidates, findings);
    }

    // The two sides of a muscle that nothing tells apart share a place: a posture that is its own mirror then gets an answer that is its own mirror.
    static bool IsPair((int Tier, Candidate Candidate) a, (int Tier, Candidate Candidate) b) =>
        a.Tier == b.Tier && a.Candidate.Muscle == b.Candidate.Muscle && a.Candidate.Score.Equals(b.Candidate.Score);

    sealed record Naming(DetectedPosture Posture, PostureMuscle Entry)
    {
        public int Tier => Entry.Role switch
        {
            CandidateRole.Primary => Posture.PartOf is null ? Primary : PartPrimary,
            CandidateRole.Secondary => Posture.PartOf is null ? Secondary : PartSecondary,
            _ => Contested,
        };

        public CandidateRole Role => Tier switch
        {
            Primary => CandidateRole.Primary,
            Contested => CandidateRole.Contested,
            _ => CandidateRole.Secondary,
        };
    }

    sealed record Entry(Muscle Muscle, Side Side, List<Naming> Namings);

    List<Entry> Named(IReadOnlyList<DetectedPosture> postures)
    {
        var entries = new List<Entry>();
        foreach (var posture in postures)
            foreach (var named in posture.Entry.Muscles)
                foreach (var side in named.On(posture.Side))
                {
                    var entry = entries.Find(e => e.Muscle.Id == named.MuscleId && e.Side == side);
                    if (entry is null)
                        entries.Add(entry = new(muscles[named.MuscleId], side, []));
                    entry.Namings.Add(new(posture, named));
                }

        return entries;
    }

    // A muscle that no posture names is worth showing when something in the muscle itself speaks for it.
    void AddUnlisted(List<Entry> entries, IReadOnlyList<Evidence> evidence)
    {
        foreach (var muscle in muscles.Single)
            foreach (var side in Enum.GetValues<Side>())
                if (!entries.Exists(e => e.Muscle.Id == muscle.Id && e.Side == side) && evidence.Any(e => SpeaksOf(e, muscle, side)))
                    entries.Add(new(muscle, side, []));
    }

    bool SpeaksOf(Evidence e, Muscle muscle, Side side) =>
        e.Side == side && muscles.TryFind(e.MuscleId, out var named) && Muscles.Overlap(named, muscle);

    (int Tier, Candidate Candidate) Weigh(
        Entry entry, Direction direction, IReadOnlyList<Evidence> all, Posture posture, IReadOnlyList<DetectedPosture> postures)
    {
        var (muscle, side, namings) = entry;
        var frequency = numbers.FrequencyOf(muscle);
        var contributions = direction.Of(muscle, side, biomechanics);
        var agreement = Direction.Agreement(contributions);
        var score = agreement * Math.Sqrt(frequency.Percent / 100);                     // C4

        var evidence = all.Where(e => SpeaksOf(e, muscle, side)).ToList();
        var ratio = evidence.Aggregate(1.0, (product, e) => product * e.LikelihoodRatio);
        var joined = ratio == 1 ? score : Joined(score, ratio);

        var tier = namings.Count == 0 ? Unlisted : namings.Min(n => n.Tier);
        var decisive = numbers.Content.DecisiveEvidence.LikelihoodRatio;
        if (ratio >= decisive)
            tier = Decisive;
        else if (ratio <= 1 / decisive)
            tier = SpokenAgainst;

        var role = namings.Count == 0 ? CandidateRole.Unlisted : namings.MinBy(n => n.Tier)!.Role;
        var sources = new List<string>([.. namings.OrderBy(n => n.Tier).Select(n => n.Entry.Source)]);
        if (contributions.Count > 0)
            sources.Add("hyoid-model");
        sources.Add(frequency.Fact.Source);
        sources.AddRange(evidence.Select(e => e.Source));
        if (tier is Decisive or SpokenAgainst)
            sources.Add(numbers.Content.DecisiveEvidence.Source);

        return (tier, new Candidate(
            0, muscle, side, role, joined,
            [.. Reasons(entry, contributions, agreement, frequency, evidence, ratio, tier, posture, postures)],
            [.. sources.Distinct()],
            frequency.Fact.AwaitsChecking || namings.Any(n => n.Entry.AwaitsChecking) || evidence.Any(e => e.Status.AwaitsChecking()))
        {
            PostureScore = score, Agreement = agreement, Contributions = contributions, Evidence = evidence, LikelihoodRatio = ratio,
            Postures = [.. namings.OrderBy(n => n.Tier).Select(n => new CandidatePosture(n.Posture.Entry.Id, n.Posture.Side, n.Entry.Role))],
            ConfirmBy = ConfirmBy(muscle),
        });
    }

    /// <summary>The score after evidence: to a working probability, to odds, times the ratio, and back (C5, C6).</summary>
    internal double Joined(double score, double ratio)
    {
        var knee = numbers.Content.ProbabilityKnee.Value;
        var probability = score >= knee ? Math.Min(score, 1 - 1e-12) : knee * Math.Exp((score - knee) / knee);
        var odds = probability / (1 - probability) * Require.Positive(ratio);
        var after = odds / (1 + odds);
        return after >= knee ? after : knee * (1 + Math.Log(after / knee));
    }

    IEnumerable<Sentence> Reasons(
        Entry entry, IReadOnlyList<AxisContribution> contributions, double agreement, InjectionFrequency frequency,
        IReadOnlyList<Evidence> evidence, double ratio, int tier, Posture posture, IReadOnlyList<DetectedPosture> postures)
    {
        var (muscle, side, namings) = entry;
        foreach (var naming in namings.OrderBy(n => n.Tier))
        {
            var size = naming.Posture.Deg is { } deg ? Phrase($" ({deg:0.#} degrees)") : null;
            var part = naming.Posture.PartOf is { } shift ? Phrase($", here part of {shift}") : null;
            var level = naming.Posture.LevelKnown ? null : Phrase($"; caput and collis were not told apart");
            Sentence posed = $"{naming.Posture}{size}{part}{level}; {Known(naming.Entry.Status)}";
            yield return naming.Entry.Role switch
            {
                CandidateRole.Primary => Phrase($"Primary in {posed}."),
                CandidateRole.Secondary => Phrase($"Secondary in {posed}."),
                _ => Phrase($"Contested in {posed}."),
            };
        }

        if (namings.Count == 0)
            yield return $"No posture named here lists this muscle; it is shown for what was found in it.";
        if (namings.Where(n => n.Posture.Side is null).Select(n => n.Posture.Entry.Name).Distinct().Select(Data).ToList() is { Count: > 0 } symmetric)
            yield return $"For {Both(symmetric)} both sides count together, as a pair.";

        if (contributions.Count == 0)
            yield return $"The geometric model does not hold this muscle, so the score says nothing about its direction.";
        else
        {
            var parts = contributions.Where(c => Math.Abs(c.Value) >= 0.005).Select(c => Phrase($"{c.Axis} {c.Value:+0.00;-0.00}"));
            yield return $"Its pull agrees with the posture by {agreement:0.00} (1 = the same direction): {Listed(parts.DefaultIfEmpty(Phrase($"no axis")))}.";
        }

        if (Opposed(muscle, side, posture, postures) is { Count: > 0 } opposed)
            yield return $"Its pull opposes {Both(opposed)}: weakening it may bring that out.";

        yield return frequency.Fact is AssumedFrequency
            ? Phrase($"How often it is injected was not found; {frequency.Percent:0.#} % was assumed, awaits checking.")
            : Phrase($"Injected in {frequency.Percent:0.#} % of treated patients.");

        foreach (var e in evidence)
            yield return e.LikelihoodRatio == 1
                ? Phrase($"{e.Reason} Counts for nothing in the order.")
                : Phrase($"{e.Reason} Odds times {e.LikelihoodRatio:0.##}.");
        if (tier == Decisive)
            yield return $"Evidence in the muscle multiplies the odds by {ratio:0.#}: it goes ahead of the posture table.";
        else if (tier == SpokenAgainst)
            yield return $"Evidence in the muscle multiplies the odds by {ratio:0.##}: it goes behind the posture table.";
        yield return ConfirmBy(muscle);
    }

    // Postures of which a single muscle's pull is the opposite; a tremor and a raised shoulder have no such direction.
    List<Sentence> Opposed(Muscle muscle, Side side, Posture posture, IReadOnlyList<DetectedPosture> postures)
    {
        if (!biomechanics.TryFind(muscle.Id, out var mechanics))
            return [];
        var d = mechanics.DeflectionFullActivationDeg;
        var most = Math.Sqrt(
            d.CaputRotation * d.CaputRotation + d.CaputLateral * d.CaputLateral + d.CaputExtension * d.CaputExtension
            + d.CollisRotation * d.CollisRotation + d.CollisLateral * d.CollisLateral + d.CollisExtension * d.CollisExtension);
        var mirror = side == Side.Right ? 1 : -1;
        var opposed = new List<Sentence>();
        foreach (var p in postures.Where(p => p.LevelKnown && p.Entry.Kind is PostureKind.Sided or PostureKind.Flexion or PostureKind.Extension))
        {
            var pull = (p.Entry.Level, p.Entry.Plane) switch
            {
                (PostureLevel.Caput, PosturePlane.Transverse) => mirror * d.CaputRotation,
                (PostureLevel.Caput, PosturePlane.Coronal) => mirror * d.CaputLateral,
                (PostureLevel.Caput, _) => d.CaputExtension,
                (_, PosturePlane.Transverse) => mirror * d.CollisRotation,
                (_, PosturePlane.Coronal) => mirror * d.CollisLateral,
                _ => d.CollisExtension,
            };
            // A tenth of the muscle's whole pull: less is a side effect of the model's geometry.
            if (posture.Angle(p.Entry.Level, p.Entry.Plane) is { } deg && Math.Sign(deg) == -Math.Sign(pull) && Math.Abs(pull) > 0.1 * most)
                opposed.Add(p.Say());
        }

        return opposed;
    }

    IEnumerable<Evidence> Examined(Posture posture, List<Finding> findings)
    {
        var silent = new HashSet<ExaminationSign>();
        foreach (var found in posture.Examination)
            foreach (var sign in Enum.GetValues<ExaminationSign>())
            {
                var answer = found.AnswerTo(sign);
                if (answer == Answer.Unknown)
                    continue;
                var weight = numbers[sign];
                var ratio = answer == Answer.Yes ? weight.LikelihoodRatioYes : weight.LikelihoodRatioNo;
                if (ratio == 1 && silent.Add(sign))
                    findings.Add(Finding.From(weight, "POST-012", Severity.Note,
                        $"{Data(weight.Text).Start()} is recorded and does not change the order: {weight.Note:data}"));
                yield return new(EvidenceKind.Examination, found.MuscleId, found.Side, ratio,
                    answer == Answer.Yes ? Phrase($"Examination: {weight.Text:data}.") : Phrase($"Examination: no {weight.Text:data}."), weight.Source) { Status = weight.Status };
            }
    }

    void Cautions(IReadOnlyList<DetectedPosture> postures, bool any, List<Finding> findings)
    {
        foreach (var entry in postures.Select(p => p.Entry).Distinct())
        {
            if (entry.Caution is { } caution)
                findings.Add(Finding.From(caution, "POST-008", Severity.Note, $"{Data(entry.Name).Start()}: {caution.Text:data}"));
            foreach (var conflict in entry.Conflicts)
                findings.Add(new Finding("POST-009", Severity.Note, $"{Data(entry.Name).Start()}: {conflict.TrimEnd('.'):data}.", entry.Definition.Source) { Status = FactStatus.Recalled });
        }

        if (any)
            findings.Add(Finding.From(numbers.Content.Agreement, "POST-010", Severity.Note,
                $"These are candidates, not established muscles, and not a plan: many sets of muscles hold the same posture. Examination alone found {numbers.Content.Agreement.Sensitivity:0%} of the muscles that EMG showed; confirm by EMG, ultrasound or palpation."));
    }

    static Sentence ConfirmBy(Muscle muscle) =>
        muscle.Depth?.IsDeep == true ? Phrase($"Deep: confirm by EMG or imaging, and reach it under guidance.")
        : muscle.Depth?.Layer.StartsWith("superficial", StringComparison.Ordinal) == true ? Phrase($"Confirm by palpation in the posture, or EMG.")
        : Phrase($"Confirm by EMG or ultrasound.");

    // For ties between the two sides of one muscle: the side to which the posture points comes first, so that the mirrored posture gives the mirrored order.
    static Side LeadingSide(Posture posture, IReadOnlyList<Evidence> evidence)
    {
        double?[] sideways =
        [
            posture.CaputRotationRightDeg, posture.CollisRotationRightDeg, posture.HeadRotationRightDeg,
            posture.CaputLateralRightDeg, posture.CollisLateralRightDeg, posture.HeadLateralRightDeg, posture.LateralShiftRightMm,
            posture.ShoulderElevation switch { Side.Right => 1, Side.Left => -1, _ => null },
            evidence.Sum(e => (e.Side == Side.Right ? 1 : -1) * Math.Log(e.LikelihoodRatio)),
        ];
        return sideways.FirstOrDefault(s => s is not null and not 0) < 0 ? Side.Left : Side.Right;
    }

    static Sentence Both(IEnumerable<Sentence> items) => items.Aggregate((a, b) => Phrase($"{a} and {b}"));

    static Sentence Known(FactStatus status) => status switch
    {
        FactStatus.Verified => Phrase($"verified"),
        FactStatus.PartlyVerified => Phrase($"partly verified, awaits checking"),
        FactStatus.Recalled => Phrase($"recalled, awaits checking"),
        FactStatus.Derived => Phrase($"derived"),
        FactStatus.Computed => Phrase($"computed"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
