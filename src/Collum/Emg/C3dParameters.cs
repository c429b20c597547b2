using System.Buffers.Binary;
using System.Text;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>The parameter section of a C3D file: named values in named groups, in the number format of the machine that wrote them.</summary>
/// <remarks>c3d.org, "The C3D File Format User Guide". Every length is checked against the bytes that are there.</remarks>
sealed class C3dParameters
{
    readonly Dictionary<string, (sbyte Type, int[] Sizes, byte[] Bytes)> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How the file's machine wrote numbers.</summary>
    public C3dNumbers Numbers { get; }

    C3dParameters(C3dNumbers numbers) => Numbers = numbers;

    /// <param name="bytes">The section, from its own four-byte header on.</param>
    /// <param name="at">Where it stands in the file, for messages.</param>
    public static C3dParameters Read(ReadOnlySpan<byte> bytes, long at)
    {
        var parameters = new C3dParameters(bytes[3] switch
        {
            84 => C3dNumbers.Intel,
            85 => C3dNumbers.Dec,
            86 => C3dNumbers.Mips,
            var other => throw new InputException($"parameter section, processor (offset {at + 3})", $"{other}", $"84 (Intel), 85 (DEC) or 86 (MIPS)"),
        });

        var groups = new Dictionary<int, string>();
        var found = new List<(int Group, string Name, sbyte Type, int[] Sizes, byte[] Bytes)>();
        var i = 4;
        while (i + 2 <= bytes.Length && bytes[i] != 0)
        {
            var nameLength = Math.Abs((int)(sbyte)bytes[i]);
            int group = (sbyte)bytes[i + 1];
            var next = i + 2 + nameLength;
            if (next + 2 > bytes.Length)
                throw new InputException($"parameter section (offset {at + i})", $"a name that runs past its end", $"names, values and descriptions within the section");
            var name = Encoding.ASCII.GetString(bytes.Slice(i + 2, nameLength)).Trim();
            var skip = parameters.Numbers.Unsigned(bytes[next..]);
            if (group < 0)
                groups[-group] = name;
            else if (group > 0 && ReadValue(bytes, next + 2) is { } value)
                found.Add((group, name, value.Type, value.Sizes, value.Bytes));
            if (skip == 0)
                break;
            i = next + skip;
        }

        foreach (var (group, name, type, sizes, value) in found)
            if (groups.TryGetValue(group, out var word))
                parameters._values.TryAdd($"{word}:{name}", (type, sizes, value));
        return parameters;
    }

    static (sbyte Type, int[] Sizes, byte[] Bytes)? ReadValue(ReadOnlySpan<byte> bytes, int i)
    {
        if (i + 2 > bytes.Length)
            return null;
        var type = (sbyte)bytes[i];
        var dimensions = bytes[i + 1];
        if (type is not (-1 or 1 or 2 or 4) || dimensions > 7 || i + 2 + dimensions > bytes.Length)
            return null;
        var sizes = new int[dimensions];
        long length = Math.Abs((int)type);
        for (var d = 0; d < dimensions; d++)
            length *= sizes[d] = bytes[i + 2 + d];
        var from = i + 2 + dimensions;
        return from + length <= bytes.Length ? (type, sizes, bytes.Slice(from, (int)length).ToArray()) : null;
    }

    /// <summary>Numbers of a parameter, whole or not; empty where it is absent or text.</summary>
    public double[] All(string name)
    {
        if (!_values.TryGetValue(name, out var value) || value.Type == -1)
            return [];
        var width = (int)value.Type;
        var numbers = new double[value.Bytes.Length / width];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = width switch
            {
                1 => value.Bytes[i],
                2 => Numbers.Whole(value.Bytes.AsSpan(2 * i)),
                _ => Numbers.Real(value.Bytes.AsSpan(4 * i)),
            };
        return numbers;
    }

    public double? One(string name) => All(name) is [var first, ..] ? first : null;

    /// <summary>A count; the format's 16-bit fields have no room for a sign there.</summary>
    public long? Count(string name) => One(name) switch
    {
        null => null,
        < 0 and >= short.MinValue and var negative => (long)negative + 65536,
        >= 0 and <= int.MaxValue and var count => (long)count,
        _ => null,
    };

    public string[] Texts(string name)
    {
        if (!_values.TryGetValue(name, out var value) || value.Type != -1 || value.Sizes.Length == 0 || value.Sizes[0] == 0)
            return [];
        var width = value.Sizes[0];
        var texts = new string[value.Bytes.Length / width];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = BytesShown.Text(value.Bytes.AsSpan(i * width, width), out _).Trim(' ', '\0', '\t', '\r', '\n');
        return texts;
    }

    /// <summary>Texts of a parameter and of its continuations, NAME2, NAME3: one holds at most 255.</summary>
    public List<string> AllTexts(string name)
    {
        var all = new List<string>(Texts(name));
        for (var more = 2; Texts($"{name}{more}") is { Length: > 0 } next; more++)
            all.AddRange(next);
        return all;
    }

    public double[] AllNumbers(string name)
    {
        var all = new List<double>(All(name));
        for (var more = 2; All($"{name}{more}") is { Length: > 0 } next; more++)
            all.AddRange(next);
        return [.. all];
    }
}

/// <summary>The three ways in which C3D files hold numbers.</summary>
enum C3dNumbers
{
    /// <summary>Little-endian, IEEE 754.</summary>
    Intel,

    /// <summary>Little-endian integers, VAX F floating point.</summary>
    Dec,

    /// <summary>Big-endian, IEEE 754.</summary>
    Mips,
}

static class C3dNumberReading
{
    extension(C3dNumbers numbers)
    {
        public short Whole(ReadOnlySpan<byte> bytes) =>
            numbers == C3dNumbers.Mips ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes);

        public ushort Unsigned(ReadOnlySpan<byte> bytes) => (ushort)numbers.Whole(bytes);

        public float Real(ReadOnlySpan<byte> bytes) => numbers switch
        {
            C3dNumbers.Intel => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            C3dNumbers.Mips => BinaryPrimitives.ReadSingleBigEndian(bytes),
            // VAX F keeps its two halves the other way round, and its exponent is two more than that of IEEE 754.
            _ => BinaryPrimitives.ReadSingleLittleEndian([bytes[2], bytes[3], bytes[0], bytes[1]]) / 4,
        };
    }
}
