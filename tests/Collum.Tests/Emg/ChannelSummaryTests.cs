using Collum.Emg;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Emg;

public sealed class ChannelSummaryTests
{
    [Fact]
    public void Integers_and_their_values_sum_up_to_the_same_figures() =>
        Prop.ForAll<int[], decimal, byte>((digits, bottom, split) =>
        {
            if (Calibration.Through(-32768, 32767, (bottom % 1000) - 3, bottom % 777) is not { } line)
                return true;
            var stored = digits.Select(d => d % 32768).ToArray();
            var (byDigits, byValues) = (new ChannelSummary(line), new ChannelSummary(null));
            var at = Math.Min(split, stored.Length);
            byDigits.Add(stored.AsSpan(0, at));
            byDigits.Add(stored.AsSpan(at));
            byValues.Add(stored.Select(line.ToValue).ToArray());

            var scale = Math.Max(1, stored.Select(line.ToValue).Select(Math.Abs).DefaultIfEmpty(0).Max());
            bool Same(double? a, double? b) => a is null == b is null && Math.Abs((a ?? 0) - (b ?? 0)) <= 1e-6 * scale;
            return byDigits.Samples == byValues.Samples && byDigits.First == byValues.First && byDigits.Last == byValues.Last && byDigits.Min == byValues.Min && byDigits.Max == byValues.Max
                && Same(byDigits.Rms, byValues.Rms) && Same(byDigits.Mean, byValues.Mean) && Same(byDigits.Deviation, byValues.Deviation)
                && (byDigits.DigitalSum ?? 0) == stored.Sum(d => (long)d);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_spread_of_one_digit_on_a_large_offset_is_not_lost()
    {
        var line = Calibration.Through(-8388608, 8388607, 1_000_000m, 1_000_001m)!;
        var summary = new ChannelSummary(line);
        summary.Add([.. Enumerable.Range(0, 1_000_000).Select(i => 8_000_000 + (i % 2))]);

        Assert.Equal(line.Gain / 2, summary.Deviation!.Value, line.Gain * 1e-9);
    }

    [Fact]
    public void Lost_samples_count_and_enter_no_figure()
    {
        var summary = new ChannelSummary(Calibration.Line(-2047, 2047, 1, 0));
        summary.Add([-2048, 3, -2048, 5], lost: -2048);

        Assert.Equal((4, 2, 3.0, 5.0, 3.0), (summary.Samples, summary.Missing, summary.First!.Value, summary.Last!.Value, summary.Min!.Value));
    }
}
