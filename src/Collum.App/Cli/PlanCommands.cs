using System.CommandLine;
using Collum.App.Print;
using Collum.Emg;
using Collum.Findings;
using Collum.Plans;

namespace Collum.App.Cli;

static class PlanCommands
{
    static readonly Argument<string> Document = Shared.File("plan.json", "The plan, the person it is for, and the toxin given before.");

    public static Noun Plan() => new("plan", "What is meant to be given: check it, propose it, print it.",
        new Verb("check", "Check a plan against its label and every rule; exit status 1 when something stops it.",
            "collum plan check plan.json --json", CheckAsync, Document) { Reads = Samples.Plan },
        new Verb("propose", "Propose a plan from a posture, the product's own texts and the last session, each line with its reason.",
            "collum plan propose request.json --json\ncollum plan propose request.json --emg emg.json", ProposeAsync, Request, Emg) { Reads = Samples.Request },
        new Verb("print", "Print a plan on A4 as a page that stands alone, or as PDF where Chromium is installed; a request for a proposal is proposed first.",
            "collum plan print plan.json --out plan.html\ncollum plan print plan.json --out plan.pdf --name \"Ada Quill\"", PrintAsync, Document, Out, Name, Number) { Reads = Samples.Plan });

    static readonly Option<string?> Out = new("--out") { Description = "Where to write; a name that ends in .pdf makes a PDF. Default: the page on standard output.", HelpName = "FILE" };

    static readonly Option<string?> Name = new("--name") { Description = "The patient's name; without it a line is left to write it on.", HelpName = "TEXT" };

    static readonly Option<string?> Number = new("--number") { Description = "The chart's number.", HelpName = "TEXT" };

    static readonly Argument<string> Request = Shared.File("request.json", "A plan document without sites, with \"posture\" or \"candidates\", and \"last\".");

    static readonly Option<string?> Emg = new("--emg") { Description = "The answer of `collum emg rank --json` of the same visit: its muscles join the posture's by likelihood ratios.", HelpName = "FILE" };

