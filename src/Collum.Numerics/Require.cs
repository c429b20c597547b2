using System.Runtime.CompilerServices;

namespace Collum.Numerics;

/// <summary>Contracts of numerical code: a broken one throws, naming the argument, its value and the range it must lie in.</summary>
/// <remarks>NaN satisfies no contract.</remarks>
public static class Require
{
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) ? value : throw Broken(name, value, "finite");

    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw Broken(name, value, "above 0");

    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw Broken(name, value, "0 or above");

    public static decimal Positive(decimal value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 ? value : throw Broken(name, value, "above 0");

    public static decimal NotNegative(decimal value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 ? value : throw Broken(name, value, "0 or above");

    public static int Positive(int value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 ? value : throw Broken(name, value, "above 0");

    public static int Within(int value, int low, int high, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= low && value <= high ? value : throw Broken(name, value, $"{low} to {high}");

    static ArgumentOutOfRangeException Broken(string name, object value, string range) =>
        new(name, value, FormattableString.Invariant($"{name} is {value}; it must be {range}."));
}
