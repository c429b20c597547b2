using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collum.Anatomy;
using Collum.Knowledge;
using Collum.Plans;
using Collum.Postures;
using Collum.Safety;
using Collum.Toxins;

namespace Collum;

/// <summary>What the medicine says: every file of <c>data/</c>, read once, checked, and named by the hash of its content.</summary>
/// <remarks>Stands above the floors: rules and pages take the tables they need from here, never the whole.</remarks>
public sealed class Medicine
{
    /// <summary>Reads and checks everything; throws <see cref="KnowledgeException"/> naming file and place.</summary>
    /// <param name="files">Path below <c>data/</c> with forward slashes, and content. Files that no table knows are left alone only under <c>trials/</c>.</param>
    public Medicine(IReadOnlyDictionary<string, byte[]> files)
    {
        Files = files;
        Version = Hash(files);
        Sources = Read<SourceFile>("sources.json");
        Facts = FactIndex.Of(files);
        FactIndex.RequireSources(Facts, Sources.Sources);
        Muscles = new Muscles("anatomy/muscles.json", Read<MuscleFile>("anatomy/muscles.json"));
        Neck = new NeckDrawing("anatomy/neck.json", Read<NeckFile>("anatomy/neck.json"), Muscles);
        Biomechanics = new Biomechanics("anatomy/biomechanics.json", Read<BiomechanicsFile>("anatomy/biomechanics.json"), Muscles);
        Postures = new PostureTable("anatomy/postures.json", Read<PostureFile>("anatomy/postures.json"), Muscles);
        CandidateNumbers = new CandidateTable("anatomy/candidates.json", Read<CandidateFile>("anatomy/candidates.json"), Muscles);
        Candidates = new Candidates(Postures, CandidateNumbers, Biomechanics, Muscles);
        Toxins = new ToxinTable(
            [.. Under("toxins/").Where(f => f != "toxins/others.json").Select(f => (f, Read<Label>(f)))],
            Read<OtherToxinFile>("toxins/others.json"));
        Planner = new Planner(new PlannerTable(Read<PlannerFile>("plans/planner.json"), Toxins, Muscles, CandidateNumbers.Content.DecisiveEvidence.LikelihoodRatio));
        PlanNumbers = Read<PlanNumbers>("safety/plan-rules.json");
        Safety = ReadSafety();
        PlanRules = new PlanRules([.. PlanRuleList.Of(PlanNumbers, Muscles, Toxins), .. Safety.PersonRules.All]);
    }

    /// <summary>First 12 hexadecimal digits of the SHA-256 over all paths and contents; printed on every plan and course.</summary>
    public string Version { get; }

    public IReadOnlyDictionary<string, byte[]> Files { get; }

    public SourceFile Sources { get; }

    /// <summary>Every statement of every file, for people who look one up.</summary>
    public IReadOnlyList<FactEntry> Facts { get; }

    public Muscles Muscles { get; }

    /// <summary>The neck as it is drawn on paper and on pages.</summary>
    public NeckDrawing Neck { get; }

    public Biomechanics Biomechanics { get; }

    public PostureTable Postures { get; }

    public CandidateTable CandidateNumbers { get; }

    /// <summary>Ranks candidate muscles by the tables above.</summary>
    public Candidates Candidates { get; }

    public ToxinTable Toxins { get; }

    /// <summary>Proposes plans by the tables above.</summary>
    public Planner Planner { get; }

    public PlanNumbers PlanNumbers { get; }

    /// <summary>Every rule that is asked of every plan, about the plan and about the person.</summary>
    public PlanRules PlanRules { get; }

    public SafetyTables Safety { get; }

    SafetyTables ReadSafety()
    {
        var interactions = new Interactions("safety/interactions.json", Read<InteractionFile>("safety/interactions.json"));
        var contraindications = new Contraindications("safety/contraindications.json", Read<ContraindicationFile>("safety/contraindications.json"));
        var flags = new RedFlags("safety/red-flags.json", Read<RedFlagFile>("safety/red-flags.json"));
        var events = new AdverseEvents("safety/adverse-events.json", Read<AdverseEventFile>("safety/adverse-events.json"), contraindications.ById.Keys.ToHashSet());
        return new SafetyTables
        {
            Contraindications = contraindications,
            RedFlags = flags,
            Interactions = interactions,
            Medications = new MedicationList("safety/medications.json", Read<MedicationFile>("safety/medications.json"), interactions),
            Allergens = Read<AllergenFile>("safety/allergens.json").Allergens,
            AdverseEvents = events,
            Explaining = new Explaining("safety/explaining.json", Read<ExplainingFile>("safety/explaining.json"), events, Muscles),
        };
    }

    T Read<T>(string file) => Files.TryGetValue(file, out var content)
        ? KnowledgeJson.Read<T>(file, content)
        : throw new KnowledgeException(file, "$", "the file is missing");

    IEnumerable<string> Under(string folder) =>
        Files.Keys.Where(f => f.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    static string Hash(IReadOnlyDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            // Lengths go in with the parts, so that no two sets of files run together into the same bytes.
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{path}\n{content.Length}\n")));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
