using System.Globalization;
using System.Text;

namespace Collum.App.Tests.Pages;

/// <summary>Makes a small EDF+ file with four neck muscles, a posture, a neutral phase, a held midline and contractions: left splenius and right sternocleidomastoid drive it.</summary>
static class SmallRecording
{
    const int Rate = 1000, Seconds = 90, ListBytes = 120;

    static readonly string[] Labels = ["L splenius capitis", "R splenius cap.", "R SCM", "L SCM"];

    /// <param name="withPosture">False leaves every annotation out.</param>
    public static byte[] Edf(bool withPosture = true, string[]? labels = null)
    {
        labels ??= Labels;
        var random = new Random(7);
        var channels = labels.Length + 1;
        using var file = new MemoryStream();
        void Put(string text, int length) => file.Write(Encoding.Latin1.GetBytes(text.PadRight(length)[..length]));
        void Each(int length, Func<int, string> text)
        {
            for (var c = 0; c < channels; c++)
                Put(text(c), length);
        }

        Put("0", 8);
        Put("X X X X", 80);
        Put("Startdate 20-NOV-2026 X X Test_recorder", 80);
        Put("20.11.26", 8);
        Put("09.30.00", 8);
        Put((256 * (channels + 1)).ToString(CultureInfo.InvariantCulture), 8);
        Put("EDF+C", 44);
        Put(Seconds.ToString(CultureInfo.InvariantCulture), 8);
        Put("1", 8);
        Put(channels.ToString(CultureInfo.InvariantCulture), 4);
        var last = channels - 1;
        Each(16, c => c == last ? "EDF Annotations" : labels[c]);
        Each(80, c => c == last ? "" : "wire, intramuscular");
        Each(8, c => c == last ? "" : "uV");
        Each(8, c => c == last ? "-1" : "-3276.8");
        Each(8, c => c == last ? "1" : "3276.7");
        Each(8, _ => "-32768");
        Each(8, _ => "32767");
        Each(80, _ => "");
        Each(8, c => c == last ? (ListBytes / 2).ToString(CultureInfo.InvariantCulture) : Rate.ToString(CultureInfo.InvariantCulture));
        Each(32, _ => "");

        for (var second = 0; second < Seconds; second++)
        {
            for (var c = 0; c < labels.Length; c++)
            {
                // Contractions of 5 s each, then neutral, posture, midline.
                var drives = c is 0 or 2;
                var level = second < 20 ? (second / 5 == c ? 400 : 4) : second < 35 ? 4 : second < 70 ? (drives ? 150 : 8) : drives ? 25 : 12;
                for (var i = 0; i < Rate; i++)
                {
                    var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                    var digit = (short)Math.Clamp(normal * level * 10, -32000, 32000);
                    file.WriteByte((byte)digit);
                    file.WriteByte((byte)(digit >> 8));
                }
            }

            var list = $"+{second}\u0014\u0014\0";
            if (withPosture)
                list += second switch
                {
                    0 => "+0\u001520\u0014mvc\u0014\0",
                    20 => "+20\u001515\u0014neutral\u0014\0",
                    35 => "+35\u001535\u0014posture\u0014\0",
                    70 => "+70\u001520\u0014midline\u0014\0",
                    _ => "",
                };
            var bytes = new byte[ListBytes];
            Encoding.UTF8.GetBytes(list).CopyTo(bytes, 0);
            file.Write(bytes);
        }

        return file.ToArray();
    }
}
