using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Emg;

namespace Collum.Clinic.Visits;

/// <summary>Pictures of coherence of the recordings last looked at. Each is made from the recording's file when somebody asks for it, and nothing of it is kept in a chart.</summary>
public sealed class CoherencePictures(Practice practice, RecordingFiles files)
{
    const int Most = 8;

    readonly Lock _lock = new();
    readonly List<(string ChartId, long Seq, CoherencePicture Picture)> _last = [];

    /// <exception cref="StorageException">The file is not there any more.</exception>
    public async Task<CoherencePicture> OfAsync(string chartId, RecordingState recording, CancellationToken cancel = default)
    {
        // An entry never changes, and neither does its file.
        lock (_lock)
            if (_last.FindIndex(p => p.ChartId == chartId && p.Seq == recording.Seq) is >= 0 and var at)
            {
                var known = _last[at];
                _last.RemoveAt(at);
                _last.Add(known);
                return known.Picture;
            }

        var picture = await new RecordRecording(practice, files).PictureAsync(recording.Body, cancel);
        lock (_lock)
        {
            _last.Add((chartId, recording.Seq, picture));
            if (_last.Count > Most)
                _last.RemoveAt(0);
        }

        return picture;
    }
}
