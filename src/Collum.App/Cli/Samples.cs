namespace Collum.App.Cli;

/// <summary>One whole document for each command that reads one: <c>--help</c> shows it, <c>--example</c> prints it for a file to start from.</summary>
static class Samples
{
    public static Sample Person { get; } = new("""
        {
          "name": "Ada Quill",
          "number": "Q-1",
          "birth_date": "1971-03-04",
          "sex": "female"
        }
        """, "Only name is required. sex: female, male, other, unknown.");

    public static Sample Answers { get; } = new("""
        {
          "date": "2026-11-20",
          "product": "onabotulinumtoxinA",
          "region": "US",
          "weight_kg": 68,
          "answers": { "pregnancy": "no", "breastfeeding": "no", "hypersensitivity": "no", "infection-at-site": "no", "nmj-disorder": "unknown" },
          "medications": [ "aspirin 100 mg", "paracetamol" ],
          "allergies": [ "penicillin" ]
        }
        """, "Only date is required. product and region together say for which toxin the answers are weighed.",
        "answers: yes, no, unknown, by the ids that `collum knowledge questions` lists; what is absent is not answered.",
        "The newest document stands for all: repeat what still holds.");

    public static Sample Decision { get; } = new("""
        {
          "date": "2026-11-20",
          "discussed": [ "onabotulinumtoxinA", "physiotherapy", "oral-anticholinergic" ],
          "chosen": [ "onabotulinumtoxinA", "physiotherapy" ],
          "matters": "Driving without holding the chin",
          "reason": "Focal posture; tablets made her drowsy",
          "by": "Dr Mara Winter",
          "review_on": "2027-02-20"
        }
        """, "date and discussed are required. Options: the products' names, and those of `collum knowledge list --kind adjuncts`.");

    public static Sample Posture { get; } = new("""
        {
          "caput_rotation_right_deg": 25, "caput_lateral_right_deg": 0, "caput_extension_deg": 0,
          "collis_rotation_right_deg": 5, "collis_lateral_right_deg": 0, "collis_extension_deg": 0,
          "lateral_shift_right_mm": null, "sagittal_shift_anterior_mm": null,
          "shoulder_elevation": "none",
          "tremor": "no-no",
          "duration": "constant",
          "uncertainty_deg": 5,
          "range_of_motion": { "rotation_right_deg": 70, "rotation_left_deg": 45, "lateral_right_deg": 30, "lateral_left_deg": 30, "extension_deg": 40, "flexion_deg": 45 },
          "sensory_trick": { "helps": "yes", "text": "hand on the chin" },
          "examination": [ { "muscle_id": "splenius-capitis", "side": "right", "contraction": "yes", "hypertrophy": "yes", "tenderness": "unknown" } ]
        }
        """, "Any key may be absent or null: not measured. Right, extension and anterior are positive.",
        "head_rotation_right_deg, head_lateral_right_deg, head_extension_deg instead, when only the whole head was measured.",
        "shoulder_elevation: left, right, none. tremor: no-no, yes-yes, none. Examination: yes, no, unknown.");

    public static Sample DatedPosture { get; } = Posture with
    {
        Document = Posture.Document.Replace("{\n  \"caput_rotation", "{\n  \"date\": \"2026-11-20\",\n  \"caput_rotation", StringComparison.Ordinal),
    };

    public static Sample Score { get; } = new("""
        {
          "date": "2026-11-20",
          "instrument": "tsui",
          "items": { "A1": 2, "A2": 1, "A3": 0, "B": 2, "C": 1, "D1": 1, "D2": 1 }
        }
        """, "Instruments and the codes of their items: `collum scale list`.",
        "\"total\": 42 in place of items where only the total was recorded; \"variant\" where an instrument has several.",
        "\"subscale\": \"severity\" with \"total\" where only that part was recorded.",
        "`collum chart score` takes a diary too: { \"instrument\": \"patient-rating\", \"days\": [ { \"date\": \"2026-11-02\", \"total\": 55 }, … ] }. A day on record takes the new value.");

    const string Person1 = """
          "patient": {
            "birth_date": "1970-05-01", "weight_kg": 61,
            "answers": { "pregnancy": "no", "breastfeeding": "no", "nmj-disorder": "no", "cows-milk-allergy": "unknown" },
            "medications": [ "gentamicin" ], "allergies": []
          },
          "history": [ { "date": "2026-08-20", "product": "onabotulinumtoxinA", "dose_u": 180, "indication": "cervical-dystonia" } ],
        """;

    const string Sites = """
          "preparation": { "vial_u": 100, "vials": 1, "diluent_ml": 1 },
          "sites": [
            { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 50, "points": 3, "guidance": "ultrasound" },
            { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 30, "points": 2, "guidance": "emg" }
          ]
        """;

    const string Words = "guidance: landmarks, emg, ultrasound, emg-ultrasound, nerve-stimulation, ct. diluent_ml is per vial.";

