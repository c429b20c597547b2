using System.Text;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Plans;

/// <summary>EMG orders the muscles of a proposal within what the posture allows, shows its part in each line, and loosens no rule.</summary>
public sealed class ProposeWithEmgTests
{
    const string Head = """ "date": "2026-11-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false, "patient": { "birth_date": "1970-05-01", "weight_kg": 61 } """;

    const string Turn = """ "posture": { "caput_rotation_right_deg": 25, "caput_lateral_right_deg": 0, "caput_extension_deg": 0, "collis_rotation_right_deg": 0, "collis_lateral_right_deg": 0, "collis_extension_deg": 0 } """;

    static ProposeDocument Read(string json) => ProposeDocument.Read("test.json", Encoding.UTF8.GetBytes(json), Shared.Medicine);

    static PlanProposal Propose(params string[] heard) => PlanProposal.Of(Read($$"""{ {{Head}}, {{Turn}}{{(heard.Length == 0 ? "" : $", {Heard(heard)}")}} }"""), Shared.Medicine);

    // "sternocleidomastoid left likely"
    static string Heard(params IEnumerable<string> heard) => $$""" "emg": { "muscles": [ {{string.Join(", ", heard.Select((h, i) => h.Split(' ') is [var muscle, var side, var band, ..]
        ? $$"""{ "rank": {{i + 1}}, "muscle_id": "{{muscle}}", "side": "{{side}}", "band": "{{band}}", "d_percent_mvc": 20.5{{(h.EndsWith("weak", StringComparison.Ordinal) ? ", \"flags\": [ \"mvc-submaximal\" ]" : "")}} }""" : ""))}} ] } """;

    [Fact]
    public void A_line_shows_what_EMG_said_of_its_muscle_and_by_how_much_it_counts()
    {
        var line = Propose("sternocleidomastoid left likely").Lines.Single(l => l.MuscleId == "sternocleidomastoid");

        var reason = line.Reasons.Single(r => r.Code == ReasonCode.Emg);
        Assert.Equal("EMG: likely dystonic, 1 of 1, drive 20.5 % of maximum. Odds times 4.", reason.Text);
        // A working value that no study gives: the line says that it awaits checking.
        Assert.Equal(Collum.Knowledge.FactStatus.Recalled, reason.Status);
    }

    [Fact]
    public void The_muscle_that_EMG_hears_goes_ahead_of_its_equals()
    {
        static int RankOf(IEnumerable<Collum.Postures.Candidate> list, string muscle, Side side) => list.First(c => c.Muscle.Id == muscle && c.Side == side).Rank;
        var alone = Read($$"""{ {{Head}}, {{Turn}} }""").Request.Candidates;
        var last = alone.Last(c => c.Role == Collum.Postures.CandidateRole.Primary);

        var joined = Read($$"""{ {{Head}}, {{Turn}}, {{Heard($"{last.Muscle.Id} {last.Side.Word()} likely")}} }""").Request.Candidates;

        Assert.True(RankOf(joined, last.Muscle.Id, last.Side) < RankOf(alone, last.Muscle.Id, last.Side));
    }

