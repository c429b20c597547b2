using System.Numerics;

namespace Collum.Numerics.Inference;

/// <summary>One Markov chain of the No-U-Turn sampler, with its tuning.</summary>
sealed class NoUTurnChain
{
    const double LargestEnergyLoss = 1000;

    readonly ILogDensity _density;
    readonly CounterRandom _random;
    readonly SamplingOptions _options;
    readonly int _n;
    readonly double[] _variance;
    readonly Level[] _levels;

    // The moving end of the trajectory, and both ends as they were left.
    readonly Place _moving, _forward, _backward;
    readonly double[] _sample, _proposal;
    readonly double[] _rho, _rhoForward, _rhoBackward, _rhoJoined;
    readonly double[] _momentumLow, _momentumHigh, _velocityLow, _velocityHigh;
    readonly double[] _momentumSeamLow, _momentumSeamHigh, _velocitySeamLow, _velocitySeamHigh;

    double _step = 0.1, _logDensity;
    double[] _gradient;
    double _startEnergy, _acceptance;
    int _steps;
    bool _diverged;
    long _evaluations;

    public NoUTurnChain(ILogDensity density, CounterRandom random, SamplingOptions options)
    {
        (_density, _random, _options, _n) = (density, random, options, density.Dimension);
        _variance = new double[_n];
        Array.Fill(_variance, 1);
        _levels = [.. Enumerable.Range(0, options.MostDoublings + 1).Select(_ => new Level(_n))];
        (_moving, _forward, _backward) = (new(_n), new(_n), new(_n));
        (_sample, _proposal, _gradient) = (new double[_n], new double[_n], new double[_n]);
        (_rho, _rhoForward, _rhoBackward, _rhoJoined) = (new double[_n], new double[_n], new double[_n], new double[_n]);
        (_momentumLow, _momentumHigh, _velocityLow, _velocityHigh) = (new double[_n], new double[_n], new double[_n], new double[_n]);
        (_momentumSeamLow, _momentumSeamHigh, _velocitySeamLow, _velocitySeamHigh) = (new double[_n], new double[_n], new double[_n], new double[_n]);
    }

    public ChainDraws Run(Func<CounterRandom, double[]> start, Action tick)
    {
        var point = Start(start);
        var averaging = new DualAveraging(_options.TargetAcceptance);
        var windows = new WarmupWindows(_options.Warmup);
        var moments = new RunningMoments(_n);
        FindStep(point);
        averaging.Restart(_step);

        for (var i = 0; i < _options.Warmup; i++)
        {
            tick();
            Transition(point);
            _step = averaging.Next(_acceptance);
            if (windows.Learns(i))
                moments.Add(point);
            if (windows.Closes(i))
            {
                moments.RegularisedVariance(_variance);
                moments.Clear();
                FindStep(point);
                averaging.Restart(_step);
            }
        }

        if (_options.Warmup > 0)
            _step = averaging.Settled;
        var values = new double[_options.Draws * _n];
        var (divergences, saturated) = (0, 0);
        for (var i = 0; i < _options.Draws; i++)
        {
            tick();
            var depth = Transition(point);
            divergences += _diverged ? 1 : 0;
            saturated += depth >= _options.MostDoublings ? 1 : 0;
            point.CopyTo(values.AsSpan(i * _n));
        }

        return new(values, _n, divergences, saturated, _step, _evaluations, _variance);
    }