    public static Sample Plan { get; } = new($$"""
        {
          "date": "2026-11-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false,
        {{Person1}}
        {{Sites}}
        }
        """, "region and product are required: there is no default region. answers: yes, no, unknown, by the ids that `collum knowledge questions` lists; absent is not answered.", Words);

    public static Sample ChartPlan { get; } = new($$"""
        {
          "date": "2026-11-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false,
        {{Sites}}
        }
        """, "Person and history come from the chart. The \"plan\" that `collum chart propose --json` answers with is such a document.", Words);

    public static Sample Request { get; } = new($$"""
        {
          "date": "2026-11-20", "region": "US", "product": "onabotulinumtoxinA", "first_session": false,
        {{Person1}}
          "posture": {
            "caput_rotation_right_deg": 25, "caput_lateral_right_deg": 0, "caput_extension_deg": 0,
            "collis_rotation_right_deg": 5, "collis_lateral_right_deg": 0, "collis_extension_deg": 0
          },
          "preferred_guidance": "ultrasound",
          "last": {
            "plan": {
              "date": "2026-08-20", "region": "US", "product": "onabotulinumtoxinA",
              "sites": [ { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 60, "points": 3 }, { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 40, "points": 2 } ]
            },
            "response": {
              "relief_percent": 40, "twstrs_before": 42, "twstrs_peak": 30, "peak_week": 4, "wearing_off_week": 10,
              "side_effects": [ { "term": "dysphagia", "severity": "mild" } ],
              "weak": [], "still_active": [ { "muscle_id": "splenius-capitis", "side": "right" } ],
              "antibodies_suspected": "no", "goal": "Driving"
            }
          }
        }
        """, "\"candidates\": [ { \"muscle_id\", \"side\" } ] may stand in place of posture. Without last it is a first plan.",
        "An absent key of response was not recorded; an empty list of side effects says that somebody asked.");

    public static Sample Reasons { get; } = new("""
        {
          "reasons": [
            { "code": "WHO-004", "text": "Asked again; neurologist's letter of 2 November on file", "by": "Dr Mara Winter" }
          ]
        }
        """, "One for each finding of severity confirm; code, and place where two findings share a code, as `collum chart plan` or a refused `collum chart sign` answers them.");

    public static Sample Treatment { get; } = new("""
        {
          "date": "2026-11-20", "time": "14:30",
          "product": "onabotulinumtoxinA", "region": "US",
          "plan": "9",
          "lines": [
            { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 50, "points": 3, "guidance": "ultrasound" },
            { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 30, "points": 2, "guidance": "emg" }
          ],
          "lots": [ { "number": "C1234", "expiry": "2027-06-30", "vial_u": 100, "vials": 1, "diluent_ml": 1 } ],
          "discarded_u": 20,
          "consent": { "form": "written", "taken_by": "Dr Mara Winter", "date": "2026-11-20" },
          "complications": [ { "what": "small bruise, right", "done": "pressed for five minutes" } ],
          "given_by": "Dr Mara Winter",
          "reasons": [ { "code": "GIVE-005", "text": "The patient wished for less", "by": "Dr Mara Winter" } ],
          "note": "Sat upright"
        }
        """, "plan: the number of the signed plan's entry. What the vials held is what was given and what was discarded, to the unit.",
        "consent.form: written, oral, not-taken. reasons: one for each confirm that a refused call answers with; leave it out otherwise.",
        "\"total_only_u\": 180 in place of lines where the muscles were not recorded. " + Words);

    public static Sample Amendment { get; } = new("""
        {
          "of": "12",
          "why": "Syringe log read again",
          "by": "Dr Mara Winter",
          "treatment": {
            "date": "2026-11-20", "time": "14:30",
            "product": "onabotulinumtoxinA", "region": "US",
            "plan": "9",
            "lines": [
              { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 40, "points": 3, "guidance": "ultrasound" },
              { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 30, "points": 2, "guidance": "emg" }
            ],
            "lots": [ { "number": "C1234", "expiry": "2027-06-30", "vial_u": 100, "vials": 1, "diluent_ml": 1 } ],
            "discarded_u": 30,
            "consent": { "form": "written", "taken_by": "Dr Mara Winter", "date": "2026-11-20" },
            "given_by": "Dr Mara Winter"
          }
        }
        """, "of: the entry of the signed treatment. treatment: the whole text as it should have read, as for `collum chart treat`;",
        "\"withdrawn\": true in its place when it was never given to this patient. `collum chart show --json` has the text as it stands.");

    public static Sample Response { get; } = new("""
        {
          "date": "2027-02-15",
          "treatment": 12,
          "relief_percent": 60,
          "peak_week": 4,
          "wearing_off_week": 11,
          "side_effects_asked": true,
          "weak": [ { "muscle_id": "sternocleidomastoid", "side": "left" } ],
          "still_active": [ { "muscle_id": "levator-scapulae", "side": "right" } ],
          "antibodies_suspected": "no",
          "goal": "Driving without holding the chin"
        }
        """, "treatment: the entry of the signed treatment. Only date and treatment are required; what is absent was not asked.");