    [Fact]
    public void A_muscle_that_only_EMG_names_gets_no_line_and_is_said()
    {
        var proposal = Propose("trapezius-descendens right likely", "sternocleidomastoid left likely", "semispinalis-cervicis right likely");

        Assert.DoesNotContain(proposal.Lines, l => l.MuscleId == "semispinalis-cervicis");
        Assert.Contains("semispinalis cervicis", proposal.Findings.Single(f => f.Code == "PROP-022").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_EMG_contradicts_the_posture_a_finding_says_so()
    {
        Assert.Contains("left sternocleidomastoid", Propose("sternocleidomastoid left unlikely").Findings.Single(f => f.Code == "PROP-020").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Propose("sternocleidomastoid left likely").Findings, f => f.Code == "PROP-020");

        var felt = PlanProposal.Of(Read($$"""{ {{Head}}, {{Turn[..^2]}}, "examination": [ { "muscle_id": "sternocleidomastoid", "side": "left", "contraction": "yes" } ] }, {{Heard("sternocleidomastoid left compensating")}} }"""), Shared.Medicine);
        Assert.Contains(felt.Findings, f => f.Code == "PROP-021");
    }

    [Fact]
    public void What_is_doubtful_changes_nothing_but_is_said()
    {
        var (plain, doubtful) = (Propose(), Propose("sternocleidomastoid left likely weak"));

        Assert.Equal(plain.Lines.Select(l => (l.MuscleId, l.Side, l.DoseU)), doubtful.Lines.Select(l => (l.MuscleId, l.Side, l.DoseU)));
        Assert.Contains(doubtful.Lines.Single(l => l.MuscleId == "sternocleidomastoid").Reasons, r => r.Code == ReasonCode.Emg && r.Text.EndsWith("Counts for nothing in the order.", StringComparison.Ordinal));
        Assert.Contains(doubtful.Findings, f => f.Code == "PROP-023");
    }

    [Fact]
    public void Coherence_alone_promotes_no_muscle()
    {
        var silent = """ "muscles": [ { "rank": 1, "muscle_id": "levator-scapulae", "side": "left", "band": "unlikely" }, { "rank": 2, "muscle_id": "sternocleidomastoid", "side": "left", "band": "likely" } ] """;
        var pair = """ "coherence": [ { "a": "L-LEV", "b": "L-SCM", "band_hz": [4, 7], "value": 0.9, "limit": 0.02, "significant": true } ] """;

        var without = PlanProposal.Of(Read($$"""{ {{Head}}, {{Turn}}, "emg": { {{silent}} } }"""), Shared.Medicine).Write();
        var with = PlanProposal.Of(Read($$"""{ {{Head}}, {{Turn}}, "emg": { {{silent}}, {{pair}} } }"""), Shared.Medicine).Write();

        Assert.Equal(without, with);
    }

    [Fact]
    public void Two_sides_of_a_symmetric_posture_stay_a_pair_when_EMG_hears_one_of_them_more()
    {
        const string Back = """ "posture": { "caput_rotation_right_deg": 0, "caput_lateral_right_deg": 0, "caput_extension_deg": 25, "collis_rotation_right_deg": 0, "collis_lateral_right_deg": 0, "collis_extension_deg": 0 } """;

        var lines = PlanProposal.Of(Read($$"""{ {{Head}}, {{Back}}, {{Heard("splenius-capitis left likely", "splenius-capitis right possible")}} }"""), Shared.Medicine).Lines.Where(l => l.MuscleId == "splenius-capitis").ToList();

        Assert.Equal(2, lines.Count);
        Assert.Equal(lines[0].DoseU, lines[1].DoseU);
        Assert.All(lines, l => Assert.Contains(l.Reasons, r => r.Code == ReasonCode.Pair));
    }

    [Theory]
    [InlineData(""" "emg": { "muscles": [ { "rank": 1, "muscle_id": "sternocleidomastoid", "side": "left", "band": "certain" } ] } """, "emg.muscles[0].band")]
    [InlineData(""" "emg": { } """, "emg.muscles")]
    [InlineData(""" "emg": { "muscles": [ { "rank": 0, "band": "likely" } ] } """, "emg.muscles[0].rank")]
    [InlineData(""" "emg": { "muscles": [], "musles": 1 } """, "emg.musles")]
    public void A_broken_ranking_is_refused_by_its_place(string emg, string place) =>
        Assert.Equal(place, Assert.Throws<InputException>(() => Read($$"""{ {{Head}}, {{Turn}}, {{emg}} }""")).Place);

    [Fact]
    public void EMG_without_a_posture_of_the_visit_is_refused() =>
        Assert.Equal("posture", Assert.Throws<InputException>(() => Read($$"""{ {{Head}}, {{Heard("sternocleidomastoid left likely")}} }""")).Place);

    [Fact]
    public void A_whole_ranking_of_the_program_is_read_as_it_stands_and_written_back_the_same()
    {
        var neck = new Emg.NeckFixture();
        var answer = Collum.Emg.RankAnswer.Of(neck.Measured, Emg.NeckFixture.Rank(neck.Measured), "now");

        var read = InputReader.Parse("emg.json", Encoding.UTF8.GetBytes(answer.Json()), r => Collum.Emg.EmgDocument.Read(r, Shared.Medicine.Muscles));

        Assert.Equal(answer.Muscles.Select(m => (m.Rank, m.MuscleId, m.Side, m.Band, m.DPercentMvc)), read.Muscles.Select(m => (m.Rank, m.MuscleId, m.Side, m.Band, m.DPercentMvc)));
        var again = InputReader.Parse("kept", Encoding.UTF8.GetBytes(Collum.Emg.EmgDocument.Write(read).ToJsonString()), r => Collum.Emg.EmgDocument.Read(r, Shared.Medicine.Muscles));
        Assert.Equal(Collum.Emg.EmgDocument.Write(read).ToJsonString(), Collum.Emg.EmgDocument.Write(again).ToJsonString());
    }

    [Fact]
    public void Whatever_EMG_says_no_limit_is_passed_no_muscle_is_proposed_that_no_posture_names_and_only_questions_about_the_person_stop()
    {
        var muscles = Shared.Medicine.Muscles.Single.Select(m => m.Id).ToList();
        string[] bands = ["likely", "possible", "unlikely", "compensating", "not-ranked"];
        var heard = (from muscle in Gen.Elements<string>(muscles) from side in Gen.Elements("left", "right") from band in Gen.Elements(bands) select $"{muscle} {side} {band}").ListOf(16);
        var cases = from h in heard from turn in Gen.Choose(-40, 40) from tilt in Gen.Choose(-30, 30) from back in Gen.Choose(-30, 30) from low in Gen.Choose(-30, 30) select (h.DistinctBy(x => x[..x.LastIndexOf(' ')]).ToList(), turn, tilt, back, low);
        var named = new[] { Collum.Postures.CandidateRole.Primary, Collum.Postures.CandidateRole.Secondary };

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var (h, turn, tilt, back, low) = c;
            var document = Read($$"""{ {{Head}}, "posture": { "caput_rotation_right_deg": {{turn}}, "caput_lateral_right_deg": {{tilt}}, "caput_extension_deg": {{back}}, "collis_rotation_right_deg": 0, "collis_lateral_right_deg": {{low}}, "collis_extension_deg": 0 }, {{Heard(h)}} }""");
            var proposal = PlanProposal.Of(document, Shared.Medicine);
            PlannerTests.AssertHeld(proposal.Proposal, document.Request);
            Assert.All(proposal.Lines, l => Assert.Contains(document.Request.Candidates, k => k.Muscle.Id == l.MuscleId && k.Side.Word() == l.Side && named.Contains(k.Role)));
            if (proposal.Proposal.Plan.Sites.Count > 0)
                Assert.DoesNotContain(proposal.Findings, f => f.Severity == Severity.Stop && !f.Code.StartsWith("WHO-", StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }
}
