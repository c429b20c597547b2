using System.Text.Json;
using System.Text.Json.Serialization;
using Collum.Anatomy;
using Collum.Emg;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;
using Collum.Plans;
using Collum.Postures;

namespace Collum;

/// <summary>What <c>collum plan propose</c> reads: a plan document without sites, with the posture or the candidates, and the last session.</summary>
/// <remarks>
/// <code>
/// { "date", "region", "product", "first_session", "patient", "history", "preparation",      as in a plan document
///   "posture": { … },  or  "candidates": [ { "muscle_id", "side", "role"?, "score"?, "reasons"?, "sources"? } ],  "postures": [ "anterocollis" ],
///   "emg": { "muscles": [ { "rank", "muscle_id", "side", "band", … } ] },      beside "posture", of the same visit: as `collum emg rank --json` answers
///   "preferred_guidance": "ultrasound",
///   "last": { "plan": { … }, "response": { "relief_percent", "twstrs_before", "twstrs_peak", "peak_week", "wearing_off_week",
///             "side_effects": [ { "term", "severity"?, "muscle_id"?, "side"?, "answered"? } ], "weak": [ { "muscle_id", "side"? } ], "still_active": [ … ],
///             "reported_words": [ … ], "sessions_without_effect_before", "antibodies_suspected", "goal" } } }
/// </code>
/// An absent response key was not recorded; an empty list of side effects says that somebody asked.
/// </remarks>
/// <param name="Request">What the planner is asked.</param>
/// <param name="Findings">What classification of the posture had to say.</param>
public sealed record ProposeDocument(PlannerRequest Request, IReadOnlyList<Finding> Findings)
{
    /// <summary>As measured; null when candidates were handed in instead.</summary>
    public Posture? Posture { get; init; }

    static readonly Dictionary<string, CandidateRole> Roles = new(StringComparer.Ordinal)
    {
        ["primary"] = CandidateRole.Primary, ["secondary"] = CandidateRole.Secondary, ["contested"] = CandidateRole.Contested, ["unlisted"] = CandidateRole.Unlisted,
    };

    static readonly Dictionary<string, EffectGrade> Grades = new(StringComparer.Ordinal)
    {
        ["mild"] = EffectGrade.Mild, ["moderate"] = EffectGrade.Moderate, ["severe"] = EffectGrade.Severe,
    };

    /// <summary>Throws <see cref="InputException"/> naming the place, what was found, and what is expected.</summary>
    public static ProposeDocument Read(string document, ReadOnlyMemory<byte> utf8, Medicine medicine) =>
        InputReader.Parse(document, utf8, reader => Read(reader, medicine));

    /// <param name="emg">A ranking from elsewhere, in place of a key <c>emg</c> in the document.</param>
    public static ProposeDocument Read(string document, ReadOnlyMemory<byte> utf8, Medicine medicine, RankAnswer emg) =>
        InputReader.Parse(document, utf8, reader => Read(reader, medicine, emg));

    static ProposeDocument Read(InputReader reader, Medicine medicine, RankAnswer? emg = null)
    {
        if (reader.Has("sites"))
            throw reader.Wrong("sites", $"nothing: sites are what is proposed; those of the last session stand in last.plan");
        var head = PlanDocument.ReadOpen(reader, medicine.Muscles, medicine.Toxins, medicine.Safety.AnswerIds);
        var (candidates, postures, said) = ReadCandidates(reader, head.Posture, medicine, emg);
        var last = ReadLast(reader, head.Plan, medicine);
        var guidance = reader.OneOfOrNull("preferred_guidance", Guidances.Words, out var preferred) ? preferred : (Guidance?)null;
        reader.Done();

        return new ProposeDocument(new PlannerRequest
        {
            Region = head.Plan.Region, Product = head.Plan.Product, Date = head.Plan.Date, FirstSession = head.Plan.FirstSession,
            Patient = head.Patient, History = head.History, Candidates = candidates, Postures = postures,
            PreferredGuidance = guidance, Preparation = head.Plan.Preparation, Last = last,
        }, said) { Posture = head.Posture };
    }