    public static Sample Report { get; } = new("""
        {
          "date": "2026-11-30",
          "term": "dysphagia",
          "words": "Solid food sticks since Friday",
          "onset_date": "2026-11-27",
          "severity": "mild",
          "course": "ongoing",
          "answers": { "q-breathing": "no", "q-drink": "no" },
          "done": "Phoned back; soft food",
          "by": "Nurse Ida Holm"
        }
        """, "date, and term or words, are required. A wrong term is answered with all that are known.",
        "severity: mild, moderate, severe. course: ongoing, improving, worsening, resolved, resolved-with-sequelae, unknown.",
        "answers: yes, no, unknown to red flag questions (`collum knowledge questions`); the answer names those still to ask. \"cannot_answer\": true when the patient cannot.",
        "conditions: ids of what a clinician confirmed. end_date: the day it was over.");

    public static Sample ReportAnswer { get; } = new("""
        {
          "date": "2026-12-01",
          "done": "Phoned; swallows thin fluids well; soft food; will ring if worse",
          "course": "improving",
          "ended": "2026-12-09"
        }
        """, "date and done are required. --report takes the entry of the report.");

    public static Sample Adjunct { get; } = new("""
        {
          "kind": "physiotherapy",
          "date": "2026-11-20",
          "end_date": "2027-01-15",
          "goals": [ "range of motion" ],
          "exercises": [ "rotation to the left against the pull" ],
          "sessions_per_week": 2,
          "weeks": 8,
          "by": "Tom Reed, physiotherapist",
          "text": "After the injection, twice daily at home"
        }
        """, "An oral drug: { \"kind\": \"oral-drug\", \"date\": \"2026-11-20\", \"drug\": \"trihexyphenidyl\", \"dose_mg_per_day\": 4 }.");

    public static Sample Elsewhere { get; } = new("""
        {
          "date": "2026-06-02",
          "product": "onabotulinumtoxinA",
          "dose_u": 155,
          "indication": "migraine",
          "clinic": "Headache clinic, Northtown"
        }
        """, "Only date is required; product may be \"unknown\". { \"withdrawn\": true } with --corrects takes an entry back.");

    public static Sample Forecast { get; } = new("""
        {
          "product": "rimabotulinumtoxinB",
          "region": "US",
          "sessions": [ { "date": "2026-05-04", "dose_u": 7500 }, { "date": "2026-08-10", "dose_u": 10000 } ],
          "scores": [
            { "date": "2026-05-04", "instrument": "twstrs", "value": 47 },
            { "date": "2026-06-01", "instrument": "twstrs", "value": 36 },
            { "date": "2026-08-10", "instrument": "twstrs", "value": 45 },
            { "date": "2026-09-07", "instrument": "twstrs", "value": 33 },
            { "date": "2026-10-12", "instrument": "patient-rating", "value": 48 }
          ],
          "today": "2026-11-20"
        }
        """, "instrument: twstrs (the total), twstrs-severity, twstrs-disability, twstrs-pain, cdq-24, patient-rating (0 to 100, more is worse).",
        "\"wearing_off\": half-lost (default) or 80-percent-lost. A session after today is a what-if.",
        "\"history\": other toxin, as in a plan document; only date is needed. The interval counts from it too.");

    public static Sample Trial { get; } = new("""
        {
          "product": "rimabotulinumtoxinB", "region": "US",
          "patients": 2000, "sessions": 4, "seed": 1,
          "relief_points": 8,
          "protocols": [
            { "id": "every 12 weeks", "dose_u": 10000, "interval_weeks": 12 },
            { "id": "when worn off", "dose_u": 10000, "interval_weeks": 12, "longest_weeks": 24 },
            { "id": "dose by response", "dose_u": 5000, "interval_weeks": 12,
              "dose_rule": { "step_u": 2500, "lowest_u": 2500, "highest_u": 10000, "raise_below_points": 8, "lower_after": [ "dysphagia" ] } },
            { "id": "another product", "product": "abobotulinumtoxinA", "dose_u": 500, "interval_weeks": 12 }
          ]
        }
        """, "product stands for every protocol that names none of its own. Units count the protocol's own product and never convert. region, where it is given: whose label's limits are asked about.",
        "dose_rule: a step up after a session whose relief, as seen, stays below raise_below_points; a step down after a side effect of lower_after, which comes first. Both keep to lowest_u and highest_u, which defaults to the label's session limit.",
        "With longest_weeks the next session comes when half of the relief is lost, between interval_weeks and longest_weeks; without it every interval_weeks.",
        "relief_points: how many points of the TWSTRS total count as relief; 8 unless given.");

    public static Sample Note { get; } = new("""
        {
          "date": "2026-11-20",
          "text": "Faints easily: lie down",
          "goals": [ "Driving without holding the chin" ]
        }
        """, "date, and text or goals.");
}

/// <param name="Document">JSON that the command takes as it stands, once the chart has the entries it names.</param>
/// <param name="Notes">What the document alone does not show: which keys are required, which words may stand where.</param>
sealed record Sample(string Document, params IReadOnlyList<string> Notes);
