using System.Globalization;
using System.Text.Json;

namespace Collum.Emg;

/// <summary>The JSON header of an OpenSignals text: devices, each with its rate, columns, sensors and converter width.</summary>
/// <remarks>Values are converter counts. What a count is in volts depends on the sensor and is not in the file: the unit stays open and is asked about.</remarks>
sealed class OpenSignalsHeader
{
    readonly List<TextColumn> _columns = [];

    public DateTime? Start { get; private set; }

    public string? Device { get; private set; }

    public static OpenSignalsHeader? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        var header = new OpenSignalsHeader();
        foreach (var device in root.EnumerateObject())
        {
            if (device.Value.ValueKind != JsonValueKind.Object || Texts(device.Value, "column") is not { Count: > 0 } columns)
                return null;
            var labels = Texts(device.Value, "label");
            var sensors = Texts(device.Value, "sensor");
            var rate = device.Value.TryGetProperty("sampling rate", out var hz) && hz.ValueKind == JsonValueKind.Number && hz.TryGetDouble(out var value) && value is > 0 and <= 1e7 ? value : 0;
            foreach (var column in columns)
            {
                var i = labels.IndexOf(column);
                // Digital inputs and outputs of the device are listed as columns and not among the labels.
                var kind = column.Equals("nSeq", StringComparison.OrdinalIgnoreCase) ? ColumnKind.Counter : i >= 0 || labels.Count == 0 ? ColumnKind.Signal : ColumnKind.Other;
                var label = i >= 0 && i < sensors.Count && sensors[i] is { Length: > 0 } and not "RAW" and not "OTHER" ? $"{column} {sensors[i]}" : column;
                header._columns.Add(new(kind, label, "", -1, rate, null, 0));
            }

            header.Device ??= Text(device.Value, "device");
            header.Start ??= DateTime.TryParseExact($"{Text(device.Value, "date")} {Text(device.Value, "time")}", (string[])["yyyy-M-d H:m:s", "yyyy-M-d H:m:s.FFFFFFF"],
                CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) ? start : null;
        }

        return header._columns.Count > 0 ? header : null;
    }

    /// <summary>The columns of rows that are so wide; later ones than the header lists are passed over.</summary>
    public List<TextColumn> Columns(int width)
    {
        var columns = _columns.Take(width).ToList();
        while (columns.Count < width)
            columns.Add(new(ColumnKind.Other, "", "", -1, 0, null, 0));
        return columns;
    }

    static string? Text(JsonElement device, string key) =>
        device.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? Safe(value) : null;

    static List<string> Texts(JsonElement device, string key) =>
        device.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? Safe(e) ?? "" : "")]
            : [];

    static string? Safe(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)                   // a lone surrogate
        {
            return null;
        }
    }
}
