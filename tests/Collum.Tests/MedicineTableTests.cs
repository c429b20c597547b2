using System.Text;
using Collum.Knowledge;

namespace Collum.Tests;

/// <summary>A file of anatomy or scales that says something impossible stops the start, by file and place.</summary>
public sealed class MedicineTableTests
{
    [Theory]
    [InlineData("anatomy/postures.json", "\"muscle_id\": \"scalenus-medius\"", "\"muscle_id\": \"scalenus-mediu\"", "postures.laterocollis.muscles")]
    [InlineData("anatomy/postures.json", "\"posture_id\": \"laterocollis\"", "\"posture_id\": \"laterocolli\"", "postures.lateral-shift.composed_of")]
    [InlineData("anatomy/biomechanics.json", "\"muscle_id\": \"splenius-capitis\"", "\"muscle_id\": \"scaleni\"", "muscles.scaleni")]
    [InlineData("anatomy/candidates.json", "\"muscle_id\": \"platysma\"", "\"muscle_id\": \"sternocleidomastoid\"", "assumed_frequencies.sternocleidomastoid")]
    [InlineData("anatomy/candidates.json", "\"deg\": 5,", "\"deg\": 0,", "detection_threshold")]
    [InlineData("anatomy/candidates.json", "\"likelihood_ratio_no\": 0.547", "\"likelihood_ratio_no\": 1.5", "examination.Contraction")]
    [InlineData("scales/twstrs.json", "\"weight\": 2", "\"weight\": 3", "I.B")]
    [InlineData("scales/twstrs.json", "\"code\": \"II.B\"", "\"code\": \"II.A\"", "II.A")]
    [InlineData("scales/gds-neck.json", "\"id\": \"gds-neck\"", "\"id\": \"gds\"", "id")]
    public void An_impossible_statement_stops_the_start_by_file_and_place(string file, string was, string becomes, string place)
    {
        var files = Shared.Files();
        var text = Encoding.UTF8.GetString(files[file]);
        var at = text.IndexOf(was, StringComparison.Ordinal);
        files[file] = Encoding.UTF8.GetBytes(text[..at] + becomes + text[(at + was.Length)..]);

        var e = Assert.Throws<KnowledgeException>(() => new Medicine(files));

        Assert.Equal((file, place), (e.File, e.Place));
    }
}
