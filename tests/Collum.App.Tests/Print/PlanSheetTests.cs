using System.Text.RegularExpressions;
using Collum.Anatomy;
using Collum.App.Print;
using Collum.Findings;
using Collum.Patients;
using Collum.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.App.Tests.Print;

public sealed partial class PlanSheetTests
{
    [Fact]
    public void A_usual_signed_plan_is_one_page_and_stands_alone()
    {
        var html = Sheets.Html(Sheets.Signed);

        Assert.Single(Page().Matches(html));
        Assert.Contains("page 1 of 1", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?:src|href)\s*=", html);
        Assert.DoesNotContain("url(http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_who_what_how_much_and_by_which_knowledge()
    {
        var html = Sheets.Html(Sheets.Signed);

        Assert.All(
            ["Marta Lindqvist", "1 May 1970 (56 years)", "61 kg", "C-0412", "20 November 2026", "BOTOX", "onabotulinumtoxinA", "10 U in 0.1 mL",
             "Last toxin 20 August 2026, 13.1 weeks ago", "35 U = <b>0.35 mL</b>", "inject 1.95 mL of 2.00 mL, discard 5 U (0.05 mL)", "Lot, vial 1",
             "Given by, signature", Sheets.Medicine.Version, "Collum 0.1.0", "Plan 0412-7", "Course ended 14 November"],
            part => Assert.Contains(part, html, StringComparison.Ordinal));
    }

    [Fact]
    public void A_draft_says_so_and_has_no_place_for_a_signature()
    {
        var html = Sheets.Html(Sheets.Proposed());

        Assert.Contains("Draft, not signed", html, StringComparison.Ordinal);
        Assert.DoesNotContain("signature</span>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Draft, not signed", Sheets.Html(Sheets.Signed), StringComparison.Ordinal);
    }

    [Fact]
    public void What_changed_stands_with_its_amount_and_reason()
    {
        var html = Sheets.Html(Sheets.Signed);

        Assert.Contains("Changed since 20 August 2026", html, StringComparison.Ordinal);
        Assert.Contains("<b>+10 U</b> splenius capitis, right: 35 % relief at the peak.", html, StringComparison.Ordinal);
        Assert.Contains("<b>−10 U</b> upper trapezius, left: mild weakness", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_muscle_without_a_figure_keeps_its_line_and_its_room()
    {
        var html = Sheets.Html(Sheets.Proposed());

        Assert.Matches("Obliquus capitis inferior</td><td[^>]*>no dose proposed", html);
    }

    [Fact]
    public void What_is_not_known_is_said_and_left_to_be_written()
    {
        var model = Sheets.Proposed();
        var html = Sheets.Html(model with
        {
            Name = null, PlannedBy = null, Lines = [], ChangedSince = null,
            Document = new PlanDocument(model.Document.Plan with { Preparations = [] }, new Patient(), []),
        });

        Assert.All(
            ["name unnamed", "birth date not known", "sex not known", "weight not measured", "not stated", "No earlier toxin on record", "Not decided"],
            part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.DoesNotContain(" mL</b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Right_comes_before_left_and_each_has_its_shape()
    {
        var html = Sheets.Html(Sheets.Signed);

        var sides = SideCell().Matches(html).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal([.. sides.Where(s => s == "right"), .. sides.Where(s => s == "left")], sides);
        Assert.Contains("<span class=\"sd r\" aria-hidden=\"true\">R</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"sd l\" aria-hidden=\"true\">L</span>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Gravest_findings_come_first_and_none_is_lost()
    {
        var findings = Enumerable.Range(0, 40).Select(i => new SheetFinding(new Finding(
            FormattableString.Invariant($"TEST-{i:000}"), (Severity)(i % 3), Sentence.AsWritten(new string('x', 150)), "general-knowledge"))).ToList();

        var html = Sheets.Html(Sheets.Proposed() with { Findings = findings });

        var codes = Code().Matches(html).Select(m => int.Parse(m.Value[5..], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(40, codes.Distinct().Count());
        Assert.Equal(codes.Select(c => c % 3).OrderDescending(), codes.Select(c => c % 3));
        Assert.True(Page().Count(html) > 1);
        Assert.Equal(Page().Count(html), Regex.Count(html, "Marta Lindqvist</bdi>"));
    }

    [Fact]
    public void Every_line_of_the_longest_plan_is_printed()
    {
        var model = Sheets.Proposed();
        var ona = model.Document.Plan.Product;
        var sites = Sheets.Medicine.Muscles.Single.SelectMany(m => new[] { Side.Right, Side.Left }.Select(s => new Site(m, s, ona.Units(10), 2, Guidance.EmgUltrasound))).ToList();

        var html = Sheets.Html(model with { Lines = [], Document = model.Document with { Plan = model.Document.Plan with { Sites = sites } } });

        Assert.Equal(sites.Count, Regex.Count(html, "<b>10 U</b>"));
        Assert.Matches("[0-9]+ more lines on the next page; 460 U in all", html);
        Assert.Contains("Not drawn:", html, StringComparison.Ordinal);
        Assert.Contains("too little is made up", html, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_of_a_person_becomes_markup() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var hostile = $"<b>\"'&</style></title><!--{text.Get}";
            var model = Sheets.Signed with { Name = hostile, ChartNumber = hostile, PlannedBy = hostile, SignedBy = hostile, PlanId = hostile, ProgramVersion = hostile };
            var html = Sheets.Html(model with { Findings = [new(new(hostile, Severity.Stop, Sentence.AsWritten(hostile), "general-knowledge"), hostile, hostile)] });

            Assert.DoesNotContain("<b>\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
            Assert.Equal(1, Regex.Count(html, "</style>"));
            Assert.Equal(1, Regex.Count(html, "</title>"));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\u202E")]
    [InlineData("\u2066")]
    [InlineData("\u0000")]
    public void A_name_cannot_turn_the_direction_of_what_is_printed(string mark) =>
        Assert.DoesNotContain(mark, Sheets.Html(Sheets.Signed with { Name = $"Marta{mark}Lindqvist" }), StringComparison.Ordinal);

    [Fact]
    public void With_a_style_sheet_of_its_own_the_page_carries_no_inline_style()
    {
        var html = PlanSheet.Render(Sheets.Signed, Sheets.Medicine, "/css/plan-sheet.css");

        Assert.Contains("<link rel=\"stylesheet\" href=\"/css/plan-sheet.css\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
    }

    [GeneratedRegex("class=\"a4\"")]
    private static partial Regex Page();

    [GeneratedRegex("<b>(right|left)</b>")]
    private static partial Regex SideCell();

    [GeneratedRegex("TEST-\\d{3}")]
    private static partial Regex Code();
}