    static (IReadOnlyList<Candidate>, IReadOnlyList<string>, IReadOnlyList<Finding>) ReadCandidates(InputReader reader, Posture? posture, Medicine medicine, RankAnswer? emg)
    {
        var names = reader.Texts("postures");
        if (reader.Has("emg") && emg is not null)
            throw reader.Wrong("emg", $"nothing beside another ranking that was named: one of the two");
        if (reader.ObjectOrNull("emg") is { } heard)
            emg = EmgDocument.Read(heard, medicine.Muscles);
        if (emg is not null && posture is null)
            throw reader.Wrong("posture", $"the posture measured at the same visit: EMG orders the muscles that a posture names and proposes none by itself");
        if (posture is not null)
        {
            if (reader.Has("candidates"))
                throw reader.Wrong("candidates", $"nothing beside 'posture': one of the two");
            var list = JoinedOrder.Rank(posture, emg, medicine);
            return (list.Candidates, [.. list.Postures.Select(p => p.Entry.Id).Concat(names).Distinct()], list.Findings);
        }

        var rank = 0;
        var read = reader.List("candidates", r =>
        {
            rank++;
            return new Candidate(
                r.WholeOrNull("rank") ?? rank, r.OneOf("muscle_id", medicine.Muscles.ById), r.OneOf("side", Sides.Words),
                r.OneOfOrNull("role", Roles, out var role) ? role : CandidateRole.Primary,
                (double)(r.NumberOrNull("score") ?? 1), [.. r.Texts("reasons").Select(AsWritten)], KnownSources(r, medicine), AwaitsChecking: false);
        }, most: 200);
        return (read, names, []);
    }

    static IReadOnlyList<string> KnownSources(InputReader reader, Medicine medicine)
    {
        var sources = reader.Texts("sources");
        return sources.FirstOrDefault(s => !medicine.Sources.Sources.ContainsKey(s)) is { } unknown
            ? throw reader.Wrong("sources", $"keys of data/sources.json; '{unknown:typed}' is none") : sources;
    }

    static LastSession? ReadLast(InputReader reader, Plan next, Medicine medicine)
    {
        if (reader.ObjectOrNull("last") is not { } last)
            return null;
        var given = PlanDocument.Read(last.Object("plan"), medicine.Muscles, medicine.Toxins, medicine.Safety.AnswerIds).Plan;
        if (given.Date >= next.Date)
            throw last.Wrong("plan", $"a session before {next.Date:yyyy-MM-dd}, not of {given.Date:yyyy-MM-dd}");
        var session = last.ObjectOrNull("response") is { } response ? ReadResponse(response, given, medicine) : new LastSession { Given = given };
        last.Done();
        return session;
    }

    static LastSession ReadResponse(InputReader r, Plan given, Medicine medicine)
    {
        var before = Within(r, "twstrs_before", 0, 85);
        var peak = Within(r, "twstrs_peak", 0, 85);
        if (before is null != peak is null)
            throw r.Wrong(before is null ? "twstrs_before" : "twstrs_peak", $"both scores, before treatment and at the peak, or neither");
        var session = new LastSession
        {
            Given = given,
            ReliefPercent = Within(r, "relief_percent", -100, 100),
            Twstrs = before is { } b && peak is { } p ? new ScorePair(b, p) : null,
            PeakWeek = Within(r, "peak_week", 0, 104),
            WearingOffWeek = Within(r, "wearing_off_week", 0, 104),
            SideEffects = r.Has("side_effects") ? r.List("side_effects", e => ReadEffect(e, medicine), most: 100) : null,
            ReportedWords = r.Texts("reported_words", most: 100),
            Weak = r.List("weak", s => ReadSign(s, medicine), most: 100),
            StillActive = r.List("still_active", s => ReadSign(s, medicine), most: 100),
            SessionsWithoutEffectBefore = (int)(Within(r, "sessions_without_effect_before", 0, 1000) ?? 0),
            AntibodiesSuspected = r.OneOfOrNull("antibodies_suspected", Answers.Words, out var answer) ? answer : Answer.Unknown,
            Goal = r.TextOrNull("goal"),
        };
        if (session.WearingOffWeek < session.PeakWeek)
            throw r.Wrong("wearing_off_week", $"a week after peak_week");
        r.Done();
        return session;
    }

