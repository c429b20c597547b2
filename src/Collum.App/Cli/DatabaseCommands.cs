using System.CommandLine;
using System.Globalization;
using Collum.Clinic.Storage;
using Collum.Clinic.Visits;

namespace Collum.App.Cli;

static class DatabaseCommands
{
    static readonly Argument<string> Target = new("file") { Description = "A file that does not exist yet." };

    static readonly Argument<string> Source = new("file") { Description = "What `collum db backup` or `collum db export` wrote." };

    static readonly Option<bool> Replace = new("--replace") { Description = "Put charts that are there aside (they are kept) instead of refusing." };

    static readonly Option<string?> BackupTo = new("--backup") { Description = "Where to copy everything before tables change; default: backups/ in the data folder.", HelpName = "FILE" };

    public static Noun Db() => new("db", "Where the charts are kept: make, check, copy and bring back.",
        new Verb("init", "Make an empty clinic.", "collum db init --data /srv/collum", InitAsync, Shared.Data),
        new Verb("verify", "Check every entry, every chain and every table; exit status 3 when something is not as it was written.", "collum db verify --json", VerifyAsync, Shared.Data, Shared.RecordingsFolder),
        new Verb("backup", "Copy everything as at one moment into one file, while the program goes on serving; EMG recordings go into the folder recordings beside it.", "collum db backup /backups/2026-11-20.db", BackupAsync, Target, Shared.Data, Shared.RecordingsFolder),
        new Verb("restore", "Bring a backup or an export back into an empty place, and check it.", "collum db restore /backups/2026-11-20.db --data /srv/collum", RestoreAsync, Source, Shared.Data, Shared.RecordingsFolder, Replace),
        new Verb("export", "Write everything as lines of JSON, with hashes.", "collum db export charts.jsonl", ExportAsync, Target, Shared.Data),
        new Verb("import", "Fill an empty clinic from an export; every hash must come out the same.", "collum db import charts.jsonl --data postgres://collum@db/collum", ImportAsync, Source, Shared.Data),
        new Verb("migrate", "Bring the tables to this program's version, after a backup.", "collum db migrate", MigrateAsync, Shared.Data, BackupTo),
        new Verb("rebuild", "Make the tables that follow from the entries again.", "collum db rebuild", RebuildAsync, Shared.Data));

    static async Task<int> InitAsync(Call call)
    {
        var database = await call.Composition.MakeAsync(call.Value(Shared.Data), call.Cancel);
        return call.Answer(new { place = database.Place }, to => to.WriteLine($"A clinic is ready in {database.Place}."));
    }

