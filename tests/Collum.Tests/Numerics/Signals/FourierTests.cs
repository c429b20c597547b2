using System.Numerics;
using Collum.Numerics.Signals;

namespace Collum.Tests.Numerics.Signals;

public sealed class FourierTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(128)]
    [InlineData(225)]
    [InlineData(1280)]
    [InlineData(2048)]
    public void The_transform_is_the_sum_that_defines_it(int length)
    {
        var random = new Random(length);
        var fourier = new Fourier(length);
        var z = Enumerable.Range(0, length).Select(_ => Enumerable.Range(0, 16).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5)).ToArray()).ToArray();
        Put(fourier, z);

        fourier.Run();

        foreach (var lane in (int[])[0, 7, 15])
            foreach (var k in Enumerable.Range(0, Math.Min(length, 12)).Select(i => i * length / Math.Min(length, 12)))
            {
                var sum = Complex.Zero;
                for (var t = 0; t < length; t++)
                    sum += z[t][lane] * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((long)k * t % length) / length);
                Assert.Equal(0, (sum - Get(fourier, k, lane)).Magnitude, 3e-6 * Math.Sqrt(length));
            }
    }

    [Fact]
    public void A_cosine_and_a_sine_fall_into_their_bins_and_are_told_apart()
    {
        const int Length = 256;
        var fourier = new Fourier(Length);
        Put(fourier, [.. Enumerable.Range(0, Length).Select(t => Enumerable.Repeat(
            new Complex(Math.Cos(2 * Math.PI * 10 * t / Length), 3 * Math.Sin(2 * Math.PI * 20 * t / Length)), 16).ToArray())]);

        fourier.Run();

        for (var k = 0; k <= Length / 2; k++)
        {
            Fourier.Apart(ref fourier.Values[0], Length, k, out var xr, out var xi, out var yr, out var yi);
            Assert.Equal(k == 10 ? Length / 2 : 0, xr[3], 1e-3);
            Assert.Equal(0, xi[3], 1e-3);
            Assert.Equal(0, yr[3], 1e-3);
            Assert.Equal(k == 20 ? -3 * Length / 2 : 0, yi[3], 1e-3);
        }
    }

    // 1289.48 lies between 1280 = 2^8·5 and 1296 = 2^4·3^4; the nearer one wins.
    [Theory]
    [InlineData(2048, 2048)]
    [InlineData(1289.48, 1296)]
    [InlineData(1024, 1024)]
    [InlineData(1536, 1536)]
    [InlineData(5120, 5120)]
    public void The_nearest_length_has_small_factors_and_is_even(double wanted, int length) => Assert.Equal(length, Fourier.Near(wanted));

    [Fact]
    public void A_length_with_a_large_prime_factor_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Fourier(14));

    static void Put(Fourier fourier, Complex[][] z)
    {
        for (var t = 0; t < z.Length; t++)
        {
            fourier.Values[2 * t] = System.Runtime.Intrinsics.Vector512.Create([.. z[t].Select(v => (float)v.Real)]);
            fourier.Values[(2 * t) + 1] = System.Runtime.Intrinsics.Vector512.Create([.. z[t].Select(v => (float)v.Imaginary)]);
        }
    }

    static Complex Get(Fourier fourier, int k, int lane) => new(fourier.Values[2 * k][lane], fourier.Values[(2 * k) + 1][lane]);
}
