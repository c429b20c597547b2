using Collum.Findings;

namespace Collum.Emg;

/// <summary>Where the samples of one channel in the block at hand belong.</summary>
/// <param name="Segment">Index of the segment.</param>
/// <param name="First">Index of the first sample, counted from the segment's onset; its time is onset + First / rate.</param>
/// <param name="Count">Samples in the block; 0 where the channel has none in it.</param>
public readonly record struct Stretch(int Segment, long First, int Count);

/// <summary>Reads a recording block by block, in one pass; what it keeps does not grow with the file's samples.</summary>
/// <remarks>
/// <code>
/// var reader = Recordings.Open(stream, name);
/// while (reader.Next())
///     foreach (var channel in reader.Head.Channels)
///     {
///         var (segment, first, count) = reader.Stretch(channel.Index);
///         reader.Microvolts(channel.Index, buffer.AsSpan(0, count));
///     }
/// var recording = reader.Finish();
/// </code>
/// A block lies in one segment per channel. The channels of a block need not cover the same time: in text with a time column for each signal the rows
/// run through the channels at their own rates. A channel that has a <see cref="Channel.Problem"/> has stretches of length 0.
/// NaN marks a sample that the file lacks. The caller owns the stream.
/// </remarks>
public abstract class RecordingReader
{
    private protected RecordingReader()
    {
    }

    /// <summary>What the file says before its first sample.</summary>
    public RecordingHead Head { get; private protected init; } = null!;

    /// <summary>The file's name in messages.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Takes the next block; false at the end.</summary>
    /// <exception cref="InputException">The file breaks its own form in a way that leaves nothing after it to be trusted.</exception>
    public bool Next()
    {
        try
        {
            return Advance();
        }
        catch (InputException e) when (e.Document is null)
        {
            throw e.In(Name);
        }
    }

    /// <summary>Where the channel's samples in this block belong.</summary>
    public abstract Stretch Stretch(int channel);

    /// <summary>The channel's samples of this block in its own unit. <paramref name="to"/> is as long as the stretch.</summary>
    public void Values(int channel, Span<double> to)
    {
        if (Asked(channel, to.Length))
            Scaled(channel, 1, to);
    }

    /// <inheritdoc cref="Values(int, Span{double})"/>
    public void Values(int channel, Span<float> to)
    {
        if (Asked(channel, to.Length))
            Scaled(channel, 1, to);
    }

    /// <summary>The channel's samples of this block in microvolts. <paramref name="to"/> is as long as the stretch.</summary>
    /// <exception cref="InvalidOperationException">The channel's unit is no voltage.</exception>
    public void Microvolts(int channel, Span<float> to)
    {
        var each = PerUnit(channel);
        if (Asked(channel, to.Length))
            Scaled(channel, each, to);
    }

    /// <inheritdoc cref="Microvolts(int, Span{float})"/>
    public void Microvolts(int channel, Span<double> to)
    {
        var each = PerUnit(channel);
        if (Asked(channel, to.Length))
            Scaled(channel, each, to);
    }

    /// <summary>The stored integers of this block; only for channels with a <see cref="Channel.Calibration"/>.</summary>
    /// <exception cref="InvalidOperationException">The file stores values of this channel, not digits.</exception>
    public void Digital(int channel, Span<int> to)
    {
        if (!Asked(channel, to.Length))
            return;
        if (Head.Channels[channel].Calibration is null)
            throw new InvalidOperationException($"Channel {channel} ({Head.Channels[channel].Label}) is stored as values, not as digits.");
        Digits(channel, to);
    }

    /// <summary>The stored integer that marks a sample the recorder lost; null where the format has none.</summary>
    internal virtual int? Lost(int channel) => null;

    /// <summary>Reads on to the end without keeping samples, and says what the whole file held.</summary>
    public Recording Finish()
    {
        while (Next())
        {
        }

        return Whole();
    }

    private protected abstract bool Advance();

    /// <summary>What the file held; asked after the end.</summary>
    private protected abstract Recording Whole();

    /// <summary>False where the block has nothing of the channel; a length that is not the stretch's is a mistake of the caller's.</summary>
    bool Asked(int channel, int length)
    {
        var count = Stretch(channel).Count;
        return length == count ? count > 0 : throw new ArgumentOutOfRangeException(nameof(length), length, $"The block has {count} samples of channel {channel}.");
    }

    private protected abstract void Digits(int channel, Span<int> to);

    private protected abstract void Scaled(int channel, double factor, Span<float> to);

    private protected abstract void Scaled(int channel, double factor, Span<double> to);

    double PerUnit(int channel) => Head.Channels[channel].Unit.Microvolts
        ?? throw new InvalidOperationException($"Channel {channel} ({Head.Channels[channel].Label}) is in {Head.Channels[channel].Unit}, which is no voltage.");
}
