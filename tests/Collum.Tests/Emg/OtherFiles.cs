using System.Buffers.Binary;
using System.Text;

namespace Collum.Tests.Emg;

/// <summary>Small files in the other formats, written for tests.</summary>
static class OtherFiles
{
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Two signals at 1000 and 250 Hz, each with times of its own.</summary>
    public const string Delsys = """
        Label: Sensor 1: EMG 1 Sampling frequency: 1.000000e+003 Number of points: 8 start: 0.000000e+000 Unit: V Domain Unit: s
        Label: Sensor 1: ACC.X 1 Sampling frequency: 2.500000e+002 Number of points: 2 start: 0.000000e+000 Unit: g Domain Unit: s
        Start Trigger Method: None

        X[s],"Sensor 1: EMG 1",X[s],"Sensor 1: ACC.X 1"
        0,0.0001,0,0.5
        0.001,0.0002,0.004,0.25
        0.002,-0.0001,,
        0.003,1.5e-05,,
        0.103,0.0001,,
        0.104,0.0002,,
        0.105,-0.0003,,
        0.106,0.0004,,
        """;

    public const string OpenSignals = """
        # OpenSignals Text File Format
        # {"00:07:80:3B:46:61": {"sensor": ["EMG", "ACC"], "device name": "00:07:80:3B:46:61", "column": ["nSeq", "DI", "CH1", "CH2"], "sync interval": 2, "time": "15:54:31.100", "comments": "", "device connection": "BTH", "channels": [1, 2], "date": "2019-1-31", "mode": 0, "digital IO": [0, 1], "firmware version": 773, "device": "biosignalsplux", "position": 0, "sampling rate": 1000, "label": ["CH1", "CH2"], "resolution": [16, 16], "special": [{}, {}, {}, {}]}}
        # EndOfHeader
        13	0	32768	100
        14	0	32769	101
        15	0	32770	102
        0	0	32771	103
        1	0	32772	104
        4	0	32773	105
        5	0	32774	106
        """;

    /// <summary>Decimal commas, semicolons, milliseconds, a line of units and a marker column.</summary>
    public const string Noraxon = """
        Noraxon MR3;;;
        Frequency;1500;;
        Time;R SCM;L SPL;Marker
        s;uV;mV;
        0,0000;1,5;0,25;
        0,0007;2,5;-0,5;start
        0,0013;-3,5;0,75;start
        0,0020;;1,0;
        0,0027;4;1,25;geste
        """;

