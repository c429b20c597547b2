using Collum.Findings;
using Collum.Patients;
using Collum.Safety;

namespace Collum.Tests.Safety;

public sealed class MedicationListTests
{
    static MedicationList Medications => People.Safety.Medications;

    [Theory]
    [InlineData("gentamicin", "gentamicin")]
    [InlineData("GENTAMYCIN 80 mg tds", "gentamicin")]
    [InlineData("Coumadin 2,5 mg once daily", "warfarin")]
    [InlineData("Acetylsalicylsäure 100", "aspirin")]
    [InlineData("Eliquis 5mg bd", "apixaban")]
    [InlineData("Marcumar nach Plan", "phenprocoumon")]
    [InlineData("co-amoxiclav 500/125 tds", "co-amoxiclav")]
    [InlineData("hydroxy chloroquine", "hydroxychloroquine")]
    public void A_name_is_found_whatever_the_case_the_brand_and_the_dose_beside_it(string typed, string name)
    {
        var read = Medications.Read(typed).First(r => r.How == ReadAs.Exact);

        Assert.Equal(name, read.Medication!.Name);
    }

    [Theory]
    [InlineData("gentamicn", "gentamicin")]
    [InlineData("trihexyfenidyl 2mg", "trihexyphenidyl")]
    [InlineData("clonazepan", "clonazepam")]
    [InlineData("amitryptilin", "amitriptyline")]
    [InlineData("hydroxichloroquin", "hydroxychloroquine")]
    public void A_slip_of_the_pen_is_read_and_said(string typed, string name)
    {
        var read = Assert.Single(Medications.Read(typed));

        Assert.Equal((ReadAs.Close, name), (read.How, read.Medication!.Name));
        Assert.Contains($"read as {name}", read.ToString(), StringComparison.Ordinal);
        Assert.Contains(People.Taking(typed), f => f.Code == "DRUG-012");
    }

    [Fact]
    public void A_name_between_two_drugs_that_act_differently_is_not_resolved()
    {
        var read = Assert.Single(Medications.Read("tramadone"));      // two letters from tramadol, two from trazodone

        Assert.Equal((ReadAs.Ambiguous, null), (read.How, read.Medication));
        Assert.Superset(new HashSet<string> { "tramadol", "trazodone" }, read.Candidates.Select(m => m.Name).ToHashSet());
        Assert.Equal(("DRUG-012", Severity.Confirm), (People.Taking("tramadone")[0].Code, People.Taking("tramadone")[0].Severity));
    }

    [Theory]
    [InlineData("hydroxyzine", "hydroxyzine")]
    [InlineData("hydralazine", "hydralazine")]
    [InlineData("clonidine", "clonidine")]
    [InlineData("clonazepam", "clonazepam")]
    [InlineData("lamotrigine", "lamotrigine")]
    [InlineData("prednisone", "prednisone")]
    public void Drugs_that_sound_alike_stay_themselves(string typed, string name) =>
        Assert.Equal(name, Assert.Single(Medications.Read(typed)).Medication!.Name);

    [Fact]
    public void Several_drugs_in_one_line_are_all_found() =>
        Assert.Equal(["metformin", "warfarin", "baclofen", "levodopa"],
            Medications.Read("metformin 850 mg bd, warfarin and baclofen 10mg; Sinemet").Select(r => r.Medication!.Name));

    [Theory]
    [InlineData("none")]
    [InlineData("Keine")]
    [InlineData("no regular medication")]
    [InlineData("-")]
    [InlineData("")]
    public void Nothing_taken_is_nothing(string typed) => Assert.Empty(Medications.Read(typed));