    double[] Start(Func<CounterRandom, double[]> start)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var point = start(_random);
            if (point.Length != _n)
                throw new ArgumentException($"A start has {point.Length} numbers; the density takes {_n}.", nameof(start));
            _logDensity = Evaluate(point, _gradient);
            if (double.IsFinite(_logDensity) && Array.TrueForAll(_gradient, double.IsFinite))
                return (double[])point.Clone();
        }

        throw new InvalidOperationException("No start had a finite density after 100 attempts.");
    }

    double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        _evaluations++;
        return _density.LogDensity(at, gradient);
    }

    /// <summary>Doubles or halves the step until one step is accepted about as often as wanted (Hoffman and Gelman 2014, algorithm 4).</summary>
    void FindStep(double[] point)
    {
        var direction = 0;
        for (var attempt = 0; attempt < 60; attempt++)
        {
            Begin(point);
            var before = Energy(_moving);
            Leap(_moving, _step);
            var change = before - Energy(_moving);
            var accepted = double.IsNaN(change) ? double.NegativeInfinity : change;
            var wanted = accepted > Math.Log(0.8) ? 1 : -1;
            if (direction == 0)
                direction = wanted;
            if (wanted != direction)
                break;
            _step = direction > 0 ? _step * 2 : _step / 2;
        }
    }

    void Begin(double[] point)
    {
        point.CopyTo(_moving.Position, 0);
        _gradient.CopyTo(_moving.Gradient, 0);
        _moving.LogDensity = _logDensity;
        for (var i = 0; i < _n; i++)
            _moving.Momentum[i] = _random.NextNormal() / Math.Sqrt(_variance[i]);
    }

    double Energy(Place place)
    {
        var kinetic = 0.0;
        var (momentum, variance) = (place.Momentum, _variance);
        for (var i = 0; i < momentum.Length; i++)
            kinetic += momentum[i] * momentum[i] * variance[i];
        var energy = (0.5 * kinetic) - place.LogDensity;
        return double.IsNaN(energy) ? double.PositiveInfinity : energy;
    }

    // Half a step of momentum, a step of position, half a step of momentum.
    void Leap(Place place, double step)
    {
        var width = Vector<double>.Count;
        var (position, momentum, gradient, variance) = (place.Position, place.Momentum, place.Gradient, _variance);
        var half = new Vector<double>(0.5 * step);
        var whole = new Vector<double>(step);
        var i = 0;
        for (; i <= _n - width; i += width)
        {
            var p = new Vector<double>(momentum, i) + (half * new Vector<double>(gradient, i));
            p.CopyTo(momentum, i);
            (new Vector<double>(position, i) + (whole * p * new Vector<double>(variance, i))).CopyTo(position, i);
        }

        for (; i < _n; i++)
        {
            momentum[i] += 0.5 * step * gradient[i];
            position[i] += step * momentum[i] * variance[i];
        }

        place.LogDensity = Evaluate(position, gradient);
        for (i = 0; i <= _n - width; i += width)
            (new Vector<double>(momentum, i) + (half * new Vector<double>(gradient, i))).CopyTo(momentum, i);
        for (; i < _n; i++)
            momentum[i] += 0.5 * step * gradient[i];
    }

    /// <summary>One draw; returns the doublings made. Point, log density and gradient move along.</summary>
    int Transition(double[] point)
    {
        Begin(point);
        _moving.CopyTo(_forward);
        _moving.CopyTo(_backward);
        point.CopyTo(_sample, 0);
        _startEnergy = Energy(_moving);
        (_acceptance, _steps, _diverged) = (0, 0, false);

        _moving.Momentum.CopyTo(_rho, 0);
        foreach (var end in new[] { _momentumLow, _momentumHigh, _momentumSeamLow, _momentumSeamHigh })
            _moving.Momentum.CopyTo(end, 0);
        Velocity(_moving.Momentum, _velocityLow);
        foreach (var end in new[] { _velocityHigh, _velocitySeamLow, _velocitySeamHigh })
            _velocityLow.CopyTo(end, 0);

        var logWeight = 0.0;                            // of the start: exp(H₀ − H₀)
        var depth = 0;
        while (depth < _options.MostDoublings)
        {
            bool valid;
            var logNew = double.NegativeInfinity;
            if (_random.NextUniform() > 0.5)
            {
                _rho.CopyTo(_rhoBackward, 0);
                Array.Clear(_rhoForward);
                _momentumHigh.CopyTo(_momentumSeamLow, 0);
                _velocityHigh.CopyTo(_velocitySeamLow, 0);
                _forward.CopyTo(_moving);
                valid = Build(depth, 1, _proposal, _velocitySeamHigh, _velocityHigh, _rhoForward, _momentumSeamHigh, _momentumHigh, ref logNew);
                _moving.CopyTo(_forward);
            }
            else
            {
                _rho.CopyTo(_rhoForward, 0);
                Array.Clear(_rhoBackward);
                _momentumLow.CopyTo(_momentumSeamHigh, 0);
                _velocityLow.CopyTo(_velocitySeamHigh, 0);
                _backward.CopyTo(_moving);
                valid = Build(depth, -1, _proposal, _velocitySeamLow, _velocityLow, _rhoBackward, _momentumSeamLow, _momentumLow, ref logNew);
                _moving.CopyTo(_backward);
            }

            if (!valid)
                break;
            depth++;
            if (logNew > logWeight || _random.NextUniform() < Math.Exp(logNew - logWeight))     // biased towards the new half
                _proposal.CopyTo(_sample, 0);
            logWeight = LogAdd(logWeight, logNew);

            Sum(_rhoBackward, _rhoForward, _rho);
            var goesOn = GoesOn(_velocityLow, _velocityHigh, _rho);
            Sum(_rhoBackward, _momentumSeamHigh, _rhoJoined);
            goesOn &= GoesOn(_velocityLow, _velocitySeamHigh, _rhoJoined);
            Sum(_rhoForward, _momentumSeamLow, _rhoJoined);
            goesOn &= GoesOn(_velocitySeamLow, _velocityHigh, _rhoJoined);
            if (!goesOn)
                break;
        }

        _acceptance = _steps > 0 ? _acceptance / _steps : 0;
        if (!_sample.AsSpan().SequenceEqual(point))
        {
            _sample.CopyTo(point, 0);
            _logDensity = Evaluate(point, _gradient);
        }

        return depth;
    }

    /// <summary>A trajectory of 2^depth further steps from the moving end; false when it turned back or lost its energy.</summary>
    bool Build(int depth, int direction, double[] proposal, double[] velocityNear, double[] velocityFar, double[] rho, double[] momentumNear, double[] momentumFar, ref double logWeight)
    {
        if (depth == 0)
        {
            Leap(_moving, direction * _step);
            _steps++;
            var loss = Energy(_moving) - _startEnergy;
            if (double.IsNaN(loss))
                loss = double.PositiveInfinity;
            if (loss > LargestEnergyLoss)
                _diverged = true;
            logWeight = LogAdd(logWeight, -loss);
            _acceptance += loss <= 0 ? 1 : Math.Exp(-loss);
            _moving.Position.CopyTo(proposal, 0);
            Velocity(_moving.Momentum, velocityNear);
            velocityNear.CopyTo(velocityFar, 0);
            AddTo(rho, _moving.Momentum);
            _moving.Momentum.CopyTo(momentumNear, 0);
            momentumNear.CopyTo(momentumFar, 0);
            return !_diverged;
        }

        var level = _levels[depth];
        var logNear = double.NegativeInfinity;
        Array.Clear(level.RhoNear);
        if (!Build(depth - 1, direction, proposal, velocityNear, level.VelocityNearEnd, level.RhoNear, momentumNear, level.MomentumNearEnd, ref logNear))
            return false;

        var logFar = double.NegativeInfinity;
        Array.Clear(level.RhoFar);
        if (!Build(depth - 1, direction, level.Proposal, level.VelocityFarStart, velocityFar, level.RhoFar, level.MomentumFarStart, momentumFar, ref logFar))
            return false;

        var logBoth = LogAdd(logNear, logFar);
        logWeight = LogAdd(logWeight, logBoth);
        if (logFar > logBoth || _random.NextUniform() < Math.Exp(logFar - logBoth))
            level.Proposal.CopyTo(proposal, 0);

        Sum(level.RhoNear, level.RhoFar, level.Rho);
        AddTo(rho, level.Rho);
        var goesOn = GoesOn(velocityNear, velocityFar, level.Rho);
        Sum(level.RhoNear, level.MomentumFarStart, level.Rho);
        goesOn &= GoesOn(velocityNear, level.VelocityFarStart, level.Rho);
        Sum(level.RhoFar, level.MomentumNearEnd, level.Rho);
        goesOn &= GoesOn(level.VelocityNearEnd, velocityFar, level.Rho);
        return goesOn;
    }

    void Velocity(double[] momentum, double[] velocity)
    {
        var variance = _variance;
        for (var i = 0; i < velocity.Length; i++)
            velocity[i] = momentum[i] * variance[i];
    }

    static bool GoesOn(double[] velocityLow, double[] velocityHigh, double[] rho) => Dot(velocityLow, rho) > 0 && Dot(velocityHigh, rho) > 0;

    static double Dot(double[] a, double[] b)
    {
        var width = Vector<double>.Count;
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i <= a.Length - width; i += width)
            sum += new Vector<double>(a, i) * new Vector<double>(b, i);
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++)
            total += a[i] * b[i];
        return total;
    }

    static void Sum(double[] a, double[] b, double[] to)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = a[i] + b[i];
    }

    static void AddTo(double[] to, double[] what) => Sum(to, what, to);

    static double LogAdd(double a, double b) =>
        double.IsNegativeInfinity(a) ? b : double.IsNegativeInfinity(b) ? a : Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));

    sealed class Place(int n)
    {
        public double[] Position { get; } = new double[n];

        public double[] Momentum { get; } = new double[n];

        public double[] Gradient { get; } = new double[n];

        public double LogDensity { get; set; }

        public void CopyTo(Place other)
        {
            Position.CopyTo(other.Position, 0);
            Momentum.CopyTo(other.Momentum, 0);
            Gradient.CopyTo(other.Gradient, 0);
            other.LogDensity = LogDensity;
        }
    }

    /// <summary>Working memory of one depth.</summary>
    sealed class Level(int n)
    {
        public double[] Proposal { get; } = new double[n];

        public double[] Rho { get; } = new double[n];

        public double[] RhoNear { get; } = new double[n];

        public double[] RhoFar { get; } = new double[n];

        public double[] VelocityNearEnd { get; } = new double[n];

        public double[] VelocityFarStart { get; } = new double[n];

        public double[] MomentumNearEnd { get; } = new double[n];

        public double[] MomentumFarStart { get; } = new double[n];
    }
}

/// <summary>Mean and variance of each coordinate, one point at a time (Welford, Technometrics 1962;4:419-420).</summary>
sealed class RunningMoments(int n)
{
    readonly double[] _mean = new double[n];
    readonly double[] _squares = new double[n];
    int _count;

    public void Add(ReadOnlySpan<double> point)
    {
        _count++;
        for (var i = 0; i < n; i++)
        {
            var off = point[i] - _mean[i];
            _mean[i] += off / _count;
            _squares[i] += off * (point[i] - _mean[i]);
        }
    }

    public void Clear()
    {
        _count = 0;
        Array.Clear(_mean);
        Array.Clear(_squares);
    }

    /// <summary>Shrunk towards 0.001 as if by five more points, so that a short window cannot give a metric of nothing.</summary>
    public void RegularisedVariance(Span<double> variance)
    {
        for (var i = 0; i < n; i++)
            variance[i] = ((_count / (_count + 5.0)) * (_count > 1 ? _squares[i] / (_count - 1) : 1)) + (1e-3 * (5.0 / (_count + 5)));
    }
}