    public static byte[] Packed212(int[] samples)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < samples.Length; i += 2)
        {
            var (a, b) = (samples[i] & 0xFFF, i + 1 < samples.Length ? samples[i + 1] & 0xFFF : 0);
            bytes.AddRange([(byte)a, (byte)((a >> 8) | ((b >> 8) << 4)), (byte)b]);
        }

        return [.. bytes];
    }

    public static byte[] Sixteen(int[] samples) => [.. samples.SelectMany(s => (byte[])[(byte)s, (byte)(s >> 8)])];

    public static byte[] TwentyFour(int[] samples) => [.. samples.SelectMany(s => (byte[])[(byte)s, (byte)(s >> 8), (byte)(s >> 16)])];

    /// <summary>Two signals that take turns in one file; the first has no checksum.</summary>
    public static byte[] WfdbHeader(int format, int samples, int checksum = 0) => Utf8($"""
        # made for a test
        emg1 2 4000 {samples} 10:30:05 21/11/2026
        emg1.dat {format} 200(10)/mV 12 0
        emg1.dat {format} 0.5/uV 12 0 0 {checksum} 0 biceps, left

        """);

    /// <summary>Two analogue channels, three samples a frame at 100 frames a second, four frames, two markers, one event.</summary>
    public static byte[] C3d(bool isFloat, byte processor = 84, int firstFrame = 1, double secondScale = 0.25)
    {
        const int Frames = 4, PerFrame = 3, Channels = 2, Points = 2;
        var big = processor == 86;
        using var parameters = new MemoryStream();
        void Whole(int value, Stream to)
        {
            var two = new byte[2];
            if (big)
                BinaryPrimitives.WriteInt16BigEndian(two, (short)value);
            else
                BinaryPrimitives.WriteInt16LittleEndian(two, (short)value);
            to.Write(two);
        }

        void Real(double value, Stream to)
        {
            var four = new byte[4];
            if (big)
                BinaryPrimitives.WriteSingleBigEndian(four, (float)value);
            else
                BinaryPrimitives.WriteSingleLittleEndian(four, (float)(processor == 85 ? value * 4 : value));
            to.Write(processor == 85 ? [four[2], four[3], four[0], four[1]] : four);
        }

        void Group(int id, string name)
        {
            parameters.Write([(byte)name.Length, (byte)-id, .. Encoding.ASCII.GetBytes(name)]);
            Whole(3, parameters);
            parameters.WriteByte(0);
        }

        void Parameter(int group, string name, int type, int[] sizes, byte[] data)
        {
            parameters.Write([(byte)name.Length, (byte)group, .. Encoding.ASCII.GetBytes(name)]);
            Whole(2 + 1 + 1 + sizes.Length + data.Length + 1, parameters);
            parameters.Write([(byte)(sbyte)type, (byte)sizes.Length, .. sizes.Select(s => (byte)s), .. data]);
            parameters.WriteByte(0);
        }

        byte[] Wholes(params int[] values)
        {
            using var to = new MemoryStream();
            foreach (var v in values)
                Whole(v, to);
            return to.ToArray();
        }

        byte[] Reals(params double[] values)
        {
            using var to = new MemoryStream();
            foreach (var v in values)
                Real(v, to);
            return to.ToArray();
        }

        parameters.Write([1, 0x50, 1, processor]);
        Group(1, "POINT");
        Group(2, "ANALOG");
        Group(3, "EVENT");
        Parameter(1, "USED", 2, [], Wholes(Points));
        Parameter(1, "SCALE", 4, [], Reals(isFloat ? -0.1 : 0.1));
        Parameter(1, "RATE", 4, [], Reals(100));
        Parameter(1, "DATA_START", 2, [], Wholes(4));
        Parameter(2, "USED", 2, [], Wholes(Channels));
        Parameter(2, "LABELS", -1, [8, 2], Encoding.ASCII.GetBytes("SCM.r: 1SPL.l: 2"));
        Parameter(2, "UNITS", -1, [2, 2], Encoding.ASCII.GetBytes("uVmV"));
        Parameter(2, "GEN_SCALE", 4, [], Reals(2));
        Parameter(2, "SCALE", 4, [2], Reals(0.5, secondScale));
        Parameter(2, "OFFSET", 2, [2], Wholes(0, 100));
        Parameter(2, "RATE", 4, [], Reals(300));
        Parameter(3, "USED", 2, [], Wholes(1));
        Parameter(3, "TIMES", 4, [2, 1], Reals(0, 0.025));
        Parameter(3, "LABELS", -1, [7, 1], Encoding.ASCII.GetBytes("neutral"));

        using var file = new MemoryStream();
        using var header = new MemoryStream();
        header.Write([2, 0x50]);
        foreach (var word in (int[])[Points, Channels * PerFrame, firstFrame, firstFrame + Frames - 1, 0])
            Whole(word, header);
        Real(isFloat ? -0.1 : 0.1, header);
        Whole(4, header);
        Whole(PerFrame, header);
        Real(100, header);
        file.Write(header.ToArray());
        file.Write(new byte[512 - file.Length]);
        file.Write(parameters.ToArray());
        file.Write(new byte[(3 * 512) - file.Length]);
        for (var frame = 0; frame < Frames; frame++)
        {
            for (var p = 0; p < Points * 4; p++)
                if (isFloat)
                    Real(7, file);
                else
                    Whole(7, file);
            for (var s = 0; s < PerFrame; s++)
                for (var c = 0; c < Channels; c++)
                    if (isFloat)
                        Real(C3dDigit(c, (frame * PerFrame) + s), file);
                    else
                        Whole(C3dDigit(c, (frame * PerFrame) + s), file);
        }

        return file.ToArray();
    }

    public static int C3dDigit(int channel, int sample) => ((channel + 1) * 1000) - (sample * 300);

}
