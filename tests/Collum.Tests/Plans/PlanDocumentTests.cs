using System.Text;
using Collum.Findings;
using Collum.Patients;
using Collum.Plans;

namespace Collum.Tests.Plans;

public sealed class PlanDocumentTests
{
    const string Example = """
        { "date": "2026-11-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false,
          "patient": { "birth_date": "1970-05-01", "sex": "female", "weight_kg": 61,
                       "answers": { "pregnancy": "no", "breastfeeding": "no", "cows-milk-allergy": "unknown" },
                       "medications": ["gentamicin"], "allergies": [] },
          "history": [ { "date": "2026-08-20", "product": "onabotulinumtoxinA", "dose_u": 180, "indication": "cervical-dystonia" },
                       { "date": "2026-03-01", "product": "unknown", "dose_u": 50, "clinic": "a cosmetic clinic" } ],
          "posture": { "caput_rotation_right_deg": 20.5, "shoulder_elevation": "left", "tremor": null },
          "preparation": { "vial_u": 100, "vials": 2, "diluent_ml": 1.0, "lot": "C1234", "expiry": "2027-05-31" },
          "sites": [ { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 40, "points": 2, "guidance": "emg" },
                     { "muscle_id": "scaleni", "side": "right", "dose_u": 12.50, "points": 1 } ] }
        """;

    [Fact]
    public void The_published_example_is_read_whole()
    {
        var read = Read(Example);

        Assert.Equal("US", read.Plan.Region.Code);
        Assert.Equal(52.5m, read.Plan.Total.Units);
        Assert.Equal(Sex.Female, read.Patient.Sex);
        Assert.Equal(Answer.No, read.Patient.AnswerTo("pregnancy"));
        Assert.Equal(Answer.Unknown, read.Patient.AnswerTo("nmj-disorder"));
        Assert.Equal(200, read.Plan.Content!.Units);
        Assert.Equal("C1234", read.Plan.Preparation!.Lot!.Number);
        Assert.Null(read.History[1].Product);
        Assert.Null(read.History[1].Dose);
        Assert.Equal(50, read.History[1].UnitsOfUnknownProduct);
        Assert.Equal(20.5, read.Posture!.CaputRotationRightDeg);
    }

    [Fact]
    public void What_is_written_is_read_again_and_written_the_same_bit_for_bit()
    {
        var once = Read(Example).Write();

        Assert.Equal(once, Read(once).Write());
        Assert.Contains("\"dose_u\":12.5,", once, StringComparison.Ordinal);
    }

    [Fact]
    public void Mixed_vial_sizes_are_written_as_a_list_and_read_again()
    {
        var text = Changed("\"preparation\": { \"vial_u\": 100, \"vials\": 2, \"diluent_ml\": 1.0, \"lot\": \"C1234\", \"expiry\": \"2027-05-31\" }",
            "\"preparations\": [ { \"vial_u\": 100, \"vials\": 1, \"diluent_ml\": 2 }, { \"vial_u\": 200, \"vials\": 1, \"diluent_ml\": 4 } ]");

        var read = Read(text);

        Assert.Null(read.Plan.Preparation);
        Assert.Equal(300, read.Plan.Content!.Units);
        Assert.Equal(50, read.Plan.Dilution!.UnitsPerMl);
        Assert.Equal(read.Write(), Read(read.Write()).Write());
    }

    [Fact]
    public void A_ready_made_solution_is_never_read_as_a_powder()
    {
        var read = Read("""
            { "date": "2026-11-20", "region": "US", "product": "rimabotulinumtoxinB",
              "preparation": { "vial_u": 5000, "vials": 1 },
              "sites": [ { "muscle_id": "splenius-capitis", "side": "left", "dose_u": 2500, "points": 2 } ] }
            """);

        Assert.Equal(1, read.Plan.Preparation!.Dilution.Vial.Solution!.Value.Millilitres);
        Assert.Equal(5000, read.Plan.Dilution!.UnitsPerMl);
    }

