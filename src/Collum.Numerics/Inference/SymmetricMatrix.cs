namespace Collum.Numerics.Inference;

/// <summary>Small dense symmetric matrices, row after row.</summary>
public static class SymmetricMatrix
{
    /// <summary>Replaces the lower triangle by L with A = L·Lᵀ; false where A is not positive definite.</summary>
    /// <param name="a">n × n, row after row; only the lower triangle is read, the upper is left.</param>
    /// <param name="n">Rows.</param>
    public static bool Factor(Span<double> a, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var row = a.Slice(i * n, n);
            for (var j = 0; j <= i; j++)
            {
                var other = a.Slice(j * n, n);
                var sum = row[j];
                for (var k = 0; k < j; k++)
                    sum -= row[k] * other[k];
                if (i != j)
                    row[j] = sum / other[j];
                else if (sum > 0 && double.IsFinite(sum))
                    row[j] = Math.Sqrt(sum);
                else
                    return false;
            }
        }

        return true;
    }

    /// <summary>Replaces b by L⁻¹·b.</summary>
    public static void SolveLower(ReadOnlySpan<double> l, int n, Span<double> b)
    {
        for (var i = 0; i < n; i++)
        {
            var sum = b[i];
            for (var k = 0; k < i; k++)
                sum -= l[(i * n) + k] * b[k];
            b[i] = sum / l[(i * n) + i];
        }
    }

    /// <summary>Replaces b by L⁻ᵀ·b.</summary>
    public static void SolveUpper(ReadOnlySpan<double> l, int n, Span<double> b)
    {
        for (var i = n - 1; i >= 0; i--)
        {
            var sum = b[i];
            for (var k = i + 1; k < n; k++)
                sum -= l[(k * n) + i] * b[k];
            b[i] = sum / l[(i * n) + i];
        }
    }

    /// <summary>Replaces b by A⁻¹·b.</summary>
    public static void Solve(ReadOnlySpan<double> l, int n, Span<double> b)
    {
        SolveLower(l, n, b);
        SolveUpper(l, n, b);
    }

    /// <summary>½ log det A = Σ log Lᵢᵢ.</summary>
    public static double HalfLogDeterminant(ReadOnlySpan<double> l, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += Math.Log(l[(i * n) + i]);
        return sum;
    }
}
