using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Collum.App.Cli;

namespace Collum.App.Tests.Cli;

/// <summary>What a call of the program came to.</summary>
sealed record Called(int Exit, string Out, string Error)
{
    /// <summary>The one JSON document on standard output.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    public override string ToString() => $"exit {Exit}\nout: {Out}\nerror: {Error}";
}

/// <summary>Calls the program as scripts do: in this process by its entry point, or as a real process.</summary>
static class Calls
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Collum.App.exe" : "Collum.App");

    /// <summary>The checkout that the tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Collum.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("Collum.slnx stands in no folder above the tests.");
        return folder.FullName;
    }

    public static async Task<Called> InProcessAsync(IReadOnlyList<string> arguments, byte[]? input = null, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal
        {
            In = new MemoryStream(input ?? []), Out = output, Error = error, Clock = clock ?? TimeProvider.System,
            Variable = name => name == "XDG_STATE_HOME" ? Path.GetTempPath() : null,
        };
        var exit = await CommandLine.RunAsync(arguments, terminal, cancel);
        return new(exit, output.ToString(), error.ToString());
    }

    public static Process Start(params string[] arguments)
    {
        // A shell that runs the tests in the background makes its children ignore an interrupt; here it means what it says.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", Program, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, UseShellExecute = false,
        };
        start.Environment["COLLUM_DATA"] = Path.Combine(Path.GetTempPath(), "collum-nowhere");
        return Process.Start(start)!;
    }

    public static async Task<Called> ProcessAsync(IReadOnlyList<string> arguments, byte[]? input = null)
    {
        using var process = Start([.. arguments]);
        if (input is not null)
            await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(late.Token);
        return new(process.ExitCode, await output, await error);
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The plan document of the public interface.</summary>
    public const string Plan = """
        { "date": "2026-11-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false,
          "patient": { "birth_date": "1970-05-01", "weight_kg": 61,
                       "answers": { "pregnancy": "no", "breastfeeding": "no", "nmj-disorder": "no", "cows-milk-allergy": "unknown" },
                       "medications": ["gentamicin"], "allergies": [] },
          "history": [ { "date": "2026-08-20", "product": "onabotulinumtoxinA", "dose_u": 180, "indication": "cervical-dystonia" } ],
          "preparation": { "vial_u": 100, "vials": 2, "diluent_ml": 1.0 },
          "sites": [ { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 40, "points": 2, "guidance": "emg" } ] }
        """;

    /// <summary>The posture document of the public interface.</summary>
    public const string Posture = """
        { "caput_rotation_right_deg": 20, "caput_lateral_right_deg": 0, "caput_extension_deg": 0,
          "collis_rotation_right_deg": 10, "collis_lateral_right_deg": 0, "collis_extension_deg": 0,
          "lateral_shift_right_mm": null, "sagittal_shift_anterior_mm": null, "shoulder_elevation": null,
          "tremor": null, "duration": null }
        """;

    public const string Score = """{ "instrument": "twstrs", "date": "2026-11-20", "total": 42 }""";

    public const string Report = """{ "date": "2026-11-20", "term": "dysphagia", "onset_date": "2026-11-18", "severity": "mild", "words": "solid food sticks" }""";
}
