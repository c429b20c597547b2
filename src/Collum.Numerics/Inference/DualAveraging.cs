namespace Collum.Numerics.Inference;

/// <summary>Finds the step size at which a sampler accepts as often as wanted.</summary>
/// <remarks>Hoffman and Gelman, JMLR 2014;15:1593-1623, section 3.2, with their constants γ = 0.05, t₀ = 10, κ = 0.75.</remarks>
sealed class DualAveraging(double target)
{
    const double Gamma = 0.05, Delay = 10, Kappa = 0.75;

    double _centre, _error, _average;
    int _count;

    /// <summary>Starts again around ten times the given step.</summary>
    public void Restart(double step) => (_centre, _error, _average, _count) = (Math.Log(10 * step), 0, 0, 0);

    /// <summary>The step to try next, given how often the last one was accepted (0 to 1).</summary>
    public double Next(double accepted)
    {
        _count++;
        var share = 1 / (_count + Delay);
        _error = ((1 - share) * _error) + (share * (target - Math.Min(1, accepted)));
        var log = _centre - (Math.Sqrt(_count) / Gamma * _error);
        var weight = Math.Pow(_count, -Kappa);
        _average = (weight * log) + ((1 - weight) * _average);
        return Math.Exp(log);
    }

    /// <summary>The step to keep.</summary>
    public double Settled => Math.Exp(_average);
}

/// <summary>When during warm-up the metric is learnt: a quiet start, windows that double, a quiet end.</summary>
/// <remarks>As the Stan reference manual describes it ("Automatic parameter tuning"): 75, 25 doubling, 50; short warm-ups are split 15 %, 75 %, 10 %.</remarks>
readonly struct WarmupWindows
{
    readonly int _warmup, _start, _end, _first;

    public WarmupWindows(int warmup)
    {
        _warmup = warmup;
        (_start, _first, _end) = warmup < 20 ? (warmup, 0, 0)
            : warmup < 150 ? ((int)(0.15 * warmup), warmup - (int)(0.15 * warmup) - (int)(0.1 * warmup), (int)(0.1 * warmup))
            : (75, 25, 50);
    }

    /// <summary>True where draws teach the metric.</summary>
    public bool Learns(int iteration) => iteration >= _start && iteration < _warmup - _end && _first > 0;

    /// <summary>True at the last iteration of a window.</summary>
    public bool Closes(int iteration)
    {
        if (!Learns(iteration))
            return false;
        var (from, size, stop) = (_start, _first, _warmup - _end);
        while (true)
        {
            var to = from + size;
            if (to + (2 * size) > stop)
                to = stop;                              // a last window too short to double takes the rest
            if (iteration < to)
                return iteration == to - 1;
            (from, size) = (to, 2 * size);
        }
    }
}
