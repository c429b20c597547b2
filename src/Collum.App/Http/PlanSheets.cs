using System.Text;
using System.Text.Json.Nodes;
using Collum.App.Pages;
using Collum.App.Print;
using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Plans;

namespace Collum.App.Http;

/// <summary>The plan of a chart on paper, with findings as the check stored with it said them, and the reasons that were written.</summary>
static class PlanSheets
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/charts/{id}/plans/{seq:long}/sheet", async (string id, long seq, Practice practice, Words words, CancellationToken cancel) =>
        {
            ChartView chart;
            try
            {
                chart = ChartId.IsValid(id) ? await practice.OpenAsync(id, cancel) : throw new ChartNotFoundException(id);
            }
            catch (ChartNotFoundException)
            {
                return Results.NotFound();
            }

            return chart.Plans.FirstOrDefault(p => p.Seq == seq || p.First == seq) is { } plan
                ? Results.Text(PlanSheet.Render(Of(chart, plan, practice.Medicine), practice.Medicine, WebFiles.Url("css/plan-sheet.css"), words), "text/html; charset=utf-8")
                : Results.NotFound();
        });

    static PlanSheetModel Of(ChartView chart, PlanState plan, Medicine medicine)
    {
        var document = PlanDocument.Read("plan", Encoding.UTF8.GetBytes(plan.Document), medicine.Muscles, medicine.Toxins);
        var signed = chart.Entries.LastOrDefault(e => e.Kind == Kinds.PlanSigned && e.Seq == plan.Seq);
        var reasons = signed is null ? null : JsonNode.Parse(signed.Body)?["reasons"] as JsonArray;
        return new()
        {
            Document = document,
            Findings = [.. PlanCheck.Of(document, medicine).Findings.Select(f => reasons?.FirstOrDefault(r => r?["code"]?.ToString() == f.Code && (r["place"]?.ToString() ?? f.Place) == f.Place) is { } reason
                ? new SheetFinding(f, reason["text"]?.ToString(), reason["by"]?.ToString(), signed!.At) : new SheetFinding(f))],
            Name = chart.Identity.Name, ChartNumber = chart.Identity.Number, SignedBy = plan.Signed, SignedAt = signed?.At, PlanId = $"{chart.Id}, entry {plan.Seq}", ProgramVersion = Program.Version,
        };
    }
}
