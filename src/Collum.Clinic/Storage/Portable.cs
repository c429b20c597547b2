using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;
using Dapper;

namespace Collum.Clinic.Storage;

/// <summary>Everything as lines of JSON that either database can be filled from, with both hash chains: a head, one line for each knowledge version and each entry, and an end.</summary>
static class Portable
{
    const int Form = 1;
    const int LongestLine = 64 * 1024 * 1024;

    static readonly JsonSerializerOptions Json = OutputJson.Options;

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it all, as at one moment.</summary>
    public static async Task<PortableHead> WriteAsync(Database database, Stream output, IProgress<StorageProgress>? progress, CancellationToken cancel)
    {
        var dialect = database.Dialect;
        await using var connection = await dialect.OpenReaderAsync(cancel);
        await connection.ExecuteAsync(dialect.BeginSnapshot);
        var head = new PortableHead
        {
            CollumExport = Form,
            At = EntryHash.Time(database.Options.Time.GetUtcNow()),
            ProgramVersion = database.Options.ProgramVersion,
            SchemaVersion = await connection.ExecuteScalarAsync<int>("select max(version) from schema_version"),
            Clinics = await ClinicsAsync(connection),
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long lines = 0;
        await PutAsync(JsonSerializer.SerializeToUtf8Bytes(head, Json));
        foreach (var clinic in head.Clinics)
        {
            await foreach (var k in connection.QueryUnbufferedAsync<PortableKnowledge>(
                "select clinic as Clinic, version as Version, at as At, program_version as ProgramVersion, files as Files from knowledge where clinic = @Clinic order by version", new { clinic.Clinic }))
                await PutAsync(JsonSerializer.SerializeToUtf8Bytes(new { Knowledge = k }, Json));
            await foreach (var row in connection.QueryUnbufferedAsync<EntryRow>(ChartStore.All, new { clinic = clinic.Clinic }))
            {
                cancel.ThrowIfCancellationRequested();
                await PutAsync(Line(clinic.Clinic, row));
                if (lines % 1000 == 0)
                    progress?.Report(new("entries", lines, head.Clinics.Sum(c => c.Position)));
            }
        }

        var sum = Convert.ToHexStringLower(hash.GetCurrentHash());
        await PutAsync(JsonSerializer.SerializeToUtf8Bytes(new { End = new { Lines = lines, Sha256 = sum } }, Json));
        await output.FlushAsync(cancel);
        await connection.ExecuteAsync("rollback transaction");
        return head;

        async Task PutAsync(byte[] line)
        {
            hash.AppendData(line);
            hash.AppendData("\n"u8);
            lines++;
            await output.WriteAsync(line, cancel);
            await output.WriteAsync("\n"u8.ToArray(), cancel);
        }
    }

    public static async Task<IReadOnlyList<PortableClinic>> ClinicsAsync(DbConnection connection) =>
        [.. (await connection.QueryAsync<(string, string, long, byte[], long)>(
            "select c.clinic, c.at, c.position, c.ledger_hash, (select count(*) from chart as h where h.clinic = c.clinic) from clinic as c order by c.clinic"))
            .Select(c => new PortableClinic { Clinic = c.Item1, At = c.Item2, Position = c.Item3, LedgerHash = Convert.ToHexStringLower(c.Item4), Charts = c.Item5 })];

    static byte[] Line(string clinic, EntryRow e)
    {
        using var line = new MemoryStream(e.Body.Length + 800);
        using (var w = new Utf8JsonWriter(line, Plain))
        {
            w.WriteStartObject();
            w.WriteStartObject("entry");
            w.WriteString("clinic", clinic);
            w.WriteString("chart_id", e.ChartId);
            w.WriteNumber("seq", e.Seq);
            w.WriteNumber("position", e.Position);
            w.WriteString("kind", e.Kind);
            w.WriteString("at", e.At);
            w.WriteString("by", e.ByWhom);
            if (e.Why is not null)
                w.WriteString("why", e.Why);
            if (e.Amends is { } amends)
                w.WriteNumber("amends", amends);
            if (e.KnowledgeVersion is not null)
                w.WriteString("knowledge_version", e.KnowledgeVersion);
            w.WriteString("program_version", e.ProgramVersion);
            w.WriteString("key", e.Key);
            w.WriteString("previous_hash", Convert.ToHexStringLower(e.PreviousHash));
            w.WriteString("hash", Convert.ToHexStringLower(e.Hash));
            w.WritePropertyName("body");
            try
            {
                w.WriteRawValue(e.Body);
            }
            catch (JsonException x)
            {
                throw new StorageException($"Entry {e.Seq} of chart {e.ChartId:code} is damaged and cannot be written out.", $"Run `collum db verify`, then restore the last backup.", x);
            }

            w.WriteEndObject();
            w.WriteEndObject();
        }

        return line.ToArray();
    }

    /// <summary>The parts in order: one <see cref="PortableHead"/>, then <see cref="PortableKnowledge"/> and <see cref="PortableEntry"/>. A file that ends early or was changed is refused, at the latest at its end.</summary>
    public static async IAsyncEnumerable<object> ReadAsync(Stream input, string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long number = 0;
        var ended = false;
        await foreach (var line in LinesAsync(input, name, cancel))
        {
            number++;
            if (ended)
                throw Wrong(name, number, $"a line after the end", $"nothing");
            JsonDocument document;
            try
            {
                document = JsonDocument.Parse(line);
            }
            catch (JsonException)
            {
                throw Wrong(name, number, $"text that is not JSON", $"one JSON object on each line");
            }

            using (document)
            {
                object? part = null;
                try
                {
                    var root = document.RootElement;
                    if (root.ValueKind != JsonValueKind.Object)
                        throw new JsonException();
                    if (number == 1)
                        part = root.Deserialize<PortableHead>(Json) is { CollumExport: Form } head ? head : throw new JsonException();
                    else if (root.TryGetProperty("knowledge", out var knowledge))
                        part = knowledge.Deserialize<PortableKnowledge>(Json);
                    else if (root.TryGetProperty("entry", out var entry))
                        part = Entry(entry);
                    else if (root.TryGetProperty("end", out var end))
                    {
                        ended = true;
                        if (end.GetProperty("lines").GetInt64() != number - 1 || end.GetProperty("sha256").GetString() != Convert.ToHexStringLower(hash.GetCurrentHash()))
                            throw Wrong(name, number, $"an end that does not fit the lines before it", $"the file as it was written");
                    }
                    else
                        throw new JsonException();
                }
                catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
                {
                    throw Wrong(name, number, $"something else", number == 1 ? Phrase($"the head of an export of form {Form}") : Phrase($"a knowledge version, an entry or the end"));
                }

                if (part is not null)
                    yield return part;
            }

            hash.AppendData(line.Span);
            hash.AppendData("\n"u8);
        }

        if (!ended)
            throw Wrong(name, number + 1, $"the end of the file", $"the line that ends an export: the file is cut off");
    }

    static PortableEntry Entry(JsonElement e) => new(e.GetProperty("clinic").GetString()!, new Entry
    {
        ChartId = e.GetProperty("chart_id").GetString()!,
        Seq = e.GetProperty("seq").GetInt64(),
        Position = e.GetProperty("position").GetInt64(),
        Kind = e.GetProperty("kind").GetString()!,
        At = EntryHash.Time(e.GetProperty("at").GetString()!),
        By = e.GetProperty("by").GetString()!,
        Why = e.TryGetProperty("why", out var why) ? why.GetString() : null,
        Amends = e.TryGetProperty("amends", out var amends) ? amends.GetInt64() : null,
        KnowledgeVersion = e.TryGetProperty("knowledge_version", out var version) ? version.GetString() : null,
        ProgramVersion = e.GetProperty("program_version").GetString()!,
        Key = e.GetProperty("key").GetString()!,
        PreviousHash = e.GetProperty("previous_hash").GetString()!,
        Hash = e.GetProperty("hash").GetString()!,
        Body = CanonicalJson.Of(e.GetProperty("body")),
    });

    static async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(Stream input, string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        var (start, end, number) = (0, 0, 1L);
        while (true)
        {
            var at = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (at >= 0)
            {
                if (at > start)
                    yield return buffer.AsMemory(start, at - start);
                start = at + 1;
                number++;
                continue;
            }

            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }

            if (end == buffer.Length)
            {
                if (buffer.Length >= LongestLine)
                    throw Wrong(name, number, $"a line of more than {LongestLine / 1024 / 1024} MB", $"a shorter one");
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = await input.ReadAsync(buffer.AsMemory(end), cancel);
            if (read == 0)
            {
                if (end > start)
                    yield return buffer.AsMemory(start, end - start);
                yield break;
            }

            end += read;
        }
    }

    static InputException Wrong(string name, long line, Sentence found, Sentence expected) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {line}"), found, expected, name);
}

sealed record PortableHead
{
    public required int CollumExport { get; init; }

    public required string At { get; init; }

    public required string ProgramVersion { get; init; }

    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<PortableClinic> Clinics { get; init; }
}

/// <summary>Where a clinic stood when it was written out.</summary>
public sealed record PortableClinic
{
    public required string Clinic { get; init; }

    /// <summary>When it was made.</summary>
    public required string At { get; init; }

    /// <summary>Number of its last entry, so also how many.</summary>
    public required long Position { get; init; }

    /// <summary>The clinic's chain up to there.</summary>
    public required string LedgerHash { get; init; }

    public required long Charts { get; init; }
}

sealed record PortableKnowledge
{
    public string Clinic { get; init; } = "";

    public string Version { get; init; } = "";

    public string At { get; init; } = "";

    public string ProgramVersion { get; init; } = "";

    public byte[] Files { get; init; } = [];
}

sealed record PortableEntry(string Clinic, Entry Entry);
