using System.Diagnostics;
using Collum.Emg;
using Collum.Findings;

namespace Collum.Tests.Emg;

/// <summary>Broken files by the tens of thousands: each is read or refused in words, soon, and with little memory.</summary>
/// <remarks>The seed is fixed, so a failure names a file that can be made again.</remarks>
public sealed class FuzzTests
{
    const long MostBytes = 24 << 20;

    public static TheoryData<string> Kinds => [.. Seeds().Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_mutated_or_truncated_file_is_read_or_refused_and_nothing_else(string kind)
    {
        var (_, seed, beside) = Seeds().First(s => s.Name == kind);
        var random = new Random(20261120);
        var (reads, refusals) = (0, 0);
        for (var i = 0; i < 4000; i++)
        {
            var file = Mutated(seed, random);
            var other = beside is null ? null : random.Next(2) == 0 ? beside : Mutated(beside, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            try
            {
                var answer = RecordingAnswer.Of(Recordings.Open(new MemoryStream(file), "fuzz", beside: name => other is null ? null : new MemoryStream(other)));
                OutputJson.Write(answer);
                reads++;
            }
            catch (InputException e)
            {
                Assert.True(e.Place.Length > 0 && e.Found.ToString().Length > 0 && e.Expected.ToString().Length > 0 && e.Document == "fuzz", $"{kind} {i}: {e.Message}");
                Assert.True(e.Message.Length < 1000 && !e.Message.Any(char.IsControl), $"{kind} {i}: {e.Message}");
                refusals++;
            }
            catch (Exception e)
            {
                Assert.Fail($"{kind}, file {i} of seed 20261120: {e}");
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"{kind} {i} took {GC.GetAllocatedBytesForCurrentThread() - before} bytes");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{kind} {i} took {clock.Elapsed}");
        }

        Assert.True(reads > 100 && refusals > 100, $"{reads} read, {refusals} refused: the mutations are too mild or too wild to show anything");
    }

    static byte[] Mutated(byte[] seed, Random random)
    {
        var file = seed.ToList();
        var times = 1 + random.Next(4);
        for (var t = 0; t < times && file.Count > 0; t++)
        {
            // Headers decide most, so half of the faults go there.
            var at = random.Next(2) == 0 ? random.Next(file.Count) : random.Next(Math.Min(file.Count, 1024));
            switch (random.Next(8))
            {
                case 0:
                    file[at] = (byte)random.Next(256);
                    break;
                case 1:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    file.RemoveRange(at, file.Count - at);
                    break;
                case 3:
                    file.RemoveRange(at, Math.Min(random.Next(1, 20), file.Count - at));
                    break;
                case 4:
                    file.InsertRange(at, file.GetRange(at, Math.Min(random.Next(1, 40), file.Count - at)));
                    break;
                case 5:
                    for (var k = 0; k < 8 && at + k < file.Count; k++)
                        file[at + k] = (byte)'9';
                    break;
                case 6:
                    for (var k = 0; k < 4 && at + k < file.Count; k++)
                        file[at + k] = 0xFF;
                    break;
                default:
                    var word = (string[])["-1", "0", "NaN", "1e308", "-1e-308", "99999999", "\0\0", "+", ",", ";", "\n", "\""];
                    var bytes = System.Text.Encoding.ASCII.GetBytes(word[random.Next(word.Length)]);
                    for (var k = 0; k < bytes.Length && at + k < file.Count; k++)
                        file[at + k] = bytes[k];
                    break;
            }
        }

        return [.. file];
    }

    static IEnumerable<(string Name, byte[] File, byte[]? Beside)> Seeds()
    {
        var signals = new[] { EdfWriter.Ramp("EMG R-SCM", 4, 40), EdfWriter.Ramp("ACC", 4, 7) with { Unit = "g" } };
        string[] lists = [EdfWriter.At("0", EdfWriter.Note("0.5", "mvc")), EdfWriter.At("1"), EdfWriter.At("5", EdfWriter.Note("5.25", "neutral", "2")), EdfWriter.At("6")];
        yield return ("EDF", new EdfWriter { Signals = signals }.Bytes(), null);
        yield return ("EDF+D", new EdfWriter { Signals = signals, Plus = 'D', Lists = lists }.Bytes(), null);
        yield return ("BDF+C", new EdfWriter { Signals = signals, Is24Bit = true, Plus = 'C', Lists = lists }.Bytes(), null);
        yield return ("C3D", OtherFiles.C3d(isFloat: false), null);
        yield return ("C3D float", OtherFiles.C3d(isFloat: true), null);
        yield return ("WFDB 212", OtherFiles.WfdbHeader(212, 5), OtherFiles.Packed212([.. Enumerable.Range(0, 10).Select(i => (i * 300) - 1500)]));
        yield return ("WFDB 16", OtherFiles.WfdbHeader(16, 5), OtherFiles.Sixteen([.. Enumerable.Range(0, 10).Select(i => i * 300)]));
        yield return ("Delsys", OtherFiles.Utf8(OtherFiles.Delsys), null);
        yield return ("OpenSignals", OtherFiles.Utf8(OtherFiles.OpenSignals), null);
        yield return ("text", OtherFiles.Utf8(OtherFiles.Noraxon), null);
    }
}
