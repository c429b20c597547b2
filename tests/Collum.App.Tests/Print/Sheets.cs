using System.Text;
using Collum.App.Print;

namespace Collum.App.Tests.Print;

/// <summary>Plans that the tests of the printed sheet share.</summary>
static class Sheets
{
    public static Medicine Medicine { get; } = Read();

    static Medicine Read()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "data");
        return new(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal));
    }

    // A right turn with a raised left shoulder, three months after 180 U that gave too little relief.
    public const string Usual = """
        { "date": "2026-11-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false,
          "patient": { "birth_date": "1970-05-01", "sex": "female", "weight_kg": 61 },
          "history": [ { "date": "2026-08-20", "product": "onabotulinumtoxinA", "dose_u": 180, "indication": "cervical-dystonia" } ],
          "preparation": { "vial_u": 100, "vials": 2, "diluent_ml": 1.0 },
          "posture": { "caput_rotation_right_deg": 20, "caput_lateral_right_deg": 0, "caput_extension_deg": 0,
                       "collis_rotation_right_deg": 2, "collis_lateral_right_deg": 0, "collis_extension_deg": 0, "shoulder_elevation": "left" },
          "last": { "plan": { "date": "2026-08-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false, "sites": [
              { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 60, "points": 3, "guidance": "ultrasound" },
              { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 40, "points": 2, "guidance": "emg" },
              { "muscle_id": "trapezius-descendens", "side": "left", "dose_u": 50, "points": 5, "guidance": "emg" },
              { "muscle_id": "levator-scapulae", "side": "left", "dose_u": 30, "points": 1, "guidance": "emg" } ] },
            "response": { "relief_percent": 35, "peak_week": 4, "wearing_off_week": 10,
              "side_effects": [ { "term": "neck-weakness", "severity": "mild", "muscle_id": "trapezius-descendens", "side": "left" } ] } } }
        """;

    public static PlanSheetModel Proposed(string json = Usual)
    {
        var proposal = PlanProposal.Of(ProposeDocument.Read("test", Encoding.UTF8.GetBytes(json), Medicine), Medicine);
        return new PlanSheetModel
        {
            Document = proposal.Document, Lines = proposal.Proposal.Lines, Findings = [.. proposal.Findings.Select(f => new SheetFinding(f))],
            ChangedSince = new(2026, 8, 20), Name = "Marta Lindqvist", ChartNumber = "C-0412", PlannedBy = "Dr A. Osei", ProgramVersion = "0.1.0", PlanId = "0412-7",
        };
    }

    public static PlanSheetModel Signed => Proposed() with
    {
        SignedAt = new(2026, 11, 20, 8, 52, 0, TimeSpan.Zero), SignedBy = "Dr A. Osei",
        Findings =
        [
            new(new("MED-002", Findings.Severity.Confirm, $"Gentamicin may strengthen the toxin.", "general-knowledge"),
                "Course ended 14 November; kidney function normal on the 17th.", "Dr A. Osei", new(2026, 11, 20, 8, 38, 0, TimeSpan.Zero)),
            new(new("DOSE-004", Findings.Severity.Note, $"375 of at most 400 U in 92 days, 180 U of it on 20 August.", "botox-cosmetic-pi-copy")),
            new(new("MUS-011", Findings.Severity.Note, $"Levator scapulae: may add to colds and swallowing trouble.", "nstA-botox-ranges")),
        ],
    };

    public static string Html(PlanSheetModel model) => PlanSheet.Render(model, Medicine);

}