    static async Task<int> VerifyAsync(Call call)
    {
        var database = call.Composition.There(call.Value(Shared.Data));
        var found = await database.VerifyAsync(null, Progress(call), call.Cancel);
        var (recordings, lost) = await NamedRecordings.VerifyAsync(database, Recordings(call), call.Cancel);
        found = found with { Faults = [.. found.Faults, .. lost], FaultCount = found.FaultCount + lost.Count };
        return call.Answer(new { sound = found.Sound, found.Charts, found.Entries, recordings, found.Heads, found.Faults, found.FaultCount }, to =>
        {
            foreach (var fault in found.Faults)
                to.WriteLine($"{fault.ChartId ?? "all",-28} {fault.Seq,6}  {TextTable.Printable(fault.What)}");
            to.WriteLine(found.Sound
                ? string.Create(CultureInfo.InvariantCulture, $"{found.Charts} charts with {found.Entries} entries{(recordings == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {recordings} recording{(recordings == 1 ? "" : "s")}"))} are as they were written.")
                : string.Create(CultureInfo.InvariantCulture, $"{found.FaultCount} things are not as they were written. Restore the last good backup, and find out who changed the files."));
            foreach (var head in found.Heads)
                to.WriteLine($"Clinic {head.Clinic} stands at entry {head.Position}, {head.Hash}");
        }, found.Sound ? Exit.Done : Exit.Broken);
    }

    static async Task<int> BackupAsync(Call call)
    {
        var database = call.Composition.There(call.Value(Shared.Data));
        var target = call.Value(Target);
        var made = await database.BackupAsync(target, Progress(call), call.Cancel);
        var named = await NamedRecordings.OfAsync(database, call.Cancel);
        var copied = named.Count == 0 ? new(0, 0, []) : await Recordings(call).CopyToAsync(Beside(target), [.. named.Select(n => n.Sha256)], call.Cancel);
        return call.Answer(new
        {
            made.Form, made.At, made.ProgramVersion, made.SchemaVersion, made.Bytes, made.Sha256, made.Clinics, recordings = copied,
        }, to =>
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{made.Bytes} bytes, read back and found whole. Keep {Backup.ManifestOf(target)} with it."));
            Say(to, copied, FolderBeside(target), "kept in");
        }, copied.Lost.Count == 0 ? Exit.Done : Exit.Broken);
    }

    static void Say(TextWriter to, RecordingsCopied copied, string folder, string where)
    {
        if (copied.Named > 0)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"EMG recordings: {copied.Named - copied.Lost.Count} of {copied.Named} {where} {folder}, {copied.Copied} of them copied now."));
        if (copied.Lost.Count > 0)
            to.WriteLine($"Gone, or not what was written: {string.Join(", ", copied.Lost.Select(h => h[..12]))}. Look for them in earlier copies.");
    }

    static RecordingFiles Recordings(Call call) => call.Composition.Recordings(call.Composition.Place(call.Value(Shared.Data)), call.Value(Shared.RecordingsFolder));

    static string FolderBeside(string file) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "recordings");

    static RecordingFiles Beside(string file) => new(FolderBeside(file));

    static async Task<int> RestoreAsync(Call call)
    {
        var place = call.Composition.Place(call.Value(Shared.Data));
        var source = call.Value(Source);
        var done = await Database.RestoreAsync(source, place, call.Composition.DatabaseOptions, call.Value(Replace), Progress(call), call.Cancel);
        var database = call.Composition.Unready(place);
        var copied = new RecordingsCopied(0, 0, []);
        if (done.Verification is not null && await NamedRecordings.OfAsync(database, call.Cancel) is { Count: > 0 } named)
            copied = Recordings(call) is { HasPlace: true } files
                ? await Beside(source).CopyToAsync(files, [.. named.Select(n => n.Sha256)], call.Cancel)
                : new(named.Count, 0, [.. named.Select(n => n.Sha256)]);
        var where = database.Place;       // without a password that the address may hold
        return call.Answer(new { done.Clinics, done.Replaced, done.Verification, recordings = copied }, to =>
        {
            to.WriteLine($"Restored into {where}: {done.Clinics.Sum(c => c.Charts)} charts.");
            if (done.Replaced is { } aside)
                to.WriteLine($"What was there before is kept in {aside}.");
            to.WriteLine(done.Verification is not { } check ? "Its tables are older: run `collum db migrate`, and bring the folder of recordings back by hand." : check.Sound ? "Everything is as it was written." : $"{check.FaultCount} things are not as they were written.");
            Say(to, copied, "their folder", "are in");
        }, done.Verification is { Sound: false } || copied.Lost.Count > 0 ? Exit.Broken : Exit.Done);
    }

    static async Task<int> ExportAsync(Call call)
    {
        var database = call.Composition.There(call.Value(Shared.Data));
        var target = call.Value(Target);
        if (File.Exists(target))
            throw CallException.Wrong($"{target}: is there already; expected a file that does not exist yet.");
        var part = target + ".part";
        try
        {
            await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write))
                await database.ExportAsync(file, Progress(call), call.Cancel);
            File.Move(part, target);
        }
        catch
        {
            File.Delete(part);           // half an export names patients and is of no use
            throw;
        }

        return call.Answer(new { file = target, bytes = new FileInfo(target).Length }, to => to.WriteLine($"{target}: handle it as the charts themselves, it names patients."));
    }

    static async Task<int> ImportAsync(Call call)
    {
        if (!File.Exists(call.Value(Source)))
            throw CallException.Wrong($"{call.Value(Source)}: no such file; expected what `collum db export` wrote.");
        var database = await call.Composition.MakeAsync(call.Value(Shared.Data), call.Cancel);
        await database.ImportAsync(call.Value(Source), Progress(call), call.Cancel);
        var check = await database.VerifyAsync(null, null, call.Cancel);
        return call.Answer(new { charts = check.Charts, entries = check.Entries, sound = check.Sound }, to => to.WriteLine($"{check.Charts} charts with {check.Entries} entries are in {database.Place}."), check.Sound ? Exit.Done : Exit.Broken);
    }

    static async Task<int> MigrateAsync(Call call)
    {
        var done = await call.Composition.There(call.Value(Shared.Data)).MigrateAsync(call.Value(BackupTo), Progress(call), call.Cancel);
        return call.Answer(done, to => to.WriteLine(done.Backup is null ? $"Nothing to do: the tables are of version {done.To}." : $"{(done.From == done.To ? $"Made again from the entries: {string.Join(", ", done.Rebuilt)}" : $"From version {done.From} to {done.To}")}; the state before is in {done.Backup}."));
    }

    static async Task<int> RebuildAsync(Call call)
    {
        await call.Composition.There(call.Value(Shared.Data)).RebuildAsync(Progress(call), call.Cancel);
        return call.Answer(new { rebuilt = true }, to => to.WriteLine("The tables were made again from the entries."));
    }

    // Progress goes where people look and scripts do not.
    static Lines Progress(Call call) => new Lines(call);

    sealed class Lines(Call call) : IProgress<StorageProgress>
    {
        readonly long _start = System.Diagnostics.Stopwatch.GetTimestamp();
        TimeSpan _said;

        public void Report(StorageProgress value)
        {
            var now = System.Diagnostics.Stopwatch.GetElapsedTime(_start);
            if (now - _said < TimeSpan.FromSeconds(2))
                return;
            _said = now;
            call.Say(string.Create(CultureInfo.InvariantCulture, $"{value.Stage} {value.Done}{(value.Total is { } all ? $" of {all}" : "")} ..."));
        }
    }
}