    static async Task<int> CheckAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Document);
        var medicine = call.Medicine;
        var plan = PlanCheck.Read(name, bytes, medicine);
        var check = PlanCheck.Of(plan, medicine);
        return call.Answer(check, to => Write(to, plan, check, medicine), Call.ExitFor(check.Findings));
    }

    static async Task<int> ProposeAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Request);
        var emg = call.Value(Emg) is not { } path ? null
            : InputReader.Parse(path, await Documents.ReadAsync(path, call.Terminal, call.Cancel), r => EmgDocument.Read(r, call.Medicine.Muscles));
        var proposal = PlanProposal.Of(emg is null ? ProposeDocument.Read(name, bytes, call.Medicine) : ProposeDocument.Read(name, bytes, call.Medicine, emg), call.Medicine);
        return call.Answer(System.Text.Json.Nodes.JsonNode.Parse(proposal.Write())!, to => Write(to, proposal, call.Medicine), Call.ExitFor(proposal.Findings));
    }

    static async Task<int> PrintAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Document);
        var medicine = call.Medicine;
        var isRequest = InputReader.Parse(name, bytes, r => !r.Has("sites"));
        PlanSheetModel sheet;
        if (isRequest)
        {
            var request = ProposeDocument.Read(name, bytes, medicine);
            var proposal = PlanProposal.Of(request, medicine);
            sheet = new PlanSheetModel
            {
                Document = proposal.Document, Findings = [.. proposal.Findings.Select(f => new SheetFinding(f))], Lines = proposal.Proposal.Lines,
                ChangedSince = request.Request.Last?.Given.Date, ProgramVersion = Program.Version,
            };
        }
        else
        {
            var plan = PlanCheck.Read(name, bytes, medicine);
            sheet = new PlanSheetModel { Document = plan, Findings = [.. PlanCheck.Of(plan, medicine).Findings.Select(f => new SheetFinding(f))], ProgramVersion = Program.Version };
        }

        sheet = sheet with { Name = call.Value(Name), ChartNumber = call.Value(Number) };
        var html = PlanSheet.Render(sheet, medicine);
        var target = call.Value(Out);
        try
        {
            if (target is { } pdf && pdf.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
                await Pdf.WriteAsync(html, pdf, cancel: call.Cancel);
            else if (target is { } file)
                await Documents.WriteAsync(file, System.Text.Encoding.UTF8.GetBytes(html), call.Cancel);
        }
        catch (PdfException e)
        {
            throw CallException.Broken(e.Message);
        }

        var exit = Call.ExitFor(sheet.Findings.Select(f => f.Finding));
        if (target is null)
            return call.Answer(new { html, knowledge_version = medicine.Version }, to => to.Write(html), exit);
        return call.Answer(new { file = target, knowledge_version = medicine.Version }, to => to.WriteLine($"{target}: draft, not signed."), exit);
    }

    public static void Write(TextWriter to, PlanProposal proposal, Medicine medicine)
    {
        var table = new TextTable("Side", "Muscle", "U", "Points", "Before U", "Change", "Why");
        foreach (var line in proposal.Proposal.Lines)
            table.Row(Anatomy.Sides.Word(line.Side), line.Muscle.Name, line.Dose is { } dose ? dose.Units : "no figure", line.Points, line.Before?.Units,
                line.Change.ToString().ToLowerInvariant(), string.Join(" ", line.Reasons.Select(r => r.Text)));
        to.Write(table);
        to.WriteLine($"Total {proposal.Totals.DoseU:0.##} U. A suggestion: change it freely.");
        to.WriteLine();
        FindingText.Write(to, proposal.Findings, medicine);
        to.WriteLine($"{FindingText.Tally(proposal.Findings)} · knowledge {proposal.KnowledgeVersion}");
    }

    static void Write(TextWriter to, PlanDocument document, PlanCheck check, Medicine medicine)
    {
        var plan = document.Plan;
        to.WriteLine($"{plan.Product.Brand} ({plan.Product.Id}), {plan.Region.Name}, {plan.Date:yyyy-MM-dd}");
        var table = new TextTable("Side", "Muscle", "U", "Points", "U/point", "mL/point", "Guidance");
        foreach (var site in plan.Sites)
            table.Row(Anatomy.Sides.Words.First(w => w.Value == site.Side).Key, site.Muscle.Name, site.Dose.Units, site.Points, site.PerPoint.Units,
                plan.Dilution?.VolumeOf(site.PerPoint).Millilitres, site.Guidance is { } g ? Anatomy.Guidances.Word(g) : "not stated");
        to.Write(table);
        var totals = check.Totals;
        to.WriteLine($"Total {totals.DoseU:0.##} U in {totals.Points} points; both sternocleidomastoids {totals.ScmBothSidesU:0.##} U"
            + (totals.VolumeMl is { } ml ? $"; {ml:0.###} mL" : "; nothing made up yet") + (totals.WasteU is { } waste ? $"; {waste:0.##} U left over" : "") + ".");
        to.WriteLine(check.IntervalWeeks is { } weeks ? $"{weeks:0.##} weeks since the last toxin." : "No earlier toxin on record.");
        to.WriteLine($"Within {check.Cumulative.WindowDays} days, this plan included: {check.Cumulative.DoseU:0.##} U of {check.Cumulative.Product}{(check.Cumulative.Complete ? "" : ", and some dose that nobody wrote down")}.");
        if (check.VialMix is { } mix)
            to.WriteLine($"Least waste: {mix}");
        to.WriteLine();
        FindingText.Write(to, check.Findings, medicine);
        to.WriteLine();
        to.WriteLine($"{FindingText.Tally(check.Findings)} · knowledge {check.KnowledgeVersion}");
    }
}
