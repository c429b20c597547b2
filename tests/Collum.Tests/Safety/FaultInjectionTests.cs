using System.Globalization;
using System.Text;
using Collum.Findings;
using Collum.Plans;
using Collum.Safety;

namespace Collum.Tests.Safety;

/// <summary>How many slips the rules catch, and how often they speak where nothing is wrong.</summary>
public sealed class FaultInjectionTests(ITestOutputHelper output)
{
    const int Seed = 20261120, Each = 640, Sound = 20_000, SoundParts = 8, Loose = 4_000, Unseen = 640;

    sealed record Caught(Fault Fault, int Made, int Seen, IReadOnlyDictionary<string, int> Codes, PlanDocument? Missed);

    sealed record Spoken(int Plans, int Stops, int Confirms, IReadOnlyDictionary<string, int> Codes);

    [Fact]
    public void Slips_are_caught_and_sound_plans_are_let_be()
    {
        var caught = Faults.All.AsParallel().AsOrdered().Select((fault, i) => Inject(fault, Seed + i, Each)).ToList();
        var beyond = Inject(Faults.BeyondReach, Seed + 900, Unseen);
        var parts = Enumerable.Range(0, SoundParts).AsParallel().AsOrdered().Select(i => Check(new PublishedPractice(Seed + 1000 + i), Sound / SoundParts)).ToList();
        var sound = Joined(parts);
        var loose = Joined(Enumerable.Range(0, 4).AsParallel().AsOrdered().Select(i => Check(new PublishedPractice(Seed + 2000 + i, proposalsToo: false), Loose / 4)).ToList());

        var page = Page(caught, beyond, sound, loose);
        output.WriteLine(page);
        foreach (var missed in caught.Where(c => c.Missed is not null))
            output.WriteLine($"missed, {missed.Fault.Name}: {missed.Missed!.Write()}");

        Assert.True(Faults.All.Count >= 12);
        Assert.True(caught.Sum(c => c.Made) >= 20_000);
        Assert.True(caught.Sum(c => c.Seen) >= 0.999 * caught.Sum(c => c.Made), "fewer than 99.9 % of the slips are caught");
        Assert.True(sound.Plans >= 20_000);
        Assert.Equal(0, sound.Stops);
        Assert.Equal(0, loose.Stops);
        Assert.True(sound.Confirms <= 0.05 * sound.Plans, "more than 5 % of the sound plans want a reason");
        Kept("docs/fault-injection.md", page);
    }

    /// <summary>A slip is caught when the plan with it brings a stop or a confirm that the same plan without it does not.</summary>
    static Caught Inject(Fault fault, int seed, int count)
    {
        var practice = new PublishedPractice(seed);
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (seen, made) = (0, 0);
        PlanDocument? missed = null;
        while (made < count)
        {
            var clean = practice.Next(complete: true);
            if (fault.Make(clean, practice) is not { } slip)
                continue;

            made++;
            var before = Grave(clean).ToHashSet();
            var fresh = Grave(slip).Where(f => !before.Contains(f)).Select(f => f.Code).Distinct().ToList();
            if (fresh.Count > 0)
                seen++;
            else
                missed ??= slip;
            foreach (var code in fresh)
                codes[code] = codes.GetValueOrDefault(code) + 1;
        }

        return new Caught(fault, made, seen, codes, missed);
    }

    static IEnumerable<(string Code, string? Place)> Grave(PlanDocument document) =>
        Findings(document).Where(f => f.Severity >= Severity.Confirm).Select(f => (f.Code, f.Place));

    static IReadOnlyList<Finding> Findings(PlanDocument document) => Shared.Medicine.PlanRules.Check(
        new PlanCase(document.Plan, document.Patient, document.History, Shared.Medicine.Toxins[document.Plan.Product]) { Posture = document.Posture });

    static Spoken Check(PublishedPractice practice, int count)
    {
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (stops, confirms) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var findings = Findings(practice.Next());
            stops += findings.Any(f => f.Severity == Severity.Stop) ? 1 : 0;
            confirms += findings.Any(f => f.Severity == Severity.Confirm) ? 1 : 0;
            foreach (var code in findings.Where(f => f.Severity >= Severity.Confirm).Select(f => f.Code).Distinct())
                codes[code] = codes.GetValueOrDefault(code) + 1;
        }

