using System.Globalization;
using System.Text.Json.Serialization;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>What a recording holds, as <c>collum emg info</c> answers it.</summary>
/// <remarks>Every key is always there; null says that the file does not have it.</remarks>
/// <param name="Start">ISO 8601 by the recorder's clock, without a time zone.</param>
public sealed record RecordingAnswer(
    string Format,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Start,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? RecordDurationS,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Records,
    IReadOnlyList<SegmentAnswer> Segments, IReadOnlyList<SignalAnswer> Signals, IReadOnlyList<AnnotationAnswer> Annotations, IReadOnlyList<Finding> Findings)
{
    /// <summary>Reads the rest of a recording and sums up every channel.</summary>
    /// <exception cref="InputException">As <see cref="RecordingReader.Next"/>.</exception>
    public static RecordingAnswer Of(RecordingReader reader)
    {
        var channels = reader.Head.Channels;
        var sums = channels.Select(c => new ChannelSummary(c.Calibration)).ToArray();
        var (values, digits) = (Array.Empty<double>(), Array.Empty<int>());
        while (reader.Next())
            for (var c = 0; c < channels.Count; c++)
            {
                var count = reader.Stretch(c).Count;
                if (channels[c].Calibration is null)
                {
                    if (values.Length < count)
                        values = new double[count];
                    reader.Values(c, values.AsSpan(0, count));
                    sums[c].Add(values.AsSpan(0, count));
                    continue;
                }

                if (digits.Length < count)
                    digits = new int[count];
                reader.Digital(c, digits.AsSpan(0, count));
                sums[c].Add(digits.AsSpan(0, count), reader.Lost(c));
            }

        var recording = reader.Finish();
        return new(
            recording.Format, reader.Head.Start?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture), reader.Head.RecordDurationS, recording.Records,
            [.. recording.Segments.Select(s => new SegmentAnswer(s.OnsetS, s.DurationS))], [.. channels.Select(c => SignalAnswer.Of(c, sums[c.Index]))],
            [.. recording.Annotations.Select(a => new AnnotationAnswer(a.OnsetS, a.DurationS, a.Text))], [.. recording.Findings, .. channels.SelectMany(c => Doubts.About(c, sums[c.Index]))]);
    }
}

public sealed record SegmentAnswer(double OnsetS, double DurationS);

public sealed record AnnotationAnswer(double OnsetS, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? DurationS, string Text);

/// <summary>One channel of the answer. Null where the file stores values and no digits, or where the channel cannot be read.</summary>
public sealed record SignalAnswer(
    string Label, string Unit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? RateHz,
    long Samples,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? PhysicalMin,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? PhysicalMax,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? DigitalMin,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? DigitalMax,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? ValueFirst,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? ValueLast,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? ValueMin,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? ValueMax,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? ValueRms,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? DigitalSum)
{
    internal static SignalAnswer Of(Channel channel, ChannelSummary sum) => new(
        channel.Label, channel.Unit.Text, channel.RateHz > 0 ? channel.RateHz : null, sum.Samples, channel.Calibration?.PhysicalMin, channel.Calibration?.PhysicalMax,
        channel.Calibration?.DigitalMin, channel.Calibration?.DigitalMax, sum.First, sum.Last, sum.Min, sum.Max, sum.Rms, sum.DigitalSum);
}
