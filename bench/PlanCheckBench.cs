using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Collum.Bench;

/// <summary>Plan checks a second on one core: a document read, all rules asked, the answer written.</summary>
static class PlanCheckBench
{
    const double Limit = 1_000;
    static readonly TimeSpan Warm = TimeSpan.FromSeconds(6), Measured = TimeSpan.FromSeconds(5);

    // A later session with everything on record, a first session, a mix of vials with findings, and a ready-made solution.
    static readonly string[] Plans =
    [
        """
        { "date": "2026-11-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false,
          "patient": { "birth_date": "1970-05-01", "weight_kg": 61, "answers": { "pregnancy": "no", "breastfeeding": "no", "nmj-disorder": "no", "cows-milk-allergy": "unknown" },
                       "medications": ["gentamicin", "amlodipine", "levothyroxin"], "allergies": [] },
          "history": [ { "date": "2026-08-20", "product": "onabotulinumtoxinA", "dose_u": 180, "indication": "cervical-dystonia" } ],
          "preparation": { "vial_u": 100, "vials": 2, "diluent_ml": 1.0 },
          "sites": [ { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 40, "points": 2, "guidance": "emg" },
                     { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 60, "points": 3, "guidance": "emg" },
                     { "muscle_id": "trapezius-descendens", "side": "left", "dose_u": 40, "points": 3 },
                     { "muscle_id": "levator-scapulae", "side": "left", "dose_u": 30, "points": 2, "guidance": "ultrasound" } ] }
        """,
        """
        { "date": "2026-11-20", "region": "EU", "product": "abobotulinumtoxinA", "first_session": true,
          "patient": { "birth_date": "1958-02-11", "sex": "female", "answers": { "pregnancy": "no" }, "medications": ["clonazepam"] },
          "posture": { "caput_rotation_right_deg": 20, "collis_rotation_right_deg": 10, "shoulder_elevation": "left" },
          "preparation": { "vial_u": 500, "vials": 1, "diluent_ml": 1 },
          "sites": [ { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 300, "points": 3, "guidance": "emg" },
                     { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 100, "points": 2, "guidance": "emg" },
                     { "muscle_id": "trapezius-descendens", "side": "left", "dose_u": 100, "points": 3 } ] }
        """,
        """
        { "date": "2026-11-20", "region": "EU", "product": "onabotulinumtoxinA", "first_session": false,
          "patient": { "birth_date": "1949-07-30" },
          "history": [ { "date": "2026-09-20", "product": "onabotulinumtoxinA", "dose_u": 280 }, { "date": "2026-10-01", "product": "unknown", "clinic": "elsewhere" } ],
          "preparations": [ { "vial_u": 200, "vials": 1, "diluent_ml": 4 }, { "vial_u": 100, "vials": 1, "diluent_ml": 2 } ],
          "sites": [ { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 70, "points": 1 }, { "muscle_id": "sternocleidomastoid", "side": "right", "dose_u": 70, "points": 1 },
                     { "muscle_id": "scaleni", "side": "right", "dose_u": 60, "points": 2 }, { "muscle_id": "longus-colli", "side": "right", "dose_u": 25, "points": 1 },
                     { "muscle_id": "semispinalis-capitis", "side": "right", "dose_u": 60, "points": 2 }, { "muscle_id": "semispinalis-capitis", "side": "left", "dose_u": 15, "points": 2 } ] }
        """,
        """
        { "date": "2026-11-20", "region": "US", "product": "rimabotulinumtoxinB", "first_session": false,
          "patient": { "birth_date": "1965-01-01", "medications": ["trihexyphenidyl", "warfarin"] },
          "history": [ { "date": "2026-07-20", "product": "rimabotulinumtoxinB", "dose_u": 7500, "indication": "cervical-dystonia" } ],
          "preparation": { "vial_u": 10000, "vials": 1 },
          "sites": [ { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 5000, "points": 3 }, { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 2500, "points": 2 } ] }
        """,
    ];

    public static int Run()
    {
        var medicine = new Medicine(Knowledge());
        var texts = Plans.Select(Encoding.UTF8.GetBytes).ToArray();
        var documents = texts.Select(t => PlanCheck.Read("plan", t, medicine)).ToArray();

        Report("plan check", Rate(i => PlanCheck.Of(documents[i % documents.Length], medicine).Findings.Count));
        Report("read, check and write", Rate(i => PlanCheck.Of(PlanCheck.Read("plan", texts[i % texts.Length], medicine), medicine).Write().Length));
        return 0;
    }

    static (double Wall, double Processor) Rate(Func<int, int> once)
    {
        Count(once, Warm);
        var before = Environment.CpuUsage.TotalTime;
        var (count, seconds) = Count(once, Measured);
        return (count / seconds, count / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    static (int Count, double Seconds) Count(Func<int, int> once, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var (count, sum) = (0, 0L);
        while (watch.Elapsed < time)
            for (var i = 0; i < 64; i++)
                sum += once(count++);
        GC.KeepAlive(sum);
        return (count, watch.Elapsed.TotalSeconds);
    }

    static void Report(string what, (double Wall, double Processor) rate) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: {rate.Processor:#,0} a second of one core's time, {rate.Processor / Limit:0.0} times the limit of {Limit:#,0} ({rate.Wall:#,0} a second by the clock on this machine now)"));

    static Dictionary<string, byte[]> Knowledge()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "data")))
            folder = folder.Parent;
        var root = Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("The bench runs from a checkout; data/ was not found above it."), "data");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
    }
}