        return new Spoken(count, stops, confirms, codes);
    }

    static Spoken Joined(List<Spoken> parts) => new(
        parts.Sum(p => p.Plans), parts.Sum(p => p.Stops), parts.Sum(p => p.Confirms),
        new SortedDictionary<string, int>(parts.SelectMany(p => p.Codes).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Value)), StringComparer.Ordinal));

    static string Page(List<Caught> caught, Caught beyond, Spoken sound, Spoken loose)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');

        var (made, seen) = (caught.Sum(c => c.Made), caught.Sum(c => c.Seen));
        Line("# Fault injection");
        Line();
        Line("What the plan rules catch, and how often they speak where nothing is wrong. The test `FaultInjectionTests` makes these numbers again from");
        Line($"its seed ({Seed}) on every run and fails when this page differs; `COLLUM_WRITE=1` writes the page.");
        Line();
        Line("Every slip starts from a sound, complete plan drawn from published practice (`tests/Collum.Tests/Safety/PublishedPractice.cs`: arms of");
        Line("`data/trials/trials.csv`, per-muscle doses and injection frequencies of seven centres, labels on file) and changes one thing in it. It counts as");
        Line("caught when it brings a `stop` or a `confirm` that the plan did not have before.");
        Line();
        Line("| slip | what is changed | made | caught | % | by |");
        Line("| --- | --- | ---: | ---: | ---: | --- |");
        foreach (var c in caught)
            Line($"| {c.Fault.Name} | {c.Fault.What} | {c.Made} | {c.Seen} | {Percent(c.Seen, c.Made)} | {string.Join(", ", c.Codes.OrderByDescending(x => x.Value).ThenBy(x => x.Key, StringComparer.Ordinal).Take(3).Select(x => x.Key))} |");
        Line($"| **all {caught.Count} classes** | | **{made}** | **{seen}** | **{Percent(seen, made)}** | |");
        Line();
        Line("Beyond the reach of a plan check, and not counted above: a product chosen wrongly in a first session whose units are of like size");
        Line(FormattableString.Invariant($"(onabotulinumtoxinA, incobotulinumtoxinA, daxibotulinumtoxinA). Of {beyond.Made} such swaps {beyond.Seen} were caught ({Percent(beyond.Seen, beyond.Made)} %). The vial shows it: with the product read from"));
        Line("the vial (`preparation.product`) the swap is stopped, as in \"product swap, vial in hand\".");
        Line();
        Line("## Sound plans");
        Line();
        Line("| plans | number | with a stop | with a confirm | % |");
        Line("| --- | ---: | ---: | ---: | ---: |");
        Line($"| within every figure on file | {sound.Plans} | {sound.Stops} | {sound.Confirms} | {Percent(sound.Confirms, sound.Plans)} |");
        Line($"| within the labels' figures, beyond those that are only proposed | {loose.Plans} | {loose.Stops} | {loose.Confirms} | {Percent(loose.Confirms, loose.Plans)} |");
        Line();
        Line("The second row says what the proposals of this project (`clinical-proposal`, awaiting clinical sign-off) cost in reasons to write:");
        Line("such a plan passes at least one figure that no label gives, as often as published doses do.");
        Line();
        Line("| rule | share of the plans in the first row, % | second row, % |");
        Line("| --- | ---: | ---: |");
        foreach (var code in sound.Codes.Keys.Union(loose.Codes.Keys).OrderByDescending(c => sound.Codes.GetValueOrDefault(c)).ThenBy(c => c, StringComparer.Ordinal))
            Line($"| {code} | {Percent(sound.Codes.GetValueOrDefault(code), sound.Plans)} | {Percent(loose.Codes.GetValueOrDefault(code), loose.Plans)} |");
        return text.ToString();
    }

    static string Percent(int part, int whole) => (100m * part / whole).ToString("0.00", CultureInfo.InvariantCulture);

    static void Kept(string path, string text)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Collum.slnx")))
            folder = folder.Parent;
        var file = Path.Combine(folder!.FullName, path);
        if (Environment.GetEnvironmentVariable("COLLUM_WRITE") == "1")
            File.WriteAllText(file, text);

        Assert.True(File.Exists(file), $"{path} is missing; COLLUM_WRITE=1 writes it.");
        Assert.Equal(text, File.ReadAllText(file));
    }
}
