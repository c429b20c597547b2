using Collum.Clinic.Charts;
using Collum.Findings;

namespace Collum.Clinic.Visits;

/// <summary>Writes words for the next reader, and what the patient wants to reach.</summary>
public sealed class RecordNote(Practice practice)
{
    /// <exception cref="InputException">The note says nothing.</exception>
    public async Task<Entry> RunAsync(string chartId, Note note, Writer writer, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(note.Text) && note.Goals is not { Count: > 0 })
            throw new InputException("text", $"nothing", $"a text or a goal");
        return await practice.AddAsync(writer.Saw(await practice.OpenAsync(chartId, cancel)), writer.Entry(Kinds.Note, OutputJson.Write(note)), cancel);
    }
}
