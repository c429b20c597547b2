using Collum.Clinic.Watch;

namespace Collum.App.Http;

/// <summary>The clinic's calibration, computed aside while pages say how far it is; a second asker joins the first.</summary>
public sealed class CalibrationRun(ForecastCalibration calibration, ILogger<CalibrationRun> log) : IDisposable
{
    readonly Lock _gate = new();
    CancellationTokenSource? _stop;
    Task _running = Task.CompletedTask;
    int _done, _total;

    /// <summary>The newest that was finished.</summary>
    public Calibration? Newest { get; private set; }

    public bool IsRunning => !_running.IsCompleted;

    /// <summary>Charts done, charts in all.</summary>
    public (int Done, int Total) Progress => (_done, _total);

    /// <summary>It ended by itself, for a reason that the log tells.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Starts unless it runs, and waits a moment: a clinic of usual size has its answer at once.</summary>
    /// <param name="patience">How long the asker waits.</param>
    /// <param name="cancel">Of the asker; the computation goes on for the next one.</param>
    public async Task AskAsync(TimeSpan patience, CancellationToken cancel)
    {
        Task running;
        lock (_gate)
        {
            if (!IsRunning)
            {
                _stop?.Dispose();
                _stop = new();
                (_done, _total, HasFailed) = (0, 0, false);
                var stop = _stop.Token;
                _running = Task.Run(() => RunAsync(stop), CancellationToken.None);
            }

            running = _running;
        }

        await Task.WhenAny(running, Task.Delay(patience, cancel));
    }

    /// <summary>What was computed so far is kept for the next time.</summary>
    public async Task StopAsync()
    {
        Task running;
        lock (_gate)
        {
            _stop?.Cancel();
            running = _running;
        }

        await running;
    }

    public void Dispose()
    {
        lock (_gate)
            _stop?.Cancel();
    }

    async Task RunAsync(CancellationToken stop)
    {
        try
        {
            Newest = await calibration.RunAsync((done, total) => (_done, _total) = (Math.Max(done, _done), total), stop);
        }
        catch (OperationCanceledException)
        {
            // Somebody asked for it to stop.
        }
        catch (Exception e)
        {
            HasFailed = true;
            LogFailed(log, e.GetType().Name, null);
        }
    }

    static readonly Action<ILogger, string, Exception?> LogFailed = LoggerMessage.Define<string>(LogLevel.Error, new EventId(1, "calibration"), "The calibration of forecasts ended by {Reason}.");
}