    [Theory]
    [InlineData("prabotulinumtoxinA", "prabotulinumtoxinA has no label for cervical dystonia")]
    [InlineData("BOTOX", "write onabotulinumtoxinA")]
    [InlineData("Onabotulinumtoxina", "write onabotulinumtoxinA")]
    public void A_product_that_cannot_be_planned_is_never_guessed_into_another(string typed, string said)
    {
        var refused = Assert.Throws<InputException>(() => Read(Changed("\"product\": \"onabotulinumtoxinA\", \"first", $"\"product\": \"{typed}\", \"first")));

        Assert.Contains(said, refused.Expected, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", refused.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"region\": \"US\",", "", "region")]
    [InlineData("\"product\": \"onabotulinumtoxinA\", \"first", "\"first", "product")]
    [InlineData("\"region\": \"US\"", "\"region\": \"us\"", "region")]
    [InlineData("\"product\": \"onabotulinumtoxinA\", \"first", "\"product\": \"prabotulinumtoxinA\", \"first", "product")]
    [InlineData("\"dose_u\": 40", "\"dose_u\": -40", "sites[0].dose_u")]
    [InlineData("\"dose_u\": 40", "\"dose_u\": 0", "sites[0].dose_u")]
    [InlineData("\"dose_u\": 40", "\"dose_u\": 1e12", "sites[0].dose_u")]
    [InlineData("\"dose_u\": 40", "\"dose_u\": 1e999", "sites[0].dose_u")]
    [InlineData("\"dose_u\": 40", "\"dose_u\": \"40\"", "sites[0].dose_u")]
    [InlineData("\"points\": 2", "\"points\": 0", "sites[0].points")]
    [InlineData("\"points\": 2", "\"points\": 1.5", "sites[0].points")]
    [InlineData("\"points\": 2", "\"points\": 1e9", "sites[0].points")]
    [InlineData("\"side\": \"left\"", "\"side\": \"both\"", "sites[0].side")]
    [InlineData("\"muscle_id\": \"sternocleidomastoid\"", "\"muscle_id\": \"sternocleidomastiod\"", "sites[0].muscle_id")]
    [InlineData("\"date\": \"2026-11-20\"", "\"date\": \"2026-13-40\"", "date")]
    [InlineData("\"date\": \"2026-11-20\"", "\"date\": \"0026-11-20\"", "date")]
    [InlineData("1970-05-01", "2027-05-01", "patient.birth_date")]
    [InlineData("\"weight_kg\": 61", "\"weight_kg\": 6100", "patient.weight_kg")]
    [InlineData("\"pregnancy\": \"no\"", "\"pregnancy\": \"maybe\"", "patient.answers.pregnancy")]
    [InlineData("\"pregnancy\": \"no\"", "\"pregnancy\": \"no\", \"pregnancy\": \"yes\"", "patient.answers.pregnancy")]
    [InlineData("\"region\": \"US\"", "\"region\": \"US\", \"region\": \"EU\"", "region")]
    [InlineData("\"diluent_ml\": 1.0", "\"diluent_ml\": 0", "preparation.diluent_ml")]
    [InlineData("\"vials\": 2", "\"vials\": 0", "preparation.vials")]
    [InlineData(", \"expiry\": \"2027-05-31\"", "", "preparation.expiry")]
    [InlineData("\"first_session\": false", "\"first_sesion\": false", "first_sesion")]
    [InlineData("\"guidance\": \"emg\"", "\"guidance\": \"xray\"", "sites[0].guidance")]
    public void What_cannot_be_read_is_refused_with_its_place(string found, string instead, string place)
    {
        var refused = Assert.Throws<InputException>(() => Read(Changed(found, instead)));

        Assert.Equal(place, refused.Place);
        Assert.Equal("PLAN.json", refused.Document);
        Assert.NotEmpty(refused.Expected.ToString());
    }

    [Fact]
    public void A_misspelt_question_is_refused_where_the_questions_are_known()
    {
        var refused = Assert.Throws<InputException>(() => PlanDocument.Read("PLAN.json", Encoding.UTF8.GetBytes(Changed("\"pregnancy\"", "\"pregnanzy\"")),
            Shared.Medicine.Muscles, Shared.Medicine.Toxins, ["pregnancy", "breastfeeding", "cows-milk-allergy"]));

        Assert.Equal("patient.answers.pregnanzy", refused.Place);
        Assert.Contains("'pregnancy'?", refused.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"date\":\"\\uD800\"}")]
    public void Broken_text_is_refused_and_never_crashes(string text) =>
        Assert.Throws<InputException>(() => Read(text));

    [Fact]
    public void One_preparation_and_a_list_of_them_together_are_refused() =>
        Assert.Equal("preparations", Assert.Throws<InputException>(() => Read(Changed("\"preparation\":", "\"preparations\": [ { \"vial_u\": 100, \"vials\": 1, \"diluent_ml\": 2 } ], \"preparation\":"))).Place);

    [Fact]
    public void A_past_dose_that_is_not_the_sum_of_its_lines_is_refused() =>
        Assert.Equal("history[0].dose_u", Assert.Throws<InputException>(() => Read(Changed("\"dose_u\": 180,", "\"dose_u\": 180, \"lines\": [ { \"muscle_id\": \"scaleni\", \"side\": \"left\", \"dose_u\": 20 } ],"))).Place);

    [Fact]
    public void However_a_document_is_damaged_it_is_checked_or_refused_and_never_crashes()
    {
        var random = new Random(20261120);
        var example = Encoding.UTF8.GetBytes(Example);
        string[] pieces = ["-", "0", "9", "1e308", "1e-308", "null", "{", "}", "[", "]", ",", "\"", "\\u0000", "\uFFFF", "true", "\"left\"", "0.0000001", "99999999999999999999999999999"];
        for (var i = 0; i < 4_000; i++)
        {
            var text = new List<byte>(example);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(4))
                {
                    case 0: text[at] = (byte)random.Next(256); break;
                    case 1: text.RemoveRange(at, Math.Min(random.Next(1, 12), text.Count - at)); break;
                    case 2: text.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)])); break;
                    default: text.InsertRange(at, text.GetRange(Math.Max(0, at - 40), Math.Min(40, at))); break;
                }
            }

            try
            {
                _ = PlanCheck.Of(PlanCheck.Read("PLAN.json", text.ToArray(), Shared.Medicine), Shared.Medicine).Write();
            }
            catch (InputException)
            {
                // Refused with a place: what a person can act on.
            }
        }
    }

    [Fact]
    public void Totals_count_both_sternocleidomastoids_and_groups_that_hold_a_muscle()
    {
        var plan = Read(Example).Plan;

        var totals = PlanTotals.Of(plan);

        Assert.Equal(40, totals.ScmBothSidesU);
        Assert.Equal(3, totals.Points);
        Assert.Equal(147.5m, totals.WasteU);
        Assert.Equal(0.525m, totals.VolumeMl);
        Assert.Equal(12.5m, plan.TotalTo("scalenus-medius").Units);
        Assert.Equal((0m, 40m), (totals.ByMuscle[1].RightU, totals.ByMuscle[1].LeftU));
    }

    static string Changed(string found, string instead)
    {
        Assert.Contains(found, Example, StringComparison.Ordinal);
        return Example.Replace(found, instead, StringComparison.Ordinal);
    }

    static PlanDocument Read(string text) =>
        PlanDocument.Read("PLAN.json", Encoding.UTF8.GetBytes(text), Shared.Medicine.Muscles, Shared.Medicine.Toxins);
}