    static ReportedEffect ReadEffect(InputReader r, Medicine medicine)
    {
        var known = medicine.Safety.AdverseEvents.ById.Keys.ToDictionary(id => id, id => id, StringComparer.Ordinal);
        var term = r.OneOf("term", known);
        var sign = r.Has("muscle_id") ? ReadSign(r, medicine) : null;
        return new ReportedEffect(term, r.OneOfOrNull("severity", Grades, out var grade) ? grade : null, sign?.Muscle, sign?.Side)
        {
            IsAnswered = r.FlagOrNull("answered") ?? false,
        };
    }

    static MuscleSign ReadSign(InputReader r, Medicine medicine) =>
        new(r.OneOf("muscle_id", medicine.Muscles.ById), r.OneOfOrNull("side", Sides.Words, out var side) ? side : null);

    static decimal? Within(InputReader r, string key, decimal least, decimal most) => r.NumberOrNull(key) is not { } n ? null
        : n >= least && n <= most ? n : throw r.Wrong(key, $"{least} to {most}");
}

/// <summary>The whole answer of <c>collum plan propose</c>: a plan that <c>plan check</c> reads as it stands, what became of each line and why, and everything to be said about it.</summary>
/// <param name="Plan">As <c>plan check</c> reads it.</param>
/// <param name="Lines">Also those without a dose and those removed.</param>
/// <param name="Findings">Of the posture, of the proposal, and of the check of the proposed plan, gravest first.</param>
/// <param name="Totals">Sums of the plan.</param>
/// <param name="KnowledgeVersion">Of <c>data/</c>.</param>
/// <param name="Document">The plan with the person and the history, for printing and for the chart.</param>
/// <param name="Proposal">What the planner said.</param>
public sealed record PlanProposal(
    JsonElement Plan, IReadOnlyList<ProposalLine> Lines, IReadOnlyList<Finding> Findings, PlanTotals Totals, string KnowledgeVersion,
    [property: JsonIgnore] PlanDocument Document, [property: JsonIgnore] Proposal Proposal)
{
    /// <summary>Whether signing the proposal as it stands would be blocked.</summary>
    [JsonIgnore]
    public bool Stops => Findings.Any(f => f.Severity == Severity.Stop);

    /// <summary>Proposes, then asks every rule about the result. Pure: the same document and knowledge give the same answer.</summary>
    public static PlanProposal Of(ProposeDocument document, Medicine medicine)
    {
        var (request, proposal) = (document.Request, medicine.Planner.Propose(document.Request));
        var plan = new PlanDocument(proposal.Plan, request.Patient, request.Given) { Posture = document.Posture };
        // An empty plan has nothing that a rule could be asked about; the proposal itself says why it is empty.
        IReadOnlyList<Finding> checks = proposal.Plan.Sites.Count == 0 ? [] : PlanCheck.Of(plan, medicine).Findings;
        using var json = JsonDocument.Parse(plan.Write());
        return new PlanProposal(
            json.RootElement.Clone(),
            [.. proposal.Lines.Select(l => ProposalLine.Of(l))],
            [.. proposal.Findings.Concat(checks).Concat(document.Findings).OrderByDescending(f => f.Severity)],
            PlanTotals.Of(proposal.Plan),
            medicine.Version, plan, proposal);
    }

    public string Write() => OutputJson.Write(this);
}

/// <summary>One line of the answer.</summary>
/// <param name="DoseU">Absent when no source gives a figure; 0 for a removed line.</param>
/// <param name="BeforeU">Of the last session; absent when there was none in this product.</param>
/// <param name="ChangeU">Units above or below the last session.</param>
public sealed record ProposalLine(
    string MuscleId, string Side, decimal? DoseU, int? Points, string? Guidance, Change Change,
    decimal? BeforeU, decimal? ChangeU, decimal? ChangePercent, IReadOnlyList<ProposalReason> Reasons, IReadOnlyList<string> Sources)
{
    public static ProposalLine Of(ProposedLine line) => new(
        line.Muscle.Id, line.Side.Word(), line.Dose?.Units, line.Points, line.Guidance?.Word(), line.Change,
        line.Before?.Units, line.DifferenceU, line.DifferencePercent,
        [.. line.Reasons.Select(r => new ProposalReason(r.Code, r.Text, r.Source, r.Status))],
        [.. line.Reasons.Select(r => r.Source).Distinct()]);
}

public sealed record ProposalReason(ReasonCode Code, string Text, string Source, FactStatus? Status);
