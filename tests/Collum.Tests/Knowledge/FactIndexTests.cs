using Collum.Knowledge;

namespace Collum.Tests.Knowledge;

public sealed class FactIndexTests
{
    static readonly FactIndex Facts = Shared.Medicine.Facts;

    [Theory]
    [InlineData("nope", null)]
    [InlineData("ona.eu.max_sesion", "toxins/onabotulinumtoxinA/limits/ona.eu.max_session")]
    [InlineData("semispinalis", "semispinalis-")]
    public void The_closest_id_starts_with_a_word_that_was_typed_or_is_none(string typed, string? meant)
    {
        var closest = Shared.Medicine.Facts.Closest(typed);

        if (meant is null)
            Assert.Null(closest);
        else
            Assert.Contains(meant, closest, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fact_is_shown_by_its_file_and_its_own_id()
    {
        var fact = Facts.Show("toxins/onabotulinumtoxinA/limits/ona.us.max_session_program")!;

        Assert.Equal("toxins/onabotulinumtoxinA.json", fact.File);
        Assert.Equal(["US"], fact.Regions);
        Assert.Contains("dose ", fact.Value, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 11, 20), fact.Read);
        Assert.Contains(fact.Source, Shared.Medicine.Sources.Sources.Keys);
    }

    [Fact]
    public void Numbers_are_shown_with_the_unit_of_their_key()
    {
        var fact = Facts.Show("toxins/onabotulinumtoxinA/vials/0")!;

        Assert.Equal("U", fact.Unit);
        Assert.Contains(" U", fact.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_can_be_narrowed_by_place_text_region_status_and_source()
    {
        Assert.All(Facts.List(new() { Under = "safety/red-flags" }), f => Assert.Equal("safety/red-flags.json", f.File));
        Assert.NotEmpty(Facts.List(new() { Text = "DYSPHAGIA" }));
        Assert.All(Facts.List(new() { Status = FactStatus.Recalled, Source = "clinical-proposal" }), f => Assert.True(f.AwaitsChecking));
        Assert.True(Facts.List(new() { Region = "IE" }).Count > Facts.List(new() { Region = "NZ" }).Count);     // EU rows speak for Ireland
    }

    [Fact]
    public void Every_fact_of_every_file_is_in_the_index()
    {
        var inFiles = Shared.Files().Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal) && !f.Key.StartsWith("trials/", StringComparison.Ordinal))
            .Sum(f => System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.UTF8.GetString(f.Value), "\"status\"\\s*:\\s*\"(verified|partly-verified|recalled|derived|computed)\""));

        Assert.Equal(inFiles, Facts.All.Count);
    }

    [Fact]
    public void The_check_counts_what_awaits_checking_and_names_what_nobody_read()
    {
        var state = Facts.Check();

        Assert.Equal(state.Facts, state.ByStatus.Values.Sum());
        Assert.Equal(state.Facts, state.ByTier.Values.Sum());
        Assert.Equal(state.AwaitChecking, state.ByStatus[FactStatus.Recalled] + state.ByStatus[FactStatus.PartlyVerified]);
        Assert.Contains("safety/contraindications.json", state.NeedSignOff);
        Assert.Contains(state.UnreadLabels, l => l.Source == "botox-eu-smpc");
        Assert.DoesNotContain("clinical-proposal", state.SourcesNeverUsed);
    }

    [Fact]
    public void A_misspelt_id_is_answered_with_the_one_meant() =>
        Assert.Equal("toxins/onabotulinumtoxinA/limits/ona.us.max_session_program", Facts.Closest("ona.us.max_session_program"));

    [Fact]
    public void No_fact_is_without_words() =>
        Assert.All(Facts.All, f => Assert.True(f.Title.Length > 0 && f.Value.Length > 0, f.Id));
}
