using System.Globalization;
using System.Text;

namespace Collum.Tests.Emg;

/// <summary>Writes small EDF and BDF files for tests, right by default and wrong where a test says so.</summary>
sealed record EdfWriter
{
    public sealed record Signal(string Label, int[] Samples, int PerRecord)
    {
        public string Unit { get; init; } = "uV";

        public string PhysicalMin { get; init; } = "-3276.8";

        public string PhysicalMax { get; init; } = "3276.7";

        public string DigitalMin { get; init; } = "-32768";

        public string DigitalMax { get; init; } = "32767";
    }

    public bool Is24Bit { get; init; }

    /// <summary>Null for the formats without annotations, else C or D.</summary>
    public char? Plus { get; init; }

    public string Duration { get; init; } = "1";

    public string StartDate { get; init; } = "20.11.26";

    public string StartTime { get; init; } = "09.30.00";

    public string Recording { get; init; } = "Startdate 20-NOV-2026 X X Collum_test";

    public string? Records { get; init; }

    public string? HeaderBytes { get; init; }

    public IReadOnlyList<Signal> Signals { get; init; } = [];

    /// <summary>The annotation lists of each record as text; \u0014 and \u0015 stand in them as in the file.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    public int ListBytes { get; init; } = 120;

    public static Signal Ramp(string label, int records, int perRecord) =>
        new(label, [.. Enumerable.Range(0, records * perRecord).Select(i => ((i * 37) % 65536) - 32768)], perRecord);

    /// <summary>The list that only says when a record began.</summary>
    public static string At(string onset, string more = "") => $"+{onset}\u0014\u0014\0{more}";

    public static string Note(string onset, string text, string? duration = null) => $"+{onset}{(duration is null ? "" : $"\u0015{duration}")}\u0014{text}\u0014\0";

    public byte[] Bytes()
    {
        var width = Is24Bit ? 3 : 2;
        var family = Is24Bit ? "BDF" : "EDF";
        var all = Signals.ToList();
        if (Plus is not null)
            all.Add(new($"{family} Annotations", [], ListBytes / width) { Unit = "", PhysicalMin = "-1", PhysicalMax = "1", DigitalMin = Is24Bit ? "-8388608" : "-32768", DigitalMax = Is24Bit ? "8388607" : "32767" });
        var records = Signals.Count > 0 ? Signals[0].Samples.Length / Signals[0].PerRecord : Lists.Count;

        using var file = new MemoryStream();
        void Put(string text, int length) => file.Write(Encoding.Latin1.GetBytes(text.PadRight(length)[..length]));
        if (Is24Bit)
            file.WriteByte(0xFF);
        Put(Is24Bit ? "BIOSEMI" : "0", Is24Bit ? 7 : 8);
        Put("X X X X", 80);
        Put(Recording, 80);
        Put(StartDate, 8);
        Put(StartTime, 8);
        Put(HeaderBytes ?? (256 * (all.Count + 1)).ToString(CultureInfo.InvariantCulture), 8);
        Put(Plus is { } plus ? $"{family}+{plus}" : Is24Bit ? "24BIT" : "", 44);
        Put(Records ?? records.ToString(CultureInfo.InvariantCulture), 8);
        Put(Duration, 8);
        Put(all.Count.ToString(CultureInfo.InvariantCulture), 4);
        void Each(int length, Func<Signal, string> text) => all.ForEach(s => Put(text(s), length));
        Each(16, s => s.Label);
        Each(80, _ => "AgAgCl");
        Each(8, s => s.Unit);
        Each(8, s => s.PhysicalMin);
        Each(8, s => s.PhysicalMax);
        Each(8, s => s.DigitalMin);
        Each(8, s => s.DigitalMax);
        Each(80, _ => "HP:20Hz");
        Each(8, s => s.PerRecord.ToString(CultureInfo.InvariantCulture));
        Each(32, _ => "");

        for (var r = 0; r < records; r++)
        {
            foreach (var signal in Signals)
                foreach (var digit in signal.Samples.AsSpan(r * signal.PerRecord, signal.PerRecord))
                    for (var b = 0; b < width; b++)
                        file.WriteByte((byte)(digit >> (8 * b)));
            if (Plus is not null)
            {
                var list = Encoding.UTF8.GetBytes(r < Lists.Count ? Lists[r] : At(r.ToString(CultureInfo.InvariantCulture)));
                var padded = new byte[ListBytes / width * width];
                list.CopyTo(padded, 0);
                file.Write(padded);
            }
        }

        return file.ToArray();
    }
}