    [Fact]
    public void What_is_not_recognised_is_said()
    {
        var finding = Assert.Single(People.Taking("zzyqumab 30 mg weekly"));

        Assert.Equal(("DRUG-011", Severity.Note, "patient.medications[0]"), (finding.Code, finding.Severity, finding.Place));
        Assert.Contains("zzyqumab", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blood pressure tablets")]              // only words that are passed over beside a name
    [InlineData("injections for migraine elsewhere")]
    [InlineData("гентамицин")]                          // another script
    [InlineData("80mggentamicin")]
    public void A_line_that_names_no_drug_and_does_not_say_none_is_said(string typed) =>
        Assert.Equal("DRUG-011", Assert.Single(People.Taking(typed)).Code);

    [Theory]
    [InlineData("gentamicin iv and tobramycin eye drops")]
    [InlineData("tobramycin eye drops and gentamicin 240 mg")]
    [InlineData("gentamicin infusion, later cream")]
    public void Drops_beside_a_drug_do_not_make_it_harmless(string typed) =>
        Assert.Contains(People.Taking(typed), f => f is { Code: "DRUG-001", Severity: Severity.Confirm } && f.Message.StartsWith("Gentamicin", StringComparison.Ordinal));

    [Fact]
    public void A_hundred_long_lines_of_nonsense_are_read_in_seconds()
    {
        var lines = Enumerable.Range(0, 100).Select(i => string.Join(i % 2 == 0 ? ", " : " ", Enumerable.Range(0, 500).Select(j => $"zqxwvu{(char)('a' + j % 26)}{(char)('a' + j / 26)}mycin{i}"))).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        People.Taking(lines);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public void An_unknown_name_beside_a_known_one_is_not_swallowed() =>
        Assert.Equal(["DRUG-006", "DRUG-011"], People.Taking("baclofen zzyqumab").Select(f => f.Code).Order());

    [Theory]
    [InlineData("gentamicin iv", "DRUG-001", Severity.Confirm)]
    [InlineData("Garamycin", "DRUG-001", Severity.Confirm)]
    [InlineData("gentamicin eye drops", "DRUG-001", Severity.Note)]
    [InlineData("Tobrex", "DRUG-001", Severity.Note)]
    [InlineData("rocuronium", "DRUG-002", Severity.Confirm)]
    [InlineData("magnesium sulfate infusion", "DRUG-002", Severity.Confirm)]
    [InlineData("magnesium", "DRUG-002", Severity.Note)]
    [InlineData("Zithromax", "DRUG-003", Severity.Note)]
    [InlineData("lithium", "DRUG-004", Severity.Note)]
    [InlineData("Artane", "DRUG-005", Severity.Note)]
    [InlineData("tizanidine", "DRUG-006", Severity.Note)]
    [InlineData("Botox for migraine", "DRUG-007", Severity.Confirm)]
    [InlineData("Plaquenil", "DRUG-008", Severity.Note)]
    [InlineData("pregabalin", "DRUG-009", Severity.Note)]
    [InlineData("Xarelto", "DRUG-010", Severity.Note)]
    [InlineData("warfarin", "DRUG-010", Severity.Confirm)]          // its INR was not said to be in range
    public void Each_class_asks_what_it_should(string typed, string code, Severity severity)
    {
        var finding = Assert.Single(People.Taking(typed));

        Assert.Equal((code, severity), (finding.Code, finding.Severity));
    }

    [Fact]
    public void A_vitamin_K_antagonist_with_its_INR_in_range_is_noted()
    {
        var patient = People.Well.With(("inr-in-range", Answer.Yes)) with { Medications = ["warfarin"] };

        Assert.Equal(Severity.Note, Assert.Single(People.Check(patient)).Severity);
    }

    [Fact]
    public void An_anticholinergic_together_with_type_B_wants_a_reason() =>
        Assert.Equal(Severity.Confirm, Assert.Single(People.Check(People.Well with { Medications = ["oxybutynin"] }, "rimabotulinumtoxinB")).Severity);

    [Fact]
    public void A_treatment_of_myasthenia_in_somebody_who_answered_no_is_asked_about_again()
    {
        var finding = Assert.Single(People.Taking("Mestinon 60 mg"));

        Assert.Equal(("DRUG-016", Severity.Confirm), (finding.Code, finding.Severity));
        Assert.Contains("myasthenia", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(People.Check(People.Well.With(("nmj-disorder", Answer.Yes)) with { Medications = ["Mestinon"] }), f => f.Code == "DRUG-016");
    }

    [Fact]
    public void A_dopamine_blocker_is_noted_beside_the_red_flag_that_nobody_raised() =>
        Assert.Equal(("DRUG-016", Severity.Note), (People.Taking("haloperidol")[0].Code, People.Taking("haloperidol")[0].Severity));

    [Fact]
    public void Common_drugs_without_an_interaction_say_nothing() =>
        Assert.Empty(People.Taking("metformin", "levothyroxine 75 mcg", "atorvastatin 20mg nocte", "ramipril", "sertraline", "omeprazole"));

    [Fact]
    public void No_name_of_the_list_is_read_as_anything_but_itself()
    {
        var wrong =
            from medication in Medications.All
            from name in medication.Also.Prepend(medication.Name)
            let reads = Medications.Read(name)
            where reads.Count != 1 || reads[0].How != ReadAs.Exact || reads[0].Medication != medication
            select $"{name} -> {string.Join(" | ", reads)}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Any_text_is_read_without_failing()
    {
        foreach (var text in new[] { "\ud800", "💊💊", new string('a', 20_000), string.Join(' ', Enumerable.Repeat("abcdefg", 3000)), "((((", "\0" })
            Assert.NotNull(Medications.Read(text));
    }
}
