using System.Buffers.Text;

namespace Collum.Emg;

/// <summary>Cells of a row of numbers, as bytes.</summary>
static class TextCells
{
    /// <summary>Takes the next cell off a row; a blank as delimiter stands for any run of blanks and tabs.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> row, byte delimiter, out bool isLast)
    {
        int end;
        ReadOnlySpan<byte> cell;
        if (delimiter == ' ')
        {
            row = row.TrimStart(" \t"u8);
            end = row.IndexOfAny((byte)' ', (byte)'\t');
            cell = end < 0 ? row : row[..end];
            row = end < 0 ? default : row[end..].TrimStart(" \t"u8);
            isLast = row.IsEmpty;
            return cell;
        }

        if (row.Length > 0 && row[0] == '"' && row[1..].IndexOf((byte)'"') is >= 0 and var close)
        {
            cell = row.Slice(1, close);
            row = row[(close + 2)..];
            end = row.IndexOf(delimiter);
        }
        else
        {
            end = row.IndexOf(delimiter);
            cell = end < 0 ? row : row[..end];
        }

        isLast = end < 0;
        row = end < 0 ? default : row[(end + 1)..];
        return cell.Trim(" \t"u8);
    }

    /// <summary>Beyond any measurement or time; such a number is a fault of writing.</summary>
    const double Most = 1e15;

    /// <summary>A number that a measurement can be, or NaN.</summary>
    public static double Number(scoped ReadOnlySpan<byte> cell, bool comma)
    {
        Span<byte> copy = stackalloc byte[64];
        if (comma && cell.IndexOf((byte)',') is >= 0 and var at)
        {
            if (cell.Length > copy.Length || cell.Contains((byte)'.'))
                return double.NaN;
            cell.CopyTo(copy);
            copy[at] = (byte)'.';
            cell = copy[..cell.Length];
        }

        if (cell.StartsWith("+"u8))
            cell = cell[1..];
        return Utf8Parser.TryParse(cell, out double value, out var used) && used == cell.Length && Math.Abs(value) <= Most ? value : double.NaN;
    }

    /// <summary>What one unit of the last written digit is worth: 0.01 for <c>1.25</c>, 10 for <c>1.2e2</c>.</summary>
    public static double Grain(ReadOnlySpan<byte> cell)
    {
        var exponent = 0;
        if (cell.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var e)
        {
            var digits = cell[(e + 1)..];
            if (digits.StartsWith("+"u8))
                digits = digits[1..];
            if (!Utf8Parser.TryParse(digits, out exponent, out _))
                exponent = 0;
            cell = cell[..e];
        }

        var point = cell.IndexOfAny((byte)'.', (byte)',');
        return Math.Pow(10, Math.Clamp(exponent, -300, 300) - (point < 0 ? 0 : cell.Length - point - 1));
    }
}
