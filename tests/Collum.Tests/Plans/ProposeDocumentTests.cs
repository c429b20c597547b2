using System.Text;
using System.Text.Json;
using Collum.Findings;
using Collum.Plans;

namespace Collum.Tests.Plans;

public sealed class ProposeDocumentTests
{
    const string Head = """ "date": "2026-11-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false, "patient": { "birth_date": "1970-05-01", "weight_kg": 61 } """;

    const string Turn = """ "posture": { "caput_rotation_right_deg": 20, "caput_lateral_right_deg": 0, "caput_extension_deg": 0, "collis_rotation_right_deg": 0, "collis_lateral_right_deg": 0, "collis_extension_deg": 0 } """;

    const string Given = """ "plan": { "date": "2026-08-20", "region": "US", "product": "onabotulinumtoxinA", "sites": [ { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 60, "points": 2 } ] } """;

    static ProposeDocument Read(string json) => ProposeDocument.Read("test.json", Encoding.UTF8.GetBytes(json), Shared.Medicine);

    static JsonElement Answer(string json) => JsonDocument.Parse(PlanProposal.Of(Read(json), Shared.Medicine).Write()).RootElement;

    [Fact]
    public void A_posture_becomes_candidates_and_a_plan_that_the_check_reads_as_it_stands()
    {
        var answer = Answer($$"""{ {{Head}}, {{Turn}} }""");

        var plan = PlanCheck.Read("plan", Encoding.UTF8.GetBytes(answer.GetProperty("plan").GetRawText()), Shared.Medicine);
        Assert.NotEmpty(plan.Plan.Sites);
        Assert.Equal(Shared.Medicine.Version, answer.GetProperty("knowledge_version").GetString());
        Assert.All(answer.GetProperty("lines").EnumerateArray(), l =>
        {
            Assert.NotEqual(0, l.GetProperty("reasons").GetArrayLength());
            Assert.NotEqual(0, l.GetProperty("sources").GetArrayLength());
            Assert.Equal("new", l.GetProperty("change").GetString());
        });
    }

    [Fact]
    public void Candidates_may_be_handed_in_instead()
    {
        var request = Read($$"""{ {{Head}}, "candidates": [ { "muscle_id": "levator-scapulae", "side": "left" } ], "preferred_guidance": "ultrasound" }""").Request;

        Assert.Equal("levator-scapulae", Assert.Single(request.Candidates).Muscle.Id);
        Assert.Equal(Collum.Anatomy.Guidance.Ultrasound, request.PreferredGuidance);
    }

    [Fact]
    public void The_last_session_is_read_with_its_response_and_counts_as_given()
    {
        var request = Read($$"""{ {{Head}}, {{Turn}}, "last": { {{Given}}, "response": { "relief_percent": 35, "twstrs_before": 40, "twstrs_peak": 30, "side_effects": [ { "term": "dysphagia", "severity": "mild" } ], "goal": "drive again" } } }""").Request;

        Assert.Equal(25, request.Last!.Relief);
        Assert.Equal(EffectGrade.Mild, Assert.Single(request.Last.SideEffects!).Grade);
        Assert.Equal(60, Assert.Single(request.Given).Dose!.Units);
    }

    [Fact]
    public void Side_effects_that_nobody_asked_about_are_not_none()
    {
        Assert.Null(Read($$"""{ {{Head}}, {{Turn}}, "last": { {{Given}}, "response": { "relief_percent": 35 } } }""").Request.Last!.SideEffects);
        Assert.Empty(Read($$"""{ {{Head}}, {{Turn}}, "last": { {{Given}}, "response": { "side_effects": [] } } }""").Request.Last!.SideEffects!);
    }

    [Theory]
    [InlineData(""" "sites": [] """, "sites")]
    [InlineData(""" "candidates": [] , "posture": {} """, "candidates")]
    [InlineData(""" "last": { "plan": { "date": "2026-12-20", "region": "US", "product": "onabotulinumtoxinA" } } """, "last.plan")]
    [InlineData(""" "last": { "plan": { "date": "2026-08-20", "region": "US", "product": "onabotulinumtoxinA" }, "response": { "side_effects": [ { "term": "disphagia" } ] } } """, "last.response.side_effects[0].term")]
    [InlineData(""" "last": { "plan": { "date": "2026-08-20", "region": "US", "product": "onabotulinumtoxinA" }, "response": { "relief_percent": 400 } } """, "last.response.relief_percent")]
    [InlineData(""" "last": { "plan": { "date": "2026-08-20", "region": "US", "product": "onabotulinumtoxinA" }, "response": { "twstrs_before": 40 } } """, "last.response.twstrs_peak")]
    [InlineData(""" "candidates": [ { "muscle_id": "splenius", "side": "left" } ] """, "candidates[0].muscle_id")]
    [InlineData(""" "candidates": [ { "muscle_id": "splenius-capitis", "side": "left", "sources": [ "nobody-2020" ] } ] """, "candidates[0].sources")]
    [InlineData(""" "preferred_guidance": "eyes" """, "preferred_guidance")]
    [InlineData(""" "postre": {} """, "postre")]
    public void What_cannot_be_read_is_named_by_its_place(string part, string place)
    {
        var e = Assert.Throws<InputException>(() => Read($$"""{ {{Head}}, {{part}} }"""));

        Assert.Equal(place, e.Place);
        Assert.Equal("test.json", e.Document);
    }

    [Fact]
    public void The_same_question_gets_the_same_answer_letter_by_letter()
    {
        var json = $$"""{ {{Head}}, {{Turn}}, "last": { {{Given}}, "response": { "relief_percent": 20, "side_effects": [] } } }""";

        Assert.Equal(PlanProposal.Of(Read(json), Shared.Medicine).Write(), PlanProposal.Of(Read(json), Shared.Medicine).Write());
    }

    [Fact]
    public void Without_a_muscle_to_propose_the_answer_is_an_empty_plan_and_a_stop()
    {
        var proposal = PlanProposal.Of(Read($$"""{ {{Head}} }"""), Shared.Medicine);

        Assert.True(proposal.Stops);
        Assert.Empty(proposal.Document.Plan.Sites);
    }
}
